//! Salvage: what is left of a database that cannot be read as a whole, and the backup to go back to. It changes nothing.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};

use super::error::shown;
use super::store::SqliteStore;
use super::{audit, connect, journal, kept, migrate};
use crate::store::{BackupName, Damage, Finding, GoodBackup, Orphans, Remains};

/// The sorts of records that somebody would miss, the most important first.
const TABLES: [&str; 9] =
    ["item", "measure", "report", "part", "directive", "extension", "meeting", "person", "journal"];

impl SqliteStore {
    /// What is left of the database at `path`.
    pub fn damage(path: &Path) -> Damage {
        let good = good_backup(path, None);
        // The engine throws the log of an empty file away when it opens one: the last edits may be in it.
        if kept::is_lost(path) {
            let orphans = Orphans {
                place: shown(&connect::backup_folder(path)),
                count: kept::count(path),
                log: kept::log(path).map(|(log, size)| (shown(&log), size)),
            };
            return Damage { orphans: Some(orphans), good, ..Damage::default() };
        }
        left(path, good)
    }

    /// What is left of a copy, and another of the database at `path` to take instead.
    pub fn damage_of_copy(copy: &Path, path: &Path) -> Damage {
        left(copy, good_backup(path, Some(copy)))
    }
}

fn left(file: &Path, good: Option<GoodBackup>) -> Damage {
    let Some(connection) = readable(file) else { return Damage { good, ..Damage::default() } };
    let remains: Vec<Remains> = TABLES.iter().filter_map(|table| remains(&connection, table)).collect();
    let last = connection.query_row("SELECT at FROM journal ORDER BY seq DESC LIMIT 1", [], |row| row.get(0)).ok();
    Damage { remains, last, good, orphans: None }
}

/// A connection by which something of a file can be read. One that was cut off is shorter than its first page says;
/// `writable_schema` lets what is there be read all the same.
fn readable(file: &Path) -> Option<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_ONLY;
    let ways = [connect::unchanging(file), Connection::open_with_flags(file, flags).ok()];
    ways.into_iter().flatten().find(|connection| {
        let _ = connection.execute_batch("PRAGMA writable_schema = ON");
        // The list of tables may itself be cut off; those at its beginning are known all the same.
        TABLES.iter().any(|table| connection.prepare(&format!("SELECT * FROM {table}")).is_ok())
    })
}

/// Reads all of a table, up to where it breaks.
fn remains(connection: &Connection, table: &'static str) -> Option<Remains> {
    let broken = Remains { table, rows: 0, whole: false };
    let known = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1";
    if connection.query_row(known, [table], |row| row.get::<_, i64>(0)).is_ok_and(|n| n == 0) {
        // Earlier versions had fewer; in a file of this one somebody took it away.
        return migrate::version(connection).is_ok_and(|found| found >= migrate::LATEST).then_some(broken);
    }
    let Ok(mut statement) = connection.prepare(&format!("SELECT * FROM {table}")) else { return Some(broken) };
    let columns = statement.column_count();
    let Ok(mut rows) = statement.query([]) else { return Some(broken) };
    let mut count = 0;
    loop {
        match rows.next() {
            Ok(Some(row)) if (0..columns).all(|at| row.get_ref(at).is_ok()) => count += 1,
            Ok(None) => return Some(Remains { table, rows: count, whole: true }),
            Ok(Some(_)) | Err(_) => return Some(Remains { table, rows: count, whole: false }),
        }
    }
}

/// The backup that knows most of those whose contents hold together now, but for one.
fn good_backup(path: &Path, but: Option<&Path>) -> Option<GoodBackup> {
    let same = |file: &Path| but.is_some_and(|but| connect::identity(but) == connect::identity(file));
    let others = kept::sound(path).into_iter().rev().filter(|kept| !same(&kept.file));
    let found = others.into_iter().find_map(|kept| {
        let copy = connect::read_copy(&kept.file).ok()?;
        let whole = !audit::contents(&copy, &kept.file).iter().any(Finding::is_bad);
        let anchor = journal::head(&copy).ok().flatten().filter(|_| whole)?;
        Some((kept, anchor))
    });
    found.map(|(kept, anchor): (_, _)| {
        let at: DateTime<Utc> = kept.at;
        GoodBackup { name: BackupName::new(kept.file), at, anchor }
    })
}
