//! 台账: every item or measure as a row.

use ratatui::layout::Rect;

use super::row;
use crate::app::{App, Facet, GroupHeading, LedgerScreen, Row, Screen};
use crate::plan::{Field, Item, Light, Node, Report, Work};
use crate::report::{LedgerColumn, Term, ledger_text, work_value};
use crate::ui::canvas::Canvas;
use crate::ui::light::{SHORT, draw_short, percent};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Text};

/// A column right of the title.
#[derive(Clone, Copy)]
enum Column {
    /// One of those that a person may choose.
    Of(LedgerColumn),
    /// How long a report has been owed.
    Owed,
}

impl Column {
    fn heading(self) -> Text {
        match self {
            Self::Owed => words::column::OWED,
            Self::Of(LedgerColumn::Light) => words::column::LIGHT,
            Self::Of(LedgerColumn::Percent) => words::column::PERCENT,
            Self::Of(LedgerColumn::Due) => words::column::DUE,
            Self::Of(LedgerColumn::Lead) => words::column::LEAD,
            Self::Of(LedgerColumn::Stage) => words::column::STAGE,
            Self::Of(LedgerColumn::Leader) => words::column::LEADER,
            Self::Of(column) => column.text(),
        }
    }

    fn cells(self) -> u16 {
        match self {
            Self::Owed => 6,
            Self::Of(column) => cells(column),
        }
    }
}

/// Cells that a column takes; one with sentences likes to have more.
fn cells(column: LedgerColumn) -> u16 {
    match column {
        LedgerColumn::Number | LedgerColumn::Percent => 5,
        LedgerColumn::Light => SHORT,
        LedgerColumn::Leader
        | LedgerColumn::Forecast
        | LedgerColumn::Expected
        | LedgerColumn::DaysLate
        | LedgerColumn::Extensions
        | LedgerColumn::Cadence => 8,
        LedgerColumn::Due
        | LedgerColumn::DueOriginal
        | LedgerColumn::Reported
        | LedgerColumn::Stage
        | LedgerColumn::Section => 10,
        LedgerColumn::Lead => 12,
        LedgerColumn::Support | LedgerColumn::Counties => 16,
        LedgerColumn::Item | LedgerColumn::Target | LedgerColumn::Done | LedgerColumn::Problem | LedgerColumn::Next => {
            TOLD_CELLS
        }
    }
}

/// Where what was not reported on in time is asked for.
const OWED: [Column; 3] = [Column::Owed, Column::Of(LedgerColumn::Light), Column::Of(LedgerColumn::Due)];
/// Cells that a title keeps, and a sentence.
const TITLE: u16 = 26;
const SENTENCE: u16 = 44;
/// Cells that the longest title needs.
const WIDEST: u16 = 64;
/// Cells that a title keeps before what was last reported is shown, and what a column of that takes.
const NEAR: u16 = 44;
const TOLD_CELLS: u16 = 26;
/// Cells that such a column likes to have.
const WORDY: u16 = 40;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Ledger(LedgerScreen { node: selected, setup }) = app.screen() else { return };
    let owed = app.nav.filter.facets.contains(&Facet::Stale);
    let chosen = app.ledger_columns();
    let narrow = chosen.iter().filter(|column| !column.is_wordy()).map(|column| Column::Of(*column));
    let mut columns = if owed { OWED.to_vec() } else { narrow.collect() };
    let title = if setup.measures { SENTENCE } else { TITLE };
    columns.truncate(fitting(&columns, area.width, title));
    // Titles are short: on a wide window the columns stay near them, and what was last said stands behind.
    let beside: u16 = columns.iter().map(|column| column.cells() + 1).sum();
    let whole = area;
    let wordy: Vec<LedgerColumn> = chosen.iter().copied().filter(|column| column.is_wordy()).collect();
    let room = area.width.saturating_sub(beside + NEAR) / TOLD_CELLS;
    let told = if setup.measures || owed { 0 } else { room.min(wordy.len() as u16) };
    let widest = match (setup.measures, told) {
        (true, _) => u16::MAX,
        (false, 0) => WIDEST + beside,
        // The more room, the more of it for both.
        (false, told) => (NEAR + beside).max(WIDEST.min(area.width.saturating_sub(beside + told * WORDY)) + beside),
    };
    let area = Rect { width: area.width.min(widest), ..area };
    let columns = columns.as_slice();
    head(canvas, Rect { height: 1, ..area }, columns);
    let behind = Rect { x: area.right(), width: whole.right() - area.right(), ..whole };
    let told = Told::columns(behind, &wordy[..usize::from(told)]);
    Told::heads(canvas, &told);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let rows = &app.data.rows.ledger;
    if rows.is_empty() {
        canvas.put_cut(area.x + 1, body.y, area.width - 2, canvas.lang.say(words::board::NOTHING_HERE), Role::Dim);
        return;
    }
    let page = usize::from(body.height);
    let at = rows.iter().position(|row| matches!(row, Row::Node(node) if Some(*node) == *selected)).unwrap_or(0);
    // The heading above the first row comes into view with it.
    let at = if at == 1 && matches!(rows[0], Row::Heading(..)) { 0 } else { at };
    let top = memo.top("ledger", at, rows.len(), page);
    memo.painted.page = page;
    for (entry, y) in rows.iter().skip(top).zip(body.y..body.bottom()) {
        let line = Rect { y, height: 1, ..body };
        match entry {
            Row::Heading(heading, count) => group(app, canvas, line, heading, *count),
            Row::Node(node) => {
                let has_cursor = Some(*node) == *selected;
                node_row(app, memo, canvas, line, *node, has_cursor, columns);
                Told::row(app, canvas, y, *node, has_cursor, &told);
            }
        }
    }
}

/// A column of sentences.
#[derive(Clone, Copy)]
struct Told {
    column: LedgerColumn,
    area: Rect,
}

impl Told {
    /// These columns, sharing the room.
    fn columns(room: Rect, columns: &[LedgerColumn]) -> Vec<Self> {
        let width = room.width.checked_div(columns.len() as u16).unwrap_or(0);
        let place = |at: u16| Rect { x: room.x + at * width, width: width.saturating_sub(1), ..room };
        columns.iter().zip(0..).map(|(column, at)| Self { column: *column, area: place(at) }).collect()
    }

    fn heads(canvas: &mut Canvas<'_>, columns: &[Self]) {
        for Self { column, area } in columns {
            canvas.fill(Rect { width: area.width + 1, height: 1, ..*area }, Role::Bar);
            canvas.put_cut(area.x, area.y, area.width, canvas.lang.say(column.text()), Role::Bar);
        }
    }

    fn row(app: &App, canvas: &mut Canvas<'_>, y: u16, node: Node, has_cursor: bool, columns: &[Self]) {
        let role = row::role_of(app, node, has_cursor);
        let item = app.data.board.item(node.item);
        let last = item.and_then(|item| item.reports.iter().rev().find(|it| it.day <= app.day() && !it.unchanged));
        for Self { column, area } in columns {
            canvas.fill(Rect { y, width: area.width + 1, height: 1, ..*area }, role);
            let text = wordy_text(*column, item, last);
            let first = text.lines().next().unwrap_or_default();
            canvas.put_cut(area.x, y, area.width, first, if has_cursor { role } else { Role::Dim });
        }
    }
}

/// What was last said, or is aimed at.
fn wordy_text<'a>(column: LedgerColumn, item: Option<&'a Item>, last: Option<&'a Report>) -> &'a str {
    if column == LedgerColumn::Target {
        return item.and_then(|item| item.work.target.as_ref()).map_or("", |target| target.text.as_str());
    }
    let Some(last) = last else { return "" };
    let of =
        [(LedgerColumn::Problem, &last.problem), (LedgerColumn::Done, &last.done), (LedgerColumn::Next, &last.next)];
    of.into_iter().find(|(known, _)| *known == column).map_or("", |(_, text)| text)
}

/// How many of the columns fit beside the title.
fn fitting(columns: &[Column], width: u16, title: u16) -> usize {
    let mut used = title + 5;
    let fits = |column: &&Column| {
        used += column.cells() + 1;
        used <= width
    };
    columns.iter().take_while(fits).count()
}

/// Where the columns begin: they end with the row, in the order in which they were chosen.
fn starts(row: Rect, columns: &[Column]) -> impl Iterator<Item = u16> {
    let all: u16 = columns.iter().map(|column| column.cells() + 1).sum();
    let mut x = row.right().saturating_sub(all);
    columns.iter().map(move |column| {
        let start = x;
        x += column.cells() + 1;
        start
    })
}

fn head(canvas: &mut Canvas<'_>, row: Rect, columns: &[Column]) {
    canvas.fill(row, Role::Bar);
    canvas.put(row.x + 1, row.y, row.width, canvas.lang.say(words::column::ITEM), Role::Bar);
    for (column, x) in columns.iter().zip(starts(row, columns)) {
        canvas.put_cut(x, row.y, column.cells(), canvas.lang.say(column.heading()), Role::Bar);
    }
}

fn group(app: &App, canvas: &mut Canvas<'_>, row: Rect, heading: &GroupHeading, count: usize) {
    let words = heading_in_words(app, heading);
    canvas.put_cut(row.x + 1, row.y, row.width - 2, &format!("{words}  {count}"), Role::Accent);
}

/// What the rows of a group have in common.
pub(super) fn heading_in_words(app: &App, heading: &GroupHeading) -> String {
    match heading {
        GroupHeading::Section(id) => app
            .data
            .board
            .section(*id)
            .map(|section| format!("{} {}", section.ordinal, section.heading))
            .unwrap_or_default(),
        GroupHeading::Lead(Some(lead)) => lead.clone(),
        GroupHeading::Lead(None) => app.env.lang.say(words::facet::NO_LEAD).to_owned(),
        GroupHeading::Light(level) => app.env.lang.say(level.text()).to_owned(),
    }
}

fn node_row(
    app: &App,
    memo: &mut Memo,
    canvas: &mut Canvas<'_>,
    line: Rect,
    node: Node,
    has_cursor: bool,
    columns: &[Column],
) {
    let (Some(light), Some(work)) = (light_of(app, node), app.data.board.work(node)) else { return };
    let role = row::role_of(app, node, has_cursor);
    let used = row::begin(app, memo, canvas, line, node, role);
    let above = app.data.board.item(node.item).map(|item| &item.work);
    for (column, x) in columns.iter().zip(starts(line, columns)) {
        let area = Rect { x, width: column.cells(), ..line };
        match column {
            Column::Of(column) => cell(app, canvas, area, *column, (&light, role), (&work, above), node),
            Column::Owed => {
                let days = light.situation.stale_days.map(|n| app.env.lang.fill(words::column::OwedDays { n: &n }));
                canvas.put_right(area.right(), line.y, area.width, &days.unwrap_or_default(), role);
            }
        }
    }
    let right = starts(line, columns).next().unwrap_or(line.right()) - 1;
    let x = line.x + used;
    let text = app.data.board.text(node).unwrap_or_default();
    row::text(app, canvas, x, line.y, right.saturating_sub(x), text, role);
}

fn light_of(app: &App, node: Node) -> Option<Light> {
    match node.measure {
        None => app.data.rows.light(&app.data.board, node.item).cloned(),
        Some(_) => app.data.board.light(node, app.day()),
    }
}

/// One cell; a measure without a value of its own shows its item's.
fn cell(
    app: &App,
    canvas: &mut Canvas<'_>,
    area: Rect,
    column: LedgerColumn,
    (light, role): (&Light, Role),
    (work, above): (&Work, Option<&Work>),
    node: Node,
) {
    let lead = || work.lead.as_ref().or_else(|| above?.lead.as_ref());
    let leader = || work.leader.as_ref().or_else(|| above?.leader.as_ref());
    let of_work = |field: Field| {
        let own = work_value(app.env.lang, work, field);
        own.or_else(|| work_value(app.env.lang, above?, field)).unwrap_or_default()
    };
    let mut put = |text: &str| canvas.put_cut(area.x, area.y, area.width, text, role);
    match column {
        LedgerColumn::Light => draw_short(canvas, area, light, role),
        LedgerColumn::Percent => {
            canvas.put_right(area.right(), area.y, area.width, &percent(&light.situation), role);
        }
        LedgerColumn::Due => {
            put(&light.situation.due.map(|due| app.dates().short(due)).unwrap_or_default());
        }
        LedgerColumn::Lead => {
            put(lead().map_or("", String::as_str));
        }
        LedgerColumn::Leader => {
            put(leader().map_or("", String::as_str));
        }
        LedgerColumn::Stage => {
            put(app.env.lang.say(light.situation.stage.text()));
        }
        LedgerColumn::Expected => {
            let expected = light.situation.expected.map(|expected| format!("{expected}%")).unwrap_or_default();
            canvas.put_right(area.right(), area.y, area.width, &expected, role);
        }
        LedgerColumn::DaysLate => {
            let late = light.situation.days_late.map(|days| days.to_string()).unwrap_or_default();
            canvas.put_right(area.right(), area.y, area.width, &late, role);
        }
        LedgerColumn::Support => {
            put(&of_work(Field::Support));
        }
        LedgerColumn::Counties => {
            put(&of_work(Field::Counties));
        }
        LedgerColumn::Cadence => {
            put(&of_work(Field::Cadence));
        }
        LedgerColumn::Target => {
            put(&of_work(Field::Target));
        }
        LedgerColumn::Forecast => {
            put(app.env.lang.say(work.forecast.text()));
        }
        LedgerColumn::DueOriginal => {
            put(&work.due.original.map(|due| app.dates().short(due)).unwrap_or_default());
        }
        LedgerColumn::Extensions => {
            let count = Some(work.due.extensions).filter(|n| *n > 0).map(|n| n.to_string()).unwrap_or_default();
            canvas.put_right(area.right(), area.y, area.width, &count, role);
        }
        // Of an item, also where its measures are listed.
        of_item @ (LedgerColumn::Number
        | LedgerColumn::Section
        | LedgerColumn::Item
        | LedgerColumn::Done
        | LedgerColumn::Problem
        | LedgerColumn::Next
        | LedgerColumn::Reported) => {
            let item = app.data.board.item(node.item);
            put(&item.map(|item| ledger_text(app.env.lang, &app.data.board, of_item, item, light)).unwrap_or_default());
        }
    }
}
