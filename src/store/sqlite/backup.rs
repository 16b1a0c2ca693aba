//! Backups: whole, verified copies beside the database, thinned out with age; and the way back, through `SQLite`'s
//! backup API into the live file, while sessions run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, Duration, NaiveDateTime, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, TransactionBehavior};

use super::{SqliteStore, audit, commit, doctor, guard, import, journal, migrate, open, records};
use crate::plan::{Change, Edit, EditKind, OpId, Person, PlanId, Revision, Swap, Unit};
use crate::store::{Anchor, BackupDone, CommitError, Finding, Loss, StoreError};

const STAMP: &str = "%Y%m%d-%H%M%S";
/// So many of the newest are kept whatever their age.
const NEWEST: usize = 10;
const DAYS: i64 = 14;
const WEEKS: i64 = 8;
const MONTHS: i64 = 24;
/// Lines that may be written between looking at the journal and restoring; their numbers stay unused.
const MARGIN: i64 = 1_000;
/// How long writers are held off while a backup is restored; should the restoring program die, they go on after it.
const HELD_OFF: i64 = 600;

/// The folder beside a database where its backups are kept.
pub fn backup_folder(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    path.with_file_name(format!("{stem}-backups"))
}

/// Backups that were found whole, oldest first.
pub(super) fn sound(path: &Path) -> Vec<(NaiveDateTime, PathBuf)> {
    list(path).into_iter().filter(|(_, file)| !is_damaged(file)).collect()
}

/// Backups of a database by their times, oldest first.
pub(super) fn list(path: &Path) -> Vec<(NaiveDateTime, PathBuf)> {
    let files = std::fs::read_dir(backup_folder(path)).into_iter().flatten().flatten().map(|file| file.path());
    let mut found: Vec<_> = files.filter_map(|file| Some((stamp(path, &file)?, file))).collect();
    found.sort();
    found
}

fn stamp(path: &Path, file: &Path) -> Option<NaiveDateTime> {
    let stem = path.file_stem()?.to_str()?;
    let rest = file.file_name()?.to_str()?.strip_suffix(".db")?.strip_prefix(stem)?.strip_prefix('-')?;
    NaiveDateTime::parse_from_str(rest.get(..15)?, STAMP).ok()
}

impl SqliteStore {
    /// Whether no backup was made on the day of `now` yet.
    pub fn backup_is_due(path: &Path, now: DateTime<Utc>) -> bool {
        sound(path).last().is_none_or(|(at, _)| at.date() < now.naive_utc().date())
    }

    /// Copies the database, verifies the copy, puts it beside the others and thins those out.
    pub fn backup(&mut self, now: DateTime<Utc>) -> Result<BackupDone, StoreError> {
        if self.path.as_os_str() == ":memory:" {
            return Err(StoreError::ReadOnly);
        }
        let folder = backup_folder(&self.path);
        let done = copy(&self.connection, &self.path, &folder, now)?;
        thin_out(&self.path, now);
        Ok(done)
    }

    /// What would be given up if `file` were restored: lines of the journal since, by person.
    pub fn loss(&self, file: &Path) -> Result<Loss, StoreError> {
        let copy = doctor::read_only(file)?;
        let common = common_line(&copy, &self.connection).map_err(|error| self.error(error))?;
        let mut by = BTreeMap::new();
        let sql = "SELECT author, count(*) FROM journal WHERE seq > ?1 GROUP BY author";
        let mut count = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare(sql)?;
            let mut rows = statement.query([common])?;
            while let Some(row) = rows.next()? {
                by.insert(row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned());
            }
            Ok(())
        };
        count().map_err(|error| self.error(error))?;
        let last = audit::anchor(&copy).map_err(|error| open::explain(&error, file))?;
        Ok(Loss { to: Revision(common), last: Revision(last.map_or(0, |last| last.seq)), by })
    }

    /// Puts the contents of `file` in the place of what is there now, after making a backup of that. Whoever has the
    /// database open goes on with the restored contents.
    pub fn restore(
        &mut self,
        file: &Path,
        author: &str,
        op: OpId,
        now: DateTime<Utc>,
    ) -> Result<BackupDone, CommitError> {
        self.check_writable()?;
        // What is there now may be past counting.
        let loss = self.loss(file).unwrap_or(Loss { to: Revision(0), last: Revision(0), by: BTreeMap::new() });
        let lost: u64 = loss.by.values().sum();
        let change = Change::Restored { to: loss.last, lost };
        let edit = Edit { op, plan: PlanId(0), author: author.to_owned(), kind: EditKind::Do, changes: vec![change] };
        hold_off(&mut self.connection, &edit, now, self.known_only).map_err(|failure| self.failure(failure))?;
        let result = self.replace(file, &edit, now);
        // Restored contents know nothing of it; where restoring failed, it has to go.
        let _ = self.connection.execute("DELETE FROM setting WHERE name = 'restoring'", []);
        Ok(result?)
    }

    /// Puts a backup in the place of a file that is no database any more, which nobody can have open with profit. Its
    /// bytes are kept among the backups.
    pub fn replace_ruin(path: &Path, file: &Path, now: DateTime<Utc>) -> Result<BackupDone, StoreError> {
        let at = |why: std::io::Error| StoreError::Open { path: path.to_owned(), why: why.to_string() };
        let folder = backup_folder(path);
        let kept = raw_copy(path, &folder, now)?;
        let prepared = folder.join(format!("restoring-{:08x}.unfinished", fastrand::u32(..)));
        let original = doctor::read_only(file)?;
        original
            .execute_batch("PRAGMA query_only = OFF")
            .and_then(|()| original.execute("VACUUM INTO ?1", [prepared.to_string_lossy()]))
            .map_err(|error| open::explain(&error, file))?;
        // A log of the old file must not be played into the new one.
        for end in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
        std::fs::rename(&prepared, path).map_err(at)?;
        Ok(kept)
    }

    fn replace(&mut self, file: &Path, edit: &Edit, now: DateTime<Utc>) -> Result<BackupDone, StoreError> {
        let folder = backup_folder(&self.path);
        let before = match copy(&self.connection, &self.path, &folder, now) {
            Err(StoreError::Damaged(_)) => raw_copy(&self.path, &folder, now)?,
            copied => copied?,
        };
        let prepared = folder.join(format!("restoring-{:08x}.unfinished", fastrand::u32(..)));
        let done = self.replace_with(file, &prepared, edit, now, &before.anchor);
        let _ = std::fs::remove_file(&prepared);
        done.map(|()| before)
    }

    /// The copy is brought up to date and gets its own line in the journal before it goes into the live file, so that
    /// there is no moment at which it is there without.
    fn replace_with(
        &mut self,
        file: &Path,
        prepared: &Path,
        edit: &Edit,
        now: DateTime<Utc>,
        before: &Anchor,
    ) -> Result<(), StoreError> {
        let at_copy = |error: rusqlite::Error| open::explain(&error, prepared);
        // Copying writes elsewhere; the file itself is still opened for reading only.
        let original = doctor::read_only(file)?;
        original.execute_batch("PRAGMA query_only = OFF").map_err(|error| open::explain(&error, file))?;
        original
            .execute("VACUUM INTO ?1", [prepared.to_string_lossy()])
            .map_err(|error| open::explain(&error, file))?;
        let mut source = Connection::open(prepared).map_err(at_copy)?;
        open::prepare_connection(&source).map_err(at_copy)?;
        match migrate::migrate(&mut source, prepared, open::APPLICATION_ID, false) {
            Ok(()) => {}
            Err(migrate::Failure::Newer(found)) => return Err(self.newer(found)),
            Err(migrate::Failure::Sqlite(error)) => return Err(at_copy(error)),
        }
        if let Some(bad) = audit::contents(&source).iter().find(|finding| finding.is_bad()) {
            return Err(StoreError::BadBackup { path: file.to_owned(), why: bad.check.code().to_owned() });
        }
        let last = audit::anchor(&self.connection).ok().flatten().map_or(0, |anchor| anchor.seq);
        // Who works here, and with which key, is not a matter of the plan's past: that stays as it is.
        let mut edit = edit.clone();
        if let Ok(people) = records::people(&self.connection) {
            edit.changes.extend(keep_people(&source, &people).map_err(at_copy)?);
        }
        journal::append_at(&source, &edit, now, Some(last + MARGIN)).map_err(at_copy)?;
        source.execute("DELETE FROM setting WHERE name = 'restoring'", []).map_err(at_copy)?;
        // Had the time of holding off run out, somebody could have written after the copy was made.
        let here = audit::anchor(&self.connection).ok().flatten().unwrap_or_default();
        if !before.hash.is_empty() && here != *before {
            return Err(StoreError::Busy);
        }
        let path = self.path.clone();
        let backup = Backup::new(&source, &mut self.connection).map_err(at_copy)?;
        for _ in 0..600 {
            match backup.step(-1).map_err(|error| open::explain(&error, &path))? {
                StepResult::Done => return Ok(()),
                _ => std::thread::sleep(std::time::Duration::from_millis(50)),
            }
        }
        Err(StoreError::Busy)
    }
}

/// Makes the people of a copy those who are here now; returns what that changed.
fn keep_people(copy: &Connection, here: &[Person]) -> rusqlite::Result<Vec<Change>> {
    let there = records::people(copy)?;
    let mut changes = Vec::new();
    for unit in here.iter().filter_map(|person| person.unit.as_ref()) {
        let unit = Unit::named(unit.clone());
        import::know_unit(copy, &unit)?;
        changes.push(Change::UnitAdded { unit });
    }
    let logins: BTreeSet<&String> = here.iter().chain(&there).map(|person| &person.login).collect();
    for login in logins {
        let of = |people: &[Person]| people.iter().find(|person| person.login == *login).cloned();
        let (before, after) = (of(&there), of(here));
        if before != after {
            records::put_person(copy, login, after.as_ref())?;
            changes.push(Change::Person { login: login.clone(), person: Swap::new(before, after) });
        }
    }
    Ok(changes)
}

/// Checks the role and keeps writers away, in one transaction; two cannot restore at once.
fn hold_off(
    connection: &mut Connection,
    edit: &Edit,
    at: DateTime<Utc>,
    known_only: bool,
) -> Result<(), commit::Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if guard::is_restoring(&transaction, at)? {
        return Err(commit::Failure::Restoring);
    }
    if let Some(denied) = guard::denied(&transaction, edit, at, known_only)? {
        return Err(commit::Failure::Denied(denied));
    }
    guard::hold_off(&transaction, at.timestamp() + HELD_OFF)?;
    transaction.commit()?;
    Ok(())
}

/// The last line that both journals have.
fn common_line(one: &Connection, other: &Connection) -> rusqlite::Result<i64> {
    let mut statement = one.prepare("SELECT seq, hash FROM journal ORDER BY seq DESC")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        if audit::hash_at(other, seq)? == Some(row.get(1)?) {
            return Ok(seq);
        }
    }
    Ok(0)
}

/// A verified copy under its final name; never half of one.
pub(super) fn copy(
    connection: &Connection,
    path: &Path,
    folder: &Path,
    now: DateTime<Utc>,
) -> Result<BackupDone, StoreError> {
    let at = |why: std::io::Error| StoreError::Open { path: folder.to_owned(), why: why.to_string() };
    std::fs::create_dir_all(folder).map_err(at)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let unfinished = folder.join(format!("{stem}-{:08x}.unfinished", fastrand::u32(..)));
    let result = copy_to(connection, &unfinished, path).and_then(|(anchor, bad)| {
        // What is damaged is kept too: it is all there is.
        let mark = if bad.is_empty() { "" } else { "-damaged" };
        let file = folder.join(format!("{stem}-{}-seq{}{mark}.db", now.format(STAMP), anchor.seq));
        File::open(&unfinished).and_then(|file| file.sync_all()).map_err(at)?;
        std::fs::rename(&unfinished, &file).map_err(at)?;
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(at)?;
        Ok(BackupDone { file, anchor, bad })
    });
    let _ = std::fs::remove_file(&unfinished);
    result
}

fn copy_to(connection: &Connection, unfinished: &Path, path: &Path) -> Result<(Anchor, Vec<Finding>), StoreError> {
    connection
        .execute("VACUUM INTO ?1", [unfinished.to_string_lossy()])
        .map_err(|error| open::explain(&error, path))?;
    let copy = doctor::read_only(unfinished)?;
    let bad = audit::contents(&copy).into_iter().filter(Finding::is_bad).collect();
    Ok((audit::anchor(&copy).ok().flatten().unwrap_or_default(), bad))
}

/// The bare bytes of a file that cannot be read any more, with its log: for whoever wants to save what can be saved.
fn raw_copy(path: &Path, folder: &Path, now: DateTime<Utc>) -> Result<BackupDone, StoreError> {
    let at = |why: std::io::Error| StoreError::Open { path: folder.to_owned(), why: why.to_string() };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let file = folder.join(format!("{stem}-{}-damaged.db", now.format(STAMP)));
    std::fs::create_dir_all(folder).and_then(|()| std::fs::copy(path, &file)).map_err(at)?;
    let log = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    if log(path).exists() {
        std::fs::copy(log(path), log(&file)).map_err(at)?;
    }
    Ok(BackupDone { file, anchor: Anchor::default(), bad: Vec::new() })
}

/// Keeps the newest, one a day for two weeks, one a week for two months, one a month for two years.
fn thin_out(path: &Path, now: DateTime<Utc>) {
    let all = list(path);
    let today = now.naive_utc().date();
    // A clock that has jumped far ahead would make everything old.
    if all.last().is_some_and(|(at, _)| at.date() > today) {
        return;
    }
    let mut kept = BTreeSet::new();
    for (at, file) in all.iter().rev() {
        let (day, age) = (at.date(), today - at.date());
        let slot = if is_damaged(file) {
            // Kept for a while, but in nobody's place.
            if age <= Duration::weeks(WEEKS) { format!("x{}", file.display()) } else { String::new() }
        } else if kept.iter().filter(|slot: &&String| slot.starts_with('n')).count() < NEWEST {
            format!("n{}", file.display())
        } else if age <= Duration::days(DAYS) {
            format!("d{day}")
        } else if age <= Duration::weeks(WEEKS) {
            format!("w{}", day.iso_week().week() + 100 * day.year().unsigned_abs())
        } else if age <= Duration::days(MONTHS * 31) {
            format!("m{}-{}", day.year(), day.month())
        } else {
            String::new()
        };
        if slot.is_empty() || !kept.insert(slot) {
            let _ = std::fs::remove_file(file);
            let _ = std::fs::remove_file(format!("{}-wal", file.display()));
        }
    }
    remove_unfinished(&backup_folder(path));
}

/// Copies whose maker died; a living one is younger.
fn remove_unfinished(folder: &Path) {
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()) {
        let age = std::fs::metadata(&file).and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        let is_old = age.is_some_and(|age| age > std::time::Duration::from_secs(3_600));
        if is_old && file.extension().is_some_and(|end| end == "unfinished") {
            let _ = std::fs::remove_file(file);
        }
    }
}

fn is_damaged(file: &Path) -> bool {
    file.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("-damaged"))
}
