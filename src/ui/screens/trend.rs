//! 走势: how the lights stood week by week, what was closed against what should have been, and what is due in the weeks
//! to come.

use ratatui::layout::Rect;

use crate::app::{App, Screen, TrendScreen};
use crate::plan::{DueBucket, Level, TrendPoint};
use crate::report::{level_short, percent_in_words};
use crate::ui::canvas::Canvas;
use crate::ui::light::is_solid;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

/// So many weeks to come are shown below today.
const NEXT: usize = 6;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Trend(TrendScreen { day, .. }) = *app.screen() else { return };
    let lang = canvas.lang;
    let rows = &app.data.rows.trend;
    if rows.is_empty() {
        let text = if app.chronicle().is_none() { words::notice::READING_CHRONICLE } else { words::trend::NOTHING };
        canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, lang.say(text), Role::Dim);
        return;
    }
    let head = Rect { height: 1, ..area };
    canvas.fill(head, Role::Bar);
    let figures = if area.width >= 72 { 28 } else { 13 };
    let bar = Rect { x: area.x + 8, width: area.width.saturating_sub(9 + figures), ..head };
    canvas.put(area.x + 1, head.y, 6, lang.say(words::trend::UNTIL), Role::Bar);
    for (level, x) in columns(bar) {
        canvas.put_right(x, head.y, COLUMN, lang.say(level_short(level)), Role::Bar);
    }
    canvas.put_right(area.right() - 1, head.y, figures, &figure_head(app, figures), Role::Bar);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let page = usize::from(body.height).max(1);
    let today = rows.len() - 1;
    let len = rows.len() + app.data.rows.ahead.len();
    let at = app.data.rows.trend_days().position(|row| Some(row) == day).unwrap_or(today);
    // What comes next is seen from today.
    if at == today {
        memo.top("trend", (at + NEXT).min(len - 1), len, page);
    }
    let top = memo.top("trend", at, len, page);
    memo.painted.page = page;
    for (place, y) in (top..len).zip(body.y..body.bottom()) {
        let role = if place == at { Role::Selected } else { Role::Text };
        let line = Rect { y, height: 1, ..body };
        canvas.fill(line, role);
        let (day, words) = if let Some(stand) = rows.get(place) {
            lights(canvas, Rect { y, ..bar }, stand, role);
            (stand.day, figure(app, stand, figures))
        } else {
            let ahead = &app.data.rows.ahead[place - rows.len()];
            falling(app, canvas, Rect { y, ..bar }, ahead, role);
            (ahead.day, figure_ahead(app, ahead, figures))
        };
        // Once the period is over the last row is the present.
        let is_over = day > app.data.board.plan.period.last();
        let date = if is_over { lang.say(words::trend::NOW).to_owned() } else { app.dates().short(day) };
        canvas.put(line.x + 1, y, 6, &date, role);
        canvas.put_right(line.right() - 1, y, figures, &words, role);
    }
}

/// The items that are due in a week to come.
fn falling(app: &App, canvas: &mut Canvas<'_>, area: Rect, ahead: &DueBucket, role: Role) {
    if ahead.falling.is_empty() {
        return;
    }
    let numbers = ahead.falling.iter().filter_map(|id| app.data.board.item(*id)).map(|item| item.no);
    let items = app.env.lang.list(numbers);
    let words = app.env.lang.fill(words::trend::Falling { n: &ahead.falling.len(), items: &items });
    canvas.put_cut(area.x, area.y, area.width, &words, role);
}

fn figure_head(app: &App, room: u16) -> String {
    app.env.lang.say(if room > 20 { words::trend::FIGURES } else { words::trend::FIGURES_SHORT }).to_owned()
}

fn figure(app: &App, stand: &TrendPoint, room: u16) -> String {
    let closed = format!("{:>2}/{:<2}", stand.closed, stand.due);
    row_words(app, &closed, &format!("{:>4}", percent_in_words(stand.percent)), stand.expected, room)
}

/// Of days to come only what should be is known.
fn figure_ahead(app: &App, ahead: &DueBucket, room: u16) -> String {
    row_words(app, &format!("{:>2}/{:<2}", "", ahead.due), "    ", ahead.expected, room)
}

fn row_words(app: &App, closed: &str, percent: &str, expected: Option<i64>, room: u16) -> String {
    let expected = format!("{:>4}", percent_in_words(expected));
    if room > 20 {
        app.env.lang.fill(words::trend::Row { closed: &closed, percent: &percent, expected: &expected })
    } else {
        app.env.lang.fill(words::trend::RowShort { closed: &closed, percent: &percent })
    }
}

/// Cells of a count.
const COLUMN: u16 = 4;
/// Cells of the bar behind the counts; fewer say nothing.
const BAR: std::ops::RangeInclusive<u16> = 12..=40;

/// The lights with the right ends of their columns.
fn columns(area: Rect) -> impl Iterator<Item = (Level, u16)> {
    Level::ALL.iter().copied().zip((1..).map(move |n| area.x + n * COLUMN))
}

/// Counts in columns, and a thin bar of what calls for work among all.
fn lights(canvas: &mut Canvas<'_>, area: Rect, stand: &TrendPoint, ground: Role) {
    for (level, x) in columns(area) {
        let count = stand.counts.get(level);
        let role = match (count, ground) {
            (0, Role::Text) => Role::Dim,
            (_, Role::Text) => Role::Ink(level),
            (_, ground) => ground,
        };
        let text = if count == 0 { "·".to_owned() } else { count.to_string() };
        canvas.put_right(x, area.y, COLUMN, &text, role);
    }
    let used = COLUMN * Level::ALL.len() as u16 + 2;
    let width = area.width.saturating_sub(used + 1).min(*BAR.end());
    if width < *BAR.start() {
        return;
    }
    let bar = Rect { x: area.x + used, width, ..area };
    canvas.fill(bar, Role::BarRest);
    let all = i64::from(stand.counts.total()).max(1);
    let (mut counted, mut x) = (0, bar.x);
    for level in Level::ALL.iter().copied().filter(|level| is_solid(*level)) {
        counted += i64::from(stand.counts.get(level));
        let end = bar.x + (i64::from(bar.width) * counted / all) as u16;
        canvas.fill(Rect { x, width: end.saturating_sub(x), ..bar }, Role::Light(level));
        x = end;
    }
    if canvas.theme.is_mono() {
        canvas.put(x, bar.y, bar.right().saturating_sub(x), &"-".repeat(usize::from(bar.width)), Role::BarRest);
    }
}
