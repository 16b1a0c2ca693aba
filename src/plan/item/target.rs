//! 目标: what will have been reached, and the number in it where there is one and it is known for sure. A figure that is
//! read wrongly is worse than none: what may be a date, a range or one of several numbers gives no value.

use serde::{Deserialize, Serialize};

use super::numeral::in_digits;
use crate::plan::text::narrow;

/// What will have been reached.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Target {
    /// As it was typed: `新增公办园学位 3000 个`.
    pub text: String,
    /// The number in it.
    pub value: Option<f64>,
    /// What is counted: `个`.
    pub unit: Option<String>,
}

/// What things are counted in; the longer of two that begin alike comes first.
const UNITS: [&str; 54] = [
    "个百分点",
    "百分点",
    "平方米",
    "人次",
    "学时",
    "课时",
    "小时",
    "公里",
    "公顷",
    "所次",
    "班次",
    "场次",
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
    "篇",
    "节",
    "期",
    "批",
    "班",
    "处",
    "户",
    "件",
    "条",
    "米",
    "亩",
    "座",
    "支",
    "天",
    "周",
    "分",
    "位",
    "%",
    "‰",
    "届",
    "轮",
    "本",
    "类",
    "种",
    "吨",
    "例",
    "起",
];
/// After 各 these say that a number is that of one of many.
const EACH: [char; 10] = ['县', '区', '市', '乡', '镇', '校', '园', '班', '科', '单'];
/// Right before a number these say that it is the one to reach.
const GOALS: [&str; 12] =
    ["达到", "提高到", "提升到", "增加到", "扩大到", "提升至", "提高至", "增至", "达", "不少于", "不低于", "以上达"];
/// Words for powers of ten that may follow a number.
const POWERS: [(char, f64); 4] = [('千', 1e3), ('万', 1e4), ('亿', 1e8), ('百', 1e2)];

/// In the clause before a number these say that it is not to be passed, or by how much something is to sink. A target
/// keeps no direction, so that there is no value.
const DOWNWARD: [&str; 32] = [
    "不超过",
    "不得超过",
    "不能超过",
    "不超",
    "不高于",
    "不得高于",
    "不多于",
    "不得多于",
    "不大于",
    "低于",
    "少于",
    "小于",
    "不到",
    "不足",
    "控制在",
    "最多",
    "至多",
    "上限",
    "不突破",
    "不得突破",
    "下降",
    "降低",
    "降至",
    "降到",
    "减少",
    "减至",
    "压减",
    "压缩",
    "缩减",
    "削减",
    "下浮",
    "缩小",
];
/// These only look like it.
const NO_LESS: [&str; 8] = ["不低于", "不得低于", "不少于", "不得少于", "不小于", "不得小于", "不能低于", "不能少于"];
/// In the clause before a percentage these say that it is a growth, no level.
const GROWTH: [&str; 9] = ["增长", "提高", "提升", "上升", "增加", "增幅", "上浮", "递增", "高于"];
/// Right before a number these say that it is not to the point.
const ROUGH: [char; 4] = ['近', '约', '几', '±'];
/// After what is counted these say that it is a ceiling, or not to the point.
const LOOSE: [&str; 9] = ["以下", "以内", "之内", "之下", "左右", "上下", "不等", "封顶", "为限"];
/// What comes after a number that is a date, a length of time or an age.
const NO_COUNT: [&str; 16] = [
    "年",
    "月",
    "日",
    "号",
    "季度",
    "学年",
    "个月",
    "个季度",
    "个学期",
    "个工作日",
    "学期",
    "天内",
    "周内",
    "岁",
    "周岁",
    "时前",
];

/// A number that may be the target.
struct Number {
    value: f64,
    unit: Option<String>,
    is_goal: bool,
}

impl Target {
    /// Reads the number of `text` and what is counted.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let (value, unit) = match sole(in_digits(&plain(text)).and_then(|chars| numbers(&chars))) {
            Some(number) => (Some(number.value), number.unit),
            None => (None, None),
        };
        Self { text: text.to_owned(), value, unit }
    }
}

/// The only number there is, or the only one that is said to be the one to reach.
fn sole(numbers: Option<Vec<Number>>) -> Option<Number> {
    let mut numbers = numbers?;
    if numbers.len() > 1 {
        numbers.retain(|number| number.is_goal);
    }
    if numbers.len() == 1 { numbers.pop() } else { None }
}

/// The text in ASCII, without what stands in brackets and quotation marks and without the signs between thousands.
fn plain(text: &str) -> Vec<char> {
    let mut depth = 0_usize;
    let mut out = Vec::new();
    for c in text.chars().map(narrow) {
        match c {
            '(' | '[' | '《' | '“' | '「' | '【' | '〔' => depth += 1,
            ')' | ']' | '》' | '”' | '」' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    let digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
    let parts_thousands = |at: usize| {
        at > 0
            && out[at] == ','
            && digit(out.get(at - 1))
            && (1..=3).all(|step| digit(out.get(at + step)))
            && !digit(out.get(at + 4))
    };
    (0..out.len()).filter(|at| !parts_thousands(*at)).map(|at| out[at]).collect()
}

/// The numbers that are no dates, ordinals or parts of a name; `None` where one of them cannot be told for sure.
fn numbers(chars: &[char]) -> Option<Vec<Number>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let is_part = |c: &char| c.is_ascii_digit() || *c == '.';
        let mut end = chars[at..].iter().position(|c| !is_part(c)).map_or(chars.len(), |length| at + length);
        // A full stop that is written as a point ends the sentence.
        while chars[end - 1] == '.' {
            end -= 1;
        }
        if !is_name(chars, at, end) {
            found.push(number(chars, at, end)?);
        }
        at = end;
    }
    // `3000`, or a unit that stands between, parts two numbers; a sign between them makes a range or a ratio.
    Some(found.into_iter().flatten().collect())
}

/// `第3批`, `1+X`, `5G`, `K12`, `前3名`: a name or a rank, no number to reach.
fn is_name(chars: &[char], at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).map(|at| chars[at]);
    let after = chars.get(end).copied();
    let ends_date = |c: &char| ['底', '末', '月', '日', '号', '年', '节', '天', '旬', '度', '期'].contains(c);
    // `6月底前3名`.
    let dated = at.checked_sub(2).is_some_and(|at| ends_date(&chars[at]));
    let ranks =
        before == Some('前') && !dated && after.is_none_or(|c| ['名', '位', '强', '列', '%', ',', '。'].contains(&c));
    let after_letter = at.checked_sub(2).is_some_and(|at| chars[at].is_ascii_alphabetic());
    ranks
        || (before == Some('-') && after_letter)
        || before.is_some_and(|c| c == '第' || c == '+' || c.is_ascii_alphabetic())
        || after.is_some_and(|c| c == '+' || c.is_ascii_alphabetic())
}

/// The number at `at..end`: nothing for a date; `None` for a range, a ratio, or what is no number.
#[expect(clippy::option_option, reason = "nothing to count is not the same as nothing to be sure of")]
fn number(chars: &[char], at: usize, end: usize) -> Option<Option<Number>> {
    // `.5%`: where the whole part went is not known.
    if at.checked_sub(1).is_some_and(|before| chars[before] == '.') {
        return None;
    }
    let value: f64 = chars[at..end].iter().collect::<String>().parse().ok().filter(|value: &f64| value.is_finite())?;
    let before: String = chars[..at].iter().collect();
    let before = before.trim_end();
    let (power, mut next) = power(chars, end);
    while chars.get(next) == Some(&' ') {
        next += 1;
    }
    let rest: String = chars[next..].iter().collect();
    if NO_COUNT.iter().any(|unit| rest.starts_with(unit)) {
        return Some(None);
    }
    let signs = ['-', '~', '—', '–', '～', '至', '到', '/', ':', '∶', '×'];
    // `3—5个`, `80%至90%`: which of them is meant is not known.
    let tail = rest.trim_start_matches(['%', '‰']);
    let tail = UNITS.iter().find_map(|unit| tail.strip_prefix(unit)).unwrap_or(tail);
    if tail.starts_with(signs) && is_age(tail.trim_start_matches(signs)) {
        return Some(None);
    }
    let joins = tail.starts_with(signs) && tail.trim_start_matches(signs).starts_with(|c: char| c.is_ascii_digit());
    if joins && !before.ends_with(['从', '由', '自']) {
        return None;
    }
    if !is_level(before, &rest, tail) {
        return None;
    }
    let is_goal = GOALS.iter().any(|goal| before.ends_with(goal)) || before.ends_with(['≥', '>', '=', '到', '至']);
    if rest.starts_with('成') {
        // `9成` is nine tenths; `8成5` and `成绩` are something else.
        let bare = rest.trim_start_matches('成');
        let tenths = bare.is_empty() || bare.starts_with(['以', ',', '。', ';', '左', ' ']);
        let percent = || Number { value: value * 10.0, unit: Some("%".to_owned()), is_goal };
        return if tenths { Some(Some(percent())) } else { None };
    }
    let of_hundred = before.ends_with("百分之").then(|| "%".to_owned());
    Some(Some(Number { value: value * power, unit: of_hundred.or_else(|| unit(&rest)), is_goal }))
}

/// `3—6岁`: of whom, not how many.
fn is_age(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && (rest.starts_with('岁') || rest.starts_with("周岁"))
}

/// Whether a number is a level to reach to the point: no ceiling, no decline, no growth in percent, and not about so much.
fn is_level(before: &str, rest: &str, tail: &str) -> bool {
    let rough =
        before.ends_with(ROUGH) || rest.starts_with(['多', '余', '几', '来']) || before.ends_with(['<', '≤', '≦']);
    // `-5%`; what stands between two numbers was found before.
    let negative = before.ends_with(['-', '−', '—', '–']);
    if rough || negative || LOOSE.iter().any(|word| tail.starts_with(word)) {
        return false;
    }
    let clause = before.rsplit([',', '。', ';', '、', ':']).next().unwrap_or_default();
    let clause = NO_LESS.iter().fold(clause.to_owned(), |clause, word| clause.replace(word, ""));
    // `每县2所`, `各校3名` add up to what nobody has said; `各类培训1200人次` does not.
    let of_each = clause.split('各').skip(1).any(|rest| rest.starts_with(EACH));
    if clause.contains('每') || of_each {
        return false;
    }
    let is_percent = rest.starts_with(['%', '‰', '成']);
    let reaches = ["到", "至", "达", "≥", ">", "为"].iter().any(|word| clause.ends_with(word));
    let grows = is_percent && !reaches && GROWTH.iter().any(|word| clause.contains(word));
    // `低于` at the beginning of another word: `不低于` is out already.
    !grows && !DOWNWARD.iter().any(|word| clause.contains(word))
}

/// `万`, `亿`, `千万` after a number, and where they end.
fn power(chars: &[char], mut at: usize) -> (f64, usize) {
    let mut power = 1.0;
    let mut next = at;
    while chars.get(next) == Some(&' ') {
        next += 1;
    }
    while let Some((_, factor)) = chars.get(next).and_then(|c| POWERS.iter().find(|(word, _)| word == c)) {
        // 百分点 is what is counted.
        if chars.get(next + 1) == Some(&'分') {
            break;
        }
        power *= factor;
        next += 1;
        at = next;
    }
    (power, at)
}

/// What is counted, from right after the number on.
fn unit(rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches(['多', '余']);
    if let Some(unit) = UNITS.iter().find(|unit| rest.starts_with(**unit)) {
        return Some((*unit).to_owned());
    }
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    let word = ["以上", "以下", "以内", "左右"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(&word);
    Some(word.to_owned()).filter(|word| !word.is_empty() && word.chars().count() <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_number_is_read_where_it_is_sure() {
        for (text, value, unit) in [
            ("新增公办园学位 3000 个", 3000.0, Some("个")),
            ("1,200 人次", 1200.0, Some("人次")),
            ("培训教师１，２００人次", 1200.0, Some("人次")),
            ("12,345,678元", 12_345_678.0, Some("元")),
            ("3000个(其中小学2000个)", 3000.0, Some("个")),
            ("新增学位3000个（小学2000个、初中1000个）", 3000.0, Some("个")),
            ("98.5%以上", 98.5, Some("%")),
            ("普及率达到９８．５％以上", 98.5, Some("%")),
            ("≥95%", 95.0, Some("%")),
            ("不少于50所", 50.0, Some("所")),
            ("建成12所幼儿园", 12.0, Some("所")),
            ("9成", 90.0, Some("%")),
            ("满意率9成以上", 90.0, Some("%")),
            ("1.2万人次", 12_000.0, Some("人次")),
            ("投入3亿元", 300_000_000.0, Some("元")),
            ("5千万元", 50_000_000.0, Some("元")),
            ("2024年6月底前建成12所", 12.0, Some("所")),
            ("从85%提高到90%", 90.0, Some("%")),
            ("由2个增至5个", 5.0, Some("个")),
            ("百分之95", 95.0, Some("%")),
            ("提高2个百分点", 2.0, Some("个百分点")),
            ("提高3百分点", 3.0, Some("百分点")),
            ("第3批试点学校20所", 20.0, Some("所")),
            ("“5+2”课后服务覆盖率100%", 100.0, Some("%")),
            ("三百所", 300.0, Some("所")),
            ("新建学校十二所", 12.0, Some("所")),
            ("新建三所幼儿园", 3.0, Some("所")),
            ("培训教师一千二百人次", 1_200.0, Some("人次")),
            ("投入三千万元", 30_000_000.0, Some("元")),
            ("百分之九十五以上", 95.0, Some("%")),
            ("合格率百分之九十八点五", 98.5, Some("%")),
            ("覆盖率达到百分之百", 100.0, Some("%")),
            ("九成以上", 90.0, Some("%")),
            ("入园率九成", 90.0, Some("%")),
            ("落实率百分百", 100.0, Some("%")),
            ("不低于95%", 95.0, Some("%")),
            ("不得少于12所", 12.0, Some("所")),
            ("入园率提高到95%", 95.0, Some("%")),
            ("提高入园率,达到95%以上", 95.0, Some("%")),
            ("超过30所", 30.0, Some("所")),
            ("30所以上", 30.0, Some("所")),
            ("力争达30所以上", 30.0, Some("所")),
            ("3个月内建成12所", 12.0, Some("所")),
            ("3—6岁儿童入园率达95%", 95.0, Some("%")),
            ("6月底前3名校长到岗", 3.0, Some("名")),
            ("减少大班额,新增学位3000个", 3000.0, Some("个")),
            ("九年一贯制学校12所", 12.0, Some("所")),
            ("义务教育阶段五育并举,建成示范校12所", 12.0, Some("所")),
            ("“十四五”末达到30所", 30.0, Some("所")),
            ("十四五末达到30所", 30.0, Some("所")),
            ("二〇二四年建成12所", 12.0, Some("所")),
            ("第三批试点20所", 20.0, Some("所")),
            ("安全事故0起", 0.0, Some("起")),
            ("１．２万人次", 12_000.0, Some("人次")),
            ("通过CET-4 300人", 300.0, Some("人")),
            ("3000", 3000.0, None),
            ("开展各类培训1200人次", 1200.0, Some("人次")),
        ] {
            let target = Target::parse(text);
            assert_eq!((target.value, target.unit.as_deref()), (Some(value), unit), "{text}");
            assert_eq!(target.text, text);
        }
    }

    #[test]
    fn what_is_not_known_for_sure_has_no_value() {
        for text in [
            "建成一体化平台",
            "新建幼儿园12所,新增学位3000个",
            "80%—90%",
            "3至5个",
            "10-15所",
            "生师比1:15",
            "2/3以上学校",
            "第二批",
            "进入全省前3名",
            "“六百工程”",
            "深化1+X证书制度试点",
            "5G校园",
            "2024年12月31日",
            "《行动计划(2021—2023年)》",
            "1.2.3",
            ".5%",
            "每县2所",
            "各校3名",
            "8成5",
            "",
            // The direction is not kept.
            "-5%",
            "－5%",
            "增长-5%",
            "下降5%",
            "辍学率下降5个百分点",
            "降低到3%",
            "不超过5%",
            "不超过30人",
            "辍学率低于1%",
            "控制在3起以内",
            "控制在55人",
            "班额55人以下",
            "≤5%",
            "＜1‰",
            "压减文件30%",
            "由30%降至20%",
            "减少考试3次",
            "每班不得多于50人",
            // A growth is no level.
            "增长5%以上",
            "比上年提高3%",
            // Not to the point.
            "30余所",
            "近30所",
            "约30所",
            "30多所",
            "100多名",
            "1.2万余人次",
            "30所左右",
            "30来所",
            "不到30所",
            "三十余所",
            "十几所",
            "百余所",
            "数百名",
            "几十所",
            "上百场",
            "±5%",
            // Ranges, fractions, ranks, names.
            "3—5所",
            "三至五所",
            "三分之二以上",
            "千分之三",
            "排名前10%",
            "力争进入全省前10",
            "最多2个",
            "不突破50人",
            "班额50人封顶",
            "一批示范校",
            "建设一个平台",
            "推进三个课堂",
            "落实五项管理",
            "百所示范校",
            "千名教师进万家",
            "六百工程",
            "九年一贯制",
            "全覆盖",
            "基本实现全覆盖",
            "零事故",
            "三百六所",
        ] {
            assert_eq!((Target::parse(text).value, Target::parse(text).unit), (None, None), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,30}", mixed in "[0-9０-９.,，万亿千百十零一二三九成%（）()个所年月第至—+:/ 余近分之点-]{0,20}") {
            for text in [text, mixed] {
                let target = Target::parse(&text);
                prop_assert!(target.value.is_none_or(f64::is_finite));
                prop_assert!(target.value.is_some() || target.unit.is_none());
            }
        }
    }
}
