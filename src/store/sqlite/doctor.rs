//! Doctor: everything about the file that can be looked at: its contents, where it lies, who may open it, its backups.
//! It changes nothing.

use crate::store::checkup::Fault;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::error::{explain, shown};
use super::hold::{self, Held};
use super::restored::{self, Restored};
use super::store::SqliteStore;
use super::{audit, connect, journal, kept, load, records};
use crate::plan::Zone;
use crate::store::{Anchor, Check, Checkup, Finding, StoreError};

/// Less than this is soon full.
const ENOUGH_SPACE: u64 = 200 << 20;
/// A backup a day, and two hours for late risers.
const BACKUP_HOURS: i64 = 26;
/// Characters of edits that nobody types in a day; the plan itself came with fewer.
const MUCH: i64 = 4 << 20;
/// A copy elsewhere may miss a weekend.
const ELSEWHERE_DAYS: i64 = 4;

impl SqliteStore {
    /// Looks at the database at `path`, and at what lies around it. `known` are anchors that were written down.
    pub fn doctor(path: &Path, now: DateTime<Utc>, known: &[Anchor]) -> Result<Checkup, StoreError> {
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
        let restored = restored::all(&connection, path).unwrap_or_default();
        findings.extend(anchors(&connection, path, &restored, now, known));
        findings.extend(restored::findings(&restored));
        findings.extend(interrupted(path));
        let zone = load::zone(&connection).unwrap_or_default();
        findings.extend(backups(path, zone, now));
        findings.extend(much_writing(&connection, now));
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
    /// The end of the journal of the database at `path`.
    pub(super) fn anchor_of(path: &Path) -> Result<Anchor, StoreError> {
        let connection = connect::read_only(path)?;
        journal::head(&connection).map_err(|error| explain(&error, path)).map(Option::unwrap_or_default)
    }

    /// Whether that journal goes through anchors that were written down.
    pub(super) fn compare(path: &Path, known: &[Anchor], now: DateTime<Utc>) -> Result<Vec<Finding>, StoreError> {
        let connection = connect::read_only(path)?;
        let restored = restored::all(&connection, path).map_err(|error| explain(&error, path))?;
        Ok(anchors(&connection, path, &restored, now, known))
    }

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
fn anchors(
    connection: &Connection,
    path: &Path,
    restored: &[Restored],
    now: DateTime<Utc>,
    known: &[Anchor],
) -> Vec<Finding> {
    let newest = kept::newest(path, now).and_then(|kept| {
        let copy = connect::read_copy(&kept.file).ok()?;
        journal::head(&copy).ok().flatten()
    });
    let is_there = |anchor: &Anchor| {
        journal::hash_at(connection, anchor.seq).ok().flatten().as_deref() == Some(anchor.hash.as_str())
    };
    let all = known.iter().map(|anchor| (anchor, true)).chain(newest.as_ref().map(|anchor| (anchor, false)));
    let missing = all.filter(|(anchor, _)| !is_there(anchor));
    let findings: Vec<Finding> =
        missing.filter_map(|(anchor, known)| restored::missing(restored, anchor, known)).collect();
    if findings.is_empty() { vec![Finding::fine(Check::Anchor)] } else { findings }
}

/// A restore that goes on, or that was cut off.
fn interrupted(path: &Path) -> Option<Finding> {
    match hold::held(path) {
        Held::No => None,
        Held::Now => Some(Finding::note(Check::Restores, Fault::Restoring, &[])),
        Held::Left => Some(Finding::doubtful(Check::Restores, Fault::RestoreLeft, &[])),
    }
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
    for copy in kept::elsewhere(path) {
        let days = (now - copy.at).num_days();
        if days > ELSEWHERE_DAYS {
            let (to, at) = (copy.to, zone.day(copy.at));
            let values: [(&'static str, &dyn std::fmt::Display); 3] = [("days", &days), ("to", &to), ("at", &at)];
            findings.push(Finding::doubtful(Check::Backups, Fault::ElsewhereOld, &values));
        }
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

/// Who has written more in a day than hands do: a script, or somebody who fills the disk.
fn much_writing(connection: &Connection, now: DateTime<Utc>) -> Vec<Finding> {
    let sql = "SELECT author, sum(length(changes)) AS size FROM (SELECT author, at, changes FROM journal ORDER BY seq DESC LIMIT 5000)
               WHERE at > ?1 GROUP BY author HAVING size > ?2 ORDER BY size DESC";
    let since = (now - chrono::Duration::days(1)).to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    let read = || -> rusqlite::Result<Vec<(String, i64)>> {
        connection.prepare(sql)?.query_map((since, MUCH), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    };
    let found = read().unwrap_or_default();
    let finding = |(author, size): (String, i64)| {
        Finding::doubtful(Check::Space, Fault::MuchWriting, &[("author", &author), ("mib", &(size >> 20))])
    };
    found.into_iter().map(finding).collect()
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
