//! Backend: cells to bytes, few of them, one write a frame. It knows that a Chinese character is two cells wide (the
//! stock backend moves the cursor after each), erases blank ends of rows, and pins down every character about whose
//! width terminals disagree.

use std::fs::File;
use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellDiffOption};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::sgr::Codes;
use crate::plan::with_short_clusters;

/// No more columns and rows than these are drawn, of whatever size a window says it is: a wall of large screens has
/// them, and two frames of them take 15 MB. Beyond, it stays blank.
const WIDEST: Size = Size { width: 500, height: 200 };

/// Shorter runs of blanks are cheaper sent than erased.
const ERASE_FROM: usize = 4;
/// In the middle of a row an erased run needs a cursor move after it.
const ERASE_WITHIN_FROM: usize = 12;

/// Smaller frames are on the screen at once anyway, and need no brackets.
const SYNCHRONIZED_FROM: usize = 1_024;

/// Terminals that name themselves and are known to show a bracketed frame at once (mode 2026). Over SSH the name is all
/// that is known; a question would cost a round trip and its answer could be taken for keys. tmux shows frames at once by
/// itself.
fn knows_synchronized_output(term: &str) -> bool {
    ["xterm-kitty", "alacritty", "foot", "xterm-ghostty", "wezterm", "contour", "rio"]
        .iter()
        .any(|name| term.starts_with(name))
}

/// How large a cell of the program is on the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// One cell.
    #[default]
    One,
    /// Two by two, by lines of double height and width (`DECDHL`): `PuTTY` and others after DEC's. xterm
    /// enlarges ASCII only.
    DoubleLines,
    /// Two by two, by kitty's text sizing (OSC 66).
    SizedText,
}

impl Scale {
    /// The way in which the terminal of that name can be made to show large text, if there may be one. tmux and screen
    /// pass neither on; of the others the person sees whether it worked.
    pub fn of_terminal(term: &str) -> Option<Self> {
        match term {
            term if ["tmux", "screen", "linux", "dumb"].iter().any(|name| term.starts_with(name)) => None,
            "xterm-kitty" => Some(Self::SizedText),
            _ => Some(Self::DoubleLines),
        }
    }

    fn factor(self) -> u16 {
        if self == Self::One { 1 } else { 2 }
    }

    /// Columns of the terminal that a cell takes, as the cursor counts them: on a line of double width it counts wide ones.
    fn columns(self) -> u16 {
        if self == Self::SizedText { 2 } else { 1 }
    }
}

/// A backend on the terminal's own file.
#[derive(Debug)]
pub struct CellBackend {
    file: File,
    out: Vec<u8>,
    /// Where the cursor is; unknown after a character of doubtful width.
    at: Option<(u16, u16)>,
    style: Option<(Color, Color, Modifier)>,
    cursor_shown: Option<bool>,
    /// Ground of blank cells: the screen is cleared in it.
    ground: Color,
    /// The screen was cleared and nothing drawn since: blanks need not be sent.
    fresh: bool,
    /// Whether erasing leaves the present ground colour behind, as most terminals do.
    erases_in_colour: bool,
    /// Whether characters of ambiguous width are two cells wide.
    pub wide_ambiguous: bool,
    /// Whether the terminal can be told to show a frame at once.
    synchronized: bool,
    /// How large cells are.
    scale: Scale,
    /// Which half of its lines is drawn.
    half: u16,
}

impl CellBackend {
    /// Writes to `file`. `term` is the value of `TERM`.
    pub fn new(file: File, term: &str) -> Self {
        Self {
            file,
            out: Vec::with_capacity(16 << 10),
            at: None,
            style: None,
            cursor_shown: None,
            ground: Color::Reset,
            fresh: false,
            // GNU screen does not, unless told to; tmux names itself likewise.
            erases_in_colour: !term.starts_with("screen"),
            wide_ambiguous: false,
            synchronized: knows_synchronized_output(term),
            scale: Scale::One,
            half: 0,
        }
    }

    /// Makes cells another size; the screen has to be cleared after. Returns whether they were of another size.
    pub fn set_scale(&mut self, scale: Scale) -> io::Result<bool> {
        if self.scale == scale {
            return Ok(false);
        }
        if self.scale == Scale::DoubleLines {
            self.mark_lines(&["5", "5"])?;
        }
        self.scale = scale;
        self.forget();
        Ok(true)
    }

    /// The cell of the program at a place of the terminal, both from 0.
    pub fn cell_at(&self, column: u16, row: u16) -> (u16, u16) {
        (column / self.scale.columns(), row / self.scale.factor())
    }

    /// Gives each line of the terminal its size.
    fn mark_lines(&mut self, sizes: &[&str; 2]) -> io::Result<()> {
        for row in 0..self.size()?.height * self.scale.factor() {
            write!(self.out, "\x1b[{}H\x1b#{}", row + 1, sizes[usize::from(row % 2)])?;
        }
        self.at = None;
        Ok(())
    }

    /// Puts bytes before the next frame.
    pub fn prepend(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// The ground of blank cells from the next clearing on.
    pub fn set_ground(&mut self, style: Style) {
        self.ground = style.bg.unwrap_or(Color::Reset);
    }

    /// Another program has used the terminal: nothing is known of its state.
    pub fn forget(&mut self) {
        self.at = None;
        self.style = None;
        self.cursor_shown = None;
    }

    /// Draws a blank again where something else has written.
    pub fn repaint_blank(&mut self, x: u16, y: u16, style: Style) {
        self.move_to(x, y);
        self.set_style(style.fg.unwrap_or(Color::Reset), style.bg.unwrap_or(Color::Reset), style.add_modifier);
        self.out.push(b' ');
        self.at = Some((x + 1, y));
    }

    fn move_to(&mut self, x: u16, y: u16) {
        let _ = match self.at {
            Some(at) if at == (x, y) => Ok(()),
            Some((from, row)) if row == y && x > from => match (x - from) * self.scale.columns() {
                1 => self.out.write_all(b"\x1b[C"),
                columns => write!(self.out, "\x1b[{columns}C"),
            },
            _ => {
                let row = y * self.scale.factor() + self.half + 1;
                match x * self.scale.columns() + 1 {
                    1 => write!(self.out, "\x1b[{row}H"),
                    column => write!(self.out, "\x1b[{row};{column}H"),
                }
            }
        };
        self.at = Some((x, y));
    }

    fn set_style(&mut self, fg: Color, bg: Color, modifier: Modifier) {
        if self.style == Some((fg, bg, modifier)) {
            return;
        }
        let (mut old_fg, mut old_bg, mut old_modifier) =
            self.style.unwrap_or((Color::Reset, Color::Reset, Modifier::empty()));
        let mut codes = Codes::default();
        if self.style.is_none() || !modifier.contains(old_modifier) {
            codes.push(&[0]);
            (old_fg, old_bg, old_modifier) = (Color::Reset, Color::Reset, Modifier::empty());
        }
        for (flag, code) in [(Modifier::BOLD, 1), (Modifier::UNDERLINED, 4), (Modifier::REVERSED, 7)] {
            if modifier.contains(flag) && !old_modifier.contains(flag) {
                codes.push(&[code]);
            }
        }
        if fg != old_fg {
            codes.colour(fg, 30);
        }
        if bg != old_bg {
            codes.colour(bg, 40);
        }
        codes.write(&mut self.out);
        self.style = Some((fg, bg, modifier));
    }

    /// Writes the character of a cell at the cursor.
    fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        // Whatever stands in the database: what is long is drawn over its neighbours.
        let symbol = &*with_short_clusters(cell.symbol());
        if self.scale == Scale::SizedText {
            let _ = write!(self.out, "\x1b]66;s=2;{symbol}\x07");
            self.at = None;
            return;
        }
        let width = match cell.diff_option {
            CellDiffOption::ForcedWidth(width) => width.get(),
            _ if symbol.len() == 1 => 1,
            _ => symbol.width().max(1) as u16,
        };
        // Of what is made of several characters each terminal has its own idea, too.
        let mut chars = symbol.chars();
        let is_ambiguous = chars.next().is_some_and(|c| !c.is_ascii() && c.width() != c.width_cjk());
        let doubtful = is_ambiguous || chars.next().is_some();
        if !doubtful {
            self.out.extend_from_slice(symbol.as_bytes());
            self.at = Some((x + width, y));
        } else if width == 2 {
            // Right whether the terminal draws it one cell wide or two.
            self.out.extend_from_slice(b"  ");
            self.at = None;
            self.move_to(x, y);
            self.out.extend_from_slice(symbol.as_bytes());
            self.at = None;
        } else {
            let stand_in = if self.wide_ambiguous && is_ambiguous { stand_in(symbol) } else { symbol };
            self.out.extend_from_slice(stand_in.as_bytes());
            self.at = if self.wide_ambiguous && is_ambiguous { Some((x + 1, y)) } else { None };
        }
    }

    /// Draws a run of blanks in the cheapest way.
    fn blanks(&mut self, x: u16, y: u16, count: usize, cell: &Cell, to_the_end: bool) {
        if self.fresh && cell.bg == self.ground && cell.modifier.is_empty() {
            return;
        }
        self.move_to(x, y);
        // The text colour of blanks does not show; keeping it saves bytes.
        let fg = self.style.map_or(cell.fg, |(fg, _, _)| fg);
        self.set_style(if cell.modifier.is_empty() { fg } else { cell.fg }, cell.bg, cell.modifier);
        if self.scale == Scale::SizedText {
            let _ = write!(self.out, "\x1b]66;s=2;{}\x07", " ".repeat(count));
            self.at = None;
            return;
        }
        let erasable = cell.modifier.is_empty() && (self.erases_in_colour || cell.bg == Color::Reset);
        if erasable && to_the_end && count >= ERASE_FROM {
            self.out.extend_from_slice(b"\x1b[K");
        } else if erasable && count >= ERASE_WITHIN_FROM {
            let _ = write!(self.out, "\x1b[{count}X");
        } else {
            self.out.resize(self.out.len() + count, b' ');
            self.at = (!to_the_end).then_some((x + count as u16, y));
        }
    }

    /// Draws cells, which come row by row.
    fn draw_cells(&mut self, cells: &[(u16, u16, &Cell)], columns: u16) {
        let mut at = 0;
        while let Some((x, y, cell)) = cells.get(at).copied() {
            let is_blank = |(other_x, other_y, other): &(u16, u16, &Cell), offset: usize| {
                *other_y == y
                    && usize::from(*other_x) == usize::from(x) + offset
                    && matches!(other.symbol(), " " | "")
                    && other.bg == cell.bg
                    && other.modifier == cell.modifier
            };
            let run = cells[at..].iter().enumerate().take_while(|(offset, other)| is_blank(other, *offset)).count();
            if run > 0 {
                let to_the_end = usize::from(x) + run >= usize::from(columns);
                self.blanks(x, y, run, cell, to_the_end);
                at += run;
                continue;
            }
            self.move_to(x, y);
            self.set_style(cell.fg, cell.bg, cell.modifier);
            self.put(x, y, cell);
            // Past the last column the cursor's place depends on the terminal.
            if self.at.is_some_and(|(x, _)| x >= columns) {
                self.at = None;
            }
            at += 1;
        }
    }
}

/// The one-cell stand-in of a character that this terminal would draw two cells wide where only one is free.
fn stand_in(symbol: &str) -> &'static str {
    match symbol.chars().next() {
        Some('“' | '”') => "\"",
        Some('‘' | '’') => "'",
        Some('—' | '–' | '─') => "-",
        Some('…' | '·') => ".",
        _ => "?",
    }
}

impl Backend for CellBackend {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let cells: Vec<(u16, u16, &Cell)> = content.collect();
        let columns = self.size()?.width;
        let halves = if self.scale == Scale::DoubleLines { 2 } else { 1 };
        for half in 0..halves {
            self.half = half;
            if halves > 1 {
                self.at = None;
            }
            self.draw_cells(&cells, columns);
        }
        // The cursor stands in the lower half, where the text's feet are.
        self.fresh = false;
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown.replace(false) != Some(false) {
            self.out.extend_from_slice(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown.replace(true) != Some(true) {
            self.out.extend_from_slice(b"\x1b[?25h");
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.at.map_or(Position::ORIGIN, Position::from))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        self.move_to(position.x, position.y);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, _region: ClearType) -> io::Result<()> {
        // A full-screen program only ever clears everything.
        self.style = None;
        let ground = if self.erases_in_colour { self.ground } else { Color::Reset };
        self.set_style(Color::Reset, ground, Modifier::empty());
        self.out.extend_from_slice(b"\x1b[2J");
        self.at = None;
        self.fresh = self.erases_in_colour || self.ground == Color::Reset;
        if self.scale == Scale::DoubleLines {
            // Clearing has made all lines single again.
            self.mark_lines(&["3", "4"])?;
        }
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        let factor = self.scale.factor();
        let (width, height) = crossterm::terminal::size()?;
        Ok(Size { width: (width / factor).min(WIDEST.width), height: (height / factor).min(WIDEST.height) })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.out.is_empty() {
            if self.synchronized && self.out.len() >= SYNCHRONIZED_FROM {
                self.out.splice(0..0, *b"\x1b[?2026h");
                self.out.extend_from_slice(b"\x1b[?2026l");
            }
            let written = self.file.write_all(&self.out);
            self.out.clear();
            written?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(calls: &[(Color, Color, Modifier)]) -> String {
        let file = File::open("/dev/null").expect("a file");
        let mut backend = CellBackend::new(file, "xterm");
        for (fg, bg, modifier) in calls {
            backend.set_style(*fg, *bg, *modifier);
        }
        String::from_utf8_lossy(&backend.out).replace('\u{1b}', "^")
    }

    #[test]
    fn large_text_is_written_to_both_halves_of_its_line() {
        let drawn = |scale: Scale| {
            let mut backend = CellBackend::new(File::open("/dev/null").expect("a file"), "xterm");
            backend.scale = scale;
            let (mut cell, mut next) = (Cell::EMPTY, Cell::EMPTY);
            cell.set_symbol("六");
            next.set_symbol("a");
            for half in 0..if scale == Scale::DoubleLines { 2 } else { 1 } {
                backend.half = half;
                backend.at = None;
                backend.draw_cells(&[(2, 3, &cell), (4, 3, &next)], 40);
            }
            String::from_utf8_lossy(&backend.out).replace('\u{1b}', "^").replace('\u{7}', "$")
        };
        assert_eq!(drawn(Scale::One), "^[4;3H^[0m六a");
        assert_eq!(drawn(Scale::DoubleLines), "^[7;3H^[0m六a^[8;3H六a");
        assert_eq!(drawn(Scale::SizedText), "^[7;5H^[0m^]66;s=2;六$^[7;9H^]66;s=2;a$");
    }

    #[test]
    fn from_a_cursor_that_is_shown_large_text_goes_on_in_large_steps() {
        let mut backend = CellBackend::new(File::open("/dev/null").expect("a file"), "xterm-kitty");
        backend.scale = Scale::SizedText;
        backend.at = Some((2, 3));
        backend.move_to(3, 3);
        backend.move_to(6, 3);
        assert_eq!(String::from_utf8_lossy(&backend.out).replace('\u{1b}', "^"), "^[2C^[6C");
        assert_eq!(backend.cell_at(12, 6), (6, 3), "a click there is a click on that cell");
        backend.scale = Scale::DoubleLines;
        assert_eq!(backend.cell_at(6, 7), (6, 3), "such lines count their columns themselves");
    }

    #[test]
    fn only_what_changes_is_sent() {
        let (red, blue) = (Color::Indexed(160), Color::Indexed(25));
        let plain = Modifier::empty();
        assert_eq!(codes(&[(red, blue, plain), (red, blue, plain)]), "^[0;38;5;160;48;5;25m");
        assert_eq!(codes(&[(red, blue, plain), (blue, blue, plain)]), "^[0;38;5;160;48;5;25m^[38;5;25m");
        assert_eq!(
            codes(&[(red, blue, Modifier::BOLD), (red, blue, plain)]),
            "^[0;1;38;5;160;48;5;25m^[0;38;5;160;48;5;25m"
        );
    }
}
