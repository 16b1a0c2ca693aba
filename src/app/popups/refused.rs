//! Refused: why something was not done, told where a person would be typing next and does no harm.

use chrono::{DateTime, Utc};

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The reason.
    pub why: String,
    /// When it appeared.
    pub since: DateTime<Utc>,
}
