//! Identities of rows. Newtypes, so that an item's id can never be taken for a measure's.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    )*};
}

id! {
    /// One plan of a database.
    PlanId,
    /// One 板块 of a plan.
    SectionId,
    /// One 要点 of a plan.
    ItemId,
    /// One 具体任务 of an item. Chosen at random by whoever adds it, so that two people never choose the same.
    MeasureId,
    /// One 进展 entry. Chosen at random, as a measure's.
    ReportId,
    /// One 延期申请. Chosen at random, as a measure's.
    ExtensionId,
    /// One 批示, 督办 or 议定事项. Chosen at random, as a measure's.
    DirectiveId,
    /// One 会议. Chosen at random, as a measure's.
    MeetingId,
    /// The journal's sequence number: 0 is the empty database, each edit adds one.
    Revision,
}

/// Login or name of whoever makes an edit.
pub type Author = String;

/// A random number that names one edit, so that sending it twice does it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OpId(pub u64);

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
