//! In which year a date lies that names none: as it was said, else as the plan's period has it.

use chrono::{Months, NaiveDate};

use super::meant::{DueError, Found};
use crate::plan::{Calendar, month_end};

/// What a date is resolved by.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'a> {
    /// The year that was said with it.
    pub said: Option<i32>,
    /// The day on which it was said; unknown in a document.
    pub today: Option<NaiveDate>,
    pub calendar: &'a Calendar<'a>,
}

impl Resolver<'_> {
    /// Of something that comes once a year, the day that is meant.
    pub fn pick(self, of_year: impl Fn(i32) -> Option<NaiveDate>) -> Found {
        if let Some(year) = self.said {
            return of_year(year).ok_or(DueError::Unknown);
        }
        if self.is_ambiguous() {
            return Err(DueError::Unknown);
        }
        self.calendar.period.pick(self.today, of_year).ok_or(DueError::Unknown)
    }

    /// A document for several years that says `6月底前` may mean any of them.
    fn is_ambiguous(self) -> bool {
        let period = self.calendar.period;
        self.today.is_none() && period.last() >= period.first() + Months::new(12)
    }

    /// A day of a month.
    pub fn day(self, month: u32, day: u32) -> Found {
        if !(1..=12).contains(&month) {
            return Err(DueError::NoSuchMonth(month));
        }
        if self.said.is_none() && self.is_ambiguous() {
            return Err(DueError::Unknown);
        }
        let year = self.said.unwrap_or_else(|| self.calendar.period.year_of(month, day, self.today));
        NaiveDate::from_ymd_opt(year, month, day).ok_or(DueError::NoSuchDay(year, month, day))
    }

    /// The last day of a month.
    pub fn month_end(self, month: u32) -> Found {
        if !(1..=12).contains(&month) {
            return Err(DueError::NoSuchMonth(month));
        }
        let end = |year| NaiveDate::from_ymd_opt(year, month, 1).map(month_end);
        self.pick(end)
    }

    /// `年内`, `全年`.
    pub fn last_day(self) -> Found {
        match self.said {
            Some(_) => self.month_end(12),
            None => Ok(self.calendar.period.last()),
        }
    }
}
