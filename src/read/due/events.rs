//! Days that have a name: festivals, what the school calendar sets, and the parts of a year. An event with 前 excludes its
//! own day.

use chrono::{Datelike, Days, NaiveDate};

use super::meant::{DueError, Found};
use super::year::Resolver;
use crate::plan::{Festival, Period, PeriodKind, SchoolDay};

/// The day that a name means; `before` where 前 stood after it.
pub(super) fn named_day(text: &str, by: Resolver<'_>, before: bool) -> Option<Found> {
    part_of_year(text, by, before).or_else(|| festival(text, by, before)).or_else(|| school(text, by, before))
}

fn eve(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(1))
}

/// `上半年`, `1季度末`, `年底`.
fn part_of_year(text: &str, by: Resolver<'_>, before: bool) -> Option<Found> {
    let said = text.strip_prefix('第').unwrap_or(text);
    let bare = ["末", "底", "内", "结束"].iter().find_map(|ending| said.strip_suffix(ending)).unwrap_or(said);
    // `三季度前` may be before it begins or before it ends; before the first there is nothing.
    if before && bare == said && ["2季度", "3季度", "4季度", "下半年"].contains(&bare) {
        return Some(Err(DueError::Unknown));
    }
    Some(match bare {
        "1季度" => by.month_end(3),
        "2季度" | "上半年" => by.month_end(6),
        "3季度" => by.month_end(9),
        "4季度" | "下半年" => by.month_end(12),
        _ => match text {
            "年中" => by.month_end(6),
            "年底" | "年末" | "年终" | "岁末" | "年尾" => by.month_end(12),
            "年内" | "全年" | "年度内" | "本年度" | "本年度内" | "年度" => by.last_day(),
            _ => return None,
        },
    })
}

/// `春节前`, `教师节`, `第40个教师节`.
fn festival(text: &str, by: Resolver<'_>, before: bool) -> Option<Found> {
    if let Some(count) = text.strip_prefix('第').and_then(|rest| rest.strip_suffix("个教师节")) {
        let day = Festival::teachers_day(count.parse().ok()?)?;
        return Some(if before { eve(day).ok_or(DueError::Unknown) } else { Ok(day) });
    }
    let name = ["假期", "放假", "小长假", "长假", "当天", "当日"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .unwrap_or(text);
    let festival = Festival::named(name)?;
    Some(by.pick(|year| if before { eve(festival.on(year)?) } else { festival.on(year) }))
}

/// `寒假前`, `秋季开学前`, `本学期末`, `学年末`.
fn school(text: &str, by: Resolver<'_>, before: bool) -> Option<Found> {
    let school = by.calendar.school;
    let on = |begins: SchoolDay, year| if before { school.before(begins, year) } else { school.on(begins, year) };
    let begins = |begins: SchoolDay| by.pick(|year| on(begins, year));
    let said = |year| Resolver { said: Some(year), ..by };
    // What is done in the holidays is done when school begins again.
    let holidays = |first: SchoolDay, then: SchoolDay| {
        by.pick(|year| if before { school.before(first, year) } else { school.before(then, year) })
    };
    Some(match text {
        "寒假" | "放寒假" | "寒假期间" | "寒假内" => {
            holidays(SchoolDay::WinterHoliday, SchoolDay::SpringTerm)
        }
        "暑假" | "暑期" | "放暑假" | "暑假期间" | "暑期内" | "暑假内" => {
            holidays(SchoolDay::SummerHoliday, SchoolDay::AutumnTerm)
        }
        "高考" => begins(SchoolDay::CollegeEntrance),
        "中考" => begins(SchoolDay::HighSchoolEntrance),
        "秋季开学" | "秋季学期开学" | "秋学期开学" | "秋季学期开始" | "新学年开学" | "新学年" | "暑假结束"
        | "9月开学" => begins(SchoolDay::AutumnTerm),
        "春季开学" | "春季学期开学" | "春学期开学" | "春季学期开始" | "寒假结束" => {
            begins(SchoolDay::SpringTerm)
        }
        "开学" | "新学期" | "新学期开学" | "新学期开始" => next_term(by, before),
        "下学期开学" | "下学期开始" => match in_school_year(by) {
            Some(year) => said(year + 1).pick(|year| on(SchoolDay::SpringTerm, year)),
            None => next_term(by, before),
        },
        "秋季学期" | "秋学期" if before => begins(SchoolDay::AutumnTerm),
        "春季学期" | "春学期" if before => begins(SchoolDay::SpringTerm),
        _ => return school_span(text, by),
    })
}

/// The year in which the school year begins that the plan is for.
fn in_school_year(by: Resolver<'_>) -> Option<i32> {
    match by.calendar.period.kind() {
        PeriodKind::SchoolYear(year) => Some(year),
        PeriodKind::Year(_) | PeriodKind::Days => None,
    }
}

/// The beginning of whichever term comes next; in a document, of the one that lies in its period.
fn next_term(by: Resolver<'_>, before: bool) -> Found {
    let period = by.calendar.period;
    let from = by.today.unwrap_or(period.first());
    let years = [from.year(), from.year() + 1];
    let all = years.iter().flat_map(|year| [SchoolDay::SpringTerm, SchoolDay::AutumnTerm].map(|it| (it, *year)));
    let mut days: Vec<NaiveDate> = all.filter_map(|(begins, year)| by.calendar.school.on(begins, year)).collect();
    days.sort_unstable();
    if by.today.is_some() {
        days.retain(|day| *day > from);
    } else {
        days.retain(|day| period.contains(*day));
    }
    // A document that is for both terms does not say which.
    let next = if by.today.is_none() && days.len() > 1 { None } else { days.first().copied() };
    next.and_then(|day| if before { eve(day) } else { Some(day) }).ok_or(DueError::Unknown)
}

/// The last day of a term or a school year.
fn school_span(text: &str, by: Resolver<'_>) -> Option<Found> {
    let bare = ["末", "底", "内", "结束", "期间"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text);
    let school = by.calendar.school;
    Some(match bare {
        // The term is known by the day on which it begins: it may end after the plan's period.
        "秋季学期" | "秋学期" | "第1学期" | "第一学期" => by
            .pick(|year| school.on(SchoolDay::AutumnTerm, year))
            .and_then(|first| school.before(SchoolDay::WinterHoliday, first.year() + 1).ok_or(DueError::Unknown)),
        "春季学期" | "春学期" | "第2学期" | "第二学期" => by
            .pick(|year| school.on(SchoolDay::SpringTerm, year))
            .and_then(|first| school.before(SchoolDay::SummerHoliday, first.year()).ok_or(DueError::Unknown)),
        "本学期" | "学期" | "当前学期" | "期" => this_term(by),
        "上学期" | "下学期" => named_term(bare == "下学期", by),
        "学年" | "本学年" => by.pick(|year| Period::of_school_year(year - 1).ok().map(Period::last)),
        _ => return None,
    })
}

/// The term that runs on the day on which it was said; in a document, that of a plan for one term.
fn this_term(by: Resolver<'_>) -> Found {
    let period = by.calendar.period;
    let of_term = || Some(period.first()).filter(|_| period.months() <= 7);
    let day = by.today.or_else(of_term).ok_or(DueError::Unknown)?;
    by.calendar.school.term_end(day).ok_or(DueError::Unknown)
}

/// `上学期`, `下学期`: the two of the plan's school year; else the next term is the one after that in which it was said.
fn named_term(second: bool, by: Resolver<'_>) -> Found {
    let school = by.calendar.school;
    let found = match (in_school_year(by), by.today) {
        (Some(year), _) => {
            school.before(if second { SchoolDay::SummerHoliday } else { SchoolDay::WinterHoliday }, year + 1)
        }
        (None, Some(today)) if second => school.term_end(today).and_then(|end| school.term_end(end.succ_opt()?)),
        (None, _) => None,
    };
    found.ok_or(DueError::Unknown)
}
