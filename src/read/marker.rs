//! Markers: the numbers that may open a heading, and the choice of those that do. A number is a heading only if
//! it fits the running sequence and stands after a line break or a full stop.

use super::shadow::Shadow;

/// The shapes a number may have, outermost first by custom (GB/T 9704).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// `一、`
    Han,
    /// `(一)`
    HanParen,
    /// `1.` `1、`
    Arabic,
    /// `1)`
    ArabicParen,
    /// `(1)`
    Paren,
    /// `①`
    Circled,
}

/// A heading that was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    /// First character of its number.
    pub at: usize,
    /// First character after its number.
    pub text: usize,
    /// The number.
    pub number: u32,
    /// How many other levels are open around it.
    pub depth: usize,
    /// How many numbers are missing before it.
    pub missing: u32,
}

/// A jump over this many numbers is read as a gap, a larger one as no heading.
const LARGEST_GAP: u32 = 3;

/// The headings of a text, and the places of numbers that fit no sequence.
pub(super) fn headings(shadow: &Shadow<'_>) -> (Vec<Heading>, Vec<usize>) {
    let mut levels: Vec<(Shape, u32)> = Vec::new();
    let mut last_seen: Vec<(Shape, u32)> = Vec::new();
    let (mut found, mut rejected) = (Vec::new(), Vec::new());
    for at in places(shadow) {
        let Some((shape, number, text)) = marker(shadow, at) else { continue };
        let open = levels.iter().position(|(other, _)| *other == shape);
        let last = match open {
            Some(level) => Some(levels[level].1),
            None => last_seen.iter().find(|(other, _)| *other == shape).map(|(_, last)| *last),
        };
        let step = last.map_or(i64::from(number), |last| i64::from(number) - i64::from(last));
        let restarts = open.is_none() && number == 1;
        let fits = restarts || (1..=i64::from(LARGEST_GAP)).contains(&step) && (last.is_some() || number == 1);
        if !fits {
            rejected.push(at);
            continue;
        }
        match open {
            Some(level) => levels.truncate(level),
            None => levels.retain(|(other, _)| *other < shape),
        }
        let missing = if restarts { 0 } else { u32::try_from(step - 1).unwrap_or(0) };
        found.push(Heading { at, text, number, depth: levels.len(), missing });
        levels.push((shape, number));
        last_seen.retain(|(other, _)| *other != shape);
        last_seen.push((shape, number));
    }
    (found, rejected)
}

/// Places where a heading may begin: after a line break, or after a full stop in the same line.
fn places<'s>(shadow: &'s Shadow<'_>) -> impl Iterator<Item = usize> + 's {
    let mut fresh = true;
    (0..shadow.len()).filter(move |at| {
        let c = shadow.at(*at);
        if c == '\n' || c == '。' {
            fresh = true;
            return false;
        }
        if c.is_whitespace() {
            return false;
        }
        std::mem::replace(&mut fresh, false)
    })
}

/// The marker at `at`: shape, number, and where its text begins.
fn marker(shadow: &Shadow<'_>, at: usize) -> Option<(Shape, u32, usize)> {
    if let Some(number) = circled(shadow.at(at)) {
        return Some((Shape::Circled, number, at + 1));
    }
    let bracketed = shadow.at(at) == '(';
    let from = at + usize::from(bracketed);
    let (number, han, end) = numeral(shadow, from)?;
    let (shape, text) = match (bracketed, han, shadow.at(end)) {
        (true, true, ')') => (Shape::HanParen, end + 1),
        (true, false, ')') => (Shape::Paren, end + 1),
        (false, true, '、') => (Shape::Han, end + 1),
        (false, false, '、') => (Shape::Arabic, end + 1),
        // `1.5亿元` is a figure, no heading.
        (false, false, '.') if !shadow.at(end + 1).is_ascii_digit() || is_year(shadow, end + 1) => {
            (Shape::Arabic, end + 1)
        }
        (false, false, ')') => (Shape::ArabicParen, end + 1),
        _ => return None,
    };
    let text = shadow.find(text, shadow.len(), |c| c == '\n' || !c.is_whitespace()).unwrap_or(shadow.len());
    Some((shape, number, text))
}

/// `3.2024年秋季` is the third heading.
fn is_year(shadow: &Shadow<'_>, at: usize) -> bool {
    (at..at + 4).all(|at| shadow.at(at).is_ascii_digit()) && shadow.at(at + 4) == '年'
}

/// `①` to `⑳`.
fn circled(c: char) -> Option<u32> {
    ('①'..='⑳').contains(&c).then(|| c as u32 - '①' as u32 + 1)
}

/// A number at `at`: its value, whether it is written in Chinese, and where it ends.
fn numeral(shadow: &Shadow<'_>, at: usize) -> Option<(u32, bool, usize)> {
    const LONGEST: usize = 6;
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|at| at as u32 + 1);
    let arabic: String = (at..at + LONGEST).map(|i| shadow.at(i)).take_while(char::is_ascii_digit).collect();
    if !arabic.is_empty() {
        let value = arabic.parse().ok().filter(|n| *n > 0)?;
        return Some((value, false, at + arabic.len()));
    }
    let (mut value, mut pending, mut end) = (0, 0, at);
    while end < at + LONGEST {
        match shadow.at(end) {
            '百' => value += std::mem::take(&mut pending).max(1) * 100,
            '十' => value += std::mem::take(&mut pending).max(1) * 10,
            '〇' | '零' if end > at => {}
            c => match digit(c) {
                Some(d) => pending = d,
                None => break,
            },
        }
        end += 1;
    }
    value += pending;
    (value > 0).then_some((value, true, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(usize, u32)> {
        headings(&Shadow::of(text)).0.iter().map(|heading| (heading.depth, heading.number)).collect()
    }

    #[test]
    fn numbers_may_run_through_or_restart() {
        assert_eq!(numbers("一、甲\n1.子\n2.丑\n二、乙\n3．寅\n"), [(0, 1), (1, 1), (1, 2), (0, 2), (1, 3)]);
        assert_eq!(numbers("一、甲\n(一)子\n(二)丑\n二、乙\n（一）寅\n"), [(0, 1), (1, 1), (1, 2), (0, 2), (1, 1)]);
    }

    #[test]
    fn a_number_out_of_sequence_is_text() {
        let (found, rejected) = headings(&Shadow::of("1.甲\n2.乙\n2024.12.1 起\n17.不是\n3.丙\n"));
        assert_eq!(found.iter().map(|heading| heading.number).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(rejected.len(), 1);
    }

    #[test]
    fn large_chinese_numbers() {
        let shadow = Shadow::of("二十一、甲");
        assert_eq!(numeral(&shadow, 0), Some((21, true, 3)));
        assert_eq!(numeral(&Shadow::of("十、"), 0), Some((10, true, 1)));
        assert_eq!(numeral(&Shadow::of("一百零二、"), 0), Some((102, true, 4)));
    }
}
