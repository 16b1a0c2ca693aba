//! Markers: the numbers, dashes and styles that may open a heading, by their shape alone. Which of them do open one is
//! decided in `levels`.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::shadow::Shadow;

/// The shapes a marker may have, outermost first by custom (GB/T 9704).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shape {
    /// A heading without a number, as Word, web pages and Markdown mark it; its level from 1.
    Styled(u8),
    /// `第一章`, `第一部分`
    Part,
    /// `第一节`
    Clause,
    /// `第一条`
    Article,
    /// `一、`
    Han,
    /// `(一)`
    HanParen,
    /// `1、`, where the paper has `1.` for something else
    ArabicComma,
    /// `1.` `1、`
    Arabic,
    /// `1.1`
    Decimal,
    /// `1.1.1`
    Decimals,
    /// `1)`
    ArabicParen,
    /// `(1)` `⑴`
    Paren,
    /// `①`
    Circled,
    /// `A.`
    Upper,
    /// `a.` `a)`
    Lower,
    /// `一是`, `第一,`
    Is,
    /// `——`, `△`, `- `
    Bullet(char),
}

impl Shape {
    /// Whether it only parts sentences where anything else opens headings.
    pub(super) fn is_weak(self) -> bool {
        matches!(self, Self::Is | Self::Bullet(_))
    }

    /// Whether it has no number of its own.
    fn is_unnumbered(self) -> bool {
        matches!(self, Self::Styled(_) | Self::Bullet(_))
    }
}

/// A place that may open a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// First character of the number.
    pub at: usize,
    /// First character after it.
    pub text: usize,
    pub shape: Shape,
    /// As it stands there; of what has none, 0. Of `2.3` it is 3.
    pub number: u32,
    /// Of `2.3` it is 2: the number of the heading that it stands under.
    pub under: Option<u32>,
    /// Whether nothing stands before it in its line.
    pub begins_line: bool,
}

/// A heading of a document that keeps styles: where its line begins, and its level.
pub(super) type Styled = (usize, u8);

/// All markers of a text, in order. Of a paper in one paragraph they may stand anywhere, else after a line break or a full
/// stop.
pub(super) fn markers(shadow: &Shadow<'_>, styled: &[Styled]) -> Vec<Marker> {
    let anywhere = is_one_paragraph(shadow);
    let mut found = Vec::new();
    let mut place = Place::Line;
    let mut styles = styled.iter().peekable();
    for at in 0..shadow.len() {
        let c = shadow.at(at);
        let before = place;
        place = match c {
            '\n' => Place::Line,
            '。' => place.max(Place::Sentence),
            c if c.is_whitespace() => place,
            '!' | '?' | ';' | ':' | '”' | ')' if anywhere => Place::Sentence,
            _ => Place::Inside,
        };
        if c == '\n' || c.is_whitespace() {
            continue;
        }
        let style = styles.next_if(|(start, _)| *start <= at).filter(|_| before == Place::Line);
        let numbered = match before {
            Place::Line | Place::Sentence => marker(shadow, at, before == Place::Line),
            Place::Inside if anywhere => marker(shadow, at, false).filter(|m| stands_alone(shadow, m)),
            Place::Inside => None,
        };
        match (numbered, style) {
            (Some(marker), _) => found.push(marker),
            (None, Some((_, level))) => found.push(Marker::unnumbered(at, Shape::Styled(*level))),
            (None, None) => {}
        }
    }
    part_commas(shadow, &mut found);
    settle_decimals(shadow, &mut found);
    settle_letters(&mut found);
    found
}

impl Marker {
    /// Of a heading without a number.
    pub fn unnumbered(at: usize, shape: Shape) -> Self {
        Self { at, text: at, shape, number: 0, under: None, begins_line: true }
    }
}

/// `1.1` is a number where `1.2` follows it, else a figure. A paper that counts so may leave the dot out of its outer
/// numbers: `1 抓党建`.
fn settle_decimals(shadow: &Shadow<'_>, found: &mut Vec<Marker>) {
    let numbers: HashSet<(Shape, Option<u32>, u32)> =
        found.iter().map(|marker| (marker.shape, marker.under, marker.number)).collect();
    let counts = |shape: Shape| {
        numbers.iter().any(|(of, under, number)| *of == shape && numbers.contains(&(shape, *under, number + 1)))
    };
    let (two, three) = (counts(Shape::Decimal), counts(Shape::Decimals));
    found.retain(|marker| {
        let is_part = marker.shape == Shape::Decimals;
        marker.under.is_none() || two && (three || !is_part)
    });
    if !two {
        return;
    }
    for (from, to) in shadow.lines() {
        let digits = (from..to).take_while(|at| shadow.at(*at).is_ascii_digit()).count();
        let text = from + digits;
        let is_number = (1..=2).contains(&digits) && shadow.at(text) == ' ';
        let number = shadow.text(from, text).parse().ok().filter(|number| *number > 0 && is_number);
        let rest = shadow.find(text, to, |c| c != ' ');
        let is_heading = rest.is_some_and(|at| is_han(shadow.at(at)) && !"月日年个所名元".contains(shadow.at(at)));
        if let (Some(number), true) = (number, is_heading) {
            let text = rest.unwrap_or(text);
            // A line that the format calls a heading has one already.
            found.retain(|marker| marker.at != from);
            found.push(Marker { at: from, text, shape: Shape::Arabic, number, under: None, begins_line: true });
        }
    }
    found.sort_by_key(|marker| marker.at);
}

/// `A.` is a number where `B.` follows it.
fn settle_letters(found: &mut Vec<Marker>) {
    for shape in [Shape::Upper, Shape::Lower] {
        let has = |number: u32| found.iter().any(|marker| marker.shape == shape && marker.number == number);
        if !has(1) || !has(2) {
            found.retain(|marker| marker.shape != shape);
        }
    }
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// What stands before a character.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Other text.
    Inside,
    /// The end of a sentence.
    Sentence,
    /// Nothing in its line.
    Line,
}

/// Most of the text stands in one line.
fn is_one_paragraph(shadow: &Shadow<'_>) -> bool {
    const LONG: usize = 120;
    let longest = shadow.chars.split(|c| *c == '\n').map(<[char]>::len).max().unwrap_or(0);
    longest >= LONG && longest * 10 >= shadow.len() * 7
}

/// In the midst of other text a number counts only where no figure and no enumeration can be meant.
fn stands_alone(shadow: &Shadow<'_>, marker: &Marker) -> bool {
    let before = marker.at.checked_sub(1).map_or('\n', |at| shadow.at(at));
    let in_list = "、第十百千零〇一二三四五六七八九,.".contains(before) || before.is_ascii_digit();
    matches!(marker.shape, Shape::Han | Shape::HanParen | Shape::Arabic | Shape::Paren) && !in_list
}

/// `1、甲 1.子 2.丑 2、乙`: two levels, where each begins with 1; else one, written carelessly.
fn part_commas(shadow: &Shadow<'_>, markers: &mut [Marker]) {
    let is_comma =
        |marker: &Marker| marker.shape == Shape::Arabic && (marker.at..marker.text).any(|at| shadow.at(at) == '、');
    let of = |comma: bool, first: bool| {
        let fits = |marker: &&Marker| {
            marker.shape == Shape::Arabic && is_comma(marker) == comma && (!first || marker.number == 1)
        };
        markers.iter().filter(fits).count()
    };
    let both = of(true, true) > 0 && of(false, true) > 0 && of(true, false) > 1 && of(false, false) > 1;
    if both {
        let commas: Vec<usize> =
            markers.iter().enumerate().filter(|(_, marker)| is_comma(marker)).map(|(at, _)| at).collect();
        for at in commas {
            markers[at].shape = Shape::ArabicComma;
        }
    }
}

/// The marker at `at`.
fn marker(shadow: &Shadow<'_>, at: usize, begins_line: bool) -> Option<Marker> {
    let decimal = if begins_line { decimal(shadow, at) } else { None };
    let under = decimal.map(|(under, _)| under);
    let found = decimal.map(|(_, found)| found).or_else(|| numbered(shadow, at));
    let (shape, number, text) =
        found.or_else(|| begins_line.then(|| letter(shadow, at).or_else(|| bullet(shadow, at)))?)?;
    let text = shadow.find(text, shadow.len(), |c| c == '\n' || !c.is_whitespace()).unwrap_or(shadow.len());
    Some(Marker { at, text, shape, number, under, begins_line })
}

/// `2.3` or `2.3.1` before words, and the number before its last.
fn decimal(shadow: &Shadow<'_>, at: usize) -> Option<(u32, (Shape, u32, usize))> {
    let mut parts: Vec<u32> = Vec::new();
    let mut end = at;
    loop {
        let digits: String = (end..end + 2).map(|at| shadow.at(at)).take_while(char::is_ascii_digit).collect();
        parts.push(digits.parse().ok().filter(|number| *number > 0)?);
        end += digits.len();
        if shadow.at(end) != '.' || !shadow.at(end + 1).is_ascii_digit() {
            break;
        }
        end += 1;
    }
    let shape = match parts.len() {
        2 => Shape::Decimal,
        3 => Shape::Decimals,
        _ => return None,
    };
    // `1.5亿元`, `3.2%`, `3.1月底前` are figures and dates.
    let next = shadow.find(end, end + 3, |c| c != ' ' && c != '、').map(|at| shadow.at(at))?;
    let is_figure = "亿万千百元倍个平公米分年月日号吨度".contains(next);
    let is_words =
        is_han(next) && !is_figure || "“《(".contains(next) || next.is_ascii_digit() && shadow.at(end) == ' ';
    let [.., under, number] = parts.as_slice() else { return None };
    is_words.then_some((*under, (shape, *number, end + usize::from(shadow.at(end) == '、'))))
}

/// `A.甲`, `a)甲`.
fn letter(shadow: &Shadow<'_>, at: usize) -> Option<(Shape, u32, usize)> {
    let c = shadow.at(at);
    let shape = if c.is_ascii_uppercase() { Shape::Upper } else { Shape::Lower };
    let number = u32::from(c.to_ascii_lowercase()).checked_sub(u32::from('a'))? + 1;
    let after = shadow.find(at + 2, at + 4, |c| c != ' ').map(|at| shadow.at(at))?;
    let opens = matches!(shadow.at(at + 1), '.' | ')' | '、') && !after.is_ascii_alphanumeric();
    (c.is_ascii_alphabetic() && opens).then_some((shape, number, at + 2))
}

fn numbered(shadow: &Shadow<'_>, at: usize) -> Option<(Shape, u32, usize)> {
    let c = shadow.at(at);
    if let Some(number) = of_range(c, '①', 20) {
        return Some((Shape::Circled, number, at + 1));
    }
    if let Some(number) = of_range(c, '⑴', 20) {
        return Some((Shape::Paren, number, at + 1));
    }
    if let Some(number) = of_range(c, '⒈', 20) {
        return Some((Shape::Arabic, number, at + 1));
    }
    if c == '第' {
        let (number, _, end) = numeral(shadow, at + 1)?;
        let says = |word: &str| word.chars().enumerate().all(|(i, c)| shadow.at(end + i) == c);
        let parts = [
            ("章", Shape::Part),
            ("部分", Shape::Part),
            ("节", Shape::Clause),
            ("条", Shape::Article),
            (",", Shape::Is),
            ("、", Shape::Is),
        ];
        let (word, shape) = parts.into_iter().find(|(word, _)| says(word))?;
        let mut text = end + word.chars().count();
        if matches!(shadow.at(text), ':' | '、') {
            text += 1;
        }
        return Some((shape, number, text));
    }
    let bracketed = c == '(';
    let from = at + usize::from(bracketed);
    let (number, han, mut end) = numeral(shadow, from)?;
    if han && !bracketed && shadow.at(end) == '是' {
        return Some((Shape::Is, number, end + 1));
    }
    // `八、九月份` are two months, `二、九月推普周` is a heading.
    if han
        && shadow.at(end) == '、'
        && numeral(shadow, end + 1).is_some_and(|(next, _, end)| shadow.at(end) == '月' && next == number + 1)
    {
        return None;
    }
    // `2 .夯实基础`, `( 1 )`.
    if shadow.at(end) == ' ' && matches!(shadow.at(end + 1), '.' | '、' | ')') {
        end += 1;
    }
    Some(match (bracketed, han, shadow.at(end)) {
        // `(一)、甲`
        (true, han, ')') => {
            let shape = if han { Shape::HanParen } else { Shape::Paren };
            (shape, number, end + 1 + usize::from(matches!(shadow.at(end + 1), '、' | '.')))
        }
        // `一,甲` and `一.甲` are slips that many make.
        (false, true, '、' | '.') => (Shape::Han, number, end + 1),
        (false, false, '、') => (Shape::Arabic, number, end + 1),
        // `1.5亿元` is a figure, no heading.
        (false, false, '.') if !shadow.at(end + 1).is_ascii_digit() || begins_with_figure(shadow, end + 1) => {
            (Shape::Arabic, number, end + 1)
        }
        (false, false, ')') => (Shape::ArabicParen, number, end + 1),
        _ => return None,
    })
}

/// `——甲`, `△甲`, `- 甲`, `• 甲` at the beginning of a line.
fn bullet(shadow: &Shadow<'_>, at: usize) -> Option<(Shape, u32, usize)> {
    let c = shadow.at(at);
    let end = match c {
        '—' if shadow.at(at + 1) == '—' => at + 2,
        '△' | '▲' | '●' | '○' | '■' | '□' | '◆' | '◇' | '★' | '☆' | '•' | '·' | '▪' | '➢' | '\u{f06c}' => {
            at + 1
        }
        '-' | '*' if shadow.at(at + 1).is_whitespace() && shadow.at(at + 1) != '\n' => at + 1,
        _ => return None,
    };
    Some((Shape::Bullet(c), 0, end))
}

/// Whether what stands at `at`, after `N.`, begins a sentence and is no decimal: `1.3月底前`, `3.2025年`, `3.2025—2026学年`,
/// `4.100%`.
fn begins_with_figure(shadow: &Shadow<'_>, at: usize) -> bool {
    let digits = (at..at + 5).take_while(|at| shadow.at(*at).is_ascii_digit()).count();
    let after = shadow.at(at + digits);
    let said: String = (at..at + digits).map(|at| shadow.at(at)).collect();
    match digits {
        1 | 2 => after == '月' && matches!(said.parse(), Ok(1..=12)),
        3 => said == "100" && after == '%',
        4 => (said.starts_with("20") || said.starts_with("19")) && "年—-~至届级学春秋".contains(after),
        _ => false,
    }
}

/// `①` to `⑳`.
fn of_range(c: char, first: char, count: u32) -> Option<u32> {
    let number = (c as u32).checked_sub(first as u32)? + 1;
    (number <= count).then_some(number)
}

/// A number at `at`: its value, whether it is written in Chinese, and where it ends.
pub(super) fn numeral(shadow: &Shadow<'_>, at: usize) -> Option<(u32, bool, usize)> {
    const LONGEST: usize = 6;
    let at = at + usize::from(shadow.at(at) == ' ');
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

/// The shape of a number as a person writes it to name a level: `(一)`, `1.`
pub fn shape_of(example: &str) -> Option<Shape> {
    let text = format!("{}甲", example.trim());
    let shadow = Shadow::of(&text);
    marker(&shadow, 0, true).map(|marker| marker.shape)
}

/// Whether a line has a number of its own at its beginning.
pub(super) fn begins_with_marker(text: &str) -> bool {
    let shadow = Shadow::of(text.trim_start());
    marker(&shadow, 0, true).is_some_and(|marker| !marker.shape.is_unnumbered())
}

/// The number at the beginning of a line, if it is one of a section: its shape, and itself.
pub(super) fn begins_with_shape(text: &str) -> Option<(Shape, u32)> {
    let shadow = Shadow::of(text);
    let Marker { shape, number, .. } = marker(&shadow, 0, true)?;
    matches!(shape, Shape::Part | Shape::Han | Shape::HanParen).then_some((shape, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_chinese_numbers() {
        let shadow = Shadow::of("二十一、甲");
        assert_eq!(numeral(&shadow, 0), Some((21, true, 3)));
        assert_eq!(numeral(&Shadow::of("十、"), 0), Some((10, true, 1)));
        assert_eq!(numeral(&Shadow::of("一百零二、"), 0), Some((102, true, 4)));
    }

    #[test]
    fn every_shape_is_known() {
        let shape = |text: &str| markers(&Shadow::of(text), &[]).first().map(|m| (m.shape, m.number));
        for (text, expected) in [
            ("一、甲", (Shape::Han, 1)),
            ("（二）甲", (Shape::HanParen, 2)),
            ("３．甲", (Shape::Arabic, 3)),
            ("2 .甲", (Shape::Arabic, 2)),
            ("4）甲", (Shape::ArabicParen, 4)),
            ("（5）甲", (Shape::Paren, 5)),
            ("⑴甲", (Shape::Paren, 1)),
            ("③甲", (Shape::Circled, 3)),
            ("二是甲", (Shape::Is, 2)),
            ("——甲", (Shape::Bullet('—'), 0)),
            ("- 甲", (Shape::Bullet('-'), 0)),
            ("△甲", (Shape::Bullet('△'), 0)),
            ("第一章 甲", (Shape::Part, 1)),
            ("第二部分 甲", (Shape::Part, 2)),
        ] {
            assert_eq!(shape(text), Some(expected), "{text}");
        }
        for none in ["1.5亿元", "2024年", "一些", "-5度", "第一批学校", "“六百工程”"] {
            assert_eq!(shape(none), None, "{none}");
        }
    }
}
