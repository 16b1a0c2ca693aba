//! Opening: makes a new file, checks an old one, and settles how it may be used: for writing, or for reading only.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::explain;
use super::{SqliteStore, migrate};
use crate::store::StoreError;

/// `duba` in ASCII: marks a `SQLite` file as ours.
pub(super) const APPLICATION_ID: i32 = 0x6475_6261;

/// How long a writer waits for others, in steps of about two thirds of a millisecond: half a minute.
const BUSY_STEPS: i32 = 45_000;

impl SqliteStore {
    /// Opens the database at `path`; makes it, and its folder, when it is not there.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let at = |why: std::io::Error| StoreError::Open { path: path.to_owned(), why: why.to_string() };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(at)?;
        }
        if path.is_dir() {
            return Err(StoreError::Open { path: path.to_owned(), why: "is a directory".to_owned() });
        }
        // Somebody who knows what he does, on a file system that is local after all, can say so.
        if let Some(name) = network_file_system(path).filter(|_| std::env::var_os("DUBAN_ALLOW_NETWORK").is_none()) {
            return Err(StoreError::Network { path: path.to_owned(), name });
        }
        let connection = connect(path).map_err(|error| explain(&error, path))?;
        let mut store = Self {
            connection,
            path: path.to_owned(),
            identity: None,
            read_only: false,
            known_only: false,
            data_version: 0,
        };
        store.prepare()?;
        store.identity = identity(path);
        store.data_version = store.read_data_version()?;
        Ok(store)
    }

    /// A database of a throwaway kind, in memory only.
    pub fn in_memory() -> Result<Self, StoreError> {
        let path = PathBuf::from(":memory:");
        let connection = Connection::open_in_memory().map_err(|error| explain(&error, &path))?;
        let mut store = Self { connection, path, identity: None, read_only: false, known_only: false, data_version: 0 };
        store.prepare()?;
        Ok(store)
    }

    /// From here on only people who are known may write: who came over SSH never owns a database, not even one that
    /// has lost its people.
    pub fn know_only_people(&mut self) {
        self.known_only = true;
    }

    /// Marks the whole database as invented, for trying out.
    pub fn mark_as_demo(&mut self) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES ('demo', '1')";
        self.connection.execute(sql, []).map(drop).map_err(|error| self.error(error))
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
            return Err(StoreError::Foreign(self.path.clone()));
        }
        self.read_only = self.connection.is_readonly(rusqlite::MAIN_DB).map_err(|error| self.error(error))?;
        if !self.read_only {
            let mode = self.connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()));
            mode.map_err(|error| self.error(error))?;
        }
        if self.read_only && (1..migrate::LATEST).contains(&self.version()?) {
            // An old file that cannot be changed is read as it would be once it was brought up to date.
            self.connection = migrate::in_memory(&self.connection).map_err(|error| self.error(error))?;
            return Ok(());
        }
        let version = self.version()?;
        if self.read_only {
            return if version > migrate::LATEST { Err(self.newer(version)) } else { Ok(()) };
        }
        let path = self.path.clone();
        migrate::migrate(&mut self.connection, &path, APPLICATION_ID).map_err(|failure| self.not_migrated(failure))
    }

    pub(super) fn not_migrated(&self, failure: migrate::Failure) -> StoreError {
        match failure {
            migrate::Failure::Newer(found) => self.newer(found),
            migrate::Failure::Sqlite(error) => self.error(error),
            migrate::Failure::File(error) => StoreError::Device(error.to_string()),
        }
    }

    fn version(&self) -> Result<i32, StoreError> {
        migrate::version(&self.connection).map_err(|error| self.error(error))
    }

    pub(super) fn newer(&self, found: i32) -> StoreError {
        StoreError::Newer { path: self.path.clone(), found, known: migrate::LATEST }
    }

    pub(super) fn read_data_version(&self) -> Result<i64, StoreError> {
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
}

/// Opens for writing, else for reading only.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let base = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let write =
        Connection::open_with_flags(path, base | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE);
    let refused = match &write {
        Ok(connection) => connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).err(),
        Err(_) => None,
    };
    let error = refused.as_ref().or(write.as_ref().err());
    let code = error.and_then(rusqlite::Error::sqlite_error_code);
    let no_access = matches!(code, Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied));
    // Whatever else is wrong with it, opening it in another way would only hide.
    if !no_access || !path.exists() {
        return match (write, refused) {
            (Ok(_), Some(error)) => Err(error),
            (write, _) => write,
        };
    }
    let read = Connection::open_with_flags(path, base | OpenFlags::SQLITE_OPEN_READ_ONLY);
    if let Ok(connection) = read
        && connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).is_ok()
    {
        return Ok(connection);
    }
    if let Some(connection) = immutable(path) {
        return Ok(connection);
    }
    match (write, refused) {
        (Ok(_), Some(error)) | (Err(error), _) => Err(error),
        (Ok(connection), None) => Ok(connection),
    }
}

/// Waits where somebody else is writing.
pub(super) fn wait_for_others(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.busy_handler(Some(wait_a_moment))
}

/// What every connection needs, whether it writes or not.
pub(super) fn prepare_connection(connection: &Connection) -> rusqlite::Result<()> {
    connection.create_scalar_function(
        "only_duban_writes_here",
        0,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS | FunctionFlags::SQLITE_DETERMINISTIC,
        |_| Ok(1),
    )?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL;
         PRAGMA journal_size_limit = 4194304;",
    )
}

/// Opens a file that nobody changes.
pub(super) fn immutable(path: &Path) -> Option<Connection> {
    // In a folder that cannot be written a WAL database opens only as an unchanging file; that is right as long
    // as no log stands beside it.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(&log).map_or(0, |meta| meta.len()) == 0 {
        let uri = format!(
            "file:{}?immutable=1",
            path.display().to_string().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
        );
        let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        if let Ok(connection) = Connection::open_with_flags(uri, flags)
            && connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).is_ok()
        {
            return Some(connection);
        }
    }
    None
}

/// The network or foreign file system that a file lies on, if it lies on one: there locks are not kept between
/// machines, and a database comes to harm. Numbers from `linux/magic.h`.
pub(super) fn network_file_system(path: &Path) -> Option<String> {
    const NETWORK: [(i64, &str); 10] = [
        (0x6969, "NFS"),
        (0x517B, "SMB"),
        (0xFF53_4D42, "CIFS"),
        (0xFE53_4D42, "SMB2"),
        (0x6573_5546, "FUSE"),
        (0x0102_1997, "9P"),
        (0x5346_414F, "AFS"),
        (0x00C3_6400, "Ceph"),
        (0x7461_636F, "OCFS2"),
        (0x0116_1970, "GFS2"),
    ];
    if !cfg!(target_os = "linux") {
        return None;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let kind = rustix::fs::statfs(path).or_else(|_| rustix::fs::statfs(folder)).ok()?.f_type;
    // The numbers are 32 bits wide; some systems extend their sign.
    let kind = i64::from(kind as u32);
    NETWORK.iter().find(|(magic, _)| *magic == kind).map(|(_, name)| (*name).to_owned())
}

/// Short random sleeps: `SQLite`'s own handler backs off to 100 ms and lets one writer keep the lock.
fn wait_a_moment(step: i32) -> bool {
    std::thread::sleep(Duration::from_micros(fastrand::u64(100..1000)));
    step < BUSY_STEPS
}

fn identity(path: &Path) -> Option<(u64, u64)> {
    std::fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino()))
}
