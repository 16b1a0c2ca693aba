//! Presence: one small file a session beside the database, locked while the session lives. Whoever dies leaves no lock,
//! so that a stale presence disappears by itself; nothing of it touches the database.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::os::unix::fs::DirEntryExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};

use crate::store::contract::Presence;

/// How often sessions that died without a word are looked for.
const SWEEP_SECONDS: i64 = 5;
/// So many are looked at each time.
const SWEPT: usize = 16;

/// This session among the others.
#[derive(Debug)]
pub struct SqlitePresence {
    folder: PathBuf,
    own: PathBuf,
    held: Option<File>,
    /// The notes of the others, by their files.
    known: BTreeMap<PathBuf, (u64, String)>,
    told: Vec<String>,
    folder_time: Option<SystemTime>,
    swept: Option<DateTime<Utc>>,
}

impl SqlitePresence {
    /// A session on the database at `path`.
    pub fn new(path: &Path) -> Self {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.with_file_name(format!("{stem}-sessions"));
        let own = folder.join(format!("{:016x}.json", fastrand::u64(..)));
        Self { folder, own, held: None, known: BTreeMap::new(), told: Vec::new(), folder_time: None, swept: None }
    }
}

impl Presence for SqlitePresence {
    fn tell(&mut self, note: &str) {
        let write = || -> std::io::Result<File> {
            std::fs::create_dir_all(&self.folder)?;
            let new = self.own.with_extension("new");
            std::fs::write(&new, note)?;
            let file = File::open(&new)?;
            let _ = file.try_lock();
            std::fs::rename(&new, &self.own)?;
            Ok(file)
        };
        self.held = write().ok().or(self.held.take());
    }

    fn look(&mut self, now: DateTime<Utc>) -> Option<Vec<String>> {
        let time = std::fs::metadata(&self.folder).and_then(|meta| meta.modified()).ok();
        // A clock that was set back makes it due too.
        let due = self.swept.is_none_or(|swept| (now - swept).num_seconds().abs() >= SWEEP_SECONDS);
        if time == self.folder_time && !due {
            return None;
        }
        if time != self.folder_time {
            self.folder_time = time;
            self.read_new()?;
        }
        if due {
            self.swept = Some(now);
            self.sweep();
        }
        let mut others: Vec<String> = self.known.values().map(|(_, text)| text.clone()).collect();
        others.sort();
        (others != self.told).then(|| {
            self.told.clone_from(&others);
            others
        })
    }
}

impl SqlitePresence {
    /// Reads the notes that are new or other ones; a note that is told anew is another file. With many sessions each reads
    /// only what has changed.
    fn read_new(&mut self) -> Option<()> {
        let mut gone: BTreeSet<PathBuf> = self.known.keys().cloned().collect();
        for entry in std::fs::read_dir(&self.folder).ok()?.flatten() {
            let (file, inode) = (entry.path(), entry.ino());
            if file == self.own || file.extension().is_none_or(|end| end != "json") {
                continue;
            }
            gone.remove(&file);
            if self.known.get(&file).is_none_or(|(known, _)| *known != inode)
                && let Some(text) = living(&file)
            {
                self.known.insert(file, (inode, text));
            }
        }
        self.known.retain(|file, _| !gone.contains(file));
        Some(())
    }

    /// Looks whether some of the others are still there, any of them in turn: whoever finds one dead removes its note, and
    /// all see that.
    fn sweep(&mut self) {
        let mut files: Vec<PathBuf> = self.known.keys().cloned().collect();
        fastrand::shuffle(&mut files);
        for file in files.into_iter().take(SWEPT) {
            if living(&file).is_none() {
                self.known.remove(&file);
            }
        }
        for file in std::fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            // Half-written by a session that died at that moment.
            if file.extension().is_some_and(|end| end == "new") && is_old(&file) {
                let _ = std::fs::remove_file(&file);
            }
        }
    }
}

/// The note of a session that lives; that of another is removed.
fn living(file: &Path) -> Option<String> {
    let open = File::open(file).ok()?;
    if matches!(open.try_lock(), Err(TryLockError::WouldBlock)) {
        return Some(std::io::read_to_string(&open).unwrap_or_default());
    }
    let _ = std::fs::remove_file(file);
    None
}

fn is_old(file: &Path) -> bool {
    let age = std::fs::metadata(file).and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
    age.is_some_and(|age| age > Duration::from_secs(60))
}

impl Drop for SqlitePresence {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.own);
    }
}
