//! 我的: what waits for the person. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::plan::{ItemId, Node, Waiting};

/// 我的.
#[derive(Debug, Clone, PartialEq)]
pub struct MineScreen {
    /// Under the cursor.
    pub waiting: Option<Waiting>,
    /// The item it is about, since the cursor of edits is a node.
    pub node: Option<Node>,
    /// The item the cursor stood on before; it is there again after.
    pub from: ItemId,
}

impl Answers for MineScreen {
    fn node(&self) -> Option<Node> {
        self.node
    }
}
