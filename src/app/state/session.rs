//! The session: who sits here, with which rights, and who else is there.

use chrono::{DateTime, Utc};

use serde::{Deserialize, Serialize};

use crate::plan::{Author, Node};

/// Who sits here.
#[derive(Debug)]
pub struct Session {
    /// Login or name.
    pub author: Author,
    /// Whether nothing can be written.
    pub read_only: bool,
    /// Whether the program was started for one person over SSH, where there is no shell to go back to.
    pub restricted: bool,
    /// The end of the key with which the person has come over SSH: once that is taken away the session ends.
    pub key: Option<String>,
    /// Whether this session was begun to show pages and nothing else.
    pub presents_only: bool,
    /// Whether this session was begun to look papers over: it ends with the last of them, unless one was written.
    pub only_imports: bool,
    /// Who else has the plan open.
    pub others: Vec<Present>,
    /// Since when points are shown in other sessions, one's own second window included.
    pub(in crate::app) shown_elsewhere: Vec<DateTime<Utc>>,
}

/// Somebody else's session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Who.
    pub login: Author,
    /// What is being edited there.
    #[serde(default)]
    pub editing: Vec<Node>,
    /// Since when a point of a meeting is shown there, as the meeting notes it.
    #[serde(default)]
    pub showing: Option<DateTime<Utc>>,
}
