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

/// Words that say that a percentage is a share of the counts before it.
const SHARE: [&str; 6] = ["占", "率", "完成", "达到", "达", "的"];
/// Words that say that it is something else: a growth, a rank, a change in points, or one of several.
const OTHER: [&str; 12] =
    ["增长", "提高", "下降", "减少", "上升", "增加", "同比", "环比", "百分点", "其中", "分别", "以上"];

/// A number in a text: its value, how it is written, and what is counted.
#[derive(Debug, Clone, PartialEq)]
struct Number {
    value: f64,
    written: String,
    unit: Option<char>,
    /// Characters before it in the sentence.
    at: usize,
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
    let mut claims = Vec::new();
    let mut from = 0;
    for (at, number) in numbers.iter().enumerate() {
        if !number.percent {
            continue;
        }
        let counts: Vec<&Number> = numbers[from..at].iter().filter(|number| !number.percent).collect();
        let start = counts.first().map_or(number.at, |first| first.at);
        let between: String = letters[start..number.at].iter().collect();
        from = at + 1;
        if let Some(claim) = judge(number, &counts, &between) {
            claims.push(claim);
        }
    }
    claims
}

/// The claim of a percentage after two counts of the same thing, if it is wrong.
fn judge(percent: &Number, counts: &[&Number], between: &str) -> Option<Claim> {
    let [one, other] = counts else { return None };
    let says_share = SHARE.iter().any(|word| between.contains(word));
    if one.unit.is_none() || one.unit != other.unit || !says_share || OTHER.iter().any(|word| between.contains(word)) {
        return None;
    }
    let (part, whole) = if one.value <= other.value { (one, other) } else { (other, one) };
    if whole.value <= 0.0 || part.value < 0.0 {
        return None;
    }
    let places = percent.written.split_once('.').map_or(0, |(_, after)| after.len());
    let share = part.value / whole.value * 100.0;
    // A figure may be rounded or cut; half a unit more is a mistake in typing or in counting. Over 100 the two may have
    // changed their places.
    let step = 10_f64.powi(-(places as i32));
    let fits = |share: f64| (share - percent.value).abs() < step;
    if fits(share) || fits(10_000.0 / share) {
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
        let unit = unit.filter(|c| !c.is_ascii() && !c.is_ascii_punctuation());
        if let (Ok(value), false) = (written.parse::<f64>(), is_date) {
            found.push(Number { value: value * scale, written, unit, at: start, percent });
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
        assert_eq!(wrong("新增学位0.3万个,占年度任务0.4万个的80%"), [("80".to_owned(), "75".to_owned())]);
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
            "招生1200人,比去年1100人增长9.1%",
            "完成率由62%提高到70%",
            "2024年6月30日前完成80%",
            "145个学校、165名教师,占50%",
            "培训教师300人、校长200人、班主任100人,占60%",
            "入园率98%,公办园占比65%",
            "",
        ] {
            assert_eq!(wrong(text), [], "{text}");
        }
    }
}
