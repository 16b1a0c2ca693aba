//! Connecting: how a file is opened, for writing or for reading only, and what every connection needs.

use std::cell::Cell;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::{explain, shown};
use crate::store::StoreError;
use crate::store::waiting::say_waiting;

/// `duba` in ASCII: marks a `SQLite` file as ours.
pub(super) const APPLICATION_ID: i32 = 0x6475_6261;

/// How long a writer waits for others.
const LONGEST_WAIT: Duration = Duration::from_secs(24);
/// Somebody who waits for longer wants to know for what.
const SHORT_WAIT: Duration = Duration::from_secs(1);

thread_local! {
    /// How long the present wait has slept; steps of the handler are counted anew for each wait.
    static SLEPT: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// The folder beside a database where its backups are kept.
pub fn backup_folder(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    path.with_file_name(format!("{stem}-backups"))
}

/// The folder that a file lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Opens for writing, else for reading only.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let base = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let write =
        Connection::open_with_flags(path, base | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
            .and_then(waiting);
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
    let read = Connection::open_with_flags(path, base | OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(waiting);
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

/// The same connection, waiting where somebody else is writing.
fn waiting(mut connection: Connection) -> rusqlite::Result<Connection> {
    wait_for_others(&mut connection)?;
    Ok(connection)
}

/// Statements that one write may use; with fewer kept, each write parses all of its SQL again.
const STATEMENTS: usize = 64;

/// What every connection needs, whether it writes or not.
pub(super) fn prepare_connection(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
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

/// Names a file to the engine as one that nobody changes, and of which no log counts.
pub(super) fn immutable_uri(path: &Path) -> String {
    let path = path.display().to_string().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1")
}

/// Opens a file that nobody changes.
pub(super) fn immutable(path: &Path) -> Option<Connection> {
    let readable = |connection: &Connection| connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    unchanging(path).filter(|connection| readable(connection).is_ok())
}

/// The same, whether anything can be read of it or not.
pub(super) fn unchanging(path: &Path) -> Option<Connection> {
    // In a folder that cannot be written a WAL database opens only as an unchanging file; that is right as long
    // as no log stands beside it.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(&log).map_or(0, |meta| meta.len()) == 0 {
        let uri = immutable_uri(path);
        let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        return Connection::open_with_flags(uri, flags).ok();
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
    let kind = rustix::fs::statfs(path).or_else(|_| rustix::fs::statfs(folder_of(path))).ok()?.f_type;
    // The numbers are 32 bits wide; some systems extend their sign.
    let kind = i64::from(kind as u32);
    NETWORK.iter().find(|(magic, _)| *magic == kind).map(|(_, name)| (*name).to_owned())
}

/// Short random sleeps: `SQLite`'s own handler backs off to 100 ms and lets one writer keep the lock.
fn wait_a_moment(step: i32) -> bool {
    let before = if step == 0 { Duration::ZERO } else { SLEPT.get() };
    let nap = Duration::from_micros(fastrand::u64(100..1000));
    std::thread::sleep(nap);
    let slept = before + nap;
    SLEPT.set(slept);
    if before < SHORT_WAIT && slept >= SHORT_WAIT {
        say_waiting(LONGEST_WAIT);
    }
    slept < LONGEST_WAIT
}

/// Device and inode of a file: another file under the same name is not the same.
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    std::fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino()))
}

/// A copy is for those who may open what it was made from, and for nobody else.
pub(super) fn open_to_as_many(path: &Path, copy: &Path) {
    if let Ok(meta) = std::fs::metadata(path) {
        let _ = std::fs::set_permissions(copy, meta.permissions());
    }
}

/// Opens without changing anything, not even the version.
pub(super) fn read_only(path: &Path) -> Result<Connection, StoreError> {
    if !path.is_file() {
        let why = std::fs::metadata(path).err().map_or_else(|| "not a file".to_owned(), |error| error.to_string());
        return Err(StoreError::Open { place: shown(path), why });
    }
    if std::fs::metadata(path).is_ok_and(|file| file.len() == 0) {
        return Err(StoreError::Empty(shown(path)));
    }
    let explain = |error: rusqlite::Error| explain(&error, path);
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_ONLY;
    let first = Connection::open_with_flags(path, flags).and_then(|mut connection| {
        wait_for_others(&mut connection)?;
        prepare_connection(&connection)?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    });
    let connection = match first {
        Ok(connection) => connection,
        Err(first) => match immutable(path) {
            Some(connection) => connection,
            None => return Err(explain(first)),
        },
    };
    ours(connection, path)
}

/// Opens a copy that nobody has open: without a log beside it nothing is made there either, as reading a file in WAL mode
/// otherwise does.
pub(super) fn read_copy(path: &Path) -> Result<Connection, StoreError> {
    match immutable(path).filter(|_| path.is_file()) {
        Some(connection) => {
            prepare_connection(&connection).map_err(|error| explain(&error, path))?;
            ours(connection, path)
        }
        None => read_only(path),
    }
}

/// A connection that changes nothing, to a file of this program's.
fn ours(connection: Connection, path: &Path) -> Result<Connection, StoreError> {
    let explain = |error: rusqlite::Error| explain(&error, path);
    let id: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(explain)?;
    if id != APPLICATION_ID {
        return Err(StoreError::Foreign(shown(path)));
    }
    connection.execute_batch("PRAGMA query_only = ON").map_err(explain)?;
    Ok(connection)
}
