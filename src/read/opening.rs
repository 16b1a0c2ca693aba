//! What comes before a plan and has numbers of its own: a page of contents, a covering notice with its own points. Their
//! markers are no headings of the plan.

use std::collections::HashSet;

use super::front::is_title;
use super::marker::{Marker, Shape, begins_with_marker};
use super::shadow::{Run, Shadow};

/// The lines of a page of contents, if there is one.
pub(super) fn contents_page(shadow: &Shadow<'_>) -> Option<Run> {
    let lines = shadow.lines();
    let bare: Vec<String> = lines.iter().map(|line| entry(shadow, *line)).collect();
    let headed = bare.iter().position(|line| line == "目录" || line == "目次");
    let later: HashSet<&str> = repeated(&bare);
    let is_entry = |at: usize| later.contains(bare[at].as_str()) || has_page_number(shadow, lines[at]);
    let first = match headed {
        Some(at) => at,
        // Without a word above it, a list of numbered lines with page numbers that all come again.
        None => (0..lines.len()).find(|at| {
            has_page_number(shadow, lines[*at])
                && later.contains(bare[*at].as_str())
                && begins_with_marker(shadow.text(lines[*at].0, lines[*at].1))
        })?,
    };
    let begin = first + usize::from(headed.is_some());
    let mut seen = HashSet::new();
    // Its end is where the first line stands again: that is the text itself.
    let length = (begin..lines.len()).take_while(|at| is_entry(*at) && seen.insert(bare[*at].as_str())).count();
    let enough = if headed.is_some() { 1 } else { 3 };
    (length >= enough).then(|| (lines[first].0, lines[begin + length - 1].1))
}

/// A line of a page of contents without its dots and page number.
fn entry(shadow: &Shadow<'_>, (from, to): Run) -> String {
    let text: String = shadow.chars[from..to].iter().filter(|c| !c.is_whitespace()).collect();
    let page = text.trim_end_matches(|c: char| c.is_ascii_digit() || ".…·-—()".contains(c));
    if page.is_empty() { text } else { page.trim_end_matches(['。', ':']).to_owned() }
}

fn has_page_number(shadow: &Shadow<'_>, (from, to): Run) -> bool {
    let text = shadow.text(from, to).trim_end_matches([')', '）', '-', '—']);
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.ends_with(['.', '…', '·', '\t', ' ', '\u{3000}', '(', '（', '-', '—'])
}

/// Lines that stand in the text twice, the first time with or without a page number.
fn repeated(bare: &[String]) -> HashSet<&str> {
    let mut once = HashSet::new();
    let mut twice = HashSet::new();
    for line in bare {
        // Of a heading with its body in one line the beginning is enough.
        let head = line.split('。').next().unwrap_or(line);
        if head.chars().count() >= 3 && !once.insert(head) {
            twice.insert(head);
        }
    }
    twice
}

/// Lines that hold nothing but the number of a page: `— 2 —`, `第 2 页`, `2/10`. Three or more, or they may be anything.
pub(super) fn page_numbers(shadow: &Shadow<'_>) -> Vec<Run> {
    const FEWEST: usize = 2;
    let is_number = |(from, to): &Run| {
        let text: String = shadow.chars[*from..*to].iter().filter(|c| !c.is_whitespace()).collect();
        let dashed = text.strip_prefix(['—', '-', '–', '·']).and_then(|rest| rest.strip_suffix(['—', '-', '–', '·']));
        let paged =
            text.strip_prefix('第').and_then(|rest| rest.split('页').next().filter(|bare| bare.len() < rest.len()));
        let bare = dashed.or(paged).unwrap_or_default().trim_matches(['—', '-']);
        !bare.is_empty() && bare.len() <= 3 && bare.chars().all(|c| c.is_ascii_digit())
    };
    let found: Vec<Run> = shadow.lines().into_iter().filter(is_number).collect();
    if found.len() >= FEWEST { found } else { Vec::new() }
}

/// Headings without a number, between lists that begin with 1 again and again: `九月份`, and the tasks below it.
pub(super) fn unnumbered(shadow: &Shadow<'_>, markers: &[Marker]) -> Vec<Marker> {
    const LONGEST: usize = 20;
    let Some(shape) = markers.iter().find(|marker| !marker.shape.is_weak()).map(|marker| marker.shape) else {
        return Vec::new();
    };
    let firsts: Vec<usize> = markers.iter().filter(|m| m.shape == shape && m.number == 1).map(|m| m.at).collect();
    if firsts.len() < 2 || markers.iter().any(|marker| marker.shape < shape) {
        return Vec::new();
    }
    let lines = shadow.lines();
    let before = |at: &usize| {
        let line = lines.partition_point(|(from, _)| from < at).checked_sub(1).map(|line| lines[line])?;
        let text = shadow.text(line.0, line.1);
        let is_heading = text.chars().count() <= LONGEST
            && !text.ends_with(['。', '；', ';', '：', ':', '，', ',', '!', '！', ')', '）'])
            && !is_title(text)
            && markers.binary_search_by_key(&line.0, |marker| marker.at).is_err();
        is_heading.then_some(Marker::unnumbered(line.0, Shape::Styled(1)))
    };
    let found: Vec<Option<Marker>> = firsts.iter().map(before).collect();
    // The first may follow the title at once; each other one has a line of its own.
    if found.iter().skip(1).any(Option::is_none) { Vec::new() } else { found.into_iter().flatten().collect() }
}

/// Where the plan itself begins: at a line that is a title, after a notice whose own numbers come to an end there.
pub(super) fn plan_start(shadow: &Shadow<'_>, markers: &[Marker]) -> usize {
    let Some(first) = markers.iter().find(|marker| is_outer(marker)) else { return 0 };
    let titles = shadow
        .lines()
        .into_iter()
        .filter(|(from, to)| *from > first.at && is_title(shadow.text(*from, *to)))
        .filter(|(from, to)| !begins_with_marker(shadow.text(*from, *to)));
    let begins_anew = |from: usize| {
        let after = markers.iter().find(|marker| marker.at > from && is_outer(marker));
        let before = markers.iter().filter(|marker| marker.at < from && is_outer(marker)).count();
        let rest = markers.iter().filter(|marker| marker.at > from && is_outer(marker)).count();
        after.is_some_and(|marker| marker.number == 1) && rest >= before
    };
    titles.map(|(from, _)| from).rfind(|from| begins_anew(*from)).unwrap_or(0)
}

fn is_outer(marker: &Marker) -> bool {
    matches!(marker.shape, Shape::Han | Shape::Part | Shape::Arabic | Shape::HanParen)
}

#[cfg(test)]
mod tests {
    use super::super::marker::markers;
    use super::*;

    #[test]
    fn a_page_of_contents_is_found() {
        let text = "某县2024年工作要点\n目　录\n一、甲……1\n二、乙……2\n一、甲\n1.子。\n二、乙\n2.丑。\n";
        let shadow = Shadow::of(text);
        let (from, to) = contents_page(&shadow).expect("a page of contents");
        assert_eq!(shadow.text(from, to), "目　录\n一、甲……1\n二、乙……2");
        assert_eq!(contents_page(&Shadow::of("一、甲\n1.子 2\n二、乙\n")), None);
    }

    #[test]
    fn a_notice_with_points_of_its_own_comes_before_the_plan() {
        let text = "关于印发的通知\n一、提高认识。\n二、抓好落实。\n某县教育局2024年工作要点\n一、甲\n1.子。\n二、乙\n2.丑。\n";
        let shadow = Shadow::of(text);
        let start = plan_start(&shadow, &markers(&shadow, &[]));
        assert!(shadow.text(start, shadow.len()).starts_with("某县教育局"));
    }
}
