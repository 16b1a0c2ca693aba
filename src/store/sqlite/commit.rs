//! Committing: an edit in one immediate transaction, every change checked against what is there now.

use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params, params_from_iter};

use super::{columns, guard, journal, load, migrate, records};
use crate::plan::{Change, Clash, Conflict, Denied, Edit, Entry, FieldChange, Measure, Node, Report, Swap, Work};

/// Why an edit was not done.
pub(super) enum Failure {
    Conflict(Box<Conflict>),
    Denied(Denied),
    Sqlite(rusqlite::Error),
    /// A newer program has changed the file meanwhile; it now has this version.
    Upgraded(i32),
    /// A backup is being restored.
    Restoring,
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

pub(super) fn commit(
    connection: &mut Connection,
    edit: &Edit,
    at: DateTime<Utc>,
    known_only: bool,
) -> Result<Entry, Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = migrate::version(&transaction)?;
    if version > migrate::LATEST {
        return Err(Failure::Upgraded(version));
    }
    if let Some(done) = journal::by_op(&transaction, edit.op)? {
        return Ok(done);
    }
    if guard::is_restoring(&transaction, at)? {
        return Err(Failure::Restoring);
    }
    if let Some(denied) = guard::denied(&transaction, edit, at, known_only)? {
        return Err(Failure::Denied(denied));
    }
    for (index, change) in edit.changes.iter().enumerate() {
        if let Err(clash) = write(&transaction, edit, change)? {
            let by = journal::last_like(&transaction, change)?;
            return Err(Failure::Conflict(Box::new(Conflict { edit: edit.clone(), index, clash, by })));
        }
    }
    if let Some(denied) = guard::broken(&transaction, edit)? {
        return Err(Failure::Denied(denied));
    }
    let entry = journal::append(&transaction, edit, at)?;
    for node in edit.changes.iter().filter_map(Change::node) {
        mark(&transaction, node, entry.seq.0)?;
    }
    transaction.commit()?;
    Ok(entry)
}

type Outcome = rusqlite::Result<Result<(), Clash>>;

fn write(transaction: &Transaction<'_>, edit: &Edit, change: &Change) -> Outcome {
    match change {
        Change::Field { node, to } => write_field(transaction, *node, to),
        Change::Text { node, text } => write_text(transaction, *node, text),
        Change::MeasureAdded { item, measure } => add_measure(transaction, edit, item.0, measure),
        Change::MeasureRemoved { item, measure } => {
            let now = load::work(transaction, Node::measure(*item, measure.id))?;
            if now != Some(measure.work.as_deref().cloned().unwrap_or_default()) {
                return Ok(Err(Clash::Gone));
            }
            let sql = "UPDATE measure SET removed = 1 WHERE id = ?1 AND removed = 0 AND text IS ?2 AND rank IS ?3";
            Ok(expect_one(transaction.prepare_cached(sql)?.execute(params![
                measure.id.0,
                measure.text,
                measure.rank
            ])?))
        }
        Change::MeasureMoved { node, rank } => {
            let sql = "UPDATE measure SET rank = ?1 WHERE id = ?2 AND rank IS ?3 AND removed = 0";
            let id = node.measure.map(|measure| measure.0);
            Ok(expect_one(transaction.prepare_cached(sql)?.execute(params![rank.after, id, rank.before])?))
        }
        Change::ReportAdded { report } => add_report(transaction, edit, report),
        Change::ReportRemoved { report } => {
            Ok(expect_one(transaction.prepare_cached("DELETE FROM report WHERE id = ?1")?.execute([report.id.0])?))
        }
        Change::UnitAdded { unit } => {
            let sql = "INSERT OR IGNORE INTO unit (name, kind, ordinal) VALUES (?1, ?2, (SELECT coalesce(max(ordinal), 0) + 1 FROM unit))";
            transaction.prepare_cached(sql)?.execute(params![unit.name, unit.kind.code()])?;
            Ok(Ok(()))
        }
        Change::Part { item, unit, part } => {
            let now = records::part_of(transaction, *item, unit)?;
            compare(
                &now,
                &part.before,
                &part.after,
                |now| Change::Part { item: *item, unit: unit.clone(), part: Swap::new(now, part.after.clone()) },
                |after| records::put_part(transaction, *item, unit, after),
            )
        }
        Change::Extension { id, extension: swap } => {
            let now = records::extension_of(transaction, *id)?;
            compare(
                &now,
                &swap.before,
                &swap.after,
                |now| Change::Extension { id: *id, extension: Swap::new(now, swap.after.clone()) },
                |after| records::put_extension(transaction, edit.plan, *id, after.as_ref()),
            )
        }
        Change::Directive { id, directive: swap } => {
            if let Some(no) = records::free_number(transaction, *id, swap)? {
                let renumbered = swap.renumbered(no);
                let change = Change::Directive { id: *id, directive: Box::new(renumbered) };
                return Ok(Err(Clash::Rebased(Box::new(change))));
            }
            let now = records::directive_of(transaction, *id)?;
            compare(
                &now,
                &swap.before,
                &swap.after,
                |now| Change::Directive { id: *id, directive: Box::new(Swap::new(now, swap.after.clone())) },
                |after| records::put_directive(transaction, edit.plan, *id, after.as_ref()),
            )
        }
        Change::Meeting { id, meeting: swap } => {
            let now = records::meeting_of(transaction, *id)?;
            compare(
                &now,
                &swap.before,
                &swap.after,
                |now| Change::Meeting { id: *id, meeting: Box::new(Swap::new(now, swap.after.clone())) },
                |after| records::put_meeting(transaction, edit.plan, *id, after.as_ref()),
            )
        }
        Change::Person { login, person: swap } => {
            let now = records::person_of(transaction, login)?;
            compare(
                &now,
                &swap.before,
                &swap.after,
                |now| Change::Person { login: login.clone(), person: Swap::new(now, swap.after.clone()) },
                |after| records::put_person(transaction, login, after.as_ref()),
            )
        }
        // Written by `import` and `restore`, never by an edit.
        Change::PlanImported { .. } | Change::Restored { .. } => Ok(Err(Clash::Gone)),
    }
}

/// Writes a record that is still what it was when the change was thought of.
fn compare<T: PartialEq + Clone>(
    now: &T,
    before: &T,
    after: &T,
    rebased: impl Fn(T) -> Change,
    write: impl Fn(&T) -> rusqlite::Result<()>,
) -> Outcome {
    if now != before {
        return Ok(Err(Clash::Rebased(Box::new(rebased(now.clone())))));
    }
    write(after)?;
    Ok(Ok(()))
}

fn expect_one(rows: usize) -> Result<(), Clash> {
    if rows == 1 { Ok(()) } else { Err(Clash::Gone) }
}

/// Table, key column and key of a node.
pub(super) fn row_of(node: Node) -> (&'static str, i64) {
    node.measure.map_or(("item", node.item.0), |measure| ("measure", measure.0))
}

fn write_field(transaction: &Transaction<'_>, node: Node, change: &FieldChange) -> Outcome {
    let columns = columns::touched(change);
    let (table, id) = row_of(node);
    let mut sets = String::new();
    let mut holds = String::new();
    let mut values = vec![Value::from(id)];
    for (name, Swap { before, after }) in columns {
        values.push(after);
        let separator = if sets.is_empty() { "" } else { ", " };
        sets.push_str(&format!("{separator}{name} = ?{}", values.len()));
        values.push(before);
        holds.push_str(&format!(" AND {name} IS ?{}", values.len()));
    }
    let alive = if node.measure.is_some() { " AND removed = 0" } else { "" };
    let sql = format!("UPDATE {table} SET {sets} WHERE id = ?1{holds}{alive}");
    if transaction.prepare_cached(&sql)?.execute(params_from_iter(values))? == 1 {
        return Ok(Ok(()));
    }
    let now: Option<Work> = load::work(transaction, node)?;
    Ok(Err(now.map_or(Clash::Gone, |now| Clash::Rebased(Box::new(Change::Field { node, to: change.rebased(&now) })))))
}

fn write_text(transaction: &Transaction<'_>, node: Node, text: &Swap<String>) -> Outcome {
    let (table, id) = row_of(node);
    let (column, alive) = if node.measure.is_some() { ("text", " AND removed = 0") } else { ("title", "") };
    let sql = format!("UPDATE {table} SET {column} = ?2 WHERE id = ?1 AND {column} IS ?3{alive}");
    if transaction.prepare_cached(&sql)?.execute(params![id, text.after, text.before])? == 1 {
        return Ok(Ok(()));
    }
    let sql = format!("SELECT {column} FROM {table} WHERE id = ?1{alive}");
    let now: Option<String> = transaction.query_row(&sql, [id], |row| row.get(0)).optional()?;
    let rebased = |now| Change::Text { node, text: Swap::new(now, text.after.clone()) };
    Ok(Err(now.map_or(Clash::Gone, |now| Clash::Rebased(Box::new(rebased(now))))))
}

/// A measure that comes back finds its old row, with its reports and its place in the source.
fn add_measure(transaction: &Transaction<'_>, edit: &Edit, item: i64, measure: &Measure) -> Outcome {
    let sql = "UPDATE measure SET removed = 0, rank = ?2, text = ?3 WHERE id = ?1 AND removed = 1";
    if transaction.prepare_cached(sql)?.execute(params![measure.id.0, measure.rank, measure.text])? == 0 {
        let sql =
            "INSERT INTO measure (id, plan_id, item_id, rank, text) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
        let values = params![measure.id.0, edit.plan.0, item, measure.rank, measure.text];
        if transaction.prepare_cached(sql)?.execute(values)? == 0 {
            return Ok(Err(Clash::Gone));
        }
    }
    // A split hands the work of the old sentence to the new one; a fresh row has none.
    let Some(work) = &measure.work else { return Ok(Ok(())) };
    let node = Node::measure(crate::plan::ItemId(item), measure.id);
    let Some(now) = load::work(transaction, node)? else { return Ok(Err(Clash::Gone)) };
    for change in now.changes_to(work) {
        if let Err(clash) = write_field(transaction, node, &change)? {
            return Ok(Err(clash));
        }
    }
    Ok(Ok(()))
}

fn add_report(transaction: &Transaction<'_>, edit: &Edit, report: &Report) -> Outcome {
    let sql = "INSERT INTO report (id, plan_id, item_id, measure_id, day, author, percent, done, problem, next, unchanged, unit, revision)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, (SELECT coalesce(max(seq), 0) + 1 FROM journal)) ON CONFLICT DO NOTHING";
    let rows = transaction.prepare_cached(sql)?.execute(params![
        report.id.0,
        edit.plan.0,
        report.node.item.0,
        report.node.measure.map(|measure| measure.0),
        report.day,
        report.author,
        report.percent.map(i64::from),
        report.done,
        report.problem,
        report.next,
        report.unchanged,
        report.unit,
    ])?;
    Ok(expect_one(rows))
}

/// Notes at the row which journal entry touched it last.
fn mark(transaction: &Transaction<'_>, node: Node, seq: i64) -> rusqlite::Result<()> {
    let (table, id) = row_of(node);
    let sql = format!("UPDATE {table} SET revision = ?1 WHERE id = ?2");
    transaction.prepare_cached(&sql)?.execute([seq, id]).map(drop)
}
