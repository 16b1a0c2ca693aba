//! 走势: how the lights stood week by week, and what was closed against what should have been.

use ratatui::layout::Rect;

use crate::app::{App, Screen};
use crate::plan::{Level, Stand};
use crate::report::short_date;
use crate::ui::canvas::Canvas;
use crate::ui::light::glyph;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Trend { day, .. } = *app.screen() else { return };
    let lang = canvas.lang;
    let rows = &app.rows.trend;
    if rows.is_empty() {
        let key = if app.chronicle().is_none() { "notice.reading_chronicle" } else { "trend.nothing" };
        canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, &lang.say(key), Role::Dim);
        return;
    }
    let head = Rect { height: 1, ..area };
    canvas.fill(head, Role::Bar);
    let figures = if area.width >= 72 { 28 } else { 13 };
    let bar = Rect { x: area.x + 8, width: area.width.saturating_sub(9 + figures), ..head };
    canvas.put(area.x + 1, head.y, 6, &lang.say("trend.until"), Role::Bar);
    canvas.put_cut(bar.x, head.y, bar.width, &lang.say("trend.lights"), Role::Bar);
    canvas.put_right(area.right() - 1, head.y, figures, &figure_head(app, figures), Role::Bar);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let page = usize::from(body.height).max(1);
    let at = rows.iter().position(|stand| Some(stand.day) == day).unwrap_or(rows.len() - 1);
    let top = memo.top("trend", at, rows.len(), page);
    memo.painted.page = page;
    for ((place, stand), y) in rows.iter().enumerate().skip(top).zip(body.y..body.bottom()) {
        let role = if place == at { Role::Selected } else { Role::Text };
        let line = Rect { y, height: 1, ..body };
        canvas.fill(line, role);
        canvas.put(line.x + 1, y, 6, &short_date(stand.day, app.board.plan.year), role);
        lights(canvas, Rect { y, ..bar }, stand);
        canvas.put_right(line.right() - 1, y, figures, &figure(app, stand, figures), role);
    }
}

fn figure_head(app: &App, room: u16) -> String {
    app.lang.say(if room > 20 { "trend.figures" } else { "trend.figures_short" }).into_owned()
}

fn figure(app: &App, stand: &Stand, room: u16) -> String {
    let key = if room > 20 { "trend.row" } else { "trend.row_short" };
    let closed = format!("{:>2}/{:<2}", stand.closed, stand.due);
    app.lang.fill(
        key,
        &[
            ("closed", &closed),
            ("percent", &format!("{:>3}", stand.percent)),
            ("expected", &format!("{:>3}", stand.expected)),
        ],
    )
}

/// A bar cut into the lights, each part with its sign and count as far as there is room.
fn lights(canvas: &mut Canvas<'_>, area: Rect, stand: &Stand) {
    let all = i64::from(stand.counts.total()).max(1);
    let mut counted = 0;
    let mut x = area.x;
    for level in Level::ALL {
        let count = stand.counts.get(level);
        if count == 0 {
            continue;
        }
        counted += i64::from(count);
        let end = area.x + (i64::from(area.width) * counted / all) as u16;
        let part = Rect { x, y: area.y, width: end.saturating_sub(x), height: 1 };
        let role = Role::Light(level);
        canvas.fill(part, role);
        let text = format!("{}{count}", glyph(level));
        let text = if canvas.width(&text) <= part.width { text } else { count.to_string() };
        if canvas.width(&text) <= part.width {
            canvas.put(part.x, part.y, part.width, &text, role);
        }
        x = end;
    }
}
