//! Canvas: cells with roles and text that is measured. All drawing goes through it, so that characters of ambiguous
//! width and half characters at an edge are dealt with in one place.

use std::num::NonZeroU16;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::text::{grapheme_width, is_ambiguous, width};
use super::theme::{Role, Theme};
use crate::words::Lang;

/// A character of ambiguous width takes two cells when the terminal says so.
const TWO_CELLS: CellDiffOption = CellDiffOption::ForcedWidth(NonZeroU16::new(2).unwrap());

/// The second cell of a wide character. It is no blank: when the character goes, a blank that takes its place has to be
/// sent, even if its colours were the same.
const SECOND_HALF: &str = "";

/// Cells to draw on.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// The looks.
    pub theme: Theme,
    /// The language.
    pub lang: Lang,
    /// Whether characters of ambiguous width take two cells.
    pub wide: bool,
    /// Whether characters other than ASCII and Chinese are replaced.
    pub ascii: bool,
}

/// What stands for a character that some fonts do not have or draw too wide: ASCII of one cell.
fn plain(grapheme: &str) -> &str {
    match grapheme {
        "“" | "”" => "\"",
        "‘" | "’" => "'",
        "—" | "–" | "─" => "-",
        "…" | "·" => ".",
        "→" => ">",
        "←" => "<",
        "↑" => "^",
        "↓" => "v",
        "✓" => "+",
        "✗" => "x",
        other if is_ambiguous(other) => "?",
        other => other,
    }
}

/// The colour of a style on the ground that a cell has.
fn on_ground_of(style: Style, cell: &Cell) -> Style {
    // Without colours the ground is that it is reversed.
    style.bg(cell.bg).add_modifier(cell.modifier & (Modifier::REVERSED | Modifier::UNDERLINED))
}

impl<'a> Canvas<'a> {
    /// Draws on `buffer`.
    pub fn new(buffer: &'a mut Buffer, theme: Theme, lang: Lang, wide: bool) -> Self {
        Self { buffer, theme, lang, wide, ascii: false }
    }

    /// The cells themselves, for a widget of a library.
    pub fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// Whether lines and half cells are there and one cell wide, so that edges and figures can be built of them.
    pub fn has_half_cells(&self) -> bool {
        !self.wide && !self.ascii
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Cells of a text.
    pub fn width(&self, text: &str) -> u16 {
        width(text, self.wide).min(usize::from(u16::MAX)) as u16
    }

    /// Blanks an area in a role; a character that its edge would cut in half goes as a whole.
    pub fn fill(&mut self, area: Rect, role: Role) {
        let style = self.style(role);
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            self.part(area.left(), y);
            self.part(area.right(), y);
            for x in area.left()..area.right() {
                let cell = &mut self.buffer[(x, y)];
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Blanks the wide character that stands across the left edge of `x`: something is written on one side of it.
    fn part(&mut self, x: u16, y: u16) {
        if x <= self.buffer.area.x || x >= self.buffer.area.right() || self.buffer[(x, y)].symbol() != SECOND_HALF {
            return;
        }
        for x in [x - 1, x] {
            self.blank(x, y);
        }
    }

    /// Notes the second cells of wide characters that a library's widget has drawn in an area.
    pub fn mark_second_halves(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right().saturating_sub(1) {
                if grapheme_width(self.buffer[(x, y)].symbol(), false) > 1 {
                    self.buffer[(x + 1, y)].set_symbol(SECOND_HALF);
                }
            }
        }
    }

    /// Changes the colours of an area, leaving its text.
    pub fn tint(&mut self, area: Rect, role: Role) {
        let style = self.style(role);
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                let cell = &mut self.buffer[(x, y)];
                cell.modifier = ratatui::style::Modifier::empty();
                cell.set_style(style);
            }
        }
    }

    /// Changes the colours of the sign at `x`, both cells of a wide one.
    pub fn tint_sign(&mut self, x: u16, y: u16, role: Role) {
        if !self.buffer.area.contains((x, y).into()) {
            return;
        }
        let is_second = self.buffer[(x, y)].symbol() == SECOND_HALF && x > self.buffer.area.x;
        let first = x - u16::from(is_second);
        let cells = grapheme_width(self.buffer[(first, y)].symbol(), self.wide).max(1) as u16;
        self.tint(Rect { x: first, y, width: cells, height: 1 }, role);
    }

    /// Writes text from `x`, at most `room` cells; returns the cells used.
    pub fn put(&mut self, x: u16, y: u16, room: u16, text: &str, role: Role) -> u16 {
        let style = self.style(role);
        self.put_styled(x, y, room, text, style, false)
    }

    /// Writes text in the colour of a role on whatever ground is there.
    pub fn put_over(&mut self, x: u16, y: u16, room: u16, text: &str, role: Role) -> u16 {
        let style = self.style(role);
        self.put_styled(x, y, room, text, style, true)
    }

    /// The same with text that ends in an ellipsis when there is no room for all of it.
    pub fn put_cut_over(&mut self, x: u16, y: u16, room: u16, text: &str, role: Role) -> u16 {
        let style = self.style(role);
        self.put_cut_styled(x, y, room, text, style, true)
    }

    fn put_cut_styled(&mut self, x: u16, y: u16, room: u16, text: &str, style: Style, keeps_ground: bool) -> u16 {
        if self.width(text) <= room {
            return self.put_styled(x, y, room, text, style, keeps_ground);
        }
        let mark = self.width("…");
        let used = self.put_styled(x, y, room.saturating_sub(mark), text, style, keeps_ground);
        used + self.put_styled(x + used, y, room - used.min(room), "…", style, keeps_ground)
    }

    fn put_styled(&mut self, x: u16, y: u16, room: u16, text: &str, style: Style, keeps_ground: bool) -> u16 {
        if y >= self.buffer.area.bottom() {
            return 0;
        }
        let end = x.saturating_add(room).min(self.buffer.area.right());
        self.part(x, y);
        let mut at = x;
        for grapheme in text.graphemes(true) {
            // A terminal would jump.
            let grapheme = if grapheme.starts_with(char::is_control) { " " } else { grapheme };
            let grapheme = if self.ascii { plain(grapheme) } else { grapheme };
            let cells = grapheme_width(grapheme, self.wide) as u16;
            if cells == 0 {
                continue;
            }
            if at + cells > end {
                break;
            }
            self.part(at + cells, y);
            let cell = &mut self.buffer[(at, y)];
            let style = if keeps_ground { on_ground_of(style, cell) } else { style };
            // A style adds to what was there; what is bold below must not stay bold.
            cell.reset();
            cell.set_symbol(grapheme).set_style(style);
            cell.diff_option = if cells == 2 && is_ambiguous(grapheme) { TWO_CELLS } else { CellDiffOption::None };
            if cells == 2 {
                let next = &mut self.buffer[(at + 1, y)];
                next.reset();
                next.set_symbol(SECOND_HALF).set_style(style);
            }
            at += cells;
        }
        at - x
    }

    /// Writes text that ends in an ellipsis when there is no room for all of it.
    pub fn put_cut(&mut self, x: u16, y: u16, room: u16, text: &str, role: Role) -> u16 {
        let style = self.style(role);
        self.put_cut_styled(x, y, room, text, style, false)
    }

    /// Writes text that ends at `right`, one past its last cell; returns where it begins.
    pub fn put_right(&mut self, right: u16, y: u16, room: u16, text: &str, role: Role) -> u16 {
        let cells = self.width(text).min(room);
        let x = right.saturating_sub(cells);
        self.put(x, y, cells, text, role);
        x
    }

    /// Takes away what would be left of words of which `area` is to cover a part.
    pub fn clear_words_cut_by(&mut self, area: Rect) {
        let all = self.buffer.area;
        let area = area.intersection(all);
        for y in area.top()..area.bottom() {
            let goes_on =
                |buffer: &Buffer, x: u16| buffer[(x - 1, y)].symbol() != " " && buffer[(x, y)].symbol() != " ";
            let mut left = area.left();
            if left > all.left() && left < all.right() && goes_on(self.buffer, left) {
                while left > all.left() && self.buffer[(left - 1, y)].symbol() != " " {
                    left -= 1;
                    self.blank(left, y);
                }
            }
            let mut right = area.right();
            if right > all.left() && right < all.right() && goes_on(self.buffer, right) {
                while right < all.right() && self.buffer[(right, y)].symbol() != " " {
                    self.blank(right, y);
                    right += 1;
                }
            }
        }
    }

    /// Takes the text of a cell away and leaves its ground.
    fn blank(&mut self, x: u16, y: u16) {
        let cell = &mut self.buffer[(x, y)];
        cell.set_symbol(" ");
        cell.diff_option = CellDiffOption::None;
    }

    /// Tints the part of a text that stands at `x`, as far as it is shown.
    pub fn mark(&mut self, x: u16, y: u16, room: u16, text: &str, part: Range<usize>, role: Role) {
        let (Some(before), Some(found)) = (text.get(..part.start), text.get(part)) else { return };
        let from = self.width(before);
        if from < room {
            let cells = self.width(found).min(room - from);
            self.tint(Rect { x: x + from, y, width: cells, height: 1 }, role);
        }
    }
}
