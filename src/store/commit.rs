//! Committing, for every engine: an edit within one transaction. Each change is compared with what is there now and merged
//! where both go together; then the line goes into the journal, and all of it is there or nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::error::{CommitError, StoreError};
use super::guard;
use super::journal::Line;
use super::tx::{Answer, Tx};
use crate::plan::{
    Change, Clash, Conflict, Delta, Directive, DirectiveId, Edit, EditKind, Entry, ItemHead, ItemId, Measure, Node,
    Plan, PlanChange, PlanId, Ranks, Settled, with_free_ranks,
};

/// So far back is looked for who changed the very thing.
const LOOKED_THROUGH: u32 = 200;

/// Does an edit and returns its line. What others have already done just so is left out of it; an edit of which nothing is
/// left writes nothing and returns the line that did it. `known_only` refuses strangers also where nobody is known.
pub fn commit(tx: &mut dyn Tx, edit: &Edit, at: DateTime<Utc>, known_only: bool) -> Result<Entry, CommitError> {
    if let Some(done) = tx.entry_of(edit.op)? {
        return Ok(done);
    }
    guard::check_held_off(tx)?;
    if let Some(denied) = guard::denied(tx, edit, at, known_only)? {
        return Err(CommitError::Denied(denied));
    }
    let mut changes = Vec::new();
    for (index, wish) in with_free_ranks(edit.changes.clone(), &siblings(tx, edit)?).iter().enumerate() {
        match settle(tx, edit.plan, wish)? {
            Met::Write(change) => {
                write(tx, edit.plan, &change)?;
                changes.push(*change);
            }
            Met::Agreed => {}
            Met::Clash(clash) => {
                let by = last_like(tx, wish)?.map(|entry| (entry.edit.author, entry.at));
                return Err(CommitError::Conflict(Box::new(Conflict { edit: edit.clone(), index, clash, by })));
            }
        }
    }
    // An undoing has its line even if somebody else has done all of it: or it would be offered for ever.
    if changes.iter().all(Change::is_whence)
        && edit.kind == EditKind::Do
        && let Some(entry) = line_that_agrees(tx, edit)?
    {
        return Ok(entry);
    }
    let done = Edit { changes, ..edit.clone() };
    if let Some(denied) = guard::broken(tx, &done)? {
        return Err(CommitError::Denied(denied));
    }
    Ok(append(tx, &done, at, None)?)
}

/// Writes the line of an edit that was done, under the next number or one further on, as only a restored backup has; marks
/// what it touched.
pub fn append(tx: &mut dyn Tx, edit: &Edit, at: DateTime<Utc>, number: Option<i64>) -> Answer<Entry> {
    let head = tx.journal_head()?.unwrap_or_default();
    let next = head.seq + 1;
    let line = Line::new(edit, at, number.unwrap_or(next).max(next), &head.hash)?;
    let nodes: Vec<Node> = edit.changes.iter().filter_map(Change::node).collect();
    let mut items: Vec<ItemId> = nodes.iter().map(|node| node.item).collect();
    items.sort_unstable();
    items.dedup();
    tx.append(&line, &items)?;
    let entry = line.entry()?;
    for node in nodes {
        tx.mark(node, entry.seq)?;
    }
    Ok(entry)
}

/// What became of a change.
enum Met {
    Write(Box<Change>),
    Agreed,
    Clash(Clash),
}

impl From<Settled<Change>> for Met {
    fn from(settled: Settled<Change>) -> Self {
        match settled {
            Settled::Write(change) => Self::Write(Box::new(change)),
            Settled::Agreed => Self::Agreed,
            Settled::Clash(change) => Self::Clash(Clash::Rebased(Box::new(change))),
        }
    }
}

const GONE: Met = Met::Clash(Clash::Gone);

/// The measures of all items in which the edit adds or moves some.
fn siblings(tx: &dyn Tx, edit: &Edit) -> Answer<BTreeMap<ItemId, Ranks>> {
    let mut siblings = BTreeMap::new();
    for change in &edit.changes {
        if let Change::MeasureAdded { item, .. } | Change::MeasureMoved { node: Node { item, .. }, .. } = change {
            siblings.insert(*item, tx.ranks(*item)?);
        }
    }
    Ok(siblings)
}

/// An item that is to be added, or to come back.
fn settle_added(tx: &dyn Tx, plan: Option<PlanId>, item: &ItemHead) -> Answer<Met> {
    let write = |item: ItemHead| Met::Write(Box::new(Change::ItemAdded { item }));
    Ok(match (tx.item(item.id)?, plan) {
        (Some((_, false)), _) => Met::Agreed,
        (Some((_, true)), _) => write(item.clone()),
        // Into a section that was taken away nothing comes.
        (None, Some(plan)) if tx.sections(plan)?.iter().all(|section| section.id != item.section) => GONE,
        // Two who add at once get two numbers.
        (None, Some(plan)) => write(ItemHead { no: item.no.max(tx.highest_no(plan)? + 1), ..item.clone() }),
        (None, None) => GONE,
    })
}

/// Compares a change with what is there now.
fn settle(tx: &dyn Tx, plan: Option<PlanId>, wish: &Change) -> Answer<Met> {
    Ok(match wish {
        Change::Field { node, to } => match tx.work(*node)? {
            Some(now) => to.settled(&now).map(|to| Change::Field { node: *node, to }).into(),
            None => GONE,
        },
        Change::Text { node, text } => match tx.text(*node)? {
            Some(now) => text.settled(&now).map(|text| Change::Text { node: *node, text }).into(),
            None => GONE,
        },
        Change::ItemAdded { item } => settle_added(tx, plan, item)?,
        Change::ItemRemoved { item } => match tx.item(item.id)? {
            Some((now, false)) => {
                Met::Write(Box::new(Change::ItemRemoved { item: ItemHead { why: item.why.clone(), ..now } }))
            }
            Some((_, true)) => Met::Agreed,
            None => GONE,
        },
        Change::Sections { sections } => match plan {
            Some(plan) => sections.settled(&tx.sections(plan)?).map(|sections| Change::Sections { sections }).into(),
            None => GONE,
        },
        Change::ItemsNumbered { numbers } => {
            let mut now = Vec::with_capacity(numbers.before.len());
            for (id, _) in &numbers.before {
                match tx.item(*id)? {
                    Some((head, false)) => now.push((*id, head.no)),
                    Some((_, true)) | None => return Ok(GONE),
                }
            }
            numbers.settled(&now).map(|numbers| Change::ItemsNumbered { numbers }).into()
        }
        Change::ItemMoved { item, section } => match tx.item(*item)? {
            Some((now, false)) => {
                section.settled(&now.section).map(|section| Change::ItemMoved { item: *item, section }).into()
            }
            Some((_, true)) | None => GONE,
        },
        Change::MeasureAdded { measure, .. } => match tx.measure(measure.id)? {
            Some(kept) if !kept.removed && kept.measure.text == measure.text => Met::Agreed,
            Some(kept) if !kept.removed => GONE,
            Some(_) | None => Met::Write(Box::new(wish.clone())),
        },
        Change::MeasureRemoved { item, measure } => settle_removal(tx, *item, measure)?,
        Change::MeasureMoved { node, rank } => {
            let kept = node.measure.map(|id| tx.measure(id)).transpose()?.flatten().filter(|kept| !kept.removed);
            match kept {
                Some(kept) => {
                    rank.settled(&kept.measure.rank).map(|rank| Change::MeasureMoved { node: *node, rank }).into()
                }
                None => GONE,
            }
        }
        Change::ReportAdded { report } => match tx.report(report.id)? {
            Some(now) if now == *report => Met::Agreed,
            Some(_) => GONE,
            None if tx.work(report.node)?.is_none() => GONE,
            None => Met::Write(Box::new(wish.clone())),
        },
        Change::ReportRemoved { report } => match tx.report(report.id)? {
            Some(_) => Met::Write(Box::new(wish.clone())),
            None => Met::Agreed,
        },
        Change::UnitAdded { unit } if tx.knows_unit(&unit.name)? => Met::Agreed,
        Change::UnitAdded { .. } => Met::Write(Box::new(wish.clone())),
        Change::Part { item, unit, part } => part
            .settled_part(&tx.part(*item, unit)?)
            .map(|part| Change::Part { item: *item, unit: unit.clone(), part })
            .into(),
        Change::Extension { id, extension } => extension
            .settled_extension(&tx.extension(*id)?)
            .map(|extension| Change::Extension { id: *id, extension })
            .into(),
        Change::Directive { id, directive } => settle_directive(tx, *id, directive)?,
        Change::Meeting { id, meeting } => meeting
            .settled_meeting(&tx.meeting(*id)?)
            .map(|meeting| Change::Meeting { id: *id, meeting: Box::new(meeting) })
            .into(),
        Change::Person { login, person } => {
            person.settled(&tx.person(login)?).map(|person| Change::Person { login: login.clone(), person }).into()
        }
        Change::Setting { name, value } => {
            value.settled(&tx.setting(name)?).map(|value| Change::Setting { name: name.clone(), value }).into()
        }
        Change::Plan { to } => match plan.map(|plan| tx.plan(plan)).transpose()?.flatten() {
            Some(now) => settle_plan(&now, to).map(|to| Change::Plan { to }).into(),
            None => GONE,
        },
        // Written by importing and restoring, never by an edit.
        Change::PlanImported { .. } | Change::Restored { .. } => GONE,
        Change::FromPaper { .. } | Change::UnitRenamed { .. } | Change::Decided { .. } => {
            Met::Write(Box::new(wish.clone()))
        }
    })
}

fn settle_plan(now: &Plan, to: &PlanChange) -> Settled<PlanChange> {
    match to {
        PlanChange::Title(title) => title.settled(&now.title).map(PlanChange::Title),
        PlanChange::Period(period) => period.settled(&now.period).map(PlanChange::Period),
        PlanChange::State(state) => state.settled(&now.state).map(PlanChange::State),
    }
}

/// Two who take the same measure away agree; one that was only moved meanwhile goes from where it is.
fn settle_removal(tx: &dyn Tx, item: ItemId, measure: &Measure) -> Answer<Met> {
    let Some(kept) = tx.measure(measure.id)?.filter(|kept| !kept.removed) else { return Ok(Met::Agreed) };
    let now = Change::MeasureRemoved { item, measure: kept.measure.clone() };
    let same = kept.measure.text == measure.text && kept.measure.work == measure.work;
    Ok(if same { Met::Write(Box::new(now)) } else { Met::Clash(Clash::Rebased(Box::new(now))) })
}

/// A new decision whose number somebody has taken meanwhile takes the next one.
fn settle_directive(tx: &dyn Tx, id: DirectiveId, swap: &Delta<Option<Directive>>) -> Answer<Met> {
    let mut swap = swap.clone();
    if let (None, Some(given)) = (&swap.before, swap.after.as_ref().and_then(|it| it.meeting)) {
        let decisions = tx.decisions(given.meeting)?;
        let others = || decisions.iter().filter(|(other, _)| *other != id).map(|(_, no)| *no);
        if others().any(|no| no == given.no) {
            swap = swap.renumbered(others().max().unwrap_or(0) + 1);
        }
    }
    let settled = swap.settled_directive(&tx.directive(id)?);
    Ok(settled.map(|directive| Change::Directive { id, directive: Box::new(directive) }).into())
}

fn write(tx: &mut dyn Tx, plan: Option<PlanId>, change: &Change) -> Answer<()> {
    let named =
        || plan.ok_or_else(|| StoreError::Refused("this is a change of a plan, and no plan is named".to_owned()));
    match change {
        Change::Field { node, to } => tx.put_field(*node, to),
        Change::Text { node, text } => tx.put_text(*node, &text.after),
        Change::MeasureAdded { item, measure } => {
            tx.put_measure(named()?, *item, measure)?;
            // A split hands the work of the old sentence to the new one; a fresh row has none.
            let Some(work) = &measure.work else { return Ok(()) };
            let node = Node::measure(*item, measure.id);
            let now = tx.work(node)?.unwrap_or_default();
            now.changes_to(work).iter().try_for_each(|to| tx.put_field(node, to))
        }
        Change::MeasureRemoved { measure, .. } => tx.remove_measure(measure.id),
        Change::MeasureMoved { node, rank } => match node.measure {
            Some(id) => tx.put_rank(id, rank.after),
            None => Ok(()),
        },
        Change::ReportAdded { report } => tx.put_report(named()?, report),
        Change::ReportRemoved { report } => tx.remove_report(report.id),
        Change::UnitAdded { unit } => tx.put_unit(unit),
        Change::Part { item, unit, part } => tx.put_part(*item, unit, &part.after),
        Change::Extension { id, extension } => tx.put_extension(named()?, *id, extension.after.as_ref()),
        Change::Directive { id, directive } => tx.put_directive(plan, *id, directive.after.as_ref()),
        Change::Meeting { id, meeting } => tx.put_meeting(named()?, *id, meeting.after.as_ref()),
        Change::Person { login, person } => tx.put_person(login, person.after.as_ref()),
        Change::Setting { name, value } => tx.put_setting(name, value.after.as_deref()),
        Change::ItemAdded { item } => tx.put_item(named()?, item),
        Change::ItemRemoved { item } => tx.remove_item(item.id),
        Change::Sections { sections } => tx.put_sections(named()?, &sections.after),
        Change::ItemsNumbered { numbers } => tx.put_numbers(&numbers.after),
        Change::ItemMoved { item, section } => tx.put_section(*item, section.after),
        Change::Plan { to } => tx.put_plan(named()?, to),
        Change::FromPaper { .. } | Change::UnitRenamed { .. } | Change::Decided { .. } => Ok(()),
        Change::PlanImported { .. } | Change::Restored { .. } => {
            Err(StoreError::Refused("this is no change of an edit".to_owned()))
        }
    }
}

/// The line that changed the same thing last; else the last that touched the item.
fn last_like(tx: &dyn Tx, change: &Change) -> Answer<Option<Entry>> {
    let Some(node) = change.node() else { return Ok(None) };
    let entries = tx.entries_about(node.item, LOOKED_THROUGH)?;
    let same = entries.iter().position(|entry| entry.edit.changes.iter().any(|done| change.is_like(done)));
    Ok(entries.into_iter().nth(same.unwrap_or(0)))
}

/// The line by which somebody else has done what an edit wished.
fn line_that_agrees(tx: &dyn Tx, edit: &Edit) -> Answer<Option<Entry>> {
    for change in &edit.changes {
        if let Some(entry) = last_like(tx, change)? {
            return Ok(Some(entry));
        }
    }
    let head = tx.journal_head()?;
    Ok(head.map(|head| tx.entry(crate::plan::Revision(head.seq))).transpose()?.flatten())
}
