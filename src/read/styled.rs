//! Headings by their looks: what a format itself calls a heading, or, where it calls nothing so, what stands alone in bold.

use super::front::is_title;
use super::labels::is_annotation;
use super::marker::{Styled, begins_with_marker, begins_with_shape};
use super::paper::{Paper, Style};
use super::shadow::Shadow;

/// The headings that the format itself names, by characters. One of the first level alone is the title.
pub(super) fn styled_headings(paper: &Paper, shadow: &Shadow<'_>) -> Vec<Styled> {
    let sizes = bold_headings(paper, shadow);
    let level = |style: Style| match style {
        Style::Heading(level) => Some(level),
        Style::Bold(size) => sizes.iter().position(|known| *known == size).map(|at| at as u8 + 1),
        Style::Title => None,
    };
    let first = |wanted: u8| paper.styled.iter().filter(move |(_, style)| level(*style) == Some(wanted)).count();
    let title = (1..=6).find(|level| first(*level) > 0).filter(|level| first(*level) == 1);
    let inside = |(byte, style): &(usize, Style)| {
        let level = level(*style).filter(|level| Some(*level) != title)?;
        let at = shadow.char_at(*byte);
        let line = || shadow.line(at);
        let is_heading = !matches!(style, Style::Bold(_)) || heads(&line()) && !is_title(&line());
        is_heading.then_some((at, level))
    };
    paper.styled.iter().filter_map(inside).collect()
}

/// The sizes of letters in which lines of bold are headings, the largest first: where the format names no heading, and no
/// number stands at the beginning of a line that commonly is outside of all others.
fn bold_headings(paper: &Paper, shadow: &Shadow<'_>) -> Vec<u32> {
    const FEWEST: usize = 3;
    const MOST: usize = 3;
    let bold = paper.styled.iter().filter_map(|(byte, style)| match style {
        Style::Bold(size) => {
            let line = shadow.line(shadow.char_at(*byte));
            (heads(&line) && !is_title(&line)).then_some(*size)
        }
        Style::Heading(_) | Style::Title => None,
    });
    let mut sizes: Vec<u32> = bold.collect();
    // One alone is the title.
    let has_others = paper.styled.iter().filter(|(_, style)| matches!(style, Style::Heading(_))).count() > 1;
    let is_numbered = || shadow.lines().iter().any(|(from, _)| begins_with_shape(&shadow.line(*from)).is_some());
    if sizes.len() < FEWEST || has_others || is_numbered() {
        return Vec::new();
    }
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    sizes.dedup();
    sizes.truncate(MOST);
    sizes
}

/// Whether a line in bold may head what follows: short, no sentence, no label, no number of its own.
fn heads(line: &str) -> bool {
    const LONGEST: usize = 30;
    (2..=LONGEST).contains(&line.chars().count())
        && !line.ends_with(['。', ';', ',', ':', '!', '?', ')'])
        && !begins_with_marker(line)
        && !is_annotation(line)
}
