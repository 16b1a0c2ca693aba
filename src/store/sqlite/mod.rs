//! The `SQLite` engine: one connection to one file. `open` makes or checks the file, `columns` maps work to columns,
//! `load` reads a plan, `commit` writes edits, `journal` chains and reads the log.

mod audit;
mod backup;
mod columns;
mod commit;
mod doctor;
mod error;
mod guard;
mod import;
mod journal;
mod load;
mod migrate;
mod open;
mod records;
mod restore;
mod salvage;

use std::path::PathBuf;

pub use backup::backup_folder;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{CommitError, Import, JournalQuery, Store, StoreError};
use crate::plan::{Board, Edit, Entry, PlanId, PlanSummary, Revision, Zone};

/// A plan database in a `SQLite` file.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    path: PathBuf,
    /// Device and inode of the file when it was opened: writes to a deleted file succeed and are lost.
    identity: Option<(u64, u64)>,
    read_only: bool,
    /// Whether only people who are known may write, also where nobody is known.
    known_only: bool,
    /// `PRAGMA data_version` when it was last asked for.
    data_version: i64,
}

impl SqliteStore {
    fn failure(&self, failure: commit::Failure) -> CommitError {
        match failure {
            commit::Failure::Conflict(conflict) => CommitError::Conflict(conflict),
            commit::Failure::Denied(denied) => CommitError::Denied(denied),
            commit::Failure::Sqlite(error) => CommitError::Store(self.error(error)),
            commit::Failure::Restoring => CommitError::Store(StoreError::Restoring),
            commit::Failure::Upgraded(found) => CommitError::Store(self.newer(found)),
        }
    }
}

impl Store for SqliteStore {
    fn plans(&mut self) -> Result<Vec<PlanSummary>, StoreError> {
        load::plans(&self.connection).map_err(|error| self.error(error))
    }

    fn load(&mut self, plan: PlanId) -> Result<Board, StoreError> {
        load::board(&self.connection, plan).map_err(|error| self.error(error))?.ok_or(StoreError::NoPlan(plan))
    }

    fn commit(&mut self, edit: &Edit, at: DateTime<Utc>) -> Result<Entry, CommitError> {
        self.check_writable()?;
        commit::commit(&mut self.connection, edit, at, self.known_only).map_err(|failure| self.failure(failure))
    }

    fn since(&mut self, plan: PlanId, revision: Revision) -> Result<Vec<Entry>, StoreError> {
        journal::since(&self.connection, plan, revision).map_err(|error| self.error(error))
    }

    fn journal(&mut self, query: JournalQuery) -> Result<Vec<Entry>, StoreError> {
        journal::read(&self.connection, query).map_err(|error| self.error(error))
    }

    fn changed(&mut self) -> Result<bool, StoreError> {
        let now = self.read_data_version()?;
        Ok(std::mem::replace(&mut self.data_version, now) != now)
    }

    fn plan_from(&mut self, source: &str) -> Result<Option<PlanId>, StoreError> {
        import::plan_from(&self.connection, source).map_err(|error| self.error(error))
    }

    fn import(&mut self, import: &Import<'_>) -> Result<PlanId, CommitError> {
        self.check_writable()?;
        import::import(&mut self.connection, import, self.known_only).map_err(|failure| self.failure(failure))
    }

    fn zone(&mut self) -> Result<Zone, StoreError> {
        load::settings(&self.connection).map(|settings| settings.zone).map_err(|error| self.error(error))
    }

    fn is_read_only(&self) -> bool {
        self.read_only
    }
}
