//! Screens: the views and what is drilled into from them, one file each, as plain values with their cursors. Cursors hold
//! ids, never row numbers. What keys do to one of them alone stands in its file (`Answers`), what needs more in the
//! files of commands; how they look, in `ui/screens`.

mod answers;
mod attention;
mod board;
mod changes;
mod figure;
mod history;
mod ledger;
mod matrix;
mod meeting;
mod mine;
mod node;
mod people;
mod projector;
mod timeline;
mod trend;

pub(super) use answers::Answers;
pub use attention::AttentionScreen;
pub use board::BoardScreen;
pub use changes::ChangesScreen;
pub use figure::FigureScreen;
pub use history::HistoryScreen;
pub use ledger::LedgerScreen;
pub use matrix::MatrixScreen;
pub use meeting::MeetingScreen;
pub use mine::MineScreen;
pub use node::{NodeScreen, Spot};
pub use people::PeopleScreen;
pub use projector::ProjectorScreen;
pub use timeline::TimelineScreen;
pub use trend::TrendScreen;

use super::keymap::Context;
use super::view::View;
use crate::plan::Node;

/// One screen with its cursor.
#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    /// No view at all; never on the stack.
    Nothing,
    /// 看板.
    Board(BoardScreen),
    /// An item or a measure, drilled into.
    Node(NodeScreen),
    /// 台账.
    Ledger(LedgerScreen),
    /// 关注.
    Attention(AttentionScreen),
    /// 历史.
    History(HistoryScreen),
    /// 我的.
    Mine(MineScreen),
    /// 投屏, above the screen it was begun from.
    Projector(ProjectorScreen),
    /// 会议: its agenda.
    Meeting(MeetingScreen),
    /// 变化.
    Changes(ChangesScreen),
    /// 时序.
    Timeline(TimelineScreen),
    /// 矩阵.
    Matrix(MatrixScreen),
    /// 走势.
    Trend(TrendScreen),
    /// A figure, opened to its rows.
    Figure(FigureScreen),
    /// 人员.
    People(PeopleScreen),
}

/// The screen behind a variant, borrowed as the enumeration is.
macro_rules! each_screen {
    ($screen:expr) => {
        match $screen {
            Screen::Board(screen) => Some(screen),
            Screen::Node(screen) => Some(screen),
            Screen::Ledger(screen) => Some(screen),
            Screen::Attention(screen) => Some(screen),
            Screen::History(screen) => Some(screen),
            Screen::Mine(screen) => Some(screen),
            Screen::Projector(screen) => Some(screen),
            Screen::Meeting(screen) => Some(screen),
            Screen::Changes(screen) => Some(screen),
            Screen::Timeline(screen) => Some(screen),
            Screen::Matrix(screen) => Some(screen),
            Screen::Trend(screen) => Some(screen),
            Screen::Figure(screen) => Some(screen),
            Screen::People(screen) => Some(screen),
            Screen::Nothing => None,
        }
    };
}

impl Screen {
    /// What answers for it.
    pub(super) fn answers(&self) -> Option<&dyn Answers> {
        each_screen!(self)
    }

    /// What answers for it when it is to be set up otherwise.
    pub(super) fn answers_mut(&mut self) -> Option<&mut dyn Answers> {
        each_screen!(self)
    }

    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        self.answers()?.node()
    }

    /// Which keys work here.
    pub fn context(&self) -> Context {
        match self {
            Self::Board(_) | Self::Nothing => Context::Board,
            Self::Node(_) => Context::Node,
            Self::Ledger(_) => Context::Ledger,
            Self::Attention(_) => Context::Attention,
            Self::History(_) => Context::History,
            Self::Mine(_) => Context::Mine,
            Self::People(_) => Context::People,
            Self::Projector(_) => Context::Projector,
            Self::Meeting(_) => Context::Meeting,
            Self::Changes(_) => Context::Changes,
            Self::Timeline(_) => Context::Timeline,
            Self::Matrix(_) => Context::Matrix,
            Self::Trend(_) => Context::Trend,
            Self::Figure(_) => Context::Figure,
        }
    }

    /// The view it is, unless it was drilled into.
    pub fn view(&self) -> Option<View> {
        match self {
            Self::Board(_) => Some(View::Board),
            Self::Ledger(_) => Some(View::Ledger),
            Self::Attention(_) => Some(View::Attention),
            Self::History(_) => Some(View::History),
            Self::Mine(_) => Some(View::Mine),
            Self::People(_) => Some(View::People),
            Self::Changes(_) => Some(View::Changes),
            Self::Timeline(_) => Some(View::Timeline),
            Self::Matrix(_) => Some(View::Matrix),
            Self::Trend(_) => Some(View::Trend),
            Self::Node(_) | Self::Projector(_) | Self::Meeting(_) | Self::Figure(_) | Self::Nothing => None,
        }
    }
}
