//! 延期申请: a unit asks for a later date, before the old one has passed; the office grants or refuses it. The
//! original date is kept with the work.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::{Author, ExtensionId, Node, Stage, UnitName, Work};

/// A request for a later date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Identity.
    pub id: ExtensionId,
    /// What it is about.
    pub node: Node,
    /// The unit that asks.
    pub unit: Option<UnitName>,
    /// Who asked.
    pub author: Author,
    /// When.
    pub day: NaiveDate,
    /// The date asked for.
    pub to: NaiveDate,
    /// Why.
    pub reason: String,
    /// What the office said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

/// What the office said to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether it was granted.
    pub granted: bool,
    /// Who said so.
    pub by: Author,
    /// When.
    pub day: NaiveDate,
    /// Why, where it was refused.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Why a later date cannot be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtensionRefusal {
    /// There is no date that could be moved.
    NoDate,
    /// The date has passed: what is late is late.
    Late(NaiveDate),
    /// The work is not under way.
    NotOpen,
    /// The date asked for is not later.
    NotLater(NaiveDate),
}

impl Extension {
    /// Whether both say the same; who said it, and on which day, makes no difference.
    pub fn agrees_with(&self, other: &Self) -> bool {
        let said = |it: &Self| it.answer.as_ref().map(|answer| (answer.granted, answer.note.clone()));
        said(self) == said(other) && Self { answer: None, ..self.clone() } == Self { answer: None, ..other.clone() }
    }

    /// Whether a date may be asked for on `day`; `to` may not be known yet.
    pub fn check(work: &Work, day: NaiveDate, to: Option<NaiveDate>) -> Result<(), ExtensionRefusal> {
        let due = work.due.current.ok_or(ExtensionRefusal::NoDate)?;
        if !matches!(work.standing.stage, Stage::Pending | Stage::Active) {
            return Err(ExtensionRefusal::NotOpen);
        }
        if day > due {
            return Err(ExtensionRefusal::Late(due));
        }
        match to {
            Some(to) if to <= due => Err(ExtensionRefusal::NotLater(due)),
            _ => Ok(()),
        }
    }
}
