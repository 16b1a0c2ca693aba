//! Text in cells: the one place that measures and breaks. Lines break by Unicode's rules, which know that no `，。` may
//! open a line and no `（《` end one.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells of one character as people see it. `wide`: the terminal draws characters of ambiguous width two cells wide.
pub(super) fn grapheme_width(grapheme: &str, wide: bool) -> usize {
    if grapheme.len() <= 1 {
        return grapheme.len();
    }
    if wide { grapheme.width_cjk() } else { grapheme.width() }.min(2)
}

/// Whether terminals disagree about the width of this character.
pub(super) fn is_ambiguous(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| !c.is_ascii() && c.width() != c.width_cjk())
}

/// Cells of a text.
pub(super) fn width(text: &str, wide: bool) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(|grapheme| grapheme_width(grapheme, wide)).sum()
}

/// The lines of a text at most `cells` wide, as byte ranges without the blanks at their ends.
pub(super) fn wrap(text: &str, cells: usize, wide: bool) -> Vec<Range<usize>> {
    let cells = cells.max(2);
    let mut lines = Vec::new();
    let mut paragraph = 0;
    for part in text.split('\n') {
        wrap_paragraph(part, paragraph, cells, wide, &mut lines);
        paragraph += part.len() + 1;
    }
    lines
}

fn wrap_paragraph(text: &str, offset: usize, cells: usize, wide: bool, lines: &mut Vec<Range<usize>>) {
    let mut push = |from: usize, to: usize| {
        let to = from + text[from..to].trim_end().len();
        lines.push(offset + from..offset + to);
    };
    if text.is_empty() {
        push(0, 0);
        return;
    }
    let (mut start, mut used, mut last_break) = (0, 0, 0);
    for (end, _) in unicode_linebreak::linebreaks(text) {
        let piece = width(text[last_break..end].trim_end(), wide);
        if used + piece > cells && last_break > start {
            push(start, last_break);
            (start, used) = (last_break, 0);
        }
        if used + piece <= cells {
            used += width(&text[last_break..end], wide);
        } else {
            // One unbreakable run wider than the line is cut between characters.
            used = 0;
            for (at, grapheme) in text[last_break..end].grapheme_indices(true) {
                let size = grapheme_width(grapheme, wide);
                if used + size > cells && used > 0 {
                    push(start, last_break + at);
                    (start, used) = (last_break + at, 0);
                }
                used += size;
            }
        }
        last_break = end;
    }
    if start < text.len() {
        push(start, text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, cells: usize) -> Vec<&str> {
        wrap(text, cells, false).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn no_closing_mark_opens_a_line_and_no_opening_mark_ends_one() {
        let plan = crate::read::LIUAN_2024;
        for cells in [16, 24, 38, 40, 58, 76] {
            for line in lines(plan, cells) {
                assert!(!line.starts_with([',', '。', '、', ';', ':', '”', ')', '》']), "{cells}: {line}");
                assert!(!line.ends_with(['(', '《', '“']), "{cells}: {line}");
            }
        }
    }

    #[test]
    fn an_unbreakable_run_is_cut() {
        assert_eq!(lines("aaaaaaaaaa", 4), ["aaaa", "aaaa", "aa"]);
        assert_eq!(lines("一\n\n二", 4), ["一", "", "二"]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_nothing_but_blanks_is_lost(text in "(\\PC|[一-龥，。“”a ]){0,80}", cells in 2usize..40, wide: bool) {
            let ranges = wrap(&text, cells, wide);
            for line in &ranges {
                prop_assert!(width(&text[line.clone()], wide) <= cells);
            }
            let kept: String = ranges.into_iter().map(|line| text[line].to_owned()).collect();
            let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(visible(&kept), visible(&text));
        }
    }
}
