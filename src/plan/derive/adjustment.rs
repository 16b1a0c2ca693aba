//! Adjustment: 要点调整, what became of the items and sections of a plan during its period, and by whose decision: read off the
//! journal, since of what was taken away nothing else tells. What was taken back again is left out.

use std::collections::BTreeSet;

use crate::plan::{Author, Change, Delta, EditKind, Entry, ItemHead, ItemId, Node, PaperKind, Revision, SectionId};

/// A change of what the plan consists of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adjustment<'a> {
    /// The line of the journal that tells of it.
    pub seq: Revision,
    /// Who did it.
    pub author: &'a Author,
    /// What was done.
    pub what: Adjusted<'a>,
    /// Why, and the paper that decided it.
    pub why: Why<'a>,
}

/// What of a plan was adjusted. Measures are how an item is carried out, and change all the time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Adjusted<'a> {
    /// 新增, or 结转 where it goes on with an item of an earlier plan.
    Added(&'a ItemHead),
    /// 撤销.
    Removed(&'a ItemHead),
    /// Into another section.
    Moved(ItemId, &'a Delta<SectionId>),
    /// Its title reads otherwise.
    Reworded(ItemId, &'a Delta<String>),
    /// The sections, or the numbers of items among each other.
    Arranged(&'a Change),
}

/// Why a plan was adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'a> {
    /// What was said.
    Said(&'a str),
    /// A corrected version of the plan's paper, by its title.
    Correction(&'a str),
    /// It takes back what was done before.
    TakenBack,
    /// Nobody said why.
    Unsaid,
}

/// What was adjusted by some lines of a journal, in their order. An edit that was taken back by a later one of these lines is
/// left out together with that.
pub fn adjustments(entries: &[Entry]) -> Vec<Adjustment<'_>> {
    let settled = taken_back(entries);
    let left = entries.iter().filter(|entry| !settled.contains(&entry.seq) && !is_beginning(entry));
    left.flat_map(of_entry).collect()
}

/// The edits that were undone, and what undid them, among these lines. A redo brings the edit itself back.
fn taken_back(entries: &[Entry]) -> BTreeSet<Revision> {
    let mut out = BTreeSet::new();
    for entry in entries {
        match entry.edit.kind {
            EditKind::Undo(done) => {
                if let Some(first) = done_first(entries, done) {
                    out.extend([first, entry.seq]);
                }
            }
            EditKind::Redo(_) => {
                if let Some(first) = done_first(entries, entry.seq).filter(|first| *first != entry.seq) {
                    out.remove(&first);
                    out.insert(entry.seq);
                }
            }
            EditKind::Do => {}
        }
    }
    out
}

/// The line that first did what this one does, however often it was taken back and done again between; none where these lines
/// begin later.
fn done_first(entries: &[Entry], mut seq: Revision) -> Option<Revision> {
    let kind = |seq: Revision| {
        let at = entries.binary_search_by_key(&seq, |entry| entry.seq).ok()?;
        Some(entries[at].edit.kind)
    };
    while let EditKind::Redo(undone) = kind(seq)? {
        // A line tells of earlier ones only, so that this comes to an end.
        let EditKind::Undo(done) = kind(undone)? else { return Some(seq) };
        if done >= seq {
            return Some(seq);
        }
        seq = done;
    }
    Some(seq)
}

/// The line that brought the plan tells how it was, not how it was adjusted.
fn is_beginning(entry: &Entry) -> bool {
    entry.edit.changes.iter().any(|change| matches!(change, Change::PlanImported { .. }))
}

fn of_entry(entry: &Entry) -> impl Iterator<Item = Adjustment<'_>> {
    let edit = &entry.edit;
    let whence = edit.changes.iter().find_map(said_of_all).unwrap_or(Why::Unsaid);
    let whence = if matches!(edit.kind, EditKind::Undo(_)) { Why::TakenBack } else { whence };
    edit.changes.iter().filter_map(adjusted).map(move |what| {
        let own = what.own_reason().filter(|_| whence != Why::TakenBack).map_or(whence, Why::Said);
        Adjustment { seq: entry.seq, author: &edit.author, what, why: own }
    })
}

fn said_of_all(change: &Change) -> Option<Why<'_>> {
    if let Change::Decided { why } = change {
        Some(Why::Said(why))
    } else if let Change::FromPaper { kind: PaperKind::Correction, title } = change {
        Some(Why::Correction(title))
    } else {
        None
    }
}

fn adjusted(change: &Change) -> Option<Adjusted<'_>> {
    if let Change::ItemAdded { item } = change {
        Some(Adjusted::Added(item))
    } else if let Change::ItemRemoved { item } = change {
        Some(Adjusted::Removed(item))
    } else if let Change::ItemMoved { item, section } = change {
        Some(Adjusted::Moved(*item, section))
    } else if let Change::Text { node: Node { item, measure: None }, text } = change {
        Some(Adjusted::Reworded(*item, text))
    } else if let Change::Sections { .. } | Change::ItemsNumbered { .. } = change {
        Some(Adjusted::Arranged(change))
    } else {
        None
    }
}

impl<'a> Adjusted<'a> {
    /// The item that it is about, where it is about one.
    pub fn item(&self) -> Option<ItemId> {
        match self {
            Self::Added(item) | Self::Removed(item) => Some(item.id),
            Self::Moved(item, _) | Self::Reworded(item, _) => Some(*item),
            Self::Arranged(_) => None,
        }
    }

    fn own_reason(&self) -> Option<&'a str> {
        match self {
            Self::Added(item) | Self::Removed(item) => Some(item.why.as_str()).filter(|why| !why.is_empty()),
            Self::Moved(..) | Self::Reworded(..) | Self::Arranged(_) => None,
        }
    }
}
