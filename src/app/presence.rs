//! Presence: who else has the plan open, where somebody is typing, and which point of a meeting is shown. Nothing waits
//! for it and nothing is locked by it.

use super::{App, Popup};
use crate::app::state::Present;
use crate::plan::Node;

impl App {
    /// The other sessions are these now. One's own second window is nobody else, but it may show a point.
    pub(super) fn present_are(&mut self, mut others: Vec<Present>) {
        self.session.shown_elsewhere = others.iter().filter_map(|other| other.showing).collect();
        others.retain(|other| other.login != self.session.author);
        self.session.others = others;
    }

    /// This session, as others may know it.
    pub fn as_present(&self) -> Present {
        Present { login: self.session.author.clone(), editing: self.editing().to_vec(), showing: self.showing() }
    }

    /// What the person is typing about, as others may know it.
    fn editing(&self) -> &[Node] {
        let is_it = |popup: &&Popup| !matches!(popup, Popup::Picker(picker) if picker.targets.is_empty());
        let typed = self.nav.popups.iter().rev().filter(is_it).find_map(Popup::about);
        typed.map(|(targets, _)| targets).unwrap_or_default()
    }

    /// Who else is typing about an item or one of its measures.
    pub fn edited_by(&self, node: Node) -> Option<&str> {
        let about = |other: &&Node| **other == node || (node.measure.is_none() && other.item == node.item);
        let other = self.session.others.iter().find(|other| other.editing.iter().any(|node| about(&node)))?;
        Some(self.data.board.called(&other.login))
    }
}
