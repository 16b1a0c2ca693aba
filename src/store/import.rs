//! Importing, for every engine: a draft as a new plan, in one transaction and with a line that keeps its digest.

use super::contract::Import;
use super::error::CommitError;
use super::tx::Tx;
use super::{commit, guard};
use crate::plan::{Change, Edit, EditKind, PlanId, clean_line};

/// Adds a document as a plan; the same act is done once. `known_only` refuses strangers also where nobody is known.
pub fn import(tx: &mut dyn Tx, import: &Import<'_>, known_only: bool) -> Result<PlanId, CommitError> {
    if let Some(done) = tx.entry_of(import.op)? {
        return Ok(done.edit.plan);
    }
    let act = |plan, change| Edit {
        op: import.op,
        plan,
        author: import.author.to_owned(),
        kind: EditKind::Do,
        changes: vec![change],
    };
    let draft = import.draft;
    let mut read = Change::PlanImported {
        title: clean_line(&draft.title.text),
        sections: draft.sections.len(),
        items: draft.items(),
        measures: draft.measures(),
        digest: None,
    };
    guard::check_held_off(tx, import.at)?;
    if let Some(denied) = guard::denied(tx, &act(PlanId(0), read.clone()), import.at, known_only)? {
        return Err(CommitError::Denied(denied));
    }
    let plan = tx.add_plan(import)?;
    if let Change::PlanImported { digest, .. } = &mut read {
        *digest = Some(tx.digest(plan)?);
    }
    commit::append(tx, &act(plan, read), import.at, None)?;
    Ok(plan)
}
