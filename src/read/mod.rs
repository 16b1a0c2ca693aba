//! Documents and phrases in: bytes to text, text to a draft plan, what people type to dates and figures.
//! Pure: values in, values out; nothing here opens a file or asks for the day.

mod annotation;
mod body;
mod claims;
mod columns;
mod corrections;
mod coverage;
mod decode;
mod draft;
mod due;
mod front;
mod furniture;
mod labels;
mod levels;
mod marker;
mod opening;
mod outline;
mod paper;
mod pieces;
mod school_day;
mod sections;
mod shadow;
mod source;
mod span;
mod styled;
mod table;
mod titles;
mod unit_names;

pub use claims::{Claim, wrong_percentages};
pub use columns::Column;
pub use corrections::{Corrections, ItemPlace, LineRole, SaidWhen, SaidWork};
pub use decode::{DecodeError, Encoding, MAX_BYTES, decode};
pub use draft::{DraftItem, DraftPlan, DraftSection, DraftWork, Reason, ReasonKind, Warning, WarningKind};
pub use due::{
    DueError, Meant, parse_coming_due, parse_due, parse_item_when, parse_past_day, parse_start, parse_when,
    parse_written,
};
pub use levels::{ItemLevel, LevelReason};
pub use marker::{Shape, shape_of};
pub use outline::{parse_paper, parse_plan, parse_plan_of};
pub use paper::{Lines, ORIGIN_SHEET, Origin, Paper, PaperError, PaperNote, Row, Style, read_paper};
pub use pieces::{Became, Piece, pieces};
pub use school_day::{SchoolDayMeant, parse_school_day};
pub use shadow::{fold, folded};
pub use source::{Span, Spanned};
pub use span::period_typed;
pub use titles::label as section_label;

use crate::plan::{Percent, PercentError};

/// The plan that duban ships with, byte for byte: 《六安市教育局2024年工作要点》.
pub const LIUAN_2024: &str = include_str!("../../seeds/liuan-2024.txt");

/// What was typed is no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Not a whole number at all.
    NotANumber,
    /// A number, but not between 0 and 100.
    OutOfRange(PercentError),
}

/// Reads a percentage as people type it: `40`, `40%`, `４０％`.
pub fn parse_percent(text: &str) -> Result<Percent, NumberError> {
    let text = folded(text);
    let digits = text.trim().trim_end_matches('%').trim();
    let value: i64 = digits.parse().map_err(|_| NumberError::NotANumber)?;
    Percent::try_from(value).map_err(NumberError::OutOfRange)
}
