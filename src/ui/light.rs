//! Lights and progress. Only what calls for work is a solid block; the others are words in their colour on the ground they
//! stand on: thirty green blocks would shout down the four that matter.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::theme::Role;
use crate::plan::{Counts, Level, Light, Rollup, Situation};
use crate::report::{light_short, light_word, percent_in_words};

/// Cells of a short light.
pub(super) const SHORT: u16 = 6;

/// Whether a light is a solid block.
pub(super) fn is_solid(level: Level) -> bool {
    matches!(level, Level::Red | Level::Yellow)
}

/// How the word of a light is written on a ground: where that has a colour of its own, in the colour of its words.
fn word_role(level: Level, ground: Role) -> Role {
    if is_solid(level) {
        return Role::Light(level);
    }
    match ground {
        Role::Text | Role::Dim | Role::Bar | Role::Head | Role::HeadDone | Role::Popup | Role::PopupDim => {
            Role::Ink(level)
        }
        ground => ground,
    }
}

/// A word of a light at `x`, as a block or on the ground that is there; returns the cells used.
pub(super) fn draw_word(
    canvas: &mut Canvas<'_>,
    x: u16,
    y: u16,
    room: u16,
    word: &str,
    level: Level,
    ground: Role,
) -> u16 {
    let role = word_role(level, ground);
    if is_solid(level) { canvas.put(x, y, room, word, role) } else { canvas.put_over(x, y, room, word, role) }
}

/// A light with its short word in the middle: ` 超期 `.
pub(super) fn draw_short(canvas: &mut Canvas<'_>, area: Rect, light: &Light, ground: Role) {
    let word = light_short(canvas.lang, light);
    if is_solid(light.level) {
        canvas.fill(area, Role::Light(light.level));
    }
    let pad = (area.width - canvas.width(word).min(area.width)) / 2;
    draw_word(canvas, area.x + pad, area.y, area.width - pad, word, light.level, ground);
}

/// A light with its whole word; returns the cells used.
pub(super) fn draw_long(canvas: &mut Canvas<'_>, x: u16, y: u16, room: u16, light: &Light, ground: Role) -> u16 {
    let word = format!(" {} {} ", glyph(light.level), light_word(canvas.lang, light));
    draw_word(canvas, x, y, room, &word, light.level, ground)
}

/// A sign that tells lights apart without colour.
pub(super) fn glyph(level: Level) -> &'static str {
    match level {
        Level::Red => "!",
        Level::Yellow => "~",
        Level::Green => "+",
        Level::Blue => "=",
        Level::Grey => "-",
    }
}

/// Counts per light, those that occur, ending at `right`; returns where they begin.
pub(super) fn draw_counts(canvas: &mut Canvas<'_>, right: u16, y: u16, counts: &Counts, ground: Role) -> u16 {
    draw_counts_of(canvas, right, y, counts, ground, |_| true)
}

/// The same of some lights only.
pub(super) fn draw_counts_of(
    canvas: &mut Canvas<'_>,
    right: u16,
    y: u16,
    counts: &Counts,
    ground: Role,
    of: fn(Level) -> bool,
) -> u16 {
    let shown = Level::ALL.iter().copied().rev().filter(|level| of(*level) && counts.get(*level) > 0);
    shown.fold(right, |right, level| {
        let word = format!(" {}{} ", glyph(level), counts.get(level));
        let cells = canvas.width(&word);
        let x = right.saturating_sub(cells);
        draw_word(canvas, x, y, cells, &word, level, ground);
        x
    })
}

/// The percentage as it is shown in columns: `45%`, or nothing when nothing was said.
pub(super) fn percent(situation: &Situation) -> String {
    situation.known_percent().map(|percent| format!("{percent}%")).unwrap_or_default()
}

/// So many cells of a width stand for a percentage.
fn cells(width: u16, percent: i64) -> u16 {
    ((i64::from(width) * percent.clamp(0, 100) + 50) / 100) as u16
}

/// The head of a pane as a bar: filled up to the progress. What is not known is not drawn.
pub(super) fn draw_head(canvas: &mut Canvas<'_>, row: Rect, total: &Rollup, has_focus: bool) {
    let (rest, done) = if has_focus { (Role::Focus, Role::FocusDone) } else { (Role::Head, Role::HeadDone) };
    canvas.fill(row, rest);
    if let Some(percent) = total.percent {
        canvas.fill(Rect { width: cells(row.width, percent), ..row }, done);
    }
}

/// The notch of a head, once its words are there: a sign under it stays to be read. From `end` on there is none.
pub(super) fn draw_tick(canvas: &mut Canvas<'_>, row: Rect, end: u16, total: &Rollup, has_focus: bool) {
    let Some(x) = tick(row, total.expected).filter(|x| *x < end) else { return };
    let role = if has_focus { Role::FocusTick } else { Role::HeadTick };
    canvas.tint_sign(x, row.y, role);
}

/// A bar of progress against what is expected. What is not known is not drawn.
pub(super) fn draw_bar(canvas: &mut Canvas<'_>, area: Rect, percent: Option<i64>, expected: Option<i64>) {
    canvas.fill(area, Role::BarRest);
    if canvas.theme.is_mono() {
        canvas.put(area.x, area.y, area.width, &"-".repeat(usize::from(area.width)), Role::BarRest);
    }
    if let Some(percent) = percent {
        canvas.fill(Rect { width: cells(area.width, percent), ..area }, Role::BarDone);
    }
    if let Some(tick) = tick(area, expected) {
        // A notch, so that what is done and what should be are two things.
        if canvas.theme.is_mono() {
            canvas.put_over(tick, area.y, 1, "|", Role::Text);
        } else {
            canvas.fill(Rect { x: tick, width: 1, ..area }, Role::HeadTick);
        }
    }
}

/// Where the notch of a bar stands.
pub(super) fn tick(area: Rect, expected: Option<i64>) -> Option<u16> {
    expected.map(|expected| area.x + cells(area.width, expected).min(area.width.saturating_sub(1)))
}

/// The same with its figure inside: on what is done, or behind it where that is too short.
pub(super) fn draw_bar_and_figure(canvas: &mut Canvas<'_>, area: Rect, percent: Option<i64>, expected: Option<i64>) {
    draw_bar(canvas, area, percent, expected);
    let figure = percent_in_words(percent);
    let room = canvas.width(&figure) + 1;
    let done = percent.map_or(0, |percent| cells(area.width, percent));
    let tick = tick(area, expected);
    let is_free = |x: u16| tick.is_none_or(|tick| tick < x || tick > x + room);
    if done > room && is_free(area.x + 1) {
        canvas.put_over(area.x + 1, area.y, room, &figure, Role::BarDone);
        return;
    }
    let after = area.x + done + 1;
    let x = if is_free(after) { after } else { tick.unwrap_or(after) + 2 };
    // A half figure would be another one.
    if x + room <= area.right() + 1 {
        canvas.put_over(x, area.y, room, &figure, Role::BarRest);
    }
}
