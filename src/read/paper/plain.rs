//! Plain text as a paper: every line a paragraph. A table in it is known by tabs or bars between its cells, or by the names
//! of columns one under the other.

use super::content::{Paper, Row};
use crate::read::columns::column;
use crate::read::marker::begins_with_marker;
use crate::read::source::Span;

/// A text, its line ends of one kind.
pub(in crate::read) fn of_text(text: String) -> Paper {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    let lines = lines(&text);
    let rows = parted(&text, &lines).or_else(|| one_cell_a_line(&text, &lines)).unwrap_or_default();
    Paper { text, rows, ..Paper::default() }
}

/// The lines that are not blank, without the blanks around them.
fn lines(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = start + line.trim().len();
        if start < end {
            found.push(Span { start, end });
        }
        at += line.len();
    }
    found
}

/// The cells of a line that tabs or bars part.
fn cells(text: &str, line: Span) -> Vec<Span> {
    let of = &text[line.start..line.end];
    let (sign, of) = if of.contains('\t') {
        ('\t', of)
    } else {
        let bar = ['|', '｜', '│'].into_iter().find(|bar| of.contains(*bar)).unwrap_or('|');
        (bar, of.trim_end().strip_suffix(bar).unwrap_or(of))
    };
    let mut found = Vec::new();
    let mut at = line.start;
    for (n, cell) in of.split(sign).enumerate() {
        let start = at + cell.len() - cell.trim_start().len();
        let is_edge = n == 0 && sign != '\t' && cell.trim().is_empty();
        if !is_edge {
            found.push(Span { start, end: start.max(at + cell.trim_end().len()) });
        }
        at += cell.len() + sign.len_utf8();
    }
    found
}

/// Rows from the first parted line to the last: a line between that is not parted is a row of one cell.
fn parted(text: &str, lines: &[Span]) -> Option<Vec<Row>> {
    const FEWEST_CELLS: usize = 3;
    const FEWEST_ROWS: usize = 2;
    let is_row = |line: &Span| cells(text, *line).len() >= FEWEST_CELLS;
    let head =
        |line: &Span| cells(text, *line).iter().filter(|cell| column(&text[cell.start..cell.end]).is_some()).count();
    let first = lines.iter().position(|line| is_row(line) && head(line) >= 2)?;
    let last = lines.iter().rposition(is_row)?;
    if lines[first..=last].iter().filter(|line| is_row(line)).count() < FEWEST_ROWS {
        return None;
    }
    let row = |line: &Span| Row { table: 1, line: None, cells: cells(text, *line) };
    Some(lines[first..=last].iter().map(row).collect())
}

/// A table that was pasted one cell a line: the names of its columns stand one under the other, and its first column
/// counts.
fn one_cell_a_line(text: &str, lines: &[Span]) -> Option<Vec<Row>> {
    const FEWEST_COLUMNS: usize = 3;
    let named = |line: &Span| column(&text[line.start..line.end]).is_some();
    let runs = (0..lines.len()).filter(|at| *at == 0 || !named(&lines[at - 1]));
    let (head, width) = runs
        .map(|at| (at, lines[at..].iter().take_while(|line| named(line)).count()))
        .find(|(_, width)| *width >= FEWEST_COLUMNS)?;
    let first = &text[lines[head].start..lines[head].end];
    let counts = column(first) == Some(crate::read::columns::Column::Number);
    let mut rows = vec![Row { table: 1, line: None, cells: lines[head..head + width].to_vec() }];
    let mut next = 1;
    for line in &lines[head + width..] {
        let said = &text[line.start..line.end];
        let is_number = counts && said.trim_end_matches(['.', '、', '．']).parse() == Ok(next);
        let full = rows.last().is_none_or(|row| row.cells.len() >= width);
        // A number may be left out of a row that is not full: the count goes on with the next.
        let is_section = begins_with_marker(said) && said.chars().count() <= 40 && (full || counts);
        if is_number
            || (full && (!counts || is_section))
            || (is_section && said.starts_with(|c: char| !c.is_ascii_digit()))
        {
            next += u32::from(is_number);
            let closed = is_section && !is_number;
            rows.push(Row { table: 1, line: None, cells: vec![*line] });
            if closed {
                // A section stands alone in its row.
                rows.push(Row { table: 1, line: None, cells: Vec::new() });
            }
        } else if let Some(row) = rows.last_mut() {
            let full = row.cells.len() >= width;
            match row.cells.last_mut() {
                // More than the columns hold belongs to the last cell.
                Some(last) if full => last.end = line.end,
                _ => row.cells.push(*line),
            }
        }
    }
    rows.retain(|row| !row.cells.is_empty());
    Some(rows)
}
