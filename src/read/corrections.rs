//! Corrections: what a person knows better than the reader, by places of the source. They are kept apart from what was read,
//! so that a paper can be read again with one more of them, or one less.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::columns::Column;
use super::marker::Shape;
use super::paper::Paper;
use super::shadow::{Run, Shadow};
use crate::plan::{Cadence, Period};

/// What a person knows better than the reader. Places are bytes of the paper's text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Corrections {
    /// The title.
    pub title: Option<String>,
    /// Who issues it.
    pub issuer: Option<String>,
    /// The span it is for.
    pub period: Option<Period>,
    /// Where the items are.
    pub items: Option<ItemPlace>,
    /// What parts are: where each begins, one past its end, and what it is.
    pub roles: BTreeMap<usize, (usize, LineRole)>,
    /// Where parts begin that belong to the one before them.
    pub joins: BTreeSet<usize>,
    /// Where a part begins that was taken for one with what stands before it.
    pub splits: BTreeSet<usize>,
    /// Who leads a part, and by when it is due; by where it begins.
    pub works: BTreeMap<usize, SaidWork>,
    /// What columns are: the table, from 1, the column, from 0, and what it holds.
    pub columns: Vec<(usize, usize, Column)>,
}

impl Corrections {
    /// Says what whole lines are, by their numbers as a person finds them.
    pub fn say_lines(&mut self, paper: &Paper, said: &BTreeMap<usize, LineRole>) {
        if said.is_empty() {
            return;
        }
        let lines = paper.lines();
        let mut at = 0;
        for line in paper.text.split_inclusive('\n') {
            let start = at + line.len() - line.trim_start().len();
            let end = at + line.trim_end().len();
            at += line.len();
            if let Some(role) = said.get(&lines.line(start)).filter(|_| start < end) {
                self.roles.insert(start, (end, *role));
            }
        }
    }
}

/// Who leads, and by when; what is not said stays as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidWork {
    /// 牵头; an empty name takes away what was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// 配合, said together with who leads.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub support: BTreeSet<String>,
    /// 时限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<SaidWhen>,
}

/// By when, or how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SaidWhen {
    /// The last day in time.
    Day(NaiveDate),
    /// From a day to the last in time.
    Span(NaiveDate, NaiveDate),
    /// Again and again.
    Every(Cadence),
    /// Nothing is known: what was read is taken away.
    Open,
}

/// Where the items of a paper are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemPlace {
    /// In running text, at headings with numbers of this shape.
    Level(Shape),
    /// In its tables.
    Tables,
}

/// What a part of a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray)]
pub enum LineRole {
    /// 标题.
    Title,
    /// 总体要求, or any other text that belongs to what stands before it.
    Text,
    /// 板块.
    Section,
    /// 分组.
    Group,
    /// 要点.
    Item,
    /// 任务.
    Task,
    /// 责任.
    Owner,
    /// 时限.
    Due,
    /// 略去.
    LeftOut,
}

impl LineRole {
    /// All roles, outermost first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
            Self::Section => "section",
            Self::Group => "group",
            Self::Item => "item",
            Self::Task => "task",
            Self::Owner => "owner",
            Self::Due => "due",
            Self::LeftOut => "skip",
        }
    }

    /// Whether it says who or by when.
    pub fn is_annotation(self) -> bool {
        matches!(self, Self::Owner | Self::Due)
    }

    /// Whether it is a heading or a task.
    pub fn is_nested(self) -> bool {
        matches!(self, Self::Section | Self::Group | Self::Item | Self::Task)
    }

    /// The role one step out (`by` < 0) or in, where a part has such a place.
    pub fn shifted(self, by: isize) -> Option<Self> {
        const NESTED: [LineRole; 4] = [LineRole::Section, LineRole::Group, LineRole::Item, LineRole::Task];
        let at = NESTED.iter().position(|role| *role == self)?;
        NESTED.get(at.checked_add_signed(by)?).copied()
    }
}

/// Corrections by characters, as the rules ask for them.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub roles: Vec<(Run, LineRole)>,
    joins: BTreeSet<usize>,
    splits: BTreeSet<usize>,
}

impl Said {
    pub fn of(corrections: &Corrections, shadow: &Shadow<'_>) -> Self {
        let places = |bytes: &BTreeSet<usize>| bytes.iter().map(|byte| shadow.char_at(*byte)).collect();
        let run = |(from, (to, role)): (&usize, &(usize, LineRole))| {
            let run = shadow.trimmed(shadow.char_at(*from), shadow.char_at(*to));
            (run.0 < run.1).then_some((run, *role))
        };
        Self {
            roles: corrections.roles.iter().filter_map(run).collect(),
            joins: places(&corrections.joins),
            splits: places(&corrections.splits),
        }
    }

    /// What the part is called that begins at a character.
    pub fn role_at(&self, at: usize) -> Option<(Run, LineRole)> {
        self.roles.binary_search_by_key(&at, |((from, _), _)| *from).ok().map(|found| self.roles[found])
    }

    /// Whether somebody has said what the part is that a character stands in.
    pub fn covers(&self, at: usize) -> bool {
        let after = self.roles.partition_point(|((from, _), _)| *from <= at);
        after.checked_sub(1).is_some_and(|before| at < self.roles[before].0.1)
    }

    /// Whether what begins at a character belongs to what stands before it.
    pub fn joins(&self, at: usize) -> bool {
        self.joins.contains(&at)
    }

    /// Whether a part begins at a character because somebody said so.
    pub fn begins(&self, at: usize) -> bool {
        if self.splits.is_empty() && self.roles.is_empty() {
            return false;
        }
        let after_annotation = || {
            let before = self.roles.partition_point(|((_, to), _)| *to < at);
            self.roles.get(before).is_some_and(|((_, to), role)| *to == at && role.is_annotation())
        };
        self.splits.contains(&at) || self.role_at(at).is_some() || after_annotation()
    }

    /// The first place after `from` and before `to` where a part begins because somebody said so.
    pub fn split_between(&self, from: usize, to: usize) -> Option<usize> {
        self.splits.range(from + 1..to.max(from + 1)).next().copied()
    }
}
