//! Percentages in the text of a report, recomputed from the numbers beside them: `建成145个,占计划165个的87.9%`. Only what
//! can be told for certain is told: two counts in one sentence, and words that say what the percentage is of.

use super::folded;

/// A percentage that does not follow from the numbers beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// As it stands in the text, without the sign: `87.9`.
    pub said: String,
    /// What it should be, to as many places.
    pub right: String,
    /// The part, as it stands in the text.
    pub part: String,
    /// The whole.
    pub whole: String,
}

/// Before a count these say that it is the whole; right before it, but for a few characters.
const WHOLE: [&str; 9] = ["应", "计划", "任务", "共", "总", "全部", "全市", "全县", "现有"];
/// And these that it is the part.
const PART: [&str; 7] = ["已", "完成", "建成", "实际", "实到", "通过", "达标"];
/// Right before the percentage these say that it is the share of the two.
const SHARE: [&str; 9] = ["占", "占比", "完成率", "到位率", "建成率", "竣工率", "开工率", "整改率", "办结率"];
/// And these only where the part itself is called so: who passes has been examined, not planned.
const SHARE_OF_ITS_OWN: [(&str, &str); 2] = [("达标率", "达标"), ("通过率", "通过")];
/// Between the name of a share and the figure.
const SAYS: [&str; 4] = ["达到", "达", "为", "是"];
/// Between two counts these say that the second is out of the first.
const OUT_OF: [&str; 8] = ["其中", "学校中", "项目中", "教师中", "学生中", "个中", "所中", "人中"];
/// Near a percentage these say that it is not meant to the point, or is of something else.
const LOOSE: [&str; 14] =
    ["以上", "以下", "左右", "约", "近", "超", "其余", "分别", "增长", "提高", "下降", "同比", "环比", "百分点"];
/// Characters before a count within which a word belongs to it.
const NEAR: usize = 5;

/// A number in a text: its value, how it is written, and what is counted.
#[derive(Debug, Clone, PartialEq)]
struct Number {
    value: f64,
    /// How far off the value may be: `0.3万` may stand for 3,200. Nothing for what was counted one by one.
    off: f64,
    written: String,
    unit: Option<char>,
    /// Characters before it in the sentence.
    at: usize,
    /// Characters up to its end.
    end: usize,
    percent: bool,
}

/// The percentages of a text that do not follow from the numbers beside them.
pub fn wrong_percentages(text: &str) -> Vec<Claim> {
    let text = folded(text);
    text.split(['。', ';', '\n', '!', '?']).flat_map(sentence).collect()
}

fn sentence(text: &str) -> Vec<Claim> {
    let numbers = numbers(text);
    let letters: Vec<char> = text.chars().collect();
    let between = |from: usize, to: usize| letters[from.min(to)..to.min(letters.len())].iter().collect::<String>();
    let before = |number: &Number, floor: usize| between(number.at.saturating_sub(NEAR).max(floor), number.at);
    let mut claims = Vec::new();
    for (at, percent) in numbers.iter().enumerate().filter(|(_, number)| number.percent) {
        // The two counts before it, with no other percentage between.
        let [one, other] = &numbers[at.saturating_sub(2)..at] else { continue };
        if one.percent || other.percent || one.unit.is_none() || one.unit != other.unit {
            continue;
        }
        // After a third count nobody knows which of them are meant.
        let since = numbers[..at].iter().rposition(|number| number.percent).map_or(0, |last| last + 1);
        if numbers[since..at - 2].iter().any(|number| number.unit == one.unit) {
            continue;
        }
        let around = Around {
            first: before(one, 0),
            second: before(other, one.end),
            named: between(one.end, other.at),
            joint: between(other.end, percent.at),
            after: between(percent.end, percent.end + NEAR),
        };
        claims.extend(match around.whole() {
            Some(Whole::First) => judge(percent, other, one),
            Some(Whole::Second) => judge(percent, one, other),
            None => None,
        });
    }
    claims
}

/// Which of two counts is the whole.
enum Whole {
    First,
    Second,
}

/// What stands around two counts and the percentage after them.
struct Around {
    /// Right before the first count.
    first: String,
    /// Right before the second.
    second: String,
    /// From the first to the second.
    named: String,
    /// From the second to the percentage.
    joint: String,
    /// Right after the percentage.
    after: String,
}

fn says(words: &[&str], text: &str) -> bool {
    words.iter().any(|word| text.contains(word))
}

impl Around {
    /// Of which count the percentage says that the other is its share; nothing where that cannot be told for certain.
    fn whole(&self) -> Option<Whole> {
        let Self { first, second, named, joint, .. } = self;
        // What comes on top is no whole.
        if says(&LOOSE, joint) || says(&LOOSE, &self.after) || says(&["还", "另", "拟", "再"], named) {
            return None;
        }
        // `145个,占165个的87.9%`: nothing but the unit and 的 stands between the whole and its share.
        // `1200人次,完成计划1500人次的80%` says the same.
        let completes = named.contains("完成") && ["计划", "任务", "目标"].iter().any(|word| named.ends_with(word));
        let is_share_of = (named.contains('占') || completes) && joint.chars().count() <= 3 && joint.ends_with('的');
        // `应培训1200人,已培训900人,完成率75%`: one is called the whole, the other the part.
        let share = self.share();
        let is_share = |part: &str| {
            SHARE.contains(&share) || SHARE_OF_ITS_OWN.iter().any(|(word, own)| share == *word && part.contains(own))
        };
        // `应配备300人,已配备210人,配备率70%`: both counts are of what the share is called after.
        let is_named_after = share
            .strip_suffix('率')
            .is_some_and(|verb| !verb.is_empty() && first.ends_with(verb) && second.ends_with(verb));
        let whole_first = (is_share(second) || is_named_after) && says(&WHOLE, first) && says(&PART, second);
        let part_first = is_share(first) && says(&PART, first) && says(&WHOLE, second);
        // `共48人,其中党员30人,占62.5%`, `165所学校中145所已建成,占87.9%`: the part is out of the whole that was named.
        let is_out_of = matches!(share, "占" | "占比") && says(&OUT_OF, named);
        if is_share_of || part_first { Some(Whole::Second) } else { (whole_first || is_out_of).then_some(Whole::First) }
    }

    /// What the percentage is called, whole: `重大隐患整改率` and `女性占` are shares of something else than the two counts.
    fn share(&self) -> &str {
        // `完成率达到90%`, `完成率为90%`.
        let named = SAYS.iter().find_map(|word| self.joint.strip_suffix(word)).unwrap_or(&self.joint);
        named.rsplit([',', '、', ':', '(']).next().unwrap_or_default()
    }
}

/// The claim, if the part is not that share of the whole.
fn judge(percent: &Number, part: &Number, whole: &Number) -> Option<Claim> {
    if whole.value <= 0.0 {
        return None;
    }
    let places = percent.written.split_once('.').map_or(0, |(_, after)| after.len());
    let share = part.value / whole.value * 100.0;
    let least = (part.value - part.off) / (whole.value + whole.off) * 100.0;
    let most = (part.value + part.off) / (whole.value - whole.off).max(f64::MIN_POSITIVE) * 100.0;
    // A figure may be rounded or cut.
    let step = 10_f64.powi(-(places as i32));
    if least - step < percent.value && percent.value < most + step {
        return None;
    }
    Some(Claim {
        said: percent.written.clone(),
        right: format!("{share:.places$}"),
        part: part.written.clone(),
        whole: whole.written.clone(),
    })
}

fn numbers(text: &str) -> Vec<Number> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut written = String::new();
        while at < letters.len() && (letters[at].is_ascii_digit() || is_inside(&letters, at)) {
            if letters[at] != ',' {
                written.push(letters[at]);
            }
            at += 1;
        }
        let mut unit = letters.get(at).copied();
        let mut scale = 1.0;
        if unit == Some('万') {
            scale = 10_000.0;
            unit = letters.get(at + 1).copied();
        }
        let is_date =
            matches!(unit, Some('年' | '月' | '日' | '号' | '季' | '-' | '/')) || follows_date(&letters, start);
        let percent = unit == Some('%');
        // `300余处`, `约300处`: not to the point.
        let is_rough = matches!(unit, Some('余' | '多' | '几'))
            || start.checked_sub(1).is_some_and(|before| matches!(letters[before], '约' | '近' | '超' | '逾'));
        let unit = unit.filter(|c| !c.is_ascii() && !c.is_ascii_punctuation() && !is_rough);
        if let (Ok(value), false) = (written.parse::<f64>(), is_date) {
            let places = written.split_once('.').map_or(0, |(_, after)| after.len() as i32);
            let rounded = scale > 1.0 || places > 0;
            let off = if rounded { scale * 10_f64.powi(-places) } else { 0.0 };
            found.push(Number { value: value * scale, off, written, unit, at: start, end: at, percent });
        }
    }
    found
}

/// A point or a comma between digits belongs to the number.
fn is_inside(letters: &[char], at: usize) -> bool {
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    match letters[at] {
        '.' => digit(at + 1),
        ',' => digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4),
        _ => false,
    }
}

fn follows_date(letters: &[char], start: usize) -> bool {
    start.checked_sub(1).is_some_and(|before| matches!(letters[before], '-' | '/' | '第' | '〔' | '['))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<(String, String)> {
        wrong_percentages(text).into_iter().map(|claim| (claim.said, claim.right)).collect()
    }

    #[test]
    fn a_share_that_does_not_follow_is_told_with_the_right_one() {
        assert_eq!(wrong("建成智慧学校145个,占计划165个的85.9%。"), [("85.9".to_owned(), "87.9".to_owned())]);
        assert_eq!(wrong("应培训1,200人,已培训900人,完成率70%"), [("70".to_owned(), "75".to_owned())]);
        assert_eq!(wrong("共１６５个，建成１４５个，占８５．９％"), [("85.9".to_owned(), "87.9".to_owned())]);
        assert_eq!(wrong("共48人,其中党员30人,占72%"), [("72".to_owned(), "62".to_owned())]);
        assert_eq!(wrong("165个学校中145个已建成,占90%"), [("90".to_owned(), "88".to_owned())]);
        assert_eq!(wrong("全市165所学校,已建成145所,占比90%"), [("90".to_owned(), "88".to_owned())]);
        assert_eq!(wrong("应建165所,已建145所,建成率达到90%"), [("90".to_owned(), "88".to_owned())]);
        assert_eq!(wrong("应配备300人,已配备210人,配备率75%"), [("75".to_owned(), "70".to_owned())]);
        assert_eq!(wrong("培训1200人次,完成计划1500人次的90%"), [("90".to_owned(), "80".to_owned())]);
        assert_eq!(wrong("新增学位3000个,占年度任务4000个的80%"), [("80".to_owned(), "75".to_owned())]);
        assert_eq!(wrong("到位资金1250.5万元,占计划2000万元的72%"), [("72".to_owned(), "63".to_owned())]);
        assert_eq!(
            wrong("小学应建10所,已建8所,完成率80%,初中应建5所,已建3所,完成率70%"),
            [("70".to_owned(), "60".to_owned())]
        );
    }

    #[test]
    fn a_share_that_follows_is_left_alone_rounded_or_cut() {
        for text in [
            "建成145个,占165个的87.9%",
            "建成145个,占165个的87.8%",
            "建成145个,占165个的88%",
            "330人完成,达到300人的110%",
        ] {
            assert_eq!(wrong(text), [], "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_for_certain_is_not_told() {
        for text in [
            "145个,占总数的87.9%",
            "应配备300人,已配备210人,持证率75%",
            "共排查隐患85处,已整改80处,重大隐患整改率100%",
            "参训教师500人,其中校长120人,女性占60%",
            "应到120人,实到110人,女性占40%",
            "应完成投资100万元,已完成60万元,全年任务完成率30%",
            "计划新建幼儿园12所、计划改扩建8所,已完成15所,完成率75%",
            "已建成40所,还计划新建60所,建成率40%",
            "已建成40所,另有计划新建60所,建成率40%",
            "应整改隐患300余处,已整改280余处,整改率95%",
            "应培训约1200人,已培训900人,完成率70%",
            "新增学位0.3万个,占年度任务0.4万个的80%",
            "招生1200人,比去年1100人增长9.1%",
            "完成率由62%提高到70%",
            "2024年6月30日前完成80%",
            "145个学校、165名教师,占50%",
            "培训教师300人、校长200人、班主任100人,占60%",
            "入园率98%,公办园占比65%",
            "全市1200所学校、860所幼儿园明厨亮灶覆盖率达100%",
            "新建幼儿园12所,改扩建20所,完成年度投资的85%",
            "已建成智慧学校40个、在建20个,总体完成率75%",
            "到位资金3000万元,支付2000万元,完成年度任务的60%",
            "男生600人、女生400人,体质健康达标率92%",
            "应培训1200人,已培训900人,通过率95%",
            "小学320所、初中210所,占60%",
            "共有学校165所,其中145所已建成、12所在建,占90%",
            "共48人,其中党员30人,其中女党员5人,占10.4%",
            "培训900人,占应训1000人的85%以上",
            "小学320所、初中210所,巩固率达99.5%",
            "招聘教师200人,交流轮岗150人,占教师总数的12%",
            "2023年招生1200人,2024年1100人,计划完成率100%",
            "建成示范园15个、实训室40个,经费执行率达80%",
            "共有学校200所,已验收150所,其余50所年底前完成,占25%",
            "",
        ] {
            assert_eq!(wrong(text), [], "{text}");
        }
    }
}
