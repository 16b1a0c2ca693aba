//! 台账: items or measures as rows. A plain value: its cursor and how it is set up.

use crate::app::lists::{LedgerSetup, Wanted};
use crate::plan::Node;

/// 台账.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerScreen {
    /// Under the cursor.
    pub node: Option<Node>,
    /// Order, groups, items or measures.
    pub setup: LedgerSetup,
}

impl LedgerScreen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        self.node
    }

    /// What has to be worked out for it.
    pub(in crate::app) fn wants(&self, wanted: &mut Wanted) {
        wanted.ledger = Some(self.setup);
    }
}
