//! Where a plan is kept. The trait is narrow, so that another engine can stand behind it; `SQLite` is the one there
//! is. Whoever calls brings the time: nothing here reads a clock.

mod checkup;
mod sqlite;

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::plan::{Board, Conflict, Denied, Edit, Entry, ItemId, OpId, Period, PlanId, PlanSummary, Revision, Zone};
use crate::read::Draft;

pub use checkup::{Anchor, BackupDone, Check, Checkup, Damage, Finding, GoodBackup, Loss, Remains, Severity};
pub use sqlite::{SqliteStore, backup_folder};

/// Keeps plans and their journal.
pub trait Store: Send {
    /// All plans, the one added last at the end.
    fn plans(&mut self) -> Result<Vec<PlanSummary>, StoreError>;
    /// One plan, whole.
    fn load(&mut self, plan: PlanId) -> Result<Board, StoreError>;
    /// Does an edit, all of it or nothing, and writes it into the journal. An edit that was done already (same
    /// [`OpId`]) is not done again.
    fn commit(&mut self, edit: &Edit, at: DateTime<Utc>) -> Result<Entry, CommitError>;
    /// What was done to a plan after a revision, in order.
    fn since(&mut self, plan: PlanId, revision: Revision) -> Result<Vec<Entry>, StoreError>;
    /// Lines of the journal, newest first.
    fn journal(&mut self, query: JournalQuery) -> Result<Vec<Entry>, StoreError>;
    /// Whether somebody else wrote since this was last asked.
    fn changed(&mut self) -> Result<bool, StoreError>;
    /// The plan that was read from exactly this document before.
    fn plan_from(&mut self, source: &str) -> Result<Option<PlanId>, StoreError>;
    /// Adds a document as a new plan.
    fn import(&mut self, import: &Import<'_>) -> Result<PlanId, CommitError>;
    /// The time zone in which the bureau counts its days.
    fn zone(&mut self) -> Result<Zone, StoreError>;
    /// Whether nothing can be written.
    fn is_read_only(&self) -> bool;
}

/// Which lines of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalQuery {
    /// Of this plan.
    pub plan: PlanId,
    /// Only those that touch this item.
    pub item: Option<ItemId>,
    /// Only those before this one.
    pub before: Option<Revision>,
    /// At most so many.
    pub limit: u32,
}

/// A document to add as a plan.
#[derive(Debug, Clone, Copy)]
pub struct Import<'a> {
    /// What was read out of it.
    pub draft: &'a Draft,
    /// The document itself.
    pub source: &'a str,
    /// The span it is for.
    pub period: Period,
    /// Who adds it.
    pub author: &'a str,
    /// Names the act.
    pub op: OpId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why something could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The file cannot be opened or made.
    #[error("{path}: {why}")]
    Open {
        /// Which.
        path: PathBuf,
        /// The system's words.
        why: String,
    },
    /// The file is no `SQLite` database.
    #[error("{0} is not a database")]
    NotADatabase(PathBuf),
    /// A database, but another program's.
    #[error("{0} belongs to another program")]
    Foreign(PathBuf),
    /// Written by a newer duban.
    #[error("{path} has version {found}, this program knows {known}")]
    Newer {
        /// Which.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// The newest version known here.
        known: i32,
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
    /// The file was deleted or replaced while it was open.
    #[error("the database file is gone")]
    Moved,
    /// A backup is being put in its place at this moment.
    #[error("the database is being restored")]
    Restoring,
    /// The file lies where several machines reach it.
    #[error("{path} is on {name}")]
    Network {
        /// Which.
        path: PathBuf,
        /// The file system.
        name: String,
    },
    /// A copy whose contents do not hold together.
    #[error("{path}: {}", .check.code())]
    BadBackup {
        /// Which.
        path: PathBuf,
        /// What did not hold.
        check: Check,
    },
    /// There is no such plan.
    #[error("there is no plan {}", .0.0)]
    NoPlan(PlanId),
    /// What is kept cannot be read back: it is damaged.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The device failed to read or write; what is kept may be whole.
    #[error("the device failed: {0}")]
    Device(String),
    /// A rule of the storage refused what was to be written.
    #[error("refused: {0}")]
    Refused(String),
    /// Something else went wrong.
    #[error("{0}")]
    Failed(String),
}

impl StoreError {
    /// Whether what is kept cannot be read any more, so that only a backup helps.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::NotADatabase(_))
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
