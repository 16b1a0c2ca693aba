//! The width-normalised shadow of a text: the same number of characters, full-width forms folded to ASCII, so that
//! rules are written once. The original characters and their byte offsets stay at hand.

use super::{Span, Spanned};
use crate::plan::narrow;

/// The ASCII twin of a full-width character, also of the brackets of papers; others stay.
pub fn fold(c: char) -> char {
    match narrow(c) {
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        c => c,
    }
}

/// A text with every character folded.
pub fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// A text beside its folded characters.
pub(super) struct Shadow<'a> {
    pub source: &'a str,
    pub chars: Vec<char>,
    offsets: Vec<usize>,
}

impl<'a> Shadow<'a> {
    pub fn of(source: &'a str) -> Self {
        let mut offsets: Vec<usize> = source.char_indices().map(|(at, _)| at).collect();
        offsets.push(source.len());
        Self { source, chars: source.chars().map(fold).collect(), offsets }
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at `at`, or a line end past the text.
    pub fn at(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\n')
    }

    /// Byte offsets of a run of characters.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let to = to.min(self.len());
        let from = from.min(to);
        Span { start: self.offsets[from], end: self.offsets[to] }
    }

    /// The original text of a run of characters.
    pub fn text(&self, from: usize, to: usize) -> &'a str {
        let Span { start, end } = self.span(from, to);
        &self.source[start..end]
    }

    /// The original text of a run of characters with its place.
    pub fn spanned(&self, from: usize, to: usize) -> Spanned {
        Spanned { text: self.text(from, to).to_owned(), span: self.span(from, to) }
    }

    /// The run without blanks at its ends.
    pub fn trimmed(&self, mut from: usize, to: usize) -> (usize, usize) {
        let mut to = to.min(self.len());
        while from < to && self.chars[from].is_whitespace() {
            from += 1;
        }
        while from < to && self.chars[to - 1].is_whitespace() {
            to -= 1;
        }
        (from, to)
    }

    /// The first place at or after `from` where `found` holds, before `to`.
    pub fn find(&self, from: usize, to: usize, found: impl Fn(char) -> bool) -> Option<usize> {
        let to = to.min(self.len());
        (from..to).find(|at| found(self.chars[*at]))
    }

    /// The end of the line that `at` stands in.
    pub fn line_end(&self, at: usize) -> usize {
        self.find(at, self.len(), |c| c == '\n').unwrap_or(self.len())
    }
}
