//! Titles: where the title of an item ends within its line or cell, and the short label of a section.

use super::shadow::Shadow;

/// Opening verbs that a short label does without: 坚持政治引领 is known as 政治引领.
const OPENING_VERBS: [&str; 4] = ["坚持", "聚焦", "突出", "围绕"];

/// A title longer than this that goes on after a comma is a sentence, not a title.
pub(super) const LONGEST_TITLE: usize = 24;

/// `1.落实立德树人:深入…`, `1.强化理论武装  深入学习…`: a short title before a colon or a wide blank, with more after it.
pub(super) fn short_title(shadow: &Shadow<'_>, from: usize, to: usize) -> Option<usize> {
    const SHORTEST: usize = 3;
    const LEAST_AFTER: usize = 8;
    let mut depth = 0_usize;
    for at in from..to {
        match shadow.at(at) {
            '(' | '[' | '《' | '“' => depth += 1,
            ')' | ']' | '》' | '”' => depth = depth.saturating_sub(1),
            ',' | ';' | '!' | '?' => return None,
            ':' if depth == 0 => {
                let fits = (SHORTEST..=LONGEST_TITLE).contains(&(at - from)) && to - at > LEAST_AFTER;
                return (fits && super::labels::label(shadow.text(from, at)).is_none()).then_some(at);
            }
            ' ' if depth == 0 && (shadow.at(at + 1) == ' ' || shadow.text(at, at + 1) == "\u{3000}") => {
                let fits = (SHORTEST..=LONGEST_TITLE).contains(&(at - from)) && to - at > 2 * LEAST_AFTER;
                return fits.then_some(at);
            }
            _ => {}
        }
    }
    None
}

/// The first clause of a heading without its opening verb.
pub fn label(heading: &str) -> String {
    const SHORT: usize = 8;
    let signs = |c: char| [',', '，', '、', ':', '：', ' '].contains(&c) && heading.chars().count() > SHORT;
    let clause = heading.split(signs).next().unwrap_or(heading);
    let bare = OPENING_VERBS.iter().find_map(|verb| clause.strip_prefix(verb));
    // 坚持不懈 is a word of its own.
    let bare = bare.filter(|rest| rest.chars().count() >= 2 && !rest.starts_with("不懈"));
    bare.unwrap_or(clause).to_owned()
}
