//! Dates with a month: `6月底`, `10月中旬`, `9月1日`, `2024-09-30`. A day with 前 includes that day.

use chrono::{Datelike, Days, NaiveDate};

use super::events::named_day;
use super::meant::{DueError, Found};
use super::wording::day_of_week;
use super::year::Resolver;
use crate::plan::Calendar;

/// Takes a leading `2024年`, `今年`, `明年` off. `2025年前` is over when 2024 is.
pub(super) fn leading_year<'t>(
    text: &'t str,
    today: Option<NaiveDate>,
    calendar: &Calendar<'_>,
    before: bool,
) -> (Option<i32>, &'t str) {
    let of = |value: i32, rest| (Some(value - i32::from(before && str::is_empty(rest))), end_of_year(rest));
    let this = today.map_or(calendar.period.main_year(), |today| today.year());
    for (word, value) in [("今年", this), ("明年", this + 1), ("次年", this + 1), ("来年", this + 1)] {
        if let Some(rest) = text.strip_prefix(word) {
            return of(value, rest);
        }
    }
    // `本年度` alone is the plan's own.
    for word in ["本年度", "本年", "当年"] {
        if let Some(rest) = text.strip_prefix(word).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return (Some(this), rest);
        }
    }
    if let Some(found) = leading_school_year(text) {
        return found;
    }
    let Some((head, rest)) = text.split_once('年') else { return (None, text) };
    match head.parse::<i32>() {
        Ok(value) if head.len() == 4 => {
            // `2024年度6月底`.
            let dated = rest.strip_prefix('度').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            dated.map_or_else(|| of(value, rest), |rest| (Some(value), rest))
        }
        // `24年6月底`; `3年` is a length.
        Ok(value @ 20..=60) if rest.contains('月') => of(2000 + value, rest),
        _ => (None, text),
    }
}

/// `2024-2025学年第一学期`: the calendar year in which what is named begins or ends.
fn leading_school_year(text: &str) -> Option<(Option<i32>, &str)> {
    let (years, rest) = text.split_once("学年")?;
    let (first, last) = years.split_once(['-', '—', '~', '至', '–', '/'])?;
    let year =
        |part: &str| part.trim_matches(['-', '—']).parse::<i32>().ok().filter(|year| (1990..2100).contains(year));
    let (first, last) = (year(first)?, year(last)?);
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let in_autumn = ["第1", "第一", "上", "秋"].iter().any(|word| rest.starts_with(word));
    let rest = match rest {
        "上学期" | "上学期末" => "第一学期",
        "下学期" | "下学期末" => "第二学期",
        "" | "末" | "底" | "内" => "学年",
        rest => rest,
    };
    (last == first + 1).then_some((Some(if in_autumn { first } else { last }), rest))
}

/// What follows a year that is named: `2024年`, `2024年底`, `2024年度内` are the same.
fn end_of_year(rest: &str) -> &str {
    if ["", "底", "末", "内", "终", "度", "度内", "全年"].contains(&rest) { "年底" } else { rest }
}

/// `6月底`, `10月中旬`, `9月1日`, `2024-09-30`, `12-31`. `whole` is the text with its year.
pub(super) fn dated(whole: &str, text: &str, by: Resolver<'_>, before: bool) -> Option<Found> {
    if let Some((month, rest)) = text.split_once('月') {
        return of_month(month.parse().ok()?, rest, by, before);
    }
    if is_part_of_month(text) {
        return Some(Err(DueError::NoMonth));
    }
    let parts: Vec<&str> = whole.split(['-', '/', '.']).collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let year = |part: &str| part.parse::<i32>().ok().filter(|_| part.len() == 4);
    let said = |year| Resolver { said: Some(year), ..by };
    match parts.as_slice() {
        [y, m, d] => Some(said(year(y)?).day(number(m)?, number(d.trim_end_matches(['日', '号']))?)),
        [y, m] if y.len() == 4 && m.len() <= 2 => Some(said(year(y)?).month_end(number(m)?)),
        [m, d] if m.len() <= 2 && d.len() <= 2 => Some(by.day(number(m)?, number(d)?)),
        [all] if all.len() == 8 && all.is_ascii() => {
            Some(said(year(&all[..4])?).day(number(&all[4..6])?, number(&all[6..])?))
        }
        _ => None,
    }
}

/// `上旬`, `中下旬`: of which month?
pub(super) fn is_part_of_month(text: &str) -> bool {
    ["上旬", "中旬", "下旬", "中下旬", "上中旬", "月初"].contains(&text)
}

/// What stands after the month.
fn of_month(month: u32, rest: &str, by: Resolver<'_>, before: bool) -> Option<Found> {
    if !(1..=12).contains(&month) {
        return Some(Err(DueError::NoSuchMonth(month)));
    }
    let rest = rest.strip_prefix('份').unwrap_or(rest);
    Some(match rest {
        // No day is named: `10月前` is before the month begins.
        "" if before => by.day(month, 1).map(|first| first - Days::new(1)),
        "" | "底" | "末" | "内" | "下旬" | "中下旬" | "中、下旬" | "全月" | "月底" | "月末" => {
            by.month_end(month)
        }
        "初" => by.day(month, 5),
        "上旬" => by.day(month, 10),
        "中" => by.day(month, 15),
        "中旬" | "上中旬" | "上、中旬" => by.day(month, 20),
        _ => {
            let (number, more) = rest.split_once(['日', '号']).unwrap_or((rest, ""));
            let day = by.day(month, number.parse().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))?);
            return of_day(day, more, by, before);
        }
    })
}

/// What stands after the day: `17时` and `下班` say nothing about it; before midnight is the day before; and `9月10日教师节前`
/// is before the festival, if it falls on that day.
fn of_day(day: Found, more: &str, by: Resolver<'_>, before: bool) -> Option<Found> {
    let Ok(named) = day else { return Some(day) };
    let eve = || named.pred_opt().ok_or(DueError::Unknown);
    if ["0时", "0点", "零时", "零点", "0:00", "00:00", "凌晨"].contains(&more) {
        return Some(if before { eve() } else { day });
    }
    let clock = more.contains(':') && more.chars().all(|c| c.is_ascii_digit() || c == ':');
    let hour = more.ends_with(['点', '时', '午', '晚', '分']) || more.ends_with("下班") || more.ends_with("晚上");
    if more.is_empty() || clock || hour || ["当日", "当天", "全天"].contains(&more) {
        return Some(day);
    }
    if let Some(weekday) = day_of_week(more) {
        // `6月30日星期日` is that day only if it is a Sunday.
        return (named.weekday().num_days_from_monday() == weekday).then_some(day);
    }
    let by = Resolver { said: Some(named.year()), ..by };
    let is = |name: &str| named_day(name, by, false) == Some(Ok(named));
    let is_that_day = is(more) || (more == "开学" && (is("秋季开学") || is("春季开学")));
    is_that_day.then(|| if before { eve() } else { day })
}

/// `2024.3`, `3.1`, `2024.3.1` at an end of a span, with the words for signs.
pub(super) fn dotted(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('.').collect();
    let is_number = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [y, m] if is_year(y) && is_number(m) => Some(format!("{y}年{m}月")),
        [y, m, d] if is_year(y) && is_number(m) && is_number(d) => Some(format!("{y}年{m}月{d}日")),
        [m, d] if is_number(m) && is_number(d) => Some(format!("{m}月{d}日")),
        _ => None,
    }
}

/// The first day that a phrase such as `3月` or `3月10日` means at the beginning of a span.
pub(super) fn beginning(text: &str, by: Resolver<'_>) -> Option<Found> {
    let (month, rest) = text.split_once('月')?;
    let month: u32 = month.parse().ok()?;
    let rest = rest.strip_suffix('起').unwrap_or(rest);
    Some(match rest {
        "" | "份" | "初" | "上旬" => by.day(month, 1),
        "中旬" => by.day(month, 11),
        "中" => by.day(month, 15),
        "下旬" | "底" | "末" => by.day(month, 21),
        _ => by.day(month, rest.trim_end_matches(['日', '号']).parse().ok()?),
    })
}
