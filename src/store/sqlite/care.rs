//! Care: what the program asks of the engine about a file as a whole, whether it can be opened or not.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::store::SqliteStore;
use crate::plan::{Person, Zone};
use crate::store::contract::{Maintenance, Restoring, Store};
use crate::store::{Anchor, BackupDone, Checkup, CommitError, Damage, Loss, StoreError};

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

    fn backup(&mut self, now: DateTime<Utc>) -> Result<BackupDone, StoreError> {
        SqliteStore::open(&self.path)?.backup(now)
    }

    fn loss(&self, copy: &Path) -> Result<Option<Loss>, StoreError> {
        match SqliteStore::open(&self.path).and_then(|store| store.loss(copy)) {
            Ok(loss) => Ok(Some(loss)),
            Err(error) if error.is_damage() => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn restore(&mut self, restoring: &Restoring<'_>) -> Result<Option<BackupDone>, CommitError> {
        let Restoring { copy, author, op, at, known_only } = *restoring;
        let mut store = match SqliteStore::open(&self.path) {
            Err(error) if error.is_damage() => {
                return SqliteStore::replace_ruin(&self.path, copy, author, op, at, known_only);
            }
            opened => opened?,
        };
        if known_only {
            store.know_only_people();
        }
        store.restore(copy, author, op, at).map(Some)
    }

    fn checkup(&self, now: DateTime<Utc>, known: Option<&Anchor>) -> Result<Checkup, StoreError> {
        SqliteStore::doctor(&self.path, now, known)
    }

    fn verify(&self, copy: &Path) -> Result<Checkup, StoreError> {
        SqliteStore::verify(copy)
    }

    fn damage(&self) -> Damage {
        SqliteStore::damage(&self.path)
    }
}
