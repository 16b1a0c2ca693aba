//! Editor: a text being typed. The editing itself is `ratatui-textarea`'s; here are our keys for it and what is
//! pasted is cleaned.

use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::key::{Code, Key};
use crate::plan::{clean_line, clean_text};

/// A text being typed, of one line or several.
#[derive(Debug, Clone)]
pub struct Editor {
    area: TextArea<'static>,
    multiline: bool,
}

impl Editor {
    /// A text of one line, which may be long and is then shown wrapped.
    pub fn line(text: &str) -> Self {
        Self::new(vec![text.to_owned()], false)
    }

    /// A text of several lines.
    pub fn multiline(text: &str) -> Self {
        Self::new(text.split('\n').map(str::to_owned).collect(), true)
    }

    fn new(lines: Vec<String>, multiline: bool) -> Self {
        let mut area = TextArea::new(lines);
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(ratatui::style::Style::default());
        area.set_cursor_style(ratatui::style::Style::default());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, multiline }
    }

    /// What was typed.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether nothing, or only blanks, was typed.
    pub fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// For drawing.
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// The text before and after the insertion point.
    pub fn split(&self) -> (String, String) {
        let text = self.text();
        let cursor = self.area.cursor();
        let line_start: usize = self.area.lines().iter().take(cursor.0).map(|line| line.chars().count() + 1).sum();
        let at = text.char_indices().nth(line_start + cursor.1).map_or(text.len(), |(at, _)| at);
        (text[..at].to_owned(), text[at..].to_owned())
    }

    /// Puts the insertion point at the beginning.
    pub fn to_start(&mut self) {
        self.area.move_cursor(CursorMove::Top);
        self.area.move_cursor(CursorMove::Head);
    }

    /// Selects the whole text: what is typed replaces it.
    pub(super) fn select(&mut self) {
        if !self.is_blank() {
            self.area.select_all();
        }
    }

    /// Selects nothing.
    pub(super) fn deselect(&mut self) {
        self.area.cancel_selection();
    }

    /// Does what a key means in a text; false when it means nothing here.
    pub fn press(&mut self, key: Key) -> bool {
        if let Some(c) = key.typed() {
            self.area.insert_char(c);
            return true;
        }
        let deletes = matches!(key.code, Code::Backspace | Code::Delete)
            || (key.ctrl && matches!(key.code, Code::Char('d' | 'u' | 'k' | 'w')));
        if !deletes {
            self.deselect();
        }
        match (key.code, key.ctrl) {
            (Code::Backspace, _) => drop(self.area.delete_char()),
            (Code::Delete, _) | (Code::Char('d'), true) => drop(self.area.delete_next_char()),
            (Code::Left, _) | (Code::Char('b'), true) => self.area.move_cursor(CursorMove::Back),
            (Code::Right, _) | (Code::Char('f'), true) => self.area.move_cursor(CursorMove::Forward),
            (Code::Up, _) => self.area.move_cursor(CursorMove::Up),
            (Code::Down, _) => self.area.move_cursor(CursorMove::Down),
            (Code::Home, _) | (Code::Char('a'), true) => self.area.move_cursor(CursorMove::Head),
            (Code::End, _) | (Code::Char('e'), true) => self.area.move_cursor(CursorMove::End),
            (Code::Char('u'), true) => drop(self.area.delete_line_by_head()),
            (Code::Char('k'), true) => drop(self.area.delete_line_by_end()),
            (Code::Char('w'), true) => drop(self.area.delete_word()),
            (Code::Char('z'), true) => drop(self.area.undo()),
            (Code::Char('y'), true) => drop(self.area.redo()),
            (Code::Enter, _) if self.multiline => self.area.insert_newline(),
            _ => return false,
        }
        true
    }

    /// Takes pasted text in, cleaned.
    pub fn paste(&mut self, text: &str) {
        let text = if self.multiline { clean_text(text) } else { clean_line(text) };
        self.area.insert_str(text);
    }
}
