//! Order and groups of a list, as one key goes through them.

use crate::words;
use crate::words::Text;

/// By what the ledger is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// As in the document.
    #[default]
    Number,
    /// Most serious first.
    Light,
    /// Earliest first.
    Due,
    /// Least first.
    Percent,
    /// By name.
    Lead,
}

impl Sort {
    /// All orders, in the order in which one key goes through them.
    pub const ALL: [Self; 5] = [Self::Number, Self::Light, Self::Due, Self::Percent, Self::Lead];

    /// Its word.
    pub fn text(self) -> Text {
        match self {
            Self::Number => words::sort::NUMBER,
            Self::Light => words::sort::LIGHT,
            Self::Due => words::sort::DUE,
            Self::Percent => words::sort::PERCENT,
            Self::Lead => words::sort::LEAD,
        }
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|sort| *sort == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// By what the ledger is grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// Not at all.
    #[default]
    None,
    /// By section.
    Section,
    /// By lead unit.
    Lead,
    /// By light.
    Light,
}

impl Grouping {
    /// All groupings, in the order in which one key goes through them.
    pub const ALL: [Self; 4] = [Self::None, Self::Section, Self::Lead, Self::Light];

    /// Its word.
    pub fn text(self) -> Text {
        match self {
            Self::None => words::group_by::NONE,
            Self::Section => words::group_by::SECTION,
            Self::Lead => words::group_by::LEAD,
            Self::Light => words::group_by::LIGHT,
        }
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|group| *group == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}
