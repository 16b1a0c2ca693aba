//! Screens: the views and what is drilled into from them, each with its cursor. Cursors hold ids, never row numbers.

use chrono::NaiveDate;

use super::keymap::Context;
use super::view::View;
use crate::app::lists::{Figure, LedgerSetup, MatrixSetup, Since, TimelineSetup};
use crate::app::page::Page;
use crate::plan::{
    Author, DirectiveId, ExtensionId, ItemId, Kind, MeetingId, Node, ReportId, Revision, Subject, UnitName, Waiting,
};

/// What the cursor stands on in an item or a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The item itself or one of its measures.
    Node(Node),
    /// A report.
    Report(ReportId),
    /// An instruction.
    Directive(DirectiveId),
    /// A request for a later date.
    Extension(ExtensionId),
}

/// One screen with its cursor.
#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    /// No view at all; never on the stack.
    Nothing,
    /// 看板.
    Board {
        /// Under the cursor.
        item: ItemId,
        /// Whether the section of that item fills the window.
        zoomed: bool,
    },
    /// An item or a measure, drilled into.
    Node {
        /// Which.
        node: Node,
        /// Under the cursor.
        spot: Spot,
        /// The first line shown, once the reader has scrolled by lines.
        scroll: Option<usize>,
    },
    /// 台账.
    Ledger {
        /// Under the cursor.
        node: Option<Node>,
        /// Order, groups, items or measures.
        setup: LedgerSetup,
    },
    /// 关注.
    Attention {
        /// Under the cursor.
        node: Option<Node>,
    },
    /// 历史.
    History {
        /// Under the cursor.
        entry: Option<Revision>,
        /// Newest last instead of first.
        oldest_first: bool,
    },
    /// 我的.
    Mine {
        /// Under the cursor.
        waiting: Option<Waiting>,
        /// The item it is about, since the cursor of edits is a node.
        node: Option<Node>,
        /// The item the cursor stood on before; it is there again after.
        from: ItemId,
    },
    /// 投屏, above the screen it was begun from.
    Projector {
        /// The page that is shown.
        page: Page,
        /// The page of the run that was shown last, for the way back from a jump.
        back: Page,
        /// Nothing is shown for a while.
        blank: bool,
    },
    /// 会议: its agenda.
    Meeting {
        /// Which.
        id: MeetingId,
        /// The point under the cursor.
        subject: Option<Subject>,
    },
    /// 变化.
    Changes {
        /// From when on.
        since: Since,
        /// The line under the cursor, by its place.
        at: usize,
        /// What sort of change it tells.
        kind: Option<Kind>,
        /// The item it is about.
        node: Option<Node>,
    },
    /// 时序.
    Timeline {
        /// Under the cursor.
        node: Option<Node>,
        /// What is shown of the year, and in which groups.
        setup: TimelineSetup,
    },
    /// 矩阵.
    Matrix {
        /// The row under the cursor.
        item: Option<ItemId>,
        /// The column under the cursor.
        unit: Option<UnitName>,
        /// What stands in rows and columns.
        setup: MatrixSetup,
    },
    /// 走势.
    Trend {
        /// The day of the row under the cursor.
        day: Option<NaiveDate>,
        /// By months instead of weeks.
        months: bool,
    },
    /// A figure, opened to its rows.
    Figure {
        /// Which.
        figure: Figure,
        /// Under the cursor.
        node: Option<Node>,
    },
    /// 人员.
    People {
        /// Under the cursor.
        login: Option<Author>,
    },
}

impl Screen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        match self {
            Self::Board { item, .. } => Some(Node::item(*item)),
            Self::Node { spot: Spot::Node(node), .. } | Self::Node { node, .. } => Some(*node),
            Self::Ledger { node, .. } | Self::Attention { node } | Self::Mine { node, .. } => *node,
            Self::Projector { page: Page::Item(item), .. } => Some(Node::item(*item)),
            Self::Timeline { node, .. } | Self::Changes { node, .. } | Self::Figure { node, .. } => *node,
            Self::Matrix { item, .. } => item.map(Node::item),
            Self::Meeting { subject: Some(Subject::Item(item)), .. } => Some(Node::item(*item)),
            Self::Projector { .. }
            | Self::Meeting { .. }
            | Self::Trend { .. }
            | Self::History { .. }
            | Self::People { .. }
            | Self::Nothing => None,
        }
    }

    /// Which keys work here.
    pub fn context(&self) -> Context {
        match self {
            Self::Board { .. } | Self::Nothing => Context::Board,
            Self::Node { .. } => Context::Node,
            Self::Ledger { .. } => Context::Ledger,
            Self::Attention { .. } => Context::Attention,
            Self::History { .. } => Context::History,
            Self::Mine { .. } => Context::Mine,
            Self::People { .. } => Context::People,
            Self::Projector { .. } => Context::Projector,
            Self::Meeting { .. } => Context::Meeting,
            Self::Changes { .. } => Context::Changes,
            Self::Timeline { .. } => Context::Timeline,
            Self::Matrix { .. } => Context::Matrix,
            Self::Trend { .. } => Context::Trend,
            Self::Figure { .. } => Context::Figure,
        }
    }

    /// The view it is, unless it was drilled into.
    pub fn view(&self) -> Option<View> {
        match self {
            Self::Board { .. } => Some(View::Board),
            Self::Ledger { .. } => Some(View::Ledger),
            Self::Attention { .. } => Some(View::Attention),
            Self::History { .. } => Some(View::History),
            Self::Mine { .. } => Some(View::Mine),
            Self::People { .. } => Some(View::People),
            Self::Changes { .. } => Some(View::Changes),
            Self::Timeline { .. } => Some(View::Timeline),
            Self::Matrix { .. } => Some(View::Matrix),
            Self::Trend { .. } => Some(View::Trend),
            Self::Node { .. } | Self::Projector { .. } | Self::Meeting { .. } | Self::Figure { .. } | Self::Nothing => {
                None
            }
        }
    }
}
