//! Guard, for every engine: what is asked inside each write transaction, by what is there at that moment. The app asks the
//! same before it offers something; this is where it counts.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::error::{CommitError, StoreError};
use super::tx::{Answer, Tx};
use crate::plan::{
    Actor, Change, Delta, Denied, Edit, EditKind, FieldChange, ItemId, Meeting, Node, Person, PlanChange, PlanId,
    PlanState, Role, Settings, Stage,
};

/// A day may be this far from the clock's: people and server may sit in different time zones.
const DAYS_OFF: i64 = 1;

/// Refuses while writers are held off: what they wrote now would be gone in a moment.
pub fn check_held_off(tx: &dyn Tx) -> Result<(), CommitError> {
    if tx.is_held_off()? { Err(CommitError::Store(StoreError::Restoring)) } else { Ok(()) }
}

/// Whether the author may do the edit. `known_only` refuses strangers also where nobody is known.
pub fn denied(tx: &dyn Tx, edit: &Edit, at: DateTime<Utc>, known_only: bool) -> Answer<Option<Denied>> {
    let people = tx.people()?;
    let actor = match Actor::of(&people, &edit.author) {
        Actor::Owner if known_only => Actor::Stranger(&edit.author),
        actor => actor,
    };
    let original = match edit.kind {
        EditKind::Undo(seq) => tx.entry(seq)?,
        EditKind::Do | EditKind::Redo(_) => None,
    };
    let own = original.filter(|entry| entry.edit.author == edit.author && entry.edit.taken_back() == edit.changes);
    let undone = own.as_ref().map(|entry| entry.edit.changes.as_slice());
    if !is_well_formed(tx, edit)? {
        return Ok(Some(Denied::Malformed));
    }
    if let Some(state) = closed_plan(tx, edit)? {
        return Ok(Some(Denied::PlanClosed(state)));
    }
    if takes_back_a_meeting(tx, edit)? {
        return Ok(Some(Denied::MeetingDecided));
    }
    // Undoing puts back what was there.
    if !matches!(edit.kind, EditKind::Undo(_)) && decides_after_the_end(tx, edit)? {
        return Ok(Some(Denied::MeetingOver));
    }
    let work = |node| tx.work(node).ok().flatten();
    if let Err(denied) = actor.may_edit(edit, undone, &work) {
        return Ok(Some(denied));
    }
    if let Some(denied) = forged(&actor, edit, tx.zone()?.day(at)) {
        return Ok(Some(denied));
    }
    too_fast(tx, &actor, edit, at)
}

/// Whether somebody writes faster than hands do: a script in a loop would fill the disk, and every session's memory.
fn too_fast(tx: &dyn Tx, actor: &Actor<'_>, edit: &Edit, at: DateTime<Utc>) -> Answer<Option<Denied>> {
    let Actor::Person(Person { role: Role::Viewer | Role::Reporter | Role::Supervisor, .. }) = actor else {
        return Ok(None);
    };
    let stored = tx.setting(Settings::LIMITS)?;
    let limit = Settings::read(|name| Ok::<_, StoreError>(stored.clone().filter(|_| name == Settings::LIMITS)))?
        .limits
        .edits_a_minute;
    let is_over =
        limit > 0 && tx.lines_since(&edit.author, at - Duration::minutes(1), limit.saturating_mul(4))? >= limit;
    Ok(is_over.then_some(Denied::TooFast(limit)))
}

/// The state of a plan that is not worked on any more, where the edit is about anything but that state.
fn closed_plan(tx: &dyn Tx, edit: &Edit) -> Answer<Option<PlanState>> {
    let is_state = |change: &Change| matches!(change, Change::Plan { to: PlanChange::State(_) });
    let mut plans: BTreeSet<PlanId> = edit.plan.filter(|_| !edit.changes.iter().all(is_state)).into_iter().collect();
    if edit.plan.is_none() {
        for change in &edit.changes {
            if let Some(node) = change.node() {
                plans.extend(tx.plan_of(node.item)?);
            } else if let Change::Directive { id, .. } = change {
                plans.extend(tx.plan_of_directive(*id)?);
            }
        }
    }
    for plan in plans {
        if let Some(state) = tx.plan(plan)?.map(|plan| plan.state).filter(|state| *state != PlanState::Open) {
            return Ok(Some(state));
        }
    }
    Ok(None)
}

/// Whether an edit takes back a meeting that has decided something.
fn takes_back_a_meeting(tx: &dyn Tx, edit: &Edit) -> Answer<bool> {
    for change in &edit.changes {
        if let Change::Meeting { id, meeting } = change
            && meeting.after.is_none()
            && !tx.decisions(*id)?.is_empty()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an edit decides something in a meeting that is over.
fn decides_after_the_end(tx: &dyn Tx, edit: &Edit) -> Answer<bool> {
    for change in &edit.changes {
        let Change::Directive { directive, .. } = change else { continue };
        let given = directive.after.as_ref().filter(|_| directive.before.is_none()).and_then(|it| it.meeting);
        let Some(given) = given else { continue };
        if tx.meeting(given.meeting)?.is_some_and(|meeting| meeting.ended.is_some()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Every part of an edit belongs to the plan it names; that a unit is called otherwise is written in all of them.
fn is_well_formed(tx: &dyn Tx, edit: &Edit) -> Answer<bool> {
    if edit.changes.iter().all(Change::is_whence) && edit.kind == EditKind::Do {
        return Ok(false);
    }
    let renamed = edit.renaming();
    if renamed.is_some() && edit.plan.is_some() {
        return Ok(false);
    }
    let everywhere = |change: &Change| renamed.is_some_and(|(from, to)| change.follows_renaming(from, to));
    for change in &edit.changes {
        if let Change::Person { login, person } = change {
            let records = [person.before.as_ref(), person.after.as_ref()];
            if edit.plan.is_some() || records.iter().flatten().any(|person| person.login != *login) {
                return Ok(false);
            }
        }
        if let Change::Setting { name, value } = change {
            let known = Settings::NAMES.into_iter().find(|known| known == name);
            let is_fit = |name| value.after.as_ref().is_none_or(|text| Settings::check(name, text).is_none());
            // What was there before can be had back, whoever had put it there.
            if edit.plan.is_some() || !known.is_some_and(|name| is_fit(name) || edit.kind != EditKind::Do) {
                return Ok(false);
            }
        }
        if let Change::Sections { sections } = change {
            let numbered = sections.after.iter().zip(1..).all(|(section, n)| section.ordinal == n);
            let named = sections.after.iter().all(|section| !section.heading.trim().is_empty());
            if edit.plan.is_none() || sections.after.is_empty() || !numbered || !named {
                return Ok(false);
            }
        }
        if let Change::ItemsNumbered { numbers } = change {
            let same = |pairs: &[(ItemId, u32)]| {
                let mut numbers: Vec<u32> = pairs.iter().map(|(_, no)| *no).collect();
                numbers.sort_unstable();
                numbers
            };
            if same(&numbers.before) != same(&numbers.after) {
                return Ok(false);
            }
        }
        if let Change::Plan { to } = change {
            let is_named = !matches!(to, PlanChange::Title(title) if title.after.trim().is_empty());
            if edit.plan.is_none() || !is_named {
                return Ok(false);
            }
        }
        if edit.plan.is_none() && matches!(change, Change::Directive { .. }) && !everywhere(change) {
            return Ok(false);
        }
        let Some(Node { item, measure }) = change.node() else { continue };
        // What is gone is told as gone.
        if tx.plan_of(item)?.is_some_and(|plan| edit.plan != Some(plan)) && !everywhere(change) {
            return Ok(false);
        }
        let kept = measure.map(|measure| tx.measure(measure)).transpose()?.flatten();
        if kept.is_some_and(|kept| kept.item != item) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Where people are known, nobody speaks as somebody else, and units do not date their own work to another day.
fn forged(actor: &Actor<'_>, edit: &Edit, today: NaiveDate) -> Option<Denied> {
    let Actor::Person(person) = actor else { return None };
    if edit.kind != EditKind::Do {
        return None;
    }
    let other_day = |day: &NaiveDate| (*day - today).num_days().abs() > DAYS_OFF;
    edit.changes.iter().find_map(|change| {
        let (author, unit, day) = said(change)?;
        if author.is_some_and(|author| *author != edit.author) {
            return Some(Denied::Malformed);
        }
        if person.role > Role::Reporter {
            return None;
        }
        if unit.is_some_and(|unit| person.unit.as_ref() != Some(unit)) {
            return Some(Denied::Malformed);
        }
        // What is written anew stays of its day.
        let is_amended = |day: &NaiveDate| {
            let is_same = |other: &Change| {
                matches!((other, change), (Change::ReportRemoved { report: old }, Change::ReportAdded { report: new })
                    if old.day == *day && old.node == new.node && old.unit == new.unit)
            };
            edit.changes.iter().any(is_same)
        };
        day.filter(other_day).filter(|day| !is_amended(day)).map(Denied::OtherDay)
    })
}

/// Who says a change is theirs, for which unit, and of which day, as far as it says so.
fn said(change: &Change) -> Option<(Option<&String>, Option<&String>, Option<NaiveDate>)> {
    match change {
        Change::ReportAdded { report } => Some((Some(&report.author), report.unit.as_ref(), Some(report.day))),
        // Only who wrote it takes it back, or writes it anew.
        Change::ReportRemoved { report } => Some((Some(&report.author), report.unit.as_ref(), None)),
        Change::Field { to: FieldChange::Standing(swap), .. } => {
            let handed_over = swap.after.assigned.filter(|_| swap.before.assigned.is_none());
            Some((None, None, swap.after.finished.or(handed_over)))
        }
        Change::Part { part, .. } => Some((None, None, part.after.standing.finished)),
        Change::Extension { extension, .. } => {
            let after = extension.after.as_ref()?;
            Some(match &after.answer {
                None => (Some(&after.author), after.unit.as_ref(), Some(after.day)),
                Some(answer) => (Some(&answer.by), None, Some(answer.day)),
            })
        }
        Change::Meeting { meeting, .. } => {
            let begun = meeting.after.as_ref().filter(|_| meeting.before.is_none())?;
            Some((Some(&begun.author), None, None))
        }
        Change::Directive { directive, .. } => match (&directive.before, directive.after.as_ref()?) {
            (None, given) => Some((Some(&given.author), None, Some(given.day))),
            (Some(before), after) => {
                let reply = after.reply.as_ref().filter(|_| before.reply != after.reply);
                reply.map(|said| (Some(&said.by), None, Some(said.day)))
            }
        },
        Change::Field { .. }
        | Change::Text { .. }
        | Change::ItemAdded { .. }
        | Change::ItemRemoved { .. }
        | Change::ItemMoved { .. }
        | Change::Sections { .. }
        | Change::ItemsNumbered { .. }
        | Change::MeasureAdded { .. }
        | Change::MeasureRemoved { .. }
        | Change::MeasureMoved { .. }
        | Change::UnitAdded { .. }
        | Change::PlanImported { .. }
        | Change::FromPaper { .. }
        | Change::UnitRenamed { .. }
        | Change::Decided { .. }
        | Change::Plan { .. }
        | Change::Person { .. }
        | Change::Setting { .. }
        | Change::Restored { .. } => None,
    }
}

/// What must be true after every edit, whatever its kind, and no column can say: an item is closed only with all its parts,
/// one meeting of a plan goes on at a time, and somebody is left to look after people.
pub fn broken(tx: &dyn Tx, edit: &Edit) -> Answer<Option<Denied>> {
    for change in &edit.changes {
        let touches_closing = matches!(
            change,
            Change::Part { .. } | Change::Field { to: FieldChange::Standing(_) | FieldChange::Counties(_), .. }
        );
        if let Some(Node { item, measure: None }) = change.node().filter(|_| touches_closing) {
            let open = open_parts(tx, item)?;
            if !open.is_empty() {
                return Ok(Some(Denied::OpenParts(open)));
            }
        }
        if let Change::Meeting { meeting, .. } = change
            && opens(meeting)
            && let Some(plan) = edit.plan
            && tx.open_meetings(plan)?.len() > 1
        {
            return Ok(Some(Denied::MeetingOpen));
        }
        if matches!(change, Change::Sections { .. })
            && let Some(plan) = edit.plan
            && tx.homeless_items(plan)? > 0
        {
            return Ok(Some(Denied::SectionInUse));
        }
        if matches!(change, Change::Plan { .. }) && tx.plans_left()? == 0 {
            return Ok(Some(Denied::LastPlan));
        }
        let Change::Person { login, person } = change else { continue };
        if let (Some(before), Some(after)) = (&person.before, &person.after)
            && *login == edit.author
            && (after.role != before.role || !after.active)
        {
            return Ok(Some(Denied::Yourself));
        }
        let people = tx.people()?;
        let is_admin = |person: &Person| person.active && person.role == Role::Admin;
        if !people.is_empty() && !people.iter().any(is_admin) {
            return Ok(Some(Denied::LastAdmin));
        }
    }
    Ok(None)
}

/// Whether a change begins a meeting, or takes its end back.
fn opens(meeting: &Delta<Option<Meeting>>) -> bool {
    let goes_on = |meeting: &Option<Meeting>| meeting.as_ref().is_some_and(|meeting| meeting.ended.is_none());
    goes_on(&meeting.after) && !goes_on(&meeting.before)
}

/// Counties whose parts are open although the item is closed.
fn open_parts(tx: &dyn Tx, id: ItemId) -> Answer<Vec<String>> {
    let Some(work) = tx.work(Node::item(id))? else { return Ok(Vec::new()) };
    let mut open = Vec::new();
    for unit in work.counties.iter().filter(|_| work.standing.stage == Stage::Closed) {
        if tx.part(id, unit)?.standing.stage != Stage::Closed {
            open.push(unit.clone());
        }
    }
    Ok(open)
}
