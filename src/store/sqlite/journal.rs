//! The journal: one line an edit, each hashed over the line before, so that a line changed or left out can be found.

use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::types::Type;
use rusqlite::{Connection, Error, OptionalExtension, Result, Row, params};
use sha2::{Digest, Sha256};

use crate::plan::{Change, Edit, Entry, OpId, PlanId, Revision};
use crate::store::JournalQuery;

const COLUMNS: &str = "seq, at, op, plan_id, author, kind, changes";

/// Adds a line and returns it.
pub(super) fn append(connection: &Connection, edit: &Edit, at: DateTime<Utc>) -> Result<Entry> {
    append_at(connection, edit, at, None)
}

/// Adds a line under a number further on, as only the line of a restored backup has.
pub(super) fn append_at(connection: &Connection, edit: &Edit, at: DateTime<Utc>, number: Option<i64>) -> Result<Entry> {
    let sql = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1";
    let last: Option<(i64, String)> = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (seq, before) = last.map_or_else(|| (1, String::new()), |(seq, hash)| (seq + 1, hash));
    let seq = number.unwrap_or(seq).max(seq);
    let when = at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let json =
        |value: serde_json::Result<String>| value.map_err(|error| Error::ToSqlConversionFailure(Box::new(error)));
    let kind = json(serde_json::to_string(&edit.kind))?;
    let changes = json(serde_json::to_string(&edit.changes))?;
    let op = edit.op.0.cast_signed();
    let hash = chained(
        &before,
        &[&seq.to_string(), &when, &op.to_string(), &edit.plan.0.to_string(), &edit.author, &kind, &changes],
    );
    connection.prepare_cached("INSERT INTO journal (seq, at, op, plan_id, author, kind, changes, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![seq, when, op, Some(edit.plan.0).filter(|plan| *plan != 0), edit.author, kind, changes, hash])?;
    let mut link = connection.prepare_cached("INSERT OR IGNORE INTO journal_item (item_id, seq) VALUES (?1, ?2)")?;
    for node in edit.changes.iter().filter_map(crate::plan::Change::node) {
        link.execute(params![node.item.0, seq])?;
    }
    let at = DateTime::parse_from_rfc3339(&when).map_or(at, |at| at.to_utc());
    Ok(Entry { seq: Revision(seq), at, edit: edit.clone() })
}

/// The hash of a line: over the hash before it and its own parts, each with its length, so that none can flow
/// into the next.
pub(super) fn chained(before: &str, parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(before.as_bytes());
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hex(&hasher.finalize())
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The line of an edit that was done already.
pub(super) fn by_op(connection: &Connection, op: OpId) -> Result<Option<Entry>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE op = ?1");
    connection.prepare_cached(&sql)?.query_row([op.0.cast_signed()], entry).optional()
}

/// One line.
pub(super) fn at(connection: &Connection, seq: Revision) -> Result<Option<Entry>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE seq = ?1");
    connection.prepare_cached(&sql)?.query_row([seq.0], entry).optional()
}

/// What was done to a plan, or to the database as a whole, after a revision.
pub(super) fn since(connection: &Connection, plan: PlanId, revision: Revision) -> Result<Vec<Entry>> {
    let sql =
        format!("SELECT {COLUMNS} FROM journal WHERE (plan_id = ?1 OR plan_id IS NULL) AND seq > ?2 ORDER BY seq");
    connection.prepare_cached(&sql)?.query_map([plan.0, revision.0], entry)?.collect()
}

/// The whole journal.
pub(super) fn all(connection: &Connection) -> Result<Vec<Entry>> {
    connection.prepare(&format!("SELECT {COLUMNS} FROM journal ORDER BY seq"))?.query_map([], entry)?.collect()
}

/// Lines, newest first.
pub(super) fn read(connection: &Connection, query: JournalQuery) -> Result<Vec<Entry>> {
    let before = query.before.map_or(i64::MAX, |revision| revision.0);
    let of_item = "AND seq IN (SELECT seq FROM journal_item WHERE item_id = ?4)";
    let filter = if query.item.is_some() { of_item } else { "AND ?4 IS NULL" };
    let sql = format!(
        "SELECT {COLUMNS} FROM journal WHERE (plan_id = ?1 OR plan_id IS NULL) AND seq < ?2 {filter} ORDER BY seq DESC LIMIT ?3"
    );
    let item = query.item.map(|item| item.0);
    connection.prepare_cached(&sql)?.query_map(params![query.plan.0, before, query.limit, item], entry)?.collect()
}

/// Who made a change of the same thing last, and when; else who touched the item last.
pub(super) fn last_like(connection: &Connection, change: &Change) -> Result<Option<(String, DateTime<Utc>)>> {
    /// So far back is looked for the very field.
    const LOOKED_THROUGH: u32 = 200;
    let Some(node) = change.node() else { return Ok(None) };
    let sql = format!(
        "SELECT {COLUMNS} FROM journal WHERE seq IN (SELECT seq FROM journal_item WHERE item_id = ?1)
         ORDER BY seq DESC LIMIT ?2"
    );
    let entries: Vec<Entry> = connection
        .prepare_cached(&sql)?
        .query_map(params![node.item.0, LOOKED_THROUGH], entry)?
        .collect::<Result<_>>()?;
    let is_like = |other: &Change| match (change, other) {
        (Change::Field { node, to }, Change::Field { node: at, to: done }) => node == at && to.field() == done.field(),
        (Change::Part { unit, .. }, Change::Part { unit: of, .. }) => unit == of,
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other) && one.node() == other.node(),
    };
    let same = entries.iter().find(|entry| entry.edit.changes.iter().any(is_like));
    Ok(same.or(entries.first()).map(|entry| (entry.edit.author.clone(), entry.at)))
}

fn entry(row: &Row<'_>) -> Result<Entry> {
    let parse = |at: usize, error: serde_json::Error| Error::FromSqlConversionFailure(at, Type::Text, Box::new(error));
    Ok(Entry {
        seq: Revision(row.get(0)?),
        at: row.get(1)?,
        edit: Edit {
            op: OpId(row.get::<_, i64>(2)?.cast_unsigned()),
            plan: PlanId(row.get::<_, Option<i64>>(3)?.unwrap_or(0)),
            author: row.get(4)?,
            kind: serde_json::from_str(&row.get::<_, String>(5)?).map_err(|error| parse(5, error))?,
            changes: serde_json::from_str(&row.get::<_, String>(6)?).map_err(|error| parse(6, error))?,
        },
    })
}
