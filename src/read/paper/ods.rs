//! `OpenDocument` spreadsheets, element by element: a cell may say that it is repeated a million times.

use quick_xml::events::BytesStart;

use super::build::{Builder, Cell};
use super::content::Paper;
use super::limits::{MOST_COLUMNS, PaperError, Parts};
use super::xml::{Part, attribute, each};

/// The sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Paper, PaperError> {
    let mut parts = Parts::of(bytes)?;
    let mut builder = Builder::default();
    let mut sheet = Sheet::default();
    each(parts.part("content.xml")?, "content.xml", |part| {
        match part {
            Part::Begin(start) => sheet.begin(start, &mut builder),
            Part::End(name) => sheet.end(name, &mut builder)?,
            Part::Text(text) => sheet.text(&text),
        }
        Ok(())
    })?;
    Ok(builder.finish())
}

#[derive(Default)]
struct Sheet {
    row: Vec<Cell>,
    line: usize,
    row_repeats: usize,
    cell: Option<(String, usize)>,
    in_note: bool,
}

impl Sheet {
    fn begin(&mut self, start: &BytesStart<'_>, builder: &mut Builder) {
        let repeats = |name: &str| attribute(start, name).and_then(|n| n.parse().ok()).unwrap_or(1_usize);
        match start.local_name().as_ref() {
            "table" => {
                builder.begin_sheet(&attribute(start, "name").unwrap_or_default());
                self.line = 0;
            }
            "table-row" => {
                self.row.clear();
                self.row_repeats = repeats("number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some((String::new(), repeats("number-columns-repeated")));
            }
            "annotation" => self.in_note = true,
            "line-break" => self.text("\n"),
            "s" => self.text(" "),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((cell, _)) = self.cell.as_mut().filter(|_| !self.in_note) {
            cell.push_str(text);
        }
    }

    fn end(&mut self, name: &str, builder: &mut Builder) -> Result<(), PaperError> {
        match name {
            "p" => self.text("\n"),
            "annotation" => self.in_note = false,
            "table-cell" | "covered-table-cell" => {
                let Some((text, repeats)) = self.cell.take() else { return Ok(()) };
                let text = text.trim();
                // Only what is not at the end of its row is needed.
                let n = if text.is_empty() { repeats.min(MOST_COLUMNS) } else { repeats };
                if self.row.len() + n > 2 * MOST_COLUMNS {
                    if text.is_empty() {
                        return Ok(());
                    }
                    return Err(PaperError::TooManyRows);
                }
                self.row.extend(std::iter::repeat_n(Cell::of(text), n));
            }
            "table-row" => {
                self.line += 1;
                builder.row(&self.row, Some(self.line))?;
                self.line = self.line.saturating_add(self.row_repeats.saturating_sub(1));
            }
            _ => {}
        }
        Ok(())
    }
}
