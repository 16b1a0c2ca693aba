//! Chinese numerals in the text of a target, written as digits where they certainly count something: `三百所`, `百分之九十五`,
//! `九成`. Most of them are names (五育并举, 六百工程, 三个课堂, “十四五”) and stay as they are; nothing here knows dates.

/// What a number of ten and more certainly counts.
const COUNTED: [&str; 31] = [
    "个百分点",
    "百分点",
    "平方米",
    "公里",
    "人次",
    "学时",
    "课时",
    "所",
    "个",
    "名",
    "人",
    "场",
    "次",
    "门",
    "项",
    "家",
    "间",
    "套",
    "台",
    "辆",
    "元",
    "册",
    "处",
    "户",
    "座",
    "件",
    "篇",
    "亩",
    "班",
    "位",
    "%",
];
/// What is counted one by one; `三个课堂` and `五项管理` are names.
const THINGS: [&str; 12] = ["人次", "所", "场", "间", "套", "台", "辆", "家", "座", "门", "个百分点", "百分点"];

/// The text with its sure numerals as digits; `None` where one of them may count something and may not, or is a fraction.
pub(super) fn in_digits(chars: &[char]) -> Option<Vec<char>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = chars[at..].iter().position(|c| !is_numeral(*c)).map_or(chars.len(), |length| at + length);
        if end == at {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        match read(chars, at, end)? {
            Read::Digits(text, end) => {
                out.extend(text.chars());
                at = end;
            }
            Read::Name => {
                out.extend(&chars[at..end]);
                at = end;
            }
        }
    }
    Some(out)
}

/// What a run of numerals comes to.
enum Read {
    /// These digits, and where they end.
    Digits(String, usize),
    /// No number to reach.
    Name,
}

fn read(chars: &[char], at: usize, end: usize) -> Option<Read> {
    let before: String = chars[..at].iter().collect();
    let after: String = chars[end..].iter().take(4).collect();
    let run = &chars[at..end];
    if before.ends_with(|c: char| c.is_ascii_digit() || c == '第') {
        // `1.2万`, `3百`, `第三批`.
        return Some(Read::Name);
    }
    let word: String = run.iter().collect();
    if word == "百" && after.starts_with("分百") {
        return Some(Read::Digits("100%".to_owned(), end + 2));
    }
    if word == "百" && after.starts_with("分之") {
        return of_hundred(chars, end + 2);
    }
    if after.starts_with("分之") {
        return None;
    }
    let value = value(run);
    if after.starts_with('成') {
        return Some(
            value.filter(|value| (1..10).contains(value)).map_or(Read::Name, |n| Read::Digits(n.to_string(), end)),
        );
    }
    let rough_after = after.starts_with(['多', '余', '几', '来']);
    let counted = after.trim_start_matches(['多', '余', '几', '来']);
    let counts = COUNTED.iter().any(|unit| counted.starts_with(unit));
    // `百余所`, `数百名`, `近百场`, `十几所`.
    // `数百名` is about so many, `人数三百人` is not.
    let many = run.first().is_some_and(|c| is_power(*c)) && before.ends_with(['几', '数', '上']);
    let rough = rough_after || many || before.ends_with(['近', '约']);
    if rough && counts && run.iter().any(|c| is_power(*c)) {
        return None;
    }
    // `三至五所`.
    let from = before.trim_end_matches(['-', '—', '–', '~', '至', '到']);
    if counts && from.len() < before.len() && from.ends_with(is_numeral) {
        return None;
    }
    match value {
        Some(value) if value >= 10 && counts => Some(Read::Digits(value.to_string(), end)),
        Some(value @ 2..10) if THINGS.iter().any(|unit| after.starts_with(unit)) => {
            Some(Read::Digits(value.to_string(), end))
        }
        Some(2..10) if counts => None,
        _ => Some(Read::Name),
    }
}

/// `百分之九十五点五`; digits that stand there stay.
fn of_hundred(chars: &[char], from: usize) -> Option<Read> {
    if chars.get(from).is_some_and(char::is_ascii_digit) {
        let end = chars[from..].iter().position(|c| !c.is_ascii_digit() && *c != '.').map_or(chars.len(), |n| from + n);
        return Some(Read::Digits(chars[from..end].iter().chain(['%'].iter()).collect(), end));
    }
    let run_end = |from: usize| chars[from..].iter().position(|c| !is_numeral(*c)).map_or(chars.len(), |n| from + n);
    let end = run_end(from);
    let run = &chars[from..end];
    let whole = if run == ['百'] { 100 } else { value(run)? };
    if chars.get(end) != Some(&'点') {
        return Some(Read::Digits(format!("{whole}%"), end));
    }
    let last = run_end(end + 1);
    let parts: Option<String> = chars[end + 1..last].iter().map(|c| digit(*c).map(|digit| digit.to_string())).collect();
    let parts = parts.filter(|parts| !parts.is_empty())?;
    Some(Read::Digits(format!("{whole}.{parts}%"), last))
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || is_power(c)
}

fn is_power(c: char) -> bool {
    ['十', '百', '千', '万', '亿'].contains(&c)
}

fn digit(c: char) -> Option<u64> {
    match c {
        '零' | '〇' => Some(0),
        '两' => Some(2),
        c => "一二三四五六七八九".chars().position(|other| other == c).map(|at| at as u64 + 1),
    }
}

/// The number that is written in full, `一千二百`; a row of digits or a bare `百` is none.
fn value(run: &[char]) -> Option<u64> {
    // `三百六` is 360 to some and 306 to others.
    if let [.., power, ones] = run
        && ['百', '千', '万', '亿'].contains(power)
        && digit(*ones).is_some()
    {
        return None;
    }
    let (mut total, mut part, mut last, mut power) = (0_u64, 0_u64, None, u64::MAX);
    for (at, c) in run.iter().enumerate() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            c => {
                let digit = digit(*c)?;
                match (digit, last) {
                    (0, None) if at > 0 => {}
                    (_, None) => last = Some(digit),
                    (_, Some(_)) => return None,
                }
                continue;
            }
        };
        if unit >= 10_000 {
            part += last.take().unwrap_or(0);
            if part == 0 {
                return None;
            }
            // `一亿二千万` adds, `一万亿` multiplies.
            total = if unit > total {
                (total + part).checked_mul(unit)?
            } else {
                total.checked_add(part.checked_mul(unit)?)?
            };
            (part, power) = (0, u64::MAX);
        } else {
            // `十二` begins with its ten; `百` alone counts nothing.
            let count = last.take().or_else(|| (unit == 10 && part == 0).then_some(1)).filter(|_| unit < power)?;
            part += count * unit;
            power = unit;
        }
    }
    total.checked_add(part + last.unwrap_or(0))
}

/// 1 to 9999 as Chinese writes them: 三十一.
pub fn chinese_numeral(n: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if n == 0 || n > 9_999 {
        return n.to_string();
    }
    let mut text = String::new();
    let mut zero = false;
    for (value, unit) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / value % 10;
        if digit == 0 {
            zero = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut zero) {
            text.push('零');
        }
        if !(digit == 1 && value == 10 && text.is_empty()) {
            text.push_str(DIGITS[digit as usize]);
        }
        text.push_str(unit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers_are_written_as_people_write_them() {
        let written: Vec<String> = [1, 10, 11, 20, 31, 101, 110].into_iter().map(chinese_numeral).collect();
        assert_eq!(written, ["一", "十", "十一", "二十", "三十一", "一百零一", "一百一十"]);
    }

    #[test]
    fn numerals_are_read_in_full_or_not_at_all() {
        let of = |text: &str| value(&text.chars().collect::<Vec<_>>());
        for (text, expected) in [
            ("十", Some(10)),
            ("十二", Some(12)),
            ("三百", Some(300)),
            ("一百零五", Some(105)),
            ("一千二百", Some(1_200)),
            ("三万五千", Some(35_000)),
            ("两", Some(2)),
            ("一亿二千万", Some(120_000_000)),
            ("百", None),
            ("千", None),
            ("万", None),
            ("二〇二四", None),
            ("十四五", None),
            // 360 as it is spoken, 306 to a machine.
            ("三百六", None),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
