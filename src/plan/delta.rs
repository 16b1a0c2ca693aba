//! A value before and after: what every change is made of.

use serde::{Deserialize, Serialize};

/// A value before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delta<T> {
    /// What it was when the change was thought of; the change is refused when it no longer is.
    pub before: T,
    /// What it becomes.
    pub after: T,
}

impl<T> Delta<T> {
    /// From `before` to `after`.
    pub fn new(before: T, after: T) -> Self {
        Self { before, after }
    }
}

impl<T: Clone> Delta<T> {
    /// The way back.
    #[must_use]
    pub fn inverted(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// Three-way merge of one value; `None` where both sides changed it, and not to the same.
pub(super) fn merge3<T: PartialEq + Clone>(ours: &T, base: &T, theirs: &T) -> Option<T> {
    match (ours == base, theirs == base || theirs == ours) {
        (true, _) => Some(theirs.clone()),
        (false, true) => Some(ours.clone()),
        (false, false) => None,
    }
}

impl<T> Delta<Option<T>> {
    /// From nothing to `after`.
    pub fn added(after: T) -> Self {
        Self::new(None, Some(after))
    }

    /// From `before` to `after`.
    pub fn changed(before: T, after: T) -> Self {
        Self::new(Some(before), Some(after))
    }
}
