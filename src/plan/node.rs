//! Items and measures, and the one way to name either of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ItemId, MeasureId, Part, Report, SectionId, UnitName, Work};

/// An item, or one measure of it: whatever can carry work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Node {
    /// The item it is or belongs to.
    pub item: ItemId,
    /// The measure, if it is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub measure: Option<MeasureId>,
}

impl Node {
    /// The item itself.
    pub fn item(item: ItemId) -> Self {
        Self { item, measure: None }
    }

    /// A measure of the item.
    pub fn measure(item: ItemId, measure: MeasureId) -> Self {
        Self { item, measure: Some(measure) }
    }
}

impl From<ItemId> for Node {
    fn from(item: ItemId) -> Self {
        Self::item(item)
    }
}

/// 要点: one numbered point of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Identity.
    pub id: ItemId,
    /// The section it stands in.
    pub section: SectionId,
    /// Its number in the document, 1 to 31 here; running through the sections.
    pub no: u32,
    /// Title without the number.
    pub title: String,
    /// What the office added.
    pub work: Work,
    /// Its sentences, in order.
    pub measures: Vec<Measure>,
    /// Reports about it and its measures, oldest first.
    pub reports: Vec<Report>,
    /// What belongs to single units.
    pub parts: BTreeMap<UnitName, Part>,
}

impl Item {
    /// The measure with that id.
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// Place of that measure among its siblings, from 0.
    pub fn position(&self, id: MeasureId) -> Option<usize> {
        self.measures.iter().position(|measure| measure.id == id)
    }
}

/// 具体任务: one sentence of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Identity.
    pub id: MeasureId,
    /// Order among its siblings; sparse, so that a new one fits between two.
    pub rank: i64,
    /// The sentence.
    pub text: String,
    /// What the office added; most measures have nothing of their own, and a province's archive has 100,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Box<Work>>,
}

impl Measure {
    /// Distance between the ranks of two neighbours that were imported or appended.
    pub const RANK_STEP: i64 = 1 << 20;
}
