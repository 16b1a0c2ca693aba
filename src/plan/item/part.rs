//! Part: what belongs to one unit of an item that was given to several. 签收 is a time stamp here; progress and stage
//! count where the unit is one of the item's counties, since a lead's are the item's own.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::plan::{Percent, Standing};

/// One unit's part of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Part {
    /// 签收: when the unit said that it has received the task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<DateTime<Utc>>,
    /// The unit's own figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// Where the unit's part stands.
    #[serde(default)]
    pub standing: Standing,
}

impl Part {
    /// The part once the unit has said that it received the task. The store keeps milliseconds; finer ones would make
    /// what is there differ from what was said.
    #[must_use]
    pub fn acknowledged_at(&self, at: DateTime<Utc>) -> Self {
        Self { acknowledged: DateTime::from_timestamp_millis(at.timestamp_millis()), ..self.clone() }
    }
}

impl Part {
    /// What comes of changing `before` into this one where `now` is there already; `None` where both changed the same.
    pub fn beside(&self, before: &Self, now: &Self) -> Option<Self> {
        fn one<T: PartialEq + Clone>(wish: &T, before: &T, now: &T) -> Option<T> {
            match (wish == before, now == before) {
                (true, _) => Some(now.clone()),
                (false, true) => Some(wish.clone()),
                (false, false) => None,
            }
        }
        Some(Self {
            acknowledged: one(&self.acknowledged, &before.acknowledged, &now.acknowledged)?,
            percent: one(&self.percent, &before.percent, &now.percent)?,
            standing: one(&self.standing, &before.standing, &now.standing)?,
        })
    }
}
