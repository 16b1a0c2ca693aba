//! Draft: what a text that is being typed is kept as, on the disk and in the question that offers it again.

use serde::{Deserialize, Serialize};

use super::form::{Before, FormKind};
use super::prompt::Purpose;
use crate::plan::{ItemId, MeetingId, Node, Part, PlanId, Subject, UnitName, Work};

/// A text that was being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub(in crate::app) plan: PlanId,
    pub(in crate::app) targets: Vec<Node>,
    pub(in crate::app) purpose: Unfinished,
    /// What a single text began with.
    pub(in crate::app) initial: String,
    /// The text; of a form its texts.
    pub(in crate::app) texts: Vec<String>,
    /// The meeting in which it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::app) meeting: Option<MeetingId>,
    /// The unit for which it speaks, and the point of a meeting that was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::app) unit: Option<UnitName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::app) point: Option<Subject>,
    /// The record that was being written anew, as it was when typing began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::app) before: Option<Before>,
    /// What was there when typing began: somebody else's change since then is a conflict, also days later.
    pub(in crate::app) seen: Vec<(Node, Work)>,
    /// What belonged to single units then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::app) parts: Option<Vec<(ItemId, UnitName, Part)>>,
}

/// What was being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unfinished {
    /// One text.
    Text(Purpose),
    /// Several.
    Form(FormKind),
}
