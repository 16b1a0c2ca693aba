//! 看板: the sections as panes. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::plan::{Board, ItemId, Node};

/// 看板.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardScreen {
    /// Under the cursor.
    pub item: ItemId,
    /// Whether the section of that item fills the window.
    pub zoomed: bool,
}

impl Answers for BoardScreen {
    fn node(&self) -> Option<Node> {
        Some(Node::item(self.item))
    }

    fn repair(&mut self, board: &Board) {
        if board.item(self.item).is_none() {
            self.item = board.items().first().map(|item| item.id).unwrap_or_default();
        }
    }

    fn select(&mut self, node: Node) {
        self.item = node.item;
    }

    fn zoom(&mut self, _month: u32) {
        self.zoomed = !self.zoomed;
    }
}
