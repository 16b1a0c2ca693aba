//! Guard: what is asked inside each write transaction, by what the database says at that moment. The app asks the same
//! before it offers something; this is where it counts.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension, Result, Transaction, params};

use super::{journal, load, records};
use crate::plan::{Actor, Change, Denied, Edit, EditKind, FieldChange, ItemId, Node, Person, PlanId, Role, Stage};

/// A day may be this far from the clock's: people and server may sit in different time zones.
const DAYS_OFF: i64 = 1;

/// Whether writers are held off: what they wrote now would be gone in a moment.
pub(super) fn is_restoring(transaction: &Transaction<'_>, at: DateTime<Utc>) -> Result<bool> {
    let sql = "SELECT value FROM setting WHERE name = 'restoring'";
    let until: Option<String> = transaction.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    Ok(until.and_then(|until| until.parse::<i64>().ok()).is_some_and(|until| at.timestamp() < until))
}

/// Whether the author may do the edit. `known_only` refuses strangers also where nobody is known.
pub(super) fn denied(
    transaction: &Transaction<'_>,
    edit: &Edit,
    at: DateTime<Utc>,
    known_only: bool,
) -> Result<Option<Denied>> {
    let people = records::people(transaction)?;
    let actor = match Actor::of(&people, &edit.author) {
        Actor::Owner if known_only => Actor::Stranger(&edit.author),
        actor => actor,
    };
    let original = match edit.kind {
        EditKind::Undo(seq) => journal::at(transaction, seq)?,
        EditKind::Do | EditKind::Redo(_) => None,
    };
    let own = original.filter(|entry| entry.edit.author == edit.author && entry.edit.taken_back() == edit.changes);
    let undone = own.as_ref().map(|entry| entry.edit.changes.as_slice());
    if !is_well_formed(transaction, edit)? {
        return Ok(Some(Denied::Malformed));
    }
    if takes_back_a_meeting(transaction, edit)? {
        return Ok(Some(Denied::MeetingDecided));
    }
    // Undoing puts back what was there.
    if !matches!(edit.kind, EditKind::Undo(_))
        && let Some(denied) = out_of_meeting(transaction, edit)?
    {
        return Ok(Some(denied));
    }
    let work = |node| load::work(transaction, node).ok().flatten();
    if let Err(denied) = actor.may_edit(edit, undone, &work) {
        return Ok(Some(denied));
    }
    Ok(forged(&actor, edit, load::settings(transaction)?.zone.day(at)))
}

/// Whether an edit takes back a meeting that has decided something.
fn takes_back_a_meeting(transaction: &Transaction<'_>, edit: &Edit) -> Result<bool> {
    for change in &edit.changes {
        let Change::Meeting { id, meeting } = change else { continue };
        let sql = "SELECT EXISTS (SELECT 1 FROM directive WHERE meeting_id = ?1)";
        if meeting.after.is_none() && transaction.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an edit decides something in a meeting that is over, or begins a second one.
fn out_of_meeting(transaction: &Transaction<'_>, edit: &Edit) -> Result<Option<Denied>> {
    for change in &edit.changes {
        let (sql, id, denied) = match change {
            Change::Directive { directive, .. } if directive.before.is_none() => {
                let Some(given) = directive.after.as_ref().and_then(|it| it.meeting) else { continue };
                let sql = "SELECT EXISTS (SELECT 1 FROM meeting WHERE id = ?1 AND ended IS NOT NULL)";
                (sql, given.meeting.0, Denied::MeetingOver)
            }
            Change::Meeting { meeting, .. } if meeting.before.is_none() => {
                let sql = "SELECT EXISTS (SELECT 1 FROM meeting WHERE plan_id = ?1 AND ended IS NULL)";
                (sql, edit.plan.0, Denied::MeetingOpen)
            }
            _ => continue,
        };
        if transaction.prepare_cached(sql)?.query_row([id], |row| row.get(0))? {
            return Ok(Some(denied));
        }
    }
    Ok(None)
}

/// Every part of an edit belongs to the plan it names.
fn is_well_formed(transaction: &Transaction<'_>, edit: &Edit) -> Result<bool> {
    if edit.changes.is_empty() {
        return Ok(false);
    }
    for change in &edit.changes {
        if let Change::Person { login, person } = change {
            let records = [person.before.as_ref(), person.after.as_ref()];
            if edit.plan != PlanId(0) || records.iter().flatten().any(|person| person.login != *login) {
                return Ok(false);
            }
        }
        let Some(Node { item, measure }) = change.node() else { continue };
        let sql = "SELECT plan_id FROM item WHERE id = ?1";
        let plan: Option<i64> = transaction.prepare_cached(sql)?.query_row([item.0], |row| row.get(0)).optional()?;
        // What is gone is told as gone.
        if plan.is_some_and(|plan| plan != edit.plan.0) {
            return Ok(false);
        }
        if let Some(measure) = measure {
            let sql = "SELECT item_id FROM measure WHERE id = ?1";
            let of: Option<i64> =
                transaction.prepare_cached(sql)?.query_row([measure.0], |row| row.get(0)).optional()?;
            if of.is_some_and(|of| of != item.0) {
                return Ok(false);
            }
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
        day.filter(other_day).map(Denied::OtherDay)
    })
}

/// Who says a change is theirs, for which unit, and of which day, as far as it says so.
fn said(change: &Change) -> Option<(Option<&String>, Option<&String>, Option<NaiveDate>)> {
    Some(match change {
        Change::ReportAdded { report } => (Some(&report.author), report.unit.as_ref(), Some(report.day)),
        Change::Field { to: FieldChange::Standing(swap), .. } => (None, None, swap.after.finished),
        Change::Part { part, .. } => (None, None, part.after.standing.finished),
        Change::Extension { extension, .. } => {
            let after = extension.after.as_ref()?;
            match &after.answer {
                None => (Some(&after.author), after.unit.as_ref(), Some(after.day)),
                Some(answer) => (Some(&answer.by), None, Some(answer.day)),
            }
        }
        Change::Meeting { meeting, .. } if meeting.before.is_none() => {
            (meeting.after.as_ref().map(|begun| &begun.author), None, None)
        }
        Change::Directive { directive, .. } => match (&directive.before, directive.after.as_ref()?) {
            (None, given) => (Some(&given.author), None, Some(given.day)),
            (Some(before), after) if before.reply != after.reply => {
                (after.reply.as_ref().map(|said| &said.by), None, after.reply.as_ref().map(|said| said.day))
            }
            _ => return None,
        },
        _ => return None,
    })
}

/// What must be true after every edit and no column can say: an item is closed only with all its parts, and somebody
/// is left to look after people.
pub(super) fn broken(transaction: &Transaction<'_>, edit: &Edit) -> Result<Option<Denied>> {
    for change in &edit.changes {
        let touches_closing = matches!(
            change,
            Change::Part { .. } | Change::Field { to: FieldChange::Standing(_) | FieldChange::Counties(_), .. }
        );
        if let Some(Node { item, measure: None }) = change.node().filter(|_| touches_closing) {
            let open = open_parts(transaction, item)?;
            if !open.is_empty() {
                return Ok(Some(Denied::OpenParts(open)));
            }
        }
        if let Change::Person { login, person } = change
            && let (Some(before), Some(after)) = (&person.before, &person.after)
            && *login == edit.author
            && (after.role != before.role || !after.active)
        {
            return Ok(Some(Denied::Yourself));
        }
        if matches!(change, Change::Person { .. }) {
            let people = records::people(transaction)?;
            let is_admin = |person: &Person| person.active && person.role == Role::Admin;
            if !people.is_empty() && !people.iter().any(is_admin) {
                return Ok(Some(Denied::LastAdmin));
            }
        }
    }
    Ok(None)
}

/// Counties whose parts are open although the item is closed.
fn open_parts(transaction: &Transaction<'_>, id: ItemId) -> Result<Vec<String>> {
    let Some(work) = load::work(transaction, Node::item(id))? else { return Ok(Vec::new()) };
    let mut open = Vec::new();
    for unit in work.counties.iter().filter(|_| work.standing.stage == Stage::Closed) {
        if records::part_of(transaction, id, unit)?.standing.stage != Stage::Closed {
            open.push(unit.clone());
        }
    }
    Ok(open)
}

/// Notes that writers are held off until `deadline`.
pub(super) fn hold_off(transaction: &Transaction<'_>, deadline: i64) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES ('restoring', ?1)";
    transaction.execute(sql, params![deadline.to_string()]).map(drop)
}
