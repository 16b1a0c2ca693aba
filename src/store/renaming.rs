//! Renaming a unit: the table is one for all plans, and so is the name. What an edit of the table changes of the plans that
//! nobody has before them is added here, so that all of it is one edit and one undoing takes it back.

use super::contract::Store;
use super::error::StoreError;
use crate::plan::{Change, Edit, EditKind, PlanState, renaming_of};

/// The edit with what it changes of every other open plan, where it makes one unit another; else the edit as it is.
pub fn renamed_everywhere(store: &mut dyn Store, mut edit: Edit) -> Result<Edit, StoreError> {
    let Some((from, to)) = renaming_of(&edit).filter(|_| edit.kind == EditKind::Do) else { return Ok(edit) };
    for plan in store.plans()?.into_iter().filter(|plan| plan.state == PlanState::Open) {
        let changes = store.load(plan.id)?.unit_renamed(&from, &to);
        let is_new = |change: &Change| !matches!(change, Change::UnitAdded { .. }) && !edit.changes.contains(change);
        let more: Vec<Change> = changes.into_iter().filter(is_new).collect();
        edit.changes.extend(more);
    }
    Ok(edit)
}
