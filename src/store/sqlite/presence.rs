//! Presence: one small file a session beside the database, locked while the session lives. Whoever dies leaves no lock,
//! so that a stale presence disappears by itself; nothing of it touches the database.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};

use crate::store::contract::Presence;

/// How often sessions that died without a word are looked for.
const SWEEP_SECONDS: i64 = 5;

/// This session among the others.
#[derive(Debug)]
pub struct SqlitePresence {
    folder: PathBuf,
    own: PathBuf,
    held: Option<File>,
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
        Self { folder, own, held: None, told: Vec::new(), folder_time: None, swept: None }
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
        (self.folder_time, self.swept) = (time, Some(now));
        let mut others: Vec<String> = Vec::new();
        for file in std::fs::read_dir(&self.folder).ok()?.flatten().map(|file| file.path()) {
            // Half-written by a session that died at that moment.
            if file.extension().is_some_and(|end| end == "new") && is_old(&file) {
                let _ = std::fs::remove_file(&file);
            }
            if file == self.own || file.extension().is_none_or(|end| end != "json") {
                continue;
            }
            let Ok(open) = File::open(&file) else { continue };
            if matches!(open.try_lock(), Err(TryLockError::WouldBlock)) {
                let text = std::io::read_to_string(&open).unwrap_or_default();
                others.push(text);
            } else {
                let _ = std::fs::remove_file(&file);
            }
        }
        others.sort();
        (others != self.told).then(|| {
            self.told.clone_from(&others);
            others
        })
    }
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
