//! 变化: what changed since a day or a meeting. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::app::lists::Since;
use crate::plan::{Kind, Node};

/// 变化.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangesScreen {
    /// From when on.
    pub since: Since,
    /// The line under the cursor, by its place.
    pub at: usize,
    /// What sort of change it tells.
    pub kind: Option<Kind>,
    /// The item it is about.
    pub node: Option<Node>,
}

impl Answers for ChangesScreen {
    fn node(&self) -> Option<Node> {
        self.node
    }
}
