//! Kept: the backups of a database as they lie in its folder, what their names say, and whether they still hold together.
//! It makes none and removes none.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use rusqlite::Connection;

use super::connect::{self, backup_folder};
use crate::store::{Elsewhere, StoreError};

/// How the name of a backup tells when it was made.
pub(super) const STAMP: &str = "%Y%m%d-%H%M%S";
/// Two machines' clocks differ by less than this.
const SKEW: Duration = Duration::minutes(10);

/// A file among the backups, by what its name says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kept {
    /// When it was made, by the clock of that moment.
    pub at: DateTime<Utc>,
    /// The last line of its journal; 0 where nobody could tell.
    pub seq: i64,
    /// Whether it was found damaged when it was made.
    pub damaged: bool,
    pub file: PathBuf,
}

impl Kept {
    /// Whether a clock that was ahead has stamped it.
    pub fn is_of_the_future(&self, now: DateTime<Utc>) -> bool {
        self.at > now + SKEW
    }

    /// What the name of a file says, if it is a backup of the database at `path`.
    fn read(path: &Path, file: PathBuf) -> Option<Self> {
        let stem = path.file_stem()?.to_str()?;
        let rest = file.file_name()?.to_str()?.strip_suffix(".db")?.strip_prefix(stem)?.strip_prefix('-')?;
        let at = NaiveDateTime::parse_from_str(rest.get(..15)?, STAMP).ok()?.and_utc();
        let mut marks = rest.get(15..)?.split('-').skip(1);
        let seq = marks.clone().find_map(|mark| mark.strip_prefix("seq")?.parse().ok()).unwrap_or(0);
        Some(Self { at, seq, damaged: marks.any(|mark| mark == "damaged"), file })
    }
}

/// Backups of a database by their times, oldest first.
pub(super) fn list(path: &Path) -> Vec<Kept> {
    let files = std::fs::read_dir(backup_folder(path)).into_iter().flatten().flatten().map(|file| file.path());
    let mut found: Vec<_> = files.filter_map(|file| Kept::read(path, file)).collect();
    found.sort();
    found
}

/// The head of a file; what is shorter is none of the engine's, which would write its own over it.
const HEAD: u64 = 100;

/// Whether anything is at `path`; a stump of a file is nothing.
pub(super) fn is_there(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|meta| meta.is_dir() || meta.len() >= HEAD)
}

/// Whether nothing is at `path` any more although its backups are still there, or its log with what was written last.
pub fn is_lost(path: &Path) -> bool {
    !is_there(path) && (count(path) > 0 || log(path).is_some())
}

/// Whether a few bytes are at `path` that were never a database of ours.
pub(super) fn is_stump(path: &Path) -> bool {
    !is_there(path) && std::fs::metadata(path).is_ok_and(|meta| meta.len() > 0)
}

/// The log beside `path`, with its size, if there is anything in it.
pub(super) fn log(path: &Path) -> Option<(PathBuf, u64)> {
    let log = PathBuf::from(format!("{}-wal", path.display()));
    let size = std::fs::metadata(&log).ok()?.len();
    (size > 0).then_some((log, size))
}

/// How many backups there are, also those that an upgrade has made.
pub(super) fn count(path: &Path) -> usize {
    let files = std::fs::read_dir(backup_folder(path)).into_iter().flatten().flatten().map(|file| file.path());
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let is_backup = |file: &PathBuf| {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let is_ours = name.strip_prefix(&stem).is_some_and(|rest| rest.starts_with('-'));
        is_ours && file.extension().is_some_and(|end| end == "db") && is_there(file)
    };
    files.filter(is_backup).count()
}

/// Backups that were found whole, those that know most at the end, whatever a clock has said.
pub(super) fn sound(path: &Path) -> Vec<Kept> {
    let mut found: Vec<Kept> = list(path).into_iter().filter(|kept| !kept.damaged).collect();
    found.sort_by(|one, other| (one.seq, one.at, &one.file).cmp(&(other.seq, other.at, &other.file)));
    found
}

/// The newest backup that was made by `now`, of those that were found whole and still are.
pub(super) fn newest(path: &Path, now: DateTime<Utc>) -> Option<Kept> {
    list(path).into_iter().rfind(|kept| !kept.damaged && !kept.is_of_the_future(now) && is_sound(&kept.file))
}

/// Where copies of backups went, the newest of each place.
pub(super) fn elsewhere(path: &Path) -> Vec<Elsewhere> {
    let text = std::fs::read_to_string(elsewhere_file(path)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Notes a copy in the place of the last one there.
pub(super) fn note_elsewhere(path: &Path, copy: &Elsewhere) -> Result<(), StoreError> {
    let mut all = elsewhere(path);
    all.retain(|known| known.to != copy.to);
    all.push(copy.clone());
    // A list of plain values always has a JSON form.
    let json = serde_json::to_string_pretty(&all).unwrap_or_default();
    let file = elsewhere_file(path);
    let new = file.with_extension("new");
    std::fs::write(&new, json)
        .and_then(|()| std::fs::rename(&new, &file))
        .map_err(|why| StoreError::Open { place: file.display().to_string(), why: why.to_string() })
}

fn elsewhere_file(path: &Path) -> PathBuf {
    backup_folder(path).join("elsewhere.json")
}

/// Whether the pages of a copy still hold together: its name tells how it was when it was made, not what became of it.
pub(super) fn is_sound(file: &Path) -> bool {
    let check = |copy: Connection| copy.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)).ok();
    is_there(file) && connect::read_copy(file).ok().and_then(check).is_some_and(|said| said == "ok")
}
