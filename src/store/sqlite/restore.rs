//! Restoring: a backup is brought up to date, checked and given its line in the journal, and then put in the place of what
//! is there: through `SQLite`'s backup API into the living file, or, where that cannot be read any more, instead of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::error::{explain, shown};
use super::hold::Hold;
use super::store::SqliteStore;
use super::tx::SqliteTx;
use super::{audit, backup, connect, journal, kept, migrate, records};
use crate::plan::{Actor, Change, Delta, Edit, EditKind, OpId, Person, Revision, Unit};
use crate::store::contract::Restoring;
use crate::store::{Anchor, BackupDone, CommitError, Loss, Restorable, StoreError, commit, guard};

/// Lines that may be written between looking at the journal and restoring; their numbers stay unused.
const MARGIN: i64 = 1_000;

impl SqliteStore {
    /// What restoring `file` would do; refuses what restoring would refuse.
    pub fn restorable(&self, file: &Path, author: &str, at: DateTime<Utc>) -> Result<Restorable, CommitError> {
        self.check_writable()?;
        match self.admits(&asking(author), at) {
            Err(CommitError::Store(error)) if error.is_damage() => {
                may_restore(&best_known_people(&self.path, file), &asking(author), self.known_only)?;
            }
            admitted => admitted?,
        }
        let anchor = whole(file)?;
        Ok(Restorable { anchor, loss: self.loss(file)? })
    }

    /// The same for a file that cannot be opened any more.
    pub fn restorable_instead(path: &Path, restoring: &Restoring<'_>) -> Result<Restorable, CommitError> {
        let file = Path::new(restoring.copy.as_os_str());
        may_restore(&best_known_people(path, file), &asking(restoring.author), restoring.known_only)?;
        Ok(Restorable { anchor: whole(file)?, loss: None })
    }

    /// What would be given up if `file` were restored: lines of the journal since, by person. Nobody can tell where what is
    /// there is past counting.
    fn loss(&self, file: &Path) -> Result<Option<Loss>, StoreError> {
        let copy = connect::read_copy(file)?;
        let count = || -> rusqlite::Result<Loss> {
            let common = common_line(&copy, &self.connection)?;
            let sql = "SELECT author, count(*) FROM journal WHERE seq > ?1 GROUP BY author";
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([common], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;
            Ok(Loss { to: Revision(common), by: rows.collect::<rusqlite::Result<BTreeMap<_, _>>>()? })
        };
        match count().map_err(|error| self.error(error)) {
            Err(error) if error.is_damage() => Ok(None),
            counted => counted.map(Some),
        }
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
        let Restorable { anchor, loss } = self.restorable(file, author, now)?;
        let edit = edit(author, op, &anchor, loss.as_ref());
        let known_only = self.known_only;
        let asked = self.write(|tx| match guard::denied(tx, &edit, now, known_only)? {
            Some(denied) => Err(CommitError::Denied(denied)),
            None => Ok(()),
        });
        let _hold = Hold::take(&self.path)?;
        // Who was let through before the writers were kept off is waited for.
        match asked.and_then(|()| self.write(|_| Ok(()))) {
            Ok(()) => {}
            // Nothing can be written into it any more; who may was asked already.
            Err(CommitError::Store(error)) if error.is_damage() => {}
            Err(other) => return Err(other),
        }
        Ok(self.replace(file, edit, now)?)
    }

    /// Puts a backup in the place of a file that cannot be opened any more, or is gone. Its bytes are kept among the backups;
    /// who may do it is asked of the newest backup that still knows.
    pub fn replace_ruin(path: &Path, restoring: &Restoring<'_>) -> Result<Option<BackupDone>, CommitError> {
        let Restoring { author, op, at, .. } = *restoring;
        let file = Path::new(restoring.copy.as_os_str());
        let Restorable { anchor, loss } = Self::restorable_instead(path, restoring)?;
        let _hold = Hold::take(path)?;
        let ruin = backup::raw_copy(path, at)?;
        let prepared = Prepared::beside(path)?;
        let people = best_known_people(path, file);
        prepared.fill(file, &edit(author, op, &anchor, loss.as_ref()), at, &people, last_known(path))?;
        prepared.put_in_place(path, file)?;
        Ok(ruin)
    }

    /// Whether an edit would be let through at this moment.
    fn admits(&self, edit: &Edit, at: DateTime<Utc>) -> Result<(), CommitError> {
        let reading = self.connection.unchecked_transaction().map_err(|error| self.error(error))?;
        let tx = SqliteTx::new(&reading, &self.path);
        guard::check_held_off(&tx)?;
        match guard::denied(&tx, edit, at, self.known_only)? {
            Some(denied) => Err(CommitError::Denied(denied)),
            None => Ok(()),
        }
    }

    fn replace(&mut self, file: &Path, mut edit: Edit, now: DateTime<Utc>) -> Result<BackupDone, StoreError> {
        let kept = match backup::copy(&self.connection, &self.path, now) {
            Err(error) if error.is_damage() => backup::raw_copy(&self.path, now)?.ok_or(error)?,
            copied => copied?,
        };
        for change in &mut edit.changes {
            if let Change::Restored { before, .. } = change {
                *before = (!kept.anchor.hash.is_empty()).then(|| (Revision(kept.anchor.seq), kept.anchor.hash.clone()));
            }
        }
        let people = match records::people(&self.connection).map_err(|error| self.error(error)) {
            Err(error) if error.is_damage() => best_known_people(&self.path, file),
            people => people?,
        };
        let last = journal::head(&self.connection).ok().flatten().map_or(0, |anchor| anchor.seq);
        let prepared = Prepared::beside(&self.path)?;
        let source = prepared.fill(file, &edit, now, &people, last.max(last_known(&self.path)))?;
        // A program of an earlier version does not know that it is kept off.
        let here = journal::head(&self.connection).ok().flatten().unwrap_or_default();
        if !kept.anchor.hash.is_empty() && here != kept.anchor {
            return Err(StoreError::Busy);
        }
        match self.pour_in(&source) {
            // Too damaged to be written into: whoever has it open is told that the file was replaced.
            Err(error) if error.is_damage() => {
                drop(source);
                let path = self.path.clone();
                prepared.put_in_place(&path, file)?;
            }
            poured => poured?,
        }
        Ok(kept)
    }

    /// Writes the whole of another database into the living file.
    fn pour_in(&mut self, source: &Connection) -> Result<(), StoreError> {
        let path = self.path.clone();
        let backup = Backup::new(source, &mut self.connection).map_err(|error| explain(&error, &path))?;
        for _ in 0..600 {
            match backup.step(-1).map_err(|error| explain(&error, &path))? {
                StepResult::Done => return Ok(()),
                _ => std::thread::sleep(std::time::Duration::from_millis(50)),
            }
        }
        Err(StoreError::Busy)
    }
}

/// A copy that is made ready to be put in the place of the database; gone again with this, if it was not.
struct Prepared {
    file: PathBuf,
}

impl Prepared {
    fn beside(path: &Path) -> Result<Self, StoreError> {
        let folder = connect::backup_folder(path);
        // Where nothing was yet there is no such folder either.
        if !connect::folder_of(path).is_dir() {
            return Err(StoreError::NoFolder(shown(connect::folder_of(path))));
        }
        let at = |why: std::io::Error| StoreError::Open { place: shown(&folder), why: why.to_string() };
        std::fs::create_dir_all(&folder).map_err(at)?;
        Ok(Self { file: folder.join(format!("restoring-{:08x}.unfinished", fastrand::u32(..))) })
    }

    /// The copy is brought up to date, checked and gets its own line in the journal before it goes anywhere, so that there
    /// is no moment at which it is there without.
    fn fill(
        &self,
        file: &Path,
        edit: &Edit,
        now: DateTime<Utc>,
        people: &[Person],
        last: i64,
    ) -> Result<Connection, StoreError> {
        let at_copy = |error: rusqlite::Error| explain(&error, &self.file);
        // Copying writes elsewhere; the file itself is still opened for reading only.
        let original = connect::read_copy(file)?;
        original
            .execute_batch("PRAGMA query_only = OFF")
            .and_then(|()| original.execute("VACUUM INTO ?1", [self.file.to_string_lossy()]))
            .map_err(|error| explain(&error, file))?;
        let mut copy = Connection::open(&self.file).map_err(at_copy)?;
        connect::prepare_connection(&copy).map_err(at_copy)?;
        match migrate::migrate_copy(&mut copy, connect::APPLICATION_ID) {
            Ok(()) => {}
            Err(migrate::Failure::Newer(found)) => {
                return Err(StoreError::Newer { place: shown(file), found, known: migrate::LATEST });
            }
            Err(migrate::Failure::Sqlite(error)) => return Err(at_copy(error)),
            Err(migrate::Failure::File(error)) => return Err(StoreError::Device(error.to_string())),
        }
        if let Some(bad) = audit::contents(&copy, &self.file).iter().find(|finding| finding.is_bad()) {
            return Err(StoreError::BadBackup { place: shown(file), check: bad.check });
        }
        // Who works here, and with which key, is not a matter of the plan's past: that stays as it is.
        let mut edit = edit.clone();
        edit.changes.extend(keep_people(&copy, people).map_err(at_copy)?);
        commit::append(&mut SqliteTx::new(&copy, &self.file), &edit, now, Some(last + MARGIN))?;
        // Earlier programs kept writers off by it.
        copy.execute("DELETE FROM setting WHERE name = 'restoring'", []).map_err(at_copy)?;
        Ok(copy)
    }

    /// Takes the name of the database; open to as many as that was, or as the backup is.
    fn put_in_place(&self, path: &Path, backup: &Path) -> Result<(), StoreError> {
        let at = |why: std::io::Error| StoreError::Open { place: shown(path), why: why.to_string() };
        connect::open_to_as_many(if path.exists() { path } else { backup }, &self.file);
        File::open(&self.file).and_then(|file| file.sync_all()).map_err(at)?;
        // A log of the old file must not be played into the new one.
        for end in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
        std::fs::rename(&self.file, path).map_err(at)?;
        File::open(connect::folder_of(path)).and_then(|folder| folder.sync_all()).map_err(at)
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.file.display()));
        }
    }
}

/// The line that tells of restoring.
fn edit(author: &str, op: OpId, copy: &Anchor, loss: Option<&Loss>) -> Edit {
    let lost = loss.map(|loss| loss.by.values().sum());
    let changes =
        vec![Change::Restored { to: Revision(copy.seq), lost, common: loss.map(|loss| loss.to), before: None }];
    Edit { op, plan: None, author: author.to_owned(), kind: EditKind::Do, changes }
}

/// An edit that only asks whether its author may restore.
fn asking(author: &str) -> Edit {
    edit(author, OpId(0), &Anchor::default(), None)
}

/// The end of a copy's journal, if all of the copy holds together.
fn whole(file: &Path) -> Result<Anchor, StoreError> {
    let copy = connect::read_copy(file)?;
    let explain = |error: rusqlite::Error| explain(&error, file);
    let found = migrate::version(&copy).map_err(explain)?;
    if found > migrate::LATEST {
        return Err(StoreError::Newer { place: shown(file), found, known: migrate::LATEST });
    }
    if let Some(bad) = audit::contents(&copy, file).iter().find(|finding| finding.is_bad()) {
        return Err(StoreError::BadBackup { place: shown(file), check: bad.check });
    }
    Ok(journal::head(&copy).map_err(explain)?.unwrap_or_default())
}

/// The highest number of a line that any backup has: numbers given out are never given again.
fn last_known(path: &Path) -> i64 {
    kept::list(path).iter().map(|kept| kept.seq).max().unwrap_or(0)
}

/// Who worked here, as the newest backup knows that can be read; else as the one that is to be restored knows.
fn best_known_people(path: &Path, file: &Path) -> Vec<Person> {
    let kept = kept::sound(path).into_iter().rev().map(|kept| kept.file);
    kept.chain([file.to_owned()]).find_map(|file| SqliteStore::people_of(&file).ok()).unwrap_or_default()
}

/// Whether the author may restore, by the people that are known.
fn may_restore(people: &[Person], edit: &Edit, known_only: bool) -> Result<(), CommitError> {
    let actor = match Actor::of(people, &edit.author) {
        Actor::Owner if known_only => Actor::Stranger(&edit.author),
        actor => actor,
    };
    actor.may_edit(edit, None, &|_| None).map_err(CommitError::Denied)
}

/// Makes the people of a copy those who are here now; returns what that changed. Where nobody is known anybody may do
/// anything: a copy that knows people keeps them, and is not opened to all.
fn keep_people(copy: &Connection, here: &[Person]) -> rusqlite::Result<Vec<Change>> {
    if here.is_empty() {
        return Ok(Vec::new());
    }
    let there = records::people(copy)?;
    let mut changes = Vec::new();
    for unit in here.iter().filter_map(|person| person.unit.as_ref()) {
        let unit = Unit::named(unit.clone());
        records::know_unit(copy, &unit)?;
        changes.push(Change::UnitAdded { unit });
    }
    let logins: BTreeSet<&String> = here.iter().chain(&there).map(|person| &person.login).collect();
    for login in logins {
        let of = |people: &[Person]| people.iter().find(|person| person.login == *login).cloned();
        let (before, after) = (of(&there), of(here));
        if before != after {
            records::put_person(copy, login, after.as_ref())?;
            changes.push(Change::Person { login: login.clone(), person: Delta::new(before, after) });
        }
    }
    Ok(changes)
}

/// The last line that both journals have.
fn common_line(one: &Connection, other: &Connection) -> rusqlite::Result<i64> {
    let mut statement = one.prepare("SELECT seq, hash FROM journal ORDER BY seq DESC")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        if journal::hash_at(other, seq)? == Some(row.get(1)?) {
            return Ok(seq);
        }
    }
    Ok(0)
}
