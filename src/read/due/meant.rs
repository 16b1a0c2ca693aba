//! What a phrase about time comes to, and why it may come to nothing.

use chrono::NaiveDate;

use crate::plan::Cadence;

/// What a phrase about time comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// The last day in time.
    Day(NaiveDate),
    /// `3月—5月`: from when to when.
    Span {
        /// Its first day.
        first: NaiveDate,
        /// The last day in time.
        last: NaiveDate,
    },
    /// `每月25日前`, `常态化`: no last day, but a word now and then.
    Recurring {
        /// How often.
        cadence: Cadence,
        /// Whether that is all the phrase said: the 25th of `每月25日前` is lost, and so is the week of `每周`.
        whole: bool,
    },
}

/// Why a phrase gives no due date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueError {
    /// Nothing was typed.
    Empty,
    /// The month does not exist: `13月底前`.
    NoSuchMonth(u32),
    /// A part of a month, but of none: `下旬`.
    NoMonth,
    /// The day does not exist: `2024-02-30`.
    NoSuchDay(i32, u32, u32),
    /// A report window such as `1-6月` or `截至6月底`, not a due date.
    Window,
    /// It comes again and again: a cadence, not a day.
    Recurring(Cadence),
    /// So far from the plan's period that it is a slip of the hand: `9999-12-31`.
    FarOff(NaiveDate),
    /// Not understood.
    Unknown,
}

pub(super) type Found = Result<NaiveDate, DueError>;

impl Meant {
    /// The last day in time, where there is one.
    pub fn due(self) -> Result<NaiveDate, DueError> {
        match self {
            Self::Day(day) | Self::Span { last: day, .. } => Ok(day),
            Self::Recurring { cadence, .. } => Err(DueError::Recurring(cadence)),
        }
    }
}
