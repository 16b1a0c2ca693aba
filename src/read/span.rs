//! The span of time that a document names for itself: `2024年`, `2024—2025学年第一学期`, `2024年秋季学期`, `2024—2026年`.

use super::shadow::folded;
use crate::plan::Period;

/// The periods that a text names, in order. A whole date such as `2024年3月1日` names none: that is when something was
/// signed.
pub(super) fn periods_in(text: &str) -> Vec<Period> {
    let chars: Vec<char> = folded(text).chars().filter(|c| !c.is_whitespace()).collect();
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

/// Four digits that are a year, not a part of a longer number.
fn year_at(chars: &[char], at: usize) -> Option<i32> {
    let digits = chars.get(at..at + 4)?;
    let alone = (at == 0 || !chars[at - 1].is_ascii_digit()) && !chars.get(at + 4).is_some_and(char::is_ascii_digit);
    let year: i32 = digits.iter().collect::<String>().parse().ok()?;
    (alone && digits.iter().all(char::is_ascii_digit) && (1990..2100).contains(&year)).then_some(year)
}

/// What begins at `at` with a year, and where it ends; no period where it is a date or a year by the way.
fn period_at(chars: &[char], at: usize) -> Option<(Option<Period>, usize)> {
    let year = year_at(chars, at)?;
    let mut end = at + 4;
    let says = |at: usize, word: &str| word.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c));
    let mut last = None;
    if chars.get(end).is_some_and(|c| ['-', '—', '–', '~', '至', '到'].contains(c)) {
        // A dash of two characters is one.
        let next = (end..chars.len()).find(|at| !['-', '—', '–', '~', '至', '到'].contains(&chars[*at]))?;
        if let Some(second) = year_at(chars, next) {
            last = Some(second);
            end = next + 4;
        }
    }
    if says(end, "学年") {
        let period = match last {
            Some(last) if last != year + 1 => Period::of_years(year, last),
            _ => term_of_school_year(year, &chars[end + 2..]).unwrap_or_else(|| Period::of_school_year(year)),
        };
        return Some((period.ok(), end + 2));
    }
    if !says(end, "年") {
        return Some((None, end));
    }
    end += 1;
    if let Some(last) = last {
        return Some((Period::of_years(year, last).ok(), end));
    }
    if chars.get(end).is_some_and(char::is_ascii_digit) {
        return Some((None, end));
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

/// `度第一学期`, `下学期` after `学年`.
fn term_of_school_year(year: i32, rest: &[char]) -> Option<Result<Period, crate::plan::PeriodError>> {
    let rest: String = rest.iter().take(8).collect();
    let rest = rest.strip_prefix('度').unwrap_or(&rest);
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
        ] {
            let found: Vec<String> = periods_in(title).iter().map(ToString::to_string).collect();
            assert_eq!(found, [expected], "{title}");
        }
        for none in ["六教〔2023〕1号", "(2023年3月1日)", "皖公网安备34150102000138号", "2024人", "工作要点"]
        {
            assert_eq!(periods_in(none), [], "{none}");
        }
    }
}
