//! Draft plan: what was read out of a document, with the place of every part in its source, before it becomes a plan.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::columns::Column;
use super::corrections::ItemPlace;
use super::levels::ItemLevel;
use super::paper::PaperNote;
use super::source::{Span, Spanned};
use crate::plan::{Cadence, Period, clean_line};

/// What a document says about who and when; most say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftWork {
    /// 牵头.
    pub lead: Option<String>,
    /// 配合.
    pub support: BTreeSet<String>,
    /// 分管领导.
    pub leader: Option<String>,
    /// 完成时限.
    pub due: Option<NaiveDate>,
    /// 启动日期, where a span was named.
    pub start: Option<NaiveDate>,
    /// 报送周期, where it comes again and again.
    pub cadence: Option<Cadence>,
}

impl DraftWork {
    /// Takes over what `more` says and this does not yet.
    pub(super) fn add(&mut self, more: Self) {
        let Self { lead, support, leader, due, start, cadence } = more;
        // A second lead unit supports the first.
        if self.lead.is_some() {
            self.support.extend(lead);
        } else {
            self.lead = lead;
        }
        self.support.extend(support);
        self.leader = self.leader.take().or(leader);
        (self.due, self.start) = (self.due.or(due), self.start.or(start));
        self.cadence = self.cadence.or(cadence);
    }
}

/// A section as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftSection {
    /// 1 for 一、.
    pub ordinal: u32,
    /// Heading without its number.
    pub heading: Spanned,
    /// Short label.
    pub label: String,
    /// Its items.
    pub items: Vec<DraftItem>,
}

/// An item as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftItem {
    /// Running number in the plan, from 1.
    pub no: u32,
    /// Title without its number.
    pub title: Spanned,
    /// The heading between the section and the item, where there is one.
    pub group: Option<Spanned>,
    /// Its sentences.
    pub measures: Vec<(Spanned, DraftWork)>,
    /// Owner and date that hold for the whole item.
    pub work: DraftWork,
}

/// A document as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftPlan {
    /// Title without 《》.
    pub title: Spanned,
    /// Issuing body; empty when the document names none.
    pub issuer: String,
    /// The span it is for; `None` where the document says nothing of it and nobody was asked.
    pub period: Option<Period>,
    /// Text before the first section.
    pub preamble: Spanned,
    /// Sections in order.
    pub sections: Vec<DraftSection>,
    /// Lines before and after the plan that are no plan: letter, page furniture, signatures.
    pub furniture: Vec<Spanned>,
    /// What was read as who, by when and by whom, and is the text of no node.
    pub annotations: Vec<Spanned>,
    /// Where the numbers stand that are held by the numbers of nodes.
    pub numbers: Vec<Span>,
    /// The shapes of numbers that open headings, outermost first, and whether there are tables with items: the places where
    /// the items could be.
    pub places: Vec<ItemPlace>,
    /// Why it was read so.
    pub reasons: Vec<Reason>,
    /// What the reader was unsure of.
    pub warnings: Vec<Warning>,
}

impl DraftSection {
    /// The section of a plan that has none.
    pub(super) fn whole(title: &Spanned) -> Self {
        Self { ordinal: 1, label: "全部".to_owned(), heading: title.clone(), items: Vec::new() }
    }
}

/// Why something was read as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The byte of the source where it is seen.
    pub at: usize,
    /// What was seen.
    pub kind: ReasonKind,
}

/// What the reader went by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReasonKind {
    /// Which level holds the items.
    ItemLevel {
        /// The level, and why.
        level: ItemLevel,
        /// Its first number, as it stands in the paper.
        first: String,
    },
    /// A page of contents was left out.
    Contents,
    /// A section that says what for became the preamble; its heading.
    Preamble(String),
    /// The columns of a table: heads, and what each is.
    Columns(Vec<(String, Column)>),
}

/// Something the reader was unsure of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Line of the source, from 1.
    pub line: usize,
    /// What.
    pub kind: WarningKind,
}

/// What the reader may be unsure of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarningKind {
    /// No heading was found at all: this is no plan.
    NoOutline,
    /// Only a notice that hands out a paper, without the paper.
    NoticeOnly,
    /// Nothing names the span; a document number or a date was gone by.
    PeriodGuessed(String),
    /// A column of a table for which a plan has no place.
    ColumnLeftOut(String),
    /// Something in the file that is not read.
    NotRead(PaperNote),
    /// No title line; the first line was taken.
    NoTitle,
    /// No year was found.
    NoYear,
    /// A number is missing in the sequence.
    Gap {
        /// The number that was expected.
        expected: u32,
        /// The number that stands there.
        found: u32,
    },
    /// A number that looks like a heading but does not fit the sequence; it was read as text.
    OutOfSequence(String),
    /// The plan was read from tables, and so many numbered items stand in the text beside them.
    TextBesideTable(usize),
    /// An item without any text.
    EmptyItem(u32),
    /// A section without any item.
    EmptySection(String),
    /// A date in words that could not be understood.
    UnknownDate(String),
    /// A phrase that names several days, of which the last was taken.
    SeveralDates(String, NaiveDate),
    /// Something that comes again and again and says more than its cadence keeps: `每月25日前`.
    CadenceOnly(String, Cadence),
    /// What stands where a unit is named and is none: 各县区, or too long for a name.
    NoUnit(String),
    /// A second leader or date where a plan keeps one.
    Second(String),
    /// Text that has no place in the plan.
    LeftOut(String),
}

impl WarningKind {
    /// Whether a person should have looked before it is written: what was read may be wrong, or not all of it is there.
    pub fn needs_a_look(&self) -> bool {
        match self {
            Self::NoOutline
            | Self::NoticeOnly
            | Self::PeriodGuessed(_)
            | Self::NoTitle
            | Self::NoYear
            | Self::Gap { .. }
            | Self::OutOfSequence(_)
            | Self::TextBesideTable(_)
            | Self::EmptyItem(_)
            | Self::EmptySection(_)
            | Self::LeftOut(_) => true,
            Self::NotRead(note) => matches!(note, PaperNote::TextBoxes(_)),
            Self::ColumnLeftOut(_)
            | Self::UnknownDate(_)
            | Self::SeveralDates(..)
            | Self::CadenceOnly(..)
            | Self::NoUnit(_)
            | Self::Second(_) => false,
        }
    }
}

impl DraftPlan {
    /// Items are numbered as in the document when its numbers run through, else counted.
    pub(super) fn number_items(&mut self) {
        let numbers: Vec<u32> = self.sections.iter().flat_map(|s| &s.items).map(|item| item.no).collect();
        let runs_through = numbers.iter().all(|no| *no > 0) && numbers.windows(2).all(|pair| pair[0] < pair[1]);
        if !runs_through {
            let items = self.sections.iter_mut().flat_map(|section| &mut section.items);
            for (item, no) in items.zip(1..) {
                item.no = no;
            }
        }
        for (section, ordinal) in self.sections.iter_mut().zip(1..) {
            section.ordinal = ordinal;
        }
    }

    /// A document that begins with its first heading is known by the name of its file.
    pub fn title_or(&mut self, path: &Path) {
        if self.title.text.trim().is_empty() {
            self.title.text = path.file_stem().map(|stem| clean_line(&stem.to_string_lossy())).unwrap_or_default();
        }
    }

    /// How many items.
    pub fn items(&self) -> usize {
        self.sections.iter().map(|section| section.items.len()).sum()
    }

    /// How many measures.
    pub fn measures(&self) -> usize {
        self.sections.iter().flat_map(|section| &section.items).map(|item| item.measures.len()).sum()
    }

    /// Whether it is a plan at all: at least one item.
    pub fn is_plan(&self) -> bool {
        self.items() > 0
    }
}
