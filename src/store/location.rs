//! Location: where plans are kept, as it is asked for and told. The one place above the engines that knows which engine
//! keeps what; everything above opens a location and sees only traits.

use std::fmt;
use std::path::PathBuf;

use super::contract::{Maintenance, Presence, Store};
use super::error::StoreError;
use super::sqlite::{SqliteCare, SqlitePresence, SqliteStore, is_lost};

/// Where plans are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file on this machine.
    File(PathBuf),
}

impl From<PathBuf> for Location {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
        }
    }
}

impl Location {
    /// Whether something is kept there already.
    pub fn exists(&self) -> bool {
        match self {
            Self::File(path) => path.exists(),
        }
    }

    /// Whether nothing is kept there any more although its backups are still there.
    pub fn is_lost(&self) -> bool {
        match self {
            Self::File(path) => is_lost(path),
        }
    }

    /// Makes room for it: for the place that the program itself has chosen. Where somebody names a place that is not there,
    /// it is a slip.
    pub fn make_room(&self) -> Result<(), StoreError> {
        match self {
            Self::File(path) => SqliteStore::make_room(path),
        }
    }

    /// The same place, said so that it is right from every folder.
    pub fn absolute(&self) -> std::io::Result<Self> {
        match self {
            Self::File(path) => std::path::absolute(path).map(Self::File),
        }
    }

    /// What tells this place from all others, however it was said.
    pub fn identity(&self) -> Vec<u8> {
        match self {
            Self::File(path) => {
                let path = path.canonicalize().unwrap_or_else(|_| path.clone());
                path.as_os_str().as_encoded_bytes().to_vec()
            }
        }
    }

    /// A folder beside what is kept, for small files of those who share one account.
    pub fn beside(&self, name: &str) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(path.with_file_name(name)),
        }
    }

    /// Opens it; makes it where there is none.
    pub fn open(&self) -> Result<Box<dyn Store>, StoreError> {
        match self {
            Self::File(path) => Ok(Box::new(SqliteStore::open(path)?)),
        }
    }

    /// Who looks after it.
    pub fn maintenance(&self) -> Box<dyn Maintenance> {
        match self {
            Self::File(path) => Box::new(SqliteCare::new(path)),
        }
    }

    /// A session among the others there; `None` where nobody can be told.
    pub fn presence(&self) -> Option<Box<dyn Presence>> {
        match self {
            Self::File(path) => Some(Box::new(SqlitePresence::new(path))),
        }
    }
}

/// A store of a throwaway kind.
pub fn in_memory() -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(SqliteStore::in_memory()?))
}
