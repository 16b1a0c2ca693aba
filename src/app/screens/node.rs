//! An item or a measure, drilled into. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::plan::{Board, DirectiveId, ExtensionId, Node, ReportId, Subject};

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

impl Answers for NodeScreen {
    fn node(&self) -> Option<Node> {
        match self.spot {
            Spot::Node(node) => Some(node),
            Spot::Report(_) | Spot::Directive(_) | Spot::Extension(_) => Some(self.node),
        }
    }

    fn subject(&self) -> Option<Subject> {
        Some(Subject::Item(self.node.item))
    }

    fn is_gone(&self, board: &Board) -> bool {
        !board.contains(self.node)
    }

    fn repair(&mut self, board: &Board) {
        if let Spot::Node(at) = self.spot
            && !board.contains(at)
        {
            self.spot = Spot::Node(self.node);
        }
    }

    fn select(&mut self, node: Node) {
        self.spot = Spot::Node(node);
        self.scroll = None;
    }
}
