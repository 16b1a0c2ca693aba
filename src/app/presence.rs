//! Presence: who else has the plan open, and where somebody is typing. It is for looking at only; nothing waits for it
//! and nothing is locked by it.

use serde::{Deserialize, Serialize};

use super::{App, Layer};
use crate::plan::{Author, Node};

/// Somebody else's session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Who.
    pub login: Author,
    /// What is being edited there.
    #[serde(default)]
    pub editing: Vec<Node>,
}

impl App {
    /// What the person is typing about, as others may know it.
    pub fn editing(&self) -> &[Node] {
        let targets = self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Prompt(prompt) => Some(prompt.targets.as_slice()),
            Layer::Form(form) => Some(form.targets.as_slice()),
            Layer::Picker(picker) if !picker.targets.is_empty() => Some(picker.targets.as_slice()),
            _ => None,
        });
        targets.unwrap_or_default()
    }

    /// Who else is typing about an item or one of its measures.
    pub fn edited_by(&self, node: Node) -> Option<&str> {
        let about = |other: &&Node| **other == node || (node.measure.is_none() && other.item == node.item);
        let other = self.others.iter().find(|other| other.editing.iter().any(|node| about(&node)))?;
        Some(self.board.called(&other.login))
    }
}
