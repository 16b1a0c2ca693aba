//! Part: what belongs to one unit of an item that was given to several. 签收 is a time stamp here; progress and stage
//! count where the unit is one of the item's counties, since a lead's are the item's own.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::plan::delta::merge3;
use crate::plan::{Delta, Percent, Standing};

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
    /// Three-way merge: base = before, ours = self, theirs = now; `None` on conflict. Of two who acknowledge, the first has.
    pub fn merge3(&self, base: &Self, theirs: &Self) -> Option<Self> {
        let both_acknowledged = base.acknowledged.is_none() && self.acknowledged.is_some();
        let acknowledged = theirs.acknowledged.filter(|_| both_acknowledged);
        Some(Self {
            acknowledged: match acknowledged {
                Some(first) => Some(first),
                None => merge3(&self.acknowledged, &base.acknowledged, &theirs.acknowledged)?,
            },
            percent: merge3(&self.percent, &base.percent, &theirs.percent)?,
            standing: merge3(&self.standing, &base.standing, &theirs.standing)?,
        })
    }

    /// The wish of a change, starting from what somebody had seen instead of what is there.
    pub fn as_wished(wish: &Delta<Self>, seen: &Self) -> Delta<Self> {
        fn pick<T: PartialEq + Clone>(wish: (&T, &T), seen: &T) -> T {
            if wish.0 == wish.1 { seen.clone() } else { wish.1.clone() }
        }
        let Delta { before, after } = wish;
        let wished = Self {
            acknowledged: pick((&before.acknowledged, &after.acknowledged), &seen.acknowledged),
            percent: pick((&before.percent, &after.percent), &seen.percent),
            standing: pick((&before.standing, &after.standing), &seen.standing),
        };
        Delta::new(seen.clone(), wished)
    }
}
