//! Period: the span a plan is for, a calendar year, a school year, a term or any two days; and which day a date without
//! a year means in it. No other file knows that a year has twelve months from January.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::text::narrow;

/// From the first to the last day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Span", into = "Span")]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

/// A period as it is written down, before it is known to be one.
#[derive(Serialize, Deserialize)]
struct Span {
    first: NaiveDate,
    last: NaiveDate,
}

/// What is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Its end comes before its beginning.
    #[error("the last day comes before the first")]
    Backwards,
    /// Longer than [`Period::LONGEST_PLAN_YEARS`].
    #[error("longer than {} years", Period::LONGEST_PLAN_YEARS)]
    TooLong,
    /// A year that no plan is made for.
    #[error("not between 1900 and 2999")]
    FarAway,
    /// Not understood.
    #[error("write 2024, 2024-2025 or 2024-09-01..2025-08-31")]
    Unknown,
}

/// What people call a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// A calendar year.
    Year(i32),
    /// A school year, by the year in which it begins.
    SchoolYear(i32),
    /// Any other two days.
    Days,
}

/// School years begin on the first of this month.
const SCHOOL_YEAR_BEGINS: u32 = 9;

impl Period {
    /// What is kept already is opened up to this length.
    pub const LONGEST_YEARS: u32 = 15;
    /// No plan is made for longer: a work plan is for a year, an action for three, a programme for five.
    pub const LONGEST_PLAN_YEARS: u32 = 5;

    /// From `first` to `last`, both included.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, PeriodError> {
        if last < first {
            return Err(PeriodError::Backwards);
        }
        if !(1900..=2999).contains(&first.year()) || last.year() > 2999 {
            return Err(PeriodError::FarAway);
        }
        if last >= first + Months::new(12 * Self::LONGEST_YEARS) {
            return Err(PeriodError::TooLong);
        }
        Ok(Self { first, last })
    }

    /// As many months as that, from the first of a month on.
    pub fn of_months(year: i32, month: u32, months: u32) -> Result<Self, PeriodError> {
        let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or(PeriodError::FarAway)?;
        let end = first.checked_add_months(Months::new(months.max(1))).ok_or(PeriodError::FarAway)?;
        Self::new(first, end - Days::new(1))
    }

    /// A calendar year.
    pub fn of_year(year: i32) -> Result<Self, PeriodError> {
        Self::of_months(year, 1, 12)
    }

    /// The school year that begins in `year`.
    pub fn of_school_year(year: i32) -> Result<Self, PeriodError> {
        Self::of_months(year, SCHOOL_YEAR_BEGINS, 12)
    }

    /// The calendar years from one to another.
    pub fn of_years(first: i32, last: i32) -> Result<Self, PeriodError> {
        let months = u32::try_from((last - first + 1) * 12).map_err(|_| PeriodError::Backwards)?;
        Self::of_months(first, 1, months)
    }

    /// The same, unless no plan is made for so long.
    pub fn of_a_plan(self) -> Result<Self, PeriodError> {
        if self.last < self.first + Months::new(12 * Self::LONGEST_PLAN_YEARS) {
            Ok(self)
        } else {
            Err(PeriodError::TooLong)
        }
    }

    /// First day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// Last day.
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// Whether `day` lies in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// What people call it.
    pub fn kind(self) -> PeriodKind {
        let year = self.first.year();
        if Self::of_year(year) == Ok(self) {
            PeriodKind::Year(year)
        } else if Self::of_school_year(year) == Ok(self) {
            PeriodKind::SchoolYear(year)
        } else {
            PeriodKind::Days
        }
    }

    /// The calendar year that most of it lies in.
    pub fn main_year(self) -> i32 {
        let middle = self.first + Days::new((self.last - self.first).num_days().unsigned_abs() / 2);
        middle.year()
    }

    /// Whether month and day alone say which day in it is meant.
    pub fn names_without_year(self, day: NaiveDate) -> bool {
        self.contains(day) && self.last < self.first + Months::new(12)
    }

    /// The year of a month and a day that are named without one: that in which they lie in the period; where several
    /// do, the first from `from` on, else the last; where none does, the next after it.
    pub fn year_of(self, month: u32, day: u32, from: Option<NaiveDate>) -> i32 {
        let real = |year| (1..=day.clamp(1, 31)).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day));
        self.pick(from, real).map_or(self.main_year(), |day| day.year())
    }

    /// Of something that comes once a year, the day that is meant, by the same rule.
    pub fn pick(self, from: Option<NaiveDate>, of_year: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let days: Vec<NaiveDate> = (self.first.year() - 1..=self.last.year() + 1).filter_map(of_year).collect();
        let inside = || days.iter().filter(|day| self.contains(**day));
        let coming = inside().find(|day| from.is_none_or(|from| **day >= from));
        // What is to be done comes after, unless it lies right before the beginning.
        let far = |day: &&NaiveDate| {
            if **day > self.last {
                (0, **day - self.last)
            } else {
                let gap = self.first - **day;
                (if gap.num_days() < 31 { -1 } else { 1 }, gap)
            }
        };
        coming.or_else(|| inside().next_back()).or_else(|| days.iter().min_by_key(far)).copied()
    }

    /// The same period as many whole years later as it takes to follow upon it.
    #[must_use]
    pub fn following(self) -> Self {
        self.later(
            (1..=Self::LONGEST_YEARS).find(|years| self.first + Months::new(12 * years) > self.last).unwrap_or(1),
        )
    }

    /// The first of the periods that follow upon it, or itself, that is not over before `day`.
    #[must_use]
    pub fn reaching(self, day: NaiveDate) -> Self {
        let mut period = self;
        while period.last < day && period.following().last > period.last {
            period = period.following();
        }
        period
    }

    /// Whole years later; itself where the calendar ends.
    fn later(self, years: u32) -> Self {
        let moved = |day: NaiveDate| day.checked_add_months(Months::new(12 * years));
        let ends_month = (self.last + Days::new(1)).day() == 1;
        // A period that ends with February ends with it in leap years too.
        let last = |day: NaiveDate| if ends_month { month_end(day) } else { day };
        let found = moved(self.first).zip(moved(self.last));
        found.and_then(|(first, end)| Self::new(first, last(end)).ok()).unwrap_or(self)
    }

    /// The first day of the month in which it begins.
    pub fn first_month(self) -> NaiveDate {
        self.first.with_day(1).unwrap_or(self.first)
    }

    /// How many calendar months it touches.
    pub fn months(self) -> u32 {
        self.month_of(self.last) + 1
    }

    /// How many months `day` lies after the month in which it begins; 0 and the last month for days outside.
    pub fn month_of(self, day: NaiveDate) -> u32 {
        let day = day.clamp(self.first, self.last);
        let months = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
        (months(day) - months(self.first)).unsigned_abs()
    }

    /// The two days as they are written on a command line and in exports.
    pub fn days(self) -> String {
        format!("{}..{}", self.first, self.last)
    }
}

/// The last day of the month in which `day` lies.
pub fn month_end(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first.checked_add_months(Months::new(1)).map_or(NaiveDate::MAX, |next| next - Days::new(1))
}

/// As it is written on a command line: `2024`, `2024-2025`, `2024-09-01..2025-01-31`.
impl fmt::Display for Period {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            PeriodKind::Year(year) => write!(to, "{year}"),
            PeriodKind::SchoolYear(year) => write!(to, "{year}-{}", year + 1),
            PeriodKind::Days => to.write_str(&self.days()),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let text: String = text.trim().chars().map(narrow).collect();
        let (text, is_school_year) = match text.strip_suffix("学年") {
            Some(years) => (years, true),
            None => (text.strip_suffix('年').unwrap_or(&text), false),
        };
        if let Some((first, last)) = text.split_once("..") {
            let day = |text: &str| text.trim().parse::<NaiveDate>().map_err(|_| PeriodError::Unknown);
            return Self::new(day(first)?, day(last)?)?.of_a_plan();
        }
        let year = |text: &str| {
            let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<i32>().ok().filter(|_| digits).ok_or(PeriodError::Unknown)
        };
        match text.split_once(['-', '/', '—']) {
            None if is_school_year => Self::of_school_year(year(text)?),
            None => Self::of_year(year(text)?),
            Some((first, last)) => {
                let (first, last) = (year(first.trim())?, year(last.trim())?);
                if last == first + 1 { Self::of_school_year(first) } else { Err(PeriodError::Unknown) }
            }
        }
    }
}

impl TryFrom<Span> for Period {
    type Error = PeriodError;

    fn try_from(span: Span) -> Result<Self, PeriodError> {
        Self::new(span.first, span.last)
    }
}

impl From<Period> for Span {
    fn from(period: Period) -> Self {
        Self { first: period.first, last: period.last }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn period(text: &str) -> Period {
        text.parse().expect("a period")
    }

    #[test]
    fn periods_are_written_in_three_ways() {
        for (text, days) in [
            ("2024", "2024-01-01..2024-12-31"),
            ("2024-2025", "2024-09-01..2025-08-31"),
            ("2024-09-01..2025-01-31", "2024-09-01..2025-01-31"),
        ] {
            assert_eq!(period(text).days(), days);
            assert_eq!(period(text).to_string(), text);
        }
        assert_eq!(period("2024-01-01..2024-12-31").to_string(), "2024", "the same year however it is written");
        for wrong in ["", "24", "2024-2026", "2025-2024", "2024-09-01", "2024-02-30..2024-03-01", "+024"] {
            assert_eq!(wrong.parse::<Period>(), Err(PeriodError::Unknown), "{wrong}");
        }
        assert_eq!("2024-09-01..2024-08-31".parse::<Period>(), Err(PeriodError::Backwards));
        for long in ["2024-01-01..2099-12-31", "2024-01-01..2033-12-31", "2021-01-01..2026-01-01"] {
            assert_eq!(long.parse::<Period>(), Err(PeriodError::TooLong), "{long}");
        }
        assert!("2021-01-01..2025-12-31".parse::<Period>().is_ok());
        for (typed, meant) in [("２０２５年", "2025"), ("2024学年", "2024-2025"), ("2024—2025学年", "2024-2025")]
        {
            assert_eq!(typed.parse::<Period>().map(|period| period.to_string()).as_deref(), Ok(meant), "{typed}");
        }
        let kept = r#"{"first":"2021-01-01","last":"2030-12-31"}"#;
        assert!(serde_json::from_str::<Period>(kept).is_ok(), "what is kept already opens");
        assert_eq!("0000".parse::<Period>(), Err(PeriodError::FarAway));
    }

    #[test]
    fn a_month_lies_where_the_period_has_it() {
        let year = |text: &str, month, day| period(text).year_of(month, day, None);
        assert_eq!((year("2024", 1, 1), year("2024", 12, 31)), (2024, 2024));
        assert_eq!((year("2024-2025", 9, 1), year("2024-2025", 12, 31)), (2024, 2024));
        assert_eq!((year("2024-2025", 1, 1), year("2024-2025", 6, 30), year("2024-2025", 8, 31)), (2025, 2025, 2025));
        assert_eq!(year("2024-2025", 2, 30), 2025, "a day that is none belongs to its month");
        let term = "2024-09-01..2025-01-31";
        assert_eq!((year(term, 2, 15), year(term, 8, 30)), (2025, 2024), "the nearest");
        let across = "2024-03-15..2025-03-14";
        assert_eq!((year(across, 3, 10), year(across, 3, 20)), (2025, 2024));
        let three = period("2024-01-01..2026-12-31");
        assert_eq!(three.year_of(6, 30, Some(day("2025-03-01"))), 2025);
        assert_eq!(three.year_of(6, 30, Some(day("2026-09-01"))), 2026, "the last there is");
    }

    #[test]
    fn periods_follow_upon_each_other() {
        assert_eq!(period("2024").following(), period("2025"));
        assert_eq!(period("2024-2025").following(), period("2025-2026"));
        assert_eq!(period("2024-2025").reaching(day("2027-09-01")), period("2027-2028"));
        assert_eq!(period("2024").reaching(day("2023-05-01")), period("2024"));
        assert_eq!(
            period("2023-03-01..2023-02-28".replace("2023-02", "2024-02").replace("28", "29").as_str()).following(),
            period("2024-03-01..2025-02-28")
        );
    }

    #[test]
    fn months_are_counted_from_the_first() {
        let school = period("2024-2025");
        assert_eq!(
            (school.months(), school.month_of(day("2024-09-30")), school.month_of(day("2025-06-01"))),
            (12, 0, 9)
        );
        assert_eq!(period("2024-09-15..2025-01-10").months(), 5);
        assert_eq!(school.month_of(day("2030-01-01")), 11);
    }

    #[test]
    fn what_is_kept_as_json_is_checked_when_it_is_read() {
        let json = serde_json::to_string(&period("2024-2025")).expect("json");
        assert_eq!(json, r#"{"first":"2024-09-01","last":"2025-08-31"}"#);
        assert_eq!(serde_json::from_str::<Period>(&json).ok(), Some(period("2024-2025")));
        assert!(serde_json::from_str::<Period>(r#"{"first":"2024-09-01","last":"2024-08-31"}"#).is_err());
    }

    proptest! {
        /// Every day of a period is what its month and day mean in it.
        #[test]
        fn a_day_of_the_period_is_found_again(first in 0u64..3000, length in 0u64..366, at in 0u64..366) {
            let first = day("2020-01-01") + Days::new(first);
            let last = (first + Days::new(length)).min(first + Months::new(12) - Days::new(1));
            let period = Period::new(first, last).expect("a period");
            let found = (first + Days::new(at)).min(last);
            prop_assert_eq!(period.year_of(found.month(), found.day(), None), found.year());
            prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
            prop_assert!(period.following().first() > period.last());
        }
    }
}
