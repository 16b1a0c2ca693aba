//! `duban undo`: takes one's own last edit back.

use super::Done;
use super::invocation::{Invocation, new_op};
use super::outcome::{Code, Failure, store_failure};
use crate::plan::{Edit, EditKind, steps};
use crate::store::JournalQuery;
use crate::words;

/// So far back an edit is looked for.
const LOOKED_THROUGH: u32 = 5_000;

pub(super) fn undo(invocation: &Invocation) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let board = invocation.board(store.as_mut())?;
    let query = JournalQuery { plan: board.plan.id, item: None, before: None, limit: LOOKED_THROUGH };
    let mut entries = store.journal(query).map_err(store_failure(lang))?;
    entries.reverse();
    let last = steps(&entries, &invocation.author).undo.last().copied();
    let Some(entry) = entries.iter().find(|entry| Some(entry.seq) == last) else {
        return Err(Failure::new(Code::Failed, lang.say(words::trouble::NOTHING_TO_UNDO)));
    };
    let edit = Edit {
        op: new_op(),
        plan: entry.edit.plan,
        author: invocation.author.clone(),
        kind: EditKind::Undo(entry.seq),
        changes: entry.edit.taken_back(),
    };
    super::set::write(invocation, store.as_mut(), &board, &edit)
}
