//! A figure, opened to its rows. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::app::lists::{Figure, Wanted};
use crate::plan::Node;

/// A figure, opened to its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureScreen {
    /// Which.
    pub figure: Figure,
    /// Under the cursor.
    pub node: Option<Node>,
}

impl Answers for FigureScreen {
    fn node(&self) -> Option<Node> {
        self.node
    }

    fn wants(&self, wanted: &mut Wanted) {
        wanted.figure = Some(self.figure.clone());
    }

    fn select(&mut self, node: Node) {
        self.node = Some(node);
    }
}
