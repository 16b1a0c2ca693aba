//! Difference: one thing that a corrected paper says otherwise than the plan, and by what their parts are known to be the
//! same. A plain value; who looks for differences stands in `revised_paper.rs` and `revised_frame.rs`.

use rapidfuzz::distance::indel::normalized_similarity;

use crate::plan::{Board, Change, Field, Item, Section, bare};
use crate::read::{DraftItem, DraftSection};

/// What has become of a part of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// It was not there before.
    New,
    /// It says something else.
    Changed,
    /// It is not there any more.
    Gone,
}

/// What a difference is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// An item as a whole, or its title.
    Item,
    /// One of its measures, by its place from 1.
    Measure(usize),
    /// Who leads it, who answers for it, until when.
    Field(Field),
    /// In which section an item stands.
    Section,
    /// The title of the plan.
    PlanTitle,
    /// The headings of its sections.
    Headings,
}

/// A part of the plan about which the paper says something else than the one it was made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// New, changed or gone.
    pub kind: DifferenceKind,
    /// The number of its item.
    pub no: u32,
    /// What of it.
    pub about: About,
    /// What the paper said before.
    pub before: String,
    /// What the board says.
    pub now: String,
    /// What the paper says.
    pub after: String,
    /// The heading of the section that the plan does not have.
    pub lacks_section: Option<String>,
    /// What it comes to.
    pub changes: Vec<Change>,
}

impl Difference {
    /// Whether the board has moved on from what the paper said: such a thing is never written unseen.
    pub fn is_contested(&self) -> bool {
        self.kind != DifferenceKind::New && self.now != self.before
    }
}

/// An item that the plan and the paper have: as it was made of the paper before, as it is, and as the paper says it.
pub(super) struct Pairing<'a> {
    pub was: &'a Item,
    pub is: &'a Item,
    pub section: &'a DraftSection,
    pub item: &'a DraftItem,
}

/// How much of two texts is the same, in its order: 0 to 1.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    normalized_similarity(one.chars(), other.chars())
}

/// The section of the plan that a section of the paper is.
pub(super) fn section_like<'a>(now: &'a Board, section: &DraftSection) -> Option<&'a Section> {
    let heading = bare(&section.heading.text);
    let same = |it: &&Section| bare(&it.heading) == heading;
    let named = |it: &&Section| !section.label.is_empty() && it.label == section.label;
    let similar = |it: &&Section| likeness(&it.heading, &section.heading.text) >= 0.5;
    let found = now.sections.iter().find(same).or_else(|| now.sections.iter().find(named));
    found.or_else(|| now.sections.iter().find(similar))
}
