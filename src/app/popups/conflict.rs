//! Conflict: somebody was there first, and one of two values is to be chosen.

use chrono::{DateTime, Duration, Utc};

use crate::plan::{Conflict, Edit};

/// Two values, one to choose; what was typed stays in the popup below.
#[derive(Debug, Clone, PartialEq)]
pub struct Clashing {
    /// The conflict.
    pub conflict: Conflict,
    /// What to say once it is overwritten.
    pub notice: String,
    /// Whether the popup below closes then.
    pub closes: bool,
    /// When it appeared.
    pub since: DateTime<Utc>,
}

impl Clashing {
    /// Whether it takes no keys yet.
    pub fn is_deaf(&self, now: DateTime<Utc>) -> bool {
        now < self.since + Duration::milliseconds(super::DEAF_FOR)
    }

    /// The edit that was refused.
    pub fn edit(&self) -> &Edit {
        &self.conflict.edit
    }
}
