//! 看板: the sections as panes. A plain value: its cursor and how it is set up.

use crate::plan::{ItemId, Node};

/// 看板.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardScreen {
    /// Under the cursor.
    pub item: ItemId,
    /// Whether the section of that item fills the window.
    pub zoomed: bool,
}

impl BoardScreen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        Some(Node::item(self.item))
    }
}
