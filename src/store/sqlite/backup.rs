//! Backups: whole, verified copies beside the database, one a day of the bureau's, thinned out by counting. What a clock
//! of the future has stamped is a good copy, but takes nobody's place.

use crate::store::checkup::Fault;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::connect::backup_folder;
use super::error::{explain, shown};
use super::kept::{Kept, STAMP, is_sound, list, newest};
use super::store::SqliteStore;
use super::{audit, connect, journal, load, restored};
use crate::plan::Zone;
use crate::store::{Anchor, BackupDone, BackupName, Check, Finding, StoreError};

/// So many of the newest are kept.
const NEWEST: usize = 10;
/// And the newest of so many days, weeks and months in which there are any. Counted, not by age: a clock that jumps
/// ahead for an hour makes nothing old.
const DAYS: usize = 14;
const WEEKS: usize = 8;
const MONTHS: usize = 24;

impl SqliteStore {
    /// Whether no backup was made on the bureau's day of `now` yet.
    pub fn backup_is_due(path: &Path, zone: Zone, now: DateTime<Utc>) -> bool {
        newest(path, now).is_none_or(|kept| zone.day(kept.at) < zone.day(now))
    }

    /// Whether there is none of today although there is something older than that.
    pub(super) fn backup_is_owed(path: &Path, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let connection = connect::read_only(path)?;
        let zone = load::zone(&connection).unwrap_or_default();
        let begun = journal::begins(&connection).map_err(|error| explain(&error, path))?;
        let is_old = begun.is_some_and(|begun| zone.day(begun) < zone.day(now));
        // One a day, also where what is copied is found damaged each time.
        let is_made = list(path).iter().any(|kept| zone.day(kept.at) == zone.day(now));
        Ok(is_old && !is_made && Self::backup_is_due(path, zone, now))
    }

    /// Copies the database, verifies the copy, puts it beside the others and thins those out.
    pub fn backup(&mut self, now: DateTime<Utc>) -> Result<BackupDone, StoreError> {
        if self.path.as_os_str() == ":memory:" {
            return Err(StoreError::ReadOnly);
        }
        let done = match copy(&self.connection, &self.path, now) {
            // All there is are its bytes.
            Err(error) if error.is_damage() => Self::keep_ruin(&self.path, error, now)?,
            copied => copied?,
        };
        let zone = load::zone(&self.connection).unwrap_or_default();
        let restored = restored::all(&self.connection, &self.path).unwrap_or_default();
        let proofs = restored.into_iter().filter_map(|restored| restored.proof).collect();
        thin_out(&self.path, zone, now, &proofs);
        Ok(done)
    }

    /// Keeps the bytes of a file that cannot be read any more, and why it cannot.
    pub(super) fn keep_ruin(path: &Path, why: StoreError, now: DateTime<Utc>) -> Result<BackupDone, StoreError> {
        let bad = vec![Finding::bad(Check::Integrity, Fault::Unreadable, &[("why", &why)])];
        Ok(BackupDone { bad, ..raw_copy(path, now)?.ok_or(why)? })
    }
}

/// A verified copy under its final name; never half of one.
pub(super) fn copy(connection: &Connection, path: &Path, now: DateTime<Utc>) -> Result<BackupDone, StoreError> {
    let folder = backup_folder(path);
    let at = |why: std::io::Error| StoreError::Open { place: shown(&folder), why: why.to_string() };
    std::fs::create_dir_all(&folder).map_err(at)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let unfinished = folder.join(format!("{stem}-{:08x}.unfinished", fastrand::u32(..)));
    let result = copy_to(connection, &unfinished, path).and_then(|(anchor, bad)| {
        // What is damaged is kept too: it is all there is.
        let mark = if bad.is_empty() { "" } else { "-damaged" };
        let file = folder.join(format!("{stem}-{}-seq{}{mark}.db", now.format(STAMP), anchor.seq));
        File::open(&unfinished).and_then(|file| file.sync_all()).map_err(at)?;
        std::fs::rename(&unfinished, &file).map_err(at)?;
        File::open(&folder).and_then(|folder| folder.sync_all()).map_err(at)?;
        Ok(BackupDone { name: BackupName::new(file), anchor, bad })
    });
    let _ = std::fs::remove_file(&unfinished);
    result
}

fn copy_to(connection: &Connection, unfinished: &Path, path: &Path) -> Result<(Anchor, Vec<Finding>), StoreError> {
    connection.execute("VACUUM INTO ?1", [unfinished.to_string_lossy()]).map_err(|error| explain(&error, path))?;
    connect::open_to_as_many(path, unfinished);
    let copy = connect::read_copy(unfinished)?;
    let bad = audit::contents(&copy, unfinished).into_iter().filter(Finding::is_bad).collect();
    Ok((journal::head(&copy).ok().flatten().unwrap_or_default(), bad))
}

/// The bare bytes of a file that cannot be read any more, and of its log, for whoever wants to save what can be saved;
/// `None` where there are none.
pub(super) fn raw_copy(path: &Path, now: DateTime<Utc>) -> Result<Option<BackupDone>, StoreError> {
    let folder = backup_folder(path);
    let at = |why: std::io::Error| StoreError::Open { place: shown(&folder), why: why.to_string() };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let file = folder.join(format!("{stem}-{}-damaged.db", now.format(STAMP)));
    let log = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    let mut kept = None;
    // The file last: it is what is named where both are there.
    for (from, to) in [(log(path), log(&file)), (path.to_owned(), file)] {
        if std::fs::metadata(&from).is_ok_and(|it| it.len() > 0) {
            std::fs::create_dir_all(&folder).and_then(|()| std::fs::copy(from, &to)).map_err(at)?;
            kept = Some(to);
        }
    }
    Ok(kept.map(|file| BackupDone { name: BackupName::new(file), anchor: Anchor::default(), bad: Vec::new() }))
}

/// Keeps the newest, the newest of each of the last days, weeks and months that have one, and what proves what was given up.
fn thin_out(path: &Path, zone: Zone, now: DateTime<Utc>, proofs: &BTreeSet<PathBuf>) {
    let (ahead, past): (Vec<Kept>, Vec<Kept>) = list(path).into_iter().partition(|kept| kept.is_of_the_future(now));
    let (damaged, whole): (Vec<Kept>, Vec<Kept>) = past.into_iter().partition(|kept| kept.damaged);
    let mut kept: BTreeSet<&Path> = proofs.iter().map(PathBuf::as_path).collect();
    for some in [&ahead, &damaged, &whole] {
        kept.extend(some.iter().rev().take(NEWEST).map(|kept| kept.file.as_path()));
    }
    for (slots, name) in [(DAYS, "%F"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")] {
        let mut spans: BTreeMap<String, Vec<&Path>> = BTreeMap::new();
        for one in whole.iter().rev() {
            spans.entry(zone.day(one.at).format(name).to_string()).or_default().push(&one.file);
        }
        kept.extend(spans.values().rev().take(slots).filter_map(|of_span| stands_for(of_span)));
    }
    for one in ahead.iter().chain(&damaged).chain(&whole).filter(|one| !kept.contains(one.file.as_path())) {
        let _ = std::fs::remove_file(&one.file);
        let _ = std::fs::remove_file(format!("{}-wal", one.file.display()));
    }
    remove_unfinished(&backup_folder(path));
}

/// Which of the copies of one span is kept, the newest being first: one that went bad since must not take the place of one
/// that is good.
fn stands_for<'a>(copies: &[&'a Path]) -> Option<&'a Path> {
    let sound = || copies.iter().find(|copy| is_sound(copy));
    if copies.len() > 1 { sound().or(copies.first()).copied() } else { copies.first().copied() }
}

/// Copies whose maker died; a living one is younger.
fn remove_unfinished(folder: &Path) {
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()) {
        let age = std::fs::metadata(&file).and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        let is_old = age.is_some_and(|age| age > std::time::Duration::from_secs(3_600));
        if !is_old {
            continue;
        }
        if file.extension().is_some_and(|end| end == "unfinished") {
            let _ = std::fs::remove_file(&file);
        }
        // Earlier programs left such folders behind when they restored a backup of an older version.
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("restoring-") && name.ends_with("-backups") && file.is_dir() {
            let _ = std::fs::remove_dir_all(&file);
        }
    }
}
