//! The session: who sits here, with which rights, and who else is there.

use chrono::{DateTime, Utc};

use crate::app::presence::Present;
use crate::plan::Author;

/// Who sits here.
#[derive(Debug)]
pub struct Session {
    /// Login or name.
    pub author: Author,
    /// Whether nothing can be written.
    pub read_only: bool,
    /// Whether the program was started for one person over SSH, where there is no shell to go back to.
    pub restricted: bool,
    /// Whether this session was begun to show pages and nothing else.
    pub presents_only: bool,
    /// Who else has the plan open.
    pub others: Vec<Present>,
    /// Since when points are shown in other sessions, one's own second window included.
    pub(in crate::app) shown_elsewhere: Vec<DateTime<Utc>>,
}
