//! The width-normalised shadow of a text: the same number of characters, full-width forms folded to ASCII, so that
//! rules are written once. The original characters and their byte offsets stay at hand.

use super::source::{Span, Spanned};
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

/// A run of characters: the first, and one past the last.
pub(super) type Run = (usize, usize);

/// A text beside its folded characters.
pub(super) struct Shadow<'a> {
    pub source: &'a str,
    pub chars: Vec<char>,
    offsets: Vec<u32>,
}

impl<'a> Shadow<'a> {
    pub fn of(source: &'a str) -> Self {
        // Papers are smaller than 4 GB by far: `MAX_BYTES`.
        let mut offsets: Vec<u32> = source.char_indices().map(|(at, _)| at as u32).collect();
        offsets.push(source.len() as u32);
        Self { source, chars: source.chars().map(fold).collect(), offsets }
    }

    /// Hides what is no text of the paper from all rules: it stays in the source, and is blank here.
    pub fn hide(&mut self, (from, to): Run) {
        self.chars[from..to].fill(' ');
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
        Span { start: self.offsets[from] as usize, end: self.offsets[to] as usize }
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

    /// The character that begins at, or before, a byte of the source.
    pub fn char_at(&self, byte: usize) -> usize {
        self.offsets.partition_point(|offset| (*offset as usize) < byte)
    }

    /// The lines that are not blank, without the blanks around them.
    pub fn lines(&self) -> Vec<Run> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.len() {
            let end = self.line_end(at);
            let (from, to) = self.trimmed(at, end);
            if from < to {
                found.push((from, to));
            }
            at = end + 1;
        }
        found
    }

    /// The folded characters of the line from `at` on, blanks left out.
    pub fn line(&self, at: usize) -> String {
        self.chars[at..self.line_end(at)].iter().filter(|c| !c.is_whitespace()).collect()
    }

    /// The end of the line that `at` stands in.
    pub fn line_end(&self, at: usize) -> usize {
        self.find(at, self.len(), |c| c == '\n').unwrap_or(self.len())
    }
}
