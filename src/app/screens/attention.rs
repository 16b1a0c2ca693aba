//! 关注: what asks for attention. A plain value: its cursor and how it is set up.

use crate::plan::Node;

/// 关注.
#[derive(Debug, Clone, PartialEq)]
pub struct AttentionScreen {
    /// Under the cursor.
    pub node: Option<Node>,
}

impl AttentionScreen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        self.node
    }
}
