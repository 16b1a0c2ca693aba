//! 看板: a pane for each section, three or two side by side, or a stacked list on a narrow window.

use ratatui::layout::Rect;

use super::{node, row};
use crate::app::{App, BoardScreen, Screen, Target, board_columns, shows_detail};
use crate::plan::{Item, ItemId, Light, Node, Rollup, Section};
use crate::report::{percent_in_words, report_in_words};
use crate::ui::canvas::Canvas;
use crate::ui::light::{SHORT, draw_counts_of, draw_head, draw_short, draw_tick, is_solid, percent, tick};
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
    let area = if shows_detail(app.env.size) && !*zoomed {
        let width = area.width / 3;
        let beside = Rect { x: area.right() - width, width, ..area };
        node::beside(app, memo, canvas, beside, *item);
        Rect { width: area.width - width - 2, ..area }
    } else {
        area
    };
    match board_columns(app.env.size) {
        _ if *zoomed => {
            let lines = if app.data.rows.board[focus].len() * 2 < usize::from(area.height) { 2 } else { 1 };
            pane(app, memo, canvas, area, focus, *item, lines);
        }
        1 => stacked(app, memo, canvas, area, *item),
        columns => grid(app, memo, canvas, area, focus, *item, columns),
    }
}

/// Panes in columns, each as high as what it holds: 1 3 5 in the first of two, 2 4 6 in the second.
fn grid(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, focus: usize, item: ItemId, columns: usize) {
    let panes = app.data.board.sections.len();
    let rows = panes.div_ceil(columns);
    let fit = usize::from(area.height / LEAST).max(1);
    // More sections than fit: the rows of panes around the one in focus.
    let first = if rows > fit { memo.top("panes", focus / columns, rows, fit) } else { 0 };
    let shown: Vec<Vec<usize>> = (0..columns)
        .map(|column| {
            (first..rows.min(first + fit)).map(|row| row * columns + column).filter(|at| *at < panes).collect()
        })
        .collect();
    let need = |pane: usize, lines: u16| {
        let items = app.data.rows.board[pane].len().clamp(1, usize::from(area.height)) as u16;
        1 + items * lines
    };
    let fits = |lines: u16| shown.iter().all(|of| of.iter().map(|pane| need(*pane, lines)).sum::<u16>() <= area.height);
    let lines = if fits(2) { 2 } else { 1 };
    let gap = 1;
    let width = (area.width - gap * (columns as u16 - 1)) / columns as u16;
    for (column, of) in shown.iter().enumerate() {
        let needs: Vec<u16> = of.iter().map(|pane| need(*pane, lines)).collect();
        let in_focus = of.iter().position(|pane| *pane == focus);
        let x = area.x + column as u16 * (width + gap);
        // The last column takes what division left over.
        let width = if column + 1 == columns { area.right() - x } else { width };
        let mut y = area.y;
        for (pane_index, height) in of.iter().zip(share(&needs, area.height, in_focus)) {
            pane(app, memo, canvas, Rect { x, y, width, height }, *pane_index, item, lines);
            y += height;
        }
    }
}

/// Shares `room` rows among panes that need so many: of what is left over each gets a blank row, what is lacking is taken
/// from the largest, from the one in focus last.
fn share(needs: &[u16], room: u16, focus: Option<usize>) -> Vec<u16> {
    let mut heights = needs.to_vec();
    while heights.iter().sum::<u16>() > room {
        let can_give = |at: &usize| heights[*at] > LEAST.min(needs[*at]);
        let others = (0..heights.len()).filter(|at| Some(*at) != focus).filter(can_give).max_by_key(|at| heights[*at]);
        match others.or_else(|| focus.filter(|at| heights[*at] > 1)) {
            Some(at) => heights[at] -= 1,
            None => break,
        }
    }
    let left = room.saturating_sub(heights.iter().sum());
    if usize::from(left) >= heights.len() {
        for height in &mut heights {
            *height += 1;
        }
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
    let shown: Vec<ItemId> =
        if has_focus { items.iter().skip(top).take(page).copied().collect() } else { worst(app, items, page) };
    for (place, item) in shown.into_iter().enumerate() {
        let y = body.y + place as u16 * lines;
        let has_cursor = has_focus && item == selected;
        item_row(app, memo, canvas, Rect { y, height: lines, ..body }, item, has_cursor);
    }
}

/// As many items as there is room for, in their order: where not all can be seen, those that call for work are.
fn worst(app: &App, items: &[ItemId], room: usize) -> Vec<ItemId> {
    if items.len() <= room {
        return items.to_vec();
    }
    let level = |item: &ItemId| app.data.rows.light(&app.data.board, *item).map(|light| light.level);
    let mut by_level: Vec<usize> = (0..items.len()).collect();
    by_level.sort_by_key(|at| level(&items[*at]));
    by_level.truncate(room);
    by_level.sort_unstable();
    by_level.into_iter().map(|at| items[at]).collect()
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
    let role = if has_focus { Role::Focus } else { Role::Head };
    // What is filtered away is in no figure; how much that is, is said.
    let (Some(rollup), Some(all)) = (app.data.rows.shown.get(pane), app.data.rows.sections.get(pane)) else { return };
    draw_head(canvas, row, rollup, has_focus);
    // Where rows are out of sight, how many is said before how many are in order.
    let counted = if hidden > 0 && row.width < ROOMY { is_solid } else { |_| true };
    let counts_at = draw_counts_of(canvas, row.right(), row.y, &rollup.counts, role, counted);
    let mut right = counts_at;
    // Rows out of sight matter more than the mean.
    let percent = percent_in_words(rollup.percent);
    let figures = if hidden > 0 {
        canvas.lang.fill(words::board::Hidden { n: &hidden })
    } else if rollup.percent.is_none() && rollup.expected.is_none() {
        String::new()
    } else {
        canvas.lang.fill(words::board::Figures { percent: &percent, expected: &percent_in_words(rollup.expected) })
    };
    let mut label = format!("{} {}", section.ordinal, section.label);
    if !app.nav.filter.is_empty() {
        let part = words::board::PartOf { n: &rollup.counts.total(), all: &all.counts.total() };
        label = format!("{} {label}", canvas.lang.fill(part));
    }
    if right > row.x + canvas.width(&label) + canvas.width(&figures) + 3 {
        let from = row.x + canvas.width(&label) + 3;
        // What is expected the notch says as well: where both find no place beside it, the mean stands alone.
        let alone = if hidden > 0 { &figures } else { &percent };
        let found = [&figures, alone]
            .into_iter()
            .find_map(|words| Some((words, beside_tick(canvas, row, rollup, words, (from, right))?)));
        let (words, x) = found.unwrap_or((&figures, right - 1 - canvas.width(&figures)));
        right = x;
        canvas.put_over(x, row.y, row.right().saturating_sub(x), words, role);
    }
    let room = right.saturating_sub(row.x + 2);
    canvas.put_cut_over(row.x + 1, row.y, room, &label, role);
    // Where a light's block stands, that is read.
    draw_tick(canvas, row, counts_at, rollup, has_focus);
}

/// Where words of a head begin between two columns, so that its notch stands between or beside them and not on a sign; as far
/// right as there is room, with a blank before what follows where that can be.
fn beside_tick(canvas: &Canvas<'_>, row: Rect, total: &Rollup, words: &str, (from, to): (u16, u16)) -> Option<u16> {
    let touching = to.checked_sub(canvas.width(words))?;
    let most = touching.checked_sub(1)?;
    let Some(tick) = tick(row, total.expected) else { return Some(most) };
    let is_free = |x: &u16| {
        let mut at = *x;
        words.chars().all(|c| {
            let cells = canvas.width(c.encode_utf8(&mut [0; 4]));
            let is_on = (at..at + cells).contains(&tick);
            at += cells;
            c == ' ' || !is_on
        })
    };
    (from..=most).rev().find(is_free).or(Some(touching).filter(|x| *x >= from && is_free(x)))
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
    let mut end = light_column(canvas, area.right(), y, light, role);
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
fn light_column(canvas: &mut Canvas<'_>, right: u16, y: u16, light: &Light, role: Role) -> u16 {
    let chip_at = right.saturating_sub(SHORT + 5);
    draw_short(canvas, Rect { x: chip_at, y, width: SHORT, height: 1 }, light, role);
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
        assert_eq!(share(&[9, 8, 4], 21, Some(0)), [9, 8, 4]);
        assert_eq!(share(&[9, 8, 4], 23, Some(0)), [9, 8, 4]);
        assert_eq!(share(&[9, 8, 4], 30, None), [10, 9, 5]);
        assert_eq!(share(&[9, 8, 4], 15, Some(1)), [4, 8, 3]);
        assert_eq!(share(&[9, 8, 4], 9, Some(0)).iter().sum::<u16>(), 9);
    }
}
