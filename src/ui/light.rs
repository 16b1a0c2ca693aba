//! Lights and progress: coloured blanks with a word inside, safe in every terminal and without colours.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::theme::Role;
use crate::plan::{Counts, Level, Light, Situation};
use crate::report::{light_short, light_word};

/// Cells of a short light.
pub(super) const SHORT: u16 = 6;
/// Cells of a short light where room is scarce.
pub(super) const TIGHT: u16 = 4;

/// A light with its short word in the middle: ` 超期 `.
pub(super) fn draw_short(canvas: &mut Canvas<'_>, area: Rect, light: &Light) {
    let word = canvas.lang.say(light_short(light));
    let role = Role::Light(light.level);
    canvas.fill(area, role);
    let pad = (area.width - canvas.width(word).min(area.width)) / 2;
    canvas.put(area.x + pad, area.y, area.width - pad, word, role);
    if canvas.theme.is_mono() && pad > 0 {
        canvas.put(area.x, area.y, 1, glyph(light.level), role);
    }
}

/// A light with its whole word; returns the cells used.
pub(super) fn draw_long(canvas: &mut Canvas<'_>, x: u16, y: u16, room: u16, light: &Light) -> u16 {
    let word = format!(" {} {} ", glyph(light.level), light_word(canvas.lang, light));
    canvas.put(x, y, room, &word, Role::Light(light.level))
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
pub(super) fn draw_counts(canvas: &mut Canvas<'_>, right: u16, y: u16, counts: &Counts) -> u16 {
    let mut x = right;
    for level in Level::ALL.iter().copied().rev() {
        let count = counts.get(level);
        if count > 0 {
            let word = format!(" {}{count} ", glyph(level));
            x = canvas.put_right(x, y, 8, &word, Role::Light(level));
        }
    }
    x
}

/// The percentage as it is shown in columns: `45%`, or nothing when nothing was said.
pub(super) fn percent(situation: &Situation) -> String {
    situation.known_percent().map(|percent| format!("{percent}%")).unwrap_or_default()
}

/// A bar of progress against what is expected.
pub(super) fn draw_bar(canvas: &mut Canvas<'_>, area: Rect, percent: i64, expected: Option<i64>) {
    let cells = |percent: i64| ((i64::from(area.width) * percent.clamp(0, 100) + 50) / 100) as u16;
    canvas.fill(area, Role::BarRest);
    if canvas.theme.is_mono() {
        canvas.put(area.x, area.y, area.width, &"-".repeat(usize::from(area.width)), Role::BarRest);
    }
    if let Some(expected) = expected {
        let role = Role::BarExpected;
        canvas.fill(Rect { width: cells(expected), ..area }, role);
        if canvas.theme.is_mono() {
            canvas.put(area.x, area.y, cells(expected), &"=".repeat(usize::from(area.width)), role);
        }
    }
    canvas.fill(Rect { width: cells(percent), ..area }, Role::BarDone);
}
