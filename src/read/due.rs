//! Dates as people write them: `6月底前`, `10月中旬`, `+2周`, `秋季开学前`, `2024-09-30`.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};

use super::folded;
use crate::plan::Calendar;

/// Why a phrase gives no due date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueError {
    /// Nothing was typed.
    Empty,
    /// The month does not exist: `13月底前`.
    NoSuchMonth(u32),
    /// The day does not exist: `2024-02-30`.
    NoSuchDay(i32, u32, u32),
    /// A report window such as `1-6月` or `截至6月底`, not a due date.
    Window,
    /// Not understood.
    Unknown,
}

/// The last day in time that `phrase` names. `today` is for phrases counted from now, the calendar for dates without a
/// year.
pub fn parse_due(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Result<NaiveDate, DueError> {
    let text = prepared(phrase)?;
    relative(&text, today, calendar).unwrap_or_else(|| fixed(&text, today, calendar))
}

/// The same in a document: nobody knows what `两周内` there was counted from, so that such phrases are not understood.
pub fn parse_written_due(phrase: &str, calendar: &Calendar<'_>) -> Result<NaiveDate, DueError> {
    let text = prepared(phrase)?;
    let first = calendar.period.first();
    if relative(&text, first, calendar).is_some() { Err(DueError::Unknown) } else { fixed(&text, first, calendar) }
}

/// The day that `phrase` names for something to be done: said in December, `1月10日` and `春节前` are next year's.
pub fn parse_coming_due(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Result<NaiveDate, DueError> {
    /// What is named without a year and lies further off is a slip, not the next year.
    const WITHIN: i64 = 200;
    let found = parse_due(phrase, today, calendar)?;
    let is_near = |day: &NaiveDate| (0..=WITHIN).contains(&(*day - today).num_days());
    let following = Calendar { period: calendar.period.following(), ..*calendar };
    let next = || parse_due(phrase, today, &following).ok().filter(is_near);
    Ok(if found < today { next().unwrap_or(found) } else { found })
}

/// The day that `phrase` names for somebody who looks back: `10号` and `周一` are the last such days.
pub fn parse_past_day(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Result<NaiveDate, DueError> {
    let found = parse_due(phrase, today, calendar)?;
    let text = prepared(phrase)?;
    let comes_again = weekday(&text, today).is_some() || of_month(&text, today, calendar).is_some();
    if found <= today || !comes_again {
        return Ok(found);
    }
    let earlier = [today.checked_sub_days(Days::new(7)), today.checked_sub_months(Months::new(1))];
    let passed = |base: NaiveDate| parse_due(phrase, base, calendar).ok().filter(|day| *day <= today);
    Ok(earlier.into_iter().flatten().find_map(passed).unwrap_or(found))
}

/// A phrase without what says nothing about the day.
fn prepared(phrase: &str) -> Result<String, DueError> {
    let text: String = folded(phrase).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches(['。', ',', '.', ';']);
    let text = arabic_months(text.strip_suffix("完成").unwrap_or(text));
    if text.is_empty() {
        return Err(DueError::Empty);
    }
    if text.starts_with("截至") || text.starts_with("截止") || is_window(&text) {
        return Err(DueError::Window);
    }
    Ok(text)
}

/// A day that does not depend on when it is said, but for `今年` and `明年`.
fn fixed(text: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Found {
    let (text, before) = without_before(text).map_or((text, false), |rest| (rest, true));
    let (year, rest) = leading_year(text, today, calendar, before);
    let year = Year { said: year, calendar };
    named_day(rest, year).or_else(|| numeric(text, rest, year, before)).unwrap_or(Err(DueError::Unknown))
}

/// The year of a date: as it was said, else as the period has it.
#[derive(Clone, Copy)]
struct Year<'a> {
    said: Option<i32>,
    calendar: &'a Calendar<'a>,
}

impl Year<'_> {
    fn of(self, month: u32, day: u32) -> i32 {
        self.said.unwrap_or_else(|| self.calendar.period.year_of(month, day, None))
    }

    fn last_day(self) -> Found {
        self.said.map_or(Ok(self.calendar.period.last()), |year| day(year, 12, 31))
    }
}

type Found = Result<NaiveDate, DueError>;

fn day(year: i32, month: u32, day: u32) -> Found {
    if !(1..=12).contains(&month) {
        return Err(DueError::NoSuchMonth(month));
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DueError::NoSuchDay(year, month, day))
}

fn month_end(year: i32, month: u32) -> Found {
    let first = day(year, month, 1)?;
    Ok(first + Months::new(1) - Days::new(1))
}

/// `十二月` becomes `12月`, so that one rule serves both.
fn arabic_months(text: &str) -> String {
    const MONTHS: [(&str, &str); 12] = [
        ("十二月", "12月"),
        ("十一月", "11月"),
        ("十月", "10月"),
        ("一月", "1月"),
        ("二月", "2月"),
        ("三月", "3月"),
        ("四月", "4月"),
        ("五月", "5月"),
        ("六月", "6月"),
        ("七月", "7月"),
        ("八月", "8月"),
        ("九月", "9月"),
    ];
    MONTHS.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// `1-6月`, `1至6月`: a stretch of months.
fn is_window(text: &str) -> bool {
    let Some(head) = text.split('月').next().filter(|head| head.len() < text.len()) else { return false };
    let mut parts = head.split(['-', '~', '至', '—', '到']);
    let is_month = |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    matches!((parts.next(), parts.next(), parts.next()), (Some(a), Some(b), None) if is_month(a) && is_month(b))
}

/// `+2周`, `明天`, `本月底`.
fn relative(text: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Option<Found> {
    if let Some(rest) = text.strip_prefix('+') {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let count: u32 = rest[..digits].parse().ok()?;
        let found = match &rest[digits..] {
            "" | "天" | "日" | "d" => today.checked_add_days(Days::new(count.into())),
            "周" | "星期" | "礼拜" | "w" => today.checked_add_days(Days::new(u64::from(count) * 7)),
            "月" | "个月" | "m" => today.checked_add_months(Months::new(count)),
            "年" | "y" => today.checked_add_months(Months::new(count.checked_mul(12)?)),
            _ => return None,
        };
        return Some(found.filter(|day| day.year() < 10_000).ok_or(DueError::Unknown));
    }
    if let Some(found) = within(text, today, calendar).or_else(|| weekday(text, today)) {
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
        "本月" | "本月底" | "月底" | "本月内" | "月内" | "当月" => month_end(today.year(), today.month()),
        "下月" | "下月底" | "下个月底" | "下月内" | "下个月" => month_end(next.year(), next.month()),
        "上月" | "上月底" | "上个月底" | "上个月" => month_end(last.year(), last.month()),
        "半个月" | "半个月内" | "半月内" => Ok(today + Days::new(15)),
        _ => return of_month(text, today, calendar),
    })
}

/// `本月25日`, `下月初`, `上月10日`, `25号前`: a day of this month or a neighbour.
fn of_month(text: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Option<Found> {
    let of = |first: NaiveDate, rest: &str| {
        let before = without_before(rest);
        numeric(
            "",
            &format!("{}月{}", first.month(), before.unwrap_or(rest)),
            Year { said: Some(first.year()), calendar },
            before.is_some(),
        )
    };
    let (next, last) = (today.checked_add_months(Months::new(1))?, today.checked_sub_months(Months::new(1))?);
    for (word, month) in [("本月", today), ("下个月", next), ("下月", next), ("上个月", last), ("上月", last)]
    {
        if let Some(rest) = text.strip_prefix(word).filter(|rest| !rest.is_empty()) {
            return of(month, rest);
        }
    }
    // A day that is over this month is one of the next.
    let before = without_before(text);
    let number: u32 = before.unwrap_or(text).strip_suffix(['号', '日'])?.parse().ok()?;
    let is_over = number < today.day();
    of(if is_over { next } else { today }, text)
}

/// A phrase without the 前 at its end; `None` where there is none.
fn without_before(text: &str) -> Option<&str> {
    text.strip_suffix("之前").or_else(|| text.strip_suffix("以前")).or_else(|| text.strip_suffix('前'))
}

/// `两周内`, `10日内`, `一个月内`.
fn within(text: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Option<Found> {
    let rest = without_before(text).unwrap_or(text);
    let inside = rest.strip_suffix("之内").or_else(|| rest.strip_suffix('内'));
    // `两周` says the same; `30日` is a day of the month.
    let bare = || Some(rest).filter(|rest| ["周", "个月", "星期"].iter().any(|unit| rest.ends_with(unit)));
    let rest = inside.or_else(bare)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (count, unit) = if digits > 0 {
        (rest[..digits].parse::<u32>().ok()?, &rest[digits..])
    } else {
        let first = rest.chars().next()?;
        let count = "一二三四五六七八九十".chars().position(|c| c == first).map(|at| at as u32 + 1);
        (count.or((first == '两').then_some(2))?, &rest[first.len_utf8()..])
    };
    // `3月内` is March, `3个月内` three months.
    if unit == "月" || unit.is_empty() { None } else { relative(&format!("+{count}{unit}"), today, calendar) }
}

/// `周五前`, `本周五`, `下周三前`: a day of this week or the next, that day included.
fn weekday(text: &str, today: NaiveDate) -> Option<Found> {
    let text = without_before(text).unwrap_or(text);
    let of_week = |prefix: char, weeks: i64| text.strip_prefix(prefix).map(|rest| (Some(weeks), rest));
    let named = of_week('下', 1).or_else(|| of_week('本', 0)).or_else(|| of_week('上', -1));
    let (weeks, rest) = named.unwrap_or((None, text));
    let rest = rest.strip_prefix("星期").or_else(|| rest.strip_prefix('周'))?;
    let day = match rest {
        "" | "内" | "末" | "日" | "天" => 6,
        rest => "一二三四五六".chars().position(|c| rest == c.to_string())?,
    };
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let this = monday + Days::new(day as u64);
    // Said on a Saturday, Friday is the next one.
    let weeks = weeks.unwrap_or(i64::from(this < today));
    Some(Ok(this + TimeDelta::days(weeks * 7)))
}

/// Takes a leading `2024年`, `今年`, `明年` off. `2025年前` is over when 2024 is.
fn leading_year<'t>(text: &'t str, today: NaiveDate, calendar: &Calendar<'_>, before: bool) -> (Option<i32>, &'t str) {
    let of = |value: i32, rest| (Some(value - i32::from(before && str::is_empty(rest))), end_of_year(rest));
    for (word, value) in [("今年", today.year()), ("明年", today.year() + 1), ("本年", calendar.period.main_year())]
    {
        if let Some(rest) = text.strip_prefix(word) {
            return of(value, rest);
        }
    }
    let Some((head, rest)) = text.split_once('年') else { return (None, text) };
    match head.parse() {
        Ok(value) if head.len() == 4 => of(value, rest),
        _ => (None, text),
    }
}

/// What follows a year that is named: `2024年`, `2024年底`, `2024年内` are the same.
fn end_of_year(rest: &str) -> &str {
    if ["", "底", "末", "内", "终"].contains(&rest) { "年底" } else { rest }
}

/// Phrases with a fixed day in the year.
fn named_day(text: &str, year: Year<'_>) -> Option<Found> {
    if let Some(count) = text.strip_prefix('第').and_then(|rest| rest.strip_suffix("个教师节")) {
        // The first Teachers' Day was 1985-09-10.
        let count: i32 = count.parse().ok().filter(|n| (1..1000).contains(n))?;
        return Some(day(1984 + count, 9, 10));
    }
    let quarter = text.trim_start_matches('第').trim_end_matches('末').trim_end_matches('底');
    Some(match quarter {
        "一季度" | "1季度" => day(year.of(3, 31), 3, 31),
        "二季度" | "2季度" => day(year.of(6, 30), 6, 30),
        "三季度" | "3季度" => day(year.of(9, 30), 9, 30),
        "四季度" | "4季度" => day(year.of(12, 31), 12, 31),
        _ => match text {
            "年底" | "年末" | "年内" | "全年" | "下半年" | "年度内" => year.last_day(),
            "上半年" | "年中" | "春季学期" | "春学期" | "暑假" | "暑期" => day(year.of(6, 30), 6, 30),
            "秋季学期" | "秋学期" => day(year.of(9, 1) + 1, 1, 31),
            "秋季开学" | "秋季学期开学" | "暑假结束" => day(year.of(8, 31), 8, 31),
            "春季开学" | "春季学期开学" => day(year.of(2, 15), 2, 15),
            "教师节" => day(year.of(9, 10), 9, 10),
            "国庆" | "国庆节" => day(year.of(9, 30), 9, 30),
            "春节" => day(year.of(1, 31), 1, 31),
            "高考" => day(year.of(6, 6), 6, 6),
            _ => return None,
        },
    })
}

/// `6月底`, `10月中旬`, `9月1日`, `2024-09-30`, `12-31`.
fn numeric(whole: &str, text: &str, year: Year<'_>, before: bool) -> Option<Found> {
    if let Some((month, rest)) = text.split_once('月') {
        let month: u32 = month.parse().ok()?;
        if !(1..=12).contains(&month) {
            return Some(Err(DueError::NoSuchMonth(month)));
        }
        let end = year.of(month, 31);
        return Some(match rest {
            "" if before => day(year.of(month, 1), month, 1).map(|first| first - Days::new(1)),
            "" | "底" | "末" | "内" | "下旬" | "份" | "份内" => month_end(end, month),
            "初" => day(year.of(month, 5), month, 5),
            "上旬" => day(year.of(month, 10), month, 10),
            "中旬" => day(year.of(month, 20), month, 20),
            "中" => day(year.of(month, 15), month, 15),
            _ => {
                let number: u32 = rest.trim_end_matches(['日', '号']).parse().ok()?;
                // `9月1日前` includes that day.
                day(year.of(month, number), month, number)
            }
        });
    }
    let parts: Vec<&str> = whole.split(['-', '/', '.']).collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    match parts.as_slice() {
        [y, m, d] if y.len() == 4 => Some(day(y.parse().ok()?, number(m)?, number(d)?)),
        [m, d] if m.len() <= 2 && d.len() <= 2 => Some(day(year.of(number(m)?, number(d)?), number(m)?, number(d)?)),
        [all] if all.len() == 8 && all.is_ascii() => {
            Some(day(all[..4].parse().ok()?, number(&all[4..6])?, number(&all[6..])?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Period, SchoolCalendar};
    use proptest::prelude::*;

    fn calendar_2024() -> Calendar<'static> {
        static SCHOOL: std::sync::LazyLock<SchoolCalendar> = std::sync::LazyLock::new(SchoolCalendar::default);
        Calendar { period: Period::of_year(2024).expect("a period"), school: &SCHOOL }
    }

    fn due(phrase: &str) -> Result<String, DueError> {
        let today = NaiveDate::from_ymd_opt(2024, 5, 15).expect("a date");
        parse_due(phrase, today, &calendar_2024()).map(|day| day.to_string())
    }

    #[test]
    fn who_looks_back_means_the_last_such_day() {
        let past = |phrase| {
            let today = NaiveDate::from_ymd_opt(2024, 6, 20).expect("a date");
            parse_past_day(phrase, today, &calendar_2024()).map(|day| day.to_string())
        };
        for (phrase, expected) in [
            ("10号", "2024-06-10"),
            ("25号", "2024-05-25"),
            ("周一", "2024-06-17"),
            ("周五", "2024-06-14"),
            ("周四", "2024-06-20"),
            ("上周", "2024-06-16"),
            ("6月1日", "2024-06-01"),
            ("6月底", "2024-06-30"),
            ("+2周", "2024-07-04"),
        ] {
            assert_eq!(past(phrase).as_deref(), Ok(expected), "{phrase}");
        }
    }

    #[test]
    fn what_is_to_be_done_after_the_turn_of_the_year_is_in_the_next() {
        let coming = |phrase, today: (i32, u32, u32)| {
            let today = NaiveDate::from_ymd_opt(today.0, today.1, today.2).expect("a date");
            parse_coming_due(phrase, today, &calendar_2024()).map(|day| day.to_string())
        };
        for phrase in ["1月10日", "01-10"] {
            assert_eq!(coming(phrase, (2024, 12, 20)).as_deref(), Ok("2025-01-10"), "{phrase}");
        }
        assert_eq!(coming("1月底前", (2024, 12, 20)).as_deref(), Ok("2025-01-31"));
        assert_eq!(coming("2024-01-10", (2024, 12, 20)).as_deref(), Ok("2024-01-10"), "the year was said");
        assert_eq!(coming("6月底前", (2024, 7, 5)).as_deref(), Ok("2024-06-30"), "that is a slip");
        assert_eq!(coming("年底前", (2024, 7, 5)).as_deref(), Ok("2024-12-31"));
    }

    #[test]
    fn a_document_is_not_counted_from_any_day() {
        let written = |phrase| parse_written_due(phrase, &calendar_2024()).map(|day| day.to_string());
        for phrase in ["25日前", "半个月内", "两周内", "下周五前", "月底前", "+3天"] {
            assert_eq!(written(phrase), Err(DueError::Unknown), "{phrase}");
        }
        assert_eq!(written("6月底前").as_deref(), Ok("2024-06-30"));
        assert_eq!(written("今年年底").as_deref(), Ok("2024-12-31"));
    }

    #[test]
    fn phrases_of_the_trade() {
        for (phrase, expected) in [
            ("6月底前", "2024-06-30"),
            ("年底前", "2024-12-31"),
            ("2024年底前", "2024-12-31"),
            ("2025年末", "2025-12-31"),
            ("今年底", "2024-12-31"),
            ("明年底前", "2025-12-31"),
            ("明年年底", "2025-12-31"),
            ("上半年", "2024-06-30"),
            ("本月内", "2024-05-31"),
            ("本月25日", "2024-05-25"),
            ("本月25日前", "2024-05-25"),
            ("25号", "2024-05-25"),
            ("10号前", "2024-06-10"),
            ("下月初", "2024-06-05"),
            ("下月10日", "2024-06-10"),
            ("半个月内", "2024-05-30"),
            ("半个月", "2024-05-30"),
            ("月底之前", "2024-05-31"),
            ("本月底以前", "2024-05-31"),
            ("15号前", "2024-05-15"),
            ("15号", "2024-05-15"),
            ("2025年前", "2024-12-31"),
            ("2025年底前", "2025-12-31"),
            ("上月底", "2024-04-30"),
            ("上周五", "2024-05-10"),
            ("昨天", "2024-05-14"),
            ("周五之前", "2024-05-17"),
            ("下周五以前", "2024-05-24"),
            ("一季度", "2024-03-31"),
            ("10月中旬", "2024-10-20"),
            ("10月下旬", "2024-10-31"),
            ("9月1日前", "2024-09-01"),
            ("6月30日前", "2024-06-30"),
            ("12月31日之前", "2024-12-31"),
            ("20240930前", "2024-09-30"),
            ("2024-09-30以前", "2024-09-30"),
            ("2024.9.30前", "2024-09-30"),
            ("9-30前", "2024-09-30"),
            ("2024年12月31日", "2024-12-31"),
            ("+2周", "2024-05-29"),
            ("12-31", "2024-12-31"),
            ("春季学期", "2024-06-30"),
            ("秋季开学前", "2024-08-31"),
            ("第40个教师节", "2024-09-10"),
            ("２０２４年６月底", "2024-06-30"),
            ("十二月底前", "2024-12-31"),
            ("2024/9/30", "2024-09-30"),
            ("2025年6月底前", "2025-06-30"),
            ("6月30日", "2024-06-30"),
            ("明年3月底", "2025-03-31"),
            ("20240930", "2024-09-30"),
            ("2月底", "2024-02-29"),
            ("本月底", "2024-05-31"),
            ("第三季度末", "2024-09-30"),
            ("两周内", "2024-05-29"),
            ("两周", "2024-05-29"),
            ("3个月", "2024-08-15"),
            ("10日内", "2024-05-25"),
            ("三个月内", "2024-08-15"),
            ("本周五", "2024-05-17"),
            ("周一", "2024-05-20"),
            ("下周三前", "2024-05-22"),
            ("年内", "2024-12-31"),
            ("年底前完成", "2024-12-31"),
            ("6月底前完成。", "2024-06-30"),
            ("2024-09-01前", "2024-09-01"),
        ] {
            assert_eq!(due(phrase).as_deref(), Ok(expected), "{phrase}");
        }
    }

    #[test]
    fn what_is_no_due_date_says_why() {
        assert_eq!(due("13月底前"), Err(DueError::NoSuchMonth(13)));
        assert_eq!(due("2024-02-30"), Err(DueError::NoSuchDay(2024, 2, 30)));
        assert_eq!(due("1-6月"), Err(DueError::Window));
        assert_eq!(due("截至6月底"), Err(DueError::Window));
        assert_eq!(due(""), Err(DueError::Empty));
        for phrase in ["2023年度民办学校年检", "第二批", "“六百工程”", "1+X", "《…(2021—2023年)》", "+99999999999天"]
        {
            assert_eq!(due(phrase), Err(DueError::Unknown), "{phrase}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_an_answer(text in "\\PC{0,20}", number in "[+]?[0-9]{1,9}(年|月|日|周|个月|-|/){1,3}[0-9]{0,9}前?") {
            let _ = due(&text);
            let _ = due(&number);
        }
    }
}
