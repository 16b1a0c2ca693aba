//! 台账: every item or measure as a row.

use ratatui::layout::Rect;

use super::row;
use crate::app::{App, Facet, GroupHeading, LedgerScreen, Row, Screen};
use crate::plan::{Light, Node, Report, Work};
use crate::report::Term;
use crate::ui::canvas::Canvas;
use crate::ui::light::{SHORT, draw_short, percent};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Text};

/// A column right of the title.
#[derive(Clone, Copy)]
enum Column {
    Light,
    Percent,
    Due,
    Lead,
    Stage,
    Leader,
    Owed,
}

impl Column {
    fn heading(self) -> Text {
        match self {
            Self::Light => words::column::LIGHT,
            Self::Percent => words::column::PERCENT,
            Self::Due => words::column::DUE,
            Self::Lead => words::column::LEAD,
            Self::Stage => words::column::STAGE,
            Self::Leader => words::column::LEADER,
            Self::Owed => words::column::OWED,
        }
    }
}

/// How long a report has been owed: first where what was not reported on in time is asked for.
const OWED: [(Column, u16); 3] = [(Column::Owed, 6), (Column::Light, SHORT), (Column::Due, 10)];
/// Columns with their cells, the most wanted first.
const COLUMNS: [(Column, u16); 6] = [
    (Column::Light, SHORT),
    (Column::Percent, 5),
    (Column::Due, 10),
    (Column::Lead, 12),
    (Column::Stage, 10),
    (Column::Leader, 8),
];
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
    let all = if owed { OWED.as_slice() } else { &COLUMNS };
    let columns = columns_for(all, area.width, if setup.measures { SENTENCE } else { TITLE });
    // Titles are short: on a wide window the columns stay near them, and what was last said stands behind.
    let beside: u16 = columns.iter().map(|(_, cells)| cells + 1).sum();
    let whole = area;
    let told = if setup.measures || owed { 0 } else { (area.width.saturating_sub(beside + NEAR) / TOLD_CELLS).min(3) };
    let widest = match (setup.measures, told) {
        (true, _) => u16::MAX,
        (false, 0) => WIDEST + beside,
        // The more room, the more of it for both.
        (false, told) => (NEAR + beside).max(WIDEST.min(area.width.saturating_sub(beside + told * WORDY)) + beside),
    };
    let area = Rect { width: area.width.min(widest), ..area };
    head(canvas, Rect { height: 1, ..area }, columns);
    let told = Told::columns(Rect { x: area.right(), width: whole.right() - area.right(), ..whole }, told);
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

/// One of the texts of a report.
type TextOf = fn(&Report) -> &str;

/// A column of what was last reported.
#[derive(Clone, Copy)]
struct Told {
    heading: Text,
    of: TextOf,
    area: Rect,
}

impl Told {
    /// So many columns, sharing the room.
    fn columns(room: Rect, count: u16) -> Vec<Self> {
        // What hinders comes first: it is what is asked about.
        let all: [(Text, TextOf); 3] = [
            (words::report::PROBLEM, |report| &report.problem),
            (words::report::DONE, |report| &report.done),
            (words::report::NEXT, |report| &report.next),
        ];
        let width = room.width.checked_div(count).unwrap_or(0);
        let place = |at: u16| Rect { x: room.x + at * width, width: width.saturating_sub(1), ..room };
        all.into_iter().zip(0..count).map(|((heading, of), at)| Self { heading, of, area: place(at) }).collect()
    }

    fn heads(canvas: &mut Canvas<'_>, columns: &[Self]) {
        for Self { heading, area, .. } in columns {
            canvas.fill(Rect { width: area.width + 1, height: 1, ..*area }, Role::Bar);
            canvas.put_cut(area.x, area.y, area.width, canvas.lang.say(*heading), Role::Bar);
        }
    }

    fn row(app: &App, canvas: &mut Canvas<'_>, y: u16, node: Node, has_cursor: bool, columns: &[Self]) {
        let role = row::role_of(app, node, has_cursor);
        let item = app.data.board.item(node.item);
        let last = item.and_then(|item| item.reports.iter().rev().find(|it| it.day <= app.day() && !it.unchanged));
        for Self { of, area, .. } in columns {
            canvas.fill(Rect { y, width: area.width + 1, height: 1, ..*area }, role);
            let text = last.map(of).unwrap_or_default();
            let first = text.lines().next().unwrap_or_default();
            canvas.put_cut(area.x, y, area.width, first, if has_cursor { role } else { Role::Dim });
        }
    }
}

/// As many columns as fit beside the title.
fn columns_for(all: &'static [(Column, u16)], width: u16, title: u16) -> &'static [(Column, u16)] {
    let mut used = title + 5;
    let count = all.iter().take_while(|(_, cells)| {
        used += cells + 1;
        used <= width
    });
    &all[..count.count()]
}

fn head(canvas: &mut Canvas<'_>, row: Rect, columns: &[(Column, u16)]) {
    canvas.fill(row, Role::Bar);
    let mut right = row.right() - 1;
    for (column, cells) in columns {
        let x = right - cells;
        canvas.put_cut(x, row.y, *cells, canvas.lang.say(column.heading()), Role::Bar);
        right = x - 1;
    }
    canvas.put(row.x + 1, row.y, right, canvas.lang.say(words::column::ITEM), Role::Bar);
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
    columns: &[(Column, u16)],
) {
    let (Some(light), Some(work)) = (light_of(app, node), app.data.board.work(node)) else { return };
    let role = row::role_of(app, node, has_cursor);
    let used = row::begin(app, memo, canvas, line, node, role);
    let above = app.data.board.item(node.item).map(|item| &item.work);
    let mut right = line.right() - 1;
    for (column, cells) in columns {
        let x = right - cells;
        let area = Rect { x, width: *cells, ..line };
        cell(app, canvas, area, *column, (&light, role), (&work, above));
        right = x - 1;
    }
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
    column: Column,
    (light, role): (&Light, Role),
    (work, above): (&Work, Option<&Work>),
) {
    let lead = || work.lead.as_ref().or_else(|| above?.lead.as_ref());
    let leader = || work.leader.as_ref().or_else(|| above?.leader.as_ref());
    let mut put = |text: &str| canvas.put_cut(area.x, area.y, area.width, text, role);
    match column {
        Column::Light => draw_short(canvas, area, light, role),
        Column::Percent => {
            canvas.put_right(area.right(), area.y, area.width, &percent(&light.situation), role);
        }
        Column::Due => {
            put(&light.situation.due.map(|due| app.dates().short(due)).unwrap_or_default());
        }
        Column::Lead => {
            put(lead().map_or("", String::as_str));
        }
        Column::Leader => {
            put(leader().map_or("", String::as_str));
        }
        Column::Owed => {
            let days = light.situation.stale_days.map(|n| app.env.lang.fill(words::column::OwedDays { n: &n }));
            canvas.put_right(area.right(), area.y, area.width, &days.unwrap_or_default(), role);
        }
        Column::Stage => {
            put(app.env.lang.say(light.situation.stage.text()));
        }
    }
}
