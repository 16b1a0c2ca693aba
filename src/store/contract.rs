//! What every engine offers. Whoever calls brings the time: nothing here reads a clock.

use chrono::{DateTime, Utc};

use super::checkup::{Anchor, BackupDone, BackupName, Checkup, Damage, Elsewhere, Finding, Restorable};
use super::error::{CommitError, StoreError};
use crate::plan::{Board, Edit, Entry, ItemId, OpId, Period, Person, PlanId, PlanSummary, Revision, Zone};
use crate::read::DraftPlan;

/// Says when others wrote.
pub trait Watch {
    /// Whether somebody else wrote since this was last asked.
    fn changed(&mut self) -> Result<bool, StoreError>;
}

/// Keeps plans and their journal.
pub trait Store: Watch + Send {
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
    /// The plan that was read from this document before, whatever its line ends.
    fn plan_from(&mut self, source: &str) -> Result<Option<PlanId>, StoreError>;
    /// Adds a document as a new plan.
    fn import(&mut self, import: &Import<'_>) -> Result<PlanId, CommitError>;
    /// The end of the journal.
    fn anchor(&mut self) -> Result<Option<Anchor>, StoreError>;
    /// The time zone in which the bureau counts its days.
    fn zone(&mut self) -> Result<Zone, StoreError>;
    /// Whether nothing can be written.
    fn is_read_only(&self) -> bool;
    /// From here on only people who are known may write: who came over SSH never owns a database, not even one that has
    /// lost its people.
    fn know_only_people(&mut self);
    /// From here on boards are loaded for a screen: of more text than anybody reads, old reports come without theirs, and
    /// say so. What prints or exports has all.
    fn load_for_screens(&mut self);
    /// Marks everything as invented, for trying out.
    fn mark_as_demo(&mut self) -> Result<(), StoreError>;
}

/// Looks after what is kept, for engines that leave that to the program: backups, and whether all is well. It opens what it
/// needs by itself, also where nothing can be opened for working any more.
pub trait Maintenance: Send {
    /// Everybody who may log in; for a program that wants nothing else.
    fn people(&self) -> Result<Vec<Person>, StoreError>;
    /// Whether no backup was made on the bureau's day of `now` yet.
    fn backup_is_due(&self, zone: Zone, now: DateTime<Utc>) -> bool;
    /// The same for who only gives commands, where nothing says in which zone, and what was begun today has time until
    /// tomorrow.
    fn backup_is_owed(&self, now: DateTime<Utc>) -> bool;
    /// Makes a verified copy beside the others, and thins those out.
    fn backup(&mut self, now: DateTime<Utc>) -> Result<BackupDone, StoreError>;
    /// What restoring a copy would do. It refuses all that restoring itself would refuse, so that nobody is asked about
    /// something that cannot be: who may not, and a copy that is not whole.
    fn restorable(&self, restoring: &Restoring<'_>) -> Result<Restorable, CommitError>;
    /// Puts a copy in the place of what is there, which is kept beside the backups; `None` where nothing was there.
    fn restore(&mut self, restoring: &Restoring<'_>) -> Result<Option<BackupDone>, CommitError>;
    /// Looks at everything. `known` are anchors that were written down.
    fn checkup(&self, now: DateTime<Utc>, known: &[Anchor]) -> Result<Checkup, StoreError>;
    /// The end of the journal; of an empty one, its beginning.
    fn anchor(&self) -> Result<Anchor, StoreError>;
    /// Whether the journal goes through anchors that were written down.
    fn compare(&self, known: &[Anchor], now: DateTime<Utc>) -> Result<Vec<Finding>, StoreError>;
    /// Notes that a copy of a backup is kept somewhere else.
    fn note_elsewhere(&mut self, elsewhere: &Elsewhere) -> Result<(), StoreError>;
    /// Looks at the contents of a copy.
    fn verify(&self, copy: &BackupName) -> Result<Checkup, StoreError>;
    /// What is left where it cannot be read as a whole.
    fn damage(&self) -> Damage;
    /// What is left of a copy that cannot be read as a whole, and another to take instead.
    fn damage_of(&self, copy: &BackupName) -> Damage;
}

/// A copy to be restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restoring<'a> {
    /// Which.
    pub copy: &'a BackupName,
    /// Who does it.
    pub author: &'a str,
    /// Names the act.
    pub op: OpId,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether strangers are refused also where nobody is known.
    pub known_only: bool,
}

/// Tells sessions on the same plans of each other. A note is a short text of the program's own; nothing waits for it, and
/// whoever dies is gone.
pub trait Presence: Send {
    /// What the others may know of this session. Where that cannot be told nothing is lost.
    fn tell(&mut self, note: &str);
    /// The notes of the others, when they are not what they were.
    fn look(&mut self, now: DateTime<Utc>) -> Option<Vec<String>>;
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
    pub draft: &'a DraftPlan,
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
