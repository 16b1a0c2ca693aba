//! Renaming a unit: the table is one for all plans, and so is the name. What an edit that says so changes of the plans that
//! nobody has before them is added here, so that all of it is one edit and one undoing takes it back.

use std::collections::BTreeSet;

use super::contract::Store;
use super::error::StoreError;
use crate::plan::{Change, Edit, EditKind, PlanState};

/// The edit with what it changes of every other open plan, where it calls a unit otherwise; else the edit as it is. Work that
/// is given to the old name between this and the commit keeps that name, and is found by renaming once more.
pub fn renamed_everywhere(store: &mut dyn Store, mut edit: Edit) -> Result<Edit, StoreError> {
    let Some((from, to)) = edit.renaming().filter(|_| edit.kind == EditKind::Do) else { return Ok(edit) };
    let (from, to) = (from.clone(), to.clone());
    let known: BTreeSet<i64> = edit.changes.iter().filter_map(Change::node).map(|node| node.item.0).collect();
    let known_directives: BTreeSet<i64> = edit.changes.iter().filter_map(directive_of).collect();
    for plan in store.plans()?.into_iter().filter(|plan| plan.state == PlanState::Open) {
        let is_new = |change: &Change| match change.node() {
            Some(node) => !known.contains(&node.item.0),
            None => directive_of(change).is_some_and(|id| !known_directives.contains(&id)),
        };
        let changes = store.load(plan.id)?.unit_renamed(&from, &to);
        edit.changes.extend(changes.into_iter().filter(is_new));
    }
    Ok(edit)
}

fn directive_of(change: &Change) -> Option<i64> {
    if let Change::Directive { id, .. } = change { Some(id.0) } else { None }
}
