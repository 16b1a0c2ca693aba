//! Undo and redo, read off the journal: whoever starts the program again, or has it open twice, finds the same
//! steps to take back.

use crate::plan::{Change, EditKind, Entry, Revision};

/// What one person can take back and do again, the next one last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Steps {
    /// Edits that can be undone.
    pub undo: Vec<Revision>,
    /// Undoings that can be redone.
    pub redo: Vec<Revision>,
}

/// Whether it is the plan that came with the program: nobody has imported that by mistake.
fn is_shipped(entry: &Entry) -> bool {
    entry.seq == Revision(1) && entry.edit.changes.iter().any(|change| matches!(change, Change::PlanImported { .. }))
}

/// The steps of `author` after `entries`, which are in journal order.
pub fn steps<'a>(entries: impl IntoIterator<Item = &'a Entry>, author: &str) -> Steps {
    let mut steps = Steps::default();
    for entry in entries.into_iter().filter(|entry| entry.edit.author == author) {
        match entry.edit.kind {
            EditKind::Do if entry.edit.taken_back().is_empty() || is_shipped(entry) => {}
            EditKind::Do if entry.edit.is_place_only() => {}
            EditKind::Do => {
                steps.undo.push(entry.seq);
                steps.redo.clear();
            }
            EditKind::Undo(seq) => {
                steps.undo.retain(|step| *step != seq);
                // Where somebody else had taken all of it back already there is nothing to do again.
                steps.redo.extend(Some(entry.seq).filter(|_| !entry.edit.changes.is_empty()));
            }
            EditKind::Redo(seq) => {
                steps.redo.retain(|step| *step != seq);
                steps.undo.extend(Some(entry.seq).filter(|_| !entry.edit.changes.is_empty()));
            }
        }
    }
    steps
}
