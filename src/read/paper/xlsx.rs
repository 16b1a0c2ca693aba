//! Excel workbooks, cell by cell: a sheet is never laid out as a whole, since a file of 1 KB may claim a billion cells.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{DataType, Dimensions, Reader, SheetType, SheetVisible, Xlsx, open_workbook_from_rs};

use super::build::{Builder, Cell};
use super::content::{ORIGIN_SHEET, Paper, PaperNote};
use super::limits::{MOST_CELLS, MOST_COLUMNS, MOST_SHARED, MOST_UNFOLDED, PaperError, Parts};
use super::sheet_marks::{Marks, Places, sheet_marks};

/// The sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Paper, PaperError> {
    let mut parts = Parts::of(bytes)?;
    let names: Vec<String> =
        parts.names().into_iter().filter(|name| name.starts_with("xl/") && name.contains(".xml")).collect();
    for name in &names {
        parts.check(name, if name.contains("sharedStrings") { MOST_SHARED } else { MOST_UNFOLDED })?;
    }
    let marks = sheet_marks(&mut parts)?;
    let unmarked = Marks::default();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => PaperError::Password,
        _ => PaperError::Broken("xlsx"),
    })?;
    let mut builder = Builder::default();
    let sheets = book.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        if sheet.visible == SheetVisible::Visible || sheet.name == ORIGIN_SHEET {
            let marks = marks.get(&sheet.name).unwrap_or(&unmarked);
            read_sheet(&mut book, &sheet.name, &marks.shares, &mut builder)?;
            if marks.hidden_rows > 0 && sheet.name != ORIGIN_SHEET {
                builder.note(PaperNote::HiddenRows(sheet.name.clone(), marks.hidden_rows));
            }
        } else {
            builder.note(PaperNote::HiddenSheet(sheet.name.clone()));
        }
    }
    Ok(builder.finish())
}

fn read_sheet<R: std::io::Read + std::io::Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    shares: &Places,
    builder: &mut Builder,
) -> Result<(), PaperError> {
    builder.begin_sheet(name);
    let merged = Merged::of(book.merge_cells_by_sheet_name(name).unwrap_or_default());
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| PaperError::Broken("xlsx"))?;
    let mut row: Vec<Cell> = Vec::new();
    let mut at = None;
    let mut seen = 0_usize;
    while let Some(cell) = cells.next_cell().map_err(|_| PaperError::Broken("xlsx"))? {
        seen += 1;
        if seen > MOST_CELLS {
            return Err(PaperError::TooManyRows);
        }
        let (line, column) = cell.get_position();
        if at.is_some_and(|at| at != line) {
            merged.fill(&mut row, at);
            builder.row(&row, at.map(|at| at as usize + 1))?;
            row.clear();
        }
        at = Some(line);
        let is_share = shares.contains(&(line, column));
        let share = cell.get_value().get_float().filter(|_| is_share).map(|n| format!("{}%", short(n * 100.0)));
        let text = share.unwrap_or_else(|| in_words(cell.get_value()));
        if text.trim().is_empty() {
            continue;
        }
        let column = column as usize;
        if column >= MOST_COLUMNS {
            return Err(PaperError::TooManyRows);
        }
        if row.len() <= column {
            row.resize(column + 1, Cell::of(""));
        }
        row[column] = Cell::Text(text);
    }
    merged.fill(&mut row, at);
    builder.row(&row, at.map(|at| at as usize + 1))
}

/// The cells of a sheet that are one with the one above them, by row.
struct Merged(HashMap<u32, Vec<usize>>);

impl Merged {
    fn of(regions: Vec<Dimensions>) -> Self {
        const TALLEST: u32 = 2_000;
        let mut rows: HashMap<u32, Vec<usize>> = HashMap::new();
        let cells = regions.into_iter().flat_map(|Dimensions { start, end }| {
            (start.0 + 1..=end.0.min(start.0.saturating_add(TALLEST))).map(move |row| (row, start.1 as usize))
        });
        for (row, column) in cells.take(MOST_CELLS) {
            rows.entry(row).or_default().push(column);
        }
        Self(rows)
    }

    fn fill(&self, row: &mut Vec<Cell>, at: Option<u32>) {
        for column in at.and_then(|at| self.0.get(&at)).into_iter().flatten().filter(|at| **at < MOST_COLUMNS) {
            if row.len() <= *column {
                row.resize(column + 1, Cell::of(""));
            }
            row[*column] = Cell::Above;
        }
    }
}

/// A value as a person reads it in its cell: `1` rather than `1.0`, no more places than a person typed, and nothing of what
/// could not be worked out.
pub(super) fn in_words(value: &impl DataType) -> String {
    let text = value.get_string().or_else(|| value.get_datetime_iso()).or_else(|| value.get_duration_iso());
    if let Some(text) = text {
        return text.to_owned();
    }
    if let Some(day) = value.get_datetime() {
        return day.as_datetime().map_or_else(String::new, |day| day.date().to_string());
    }
    let number = value.get_int().map(|n| n.to_string());
    let number = number.or_else(|| value.get_float().map(|n| short(n).to_string()));
    let said = |yes: bool| if yes { "是" } else { "否" }.to_owned();
    number.or_else(|| value.get_bool().map(said)).unwrap_or_default()
}

/// A number with no more places than a person typed.
fn short(n: f64) -> f64 {
    (n * 1e9).round() / 1e9
}
