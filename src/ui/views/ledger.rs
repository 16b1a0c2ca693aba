//! 台账: every item or measure as a row.

use ratatui::layout::Rect;

use super::row;
use crate::app::{App, Heading, Row, Screen};
use crate::plan::{Light, Node, Work};
use crate::report::{short_date, stage_word};
use crate::ui::canvas::Canvas;
use crate::ui::light::{SHORT, draw_short, percent};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;

/// Columns right of the title, the most wanted first: key of the heading and cells.
const COLUMNS: [(&str, u16); 6] =
    [("light", SHORT), ("percent", 5), ("due", 10), ("lead", 12), ("stage", 10), ("leader", 8)];
/// Cells that a title keeps, and a sentence.
const TITLE: u16 = 26;
const SENTENCE: u16 = 44;
/// Cells that the longest title needs.
const WIDEST: u16 = 64;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Ledger { node: selected, setup } = app.screen() else { return };
    let columns = columns_for(area.width, if setup.measures { SENTENCE } else { TITLE });
    // Titles are short: on a wide window the columns stay near them.
    let beside: u16 = columns.iter().map(|(_, cells)| cells + 1).sum();
    let widest = if setup.measures { u16::MAX } else { WIDEST + beside };
    let area = Rect { width: area.width.min(widest), ..area };
    head(canvas, Rect { height: 1, ..area }, columns);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let rows = &app.data.rows.ledger;
    if rows.is_empty() {
        canvas.put_cut(area.x + 1, body.y, area.width - 2, &canvas.lang.say("board.nothing_here"), Role::Dim);
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
            Row::Node(node) => node_row(app, memo, canvas, line, *node, Some(*node) == *selected, columns),
        }
    }
}

/// As many columns as fit beside the title.
fn columns_for(width: u16, title: u16) -> &'static [(&'static str, u16)] {
    let mut used = title + 5;
    let count = COLUMNS.iter().take_while(|(_, cells)| {
        used += cells + 1;
        used <= width
    });
    &COLUMNS[..count.count()]
}

fn head(canvas: &mut Canvas<'_>, row: Rect, columns: &[(&str, u16)]) {
    canvas.fill(row, Role::Bar);
    let mut right = row.right() - 1;
    for (key, cells) in columns {
        let x = right - cells;
        canvas.put_cut(x, row.y, *cells, &canvas.lang.say(&format!("column.{key}")), Role::Bar);
        right = x - 1;
    }
    canvas.put(row.x + 1, row.y, right, &canvas.lang.say("column.item"), Role::Bar);
}

fn group(app: &App, canvas: &mut Canvas<'_>, row: Rect, heading: &Heading, count: usize) {
    let words = heading_in_words(app, heading);
    canvas.put_cut(row.x + 1, row.y, row.width - 2, &format!("{words}  {count}"), Role::Accent);
}

/// What the rows of a group have in common.
pub(super) fn heading_in_words(app: &App, heading: &Heading) -> String {
    match heading {
        Heading::Section(id) => app
            .data
            .board
            .section(*id)
            .map(|section| format!("{} {}", section.ordinal, section.heading))
            .unwrap_or_default(),
        Heading::Lead(Some(lead)) => lead.clone(),
        Heading::Lead(None) => app.env.lang.say("facet.no_lead").into_owned(),
        Heading::Light(level) => app.env.lang.say(&format!("level.{}", level.code())).into_owned(),
    }
}

fn node_row(
    app: &App,
    memo: &mut Memo,
    canvas: &mut Canvas<'_>,
    line: Rect,
    node: Node,
    has_cursor: bool,
    columns: &[(&str, u16)],
) {
    let (Some(light), Some(work)) = (light_of(app, node), app.data.board.work(node)) else { return };
    let role = row::role_of(app, node, has_cursor);
    let used = row::begin(app, memo, canvas, line, node, role);
    let above = app.data.board.item(node.item).map(|item| &item.work);
    let mut right = line.right() - 1;
    for (key, cells) in columns {
        let x = right - cells;
        if *key == "light" {
            draw_short(canvas, Rect { x, width: SHORT, ..line }, &light);
        } else {
            let value = cell(app, key, &light, &work, above);
            if *key == "percent" {
                canvas.put_right(right, line.y, *cells, &value, role);
            } else {
                canvas.put_cut(x, line.y, *cells, &value, role);
            }
        }
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

/// The text of a column; a measure without a value of its own shows its item's.
fn cell(app: &App, key: &str, light: &Light, work: &Work, above: Option<&Work>) -> String {
    match key {
        "percent" => percent(&light.situation),
        "due" => light.situation.due.map(|due| short_date(due, app.data.board.plan.year)).unwrap_or_default(),
        "lead" => work.lead.clone().or_else(|| above?.lead.clone()).unwrap_or_default(),
        "leader" => work.leader.clone().or_else(|| above?.leader.clone()).unwrap_or_default(),
        _ => stage_word(app.env.lang, light.situation.stage),
    }
}
