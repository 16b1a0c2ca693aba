//! `duban demo`: a throwaway plan with invented units, dates and progress, looked at as of a day in mid-2024, so that all
//! lights are at work. Nothing of it touches a file.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, TimeZone, Utc};

/// One row a item: number, unit, leader, due (month, day), percent, stage, what is special.
struct Row(u32, usize, usize, (u32, u32), i64, Stage, Special);

#[derive(Clone, Copy, PartialEq)]
enum Special {
    Nothing,
    AtRisk,
    Quiet,
    Moved,
    /// So many teachers, or places.
    Trained,
    Places,
}

use Special::{AtRisk, Moved, Nothing, Places, Quiet, Trained};
use Stage::{Active, Closed, Pending, Review, Stopped};

use super::board;
use super::demo_words::{DemoWords, plan_of};
use super::invocation::{Invocation, import_plan, new_op};
use super::outcome::{Done, store_failure};
use crate::plan::{
    Board, Cadence, Change, Delta, Directive, DirectiveId, DirectiveKind, Due, Edit, EditKind, Extension, ExtensionId,
    FieldChange, Forecast, Given, Meeting, MeetingId, Node, Part, PlanId, Report, ReportId, Said, Stage, Standing,
    Target, Treated, Unit, UnitKind, Work,
};
use crate::read::parse_percent;
use crate::store::{CommitError, Store, StoreError, in_memory};
use crate::words::Lang;

/// Which counties take part in which items.
const COUNTIES_OF: [(u32, &[&str]); 5] = [
    (6, &["金安区", "裕安区", "霍邱县"]),
    (16, &["金安区", "舒城县", "霍山县"]),
    (20, &["金寨县", "霍山县"]),
    (22, &["叶集区", "金寨县", "霍邱县"]),
    (26, &["裕安区", "舒城县"]),
];

#[rustfmt::skip]
const ROWS: [Row; 31] = [
    Row(1, 0, 0, (12, 31), 52, Active, Nothing), Row(2, 0, 0, (12, 31), 50, Active, Nothing),
    Row(3, 0, 0, (12, 31), 31, Active, Nothing), Row(4, 1, 0, (6, 30), 100, Review, Nothing),
    Row(5, 1, 1, (12, 31), 48, Active, Nothing), Row(6, 3, 1, (9, 30), 30, Active, Nothing),
    Row(7, 3, 1, (6, 25), 96, Active, Nothing), Row(8, 4, 1, (5, 31), 80, Active, Nothing),
    Row(9, 1, 1, (12, 31), 55, Active, Nothing), Row(10, 1, 1, (12, 31), 47, Active, Quiet),
    Row(11, 6, 1, (10, 31), 60, Active, Trained), Row(12, 3, 1, (12, 31), 0, Pending, Nothing),
    Row(13, 2, 2, (12, 31), 50, Active, Nothing), Row(14, 2, 2, (9, 30), 45, Active, Nothing),
    Row(15, 3, 2, (3, 31), 100, Closed, Nothing), Row(16, 2, 2, (8, 31), 35, Active, Nothing),
    Row(17, 4, 2, (12, 31), 49, Active, AtRisk), Row(18, 2, 2, (5, 15), 100, Closed, Nothing),
    Row(19, 3, 2, (8, 31), 58, Active, Places), Row(20, 3, 2, (12, 31), 50, Active, Moved),
    Row(21, 3, 2, (12, 31), 46, Active, Nothing), Row(22, 3, 2, (7, 31), 88, Active, Nothing),
    Row(23, 6, 3, (4, 30), 70, Active, Moved), Row(24, 4, 3, (12, 31), 0, Stopped, Nothing),
    Row(25, 4, 3, (11, 30), 53, Active, Nothing), Row(26, 5, 3, (9, 10), 64, Active, Nothing),
    Row(27, 5, 3, (12, 31), 44, Active, Nothing), Row(28, 5, 3, (12, 31), 0, Pending, Nothing),
    Row(29, 6, 3, (6, 30), 62, Active, Nothing), Row(30, 7, 3, (12, 31), 51, Active, Nothing),
    Row(31, 7, 3, (12, 31), 49, Active, Nothing),
];

pub(super) fn open(invocation: &Invocation) -> Done {
    board::check_terminal(invocation)?;
    let store = filled(invocation.lang).map_err(store_failure(invocation.lang))?;
    board::show(invocation, store, Some(looked_at()), None, board::Opening::Board)
}

/// The day as of which the demonstration is looked at.
pub fn looked_at() -> NaiveDate {
    date(6, 20)
}

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap_or_default()
}

/// An hour at which it is the same day almost everywhere on earth.
fn at(day: NaiveDate) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(day.year(), day.month(), day.day(), 11, 0, 0).single().unwrap_or_default()
}

/// A database in memory with a half-year of invented work.
pub fn filled(lang: Lang) -> Result<Box<dyn Store>, StoreError> {
    let mut store = in_memory()?;
    store.mark_as_demo()?;
    let says = DemoWords::of(lang);
    let (draft, source) = plan_of(lang);
    let plan = import_plan(store.as_mut(), &draft, source, says.author, at(date(1, 2)))?;
    let mut board = store.load(plan)?;
    let units =
        says.units.map(|name| Change::UnitAdded { unit: Unit { name: name.to_owned(), kind: UnitKind::Department } });
    let mut days = vec![(date(1, 8), units.to_vec())];
    for row in &ROWS {
        if row.5 != Pending {
            days.push((date(1, 15), charged(&board, says, row)));
            for day in reporting_days(row) {
                days.push((day, reported(&board, says, row, day)));
            }
            days.push((settled_on(row), ended(&board, says, row)));
        }
    }
    days.sort_by_key(|(day, _)| *day);
    let mut held = false;
    for (day, changes) in days.into_iter().filter(|(_, changes)| !changes.is_empty()) {
        if day > met_on() && !held {
            held = true;
            for held_of in [begun, ended_with] {
                let changes = held_of(&board, says);
                commit(store.as_mut(), &mut board, plan, met_on(), (says.author, changes))?;
            }
        }
        commit(store.as_mut(), &mut board, plan, day, (says.author, changes))?;
    }
    // Noted down the day before the one that is looked at.
    for noted in [closed, replied, asked, parts] {
        let changes = noted(&board, says);
        commit(store.as_mut(), &mut board, plan, date(6, 19), (says.author, changes))?;
    }
    Ok(store)
}

fn commit(
    store: &mut dyn Store,
    board: &mut Board,
    plan: PlanId,
    day: NaiveDate,
    (author, changes): (&str, Vec<Change>),
) -> Result<(), StoreError> {
    // Changes were thought of at the start; what they start from is what is there by now.
    let rebase = |change: Change| match change {
        Change::Field { node, to } => {
            let to = board.work(node).map_or_else(|| to.clone(), |work| to.rebased(&work));
            Change::Field { node, to }
        }
        other => other,
    };
    let changes: Vec<Change> = changes.into_iter().map(rebase).collect();
    let edit = Edit { op: new_op(), plan: Some(plan), author: author.to_owned(), kind: EditKind::Do, changes };
    match store.commit(&edit, at(day)) {
        Ok(entry) => {
            for change in &entry.edit.changes {
                board.apply(change);
            }
        }
        Err(CommitError::Store(error)) => return Err(error),
        Err(CommitError::Conflict(_) | CommitError::Denied(_)) => {}
    }
    Ok(())
}

fn node_of(board: &Board, row: &Row) -> Option<Node> {
    board.item_no(row.0).map(|item| Node::item(item.id))
}

/// January: everybody gets lead, leader and date.
fn charged(board: &Board, says: &DemoWords, row: &Row) -> Vec<Change> {
    let Some(node) = node_of(board, row) else { return Vec::new() };
    let due = date(row.3.0, row.3.1);
    let first = if row.6 == Moved { date(3, 31) } else { due };
    let mut work = Work {
        lead: Some(says.units[row.1].to_owned()),
        leader: Some(says.leaders[row.2].to_owned()),
        due: Due { current: Some(first), original: Some(first), extensions: 0 },
        standing: Standing { stage: Active, assigned: Some(date(1, 15)), ..Standing::default() },
        start: Some(date(1, 15)),
        cadence: Some(Cadence::Month),
        ..Work::default()
    };
    match row.6 {
        Trained => work.target = Some(Target::parse(says.trained)),
        Places => work.target = Some(Target::parse(says.places)),
        Nothing | AtRisk | Quiet | Moved => {}
    }
    if row.0.is_multiple_of(3) {
        work.support.insert(says.units[(row.1 + 1) % says.units.len()].to_owned());
    }
    if let Some((_, counties)) = COUNTIES_OF.iter().find(|(no, _)| *no == row.0) {
        work.counties = counties.iter().map(|unit| (*unit).to_owned()).collect();
    }
    Work::default().changes_to(&work).into_iter().map(|to| Change::Field { node, to }).collect()
}

fn reporting_days(row: &Row) -> Vec<NaiveDate> {
    let months: &[u32] = if row.6 == Quiet { &[2, 3] } else { &[2, 3, 4, 5, 6] };
    months.iter().map(|month| date(*month, 5 + row.0 % 10)).filter(|day| *day < settled_on(row)).collect()
}

/// The day on which it comes to what it is in June: what is done is verified a few days after it was due.
fn settled_on(row: &Row) -> NaiveDate {
    if row.5 == Closed { date(row.3.0, row.3.1) + Days::new(9) } else { looked_at() - Days::new(1) }
}

/// A report with the figure on its way to today's.
fn reported(board: &Board, says: &DemoWords, row: &Row, day: NaiveDate) -> Vec<Change> {
    let Some(node) = node_of(board, row) else { return Vec::new() };
    let months = if row.5 == Closed { row.3.0 - 1 } else { 5 };
    let percent = parse_percent(&(row.4 * i64::from(day.month() - 1) / i64::from(months)).to_string()).ok();
    let behind = row.4 < 40 || matches!(row.0, 8 | 23 | 29);
    let problem = if behind { says.problem } else { "" };
    let report = Report {
        id: ReportId(i64::from(row.0) * 100 + i64::from(day.month())),
        node,
        day,
        author: says.units[row.1].to_owned(),
        percent,
        done: done(says, row.0, day),
        problem: problem.to_owned(),
        next: says.next.to_owned(),
        unchanged: false,
        unit: None,
    };
    let to = FieldChange::Percent(Delta::new(None, percent));
    vec![Change::ReportAdded { report }, Change::Field { node, to }]
}

fn done(says: &DemoWords, no: u32, day: NaiveDate) -> String {
    match (no, day.month()) {
        (19, 6) => says.done_19.to_owned(),
        (29, 6) => says.done_29.to_owned(),
        (_, month) => says.done.replace('%', &month.to_string()),
    }
}

/// The figures of the counties in June: item, county, percent.
const PARTS: [(u32, &str, i64); 12] = [
    (20, "霍山县", 35),
    (6, "金安区", 42),
    (6, "裕安区", 18),
    (6, "霍邱县", 30),
    (16, "金安区", 55),
    (16, "舒城县", 20),
    (16, "霍山县", 46),
    (22, "叶集区", 90),
    (22, "金寨县", 88),
    (22, "霍邱县", 60),
    (26, "裕安区", 64),
    (26, "舒城县", 61),
];

/// What the counties have come to.
fn parts(board: &Board, _: &DemoWords) -> Vec<Change> {
    let change = |(no, unit, percent): &(u32, &str, i64)| {
        let item = board.item_no(*no)?;
        let before = item.part(unit);
        let after = Part { percent: parse_percent(&percent.to_string()).ok(), ..before.clone() };
        Some(Change::Part { item: item.id, unit: (*unit).to_owned(), part: Delta::new(before, after) })
    };
    PARTS.iter().filter_map(change).collect()
}

/// The day of the last meeting.
fn met_on() -> NaiveDate {
    date(5, 20)
}

const MEETING: MeetingId = MeetingId(1);

/// What it decided: item, unit, due.
const DECISIONS: [(u32, usize, (u32, u32)); 4] = [(8, 4, (5, 31)), (23, 6, (6, 14)), (29, 6, (6, 28)), (16, 2, (6, 7))];

fn begun(board: &Board, says: &DemoWords) -> Vec<Change> {
    let meeting = Meeting {
        id: MEETING,
        title: says.meeting.to_owned(),
        day: met_on(),
        place: says.room.to_owned(),
        chair: says.leaders[0].to_owned(),
        present: says.units.iter().take(5).map(|unit| (*unit).to_owned()).collect(),
        agenda: board.proposed_agenda(met_on()),
        up: None,
        began: at(met_on()),
        ended: None,
        author: says.author.to_owned(),
    };
    let mut changes = vec![Change::Meeting { id: MEETING, meeting: Box::new(Delta::added(meeting)) }];
    for (((no, unit, due), text), n) in DECISIONS.iter().zip(says.decisions).zip(1..) {
        let id = DirectiveId(i64::from(n));
        let directive = Directive {
            id,
            item: board.item_no(*no).map(|item| item.id),
            meeting: Some(Given { meeting: MEETING, no: n }),
            kind: DirectiveKind::Decision,
            text: text.to_owned(),
            issuer: None,
            owner: Some(says.units[*unit].to_owned()),
            due: Some(date(due.0, due.1)),
            day: met_on(),
            author: says.author.to_owned(),
            reply: None,
            returned: None,
            closed: None,
        };
        changes.push(Change::Directive { id, directive: Box::new(Delta::added(directive)) });
    }
    changes
}

fn ended_with(board: &Board, _: &DemoWords) -> Vec<Change> {
    let Some(before) = board.meeting(MEETING).cloned() else { return Vec::new() };
    let mut after = before.clone();
    for point in &mut after.agenda {
        (point.treated, point.seconds) = (Treated::Discussed, 240);
    }
    after.ended = Some(before.began + Duration::minutes(50));
    vec![Change::Meeting { id: MEETING, meeting: Box::new(Delta::changed(before, after)) }]
}

fn said(board: &Board, n: i64, change: impl Fn(&mut Directive)) -> Vec<Change> {
    let Some(before) = board.directive(DirectiveId(n)).cloned() else { return Vec::new() };
    let mut after = before.clone();
    change(&mut after);
    vec![Change::Directive { id: before.id, directive: Box::new(Delta::changed(before, after)) }]
}

fn closed(board: &Board, says: &DemoWords) -> Vec<Change> {
    let said_so = |text: &str| Some(Said { text: text.to_owned(), by: says.author.to_owned(), day: date(6, 6) });
    said(board, 4, |it| {
        it.reply = said_so(says.closed);
        it.closed = said_so("");
    })
}

fn replied(board: &Board, says: &DemoWords) -> Vec<Change> {
    said(board, 2, |it| {
        it.reply = Some(Said { text: says.replied.to_owned(), by: says.author.to_owned(), day: date(6, 12) });
    })
}

/// A later date is asked for.
fn asked(board: &Board, says: &DemoWords) -> Vec<Change> {
    let Some(item) = board.item_no(25) else { return Vec::new() };
    let id = ExtensionId(1);
    let extension = Extension {
        id,
        node: Node::item(item.id),
        unit: item.work.lead.clone(),
        author: says.author.to_owned(),
        day: date(6, 18),
        to: date(12, 20),
        reason: says.asked.to_owned(),
        answer: None,
    };
    vec![Change::Extension { id, extension: Delta::added(extension) }]
}

/// What it has come to by June.
fn ended(board: &Board, says: &DemoWords, row: &Row) -> Vec<Change> {
    let Some(node) = node_of(board, row) else { return Vec::new() };
    let mut changes = Vec::new();
    let due = date(row.3.0, row.3.1);
    let standing = |stage, note: Option<&str>, finished| {
        FieldChange::Standing(Delta::new(
            Standing::default(),
            Standing { stage, note: note.map(str::to_owned), finished, assigned: Some(date(1, 15)) },
        ))
    };
    match row.5 {
        Closed => changes.push(standing(Closed, None, due.pred_opt())),
        Review => changes.push(standing(Review, None, Some(date(6, 18)))),
        Stopped => changes.push(standing(Stopped, Some(says.stopped), None)),
        Active | Pending => {}
    }
    if row.6 == AtRisk {
        changes.push(FieldChange::Forecast(Delta::new(Forecast::OnTrack, Forecast::AtRisk)));
    }
    if row.6 == Moved {
        let moved = Due { current: Some(due), original: Some(date(3, 31)), extensions: 1 };
        changes.push(FieldChange::Due(Delta::new(Due::default(), moved)));
    }
    changes.into_iter().map(|to| Change::Field { node, to }).collect()
}
