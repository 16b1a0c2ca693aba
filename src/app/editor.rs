//! Editor: a text being typed. The editing itself is `ratatui-textarea`'s; here are our keys for it and what is
//! pasted is cleaned.

use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

use super::key::{Code, Key};
use crate::plan::{clean_line, clean_text};

/// Characters a text may have.
pub const LONGEST_TEXT: usize = 4_000;
/// Characters of a paste that are looked at. Blanks and signs that are cleaned away count here, but not in a text.
pub const LONGEST_PASTE: usize = 4 * LONGEST_TEXT;

/// Something did not fit into a text, which is as long as a text may be now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

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

    /// Does what a key means in a text.
    pub fn press(&mut self, key: Key) -> Result<(), Full> {
        if let Some(c) = key.typed() {
            if self.room() == 0 {
                return Err(Full);
            }
            self.area.insert_char(c);
            return Ok(());
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
            (Code::Enter, _) if self.multiline && self.room() == 0 => return Err(Full),
            (Code::Enter, _) if self.multiline => self.area.insert_newline(),
            _ => {}
        }
        Ok(())
    }

    /// Takes pasted text in, cleaned; of one that is too long the beginning.
    pub fn paste(&mut self, text: &str) -> Result<(), Full> {
        let is_cut_off = text.chars().nth(LONGEST_PASTE).is_some();
        let text = if self.multiline { clean_text(text) } else { clean_line(text) };
        let mut room = self.room();
        let fits = |piece: &&str| {
            let left = room.checked_sub(piece.chars().count());
            room = left.unwrap_or(0);
            left.is_some()
        };
        let taken: usize = text.graphemes(true).take_while(fits).map(str::len).sum();
        self.area.insert_str(&text[..taken]);
        if is_cut_off || taken < text.len() { Err(Full) } else { Ok(()) }
    }

    /// How many characters fit in yet; what is selected makes room.
    fn room(&mut self) -> usize {
        if self.area.is_selecting() {
            self.area.delete_char();
        }
        let breaks = self.area.lines().len().saturating_sub(1);
        let length: usize = self.area.lines().iter().map(|line| line.chars().count()).sum();
        LONGEST_TEXT.saturating_sub(length + breaks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(editor: &Editor) -> usize {
        editor.text().chars().count()
    }

    #[test]
    fn a_text_takes_what_fits_and_says_what_does_not() {
        let mut editor = Editor::multiline("");
        assert_eq!(editor.paste(&"督".repeat(LONGEST_TEXT - 1)), Ok(()));
        // Half of what is drawn as one is not taken: a base without its mark is another word.
        assert_eq!((editor.paste("e\u{35c}x"), length(&editor)), (Err(Full), LONGEST_TEXT - 1));
        assert_eq!(editor.press(Key::plain(Code::Enter)), Ok(()));
        for code in [Code::Char('办'), Code::Enter] {
            assert_eq!((editor.press(Key::plain(code)), length(&editor)), (Err(Full), LONGEST_TEXT));
        }
        assert_eq!(editor.press(Key::plain(Code::Backspace)), Ok(()), "what makes it shorter works");
        editor.select();
        assert_eq!((editor.paste(&"办".repeat(LONGEST_TEXT + 7)), length(&editor)), (Err(Full), LONGEST_TEXT));
        editor.select();
        assert_eq!((editor.press(Key::plain(Code::Char('a'))), editor.text().as_str()), (Ok(()), "a"));
        let blanks = format!("甲{}乙", "\u{200b}".repeat(LONGEST_PASTE));
        assert_eq!(
            (editor.paste(&blanks), editor.text().starts_with("a甲")),
            (Err(Full), true),
            "its end was not read"
        );
    }
}
