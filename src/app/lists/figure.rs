//! Figure: any number on a screen that can be opened to the rows it is made of. Which rows these are is worked out in
//! `rows.rs`.

use chrono::NaiveDate;

use crate::plan::{Board, ItemId, Kind, Level, SectionId, UnitName};

/// Which items a figure is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All.
    Plan,
    /// One section.
    Section(SectionId),
    /// Those a county takes part in.
    County(UnitName),
    /// Those a unit leads.
    Lead(UnitName),
}

/// A number that was counted or averaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// Items with a light.
    Count(Scope, Level),
    /// Mean progress, and what was expected.
    Progress(Scope),
    /// Items verified as done.
    Closed,
    /// Items that should be done by now.
    Due,
    /// Items not done yet that are due after one day and no later than another.
    Falling {
        /// The day before.
        after: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// Items of which something changed.
    Changed(Kind),
}

impl Scope {
    /// Whether an item belongs to it.
    pub fn holds(&self, board: &Board, id: ItemId) -> bool {
        let Some(item) = board.item(id) else { return false };
        match self {
            Self::Plan => true,
            Self::Section(section) => item.section == *section,
            Self::County(unit) => item.work.counties.contains(unit),
            Self::Lead(unit) => item.work.lead.as_ref() == Some(unit),
        }
    }
}
