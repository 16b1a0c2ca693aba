//! Search: Chinese, pinyin and initials (`xljk` finds 心理健康), with the places found, for highlighting. The
//! matching is `ib-matcher`'s.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::PinyinNotation;

use crate::plan::{Board, Item, Node, bare};

/// A text to look for.
#[derive(Clone)]
pub struct Needle {
    query: String,
    matcher: Option<Arc<IbMatcher<'static>>>,
}

impl fmt::Debug for Needle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Needle").field(&self.query).finish()
    }
}

impl PartialEq for Needle {
    fn eq(&self, other: &Self) -> bool {
        self.query == other.query
    }
}

/// What was typed, taken as the words of a command whose order or signs one does not remember: `新增板块` is `板块:新增`.
pub struct Loosely {
    needle: Needle,
    chars: Vec<char>,
}

impl Loosely {
    /// What was typed.
    pub fn new(query: &str) -> Self {
        let bare = bare(&query.to_lowercase());
        Self { needle: Needle::new(&bare), chars: bare.chars().collect() }
    }

    /// Whether it is in `text` without its signs, or every character of it is, in whatever order.
    pub fn matches(&self, text: &str) -> bool {
        const FEWEST: usize = 3;
        let text = bare(&text.to_lowercase());
        let is_there = |c: &char| text.contains(*c);
        self.needle.matches(&text) || (self.chars.len() >= FEWEST && self.chars.iter().all(is_there))
    }
}

impl Default for Needle {
    fn default() -> Self {
        Self::new("")
    }
}

impl Needle {
    /// What was typed. Nothing typed matches everything.
    pub fn new(query: &str) -> Self {
        let query = query.trim().to_lowercase();
        let build = || {
            let pinyin = PinyinMatchConfig::notations(PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter);
            Arc::new(IbMatcher::builder(query.as_str()).is_pattern_partial(true).pinyin(pinyin).build())
        };
        Self { matcher: (!query.is_empty()).then(build), query }
    }

    /// What was typed.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// Where it is found in `text`, as byte offsets.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let found = self.matcher.as_ref()?.find(text)?;
        Some(found.start()..found.end()).filter(|range| text.get(range.clone()).is_some())
    }

    /// Whether it is found in `text`.
    pub fn matches(&self, text: &str) -> bool {
        self.is_empty() || self.find(text).is_some()
    }

    /// Whether it is found in an item's own texts, measures left out.
    pub fn matches_item(&self, item: &Item) -> bool {
        let work = &item.work;
        let names = work.lead.iter().chain(&work.leader).chain(&work.support).chain(&work.counties);
        item.no.to_string() == self.query
            || self.matches(&item.title)
            || names.into_iter().any(|name| self.matches(name))
            || item
                .reports
                .iter()
                .any(|report| [&report.done, &report.problem, &report.next].into_iter().any(|text| self.matches(text)))
    }

    /// Items and measures in which it is found, in document order.
    pub fn hits(&self, board: &Board) -> Vec<Node> {
        let mut hits = Vec::new();
        if self.is_empty() {
            return hits;
        }
        for item in board.items() {
            if self.matches_item(item) {
                hits.push(Node::item(item.id));
            }
            let measures = item.measures.iter().filter(|measure| {
                let lead = measure.work.as_ref().and_then(|work| work.lead.as_ref());
                self.matches(&measure.text) || lead.is_some_and(|lead| self.matches(lead))
            });
            hits.extend(measures.map(|measure| Node::measure(item.id, measure.id)));
        }
        hits
    }
}

/// A search that goes on: its places, to go from one to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// What is looked for.
    pub needle: Needle,
    /// Where it is.
    pub hits: Vec<Node>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_pinyin_and_initials_find_the_same() {
        let text = "完善学生心理健康工作机制";
        for query in ["心理", "xinli", "xljk", "XLJK", "xinlijk", "xlji"] {
            let found = Needle::new(query).find(text);
            assert!(found.is_some_and(|range| text[range].starts_with("心理")), "{query}");
        }
        assert_eq!(Needle::new("zzz").find(text), None);
    }
}
