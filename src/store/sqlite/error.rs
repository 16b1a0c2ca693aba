//! What `SQLite` says, turned into errors that name the cause. Only what says so is damage: a full disk, a slow lock, a
//! failing device or a rule of the tables leaves the data as it is.

use std::path::Path;

use rusqlite::{Error, ErrorCode, ffi};

use crate::store::StoreError;

/// The cause behind an error about the file at `path`.
pub(super) fn explain(error: &Error, path: &Path) -> StoreError {
    match error {
        Error::SqliteFailure(failure, _) => explain_code(*failure, error, path),
        // A value that is not as this program writes it: somebody else's hand, or a damaged page.
        Error::FromSqlConversionFailure(..)
        | Error::InvalidColumnType(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::Utf8Error(..) => StoreError::Damaged(error.to_string()),
        _ => StoreError::Failed(error.to_string()),
    }
}

/// A path as errors tell it.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn explain_code(failure: ffi::Error, error: &Error, path: &Path) -> StoreError {
    /// A file system that knows its data to be bad.
    const BAD_DATA: [i32; 2] = [ffi::SQLITE_IOERR_DATA, ffi::SQLITE_IOERR_CORRUPTFS];
    let why = error.to_string();
    match failure.code {
        ErrorCode::NotADatabase => StoreError::NotADatabase(shown(path)),
        ErrorCode::DatabaseCorrupt => StoreError::Damaged(why),
        ErrorCode::SystemIoFailure if BAD_DATA.contains(&failure.extended_code) => StoreError::Damaged(why),
        ErrorCode::SystemIoFailure => StoreError::Device(why),
        ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            let why = std::fs::File::open(path).err().map_or(why, |error| error.to_string());
            StoreError::Open { place: shown(path), why }
        }
        ErrorCode::ReadOnly => StoreError::ReadOnly,
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => StoreError::Busy,
        // Somebody took a table away; no program of ours does.
        ErrorCode::Unknown if why.contains("no such table") => StoreError::Damaged(why),
        ErrorCode::ConstraintViolation => StoreError::Refused(why),
        _ => StoreError::Failed(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: i32) -> StoreError {
        explain(&Error::SqliteFailure(ffi::Error::new(code), None), Path::new("/nowhere/plan.db"))
    }

    #[test]
    fn only_damage_is_called_damage() {
        assert!(matches!(of(ffi::SQLITE_CORRUPT), StoreError::Damaged(_)));
        assert!(matches!(of(ffi::SQLITE_IOERR_CORRUPTFS), StoreError::Damaged(_)));
        assert!(matches!(of(ffi::SQLITE_NOTADB), StoreError::NotADatabase(_)));
        for code in [ffi::SQLITE_IOERR, ffi::SQLITE_IOERR_READ, ffi::SQLITE_IOERR_FSYNC, ffi::SQLITE_IOERR_WRITE] {
            assert!(matches!(of(code), StoreError::Device(_)), "{code}");
        }
        for code in [ffi::SQLITE_CONSTRAINT_CHECK, ffi::SQLITE_CONSTRAINT_FOREIGNKEY] {
            assert!(matches!(of(code), StoreError::Refused(_)), "{code}");
        }
        for code in [ffi::SQLITE_ERROR, ffi::SQLITE_NOMEM, ffi::SQLITE_SCHEMA, ffi::SQLITE_INTERRUPT] {
            assert!(matches!(of(code), StoreError::Failed(_)), "{code}");
        }
        assert_eq!(of(ffi::SQLITE_PROTOCOL), StoreError::Busy);
        assert_eq!(of(ffi::SQLITE_FULL), StoreError::Full);
    }
}
