//! Days and spans of days in words.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::plan::{Board, Due, Period, PeriodKind, Zone};
use crate::words::{self, Lang};

/// How dates are written on a plan that is looked at on a day: without the year where nobody can take it for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    period: Period,
    zone: Zone,
    is_within: bool,
}

impl Dates {
    /// On this plan, looked at on that day.
    pub fn of(board: &Board, day: NaiveDate) -> Self {
        let period = board.plan.period;
        Self { period, zone: board.zone, is_within: period.contains(day) }
    }

    /// On a paper for this span, whatever day it is.
    pub fn of_period(period: Period) -> Self {
        Self { period, zone: Zone::default(), is_within: true }
    }

    /// `06-30` where plan and day looked at are of one year with it, else with the year.
    pub fn short(self, day: NaiveDate) -> String {
        if self.is_within && self.period.names_without_year(day) {
            format!("{:02}-{:02}", day.month(), day.day())
        } else {
            day.to_string()
        }
    }

    /// The same, with the bureau's time of day.
    pub fn stamp(self, at: DateTime<Utc>) -> String {
        format!("{} {}", self.short(self.zone.day(at)), self.zone.clock(at, "%H:%M"))
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Plan, PlanId};

    #[test]
    fn a_date_carries_its_year_where_it_may_be_taken_for_another() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let plan = Plan {
            id: PlanId(1),
            title: String::new(),
            issuer: String::new(),
            preamble: String::new(),
            period: "2024".parse().expect("a period"),
            state: crate::plan::PlanState::Open,
        };
        let board = Board::new(plan, Vec::new(), Vec::new(), Vec::new());
        let within = Dates::of(&board, day("2024-06-20"));
        assert_eq!(within.short(day("2024-06-30")), "06-30");
        assert_eq!(within.short(day("2025-06-30")), "2025-06-30");
        let later = Dates::of(&board, day("2026-06-20"));
        assert_eq!(later.short(day("2024-06-30")), "2024-06-30", "not of the year looked at");
        let at = "2024-06-30T03:00:00Z".parse().expect("an instant");
        assert_eq!((within.stamp(at).as_str(), later.stamp(at).as_str()), ("06-30 11:00", "2024-06-30 11:00"));
    }
}
