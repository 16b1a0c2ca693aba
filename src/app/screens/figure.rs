//! A figure, opened to its rows. A plain value: its cursor and how it is set up.

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

impl FigureScreen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        self.node
    }

    /// What has to be worked out for it.
    pub(in crate::app) fn wants(&self, wanted: &mut Wanted) {
        wanted.figure = Some(self.figure.clone());
    }
}
