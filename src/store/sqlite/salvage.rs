//! Salvage: what is left of a database that cannot be read as a whole, and the backup to go back to. It changes nothing.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};

use super::store::SqliteStore;
use super::{audit, connect, journal, kept};
use crate::store::{Damage, Finding, GoodBackup, Remains};

/// The sorts of records that somebody would miss, the most important first.
const TABLES: [&str; 9] =
    ["item", "measure", "report", "part", "directive", "extension", "meeting", "person", "journal"];

impl SqliteStore {
    /// What is left of the database at `path`.
    pub fn damage(path: &Path) -> Damage {
        if kept::is_lost(path) {
            return Damage { lost: true, good: good_backup(path), ..Damage::default() };
        }
        let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_ONLY;
        let opened = Connection::open_with_flags(path, flags).ok().filter(|connection| {
            let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
            tables.is_ok_and(|n| n > 0)
        });
        let Some(connection) = opened.or_else(|| connect::immutable(path)) else {
            return Damage { good: good_backup(path), ..Damage::default() };
        };
        let remains: Vec<Remains> = TABLES.iter().filter_map(|table| remains(&connection, table)).collect();
        let last = connection.query_row("SELECT at FROM journal ORDER BY seq DESC LIMIT 1", [], |row| row.get(0)).ok();
        Damage { lost: false, remains, last, good: good_backup(path) }
    }
}

/// Reads all of a table, up to where it breaks.
fn remains(connection: &Connection, table: &'static str) -> Option<Remains> {
    let broken = Remains { table, rows: 0, whole: false };
    let known = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1";
    if connection.query_row(known, [table], |row| row.get::<_, i64>(0)).is_ok_and(|n| n == 0) {
        return None;
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

/// The backup that knows most of those whose contents hold together now.
fn good_backup(path: &Path) -> Option<GoodBackup> {
    let found = kept::sound(path).into_iter().rev().find_map(|kept| {
        let copy = connect::read_only(&kept.file).ok()?;
        let whole = !audit::contents(&copy, &kept.file).iter().any(Finding::is_bad);
        let anchor = journal::head(&copy).ok().flatten().filter(|_| whole)?;
        Some((kept, anchor))
    });
    found.map(|(kept, anchor): (_, _)| {
        let at: DateTime<Utc> = kept.at;
        GoodBackup { file: kept.file, at, anchor }
    })
}
