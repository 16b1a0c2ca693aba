//! 台账: items or measures as rows. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::app::lists::{LedgerSetup, Wanted};
use crate::plan::Node;
use crate::words::{self, Text};

/// 台账.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerScreen {
    /// Under the cursor.
    pub node: Option<Node>,
    /// Order, groups, items or measures.
    pub setup: LedgerSetup,
}

impl Answers for LedgerScreen {
    fn node(&self) -> Option<Node> {
        self.node
    }

    fn wants(&self, wanted: &mut Wanted) {
        wanted.ledger = Some(self.setup);
    }

    fn select(&mut self, node: Node) {
        self.node = Some(node);
    }

    fn sort(&mut self) -> Option<Text> {
        self.setup.sort = self.setup.sort.next();
        Some(self.setup.sort.text())
    }

    fn group(&mut self) -> Option<Text> {
        self.setup.grouping = self.setup.grouping.next();
        Some(self.setup.grouping.text())
    }

    fn change_kind(&mut self) -> Option<Text> {
        self.setup.measures = !self.setup.measures;
        Some(if self.setup.measures { words::kind::MEASURES } else { words::kind::ITEMS })
    }
}
