//! What every engine offers. Whoever calls brings the time: nothing here reads a clock.

use chrono::{DateTime, Utc};

use super::error::{CommitError, StoreError};
use crate::plan::{Board, Edit, Entry, ItemId, OpId, Period, PlanId, PlanSummary, Revision, Zone};
use crate::read::Draft;

/// Keeps plans and their journal.
pub trait Store: Send {
    /// All plans, the one added last at the end.
    fn plans(&mut self) -> Result<Vec<PlanSummary>, StoreError>;
    /// One plan, whole.
    fn load(&mut self, plan: PlanId) -> Result<Board, StoreError>;
    /// Does an edit, all of it or nothing, and writes it into the journal. An edit that was done already (same
    /// [`OpId`]) is not done again.
    fn commit(&mut self, edit: &Edit, at: DateTime<Utc>) -> Result<Entry, CommitError>;
    /// What was done to a plan after a revision, in order.
    fn since(&mut self, plan: PlanId, revision: Revision) -> Result<Vec<Entry>, StoreError>;
    /// Lines of the journal, newest first.
    fn journal(&mut self, query: JournalQuery) -> Result<Vec<Entry>, StoreError>;
    /// Whether somebody else wrote since this was last asked.
    fn changed(&mut self) -> Result<bool, StoreError>;
    /// The plan that was read from exactly this document before.
    fn plan_from(&mut self, source: &str) -> Result<Option<PlanId>, StoreError>;
    /// Adds a document as a new plan.
    fn import(&mut self, import: &Import<'_>) -> Result<PlanId, CommitError>;
    /// The time zone in which the bureau counts its days.
    fn zone(&mut self) -> Result<Zone, StoreError>;
    /// Whether nothing can be written.
    fn is_read_only(&self) -> bool;
}

/// Which lines of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalQuery {
    /// Of this plan.
    pub plan: PlanId,
    /// Only those that touch this item.
    pub item: Option<ItemId>,
    /// Only those before this one.
    pub before: Option<Revision>,
    /// At most so many.
    pub limit: u32,
}

/// A document to add as a plan.
#[derive(Debug, Clone, Copy)]
pub struct Import<'a> {
    /// What was read out of it.
    pub draft: &'a Draft,
    /// The document itself.
    pub source: &'a str,
    /// The span it is for.
    pub period: Period,
    /// Who adds it.
    pub author: &'a str,
    /// Names the act.
    pub op: OpId,
    /// When.
    pub at: DateTime<Utc>,
}
