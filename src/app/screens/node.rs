//! An item or a measure, drilled into. A plain value: its cursor and how it is set up.

use crate::plan::{DirectiveId, ExtensionId, Node, ReportId};

/// What the cursor stands on in an item or a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The item itself or one of its measures.
    Node(Node),
    /// A report.
    Report(ReportId),
    /// An instruction.
    Directive(DirectiveId),
    /// A request for a later date.
    Extension(ExtensionId),
}

/// An item or a measure, drilled into.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeScreen {
    /// Which.
    pub node: Node,
    /// Under the cursor.
    pub spot: Spot,
    /// The first line shown, once the reader has scrolled by lines.
    pub scroll: Option<usize>,
}

impl NodeScreen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        match self.spot {
            Spot::Node(node) => Some(node),
            Spot::Report(_) | Spot::Directive(_) | Spot::Extension(_) => Some(self.node),
        }
    }
}
