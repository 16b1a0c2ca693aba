//! 投屏: a page for the room. A plain value: its cursor and how it is set up.

use crate::app::page::Page;
use crate::plan::Node;

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

impl ProjectorScreen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        match self.page {
            Page::Item(item) => Some(Node::item(item)),
            Page::Title
            | Page::Glance
            | Page::Changed(_)
            | Page::Earlier
            | Page::Section(..)
            | Page::Directive(_)
            | Page::Extension(_)
            | Page::Closing(_) => None,
        }
    }
}
