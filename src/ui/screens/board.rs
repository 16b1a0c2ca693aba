//! 看板: a pane for each section, three or two side by side, or a stacked list on a narrow window.

use ratatui::layout::Rect;

use super::row;
use crate::app::{App, BoardScreen, Screen, Target, board_columns};
use crate::plan::{Item, ItemId, Light, Node, Section};
use crate::report::{percent_in_words, report_in_words};
use crate::ui::canvas::Canvas;
use crate::ui::light::{SHORT, TIGHT, draw_counts, draw_short, percent};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

/// A pane this wide has room for lead and due date beside the title.
const ROOMY: u16 = 60;

/// Cells for the lead unit in a roomy pane.
const LEAD: u16 = 12;

/// Rows that a pane keeps when the one in focus needs the room.
const LEAST: u16 = 3;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Board(BoardScreen { item, zoomed }) = app.screen() else { return };
    let focus = app.pane_of(*item);
    if app.data.board.sections.is_empty() {
        canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, canvas.lang.say(words::board::EMPTY), Role::Dim);
        return;
    }
    match board_columns(app.env.size) {
        _ if *zoomed => {
            let lines = if app.data.rows.board[focus].len() * 2 < usize::from(area.height) { 2 } else { 1 };
            pane(app, memo, canvas, area, focus, *item, lines);
        }
        1 => stacked(app, memo, canvas, area, *item),
        columns => grid(app, memo, canvas, area, focus, *item, columns),
    }
}

fn grid(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, focus: usize, item: ItemId, columns: usize) {
    let panes = app.data.board.sections.len();
    let rows = panes.div_ceil(columns);
    let fit = usize::from(area.height / LEAST).max(1);
    // More sections than fit: the rows of panes around the one in focus.
    let first = if rows > fit { memo.top("panes", focus / columns, rows, fit) } else { 0 };
    let shown = rows.min(fit);
    let need = |row: usize, lines: u16| {
        let of_row = (row * columns..((row + 1) * columns).min(panes)).map(|pane| app.data.rows.board[pane].len());
        let items = of_row.max().unwrap_or(0).clamp(1, usize::from(area.height)) as u16;
        1 + items * lines
    };
    let gap = 1;
    let width = (area.width - gap * (columns as u16 - 1)) / columns as u16;
    let spacious: u16 = (first..first + shown).map(|row| need(row, 2)).sum();
    let lines = if spacious <= area.height { 2 } else { 1 };
    let needs: Vec<u16> = (first..first + shown).map(|row| need(row, lines)).collect();
    let heights = share(&needs, area.height, (focus / columns).saturating_sub(first));
    let mut y = area.y;
    for (row, height) in (first..first + shown).zip(heights) {
        for column in 0..columns {
            let pane_index = row * columns + column;
            if pane_index < panes {
                let x = area.x + column as u16 * (width + gap);
                // The last pane takes what division left over.
                let width = if column + 1 == columns { area.right() - x } else { width };
                pane(app, memo, canvas, Rect { x, y, width, height }, pane_index, item, lines);
            }
        }
        y += height;
    }
}

/// Shares `room` rows among panes that need so many: what is left over is spread, what is lacking is taken from the
/// largest, from the one in focus last.
fn share(needs: &[u16], room: u16, focus: usize) -> Vec<u16> {
    let mut heights = needs.to_vec();
    while heights.iter().sum::<u16>() > room {
        let can_give = |at: &usize| heights[*at] > LEAST.min(needs[*at]);
        let others = (0..heights.len()).filter(|at| *at != focus).filter(can_give).max_by_key(|at| heights[*at]);
        match others.or_else(|| heights.get(focus).filter(|height| **height > 1).map(|_| focus)) {
            Some(at) => heights[at] -= 1,
            None => break,
        }
    }
    let mut left = room.saturating_sub(heights.iter().sum());
    let count = heights.len().max(1) as u16;
    for (at, height) in heights.iter_mut().enumerate() {
        let share = left / (count - at as u16);
        *height += share;
        left -= share;
    }
    heights
}

fn pane(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, pane: usize, selected: ItemId, lines: u16) {
    let (Some(section), Some(items)) = (app.data.board.sections.get(pane), app.data.rows.board.get(pane)) else {
        return;
    };
    let has_focus = app.pane_of(selected) == pane;
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let hidden = items.len().saturating_sub(usize::from(body.height / lines).max(1));
    heading(app, canvas, Rect { height: 1, ..area }, section, pane, has_focus, hidden);
    if body.height == 0 {
        return;
    }
    if items.is_empty() {
        let is_filtered = !app.nav.filter.is_empty();
        let words = if is_filtered { words::board::NOTHING_HERE } else { words::board::NO_ITEMS };
        canvas.put_cut(area.x + 1, body.y, area.width - 2, canvas.lang.say(words), Role::Dim);
        return;
    }
    let page = usize::from(body.height / lines).max(1);
    let at = items.iter().position(|item| *item == selected);
    let top = if has_focus { memo.top("pane", at.unwrap_or(0), items.len(), page) } else { 0 };
    if has_focus {
        memo.painted.page = page;
    }
    for (place, item) in items.iter().skip(top).take(page).enumerate() {
        let y = body.y + place as u16 * lines;
        let has_cursor = has_focus && *item == selected;
        item_row(app, memo, canvas, Rect { y, height: lines, ..body }, *item, has_cursor);
    }
}

fn heading(
    app: &App,
    canvas: &mut Canvas<'_>,
    row: Rect,
    section: &Section,
    pane: usize,
    has_focus: bool,
    hidden: usize,
) {
    let role = if has_focus { Role::Focus } else { Role::Bar };
    canvas.fill(row, role);
    // What is filtered away is in no figure; how much that is, is said.
    let (Some(rollup), Some(all)) = (app.data.rows.shown.get(pane), app.data.rows.sections.get(pane)) else { return };
    let mut right = draw_counts(canvas, row.right(), row.y, &rollup.counts);
    // Rows out of sight matter more than the mean.
    let figures = if hidden > 0 {
        canvas.lang.fill(words::board::Hidden { n: &hidden })
    } else {
        canvas.lang.fill(words::board::Figures {
            percent: &percent_in_words(rollup.percent),
            expected: &percent_in_words(rollup.expected),
        })
    };
    let mut label = format!("{} {}", section.ordinal, section.label);
    if !app.nav.filter.is_empty() {
        let part = words::board::PartOf { n: &rollup.counts.total(), all: &all.counts.total() };
        label = format!("{} {label}", canvas.lang.fill(part));
    }
    if right > row.x + canvas.width(&label) + canvas.width(&figures) + 3 {
        right = canvas.put_right(right - 1, row.y, 12, &figures, role);
    }
    let room = right.saturating_sub(row.x + 2);
    canvas.put_cut(row.x + 1, row.y, room, &label, role);
}

/// An item on one row, or on two when there is room: then the title has a row of its own.
fn item_row(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, id: ItemId, has_cursor: bool) {
    let (Some(item), Some(light)) = (app.data.board.item(id), app.data.rows.light(&app.data.board, id)) else { return };
    let node = Node::item(id);
    let role = row::role_of(app, node, has_cursor);
    let used = row::begin(app, memo, canvas, area, node, role);
    let dim = if role == Role::Text { Role::Dim } else { role };
    let x = area.x + used;
    let due = item.work.due.current.map(|due| app.dates().short(due));
    let lead = item.work.lead.as_deref();
    let roomy = area.width >= ROOMY;
    let y = if roomy { area.y } else { area.bottom() - 1 };
    let mut end = light_column(canvas, area.right(), y, area.width, light, role);
    if roomy {
        canvas.put_right(end, area.y, 10, due.as_deref().unwrap_or_default(), dim);
        end = end.saturating_sub(if due.is_some_and(|due| due.len() > 5) { 11 } else { 6 });
        canvas.put_cut(end.saturating_sub(LEAD), area.y, LEAD, lead.unwrap_or_default(), dim);
        end = end.saturating_sub(LEAD + 1);
        if area.height > 1 {
            memo.target(area.y + 1, area.x, area.right(), Target::Node(node));
            let words = last_word(app, item);
            canvas.put_cut(x, area.y + 1, area.right().saturating_sub(x + 1), &words, dim);
        }
    } else if area.height > 1 {
        memo.target(y, area.x, area.right(), Target::Node(node));
        if light.situation.stale_days.is_some() {
            end = canvas.put_right(end, y, 6, canvas.lang.say(words::board::STALE), dim).saturating_sub(1);
        }
        let due = due.map(|due| canvas.lang.fill(words::board::Due { due: &due }));
        let words = [lead, due.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        canvas.put_cut(x, y, end.saturating_sub(x), &words, dim);
        end = area.right();
    }
    row::text(app, canvas, x, area.y, end.saturating_sub(x), &item.title, role);
}

/// The last report known on the day looked at; before there is one, how much there is to do.
fn last_word(app: &App, item: &Item) -> String {
    match item.reports.iter().rev().find(|report| report.day <= app.day()) {
        Some(report) => {
            format!("{} {}", app.dates().short(report.day), report_in_words(app.env.lang, report))
        }
        None => app.env.lang.fill(words::board::Measures { n: &item.measures.len() }),
    }
}

/// Light and figure at the right end of a row; returns where they begin.
fn light_column(canvas: &mut Canvas<'_>, right: u16, y: u16, width: u16, light: &Light, role: Role) -> u16 {
    let cells = if width < ROOMY { TIGHT } else { SHORT };
    let chip_at = right.saturating_sub(cells + 5);
    draw_short(canvas, Rect { x: chip_at, y, width: cells, height: 1 }, light);
    canvas.put_right(right, y, 4, &percent(&light.situation), role);
    chip_at.saturating_sub(1)
}

/// All sections one below the other, in one list that scrolls.
fn stacked(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, selected: ItemId) {
    enum Line {
        Heading(usize),
        Item(ItemId),
    }
    let mut lines = Vec::new();
    for (pane, items) in app.data.rows.board.iter().enumerate() {
        lines.push(Line::Heading(pane));
        lines.extend(items.iter().map(|item| Line::Item(*item)));
    }
    let at = lines.iter().position(|line| matches!(line, Line::Item(item) if *item == selected)).unwrap_or(0);
    let page = usize::from(area.height);
    // The heading above the first item comes into view with it.
    let at = if at == 1 { 0 } else { at };
    let top = memo.top("stacked", at, lines.len(), page);
    memo.painted.page = page;
    for (line, y) in lines.iter().skip(top).zip(area.y..area.bottom()) {
        let row = Rect { y, height: 1, ..area };
        match line {
            Line::Heading(pane) => {
                if let Some(section) = app.data.board.sections.get(*pane) {
                    heading(app, canvas, row, section, *pane, app.pane_of(selected) == *pane, 0);
                }
            }
            Line::Item(item) => item_row(app, memo, canvas, row, *item, *item == selected),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn panes_get_what_they_need_and_the_one_in_focus_gives_last() {
        assert_eq!(share(&[9, 8, 4], 21, 0), [9, 8, 4]);
        assert_eq!(share(&[9, 8, 4], 24, 0), [10, 9, 5]);
        assert_eq!(share(&[9, 8, 4], 15, 1), [4, 8, 3]);
        assert_eq!(share(&[9, 8, 4], 9, 0).iter().sum::<u16>(), 9);
    }
}
