//! Tables as text: fields parted by commas, tabs or semicolons, quoted where they hold such a sign.

use csv::ReaderBuilder;

use super::build::{Builder, Cell};
use super::content::Paper;
use super::limits::PaperError;
use crate::read::columns::column;

/// A table of fields.
pub(super) fn read(text: &str, sign: u8) -> Result<Paper, PaperError> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(sign).from_reader(text.as_bytes());
    let mut builder = Builder::default();
    builder.begin_table();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {
                let line = record.position().map(|at| at.line() as usize);
                let cells: Vec<Cell> = record.iter().map(|field| Cell::of(without_guard(field))).collect();
                builder.row(&cells, line)?;
            }
            Ok(false) => return Ok(builder.finish()),
            Err(_) => return Err(PaperError::Broken("csv")),
        }
    }
}

/// What keeps a spreadsheet from working a text out: `'=1+1`.
fn without_guard(field: &str) -> &str {
    field
        .strip_prefix('\'')
        .filter(|rest| rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']))
        .unwrap_or(field)
}

/// The sign that parts the fields of a file of fields, whatever its heads say: nearly all lines have as many of it.
pub(super) fn regular(text: &str) -> Option<u8> {
    const FIRST: usize = 60;
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(FIRST).collect();
    let is_regular = |sign: &char| {
        let most = lines.iter().map(|line| line.matches(*sign).count()).max().unwrap_or(0);
        let full = lines.iter().filter(|line| line.matches(*sign).count() == most).count();
        most > 0 && full * 4 >= lines.len() * 3
    };
    ['\t', ',', ';'].into_iter().find(is_regular).map(|sign| sign as u8)
}

/// The sign that parts the fields of a text, if it is a table: one of its first lines names two columns or more.
pub(super) fn sniffed(text: &str) -> Option<u8> {
    const FIRST: usize = 12;
    let names = |line: &str, sign: char| line.split(sign).filter(|f| column(f.trim_matches('"')).is_some()).count();
    let found = [('\t', b'\t'), (',', b','), (';', b';')].into_iter().find(|(sign, _)| {
        text.lines()
            .take(FIRST)
            .any(|line| names(line, *sign) >= 2 && names(line, *sign) * 2 >= line.split(*sign).count())
    });
    found.map(|(_, sign)| sign)
}
