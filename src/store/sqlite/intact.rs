//! Intact: whether the file that is open is still the one that was opened. Another program can cut it short or write over
//! it under its name; what is then written goes into nothing, and is still told as saved.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OpenFlags};

use super::{connect, journal};
use crate::store::{Anchor, StoreError};

/// A checkpoint of another process may be under way: the file is looked at again this often, after such pauses.
const LOOKS: usize = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// What is known of a file that is open.
#[derive(Debug)]
pub(super) struct Intact {
    path: PathBuf,
    /// Size and time of the file when it was last looked at. Only a checkpoint changes them, or somebody else.
    seen: Option<(u64, SystemTime)>,
    /// The end of the journal in the file without its log: later ones lie further on.
    main: Option<Anchor>,
}

impl Intact {
    /// Of the file at `path`, which has just been opened.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), seen: stat(path), main: None }
    }

    /// Refuses where the file is not the one that was opened; to be asked in a write transaction on `live`.
    pub fn check(&mut self, live: &Connection) -> Result<(), StoreError> {
        // The database of a throwaway kind has none.
        let Some((size, _)) = self.seen else { return Ok(()) };
        if stat(&self.path) == self.seen {
            // How the file was when it was opened is the doctor's to judge.
            self.main.get_or_insert_with(|| main_end(&self.path).unwrap_or_default());
            return Ok(());
        }
        for look in 0..LOOKS {
            let now = stat(&self.path);
            match main_end(&self.path) {
                Ok(end) if self.leads_to(&end, now.is_some_and(|(now, _)| now < size), live) => {
                    (self.seen, self.main) = (now, Some(end));
                    return Ok(());
                }
                // In the middle of a checkpoint the file cannot be read without its log; it does not get shorter by that.
                Err(_) if now.is_some_and(|(now, _)| now >= size) => return Ok(()),
                Ok(_) | Err(_) if look + 1 < LOOKS => std::thread::sleep(PAUSE),
                Ok(_) | Err(_) => {}
            }
        }
        Err(StoreError::Moved)
    }

    /// Whether what is in the file goes on from what was there, and leads to what the session sees.
    fn leads_to(&self, end: &Anchor, is_shorter: bool, live: &Connection) -> bool {
        let known = self.main.as_ref().map_or(0, |main| main.seq);
        let is_there = end.seq == 0 || journal::hash_at(live, end.seq).ok().flatten().as_deref() == Some(&*end.hash);
        // A backup that was restored in order goes back, and says so; the file may not be there yet, or be there already.
        let later = known.max(end.seq);
        let restored = || journal::restorings(live).is_ok_and(|lines| lines.iter().any(|line| line.seq.0 > later));
        // A checkpoint brings the file further. Where somebody reads meanwhile it may leave out the pages at its end; but it
        // never makes the file shorter than what it brings.
        let is_all = || journal::head(live).ok().flatten().is_none_or(|head| head.seq == end.seq);
        let goes_on = if is_shorter { end.seq > known || is_all() } else { end.seq >= known };
        (is_there && goes_on) || restored()
    }
}

fn stat(path: &Path) -> Option<(u64, SystemTime)> {
    let file = std::fs::metadata(path).ok()?;
    Some((file.len(), file.modified().ok()?))
}

/// The end of the journal in a file, without its log. It is not opened by any way but the engine's own: closing a file by
/// another drops the locks that this process has on it.
fn main_end(path: &Path) -> rusqlite::Result<Anchor> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let main = Connection::open_with_flags(connect::immutable_uri(path), flags)?;
    Ok(journal::head(&main)?.unwrap_or_default())
}
