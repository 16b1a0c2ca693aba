//! What can go wrong with keeping plans, in terms of storage: whoever calls learns the cause, not the engine.

use super::checkup::Check;
use crate::plan::{Conflict, Denied, PlanId};

/// Why something could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// What is kept at a place cannot be opened, or nothing can be made there.
    #[error("{place}: {why}")]
    Open {
        /// Where.
        place: String,
        /// The system's words.
        why: String,
    },
    /// There is no folder to keep it in.
    #[error("there is no folder {0}")]
    NoFolder(String),
    /// What was kept there is gone, but its backups are still there.
    #[error("{0} is gone")]
    Lost(String),
    /// The file is there and holds nothing yet.
    #[error("{0}: is empty")]
    Empty(String),
    /// What is at that place is no database.
    #[error("{0} is not a database")]
    NotADatabase(String),
    /// A database, but another program's.
    #[error("{0} belongs to another program")]
    Foreign(String),
    /// Written by a newer duban.
    #[error("{place} has version {found}, this program knows {known}")]
    Newer {
        /// Where.
        place: String,
        /// Its version.
        found: i32,
        /// The newest version known here.
        known: i32,
    },
    /// An earlier version's, and bringing it up to date failed; it is as it was.
    #[error("{place} of version {found} was not brought to {known}: {why}")]
    NotUpgraded {
        /// Where.
        place: String,
        /// Its version.
        found: i32,
        /// The version it was to have.
        known: i32,
        /// The engine's words.
        why: String,
    },
    /// Nothing can be written.
    #[error("the database is read-only")]
    ReadOnly,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// Somebody else kept it locked for too long.
    #[error("the database is locked")]
    Busy,
    /// The database was deleted or replaced while it was open.
    #[error("the database is gone")]
    Moved,
    /// A backup is being put in its place at this moment.
    #[error("the database is being restored")]
    Restoring,
    /// It lies where several machines reach it, and locks are not kept between them.
    #[error("{place} is on {name}")]
    Network {
        /// Where.
        place: String,
        /// What sort of place.
        name: String,
    },
    /// A copy whose contents do not hold together.
    #[error("{place}: {}", .check.code())]
    BadBackup {
        /// Which.
        place: String,
        /// What did not hold.
        check: Check,
    },
    /// There is no such plan.
    #[error("there is no plan {}", .0.0)]
    NoPlan(PlanId),
    /// What is kept cannot be read back: it is damaged.
    #[error("{0}")]
    Damaged(String),
    /// The device failed to read or write; what is kept may be whole.
    #[error("{0}")]
    Device(String),
    /// A rule of the storage refused what was to be written.
    #[error("{0}")]
    Refused(String),
    /// Something else went wrong.
    #[error("{0}")]
    Failed(String),
}

impl StoreError {
    /// Whether what is kept cannot be read any more, so that only a backup helps.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::NotADatabase(_) | Self::Lost(_))
    }
}

/// Why an edit was not done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CommitError {
    /// Somebody else was there first.
    #[error("conflict")]
    Conflict(Box<Conflict>),
    /// The author may not do it.
    #[error("not allowed")]
    Denied(Denied),
    /// It could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}
