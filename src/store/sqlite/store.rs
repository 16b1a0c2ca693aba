//! `SqliteStore`: one connection to one file. Opening makes a new file, checks an old one, and settles how it may be used.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior};

use super::connect::{
    APPLICATION_ID, connect, folder_of, identity, network_file_system, prepare_connection, wait_for_others,
};
use super::error::{explain, shown};
use super::intact::Intact;
use super::kept::{self, is_lost};
use super::load::Texts;
use super::tx::SqliteTx;
use super::{import, journal, load, migrate};
use crate::plan::{Board, Edit, Entry, PlanId, PlanSummary, Revision, Zone};
use crate::store::commit;
use crate::store::contract::{Import, JournalQuery, Store, Watch};
use crate::store::import::import as import_plan;
use crate::store::{Anchor, CommitError, StoreError};

/// A plan database in a `SQLite` file.
#[derive(Debug)]
pub struct SqliteStore {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    /// Device and inode of the file when it was opened: writes to a deleted file succeed and are lost.
    identity: Option<(u64, u64)>,
    /// The same for what is in it.
    intact: Intact,
    read_only: bool,
    /// Whether only people who are known may write, also where nobody is known.
    pub(super) known_only: bool,
    /// How much text of reports a board has.
    texts: Texts,
    /// `PRAGMA data_version` when it was last asked for.
    data_version: i64,
}

impl SqliteStore {
    /// The version of the files that this program writes.
    pub const VERSION: i32 = migrate::LATEST;

    /// Makes the folder for a database at `path`.
    pub fn make_room(path: &Path) -> Result<(), StoreError> {
        let folder = folder_of(path);
        let at = |why: std::io::Error| StoreError::Open { place: shown(folder), why: why.to_string() };
        std::fs::create_dir_all(folder).map_err(at)
    }

    /// Opens the database at `path`; makes it where there never was one.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !folder_of(path).is_dir() {
            return Err(StoreError::NoFolder(shown(folder_of(path))));
        }
        // An empty file with backups beside it was more once: a new plan in its place would look like the old one.
        if is_lost(path) {
            return Err(StoreError::Lost(shown(path)));
        }
        if kept::is_stump(path) {
            return Err(StoreError::NotADatabase(shown(path)));
        }
        if path.is_dir() {
            return Err(StoreError::Open { place: shown(path), why: "is a directory".to_owned() });
        }
        // Somebody who knows what he does, on a file system that is local after all, can say so.
        if let Some(name) = network_file_system(path).filter(|_| std::env::var_os("DUBAN_ALLOW_NETWORK").is_none()) {
            return Err(StoreError::Network { place: shown(path), name });
        }
        let connection = connect(path).map_err(|error| explain(&error, path))?;
        let mut store = Self {
            connection,
            path: path.to_owned(),
            identity: None,
            intact: Intact::new(path),
            read_only: false,
            known_only: false,
            texts: Texts::All,
            data_version: 0,
        };
        store.prepare()?;
        store.identity = identity(path);
        store.intact = Intact::new(path);
        store.data_version = store.read_data_version()?;
        Ok(store)
    }

    /// A database of a throwaway kind, in memory only.
    pub fn in_memory() -> Result<Self, StoreError> {
        let path = PathBuf::from(":memory:");
        let connection = Connection::open_in_memory().map_err(|error| explain(&error, &path))?;
        let intact = Intact::new(&path);
        let mut store = Self {
            connection,
            path,
            identity: None,
            intact,
            read_only: false,
            known_only: false,
            texts: Texts::All,
            data_version: 0,
        };
        store.prepare()?;
        Ok(store)
    }

    fn prepare(&mut self) -> Result<(), StoreError> {
        let run = |connection: &mut Connection| -> rusqlite::Result<(i32, i64)> {
            wait_for_others(connection)?;
            prepare_connection(connection)?;
            let id = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
            let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            Ok((id, tables))
        };
        let (id, tables) = run(&mut self.connection).map_err(|error| self.error(error))?;
        if id != APPLICATION_ID && (id != 0 || tables > 0) {
            return Err(StoreError::Foreign(shown(&self.path)));
        }
        // Before anything is written: a newer program's file is left as it is.
        let version = self.version()?;
        if version > migrate::LATEST {
            return Err(self.newer(version));
        }
        self.read_only = self.connection.is_readonly(rusqlite::MAIN_DB).map_err(|error| self.error(error))?;
        if !self.read_only {
            let mode = self.connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()));
            mode.map_err(|error| self.error(error))?;
        }
        if self.read_only && (1..migrate::LATEST).contains(&version) {
            // An old file that cannot be changed is read as it would be once it was brought up to date.
            self.connection = migrate::in_memory(&self.connection).map_err(|error| self.not_upgraded(&error))?;
            return Ok(());
        }
        if self.read_only {
            return Ok(());
        }
        let path = self.path.clone();
        migrate::migrate(&mut self.connection, &path, APPLICATION_ID).map_err(|failure| self.not_migrated(failure))
    }

    pub(super) fn not_migrated(&self, failure: migrate::Failure) -> StoreError {
        match failure {
            migrate::Failure::Newer(found) => self.newer(found),
            migrate::Failure::Sqlite(error) => self.not_upgraded(&error),
            migrate::Failure::File(error) => StoreError::Device(error.to_string()),
        }
    }

    /// A script that fails is no damage: a full disk or a lock is told as such, all else as what it is.
    fn not_upgraded(&self, error: &rusqlite::Error) -> StoreError {
        let is_script = matches!(
            error.sqlite_error_code(),
            Some(rusqlite::ErrorCode::Unknown | rusqlite::ErrorCode::ConstraintViolation) | None
        );
        if !is_script {
            return explain(error, &self.path);
        }
        let found = self.version().unwrap_or_default();
        StoreError::NotUpgraded { place: shown(&self.path), found, known: migrate::LATEST, why: error.to_string() }
    }

    fn version(&self) -> Result<i32, StoreError> {
        migrate::version(&self.connection).map_err(|error| self.error(error))
    }

    pub(super) fn newer(&self, found: i32) -> StoreError {
        StoreError::Newer { place: shown(&self.path), found, known: migrate::LATEST }
    }

    fn read_data_version(&self) -> Result<i64, StoreError> {
        let read =
            self.connection.prepare_cached("PRAGMA data_version").and_then(|mut s| s.query_row([], |row| row.get(0)));
        read.map_err(|error| self.error(error))
    }

    /// Refuses to write where it would fail or be lost.
    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        match self.identity {
            Some(known) if identity(&self.path) != Some(known) => Err(StoreError::Moved),
            _ => Ok(()),
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
    pub(super) fn error(&self, error: rusqlite::Error) -> StoreError {
        explain(&error, &self.path)
    }

    /// Does something in one transaction in which nobody else writes: all of it, or nothing.
    pub(super) fn write<T>(
        &mut self,
        work: impl FnOnce(&mut SqliteTx<'_>) -> Result<T, CommitError>,
    ) -> Result<T, CommitError> {
        self.check_writable()?;
        let path = &self.path;
        let failed = |error: rusqlite::Error| explain(&error, path);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        // A newer program may have changed the file meanwhile.
        let found = migrate::version(&transaction).map_err(failed)?;
        if found > migrate::LATEST {
            return Err(StoreError::Newer { place: shown(path), found, known: migrate::LATEST }.into());
        }
        self.intact.check(&transaction)?;
        let done = work(&mut SqliteTx::new(&transaction, path))?;
        transaction.commit().map_err(failed)?;
        Ok(done)
    }
}

impl Watch for SqliteStore {
    fn changed(&mut self) -> Result<bool, StoreError> {
        let now = self.read_data_version()?;
        Ok(std::mem::replace(&mut self.data_version, now) != now)
    }
}

impl From<SqliteStore> for Box<dyn Store> {
    fn from(store: SqliteStore) -> Self {
        Box::new(store)
    }
}

impl Store for SqliteStore {
    fn plans(&mut self) -> Result<Vec<PlanSummary>, StoreError> {
        load::plans(&self.connection).map_err(|error| self.error(error))
    }

    fn load(&mut self, plan: PlanId) -> Result<Board, StoreError> {
        load::board(&self.connection, plan, self.texts)
            .map_err(|error| self.error(error))?
            .ok_or(StoreError::NoPlan(plan))
    }

    fn commit(&mut self, edit: &Edit, at: DateTime<Utc>) -> Result<Entry, CommitError> {
        let known_only = self.known_only;
        self.write(|tx| commit::commit(tx, edit, at, known_only))
    }

    fn since(&mut self, plan: PlanId, revision: Revision) -> Result<Vec<Entry>, StoreError> {
        journal::since(&self.connection, plan, revision).map_err(|error| self.error(error))
    }

    fn journal(&mut self, query: JournalQuery) -> Result<Vec<Entry>, StoreError> {
        journal::read(&self.connection, query).map_err(|error| self.error(error))
    }

    fn plan_from(&mut self, source: &str) -> Result<Option<PlanId>, StoreError> {
        import::plan_from(&self.connection, source).map_err(|error| self.error(error))
    }

    fn import(&mut self, import: &Import<'_>) -> Result<PlanId, CommitError> {
        let known_only = self.known_only;
        self.write(|tx| import_plan(tx, import, known_only))
    }

    fn anchor(&mut self) -> Result<Option<Anchor>, StoreError> {
        journal::head(&self.connection).map_err(|error| self.error(error))
    }

    fn zone(&mut self) -> Result<Zone, StoreError> {
        load::zone(&self.connection).map_err(|error| self.error(error))
    }

    fn is_read_only(&self) -> bool {
        self.read_only
    }

    fn know_only_people(&mut self) {
        self.known_only = true;
    }

    fn load_for_screens(&mut self) {
        self.texts = Texts::Newest;
    }

    fn mark_as_demo(&mut self) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES ('demo', '1')";
        self.connection.execute(sql, []).map(drop).map_err(|error| self.error(error))
    }
}
