//! 时序: items by months. A plain value: its cursor and how it is set up.

use crate::app::lists::{LedgerSetup, TimelineSetup, Wanted};
use crate::plan::Node;

/// 时序.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineScreen {
    /// Under the cursor.
    pub node: Option<Node>,
    /// What is shown of the year, and in which groups.
    pub setup: TimelineSetup,
}

impl TimelineScreen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        self.node
    }

    /// What has to be worked out for it.
    pub(in crate::app) fn wants(&self, wanted: &mut Wanted) {
        wanted.ledger = Some(LedgerSetup { grouping: self.setup.grouping, ..LedgerSetup::default() });
    }
}
