//! Days of the school calendar as the office types them: a day of every year, a day counted from 正月初一, or the exact day of
//! one year. Nothing else means anything here.

use chrono::NaiveDate;

use super::shadow::folded;
use crate::plan::{DayRule, chinese_numeral};

/// What a phrase says of a day of the school calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchoolDayMeant {
    /// On which day each year.
    EveryYear(DayRule),
    /// The day of one year.
    Exact(NaiveDate),
}

/// Reads `9月1日`, `09-01`, `春节后16天`, `春节前10天`, `正月十六`, `2025年1月23日`.
pub fn parse_school_day(text: &str) -> Option<SchoolDayMeant> {
    let text: String = folded(text).to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches("开学").trim_end_matches('起');
    if let Some(days) = from_spring_festival(text) {
        return Some(SchoolDayMeant::EveryYear(DayRule::SpringFestival { days }));
    }
    let text = text.strip_suffix(['日', '号']).unwrap_or(text);
    let numbers: Vec<&str> = text.split(['年', '月', '-', '.', '/']).collect();
    let number = |text: &str| text.parse::<u32>().ok();
    match numbers.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let day = NaiveDate::from_ymd_opt(year.parse().ok()?, number(month)?, number(day)?)?;
            Some(SchoolDayMeant::Exact(day))
        }
        [month, day] => {
            let (month, day) = (number(month)?, number(day)?);
            // Of every year: what only a leap year has is no such day.
            NaiveDate::from_ymd_opt(2023, month, day)?;
            Some(SchoolDayMeant::EveryYear(DayRule::Date { month, day }))
        }
        _ => None,
    }
}

/// Days after 正月初一, before it where negative.
fn from_spring_festival(text: &str) -> Option<i64> {
    /// Days of the longest month of the moon, and what no holiday is longer than.
    const MOON: u32 = 30;
    const FARTHEST: i64 = 60;
    if let Some(day) = text.strip_prefix("正月") {
        let day = day.strip_prefix('初').unwrap_or(day).replace('廿', "二十");
        return (1..=MOON).find(|n| chinese_numeral(*n) == day || n.to_string() == day).map(|n| i64::from(n) - 1);
    }
    let rest = text.strip_prefix("春节").or_else(|| text.strip_prefix("springfestival"))?;
    let sign = rest.chars().next()?;
    let rest = rest[sign.len_utf8()..].trim_end_matches(['天', '日']).trim_end_matches("days").trim_end_matches("day");
    let days: i64 = rest.parse().ok().filter(|days| (0..=FARTHEST).contains(days))?;
    match sign {
        '后' | '+' => Some(days),
        '前' | '-' => Some(-days),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_every_year_and_of_one_are_told_apart() {
        let every = |month, day| Some(SchoolDayMeant::EveryYear(DayRule::Date { month, day }));
        let moon = |days| Some(SchoolDayMeant::EveryYear(DayRule::SpringFestival { days }));
        let exact = |day: &str| Some(SchoolDayMeant::Exact(day.parse().expect("a day")));
        for (text, meant) in [
            ("9月1日", every(9, 1)),
            ("０９－０１", every(9, 1)),
            ("7.1", every(7, 1)),
            ("春节后16天", moon(16)),
            ("春节前 10 天", moon(-10)),
            ("春节+16", moon(16)),
            ("正月十六开学", moon(15)),
            ("正月初八", moon(7)),
            ("正月廿三", moon(22)),
            ("2025年1月23日", exact("2025-01-23")),
            ("2025-01-23", exact("2025-01-23")),
            ("2月30日", None),
            ("2月29日", None),
            ("13-01", None),
            ("2025-13-01", None),
            ("春节后99天", None),
            ("春节后-400天", None),
            ("春节前-9223372036854775808天", None),
            ("Spring Festival +16 days", moon(16)),
            ("Spring Festival -1 day", moon(-1)),
            ("春节", None),
            ("春节后天", None),
            ("正月三十一", None),
            ("下周", None),
            ("", None),
        ] {
            assert_eq!(parse_school_day(text), meant, "{text}");
        }
    }
}
