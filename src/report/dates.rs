//! Days and spans of days in words.

use chrono::{Datelike, NaiveDate};

use crate::plan::{Due, Period, PeriodKind};
use crate::words::{self, Lang};

/// `06-30` in the plan's period, else with the year.
pub fn short_date(day: NaiveDate, period: Period) -> String {
    if period.names_without_year(day) { format!("{:02}-{:02}", day.month(), day.day()) } else { day.to_string() }
}

/// `2024 年`, `2024—2025 学年`, or the two days.
pub fn period_in_words(lang: Lang, period: Period) -> String {
    match period.kind() {
        PeriodKind::Year(year) => lang.fill(words::value::PeriodYear { year: &year }),
        PeriodKind::SchoolYear(year) => lang.fill(words::value::PeriodSchoolYear { year: &year, next: &(year + 1) }),
        PeriodKind::Days => lang.fill(words::value::PeriodDays { first: &period.first(), last: &period.last() }),
    }
}

/// `2024年6月30日`, as documents write it.
pub fn long_date(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::Zh => lang.fill(words::value::LongDate { year: &day.year(), month: &day.month(), day: &day.day() }),
        Lang::En => day.to_string(),
    }
}

/// `06-30 → 09-30 (延 1 次)`, or the one date there is.
pub fn date_range(lang: Lang, due: Due) -> String {
    let Some(current) = due.current else {
        return due.original.map_or_else(
            || lang.say(words::value::NONE).to_owned(),
            |original| lang.fill(words::value::DueLifted { original: &original }),
        );
    };
    match due.original {
        Some(original) if original != current => {
            lang.fill(words::value::DueMoved { original: &original, current: &current, n: &due.extensions })
        }
        _ => current.to_string(),
    }
}
