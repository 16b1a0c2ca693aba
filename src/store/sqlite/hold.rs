//! Hold: keeps writers off while a backup is restored. It is a locked file beside the database, so that it dies with the
//! process that holds it, however that ends.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::connect::open_to_as_many;
use super::error::shown;
use crate::store::StoreError;

/// Writers are kept off until this goes out of scope, or its process is gone.
#[derive(Debug)]
pub(super) struct Hold {
    file: PathBuf,
    _locked: File,
}

/// How things stand with the lock of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// Nobody restores anything.
    No,
    /// Somebody does at this moment.
    Now,
    /// Somebody did, and was interrupted.
    Left,
}

impl Hold {
    /// Keeps writers of the database at `path` off; refuses where somebody else does already.
    pub fn take(path: &Path) -> Result<Self, StoreError> {
        let file = file_of(path);
        let at = |why: std::io::Error| StoreError::Open { place: shown(&file), why: why.to_string() };
        let locked = File::options().create(true).truncate(false).write(true).open(&file).map_err(at)?;
        // Every writer has to see it.
        open_to_as_many(path, &file);
        match locked.try_lock() {
            Ok(()) => Ok(Self { file, _locked: locked }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Restoring),
            Err(TryLockError::Error(error)) => Err(at(error)),
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}

/// Whether somebody restores into the database at `path`.
pub(super) fn held(path: &Path) -> Held {
    match File::open(file_of(path)) {
        Ok(file) => match file.try_lock_shared() {
            Ok(()) => Held::Left,
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => Held::Now,
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Held::No,
        // One that cannot be looked at is better believed.
        Err(_) => Held::Now,
    }
}

fn file_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-restoring");
    PathBuf::from(name)
}
