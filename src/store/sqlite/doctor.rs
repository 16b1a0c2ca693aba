//! Doctor: everything about the file that can be looked at: its contents, where it lies, who may open it, its backups.
//! It changes nothing.

use crate::store::checkup::Fault;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::error::{explain, shown};
use super::store::SqliteStore;
use super::{audit, connect, journal, kept, load, records};
use crate::plan::Zone;
use crate::store::{Anchor, Check, Checkup, Finding, StoreError};

/// Less than this is soon full.
const ENOUGH_SPACE: u64 = 200 << 20;
/// A backup a day, and two hours for late risers.
const BACKUP_HOURS: i64 = 26;

impl SqliteStore {
    /// Looks at the database at `path`, and at what lies around it. `known` is an anchor that was written down.
    pub fn doctor(path: &Path, now: DateTime<Utc>, known: Option<&Anchor>) -> Result<Checkup, StoreError> {
        if kept::is_lost(path) {
            return Err(StoreError::Lost(shown(path)));
        }
        let mut findings = vec![file_system(path), modes(path), space(path)];
        let connection = match connect::read_only(path) {
            Ok(connection) => connection,
            Err(error) if error.is_damage() && kept::is_there(path) => {
                findings.push(Finding::bad(Check::Integrity, Fault::Unreadable, &[("why", &error)]));
                findings.extend(backups(path, Zone::default(), now));
                return Ok(Checkup { place: shown(path), anchor: None, findings });
            }
            Err(error) => return Err(error),
        };
        // All is read as of one moment, whoever writes meanwhile.
        let connection = connection.unchecked_transaction().map_err(|error| explain(&error, path))?;
        findings.extend(audit::contents(&connection, path));
        findings.extend(anchors(&connection, path, now, known));
        let zone = load::zone(&connection).unwrap_or_default();
        findings.extend(backups(path, zone, now));
        findings.extend(keys(&connection));
        Ok(Checkup { place: shown(path), anchor: journal::head(&connection).ok().flatten(), findings })
    }

    /// Looks at the contents of a file, such as a backup.
    pub fn verify(path: &Path) -> Result<Checkup, StoreError> {
        let connection = connect::read_copy(path)?;
        let connection = connection.unchecked_transaction().map_err(|error| explain(&error, path))?;
        let findings = audit::contents(&connection, path);
        Ok(Checkup { place: shown(path), anchor: journal::head(&connection).ok().flatten(), findings })
    }
}

impl SqliteStore {
    /// Everybody who may log in; for a program that wants nothing else of the file.
    pub fn people_of(path: &Path) -> Result<Vec<crate::plan::Person>, StoreError> {
        let connection = connect::read_only(path)?;
        records::people(&connection).map_err(|error| explain(&error, path))
    }
}

fn file_system(path: &Path) -> Finding {
    match connect::network_file_system(path) {
        Some(name) => Finding::bad(Check::FileSystem, Fault::Network, &[("name", &name)]),
        None => Finding::fine(Check::FileSystem),
    }
}

/// Whoever can open the file can go round every role.
fn modes(path: &Path) -> Finding {
    let mode = |path: &Path| std::fs::metadata(path).map_or(0, |meta| meta.permissions().mode() & 0o777);
    let (file, folder) = (mode(path), mode(connect::folder_of(path)));
    // A folder that others cannot enter protects what is in it.
    if file & 0o022 != 0 && folder & 0o011 != 0 {
        let shown = format!("{file:03o}");
        return Finding::doubtful(Check::Modes, Fault::Modes, &[("mode", &shown)]);
    }
    Finding::fine(Check::Modes)
}

fn space(path: &Path) -> Finding {
    let Ok(stat) = rustix::fs::statvfs(path) else { return Finding::fine(Check::Space) };
    let free = stat.f_bavail.saturating_mul(stat.f_frsize);
    if free < ENOUGH_SPACE {
        return Finding::doubtful(Check::Space, Fault::Space, &[("mib", &(free >> 20))]);
    }
    Finding::fine(Check::Space)
}

/// A chain whose tail was cut off is whole in itself; what was written down elsewhere tells.
fn anchors(connection: &Connection, path: &Path, now: DateTime<Utc>, known: Option<&Anchor>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let newest = kept::newest(path, now).and_then(|kept| {
        let copy = connect::read_copy(&kept.file).ok()?;
        journal::head(&copy).ok().flatten()
    });
    for anchor in known.into_iter().chain(newest.as_ref()) {
        let here = journal::hash_at(connection, anchor.seq).ok().flatten();
        if here.as_deref() != Some(anchor.hash.as_str()) && !given_up(connection, anchor.seq) {
            findings.push(Finding::bad(Check::Anchor, Fault::Anchor, &[("seq", &anchor.seq)]));
        }
    }
    if findings.is_empty() {
        findings.push(Finding::fine(Check::Anchor));
    }
    findings
}

/// Whether a line was given up when a backup was restored: it came after the last that both had.
fn given_up(connection: &Connection, seq: i64) -> bool {
    let sql = "SELECT count(*) FROM journal, json_each(journal.changes) AS change
               WHERE change.value ->> 'change' = 'restored' AND journal.seq > ?1
                 AND coalesce(change.value ->> 'common', change.value ->> 'to') < ?1";
    connection.query_row(sql, [seq], |row| row.get::<_, i64>(0)).is_ok_and(|n| n > 0)
}

fn backups(path: &Path, zone: Zone, now: DateTime<Utc>) -> Vec<Finding> {
    let mut findings = Vec::new();
    match kept::newest(path, now) {
        None => findings.push(Finding::doubtful(Check::Backups, Fault::NoBackup, &[])),
        Some(kept) if (now - kept.at).num_hours() > BACKUP_HOURS => {
            let hours = (now - kept.at).num_hours();
            findings.push(Finding::doubtful(Check::Backups, Fault::BackupOld, &[("hours", &hours)]));
        }
        Some(_) => {}
    }
    let ahead: Vec<kept::Kept> = kept::list(path).into_iter().filter(|it| it.is_of_the_future(now)).collect();
    if let Some(last) = ahead.last() {
        let (file, day) = (last.file.display().to_string(), zone.day(last.at));
        findings.push(Finding::doubtful(
            Check::Backups,
            Fault::BackupFuture,
            &[("n", &ahead.len()), ("day", &day), ("file", &file)],
        ));
    }
    if findings.is_empty() {
        findings.push(Finding::fine(Check::Backups));
    }
    findings
}

/// Keys of people who have left open nothing, but should not lie about.
fn keys(connection: &Connection) -> Vec<Finding> {
    let people = records::people(connection).unwrap_or_default();
    let left: Vec<String> = people
        .into_iter()
        .filter(|person| !person.active && !person.keys.is_empty())
        .map(|person| person.login)
        .collect();
    if left.is_empty() {
        return vec![Finding::fine(Check::Keys)];
    }
    left.iter().map(|login| Finding::doubtful(Check::Keys, Fault::Keys, &[("login", login)])).collect()
}
