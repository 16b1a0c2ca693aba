//! Writing: the edit that is on its way to the store, and what waits for it.

use std::collections::{BTreeMap, HashSet, VecDeque};

use crate::app::msg::Msg;
use crate::plan::{Change, ItemId, MeetingId, Node, OpId, Part, PlanId, UnitName, Work};

/// What was there of a popup's targets when the popup opened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seen {
    /// Their work.
    pub works: BTreeMap<Node, Work>,
    /// What belonged to single units.
    pub parts: BTreeMap<ItemId, BTreeMap<UnitName, Part>>,
}

/// An edit that the store has not answered yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    /// Which edit.
    pub(in crate::app) op: OpId,
    /// What it was to change.
    pub(in crate::app) wished: Vec<Change>,
    /// Whether the popup it came from is to close when it is done.
    pub(in crate::app) closes: bool,
    /// How many popups there were when it was sent; the last of them is the one it came from.
    pub(in crate::app) popups: usize,
    /// What to say when it is done.
    pub(in crate::app) notice: String,
    /// What follows then.
    pub(in crate::app) next: Next,
}

/// What follows an edit that was written.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Next {
    /// Nothing.
    #[default]
    Nothing,
    /// The agenda of a meeting that has begun.
    Join(MeetingId),
    /// The minutes of one that has ended.
    Read(MeetingId),
    /// Another plan.
    Show(PlanId),
    /// The cursor on what is new.
    Select(Node),
    /// Nothing, and nothing is said, whatever becomes of it: it was no wish of the person's.
    Silence,
}

/// What is being written.
#[derive(Debug)]
pub struct Writing {
    /// The edit that the store has not answered yet.
    pub(in crate::app) pending: Option<Pending>,
    /// What this window has written: what is not among it was made in another one.
    pub(in crate::app) written: HashSet<OpId>,
    /// Keys typed while an edit is on its way to the disk; they are meant for what comes after it.
    pub(in crate::app) held: VecDeque<Msg>,
    /// Makes the ids of new rows.
    pub(in crate::app) random: fastrand::Rng,
}
