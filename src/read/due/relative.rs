//! Days counted from the one on which they are said: `+2周`, `明天`, `下周五`, `25号`, `本月底`.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};

use super::dates::dated;
use super::meant::{DueError, Found};
use super::wording::{day_of_week, without_before};
use super::year::Resolver;
use crate::plan::{Calendar, month_end};

/// The day that is so far from `today`; `None` for what does not depend on the day on which it is said.
pub(super) fn relative(text: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Option<Found> {
    if let Some(rest) = text.strip_prefix('+') {
        return counted(rest, today);
    }
    if let Some(found) = within(text, today).or_else(|| weekday(text, today)) {
        return Some(found);
    }
    let (next, last) = (today.checked_add_months(Months::new(1))?, today.checked_sub_months(Months::new(1))?);
    // `月底前` is `月底`: the last day in time.
    Some(match without_before(text).unwrap_or(text) {
        "前天" => Ok(today - Days::new(2)),
        "昨天" | "昨日" | "yesterday" => Ok(today - Days::new(1)),
        "今天" | "今日" | "today" => Ok(today),
        "明天" | "明日" | "tomorrow" => Ok(today + Days::new(1)),
        "后天" => Ok(today + Days::new(2)),
        "本周" | "本周末" | "本周内" => {
            Ok(today + Days::new(u64::from(6 - today.weekday().num_days_from_monday())))
        }
        "本季度" | "本季度末" | "本季度内" | "本季" | "本季末" | "季末" | "季度末" => {
            quarter_end(today, 0)
        }
        "下季度" | "下季度末" | "下个季度" | "下季度内" => quarter_end(today, 1),
        "本月" | "本月底" | "月底" | "本月内" | "月内" | "当月" | "本月末" | "月末" => {
            Ok(month_end(today))
        }
        "下月" | "下月底" | "下个月底" | "下月内" | "下个月" | "下月末" => Ok(month_end(next)),
        "上月" | "上月底" | "上个月底" | "上个月" | "上月末" => Ok(month_end(last)),
        "半个月" | "半个月内" | "半月内" => Ok(today + Days::new(15)),
        "半年" | "半年内" => today.checked_add_months(Months::new(6)).ok_or(DueError::Unknown),
        _ => return of_month(text, today, calendar),
    })
}

/// The last day of this quarter of the year, or of one that comes later.
fn quarter_end(today: NaiveDate, later: u32) -> Found {
    let first = NaiveDate::from_ymd_opt(today.year(), today.month0() / 3 * 3 + 3, 1);
    first.and_then(|day| day.checked_add_months(Months::new(3 * later))).map(month_end).ok_or(DueError::Unknown)
}

/// `2周`, `10天`, `3个月`.
fn counted(rest: &str, today: NaiveDate) -> Option<Found> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let count: u32 = rest[..digits].parse().ok()?;
    let found = match &rest[digits..] {
        "" | "天" | "日" | "d" => today.checked_add_days(Days::new(count.into())),
        "周" | "星期" | "个星期" | "礼拜" | "w" => today.checked_add_days(Days::new(u64::from(count) * 7)),
        "月" | "个月" | "m" => today.checked_add_months(Months::new(count)),
        "年" | "y" => today.checked_add_months(Months::new(count.checked_mul(12)?)),
        _ => return None,
    };
    Some(found.filter(|day| day.year() < 10_000).ok_or(DueError::Unknown))
}

/// `2周内`, `10日内`, `1个月内`.
fn within(text: &str, today: NaiveDate) -> Option<Found> {
    let rest = without_before(text).unwrap_or(text);
    let inside = rest.strip_suffix("之内").or_else(|| rest.strip_suffix("以内")).or_else(|| rest.strip_suffix('内'));
    // `2周` says the same; `30日` is a day of the month.
    let bare = || Some(rest).filter(|rest| ["周", "个月", "星期"].iter().any(|unit| rest.ends_with(unit)));
    let rest = inside.or_else(bare)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    // `3月内` is March, `3个月内` three months, `2024年内` a year.
    let unit = &rest[digits..];
    if digits == 0 || unit == "月" || unit.is_empty() || (unit.starts_with('年') && digits > 2) {
        None
    } else {
        counted(rest, today)
    }
}

/// `周五前`, `本周五`, `下周三前`: a day of this week or the next, that day included.
fn weekday(text: &str, today: NaiveDate) -> Option<Found> {
    let text = without_before(text).unwrap_or(text);
    let hours = ["下班", "上午", "下午", "中午", "晚上", "晚"];
    let text = hours.iter().find_map(|hour| text.strip_suffix(hour)).unwrap_or(text);
    let of_week = |prefix: char, weeks: i64| text.strip_prefix(prefix).map(|rest| (Some(weeks), rest));
    let named = of_week('下', 1).or_else(|| of_week('本', 0)).or_else(|| of_week('上', -1));
    let (weeks, rest) = named.unwrap_or((None, text));
    let day = match rest {
        "周" | "周内" | "周末" => 6,
        rest => day_of_week(rest)?,
    };
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let this = monday + Days::new(u64::from(day));
    // Said on a Saturday, Friday is the next one.
    let weeks = weeks.unwrap_or(i64::from(this < today));
    Some(Ok(this + TimeDelta::days(weeks * 7)))
}

/// `本月25日`, `下月初`, `上月10日`, `25号前`: a day of this month or a neighbour.
fn of_month(text: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Option<Found> {
    let of = |first: NaiveDate, rest: &str| {
        let before = without_before(rest);
        let by = Resolver { said: Some(first.year()), today: Some(today), calendar };
        dated("", &format!("{}月{}", first.month(), before.unwrap_or(rest)), by, before.is_some())
    };
    let (next, last) = (today.checked_add_months(Months::new(1))?, today.checked_sub_months(Months::new(1))?);
    for (word, month) in
        [("本月", today), ("当月", today), ("下个月", next), ("下月", next), ("上个月", last), ("上月", last)]
    {
        if let Some(rest) = text.strip_prefix(word).filter(|rest| !rest.is_empty()) {
            return of(month, rest);
        }
    }
    let number = day_of_month(text)?;
    // A day that is over this month, or that this month does not have, is one of the next.
    let coming = (0..3).find_map(|months| day_in(today.checked_add_months(Months::new(months))?, number, today));
    Some(coming.ok_or(DueError::NoSuchDay(today.year(), today.month(), number)))
}

/// `25号`, `31日前`.
fn day_of_month(text: &str) -> Option<u32> {
    let number = without_before(text).unwrap_or(text).strip_suffix(['号', '日'])?;
    number.parse().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The day with that number in the month of `month`, unless it comes before `from`.
fn day_in(month: NaiveDate, number: u32, from: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(month.year(), month.month(), number).filter(|day| *day >= from)
}

/// For somebody who looks back: the last day of the week or the month that a phrase names and that is not ahead.
pub(super) fn last_such_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(number) = day_of_month(text) {
        let of = |months| today.checked_sub_months(Months::new(months));
        let such = |month: NaiveDate| NaiveDate::from_ymd_opt(month.year(), month.month(), number);
        return (0..12).filter_map(|months| such(of(months)?)).find(|day| *day <= today);
    }
    let found = weekday(text, today)?.ok()?;
    Some(if found > today && !text.starts_with(['下', '本']) { found - Days::new(7) } else { found })
}
