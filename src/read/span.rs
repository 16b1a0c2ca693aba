//! The span of time that a document names for itself: `2024年`, `2024—2025学年第一学期`, `2024年秋季学期`, `2024—2026年`.

use super::shadow::folded;
use crate::plan::{Period, PeriodError};

/// The periods that a text names, in order. A whole date such as `2024年3月1日` names none: that is when something was
/// signed.
pub(super) fn periods_in(text: &str) -> Vec<Period> {
    let chars: Vec<char> = folded(text).chars().filter(|c| !c.is_whitespace()).collect();
    let chars = with_digits(chars);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match period_at(&chars, at) {
            Some((period, end)) => {
                found.extend(period);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The span that somebody types: as the program writes it, else in the words of papers.
pub fn period_typed(text: &str) -> Result<Period, PeriodError> {
    text.parse::<Period>().and_then(Period::of_a_plan).or_else(|error| {
        let whole = if text.ends_with(['年', '期', '度']) { text.to_owned() } else { format!("{text}年") };
        match periods_in(&whole).as_slice() {
            [one] => Ok(*one),
            _ => Err(error),
        }
    })
}

/// `二〇二四年` as `2024年`.
fn with_digits(mut chars: Vec<char>) -> Vec<char> {
    let digit = |c: char| match c {
        '〇' | '○' | '零' | 'O' => Some('0'),
        c => "一二三四五六七八九".chars().position(|d| d == c).and_then(|at| char::from_digit(at as u32 + 1, 10)),
    };
    for at in 0..chars.len().saturating_sub(4) {
        let year: Vec<char> = chars[at..at + 4].iter().filter_map(|c| digit(*c)).collect();
        if year.len() == 4 && chars[at + 4] == '年' {
            chars[at..at + 4].copy_from_slice(&year);
        }
    }
    chars
}

/// Four digits that are a year, not a part of a longer number.
fn year_at(chars: &[char], at: usize) -> Option<i32> {
    let digits = chars.get(at..at + 4)?;
    let alone = (at == 0 || !chars[at - 1].is_ascii_digit()) && !chars.get(at + 4).is_some_and(char::is_ascii_digit);
    let year: i32 = digits.iter().collect::<String>().parse().ok()?;
    (alone && digits.iter().all(char::is_ascii_digit) && (1990..2100).contains(&year)).then_some(year)
}

fn is_dash(c: char) -> bool {
    ['-', '—', '–', '~', '/', '至', '到'].contains(&c)
}

/// What begins at `at` with a year, and where it ends; no period where it is a date or a year by the way.
fn period_at(chars: &[char], at: usize) -> Option<(Option<Period>, usize)> {
    let year = year_at(chars, at)?;
    let mut end = at + 4;
    let says = |at: usize, word: &str| word.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c));
    let mut last = None;
    if chars.get(end).is_some_and(|c| is_dash(*c)) {
        // A dash of two characters is one.
        let next = (end..chars.len()).find(|at| !is_dash(chars[*at]))?;
        if let Some(second) = year_at(chars, next) {
            last = Some(second);
            end = next + 4;
        }
    }
    let of_plan = |period: Result<Period, PeriodError>| period.and_then(Period::of_a_plan).ok();
    // `2024年至2025年`.
    if last.is_none() && says(end, "年") && chars.get(end + 1).is_some_and(|c| is_dash(*c)) {
        let next = (end + 1..chars.len()).find(|at| !is_dash(chars[*at]))?;
        if let Some(second) = year_at(chars, next).filter(|_| says(next + 4, "年")) {
            last = Some(second);
            end = next + 4;
        }
    }
    // `2024—2025年度第一学期` is a term of a school year, whatever stands between.
    if last.is_none_or(|last| last == year + 1) {
        let between = ["学年度", "学年", "年度", "年", "度", ""];
        let between = between.into_iter().find(|word| says(end, word)).unwrap_or_default();
        let rest = end + between.chars().count();
        let is_school_year = between.starts_with("学年");
        match term_of_school_year(year, &chars[rest..]) {
            Some(term) if is_school_year || last.is_some() => return Some((of_plan(term), rest)),
            // `2024年第一学期` may be of either school year, `2024年秋季学期` and `2024年春季学期` are not.
            Some(_) if !says(rest, "秋") && !says(rest, "春") && !between.is_empty() => return Some((None, rest)),
            Some(_) | None => {}
        }
        if is_school_year || (last.is_some() && between == "年度") {
            return Some((of_plan(Period::of_school_year(year)), rest));
        }
    }
    if says(end, "学年") {
        return Some((of_plan(Period::of_years(year, last.unwrap_or(year))), end + 2));
    }
    if !says(end, "年") {
        return Some((None, end));
    }
    end += 1;
    if let Some(last) = last {
        return Some((of_plan(Period::of_years(year, last)), end));
    }
    if chars.get(end).is_some_and(char::is_ascii_digit) {
        return Some((months_at(chars, end).and_then(|(first, last)| of_plan(of_stretch(year, first, last))), end));
    }
    let part = [
        ("秋季", 9, 5),
        ("春季", 2, 6),
        ("上半年", 1, 6),
        ("下半年", 7, 6),
        ("第一季度", 1, 3),
        ("第二季度", 4, 3),
        ("第三季度", 7, 3),
        ("第四季度", 10, 3),
    ];
    let part = part.into_iter().find(|(word, ..)| says(end, word) || (says(end, "度") && says(end + 1, word)));
    let period = match part {
        Some((_, month, months)) => Period::of_months(year, month, months),
        None => Period::of_year(year),
    };
    Some((period.ok(), end))
}

/// `3月份`, `1—6月` after a year; a month with a day is a date.
fn months_at(chars: &[char], at: usize) -> Option<(u32, u32)> {
    let number = |at: usize| {
        let digits: String = chars.get(at..)?.iter().take(3).take_while(|c| c.is_ascii_digit()).collect();
        Some((digits.parse().ok().filter(|month| (1..=12).contains(month))?, at + digits.len()))
    };
    let (first, mut end): (u32, usize) = number(at)?;
    let mut last = first;
    if chars.get(end) == Some(&'月') && chars.get(end + 1).is_some_and(|c| is_dash(*c)) {
        end += 1;
    }
    if chars.get(end).is_some_and(|c| is_dash(*c)) {
        let next = (end..chars.len()).find(|at| !is_dash(chars[*at]))?;
        (last, end) = number(next)?;
    }
    let is_month = chars.get(end) == Some(&'月') && !chars.get(end + 1).is_some_and(char::is_ascii_digit);
    (is_month && first <= last).then_some((first, last))
}

fn of_stretch(year: i32, first: u32, last: u32) -> Result<Period, PeriodError> {
    Period::of_months(year, first, last - first + 1)
}

/// `第一学期`, `下学期` of the school year that begins in `year`.
fn term_of_school_year(year: i32, rest: &[char]) -> Option<Result<Period, PeriodError>> {
    let rest: String = rest.iter().take(8).collect();
    let begins = |words: [&str; 3]| words.iter().any(|word| rest.starts_with(word));
    if begins(["第一学期", "上学期", "秋季"]) {
        Some(Period::of_months(year, 9, 5))
    } else if begins(["第二学期", "下学期", "春季"]) {
        Some(Period::of_months(year + 1, 2, 6))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_years_school_years_and_terms() {
        for (title, expected) in [
            ("六安市教育局2024年工作要点", "2024"),
            ("某市教育局２０２５ 年工作要点", "2025"),
            ("2024年度重点工作任务清单", "2024"),
            ("某校2024-2025学年工作计划", "2024-2025"),
            ("某校2024—2025学年度工作计划", "2024-2025"),
            ("某校2024——2025学年度第一学期工作计划", "2024-09-01..2025-01-31"),
            ("某校2024～2025学年第二学期工作计划", "2025-02-01..2025-07-31"),
            ("2024学年工作要点", "2024-2025"),
            ("2025年春季学期教学工作安排", "2025-02-01..2025-07-31"),
            ("2024年下半年工作安排", "2024-07-01..2024-12-31"),
            ("教育振兴行动计划(2024—2026年)", "2024-01-01..2026-12-31"),
            ("2024—2025年度第一学期工作计划", "2024-09-01..2025-01-31"),
            ("2024-2025年度第二学期工作计划", "2025-02-01..2025-07-31"),
            ("2024-2025学年度第一学期工作计划", "2024-09-01..2025-01-31"),
            ("2024—2025第一学期工作计划", "2024-09-01..2025-01-31"),
            ("2024/2025学年上学期工作计划", "2024-09-01..2025-01-31"),
            ("2024-2025年度工作计划", "2024-2025"),
            ("某县三年行动2024年至2026年工作要点", "2024-01-01..2026-12-31"),
            ("2024年春季学期工作要点", "2024-02-01..2024-07-31"),
            ("2024年秋季开学工作安排", "2024-09-01..2025-01-31"),
            ("二〇二四年工作要点", "2024"),
            ("二○二四年工作要点", "2024"),
        ] {
            let found: Vec<String> = periods_in(title).iter().map(ToString::to_string).collect();
            assert_eq!(found, [expected], "{title}");
        }
        for none in [
            "2024年第一学期工作要点",
            "教育发展规划(2021—2030年)",
            "六教〔2023〕1号",
            "(2023年3月1日)",
            "皖公网安备34150102000138号",
            "2024人",
            "工作要点",
        ] {
            assert_eq!(periods_in(none), [], "{none}");
        }
    }
}
