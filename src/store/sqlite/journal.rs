//! The table of the journal: lines in and out of its columns.

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::types::Type;
use rusqlite::{Connection, Error, OptionalExtension, Result, Row, params};

use crate::plan::{Entry, ItemId, OpId, PlanId, Revision};
use crate::store::journal::Line;
use crate::store::{Anchor, JournalQuery};

const COLUMNS: &str = "seq, at, op, plan_id, author, kind, changes, hash";

/// Adds a line, and notes which items it touches.
pub(super) fn append(connection: &Connection, line: &Line, items: &[ItemId]) -> Result<()> {
    let sql = "INSERT INTO journal (seq, at, op, plan_id, author, kind, changes, hash)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let Line { seq, at, op, plan, author, kind, changes, hash, .. } = line;
    connection.prepare_cached(sql)?.execute(params![seq, at, op, plan, author, kind, changes, hash])?;
    let mut link = connection.prepare_cached("INSERT INTO journal_item (item_id, seq) VALUES (?1, ?2)")?;
    for item in items {
        link.execute(params![item.0, seq])?;
    }
    Ok(())
}

/// The last line with its hash.
pub(super) fn head(connection: &Connection) -> Result<Option<Anchor>> {
    let sql = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1";
    let read = |row: &Row<'_>| Ok(Anchor { seq: row.get(0)?, hash: row.get(1)? });
    connection.prepare_cached(sql)?.query_row([], read).optional()
}

/// When the first line was written.
pub(super) fn begins(connection: &Connection) -> Result<Option<DateTime<Utc>>> {
    let sql = "SELECT at FROM journal ORDER BY seq LIMIT 1";
    connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()
}

/// The hash of one line.
pub(super) fn hash_at(connection: &Connection, seq: i64) -> Result<Option<String>> {
    let sql = "SELECT hash FROM journal WHERE seq = ?1";
    connection.prepare_cached(sql)?.query_row([seq], |row| row.get(0)).optional()
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

/// The last lines that touched an item, newest first.
pub(super) fn about(connection: &Connection, item: ItemId, limit: u32) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM journal WHERE seq IN (SELECT seq FROM journal_item WHERE item_id = ?1)
         ORDER BY seq DESC LIMIT ?2"
    );
    connection.prepare_cached(&sql)?.query_map(params![item.0, limit], entry)?.collect()
}

/// Shows each line of the journal, as it is kept, until `see` has seen enough.
pub(super) fn each_line(connection: &Connection, see: &mut dyn FnMut(Line) -> bool) -> Result<()> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM journal ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if !see(line(row)?) {
            break;
        }
    }
    Ok(())
}

/// The lines of a plan that put work under way, and the one that brought it, in order.
pub(super) fn handing_over(connection: &Connection, plan: PlanId) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM journal WHERE plan_id = ?1
         AND (instr(changes, '\"active\"') OR instr(changes, '\"plan_imported\"')) ORDER BY seq"
    );
    connection.prepare_cached(&sql)?.query_map([plan.0], entry)?.collect()
}

/// The lines that tell of restored backups, in order.
pub(super) fn restorings(connection: &Connection) -> Result<Vec<Entry>> {
    let sql =
        format!("SELECT {COLUMNS} FROM journal WHERE plan_id IS NULL AND instr(changes, '\"restored\"') ORDER BY seq");
    connection.prepare_cached(&sql)?.query_map([], entry)?.collect()
}

/// How many of the last lines an author has written since a time.
pub(super) fn lines_since(connection: &Connection, author: &str, since: DateTime<Utc>, among: u32) -> Result<u32> {
    let sql = "SELECT count(*) FROM (SELECT author, at FROM journal ORDER BY seq DESC LIMIT ?3) WHERE author = ?1 AND at > ?2";
    let since = since.to_rfc3339_opts(SecondsFormat::Millis, true);
    connection.prepare_cached(sql)?.query_row(params![author, since, among], |row| row.get(0))
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

fn line(row: &Row<'_>) -> Result<Line> {
    Ok(Line {
        seq: row.get(0)?,
        at: row.get(1)?,
        op: row.get(2)?,
        plan: row.get(3)?,
        author: row.get(4)?,
        kind: row.get(5)?,
        changes: row.get(6)?,
        hash: row.get(7)?,
    })
}

fn entry(row: &Row<'_>) -> Result<Entry> {
    line(row)?.entry().map_err(|error| Error::FromSqlConversionFailure(6, Type::Text, Box::new(error)))
}
