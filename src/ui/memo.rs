//! Memo: what drawing remembers from one frame to the next. Losing it changes no behaviour.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;

use super::text::wrap;
use super::theme::{Depth, Theme};
use crate::app::{Painted, Target, ThemeName};

/// Broken texts that are kept.
const WRAPS_KEPT: usize = 4_000;

/// Lines of a text, as byte ranges.
type Lines = Rc<[Range<usize>]>;

/// What drawing remembers.
#[derive(Debug, Default)]
pub struct Memo {
    /// How many colours the terminal has.
    pub depth: Depth,
    /// What this frame found out, for the app.
    pub painted: Painted,
    /// By hash of the text, width, and width of ambiguous characters.
    wraps: HashMap<(u64, usize, bool), Lines>,
    tops: HashMap<&'static str, usize>,
    /// What was said last about a text being typed, and by what that goes.
    said: Option<(u64, Rc<str>)>,
}

impl Memo {
    /// A memo for a terminal with so many colours.
    pub fn new(depth: Depth) -> Self {
        Self { depth, ..Self::default() }
    }

    pub(super) fn theme(&self, name: ThemeName) -> Theme {
        Theme::new(name, self.depth)
    }

    pub(super) fn begin(&mut self) {
        self.painted.targets.clear();
        self.painted.page = 0;
        self.painted.at = None;
        self.painted.max_top = 0;
        self.painted.top = 0;
        self.painted.popup = (0, 0, 0);
    }

    /// The lines of a text, broken once for each width.
    pub(super) fn wrap(&mut self, text: &str, cells: usize, wide: bool) -> Lines {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let key = (hasher.finish(), cells, wide);
        if self.wraps.len() > WRAPS_KEPT {
            self.wraps.clear();
        }
        Rc::clone(self.wraps.entry(key).or_insert_with(|| wrap(text, cells, wide).into()))
    }

    /// What is to be said about something that is typed; worked out once as long as `basis` is the same.
    pub(super) fn said(&mut self, basis: impl Hash, say: impl FnOnce() -> String) -> Rc<str> {
        let mut hasher = DefaultHasher::new();
        basis.hash(&mut hasher);
        let key = hasher.finish();
        match &self.said {
            Some((known, said)) if *known == key => Rc::clone(said),
            Some(_) | None => {
                let said: Rc<str> = say().into();
                self.said = Some((key, Rc::clone(&said)));
                said
            }
        }
    }

    /// The first row of a list to show so that the row `at` is among `page` rows; moves no further than needed.
    pub(super) fn top(&mut self, list: &'static str, at: usize, len: usize, page: usize) -> usize {
        let top = self.tops.entry(list).or_default();
        *top = (*top).min(len.saturating_sub(page)).min(at).max((at + 1).saturating_sub(page));
        *top
    }

    /// Notes that a row can be clicked.
    pub(super) fn target(&mut self, y: u16, from: u16, to: u16, target: Target) {
        self.painted.targets.push((y, from, to, target));
    }
}
