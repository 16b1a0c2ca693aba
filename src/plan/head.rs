//! The head of a plan: what it is called, the span it is for, and whether it is still worked on.

use serde::{Deserialize, Serialize};

use crate::plan::{Delta, Period, PlanId};

/// The head of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Identity.
    pub id: PlanId,
    /// 《六安市教育局2024年工作要点》, without the marks.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// The span it is for.
    pub period: Period,
    /// Whether it is worked on.
    pub state: PlanState,
    /// 总体要求, the text before the first section.
    pub preamble: String,
}

/// A plan as it is offered for choosing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanSummary {
    /// Identity.
    pub id: PlanId,
    /// Title.
    pub title: String,
    /// The span it is for.
    pub period: Period,
    /// Whether it is worked on.
    pub state: PlanState,
    /// How many items it has.
    pub items: u32,
}

/// Whether a plan is still worked on. What is not can be read, and nothing in it can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlanState {
    /// It is.
    #[default]
    Open,
    /// 归档: its year is over.
    Archived,
    /// 删除: imported by mistake. The journal keeps it, and it can be brought back.
    Removed,
}

impl PlanState {
    /// All of them, in the order of a plan's life.
    pub const ALL: [Self; 3] = [Self::Open, Self::Archived, Self::Removed];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Archived => "archived",
            Self::Removed => "removed",
        }
    }

    /// The state with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A part of the head, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "part", content = "value", rename_all = "snake_case")]
pub enum PlanChange {
    /// What it is called.
    Title(Delta<String>),
    /// The span it is for.
    Period(Delta<Period>),
    /// Whether it is worked on.
    State(Delta<PlanState>),
}

impl PlanChange {
    /// The way back.
    #[must_use]
    pub fn inverted(&self) -> Self {
        match self {
            Self::Title(title) => Self::Title(title.inverted()),
            Self::Period(period) => Self::Period(period.inverted()),
            Self::State(state) => Self::State(state.inverted()),
        }
    }

    /// Whether the plan is as the change left it.
    pub fn holds(&self, plan: &Plan) -> bool {
        match self {
            Self::Title(title) => plan.title == title.after,
            Self::Period(period) => plan.period == period.after,
            Self::State(state) => plan.state == state.after,
        }
    }

    /// Does the change.
    pub fn apply(&self, plan: &mut Plan) {
        match self {
            Self::Title(title) => plan.title.clone_from(&title.after),
            Self::Period(period) => plan.period = period.after,
            Self::State(state) => plan.state = state.after,
        }
    }
}
