//! Memo: what drawing remembers from one frame to the next. Losing it changes no behaviour.

use std::any::Any;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;

use super::text::wrap;
use super::theme::{Depth, Theme};
use super::themes::Themes;
use crate::app::{Painted, Target, ThemeName};

/// Broken texts that are kept.
const WRAPS_KEPT: usize = 4_000;

/// Sentences that are kept.
const SAID_KEPT: usize = 2_000;

/// Lines of a text, as byte ranges.
type Lines = Rc<[Range<usize>]>;

/// What drawing remembers.
#[derive(Debug, Default)]
pub struct Memo {
    /// How many colours the terminal has.
    pub depth: Depth,
    /// What this frame found out, for the app.
    pub painted: Painted,
    themes: Themes,
    /// The theme that was shown last.
    theme: Option<(ThemeName, Theme)>,
    /// By hash of the text, width, and width of ambiguous characters.
    wraps: HashMap<(u64, usize, bool), Lines>,
    tops: HashMap<&'static str, usize>,
    /// Sentences, by what they go by.
    said: HashMap<u64, Rc<str>>,
    /// Whole pages of text by name, with what they go by.
    pages: HashMap<&'static str, (u64, Rc<dyn Any>)>,
}

impl Memo {
    /// A memo for a terminal with so many colours.
    pub fn new(depth: Depth) -> Self {
        Self { depth, ..Self::default() }
    }

    /// With a person's own themes beside the built-in ones.
    #[must_use]
    pub fn with_themes(mut self, themes: Themes) -> Self {
        self.themes = themes;
        self
    }

    /// The theme of that name; read once as long as it is the same.
    pub fn theme(&mut self, name: &ThemeName) -> Theme {
        if let Some((_, theme)) = self.theme.as_ref().filter(|(known, _)| known == name) {
            return *theme;
        }
        let theme = self.themes.theme(name, self.depth);
        self.theme = Some((name.clone(), theme));
        theme
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
        let key = (hashed(text), cells, wide);
        if self.wraps.len() > WRAPS_KEPT {
            self.wraps.clear();
        }
        Rc::clone(self.wraps.entry(key).or_insert_with(|| wrap(text, cells, wide).into()))
    }

    /// A sentence that is put together; once as long as what it goes by is the same.
    pub(super) fn said(&mut self, basis: impl Hash, say: impl FnOnce() -> String) -> Rc<str> {
        if self.said.len() > SAID_KEPT {
            self.said.clear();
        }
        Rc::clone(self.said.entry(hashed(basis)).or_insert_with(|| say().into()))
    }

    /// A page that was kept and still holds.
    pub(super) fn page<T: 'static>(&self, name: &'static str, basis: impl Hash) -> Option<Rc<T>> {
        let (known, page) = self.pages.get(name)?;
        Rc::clone(page).downcast().ok().filter(|_| *known == hashed(basis))
    }

    /// Keeps a page of that name as long as what it goes by is the same.
    pub(super) fn keep<T: 'static>(&mut self, name: &'static str, basis: impl Hash, page: T) -> Rc<T> {
        let page = Rc::new(page);
        self.pages.insert(name, (hashed(basis), Rc::<T>::clone(&page)));
        page
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

fn hashed(basis: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    basis.hash(&mut hasher);
    hasher.finish()
}
