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
