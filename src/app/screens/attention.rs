//! 关注: what asks for attention. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::plan::Node;

/// 关注.
#[derive(Debug, Clone, PartialEq)]
pub struct AttentionScreen {
    /// Under the cursor.
    pub node: Option<Node>,
}

impl Answers for AttentionScreen {
    fn node(&self) -> Option<Node> {
        self.node
    }

    fn select(&mut self, node: Node) {
        self.node = Some(node);
    }
}
