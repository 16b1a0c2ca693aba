//! The wording of a phrase made plain: full-width forms folded, what says nothing about the day left out, Chinese numbers
//! written as digits, so that each rule is written once.

use super::meant::DueError;
use crate::read::shadow::folded;

/// What may stand before a date and says nothing about it.
const OPENINGS: [&str; 38] = [
    "力争",
    "争取",
    "力求",
    "确保",
    "务必",
    "务须",
    "务",
    "原则上",
    "计划",
    "预计",
    "拟",
    "须",
    "必须",
    "应",
    "请",
    "限定",
    "限",
    "不晚于",
    "不得晚于",
    "不迟于",
    "不得迟于",
    "最迟不晚于",
    "最迟不超过",
    "最迟",
    "最晚",
    "至迟",
    "截止日期",
    "截止时间",
    "截止到",
    "截止至",
    "截止",
    "自即日起至",
    "从即日起至",
    "即日起至",
    "从现在起至",
    "于",
    "在",
    "到",
];
/// What may stand after it.
const ENDINGS: [&str; 34] = [
    "全面完成",
    "基本完成",
    "全部完成",
    "完成任务",
    "完成建设",
    "完成整改",
    "完成验收",
    "完成",
    "办结",
    "落实到位",
    "整改到位",
    "到位",
    "完工",
    "竣工",
    "建成",
    "验收",
    "投入使用",
    "投用",
    "启用",
    "交付使用",
    "交付",
    "结束",
    "完毕",
    "上报",
    "报送",
    "提交",
    "销号",
    "结项",
    "出台",
    "印发",
    "取得实效",
    "为止",
    "截止",
    "止",
];

/// A phrase without what says nothing about the day.
pub(super) fn prepared(phrase: &str) -> Result<String, DueError> {
    let text = without_asides(&folded(phrase));
    let signs = ['。', ',', '.', ';', '、', ':'];
    let mut text = text.trim_matches(signs);
    let mut ends = false;
    // `暑假结束前` ends with 前 and keeps its word; `6月底前完成` does not.
    while let Some(rest) = ENDINGS.iter().find_map(|it| text.strip_suffix(it).filter(|rest| ends_date(rest, it))) {
        ends |= text.ends_with('止');
        text = rest;
    }
    while let Some(rest) = OPENINGS.iter().find_map(|it| text.strip_prefix(it)) {
        text = rest.trim_start_matches(signs);
    }
    // `至6月30日止`; without an end it may be a part of `2月至6月30日`.
    text = text.strip_prefix('至').filter(|_| ends).unwrap_or(text);
    if text.is_empty() { Err(DueError::Empty) } else { Ok(arabic(text)) }
}

/// Whether a phrase leaves the day out that it names: `6月30日(不含)前`.
pub(super) fn excludes_its_day(phrase: &str) -> bool {
    let text = folded(phrase);
    ["(不含", "(不包括", "[不含"].iter().any(|aside| text.contains(aside))
}

/// Without blanks and without what stands in brackets: `6月30日(星期日)前`.
fn without_asides(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace() && !['“', '”', '"', '「', '」', '‘', '’'].contains(c))
    {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether a date may end here; after 结束 the name of an event may, such as `学期结束`.
fn ends_date(rest: &str, ending: &str) -> bool {
    ending != "结束" || rest.is_empty() || rest.ends_with(['前', '内', '底', '末', '日', '月', '号', '旬', '度', '年'])
}

/// A phrase without the 前 at its end; `None` where there is none.
pub(super) fn without_before(text: &str) -> Option<&str> {
    ["之前", "以前", "前夕", "前"].iter().find_map(|ending| text.strip_suffix(ending))
}

/// The day of the week that a word names, from 0 for Monday.
pub(super) fn day_of_week(text: &str) -> Option<u32> {
    let day = ["星期", "礼拜", "周"].iter().find_map(|word| text.strip_prefix(word))?;
    match day {
        "日" | "天" => Some(6),
        day => "一二三四五六".chars().position(|c| day == c.to_string()).map(|at| at as u32),
    }
}

/// `十二月` becomes `12月`, `二〇二四年` `2024年`; names such as `五一` and `周一` stay.
fn arabic(text: &str) -> String {
    const UNITS: [&str; 14] =
        ["月", "日", "号", "季度", "个月", "个教师节", "周", "天", "年", "星期", "个星期", "时", "点", "次"];
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < chars.len() {
        let end = chars[at..].iter().position(|c| !is_numeral(*c)).map_or(chars.len(), |length| at + length);
        let rest: String = chars[end..].iter().take(4).collect();
        let of_week = at > 0 && ['周', '期', '拜'].contains(&chars[at - 1]);
        let is_counted = !of_week && UNITS.iter().any(|unit| rest.starts_with(unit));
        if let Some(number) = number(&chars[at..end]).filter(|_| is_counted) {
            out.push_str(&number);
            at = end;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || c == '十'
}

fn digit(c: char) -> Option<u32> {
    match c {
        '〇' | '零' | '○' => Some(0),
        '两' => Some(2),
        c => "一二三四五六七八九".chars().position(|other| other == c).map(|at| at as u32 + 1),
    }
}

/// A number up to 99, or digits one by one as years are written.
fn number(chars: &[char]) -> Option<String> {
    let tens = chars.iter().position(|c| *c == '十');
    let one = |part: &[char], none: u32| match part {
        [] => Some(none),
        [c] => digit(*c),
        _ => None,
    };
    match (chars, tens) {
        ([], _) => None,
        (_, Some(at)) => Some((one(&chars[..at], 1)? * 10 + one(&chars[at + 1..], 0)?).to_string()),
        ([_] | [_, _, _, _], None) => chars.iter().map(|c| digit(*c).map(|digit| digit.to_string())).collect(),
        (_, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_digits_and_names_stay() {
        for (text, plain) in [
            ("十二月底", "12月底"),
            ("二〇二四年六月三十日", "2024年6月30日"),
            ("第四十个教师节", "第40个教师节"),
            ("五一前", "五一前"),
            ("十一前", "十一前"),
            ("十一月前", "11月前"),
            ("下周一", "下周一"),
            ("两周内", "2周内"),
            ("一季度", "1季度"),
            ("星期三前", "星期三前"),
        ] {
            assert_eq!(arabic(text), plain);
        }
        assert_eq!(prepared("力争６月底前 完成。").as_deref(), Ok("6月底前"));
        assert_eq!(prepared("本学期结束").as_deref(), Ok("本学期结束"));
    }
}
