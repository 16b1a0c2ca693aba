//! Papers: what stands in a file, whatever its format, as one text with the styles and the cells that the format keeps.
//! Each format is a file of its own; what the text means is read elsewhere.

mod build;
mod content;
mod csv;
mod docx;
mod html;
mod html_tokens;
mod json;
mod limits;
mod markdown;
mod numbering;
mod ods;
mod open;
mod plain;
mod sheet_marks;
mod xls;
mod xlsx;
mod xml;

pub use content::{Lines, ORIGIN_SHEET, Origin, Paper, PaperNote, Row, Style};
pub use limits::PaperError;
pub use open::read_paper;
pub(super) use plain::of_text;
