//! Restored: what the journal says was given up when a backup was restored, and the copy that proves it. A line that says
//! so proves nothing by itself: whoever cuts off the end of a journal can write one.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, Utc};
use rusqlite::{Connection, Result};

use super::audit::Tables;
use super::{connect, journal, kept};
use crate::plan::{Change, Revision};
use crate::store::audit;
use crate::store::{Anchor, Check, Fault, Finding};

/// The copy of what cannot be read is made within this time before the line is written.
const SOON: Duration = Duration::minutes(5);

/// A line that tells of a restored backup.
#[derive(Debug, Clone)]
pub(super) struct Restored {
    seq: i64,
    at: String,
    author: String,
    lost: Option<u64>,
    common: Option<i64>,
    before: Option<(i64, String)>,
    /// The copy that was made before, if it is still there and is what the line says.
    pub proof: Option<PathBuf>,
}

/// All such lines of the database at `path`, in order.
pub(super) fn all(connection: &Connection, path: &Path) -> Result<Vec<Restored>> {
    let mut found = Vec::new();
    for entry in journal::restorings(connection)? {
        for change in &entry.edit.changes {
            let Change::Restored { lost, common, before, .. } = change else { continue };
            let restored = Restored {
                seq: entry.seq.0,
                at: entry.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
                author: entry.edit.author.clone(),
                lost: *lost,
                common: common.map(|common| common.0),
                before: before.as_ref().map(|(Revision(seq), hash)| (*seq, hash.clone())),
                proof: None,
            };
            let proof = restored.find_proof(connection, path, entry.at);
            found.push(Restored { proof, ..restored });
        }
    }
    Ok(found)
}

impl Restored {
    fn find_proof(&self, connection: &Connection, path: &Path, at: DateTime<Utc>) -> Option<PathBuf> {
        let is_proof = |kept: &kept::Kept| match (&self.before, self.common) {
            (Some((seq, hash)), Some(common)) => {
                kept.seq == *seq && proves(connection, &kept.file, common, self.lost, Some((*seq, hash)))
            }
            // Earlier programs did not write down what was there: a copy that goes on from the common line otherwise.
            (None, Some(common)) => kept.seq > common && proves(connection, &kept.file, common, self.lost, None),
            (_, None) => false,
        };
        // Of what could not be read, its bytes were kept.
        let is_ruin = |kept: &kept::Kept| self.before.is_none() && kept.damaged && (at - kept.at).abs() <= SOON;
        kept::list(path).into_iter().find(|kept| is_proof(kept) || is_ruin(kept)).map(|kept| kept.file)
    }

    /// Whether the copy proves that a line which was written down was given up here.
    fn excuses(&self, anchor: &Anchor) -> bool {
        let gave_up = self.seq > anchor.seq && self.common.is_some_and(|common| common < anchor.seq);
        gave_up && self.proof.as_ref().is_some_and(|file| has_whole_chain_to(file, anchor))
    }

    fn finding(&self) -> Finding {
        let lost = self.lost.map_or_else(|| "?".to_owned(), |lost| lost.to_string());
        let file = self.proof.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
        let values: [(&'static str, &dyn std::fmt::Display); 5] =
            [("seq", &self.seq), ("author", &self.author), ("at", &self.at), ("n", &lost), ("file", &file)];
        match (&self.proof, self.lost) {
            (Some(_), Some(_)) => Finding::note(Check::Restores, Fault::Restored, &values),
            (Some(_), None) => Finding::note(Check::Restores, Fault::RestoredRuin, &values),
            // Over what was gone altogether: there is nothing to prove, and no anchor is excused by it.
            (None, None) if self.common.is_none() => Finding::note(Check::Restores, Fault::RestoredLost, &values),
            (None, _) => Finding::doubtful(Check::Restores, Fault::RestoredUnproven, &values),
        }
    }
}

/// What each of them gave up, by whom; whether that can be proved.
pub(super) fn findings(all: &[Restored]) -> Vec<Finding> {
    if all.is_empty() { vec![Finding::fine(Check::Restores)] } else { all.iter().map(Restored::finding).collect() }
}

/// What to say of an anchor that the journal does not go through. `known` was written down by somebody; another is what the
/// newest backup ends with.
pub(super) fn missing(all: &[Restored], anchor: &Anchor, known: bool) -> Option<Finding> {
    let seq = &anchor.seq;
    match all.iter().find(|restored| restored.excuses(anchor)) {
        None => Some(Finding::bad(Check::Anchor, Fault::Anchor, &[("seq", seq)])),
        Some(by) => known.then(|| {
            let file = by.proof.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
            let values: [(&'static str, &dyn std::fmt::Display); 4] =
                [("seq", seq), ("line", &by.seq), ("author", &by.author), ("file", &file)];
            Finding::doubtful(Check::Anchor, Fault::AnchorGivenUp, &values)
        }),
    }
}

/// Whether a copy is what a line says was given up: its own chain holds, it has the common line as it is here, and after
/// that as many lines as were given up, up to the last that was there.
fn proves(here: &Connection, file: &Path, common: i64, lost: Option<u64>, before: Option<(i64, &String)>) -> bool {
    let Ok(copy) = connect::read_copy(file) else { return false };
    let hash = |connection: &Connection, seq: i64| journal::hash_at(connection, seq).ok().flatten();
    let count = || copy.query_row("SELECT count(*) FROM journal WHERE seq > ?1", [common], |row| row.get::<_, i64>(0));
    let is_common = common == 0 || hash(&copy, common).is_some_and(|known| hash(here, common) == Some(known));
    let is_count = lost.is_none_or(|lost| count().is_ok_and(|count| count.cast_unsigned() == lost));
    let is_end = before.is_none_or(|(seq, end)| hash(&copy, seq).as_ref() == Some(end));
    is_common && is_count && is_end && is_whole(&copy, file)
}

/// Whether the lines of a copy up to an anchor are hashed each over the one before: one row with a hash is soon forged.
fn has_whole_chain_to(file: &Path, anchor: &Anchor) -> bool {
    let Ok(copy) = connect::read_copy(file) else { return false };
    let known = journal::hash_at(&copy, anchor.seq).ok().flatten();
    known.as_deref() == Some(anchor.hash.as_str()) && is_whole(&copy, file)
}

fn is_whole(copy: &Connection, file: &Path) -> bool {
    let chain = audit::chain(&Tables::new(copy, file));
    chain.is_ok_and(|findings| !findings.iter().any(Finding::is_bad))
}
