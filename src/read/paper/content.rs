//! What a paper consists of, whatever its format: one text, the styles and the cells that the format keeps.

use chrono::NaiveDate;

use crate::read::decode::Encoding;
use crate::read::source::Span;

/// A paper as one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// Everything that stands in it, paragraphs and rows as lines, cells parted by tabs.
    pub text: String,
    /// Lines that the format itself calls title or heading; the byte where each begins.
    pub styled: Vec<(usize, Style)>,
    /// Rows of tables.
    pub rows: Vec<Row>,
    /// The names of its sheets, in the order of their tables.
    pub sheets: Vec<String>,
    /// What it was made from, where this program has made it.
    pub origin: Option<Origin>,
    /// What the file holds besides, which is not read.
    pub notes: Vec<PaperNote>,
    /// How its text was written, where it is one.
    pub encoding: Option<Encoding>,
}

/// The sheet that says what a workbook was made from; spreadsheets do not show it.
pub const ORIGIN_SHEET: &str = "_duban";

/// What a workbook of this program was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The plan, by its number.
    pub plan: i64,
    /// The last line of the journal that it knows.
    pub revision: i64,
    /// The day it shows.
    pub day: Option<NaiveDate>,
}

/// What a format says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The title.
    Title,
    /// A heading of a level, from 1.
    Heading(u8),
    /// All of it in bold, in letters of this size, 0 where none is said: a heading where the paper has no other.
    Bold(u32),
}

/// A row of a table: the place of each cell, of an empty one without length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The table or sheet it stands in, from 1.
    pub table: usize,
    /// Its number in its sheet; nothing where its line in the text is what a person would look for.
    pub line: Option<usize>,
    /// Its cells.
    pub cells: Vec<Span>,
}

/// Something in a file that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperNote {
    /// Text boxes, so many.
    TextBoxes(usize),
    /// Pictures, so many.
    Pictures(usize),
    /// Footnotes or comments, so many.
    Footnotes(usize),
    /// Text that was deleted while changes were tracked.
    Deleted(usize),
    /// Text that is struck through or hidden.
    Struck(usize),
    /// A sheet that is hidden.
    HiddenSheet(String),
    /// Rows of a sheet that are hidden, so many; they are read as all others, since a filter hides what is meant as well.
    HiddenRows(String, usize),
}

/// Where the lines of a paper end, so that 100,000 warnings do not count lines 100,000 times.
pub struct Lines<'a> {
    paper: &'a Paper,
    ends: Vec<usize>,
}

impl Lines<'_> {
    /// The line of a byte as a person finds it, from 1: the row of a sheet, else the line of the text.
    pub fn line(&self, byte: usize) -> usize {
        let rows = &self.paper.rows;
        let after = rows.partition_point(|row| row.cells.first().is_some_and(|cell| cell.start <= byte));
        let row = after.checked_sub(1).map(|at| &rows[at]);
        let inside = row.filter(|row| row.cells.last().is_some_and(|cell| byte <= cell.end));
        inside.and_then(|row| row.line).unwrap_or_else(|| 1 + self.ends.partition_point(|end| *end < byte))
    }
}

impl Paper {
    /// Its lines as a person finds them.
    pub fn lines(&self) -> Lines<'_> {
        Lines { paper: self, ends: self.text.match_indices('\n').map(|(at, _)| at).collect() }
    }
}
