//! Loading: a whole plan from its tables into memory. Texts are looked at on the way in, since anybody with the
//! file could have written them.

use rusqlite::{Connection, OptionalExtension, Result, Row};

use super::columns::{self, WORK, line, text};
use super::{journal, records};
use crate::plan::{
    Board, CarryLink, HandingOver, Item, ItemId, Measure, MeasureId, Node, Period, PeriodError, Plan, PlanId,
    PlanState, PlanSummary, Report, ReportId, Revision, Section, SectionId, Settings, Unit, UnitKind, Work, Zone,
    clean_line, clean_text,
};
use crate::store::tx::KeptMeasure;

/// All plans.
pub(super) fn plans(connection: &Connection) -> Result<Vec<PlanSummary>> {
    let sql = "SELECT id, title, period_first, period_last, state, (SELECT count(*) FROM item WHERE plan_id = plan.id AND removed = 0)
               FROM plan ORDER BY id";
    let read = |row: &Row<'_>| {
        Ok(PlanSummary {
            id: PlanId(row.get(0)?),
            title: line(row, 1)?,
            period: period(row, 2)?,
            state: columns::known(row.get(4)?, 4, PlanState::from_code)?.unwrap_or_default(),
            items: row.get(5)?,
        })
    };
    connection.prepare(sql)?.query_map([], read)?.collect()
}

/// How much text of reports a board has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    /// All of it.
    All,
    /// That of the newest reports, as much as a screen's session keeps.
    Newest,
}

/// One plan, as of one moment: all tables are read in one transaction.
pub(super) fn board(connection: &Connection, id: PlanId, texts: Texts) -> Result<Option<Board>> {
    let reading = connection.unchecked_transaction()?;
    let board = board_of(&reading, id, texts)?;
    reading.finish()?;
    Ok(board)
}

/// One plan, within a transaction of the caller's.
pub(super) fn board_within(reading: &Connection, id: PlanId) -> Result<Option<Board>> {
    board_of(reading, id, Texts::All)
}

fn board_of(reading: &Connection, id: PlanId, texts: Texts) -> Result<Option<Board>> {
    let Some(plan) = plan(reading, id)? else { return Ok(None) };
    let sections = sections(reading, id)?;
    let (items, removed) = items(reading, id, texts)?;
    let mut board = Board::new(plan, sections, items, units(reading)?);
    board.put_aside(removed);
    board.links = links(reading, id)?;
    board.people = records::people(reading)?;
    board.extensions = records::extensions(reading, id)?;
    board.directives = records::directives(reading, id)?;
    board.meetings = records::meetings(reading, id)?;
    board.revision = Revision(reading.query_row("SELECT coalesce(max(seq), 0) FROM journal", [], |row| row.get(0))?);
    board.demo = setting(reading, "demo")?.is_some();
    for name in Settings::NAMES {
        board.settings.extend(setting(reading, name)?.map(|text| (name.to_owned(), text)));
    }
    board.settle_settings();
    if board.lacks_handing_over() && !kept_handing_over(reading).is_some_and(|kept| board.take_handing_over(&kept)) {
        // A line that cannot be read is the doctor's to tell; the plan is shown all the same.
        board.recall_handing_over(&journal::handing_over(reading, id).unwrap_or_default());
    }
    Ok(Some(board))
}

/// The name under which is kept when work of earlier versions was handed over: read off the journal once, when the file was
/// brought up to date.
pub(super) const HANDED_OVER: &str = "handed_over";

/// Settings that are this engine's own notes, not the bureau's.
pub(super) const OWN_SETTINGS: [&str; 1] = [HANDED_OVER];

fn kept_handing_over(connection: &Connection) -> Option<HandingOver> {
    serde_json::from_str(&setting(connection, HANDED_OVER).ok()??).ok()
}

/// Keeps when the work of all plans was handed over that tells no day itself.
pub(super) fn keep_handing_over(connection: &Connection) -> Result<()> {
    let mut all = HandingOver::default();
    for plan in plans(connection)? {
        if let Some(board) = board_within(connection, plan.id)?.filter(Board::lacks_handing_over) {
            all.add(board.handing_over());
        }
    }
    // A map of plain values always has a JSON form.
    let json = serde_json::to_string(&all).unwrap_or_default();
    let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)";
    connection.execute(sql, [HANDED_OVER, &json]).map(drop)
}

/// What the bureau has set.
pub(super) fn settings(connection: &Connection) -> Result<Settings> {
    Settings::read(|name| setting(connection, name))
}

/// In which zone the bureau counts its days: all that writing needs to know of what it has set.
pub(super) fn zone(connection: &Connection) -> Result<Zone> {
    Ok(Settings::zone_named(setting(connection, Settings::ZONE)?.as_deref()))
}

pub(super) fn setting(connection: &Connection, name: &str) -> Result<Option<String>> {
    let sql = "SELECT value FROM setting WHERE name = ?1";
    connection.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()
}

/// What the office added to one item or measure, as it is now.
pub(super) fn work(connection: &Connection, node: Node) -> Result<Option<Work>> {
    let (table, id) = match node.measure {
        None => ("item WHERE removed = 0 AND id = ?1", node.item.0),
        Some(measure) => {
            ("measure WHERE removed = 0 AND id = ?1 AND item_id IN (SELECT id FROM item WHERE removed = 0)", measure.0)
        }
    };
    let sql = format!("SELECT {WORK} FROM {table}");
    connection.prepare_cached(&sql)?.query_row([id], |row| columns::work(row, 0)).optional()
}

/// The head of a plan.
pub(super) fn plan(connection: &Connection, id: PlanId) -> Result<Option<Plan>> {
    let read = |row: &Row<'_>| {
        Ok(Plan {
            id,
            title: line(row, 0)?,
            issuer: line(row, 1)?,
            period: period(row, 2)?,
            state: columns::known(row.get(4)?, 4, PlanState::from_code)?.unwrap_or_default(),
            preamble: text(row, 5)?,
        })
    };
    let sql = "SELECT title, issuer, period_first, period_last, state, preamble FROM plan WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([id.0], read).optional()
}

/// Two columns from `at` on.
pub(super) fn period(row: &Row<'_>, at: usize) -> Result<Period> {
    let wrong = |error: PeriodError| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(error))
    };
    Period::new(row.get(at)?, row.get(at + 1)?).map_err(wrong)
}

pub(super) fn sections(connection: &Connection, plan: PlanId) -> Result<Vec<Section>> {
    let sql = "SELECT id, ordinal, heading, label FROM section WHERE plan_id = ?1 AND removed = 0 ORDER BY ordinal";
    let read = |row: &Row<'_>| {
        Ok(Section { id: SectionId(row.get(0)?), ordinal: row.get(1)?, heading: line(row, 2)?, label: line(row, 3)? })
    };
    connection.prepare(sql)?.query_map([plan.0], read)?.collect()
}

fn units(connection: &Connection) -> Result<Vec<Unit>> {
    let read = |row: &Row<'_>| {
        let name = line(row, 0)?;
        let kind = UnitKind::from_code(&row.get::<_, String>(1)?).unwrap_or_else(|| UnitKind::guess(&name));
        Ok(Unit { name, kind })
    };
    connection.prepare("SELECT name, kind FROM unit ORDER BY ordinal, name")?.query_map([], read)?.collect()
}

/// Where items of a plan have come from, and where they have gone.
fn links(connection: &Connection, plan: PlanId) -> Result<Vec<CarryLink>> {
    let sql = "SELECT own.id, other.id, other.plan_id, plan.title, other.no, 1 FROM item own
                   JOIN item other ON other.id = own.carried_from JOIN plan ON plan.id = other.plan_id
                   WHERE own.plan_id = ?1 AND own.carried_from IS NOT NULL
               UNION ALL
               SELECT own.id, other.id, other.plan_id, plan.title, other.no, 0 FROM item other
                   JOIN item own ON own.id = other.carried_from JOIN plan ON plan.id = other.plan_id
                   WHERE own.plan_id = ?1 AND other.removed = 0 AND plan.state <> 'removed'";
    let read = |row: &Row<'_>| {
        Ok(CarryLink {
            item: ItemId(row.get(0)?),
            other: ItemId(row.get(1)?),
            plan: PlanId(row.get(2)?),
            title: line(row, 3)?,
            no: row.get(4)?,
            is_origin: row.get(5)?,
        })
    };
    connection.prepare_cached(sql)?.query_map([plan.0], read)?.collect()
}

/// The items of a plan, and those that were taken away.
fn items(connection: &Connection, plan: PlanId, texts: Texts) -> Result<(Vec<Item>, Vec<Item>)> {
    let sql = format!(
        "SELECT item.id, section_id, no, title, group_label, item.removed, carried_from, {WORK} FROM item JOIN section ON section.id = section_id
         WHERE item.plan_id = ?1 ORDER BY section.ordinal, no"
    );
    let read = |row: &Row<'_>| {
        let item = Item {
            id: ItemId(row.get(0)?),
            section: SectionId(row.get(1)?),
            no: row.get(2)?,
            title: line(row, 3)?,
            group: line(row, 4)?,
            carried_from: row.get::<_, Option<i64>>(6)?.map(ItemId),
            work: columns::work(row, 7)?,
            measures: Vec::new(),
            reports: Vec::new(),
            parts: std::collections::BTreeMap::new(),
        };
        Ok((item, row.get(5)?))
    };
    let (mut items, mut gone) = (Vec::new(), std::collections::BTreeSet::new());
    for row in connection.prepare(&sql)?.query_map([plan.0], read)? {
        let (item, is_removed): (Item, bool) = row?;
        if is_removed {
            gone.insert(item.id);
        }
        items.push(item);
    }
    let mut places: Vec<(ItemId, usize)> = items.iter().enumerate().map(|(at, item)| (item.id, at)).collect();
    places.sort_unstable();
    let place = |id: i64| places.binary_search_by_key(&ItemId(id), |(id, _)| *id).ok().map(|found| places[found].1);
    measures(connection, plan, &mut items, place)?;
    reports(connection, plan, texts, &mut items, place)?;
    for (item, unit, part) in records::parts(connection, plan)? {
        if let Some(at) = place(item.0) {
            items[at].parts.insert(unit, part);
        }
    }
    Ok(items.into_iter().partition(|item| !gone.contains(&item.id)))
}

fn measures(
    connection: &Connection,
    plan: PlanId,
    items: &mut [Item],
    place: impl Fn(i64) -> Option<usize>,
) -> Result<()> {
    let mut all =
        connection.prepare("SELECT id, item_id, rank, text FROM measure WHERE plan_id = ?1 AND removed = 0")?;
    let mut rows = all.query([plan.0])?;
    while let Some(row) = rows.next()? {
        let Some(at) = place(row.get(1)?) else { continue };
        let measure = Measure { id: MeasureId(row.get(0)?), rank: row.get(2)?, text: line(row, 3)?, work: None };
        items[at].measures.push(measure);
    }
    for item in items.iter_mut() {
        item.measures.sort_by_key(Measure::place);
    }
    let sql = format!("SELECT id, item_id, {WORK} FROM measure WHERE plan_id = ?1 AND removed = 0 AND revision > 0");
    let mut touched = connection.prepare(&sql)?;
    let mut rows = touched.query([plan.0])?;
    while let Some(row) = rows.next()? {
        let (id, item): (i64, i64) = (row.get(0)?, row.get(1)?);
        let work = columns::work(row, 2)?;
        let Some(at) = place(item) else { continue };
        if let Some(measure) = items[at].measures.iter_mut().find(|measure| measure.id.0 == id) {
            measure.work = (work != Work::default()).then(|| Box::new(work));
        }
    }
    Ok(())
}

const REPORT: &str = "id, item_id, measure_id, day, author, percent, done, problem, next, unchanged, unit";

/// A report with its whole texts, or with their beginnings: then the rest is not even copied.
fn read_report(row: &Row<'_>, is_whole: bool) -> Result<Report> {
    let text = |row: &Row<'_>, at: usize| {
        let beginning = if is_whole { None } else { Report::beginning(row.get_ref(at)?.as_str()?) };
        beginning.map_or_else(|| columns::text(row, at), |beginning| Ok(clean_text(&beginning)))
    };
    Ok(Report {
        id: ReportId(row.get(0)?),
        node: Node { item: ItemId(row.get(1)?), measure: row.get::<_, Option<i64>>(2)?.map(MeasureId) },
        day: row.get(3)?,
        author: line(row, 4)?,
        percent: columns::percent(row.get(5)?, 5)?,
        done: text(row, 6)?,
        problem: text(row, 7)?,
        next: text(row, 8)?,
        unchanged: row.get(9)?,
        unit: row.get::<_, Option<String>>(10)?.map(|unit| clean_line(&unit)),
    })
}

/// The report with that id.
pub(super) fn report(connection: &Connection, id: ReportId) -> Result<Option<Report>> {
    let sql = format!("SELECT {REPORT} FROM report WHERE id = ?1");
    connection.prepare_cached(&sql)?.query_row([id.0], |row| read_report(row, true)).optional()
}

/// A measure, also one that was taken away.
pub(super) fn measure(connection: &Connection, id: MeasureId) -> Result<Option<KeptMeasure>> {
    let sql = format!("SELECT item_id, removed, rank, text, {WORK} FROM measure WHERE id = ?1");
    let read = |row: &Row<'_>| {
        let work = columns::work(row, 4)?;
        let work = (work != Work::default()).then(|| Box::new(work));
        let measure = Measure { id, rank: row.get(2)?, text: line(row, 3)?, work };
        Ok(KeptMeasure { item: ItemId(row.get(0)?), removed: row.get(1)?, measure })
    };
    connection.prepare_cached(&sql)?.query_row([id.0], read).optional()
}

fn reports(
    connection: &Connection,
    plan: PlanId,
    texts: Texts,
    items: &mut [Item],
    place: impl Fn(i64) -> Option<usize>,
) -> Result<()> {
    let sql = format!("SELECT {REPORT} FROM report WHERE plan_id = ?1 ORDER BY revision DESC");
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([plan.0])?;
    let mut left = match texts {
        Texts::All => usize::MAX,
        Texts::Newest => Board::MOST_TEXT,
    };
    while let Some(row) = rows.next()? {
        let size: usize = (6..9).map(|at| row.get_ref(at).and_then(|text| Ok(text.as_str()?.len())).unwrap_or(0)).sum();
        left = left.saturating_sub(size);
        let report = read_report(row, left > 0)?;
        if let Some(at) = place(report.node.item.0) {
            items[at].reports.push(report);
        }
    }
    for item in items {
        item.reports.reverse();
        // Of one day in the order of writing; one that was corrected later stays where its day is.
        item.reports.sort_by_key(|report| report.day);
    }
    Ok(())
}
