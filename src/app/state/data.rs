//! The data: the plan as it is in the store, the end of its journal, and what lists show of both.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::app::lists::Rows;
use crate::plan::{Board, Entry, ItemId, Node, PlanSummary};

/// What was read from the store.
#[derive(Debug)]
pub struct Data {
    /// The plan.
    pub board: Board,
    /// All plans there are.
    pub plans: Vec<PlanSummary>,
    /// The end of the journal, oldest first.
    pub journal: Vec<Entry>,
    /// Whether the journal goes back further than that.
    pub journal_goes_on: bool,
    /// Whether the cursor of the history is to go to its oldest line, however much has to be read for it.
    pub(in crate::app) journal_whole: bool,
    /// The journal of the item that is shown, newest first.
    pub item_journal: Option<(ItemId, Vec<Entry>)>,
    /// Rows others have just changed, with who did what.
    pub fresh: BTreeMap<Node, String>,
    /// Until when rows that others changed stay marked.
    pub(in crate::app) fresh_until: Option<DateTime<Utc>>,
    /// What the lists show.
    pub rows: Rows,
    /// Counts changes of the board.
    pub(in crate::app) epoch: u64,
}
