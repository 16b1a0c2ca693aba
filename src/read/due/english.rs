//! English phrases, said again as the Chinese ones that the rules know: `end of June` is `6月底`.

/// The same in Chinese; `None` for what is no English phrase. Blanks are out of the text already.
pub(super) fn in_chinese(text: &str) -> Option<String> {
    if !text.is_ascii() || !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let text = text.to_ascii_lowercase();
    let mut text = text.as_str();
    // Before what opens a phrase is left out: `ongoing` does not open with `on`.
    if let Some(found) = recurring(text) {
        return Some(found);
    }
    for opening in ["nolaterthan", "by", "before", "until", "till", "on", "the"] {
        text = text.strip_prefix(opening).unwrap_or(text);
    }
    recurring(text).or_else(|| counted(text)).or_else(|| week(text)).or_else(|| named(text)).or_else(|| date(text))
}

fn recurring(text: &str) -> Option<String> {
    let found = match text {
        "monthly" | "everymonth" | "eachmonth" => "每月",
        "quarterly" | "everyquarter" | "eachquarter" => "每季度",
        "everyterm" | "eachterm" | "termly" => "每学期",
        "yearly" | "annually" | "everyyear" | "eachyear" => "每年",
        "ongoing" | "continuous" | "continuously" => "常态化",
        _ => return None,
    };
    Some(found.to_owned())
}

/// `in 2 weeks`, `within 10 days`.
fn counted(text: &str) -> Option<String> {
    let rest = text.strip_prefix("within").or_else(|| text.strip_prefix("in")).unwrap_or(text);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let unit = match rest[digits..].trim_end_matches('s') {
        "day" => "天",
        "week" => "周",
        "month" => "个月",
        "year" => "年",
        _ => return None,
    };
    (digits > 0).then(|| format!("+{}{unit}", &rest[..digits]))
}

fn week(text: &str) -> Option<String> {
    const DAYS: [(&str, &str); 7] =
        [("mon", "一"), ("tue", "二"), ("wed", "三"), ("thu", "四"), ("fri", "五"), ("sat", "六"), ("sun", "日")];
    let (of, rest) = [("next", "下周"), ("this", "本周"), ("last", "上周")]
        .iter()
        .find_map(|(word, of)| text.strip_prefix(word).map(|rest| (*of, rest)))
        .unwrap_or(("周", text));
    let (short, name) = DAYS.iter().find(|(short, _)| rest.starts_with(short))?;
    let tail = &rest[short.len()..];
    ["", "day", "sday", "nesday", "rsday", "urday", "sday"].contains(&tail).then(|| format!("{of}{name}"))
}

fn named(text: &str) -> Option<String> {
    let found = match text {
        "endofyear" | "endofthisyear" | "yearend" | "year-end" => "年底",
        "endofmonth" | "endofthismonth" | "monthend" => "本月底",
        "endofnextmonth" | "nextmonth" => "下月底",
        "endofweek" | "endofthisweek" | "thisweek" => "本周",
        "endofterm" | "endofthisterm" => "本学期末",
        "endofschoolyear" => "学年末",
        "springterm" | "endofspringterm" => "春季学期",
        "autumnterm" | "endofautumnterm" => "秋季学期",
        "springfestival" => "春节前",
        "nationalday" => "国庆节前",
        "summerholiday" | "summerholidays" | "summerbreak" => "暑假前",
        "winterholiday" | "winterholidays" | "winterbreak" => "寒假前",
        "q1" | "endofq1" | "firstquarter" => "1季度",
        "q2" | "endofq2" | "secondquarter" => "2季度",
        "q3" | "endofq3" | "thirdquarter" => "3季度",
        "q4" | "endofq4" | "fourthquarter" => "4季度",
        "firsthalf" | "firsthalfoftheyear" | "midyear" => "上半年",
        _ => return None,
    };
    Some(found.to_owned())
}

/// `June 30`, `30 June 2025`, `end of June`, `mid-June`, `June 2025`.
fn date(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (part, rest) = [("endof", "底"), ("late", "底"), ("mid", "中旬"), ("early", "上旬")]
        .iter()
        .find_map(|(word, part)| text.strip_prefix(word).map(|rest| (Some(*part), rest)))
        .unwrap_or((None, text));
    let rest = rest.trim_start_matches('-');
    let head = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (day, rest) = rest.split_at(head);
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest);
    let rest = rest.strip_prefix("of").unwrap_or(rest);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, tail) = rest.split_at(letters);
    // `June 30th` has its ending where the name is over.
    let month = 1 + MONTHS.iter().position(|month| *month == name || (name.len() >= 3 && month.starts_with(name)))?;
    let numbers: Vec<&str> = tail.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let is_year = |number: &str| number.len() == 4;
    let (day, year) = match (day, numbers.as_slice()) {
        ("", []) => (None, None),
        ("", [year]) if is_year(year) => (None, Some(*year)),
        ("", [day]) => (Some(*day), None),
        ("", [day, year]) if is_year(year) => (Some(*day), Some(*year)),
        (day, []) => (Some(day), None),
        (day, [year]) if is_year(year) => (Some(day), Some(*year)),
        _ => return None,
    };
    let year = year.map(|year| format!("{year}年")).unwrap_or_default();
    match (day, part) {
        (Some(day), None) => Some(format!("{year}{month}月{day}日")),
        (None, part) => Some(format!("{year}{month}月{}", part.unwrap_or("底"))),
        (Some(_), Some(_)) => None,
    }
}
