//! The rows of a new plan: a draft into the tables.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::{columns, records};
use crate::plan::{COUNTIES, Measure, PlanId, Unit, UnitKind, Work, clean_line, clean_text};
use crate::read::{DraftItem, DraftWork};
use crate::store::Import;
use crate::store::import::{is_same_paper, work_named};

/// The plan that was read from this document before; one that was removed does not count, for it may have been read wrongly.
pub(super) fn plan_from(connection: &Connection, source: &str) -> rusqlite::Result<Option<PlanId>> {
    let mut statement = connection.prepare("SELECT id, source FROM plan WHERE state <> 'removed' ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if is_same_paper(row.get_ref(1)?.as_str()?, source) {
            return Ok(Some(PlanId(row.get(0)?)));
        }
    }
    Ok(None)
}

/// The rows of a draft.
pub(super) fn add_plan(transaction: &Connection, import: &Import<'_>, day: NaiveDate) -> rusqlite::Result<PlanId> {
    let draft = import.draft;
    for county in COUNTIES {
        records::know_unit(transaction, &Unit { name: county.to_owned(), kind: UnitKind::County })?;
    }
    transaction.execute(
        "INSERT INTO plan (title, issuer, period_first, period_last, preamble, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            clean_line(&draft.title.text),
            clean_line(&draft.issuer),
            import.period.first(),
            import.period.last(),
            clean_text(&draft.preamble.text),
            import.source
        ],
    )?;
    let plan = PlanId(transaction.last_insert_rowid());
    for section in &draft.sections {
        transaction.execute(
            "INSERT INTO section (plan_id, ordinal, heading, label, source_start, source_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                plan.0,
                section.ordinal,
                clean_line(&section.heading.text),
                clean_line(&section.label),
                section.heading.span.start as i64,
                section.heading.span.end as i64
            ],
        )?;
        let id = transaction.last_insert_rowid();
        for item in &section.items {
            add_item(transaction, plan, id, item, day)?;
        }
    }
    Ok(plan)
}

fn add_item(
    transaction: &Connection,
    plan: PlanId,
    section: i64,
    item: &DraftItem,
    day: NaiveDate,
) -> rusqlite::Result<()> {
    let title = clean_line(&item.title.text);
    let group = item.group.as_ref().map(|group| clean_line(&group.text)).unwrap_or_default();
    // A number without words is still an item of the document.
    let title = if title.is_empty() { item.no.to_string() } else { title };
    transaction
        .prepare_cached("INSERT INTO item (plan_id, section_id, no, title, source_start, source_end, group_label) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![plan.0, section, item.no, title, item.title.span.start as i64, item.title.span.end as i64, group])?;
    let id = transaction.last_insert_rowid();
    add_work(transaction, "item", id, &item.work, day)?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO measure (plan_id, item_id, rank, text, source_start, source_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for ((measure, work), rank) in item.measures.iter().zip(1..) {
        let text = clean_line(&measure.text);
        if text.is_empty() {
            continue;
        }
        insert.execute(params![
            plan.0,
            id,
            rank * Measure::RANK_STEP,
            text,
            measure.span.start as i64,
            measure.span.end as i64
        ])?;
        add_work(transaction, "measure", transaction.last_insert_rowid(), work, day)?;
    }
    Ok(())
}

/// Owners and dates that the document itself names; the row then counts as touched.
fn add_work(transaction: &Connection, table: &str, id: i64, draft: &DraftWork, day: NaiveDate) -> rusqlite::Result<()> {
    if *draft == DraftWork::default() {
        return Ok(());
    }
    let work = work_named(draft, day);
    for name in work.lead.iter().chain(&work.support) {
        records::know_unit(transaction, &Unit::named(name.clone()))?;
    }
    let mut sets = vec!["revision = 1".to_owned()];
    let mut values = vec![Value::from(id)];
    for (name, value) in Work::default().changes_to(&work).iter().flat_map(columns::touched) {
        values.push(value);
        sets.push(format!("{name} = ?{}", values.len()));
    }
    let sql = format!("UPDATE {table} SET {} WHERE id = ?1", sets.join(", "));
    transaction.prepare_cached(&sql)?.execute(params_from_iter(values)).map(drop)
}
