//! Limits: what one person may have of a database that many share. Data only; who asks for it stands in the store's guard
//! and where sessions begin.

use serde::{Deserialize, Serialize};

/// Limits of each person. 0 sets none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Edits in any sixty seconds. Administrators, who may run scripts, have no such limit.
    pub edits_a_minute: u32,
    /// Boards open at once.
    pub sessions: u32,
    /// Minutes without a key after which a board over SSH closes by itself, keeping what is being typed.
    pub idle_minutes: u32,
}

impl Default for Limits {
    /// More than hands can do, and less than a script in a loop.
    fn default() -> Self {
        Self { edits_a_minute: 120, sessions: 12, idle_minutes: 0 }
    }
}
