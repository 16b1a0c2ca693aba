//! The backups beside a database, by what their names say. Nothing is opened or written here; making and thinning them is
//! the work of `backup`.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, NaiveDateTime, Utc};

use super::connect::backup_folder;

/// How a name tells when a backup was made, UTC.
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

/// Backups that were found whole, those that know most at the end, whatever a clock has said.
pub(super) fn sound(path: &Path) -> Vec<Kept> {
    let mut found: Vec<Kept> = list(path).into_iter().filter(|kept| !kept.damaged).collect();
    found.sort_by(|one, other| (one.seq, one.at, &one.file).cmp(&(other.seq, other.at, &other.file)));
    found
}

/// Whether nothing is at `path` any more, or an empty file, although backups of it are beside it.
pub fn is_lost(path: &Path) -> bool {
    let is_gone = std::fs::metadata(path).map_or(true, |it| it.is_file() && it.len() == 0);
    is_gone && !sound(path).is_empty()
}
