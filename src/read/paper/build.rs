//! Building a paper line by line and row by row, within the limits.

use super::content::{ORIGIN_SHEET, Origin, Paper, PaperNote, Row, Style};
use super::limits::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, PaperError};
use crate::read::source::Span;

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// With a text of its own, which may be empty.
    Text(String),
    /// One with the cell above it.
    Above,
}

impl Cell {
    pub fn of(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// A paper being read.
#[derive(Default)]
pub(super) struct Builder {
    paper: Paper,
    cells: usize,
    tables: usize,
}

impl Builder {
    /// A paragraph; of several lines where it has line breaks.
    pub fn paragraph(&mut self, text: &str, style: Option<Style>) -> Result<(), PaperError> {
        if let Some(style) = style.filter(|_| !text.trim().is_empty()) {
            self.paper.styled.push((self.paper.text.len(), style));
        }
        self.push(text.trim_end())?;
        self.paper.text.push('\n');
        Ok(())
    }

    /// Whatever rows follow stand in a table of their own.
    pub fn begin_table(&mut self) {
        self.tables += 1;
    }

    /// A row; cells that are empty at its end are left out.
    pub fn row(&mut self, cells: &[Cell], line: Option<usize>) -> Result<(), PaperError> {
        let full = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        if full > MOST_COLUMNS {
            return Err(PaperError::TooManyRows);
        }
        let above: Vec<Span> = self.above().to_vec();
        let mut spans = Vec::with_capacity(full);
        for (at, cell) in cells[..full].iter().enumerate() {
            if at > 0 {
                self.paper.text.push('\t');
            }
            let start = self.paper.text.len();
            match cell {
                Cell::Text(text) => self.push(text.trim())?,
                Cell::Above => {
                    if let Some(span) = above.get(at) {
                        spans.push(*span);
                        continue;
                    }
                }
            }
            spans.push(Span { start, end: self.paper.text.len() });
        }
        self.paper.text.push('\n');
        if full > 0 {
            self.cells += full;
            self.paper.rows.push(Row { table: self.tables, line, cells: spans });
        }
        if self.cells > MOST_CELLS || self.paper.rows.len() > MOST_ROWS {
            return Err(PaperError::TooManyRows);
        }
        Ok(())
    }

    /// The cells of the row before, in the same table.
    fn above(&self) -> &[Span] {
        self.paper.rows.last().filter(|row| row.table == self.tables).map_or(&[], |row| &row.cells)
    }

    /// A sheet, whose rows follow.
    pub fn begin_sheet(&mut self, name: &str) {
        self.begin_table();
        self.paper.sheets.push(name.to_owned());
    }

    pub fn note(&mut self, note: PaperNote) {
        self.paper.notes.push(note);
    }

    pub fn finish(mut self) -> Paper {
        self.take_origin();
        self.paper
    }

    /// What the program has noted in a workbook is no text of it.
    fn take_origin(&mut self) {
        let Some(sheet) = self.paper.sheets.iter().position(|name| name == ORIGIN_SHEET) else { return };
        let table = sheet + 1;
        let said = |name: &str| {
            let text = |span: &Span| self.paper.text[span.start..span.end].trim();
            let mut rows = self.paper.rows.iter().filter(|row| row.table == table);
            rows.find(|row| row.cells.first().is_some_and(|cell| text(cell) == name))
                .and_then(|row| row.cells.get(1).map(|cell| text(cell).to_owned()))
        };
        let number = |name: &str| said(name).and_then(|text| text.parse().ok());
        if let (Some(plan), Some(revision)) = (number("plan"), number("revision")) {
            let day = said("day").and_then(|day| day.parse().ok());
            self.paper.origin = Some(Origin { plan, revision, day });
        }
        let first = self.paper.rows.iter().find(|row| row.table == table).and_then(|row| row.cells.first());
        // It is the last sheet of what this program makes; elsewhere its rows stay where they are.
        if let Some(start) = first.map(|cell| cell.start)
            && self.paper.rows.iter().all(|row| row.table <= table)
        {
            self.paper.text.truncate(start);
            self.paper.rows.retain(|row| row.table != table);
            self.paper.sheets.truncate(sheet);
        }
    }

    /// What lies outside any table may not part cells, and line ends are of one kind.
    fn push(&mut self, text: &str) -> Result<(), PaperError> {
        if self.paper.text.len() + text.len() > MOST_TEXT {
            return Err(PaperError::TooLarge);
        }
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' => {
                    chars.next_if_eq(&'\n');
                    self.paper.text.push('\n');
                }
                '\t' | '\u{b}' | '\u{a0}' => self.paper.text.push(' '),
                c => self.paper.text.push(c),
            }
        }
        Ok(())
    }
}
