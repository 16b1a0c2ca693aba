//! 时序: items by months. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::app::lists::{LedgerSetup, TimelineSetup, Wanted, Zoom};
use crate::plan::Node;
use crate::words::Text;

/// 时序.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineScreen {
    /// Under the cursor.
    pub node: Option<Node>,
    /// What is shown of the year, and in which groups.
    pub setup: TimelineSetup,
}

impl Answers for TimelineScreen {
    fn node(&self) -> Option<Node> {
        self.node
    }

    fn wants(&self, wanted: &mut Wanted) {
        wanted.ledger = Some(LedgerSetup { grouping: self.setup.grouping, ..LedgerSetup::default() });
    }

    fn select(&mut self, node: Node) {
        self.node = Some(node);
    }

    fn zoom(&mut self, month: u32) {
        self.setup.zoom = self.setup.zoom.next();
        self.setup.from = match self.setup.zoom {
            Zoom::Whole => 0,
            Zoom::Quarter => month / 3 * 3,
            Zoom::Month => month,
        };
    }

    fn group(&mut self) -> Option<Text> {
        self.setup.grouping = self.setup.grouping.next();
        Some(self.setup.grouping.text())
    }
}
