//! Page: what is shown to a room at once, and how much stands on it.

use crate::plan::{DirectiveId, ExtensionId, ItemId, SectionId, Subject};

/// Lines of what changed on one page.
pub const CHANGES_ON_A_PAGE: usize = 6;

/// Pages of changes in a run, at most: the worst come first, the screen of changes has them all.
pub(super) const MOST_CHANGED_PAGES: usize = 3;

/// Decisions on one page.
pub const DECISIONS_ON_A_PAGE: usize = 4;

/// Items of a section on one page, at most.
const ITEMS_ON_A_PAGE: usize = 6;

/// Into how many pages so many items of a section are parted.
pub fn section_parts(items: usize) -> usize {
    items.div_ceil(ITEMS_ON_A_PAGE).max(1)
}

/// The items of a section that stand on one of its pages: pages of one section are about equally long.
pub fn items_on_page<T>(items: &[T], part: usize) -> &[T] {
    let on_a_page = items.len().div_ceil(section_parts(items.len())).max(1);
    items.chunks(on_a_page).nth(part).unwrap_or_default()
}

/// One page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// Title and day; of a meeting its head.
    Title,
    /// All sections at a glance.
    Glance,
    /// What changed since the last meeting: the figures, then line by line.
    Changed(usize),
    /// What earlier meetings decided, and how it stands.
    Earlier,
    /// One section, in so many parts as it needs.
    Section(SectionId, usize),
    /// One item.
    Item(ItemId),
    /// One instruction.
    Directive(DirectiveId),
    /// One request for a later date.
    Extension(ExtensionId),
    /// What was decided, a few on a page.
    Closing(usize),
}

impl Page {
    /// The page of a point.
    pub fn of(subject: Subject) -> Self {
        match subject {
            Subject::Item(id) => Self::Item(id),
            Subject::Directive(id) => Self::Directive(id),
            Subject::Extension(id) => Self::Extension(id),
        }
    }

    /// The point whose page it is.
    pub fn subject(self) -> Option<Subject> {
        match self {
            Self::Item(id) => Some(Subject::Item(id)),
            Self::Directive(id) => Some(Subject::Directive(id)),
            Self::Extension(id) => Some(Subject::Extension(id)),
            Self::Title | Self::Glance | Self::Changed(_) | Self::Earlier | Self::Section(..) | Self::Closing(_) => {
                None
            }
        }
    }
}
