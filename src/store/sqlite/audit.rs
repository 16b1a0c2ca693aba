//! What the audit asks of this engine: its own checks of the file, and everything it keeps, told to the audit that is the
//! same for every engine. `integrity_check` finds a flipped byte only by luck; the audit finds the rest.

use crate::store::checkup::Fault;
use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Result};

use super::error::explain;
use super::{columns, journal, load, migrate};
use crate::plan::{Board, Entry, ItemId, MeasureId, PlanId, Revision, Settings, UnitKind, clean_line, is_clean};
use crate::store::audit::{self, Archive, QuietMeasure};
use crate::store::journal::Line;
use crate::store::tx::Answer;
use crate::store::{Check, Finding, StoreError};

/// Everything in the tables of a connection.
pub(super) struct Tables<'a> {
    connection: &'a Connection,
    path: &'a Path,
}

impl<'a> Tables<'a> {
    /// Of a connection to the file at `path`.
    pub fn new(connection: &'a Connection, path: &'a Path) -> Self {
        Self { connection, path }
    }

    fn run<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Answer<T> {
        work(self.connection).map_err(|error| explain(&error, self.path))
    }
}

/// The digest of a plan as it is.
pub(super) fn digest(connection: &Connection, path: &Path, plan: PlanId) -> Answer<String> {
    let tables = Tables::new(connection, path);
    let board = tables.board(plan)?.ok_or(StoreError::NoPlan(plan))?;
    audit::digest(&tables, plan, &board)
}

/// Everything that can be checked without knowing where the file lies.
pub(super) fn contents(connection: &Connection, path: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut tell = |check: Check, found: Answer<Vec<Finding>>| match found {
        Ok(found) if found.is_empty() => findings.push(Finding::fine(check)),
        Ok(found) => findings.extend(found),
        Err(error) => findings.push(Finding::bad(check, Fault::Unreadable, &[("why", &error)])),
    };
    let own = Tables::new(connection, path);
    tell(Check::Schema, own.run(schema));
    tell(Check::Integrity, own.run(integrity));
    tell(Check::ForeignKeys, own.run(foreign_keys));
    // What an older program wrote is read as this one would read it once it was brought up to date.
    let migrated = match migrate::version(connection) {
        Ok(version) if (1..migrate::LATEST).contains(&version) => migrate::in_memory(connection).ok(),
        _ => None,
    };
    let walked = Tables::new(migrated.as_ref().unwrap_or(connection), path);
    tell(Check::Chain, audit::chain(&walked));
    tell(
        Check::Fold,
        audit::fold(&walked).and_then(|mut found| {
            found.extend(walked.run(raw_texts)?);
            Ok(found)
        }),
    );
    tell(Check::Index, audit::index(&walked));
    tell(Check::Settings, walked.run(settings));
    findings
}

impl Archive for Tables<'_> {
    fn plans(&self) -> Answer<Vec<PlanId>> {
        Ok(self.run(load::plans)?.into_iter().map(|plan| plan.id).collect())
    }

    fn board(&self, plan: PlanId) -> Answer<Option<Board>> {
        self.run(|connection| load::board_within(connection, plan))
    }

    fn source(&self, plan: PlanId) -> Answer<String> {
        let sql = "SELECT source FROM plan WHERE id = ?1";
        let source = self.run(|connection| connection.query_row(sql, [plan.0], |row| row.get(0)).optional())?;
        Ok(source.unwrap_or_default())
    }

    fn places(&self, plan: PlanId) -> Answer<Vec<[i64; 3]>> {
        let mut places = Vec::new();
        for table in ["section", "item", "measure"] {
            let sql = format!(
                "SELECT id, source_start, source_end FROM {table}
                 WHERE plan_id = ?1 AND source_start >= 0 ORDER BY id"
            );
            let found: Vec<[i64; 3]> = self.run(|connection| {
                let mut statement = connection.prepare(&sql)?;
                statement.query_map([plan.0], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?.collect()
            })?;
            places.extend(found);
        }
        Ok(places)
    }

    fn each_line(&self, see: &mut dyn FnMut(Line) -> bool) -> Answer<()> {
        self.run(|connection| journal::each_line(connection, see))
    }

    fn entries(&self, plan: PlanId) -> Answer<Vec<Entry>> {
        self.run(|connection| journal::since(connection, plan, Revision(0)))
    }

    fn each_quiet_measure(&self, plan: PlanId, see: &mut dyn FnMut(QuietMeasure) -> bool) -> Answer<()> {
        let sql = format!(
            "SELECT id, item_id, rank, text, removed, {} FROM measure
             WHERE plan_id = ?1 AND (revision = 0 OR removed = 1)",
            columns::WORK
        );
        self.run(|connection| {
            let mut statement = connection.prepare(&sql)?;
            let mut rows = statement.query([plan.0])?;
            while let Some(row) = rows.next()? {
                let quiet = QuietMeasure {
                    id: MeasureId(row.get(0)?),
                    item: ItemId(row.get(1)?),
                    rank: row.get(2)?,
                    text: row.get(3)?,
                    removed: row.get(4)?,
                    work: columns::work(row, 5)?,
                    bare: raw_lists(row, 5)?,
                };
                if !see(quiet) {
                    break;
                }
            }
            Ok(())
        })
    }

    fn touched(&self, plan: PlanId, sort: &str) -> Answer<Vec<(i64, i64)>> {
        let sql = format!("SELECT id, revision FROM {sort} WHERE plan_id = ?1");
        self.run(|connection| {
            connection.prepare(&sql)?.query_map([plan.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    fn index(&self) -> Answer<BTreeSet<(i64, i64)>> {
        let sql = "SELECT item_id, seq FROM journal_item";
        self.run(|connection| connection.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
    }

    fn units(&self) -> Answer<Vec<(String, Option<UnitKind>)>> {
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, UnitKind::from_code(&row.get::<_, String>(1)?)));
        self.run(|connection| connection.prepare("SELECT name, kind FROM unit")?.query_map([], read)?.collect())
    }
}

/// Whether the columns that a value is read from only in part are empty as a new row has them.
fn raw_lists(row: &rusqlite::Row<'_>, first: usize) -> Result<bool> {
    // Support and counties are lists; a target's number and unit count only beside its text.
    for (at, empty) in [(9, "[]"), (11, "[]")] {
        if row.get::<_, String>(first + at)? != empty {
            return Ok(false);
        }
    }
    Ok(row.get::<_, Option<f64>>(first + 13)?.is_none() && row.get::<_, Option<String>>(first + 14)?.is_none())
}

/// Tables that the engine keeps for its own statistics, as it makes them; whoever analyses a file adds them.
const STATISTICS: [(&str, &str); 2] = [
    ("sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
    ("sqlite_stat4", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"),
];

/// Tables, indexes, views and triggers are those that a file of the same version has when it is made, each with its text.
fn schema(connection: &Connection) -> Result<Vec<Finding>> {
    let read = |connection: &Connection| -> Result<BTreeSet<[String; 4]>> {
        let sql = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema";
        let rows = connection
            .prepare(sql)?
            .query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?
            .collect::<Result<BTreeSet<[String; 4]>>>()?;
        let is_statistics = |[sort, name, table, sql]: &[String; 4]| {
            sort == "table" && name == table && STATISTICS.contains(&(name.as_str(), sql.as_str()))
        };
        Ok(rows.into_iter().filter(|row| !is_statistics(row)).collect())
    };
    let found = migrate::version(connection)?;
    let mut findings = Vec::new();
    if found != migrate::LATEST {
        let values: [(&'static str, &dyn std::fmt::Display); 2] = [("found", &found), ("known", &migrate::LATEST)];
        findings.push(Finding::doubtful(Check::Schema, Fault::Version, &values));
    }
    // What a newer program makes nobody knows here.
    if let Some(made) = migrate::fresh(found)? {
        let (ours, theirs) = (read(&made)?, read(connection)?);
        let odd = ours.symmetric_difference(&theirs).next().map(|[sort, name, ..]| format!("{sort} {name}"));
        findings.extend(odd.map(|name| Finding::bad(Check::Schema, Fault::Schema, &[("name", &name)])));
    }
    Ok(findings)
}

/// Columns of texts that may have several lines.
const LONG: [&str; 10] =
    ["preamble", "done", "problem", "next", "reason", "answer_note", "text", "reply", "returned", "closed"];
/// Columns of lists of names.
const LISTS: [&str; 4] = ["support", "counties", "keys", "present"];

/// Texts stand in the tables as this program writes them. What is read is cleaned first: a blank at its end would be seen
/// by nobody, and be a difference for ever.
fn raw_texts(connection: &Connection) -> Result<Vec<Finding>> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'
               AND name NOT IN ('journal', 'journal_item', 'setting')";
    let tables: Vec<String> = connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_>>()?;
    let mut findings = Vec::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{}\"", table.replace('"', "\"\"")))?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let odd = columns.iter().enumerate().any(|(at, column)| {
                let text = row.get_ref(at).ok().and_then(|value| value.as_str().ok());
                // The document itself, and lists of records, are checked as a whole.
                text.is_some_and(|text| !matches!(column.as_str(), "source" | "agenda") && !is_as_written(column, text))
            });
            if odd {
                let id = row.get_ref(0).map_or_else(
                    |_| String::new(),
                    |id| match id {
                        ValueRef::Integer(id) => id.to_string(),
                        other => other.as_str().map(clean_line).unwrap_or_default(),
                    },
                );
                findings.push(Finding::bad(Check::Fold, Fault::FoldRow, &[("table", &table), ("id", &id)]));
                break;
            }
        }
    }
    Ok(findings)
}

fn is_as_written(column: &str, text: &str) -> bool {
    if LISTS.contains(&column) {
        let list: Option<Vec<String>> = serde_json::from_str(text).ok();
        let written = list.as_ref().and_then(|list| serde_json::to_string(list).ok());
        return written.as_deref() == Some(text)
            && list.is_some_and(|list| list.iter().all(|name| *name == clean_line(name)));
    }
    is_clean(text) && (LONG.contains(&column) || (text.trim() == text && !text.contains(['\n', '\t'])))
}

/// Settings that cannot be read or that nobody knows, and plans whose span cannot be read.
fn settings(connection: &Connection) -> Result<Vec<Finding>> {
    let mut findings: Vec<Finding> = load::settings(connection)?.faults.into_iter().map(Finding::of_setting).collect();
    let names =
        |sql: &str| -> Result<Vec<String>> { connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect() };
    for name in names("SELECT name FROM setting ORDER BY name")? {
        if !Settings::NAMES.iter().chain(&load::OWN_SETTINGS).any(|known| *known == name) {
            findings.push(Finding::doubtful(Check::Settings, Fault::SettingUnknown, &[("name", &name)]));
        }
    }
    // What is kept of the journal, to be found quickly, is what the journal says.
    let is_kept = load::setting(connection, load::HANDED_OVER)?.is_some();
    for plan in load::plans(connection).unwrap_or_default().into_iter().filter(|_| is_kept) {
        let Ok(Some(board)) = load::board_within(connection, plan.id) else { continue };
        let mut again = board.clone();
        again.handed_over.clear();
        again.recall_handing_over(&journal::handing_over(connection, plan.id).unwrap_or_default());
        if board.lacks_handing_over() && again.handed_over != board.handed_over {
            // Work that was given back and taken up again since may be told differently, too.
            findings.push(Finding::doubtful(Check::Settings, Fault::HandedOver, &[("plan", &plan.id.0)]));
        }
    }
    let mut plans = connection.prepare("SELECT id, period_first, period_last FROM plan ORDER BY id")?;
    let mut rows = plans.query([])?;
    while let Some(row) = rows.next()? {
        if load::period(row, 1).is_ok() {
            continue;
        }
        let text = |at: usize| row.get::<_, String>(at).unwrap_or_else(|_| "?".to_owned());
        let (plan, value) = (row.get::<_, i64>(0)?, format!("{}..{}", text(1), text(2)));
        let values: [(&str, &dyn std::fmt::Display); 2] = [("plan", &plan), ("value", &value)];
        findings.push(Finding::bad(Check::Settings, Fault::PeriodUnreadable, &values));
    }
    Ok(findings)
}

fn integrity(connection: &Connection) -> Result<Vec<Finding>> {
    let sql = "PRAGMA integrity_check(5)";
    let lines: Vec<String> = connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_>>()?;
    let bad = lines.iter().filter(|line| *line != "ok");
    Ok(bad.map(|line| Finding::bad(Check::Integrity, Fault::Integrity, &[("why", line)])).collect())
}

fn foreign_keys(connection: &Connection) -> Result<Vec<Finding>> {
    let sql = "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?));
    let lines: Vec<(String, i64)> = connection.prepare(sql)?.query_map([], read)?.collect::<Result<_>>()?;
    let finding = |(table, n): &(String, i64)| {
        Finding::bad(Check::ForeignKeys, Fault::ForeignKeys, &[("table", table), ("n", n)])
    };
    Ok(lines.iter().map(finding).collect())
}
