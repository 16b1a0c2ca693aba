//! 投屏: a page for the room. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::app::page::Page;
use crate::plan::{Node, Subject};

/// 投屏, above the screen it was begun from.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectorScreen {
    /// The page that is shown.
    pub page: Page,
    /// The page of the run that was shown last, for the way back from a jump.
    pub back: Page,
    /// Nothing is shown for a while.
    pub blank: bool,
}

impl Answers for ProjectorScreen {
    fn node(&self) -> Option<Node> {
        if let Page::Item(item) = self.page { Some(Node::item(item)) } else { None }
    }

    fn subject(&self) -> Option<Subject> {
        self.page.subject()
    }
}
