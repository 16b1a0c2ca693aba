//! Timeline: which months are shown, and in which cell a day falls.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::grouping::Grouping;
use crate::plan::{Board, Period};
use crate::report::period_in_words;
use crate::words;
use crate::words::Lang;

/// How much of the plan's period the timeline shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zoom {
    /// All of it.
    #[default]
    Whole,
    /// Three months.
    Quarter,
    /// One month.
    Month,
}

impl Zoom {
    /// Months shown of a period.
    pub fn months(self, period: Period) -> u32 {
        match self {
            Self::Whole => period.months(),
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    /// What is shown of a period, in words.
    pub fn in_words(self, lang: Lang, shown: Period) -> String {
        let year = &shown.first().year();
        match self {
            Self::Whole => period_in_words(lang, shown),
            Self::Quarter => lang.fill(words::timeline::Quarter { year }),
            Self::Month => lang.fill(words::timeline::Month { year }),
        }
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Whole => Self::Quarter,
            Self::Quarter => Self::Month,
            Self::Month => Self::Whole,
        }
    }
}

/// How the timeline is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelineSetup {
    /// How much is shown.
    pub zoom: Zoom,
    /// The first month shown, from 0, counted from the plan's first.
    pub from: u32,
    /// Groups.
    pub grouping: Grouping,
}

impl Default for TimelineSetup {
    fn default() -> Self {
        Self { zoom: Zoom::Whole, from: 0, grouping: Grouping::Section }
    }
}

impl TimelineSetup {
    /// The first day that is shown, and the first that is not.
    pub fn window(self, board: &Board) -> (NaiveDate, NaiveDate) {
        let period = board.plan.period;
        let first = period.first_month() + Months::new(self.from);
        (first, first + Months::new(self.zoom.months(period)))
    }
}

/// The cell of a day among `cells` that stand for the days from `first` to before `end`; `None` outside. Of several whole
/// months each has as many cells as the others, if they can be shared out.
pub fn cell_of(day: NaiveDate, (first, end): (NaiveDate, NaiveDate), cells: u16) -> Option<u16> {
    if day < first || day >= end {
        return None;
    }
    let months_since = |day: NaiveDate| (day.year() - first.year()) * 12 + day.month0() as i32 - first.month0() as i32;
    let months = u16::try_from(months_since(end)).unwrap_or(0);
    if first.day() == 1 && end.day() == 1 && months > 1 && cells.is_multiple_of(months) {
        let a_month = cells / months;
        let in_month = day.day0() * u32::from(a_month) / u32::from(day.num_days_in_month());
        return Some(months_since(day) as u16 * a_month + in_month as u16);
    }
    let (passed, all) = ((day - first).num_days(), (end - first).num_days().max(1));
    Some((passed * i64::from(cells) / all) as u16)
}

/// The cells from the day `from` to the day `to`, both included, as far as they are shown.
pub fn cells_of(from: NaiveDate, to: NaiveDate, window: (NaiveDate, NaiveDate), cells: u16) -> Option<(u16, u16)> {
    let last = window.1 - Days::new(1);
    if to < from || to < window.0 || from > last {
        return None;
    }
    Some((cell_of(from.max(window.0), window, cells)?, cell_of(to.min(last), window, cells)?))
}
