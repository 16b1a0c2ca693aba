//! 校历: the days on which terms, holidays and examinations begin. The office may edit them, as rules that hold for every
//! year and as exact days where a year is known; what phrases mean by them is read from here and nowhere else.

use chrono::{Days, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::plan::{Festival, Period};

/// What phrases are resolved by: the plan's span and the bureau's school calendar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calendar<'a> {
    /// The span that dates without a year lie in.
    pub period: Period,
    /// Terms, holidays and examinations.
    pub school: &'a SchoolCalendar,
}

/// What begins on a day of the school calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum SchoolDay {
    /// 春季开学.
    SpringTerm,
    /// 高考.
    CollegeEntrance,
    /// 中考.
    HighSchoolEntrance,
    /// 暑假.
    SummerHoliday,
    /// 秋季开学.
    AutumnTerm,
    /// 寒假.
    WinterHoliday,
}

impl SchoolDay {
    /// All of them, in the order of a calendar year.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

/// On which day something begins each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum DayRule {
    /// The same day each year.
    Date {
        /// Month.
        month: u32,
        /// Day of the month.
        day: u32,
    },
    /// So many days after 正月初一; before it where negative.
    SpringFestival {
        /// Days.
        days: i64,
    },
}

/// A rule of the school calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolRule {
    /// What begins.
    pub begins: SchoolDay,
    /// When.
    #[serde(flatten)]
    pub on: DayRule,
}

/// A day that is known for one year and stands in place of the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExactDay {
    /// What begins.
    pub begins: SchoolDay,
    /// The calendar year it counts for.
    pub year: i32,
    /// The day.
    pub day: NaiveDate,
}

/// 校历.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolCalendar {
    /// What holds for every year.
    pub rules: Vec<SchoolRule>,
    /// What the education authority has set for certain years.
    #[serde(default)]
    pub exact: Vec<ExactDay>,
}

impl Default for SchoolCalendar {
    /// As Anhui usually has it.
    fn default() -> Self {
        let rule = |begins, on| SchoolRule { begins, on };
        let date = |month, day| DayRule::Date { month, day };
        let rules = vec![
            rule(SchoolDay::SpringTerm, DayRule::SpringFestival { days: 16 }),
            rule(SchoolDay::CollegeEntrance, date(6, 7)),
            rule(SchoolDay::HighSchoolEntrance, date(6, 14)),
            rule(SchoolDay::SummerHoliday, date(7, 1)),
            rule(SchoolDay::AutumnTerm, date(9, 1)),
            rule(SchoolDay::WinterHoliday, DayRule::SpringFestival { days: -10 }),
        ];
        Self { rules, exact: Vec::new() }
    }
}

impl SchoolCalendar {
    /// The day on which something begins in a calendar year.
    pub fn on(&self, begins: SchoolDay, year: i32) -> Option<NaiveDate> {
        let exact = self.exact.iter().find(|exact| exact.begins == begins && exact.year == year);
        let by_rule = || match self.rules.iter().find(|rule| rule.begins == begins)?.on {
            DayRule::Date { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            DayRule::SpringFestival { days } => {
                Festival::Spring.on(year)?.checked_add_signed(TimeDelta::try_days(days)?)
            }
        };
        exact.map(|exact| exact.day).or_else(by_rule)
    }

    /// The last day before something begins.
    pub fn before(&self, begins: SchoolDay, year: i32) -> Option<NaiveDate> {
        self.on(begins, year)?.checked_sub_days(Days::new(1))
    }

    /// The last day of the term that runs on `day`; in the holidays, of the term to come.
    pub fn term_end(&self, day: NaiveDate) -> Option<NaiveDate> {
        use chrono::Datelike;
        let ends = [SchoolDay::WinterHoliday, SchoolDay::SummerHoliday];
        let years = [day.year(), day.year() + 1];
        let all = years.into_iter().flat_map(|year| ends.map(|begins| self.before(begins, year)));
        all.flatten().filter(|end| *end >= day).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_day_that_was_set_stands_in_place_of_the_rule() {
        let mut school = SchoolCalendar::default();
        assert_eq!(school.on(SchoolDay::WinterHoliday, 2025), Some(day("2025-01-19")));
        school.exact.push(ExactDay { begins: SchoolDay::WinterHoliday, year: 2025, day: day("2025-01-23") });
        assert_eq!(school.on(SchoolDay::WinterHoliday, 2025), Some(day("2025-01-23")));
        assert_eq!(school.on(SchoolDay::WinterHoliday, 2024), Some(day("2024-01-31")), "other years go by the rule");
    }

    #[test]
    fn terms_end_with_the_day_before_the_holidays() {
        let school = SchoolCalendar::default();
        assert_eq!(school.term_end(day("2024-05-15")), Some(day("2024-06-30")));
        assert_eq!(school.term_end(day("2024-10-15")), Some(day("2025-01-18")));
        assert_eq!(school.term_end(day("2025-01-10")), Some(day("2025-01-18")));
        assert_eq!(school.term_end(day("2024-07-20")), Some(day("2025-01-18")), "the term to come");
    }

    #[test]
    fn it_is_kept_as_json_that_a_person_can_read() {
        let json = serde_json::to_string(&SchoolCalendar::default()).expect("json");
        assert!(json.contains(r#"{"begins":"autumn_term","by":"date","month":9,"day":1}"#), "{json}");
        assert_eq!(serde_json::from_str::<SchoolCalendar>(&json).ok(), Some(SchoolCalendar::default()));
    }
}
