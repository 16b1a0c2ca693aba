//! Workbooks of Excel 97 to 2003. They are laid out as a whole by the library that reads them, so that the corners of each
//! sheet are measured first.

use std::io::{Cursor, Read};

use calamine::{Reader, Xls, open_workbook_from_rs};

use super::build::{Builder, Cell};
use super::content::Paper;
use super::limits::{MOST_UNFOLDED, PaperError};
use super::xlsx::in_words;

/// Cells between the corners of a sheet, empty ones included.
const MOST_LAID_OUT: u64 = 500_000;

/// Whether a compound file is a workbook.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    cfb::CompoundFile::open(Cursor::new(bytes)).is_ok_and(|file| file.exists("/Workbook") || file.exists("/Book"))
}

/// The sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Paper, PaperError> {
    measure(bytes)?;
    let mut book: Xls<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => PaperError::Password,
        _ => PaperError::Broken("xls"),
    })?;
    let mut builder = Builder::default();
    for (name, range) in book.worksheets() {
        builder.begin_sheet(&name);
        let first = range.start().map_or(1, |(row, _)| row as usize + 1);
        for (row, line) in range.rows().zip(first..) {
            let cells: Vec<Cell> = row.iter().map(|cell| Cell::Text(in_words(cell))).collect();
            builder.row(&cells, Some(line))?;
        }
    }
    Ok(builder.finish())
}

/// Refuses what a sheet claims to hold where nobody could: memory is asked for by it. Each end is one past the last, and 0
/// of an empty sheet ([MS-XLS] 2.4.90).
fn claimed(top: u32, bottom: u32, left: u16, right: u16) -> Result<(), PaperError> {
    const MOST_CLAIMED: u64 = 2_000_000;
    if bottom == 0 || right == 0 {
        return Ok(());
    }
    let rows = bottom.checked_sub(top).filter(|rows| *rows > 0).ok_or(PaperError::Broken("xls"))?;
    // A left end beyond the right one is taken for 0.
    let columns = if left >= right { right } else { right - left };
    if u64::from(rows) * u64::from(columns) > MOST_CLAIMED { Err(PaperError::TooManyRows) } else { Ok(()) }
}

/// Refuses sheets whose corners lie far apart: [MS-XLS] 2.4, the records of cells begin with row and column.
fn measure(bytes: &[u8]) -> Result<(), PaperError> {
    const BOF: u16 = 0x0809;
    const DIMENSIONS: u16 = 0x0200;
    const SHEET: u16 = 0x0085;
    const CELLS: [u16; 12] =
        [0x0006, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x027e, 0x0406];
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| PaperError::Broken("xls"))?;
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let stream = file.open_stream(name).map_err(|_| PaperError::Broken("xls"))?;
    let mut records = Vec::new();
    stream.take(MOST_UNFOLDED).read_to_end(&mut records).map_err(|_| PaperError::Broken("xls"))?;
    let word = |at: usize| records.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    let mut corners: Option<[u16; 4]> = None;
    let mut at = 0;
    while let (Some(kind), Some(length)) = (word(at), word(at + 2)) {
        let (row, column) = (word(at + 4), word(at + 6));
        if kind == SHEET {
            // Where it begins; the library takes that for granted.
            let begins = word(at + 4).zip(word(at + 6)).map(|(low, high)| usize::from(low) | usize::from(high) << 16);
            if begins.is_none_or(|begins| begins >= records.len()) {
                return Err(PaperError::Broken("xls"));
            }
        } else if kind == BOF {
            corners = None;
        } else if kind == DIMENSIONS {
            let row = |at: usize| word(at).zip(word(at + 2)).map(|(low, high)| u32::from(low) | u32::from(high) << 16);
            let (rows, columns) = match length {
                10 => (word(at + 4).map(u32::from).zip(word(at + 6).map(u32::from)), word(at + 8).zip(word(at + 10))),
                _ => (row(at + 4).zip(row(at + 8)), word(at + 12).zip(word(at + 14))),
            };
            if let (Some((top, bottom)), Some((left, right))) = (rows, columns) {
                claimed(top, bottom, left, right)?;
            }
        } else if let (true, Some(row), Some(column)) = (CELLS.contains(&kind), row, column) {
            // A row of several values ends with its last column.
            let last =
                if matches!(kind, 0x00bd | 0x00be) { word(at + 2 + length as usize).unwrap_or(column) } else { column };
            let last = last.max(column);
            let [top, left, bottom, right] = corners.unwrap_or([row, column, row, last]);
            let wider = [top.min(row), left.min(column), bottom.max(row), right.max(last)];
            let area = (u64::from(wider[2] - wider[0]) + 1) * (u64::from(wider[3] - wider[1]) + 1);
            if area > MOST_LAID_OUT {
                return Err(PaperError::TooManyRows);
            }
            corners = Some(wider);
        }
        at += 4 + length as usize;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_claims_no_more_than_it_can_hold() {
        assert_eq!(claimed(0, 0, 0, 0), Ok(()));
        assert_eq!(claimed(0, 65_536, 0, 20), Ok(()));
        // An end before the beginning, and one that Excel has no room for.
        assert_eq!(claimed(5, 3, 0, 4), Err(PaperError::Broken("xls")));
        assert_eq!(claimed(0, u32::MAX, 0, 256), Err(PaperError::TooManyRows));
    }
}
