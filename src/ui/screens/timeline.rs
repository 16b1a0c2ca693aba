//! 时序: items over the months of the plan's period. Planned span, what is done of it, today, reports, and dates that were moved.

use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::layout::Rect;

use super::ledger::heading_in_words;
use super::row;
use crate::app::{App, Row, Screen, Target, TimelineScreen, TimelineSetup, Zoom, cell_of, cells_of};
use crate::plan::{Item, Light, Node, Period};
use crate::ui::canvas::Canvas;
use crate::ui::light::{SHORT, draw_short, is_solid};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Text};

/// Where things stand on the screen.
struct Layout {
    /// First column of the chart.
    x: u16,
    /// Its cells.
    cells: u16,
    /// Its days.
    window: (NaiveDate, NaiveDate),
}

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Timeline(TimelineScreen { node: selected, setup }) = app.screen() else { return };
    let layout = layout(app, area, *setup);
    head(app, canvas, Rect { height: 1, ..area }, &layout, *setup);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let rows = &app.data.rows.ledger;
    let page = usize::from(body.height).max(1);
    let at = rows.iter().position(|row| matches!(row, Row::Node(node) if Some(*node) == *selected)).unwrap_or(0);
    let at = if at == 1 && matches!(rows.first(), Some(Row::Heading(..))) { 0 } else { at };
    let top = memo.top("timeline", at, rows.len(), page);
    memo.painted.page = page;
    for (entry, y) in rows.iter().skip(top).zip(body.y..body.bottom()) {
        let line = Rect { y, height: 1, ..body };
        match entry {
            Row::Heading(heading, count) => {
                let words = format!("{}  {count}", heading_in_words(app, heading));
                canvas.put_cut(line.x + 1, y, line.width - 2, &words, Role::Accent);
            }
            Row::Node(node) => item_row(app, memo, canvas, line, *node, Some(*node) == *selected, &layout),
        }
    }
    let foot = Rect { y: area.bottom() - 1, height: 1, ..area };
    details(app, canvas, foot, *selected);
}

fn layout(app: &App, area: Rect, setup: TimelineSetup) -> Layout {
    // As many cells a month as leave the title readable; closer up the same room shows fewer days.
    let room = area.width.saturating_sub(24);
    let months = u16::try_from(app.data.board.plan.period.months()).unwrap_or(u16::MAX).max(12);
    let cells = if months <= 12 { (room / 12).clamp(1, 6) * 12 } else { room.max(12) };
    let label = area.width.saturating_sub(cells + 1);
    Layout { x: area.x + label, cells, window: setup.window(&app.data.board) }
}

/// Month by month, week by week or day by day, and today.
fn head(app: &App, canvas: &mut Canvas<'_>, row: Rect, layout: &Layout, setup: TimelineSetup) {
    canvas.fill(row, Role::Bar);
    let lang = canvas.lang;
    let period = app.data.board.plan.period;
    let shown = Period::new(layout.window.0, layout.window.1 - Days::new(1)).unwrap_or(period);
    // From its first month on it is the plan's own period, also where that begins within the month.
    let shown = if setup.zoom == Zoom::Whole && setup.from == 0 { period } else { shown };
    let zoom = setup.zoom.in_words(lang, shown);
    canvas.put_cut(row.x + 1, row.y, layout.x.saturating_sub(row.x + 2), &zoom, Role::Bar);
    let sign = cell_of(app.day(), layout.window, layout.cells).map(|cell| (cell, cell + 2));
    let marks = marks(canvas, layout, setup.zoom);
    let mut free = 0;
    let nexts: Vec<u16> = marks.iter().skip(1).map(|(cell, _)| *cell).chain([layout.cells + 1]).collect();
    for ((cell, text), next) in marks.into_iter().zip(nexts) {
        let meets = |cell: u16| sign.is_some_and(|(from, until)| cell <= until && from <= cell + canvas.width(&text));
        // What stands where today is moves on behind it, if there is room before the next.
        let cell = sign.map(|(_, until)| until + 1).filter(|_| meets(cell)).unwrap_or(cell);
        let end = cell + canvas.width(&text);
        if cell >= free && end < next && !meets(cell) {
            canvas.put(layout.x + cell, row.y, end - cell, &text, Role::Bar);
            free = end + 1;
        }
    }
    if let Some(cell) = cell_of(app.day(), layout.window, layout.cells) {
        let x = (layout.x + cell).min(row.right().saturating_sub(2));
        canvas.put(x, row.y, 2, lang.say(words::timeline::TODAY), Role::Found);
    }
}

/// What may stand above the chart, and at which cell: of several sorts the first of which all marks have room beside each
/// other.
fn marks(canvas: &Canvas<'_>, layout: &Layout, zoom: Zoom) -> Vec<(u16, String)> {
    let lang = canvas.lang;
    let (first, last) = layout.window;
    let starts = |months: u32| {
        let step = move |day: &NaiveDate| day.checked_add_months(Months::new(months));
        std::iter::successors(Some(first), step).take_while(move |day| *day < last)
    };
    let days = |step: u64| {
        let step = move |day: &NaiveDate| day.checked_add_days(Days::new(step));
        std::iter::successors(Some(first), step).take_while(move |day| *day < last)
    };
    let whole = |day: NaiveDate| day.format("%m-%d").to_string();
    let month = |day: NaiveDate| lang.fill(words::timeline::MonthShort { n: &day.month() });
    let number = |day: NaiveDate| day.month().to_string();
    let of_month = |day: NaiveDate| day.day().to_string();
    let sorts: Vec<Vec<(NaiveDate, String)>> = match zoom {
        Zoom::Whole => vec![
            starts(1).map(|day| (day, month(day))).collect(),
            starts(1).map(|day| (day, number(day))).collect(),
            starts(3).map(|day| (day, number(day))).collect(),
        ],
        Zoom::Quarter => vec![
            days(14).map(|day| (day, whole(day))).collect(),
            starts(1).map(|day| (day, month(day))).collect(),
            starts(1).map(|day| (day, number(day))).collect(),
        ],
        Zoom::Month => vec![
            days(5).map(|day| (day, whole(day))).collect(),
            days(5).map(|day| (day, of_month(day))).collect(),
            days(10).map(|day| (day, of_month(day))).collect(),
        ],
    };
    let place = |(day, text): (NaiveDate, String)| Some((cell_of(day, layout.window, layout.cells)?, text));
    let mut placed = sorts.into_iter().map(|sort| sort.into_iter().filter_map(place).collect::<Vec<_>>());
    let fits =
        |marks: &Vec<(u16, String)>| marks.windows(2).all(|pair| pair[0].0 + canvas.width(&pair[0].1) < pair[1].0);
    let last = placed.next_back();
    placed.find(fits).or(last).unwrap_or_default()
}

fn item_row(
    app: &App,
    memo: &mut Memo,
    canvas: &mut Canvas<'_>,
    line: Rect,
    node: Node,
    has_cursor: bool,
    layout: &Layout,
) {
    let (Some(item), Some(light)) = (app.data.board.item(node.item), app.data.rows.light(&app.data.board, node.item))
    else {
        return;
    };
    let role = row::role_of(app, node, has_cursor);
    // The cursor marks the title alone: over the chart it would look like a part of the plan.
    canvas.fill(line, Role::Text);
    let label = Rect { width: layout.x.saturating_sub(line.x), ..line };
    let used = row::begin(app, memo, canvas, label, node, role);
    memo.target(line.y, line.x, line.right(), Target::Node(node));
    draw_short(canvas, Rect { x: line.x + used, width: SHORT, ..line }, light, role);
    let x = line.x + used + SHORT + 1;
    row::text(app, canvas, x, line.y, layout.x.saturating_sub(x + 1), &item.title, role);
    chart(app, canvas, line.y, item, light, layout);
}

/// One item over the period: the rest first, then what should be, what is done, and the marks on top.
fn chart(app: &App, canvas: &mut Canvas<'_>, y: u16, item: &Item, light: &Light, layout: &Layout) {
    let plan = &app.data.board.plan;
    let start = item.work.start.unwrap_or_else(|| plan.period.first());
    let due = item.work.due;
    let mut fill = |from: NaiveDate, to: NaiveDate, role: Role, sign: &str| {
        if let Some((first, last)) = cells_of(from, to, layout.window, layout.cells) {
            let part = Rect { x: layout.x + first, y, width: last - first + 1, height: 1 };
            canvas.fill(part, role);
            if canvas.theme.is_mono() {
                canvas.put(part.x, y, part.width, &sign.repeat(usize::from(part.width)), role);
            }
        }
    };
    let end = due.current.or(due.original);
    let mut done_until = None;
    if let Some(end) = end {
        let original = due.original.unwrap_or(end).min(end);
        fill(start, end, Role::BarRest, "-");
        if original < end {
            // What was added to the date as it was first set.
            fill(original + Days::new(1), end, Role::BarExpected, "=");
        }
        let days = (end - start).num_days().max(0);
        let done = days * light.situation.percent.clamp(0, 100) / 100;
        if light.situation.percent > 0 {
            let until = start + Days::new(done.unsigned_abs());
            fill(start, until, Role::BarDone, "#");
            done_until = Some(until);
        }
    }
    for report in item.reports.iter().filter(|report| report.day <= app.day()) {
        if let Some(cell) = cell_of(report.day, layout.window, layout.cells) {
            // On the ground that is there: a report alone is nothing done.
            let ink = if done_until.is_some_and(|until| report.day <= until) {
                Role::BarDone
            } else if end.is_some_and(|end| report.day <= end && report.day >= start) {
                Role::BarRest
            } else {
                Role::Text
            };
            canvas.put_over(layout.x + cell, y, 1, "'", ink);
        }
    }
    if let Some(cell) = cell_of(app.day(), layout.window, layout.cells) {
        canvas.put(layout.x + cell, y, 1, "|", Role::Found);
    }
    let mark = |canvas: &mut Canvas<'_>, day: NaiveDate, role: Role| {
        if let Some(cell) = cell_of(day, layout.window, layout.cells) {
            let x = (layout.x + cell).min(layout.x + layout.cells.saturating_sub(2));
            canvas.put(x, y, 2, &day.format("%d").to_string(), role);
        }
    };
    if let Some(original) = due.original.filter(|original| Some(*original) != end) {
        mark(canvas, original, Role::Bar);
    }
    if let Some(end) = end {
        let role = if is_solid(light.level) { Role::Light(light.level) } else { Role::Bar };
        mark(canvas, end, role);
    }
}

/// The dates of the row under the cursor in words.
fn details(app: &App, canvas: &mut Canvas<'_>, row: Rect, selected: Option<Node>) {
    let lang = canvas.lang;
    canvas.fill(row, Role::Bar);
    let Some(item) = selected.and_then(|node| app.data.board.item(node.item)) else { return };
    let dates = app.dates();
    let start = item.work.start.map(|day| dates.short(day)).unwrap_or_default();
    let due = crate::report::date_range(lang, item.work.due);
    let told = item.reports.iter().filter(|report| report.day <= app.day()).count();
    let words = lang.fill(words::timeline::Details { no: &item.no, start: &start, due: &due, n: &told });
    let used = canvas.put_cut(row.x + 1, row.y, row.width - 2, &words, Role::Bar) + 3;
    legend(canvas, Rect { x: row.x + used, width: row.width.saturating_sub(used + 1), ..row });
}

/// What the chart's signs mean, at the right end; all of it or nothing.
fn legend(canvas: &mut Canvas<'_>, row: Rect) {
    let lang = canvas.lang;
    let signs = [
        (Role::BarDone, "##", words::timeline::DONE),
        (Role::BarRest, "--", words::timeline::PLANNED),
        (Role::BarExpected, "==", words::timeline::ADDED),
        (Role::Bar, "'", words::timeline::REPORT),
    ];
    let cells = |(_, sign, text): &(Role, &str, Text)| canvas.width(sign) + canvas.width(lang.say(*text)) + 3;
    let all = signs.iter().map(cells).sum::<u16>() - 2;
    let mut x = row.right().saturating_sub(all);
    if x < row.x {
        return;
    }
    for (role, sign, text) in signs {
        let blanks = " ".repeat(sign.len());
        let shown = if canvas.theme.is_mono() || role == Role::Bar { sign } else { &blanks };
        x += canvas.put(x, row.y, 2, shown, role) + 1;
        x += canvas.put(x, row.y, row.right().saturating_sub(x), lang.say(text), Role::Bar) + 2;
    }
}
