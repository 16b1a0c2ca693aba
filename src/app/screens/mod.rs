//! Screens: the views and what is drilled into from them, one file each, as plain values with their cursors. Cursors hold
//! ids, never row numbers. What keys do to them stands in the files of commands; how they look, in `ui/screens`.

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
use super::lists::Wanted;
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

impl Screen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        match self {
            Self::Board(screen) => screen.node(),
            Self::Node(screen) => screen.node(),
            Self::Ledger(screen) => screen.node(),
            Self::Attention(screen) => screen.node(),
            Self::Mine(screen) => screen.node(),
            Self::Projector(screen) => screen.node(),
            Self::Meeting(screen) => screen.node(),
            Self::Changes(screen) => screen.node(),
            Self::Timeline(screen) => screen.node(),
            Self::Matrix(screen) => screen.node(),
            Self::Figure(screen) => screen.node(),
            Self::Trend(_) | Self::History(_) | Self::People(_) | Self::Nothing => None,
        }
    }

    /// What has to be worked out for it, beside what is always worked out.
    pub(super) fn wants(&self, wanted: &mut Wanted) {
        match self {
            Self::Ledger(screen) => screen.wants(wanted),
            Self::Timeline(screen) => screen.wants(wanted),
            Self::Matrix(screen) => screen.wants(wanted),
            Self::Figure(screen) => screen.wants(wanted),
            Self::Board(_)
            | Self::Node(_)
            | Self::Attention(_)
            | Self::History(_)
            | Self::Mine(_)
            | Self::Projector(_)
            | Self::Meeting(_)
            | Self::Changes(_)
            | Self::Trend(_)
            | Self::People(_)
            | Self::Nothing => {}
        }
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
