//! Settings: their pages, each a list with a cursor. Plain values; what their keys do stands in `accept/settings.rs` and the
//! files beside it.

use crate::app::keymap::Context;
use crate::plan::{ExactDay, Level, Rule, SchoolDay};

/// A page of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingPage {
    /// What can be set.
    Menu,
    /// 灯色规则.
    Rules,
    /// 校历.
    School,
    /// 分管领导.
    Leaders,
    /// The columns of the ledger.
    Columns,
}

impl SettingPage {
    /// Which keys work there.
    pub fn context(self) -> Context {
        match self {
            Self::Menu => Context::Settings,
            Self::Rules => Context::Rules,
            Self::School => Context::School,
            Self::Leaders => Context::Leaders,
            Self::Columns => Context::Columns,
        }
    }
}

/// What is typed on a page of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum SettingText {
    /// The days or points of the rule at this place.
    RuleFigures(usize),
    /// What lights by the rule at this place are called.
    RuleWord(usize),
    /// When something of the school calendar begins: each year, or in the year of that day.
    SchoolDay(SchoolDay, Option<ExactDay>),
    /// Leaders, one or many.
    Leaders,
}

/// A line of a page of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRow {
    /// Its cells, as many as the page has columns.
    pub cells: Vec<String>,
    /// The light it tells of.
    pub level: Option<Level>,
    /// Whether it has no effect, or only explains another.
    pub is_dim: bool,
}

impl SettingRow {
    /// A line of plain words.
    pub fn plain(cells: Vec<String>) -> Self {
        Self { cells, level: None, is_dim: false }
    }
}

/// Rules that are being changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RulesDraft {
    /// Those that held when that began.
    pub before: Vec<Rule>,
    /// As they would be.
    pub after: Vec<Rule>,
}

impl RulesDraft {
    /// Nothing changed yet.
    pub fn of(rules: &[Rule]) -> Self {
        Self { before: rules.to_vec(), after: rules.to_vec() }
    }

    /// Whether anything was.
    pub fn is_changed(&self) -> bool {
        self.before != self.after
    }
}

/// A page with its cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsTable {
    /// Which.
    pub page: SettingPage,
    /// The place of the cursor.
    pub at: usize,
    /// The rules as they would be; those that held when that began stay with them, whatever somebody else does meanwhile.
    pub rules: RulesDraft,
    /// The leader under the cursor: others may be moved about it.
    pub leader: Option<String>,
}

impl SettingsTable {
    /// A page with its cursor on the first line.
    pub fn of(page: SettingPage) -> Self {
        Self { page, at: 0, rules: RulesDraft::default(), leader: None }
    }
}
