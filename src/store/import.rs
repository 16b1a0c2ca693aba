//! Importing, for every engine: a draft as a new plan, in one transaction and with a line that keeps its digest.

use chrono::NaiveDate;

use super::contract::Import;
use super::error::CommitError;
use super::tx::Tx;
use super::{commit, guard};
use crate::plan::{Change, Due, Edit, EditKind, PlanId, Standing, UnitName, Work, clean_line};
use crate::read::DraftWork;

/// Adds a document as a plan; the same act is done once. `known_only` refuses strangers also where nobody is known.
pub fn import(tx: &mut dyn Tx, import: &Import<'_>, known_only: bool) -> Result<PlanId, CommitError> {
    if let Some(plan) = tx.entry_of(import.op)?.and_then(|done| done.edit.plan) {
        return Ok(plan);
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
    guard::check_held_off(tx)?;
    if let Some(denied) = guard::denied(tx, &act(None, read.clone()), import.at, known_only)? {
        return Err(CommitError::Denied(denied));
    }
    let day = tx.zone()?.day(import.at);
    let plan = tx.add_plan(import, day)?;
    if let Change::PlanImported { digest, .. } = &mut read {
        *digest = Some(tx.digest(plan)?);
    }
    commit::append(tx, &act(Some(plan), read), import.at, None)?;
    Ok(plan)
}

/// Whether two texts are the same paper: other line ends, blank lines and blanks at the ends of lines make no other.
pub fn is_same_paper(one: &str, other: &str) -> bool {
    let lines = |text| str::split(text, ['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines(one).eq(lines(other))
}

/// The work that a document itself names, as it is kept: by the same rule as an edit, whoever is charged with something is
/// handed it on that day.
pub fn work_named(draft: &DraftWork, day: NaiveDate) -> Work {
    let name = |text: &String| Some(clean_line(text)).filter(|name| !name.is_empty());
    let support: std::collections::BTreeSet<UnitName> = draft.support.iter().filter_map(name).collect();
    let work = Work {
        lead: draft.lead.as_ref().and_then(name),
        support,
        leader: draft.leader.as_ref().and_then(name),
        due: draft.due.map_or_else(Due::default, |due| Due::default().moved_to(Some(due))),
        start: draft.start,
        cadence: draft.cadence,
        ..Work::default()
    };
    if work.is_charged() {
        return Work { standing: Standing::default().handed_over(day), ..work };
    }
    work
}
