//! Care: what the program asks of the engine about a file as a whole, whether it can be opened or not.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::kept;
use super::store::SqliteStore;
use crate::plan::{Person, Zone};
use crate::store::contract::{Maintenance, Restoring};
use crate::store::{
    Anchor, BackupDone, BackupName, Checkup, CommitError, Damage, Elsewhere, Finding, Restorable, StoreError,
};

/// Looks after the database in one file.
#[derive(Debug)]
pub struct SqliteCare {
    path: PathBuf,
}

impl SqliteCare {
    /// Of the file at `path`.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }
}

impl Maintenance for SqliteCare {
    fn people(&self) -> Result<Vec<Person>, StoreError> {
        SqliteStore::people_of(&self.path)
    }

    fn backup_is_due(&self, zone: Zone, now: DateTime<Utc>) -> bool {
        SqliteStore::backup_is_due(&self.path, zone, now)
    }

    fn backup_is_owed(&self, now: DateTime<Utc>) -> bool {
        SqliteStore::backup_is_owed(&self.path, now).unwrap_or(false)
    }

    fn backup(&mut self, now: DateTime<Utc>) -> Result<BackupDone, StoreError> {
        match open_kept(&self.path) {
            // All there is are its bytes.
            Err(error) if error.is_damage() && kept::is_there(&self.path) => {
                SqliteStore::keep_ruin(&self.path, error, now)
            }
            opened => opened?.backup(now),
        }
    }

    fn restorable(&self, restoring: &Restoring<'_>) -> Result<Restorable, CommitError> {
        match open_kept(&self.path) {
            Err(error) if error.is_damage() => SqliteStore::restorable_instead(&self.path, restoring),
            opened => {
                let mut store = opened?;
                store.known_only = restoring.known_only;
                store.restorable(file(restoring.copy), restoring.author, restoring.at)
            }
        }
    }

    fn restore(&mut self, restoring: &Restoring<'_>) -> Result<Option<BackupDone>, CommitError> {
        match open_kept(&self.path) {
            Err(error) if error.is_damage() => SqliteStore::replace_ruin(&self.path, restoring),
            opened => {
                let mut store = opened?;
                store.known_only = restoring.known_only;
                store.restore(file(restoring.copy), restoring.author, restoring.op, restoring.at).map(Some)
            }
        }
    }

    fn checkup(&self, now: DateTime<Utc>, known: &[Anchor]) -> Result<Checkup, StoreError> {
        SqliteStore::doctor(&self.path, now, known)
    }

    fn anchor(&self) -> Result<Anchor, StoreError> {
        SqliteStore::anchor_of(&self.path)
    }

    fn compare(&self, known: &[Anchor], now: DateTime<Utc>) -> Result<Vec<Finding>, StoreError> {
        SqliteStore::compare(&self.path, known, now)
    }

    fn note_elsewhere(&mut self, elsewhere: &Elsewhere) -> Result<(), StoreError> {
        kept::note_elsewhere(&self.path, elsewhere)
    }

    fn verify(&self, copy: &BackupName) -> Result<Checkup, StoreError> {
        SqliteStore::verify(file(copy))
    }

    fn damage(&self) -> Damage {
        SqliteStore::damage(&self.path)
    }

    fn damage_of(&self, copy: &BackupName) -> Damage {
        SqliteStore::damage_of_copy(file(copy), &self.path)
    }
}

/// A backup of this engine's is a file.
fn file(name: &BackupName) -> &Path {
    Path::new(name.as_os_str())
}

/// Opens what is there; looking after it makes nothing new.
fn open_kept(path: &Path) -> Result<SqliteStore, StoreError> {
    if !kept::is_there(path) {
        return Err(StoreError::Lost(path.display().to_string()));
    }
    SqliteStore::open(path)
}
