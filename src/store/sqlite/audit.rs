//! Audit: whether what is in the tables is what the journal says. `integrity_check` finds a flipped byte only by luck;
//! the hash chain and the walk back to the document find the rest.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Result, params};
use sha2::{Digest, Sha256};

use super::{columns, journal, load, migrate};
use crate::plan::{Board, COUNTIES, Change, Entry, Measure, Node, PlanId, Unit, UnitKind, Work};
use crate::store::journal::hex;
use crate::store::{Check, Finding};

/// Hash over everything of a plan that came from its document: the board, the document itself, and where each part
/// stands in it.
pub(super) fn digest(connection: &Connection, plan: PlanId) -> Result<String> {
    let board = load::board_within(connection, plan)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    digest_of(connection, plan, &board)
}

fn digest_of(connection: &Connection, plan: PlanId, board: &Board) -> Result<String> {
    let mut hasher = Sha256::new();
    hasher.update(board.canonical_text().as_bytes());
    let source: Option<String> =
        connection.query_row("SELECT source FROM plan WHERE id = ?1", [plan.0], |row| row.get(0)).optional()?;
    hasher.update(source.unwrap_or_default().as_bytes());
    for table in ["section", "item", "measure"] {
        let sql = format!(
            "SELECT id, source_start, source_end FROM {table} WHERE plan_id = ?1 AND source_start IS NOT NULL ORDER BY id"
        );
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([plan.0])?;
        while let Some(row) = rows.next()? {
            for at in 0..3 {
                hasher.update(row.get::<_, i64>(at)?.to_le_bytes());
            }
        }
    }
    Ok(hex(&hasher.finalize()))
}

/// Everything that can be checked without knowing where the file lies.
pub(super) fn contents(connection: &Connection) -> Vec<Finding> {
    type Test = fn(&Connection) -> Result<Vec<Finding>>;
    let tests: [(Check, Test); 6] = [
        (Check::Schema, schema),
        (Check::Integrity, integrity),
        (Check::ForeignKeys, foreign_keys),
        (Check::Chain, chain),
        (Check::Fold, fold),
        (Check::Index, index),
    ];
    // What an older program wrote is read as this one would read it once it was brought up to date.
    let migrated = match migrate::version(connection) {
        Ok(version) if (1..migrate::LATEST).contains(&version) => migrate::in_memory(connection).ok(),
        _ => None,
    };
    let mut findings = Vec::new();
    for (check, test) in tests {
        let walked = matches!(check, Check::Chain | Check::Fold | Check::Index);
        match test(migrated.as_ref().filter(|_| walked).unwrap_or(connection)) {
            Ok(found) if found.is_empty() => findings.push(Finding::fine(check)),
            Ok(found) => findings.extend(found),
            Err(error) => findings.push(Finding::bad(check, "unreadable", &[("why", &error)])),
        }
    }
    findings
}

/// Tables, indexes and triggers are those that a new file would have.
fn schema(connection: &Connection) -> Result<Vec<Finding>> {
    let read = |connection: &Connection| -> Result<BTreeSet<(String, String)>> {
        let sql = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'";
        connection.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    };
    let found = migrate::version(connection)?;
    if found != migrate::LATEST {
        return Ok(vec![Finding::doubtful(
            Check::Schema,
            "version",
            &[("found", &found), ("known", &migrate::LATEST)],
        )]);
    }
    let fresh = migrate::fresh()?;
    let (ours, theirs) = (read(&fresh)?, read(connection)?);
    let odd: Vec<&str> = ours.symmetric_difference(&theirs).map(|(name, _)| name.as_str()).collect();
    Ok(odd.first().map(|name| Finding::bad(Check::Schema, "schema", &[("name", name)])).into_iter().collect())
}

fn integrity(connection: &Connection) -> Result<Vec<Finding>> {
    let sql = "PRAGMA integrity_check(5)";
    let lines: Vec<String> = connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_>>()?;
    let bad = lines.iter().filter(|line| *line != "ok");
    Ok(bad.map(|line| Finding::bad(Check::Integrity, "integrity", &[("why", line)])).collect())
}

fn foreign_keys(connection: &Connection) -> Result<Vec<Finding>> {
    let sql = "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?));
    let lines: Vec<(String, i64)> = connection.prepare(sql)?.query_map([], read)?.collect::<Result<_>>()?;
    let finding =
        |(table, n): &(String, i64)| Finding::bad(Check::ForeignKeys, "foreign_keys", &[("table", table), ("n", n)]);
    Ok(lines.iter().map(finding).collect())
}

/// Each line of the journal is hashed over the one before; only a restored backup may leave numbers out.
fn chain(connection: &Connection) -> Result<Vec<Finding>> {
    let (mut before, mut last) = (String::new(), 0_i64);
    let mut findings = Vec::new();
    let mut latest = String::new();
    for line in journal::lines(connection)? {
        let gap = line.seq != last + 1 && !line.changes.contains("\"change\":\"restored\"");
        if line.hash != line.hash_over(&before) || gap {
            findings.push(Finding::bad(Check::Chain, "chain", &[("seq", &line.seq)]));
            return Ok(findings);
        }
        // Two who write at once note their times before they wait for each other.
        if is_well_before(&line.at, &latest) && findings.is_empty() {
            findings.push(Finding::doubtful(Check::Chain, "clock", &[("seq", &line.seq), ("at", &line.at)]));
        }
        latest = latest.max(line.at);
        (before, last) = (line.hash, line.seq);
    }
    Ok(findings)
}

/// Whether a time lies more than a minute before another: so far only a clock that was set back goes.
fn is_well_before(at: &str, latest: &str) -> bool {
    let parse = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
    matches!((parse(at), parse(latest)), (Some(at), Some(latest)) if latest - at > chrono::Duration::minutes(1))
}

/// Walks the journal back over the tables, plan by plan, down to what was read from the document.
fn fold(connection: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for plan in load::plans(connection)? {
        findings.extend(fold_plan(connection, plan.id)?);
    }
    Ok(findings)
}

fn fold_plan(connection: &Connection, plan: PlanId) -> Result<Vec<Finding>> {
    let Some(mut board) = load::board_within(connection, plan)? else { return Ok(Vec::new()) };
    let entries = journal::since(connection, plan, crate::plan::Revision(0))?;
    if let Some(finding) = quiet_rows(connection, plan, &entries)? {
        return Ok(vec![finding]);
    }
    if let Some(finding) = marks(connection, plan, &entries)? {
        return Ok(vec![finding]);
    }
    for entry in entries.iter().rev() {
        if let Err(mismatch) = board.roll_back(entry) {
            let change = mismatch.entry.edit.changes.get(mismatch.index);
            if let Some(Change::Person { login, .. }) = change {
                let values: [(&'static str, &dyn std::fmt::Display); 2] = [("login", login), ("seq", &entry.seq.0)];
                return Ok(vec![Finding::bad(Check::Fold, "fold_person", &values)]);
            }
            let node = change.and_then(Change::node);
            let no = node.and_then(|node| board.item(node.item)).map(|item| item.no.to_string()).unwrap_or_default();
            return Ok(vec![Finding::bad(Check::Fold, "fold", &[("seq", &entry.seq.0), ("no", &no)])]);
        }
    }
    if !board.is_untouched() || !board.people.is_empty() {
        return Ok(vec![Finding::bad(Check::Fold, "fold_rest", &[("plan", &plan.0)])]);
    }
    let digest = entries.iter().flat_map(|entry| &entry.edit.changes).find_map(|change| match change {
        Change::PlanImported { digest, .. } => Some(digest.clone()),
        _ => None,
    });
    Ok(match digest.flatten() {
        None => vec![Finding::doubtful(Check::Fold, "no_digest", &[("plan", &plan.0)])],
        Some(digest) if digest == digest_of(connection, plan, &board)? => Vec::new(),
        Some(_) => vec![Finding::bad(Check::Fold, "fold_text", &[("plan", &plan.0)])],
    })
}

/// Rows of which the board shows little: measures that nobody touched carry no work, and removed ones are as they were
/// when they went.
fn quiet_rows(connection: &Connection, plan: PlanId, entries: &[Entry]) -> Result<Option<Finding>> {
    let mut removed: BTreeMap<i64, (i64, &Measure)> = BTreeMap::new();
    for change in entries.iter().flat_map(|entry| &entry.edit.changes) {
        if let Change::MeasureRemoved { item, measure } = change {
            removed.insert(measure.id.0, (item.0, measure));
        }
    }
    let sql = format!(
        "SELECT id, item_id, rank, text, removed, revision, {} FROM measure
         WHERE plan_id = ?1 AND (revision = 0 OR removed = 1)",
        columns::WORK
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([plan.0])?;
    while let Some(row) = rows.next()? {
        let (id, item, rank, text): (i64, i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let work = columns::work(row, 6)?;
        let raw = raw_lists(row, 6)?;
        let fits = if row.get::<_, bool>(4)? {
            removed.get(&id).is_some_and(|(of, measure)| {
                let kept = measure.work.as_deref().cloned().unwrap_or_default();
                (*of, measure.rank, &measure.text, &kept) == (item, rank, &text, &work)
            })
        } else {
            work == Work::default() && raw
        };
        if !fits {
            return Ok(Some(Finding::bad(Check::Fold, "fold_row", &[("table", &"measure"), ("id", &id)])));
        }
    }
    Ok(None)
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

/// The line noted at each row is the last one that touched it.
fn marks(connection: &Connection, plan: PlanId, entries: &[Entry]) -> Result<Option<Finding>> {
    let mut last: BTreeMap<(&str, i64), i64> = BTreeMap::new();
    for entry in entries {
        for change in &entry.edit.changes {
            if let Some(node) = change.node() {
                let key = node.measure.map_or(("item", node.item.0), |measure| ("measure", measure.0));
                last.insert(key, entry.seq.0);
            }
            match change {
                Change::ReportAdded { report } => drop(last.insert(("report", report.id.0), entry.seq.0)),
                Change::Extension { id, .. } => drop(last.insert(("extension", id.0), entry.seq.0)),
                Change::Directive { id, .. } => drop(last.insert(("directive", id.0), entry.seq.0)),
                Change::Meeting { id, .. } => drop(last.insert(("meeting", id.0), entry.seq.0)),
                _ => {}
            }
        }
    }
    for table in ["item", "measure", "report", "extension", "directive", "meeting"] {
        let mut statement = connection.prepare(&format!("SELECT id, revision FROM {table} WHERE plan_id = ?1"))?;
        let mut rows = statement.query([plan.0])?;
        while let Some(row) = rows.next()? {
            let (id, revision): (i64, i64) = (row.get(0)?, row.get(1)?);
            // What came with the document is noted as touched by the first line.
            let fits = last.get(&(table, id)).map_or(revision <= 1, |seq| *seq == revision);
            if !fits {
                return Ok(Some(Finding::bad(Check::Fold, "fold_row", &[("table", &table), ("id", &id)])));
            }
        }
    }
    Ok(None)
}

/// What is kept only to find things quickly agrees with what it was made from.
fn index(connection: &Connection) -> Result<Vec<Finding>> {
    let mut expected: BTreeSet<(i64, i64)> = BTreeSet::new();
    let mut units: BTreeMap<String, Vec<UnitKind>> =
        COUNTIES.map(|name| (name.to_owned(), vec![UnitKind::County])).into();
    for entry in journal::entries(connection)? {
        for change in &entry.edit.changes {
            expected.extend(change.node().map(|Node { item, .. }| (item.0, entry.seq.0)));
            if let Change::UnitAdded { unit: Unit { name, kind } } = change {
                units.entry(name.clone()).or_default().push(*kind);
            }
        }
    }
    let pairs = "SELECT item_id, seq FROM journal_item";
    let found: BTreeSet<(i64, i64)> =
        connection.prepare(pairs)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_>>()?;
    if let Some((item, seq)) = found.symmetric_difference(&expected).next() {
        return Ok(vec![Finding::bad(Check::Index, "index", &[("item", item), ("seq", seq)])]);
    }
    let mut statement = connection.prepare("SELECT name, kind FROM unit")?;
    let mut rows = statement.query(params![])?;
    while let Some(row) = rows.next()? {
        let (name, kind): (String, String) = (row.get(0)?, row.get(1)?);
        let kind = UnitKind::from_code(&kind);
        let told = units.get(&name).is_some_and(|kinds| kinds.iter().any(|known| Some(*known) == kind));
        if !told && kind != Some(UnitKind::guess(&name)) {
            return Ok(vec![Finding::bad(Check::Index, "unit", &[("name", &name)])]);
        }
    }
    Ok(Vec::new())
}
