//! Ticks: what a paper or a ledger that came in would change, line by line, each to be taken or left. A plain value: what
//! becomes of what is ticked stands in `accept/ticks.rs`.

use unicode_width::UnicodeWidthStr;

use crate::app::filled_ledger::FilledCell;
use crate::plan::{Change, PaperKind, PlanId};
use crate::read::{DraftPlan, Paper};

/// One thing that would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Of what: `第14项 进度`.
    pub place: String,
    /// The title of its item.
    pub subject: String,
    /// What the board says.
    pub now: String,
    /// What it would say.
    pub after: String,
    /// What there is to say of it: who has changed the same meanwhile, why it cannot be taken.
    pub remarks: Vec<String>,
    /// Whether the board has moved on meanwhile.
    pub contested: bool,
    /// Whether it takes something away: that is never taken along with everything else.
    pub takes_away: bool,
    /// Whether it cannot be taken at all.
    pub barred: bool,
    /// Whether it is taken.
    pub ticked: bool,
}

/// Where it comes from.
#[derive(Debug, Clone)]
pub enum TickSource {
    /// A ledger, read once the journal is here.
    LedgerAhead(Box<Paper>),
    /// A corrected paper, likewise.
    PaperAhead(Box<DraftPlan>),
    /// The cells of a ledger, line by line.
    Ledger(Vec<FilledCell>),
    /// The changes that each line comes to.
    Paper(Vec<Vec<Change>>),
    /// The same, in another plan.
    Carried(PlanId, Vec<Vec<Change>>),
}

/// What would change, to be taken or left.
#[derive(Debug, Clone)]
pub struct Ticks {
    /// What came in.
    pub title: String,
    /// What file it was, for the history.
    pub whence: Option<(PaperKind, String)>,
    /// Line by line.
    pub ticks: Vec<Tick>,
    /// The widest of the places: found once, for the columns to stand still.
    pub widest: String,
    /// What was found besides, which changes nothing.
    pub remarks: Vec<String>,
    /// Where it comes from.
    pub source: TickSource,
    /// The line under the cursor; past the last tick stand the remarks.
    pub at: usize,
    /// Whether somebody has ticked or unticked anything.
    pub is_touched: bool,
}

impl Ticks {
    /// What came in, before it was compared with anything.
    pub fn new(title: String, source: TickSource) -> Self {
        Self {
            title,
            whence: None,
            ticks: Vec::new(),
            widest: String::new(),
            remarks: Vec::new(),
            source,
            at: 0,
            is_touched: false,
        }
    }

    /// The same, out of such a file.
    #[must_use]
    pub fn of_paper(mut self, kind: PaperKind, title: String) -> Self {
        self.whence = Some((kind, title));
        self
    }

    /// The lines, once they are known.
    pub(in crate::app) fn fill(&mut self, ticks: Vec<Tick>) {
        let widest = ticks.iter().max_by_key(|tick| tick.place.width());
        self.widest = widest.map(|tick| tick.place.clone()).unwrap_or_default();
        self.ticks = ticks;
    }

    /// Whether it waits for the journal.
    pub fn is_ahead(&self) -> bool {
        matches!(self.source, TickSource::LedgerAhead(_) | TickSource::PaperAhead(_))
    }

    /// The places of what is ticked.
    pub fn taken(&self) -> Vec<usize> {
        (0..self.ticks.len()).filter(|at| self.ticks[*at].ticked).collect()
    }

    pub(in crate::app) fn step(&mut self, by: isize) {
        let last = (self.ticks.len() + self.remarks.len()).saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// Goes to the next line about which there is something to say, or the one before.
    pub(in crate::app) fn step_remark(&mut self, forward: bool) {
        let says = |at: &usize| self.ticks.get(*at).is_none_or(|tick| !tick.remarks.is_empty());
        let count = self.ticks.len() + self.remarks.len();
        let next = if forward {
            (self.at + 1..count).find(says).or_else(|| (0..count).find(says))
        } else {
            (0..self.at).rev().find(says).or_else(|| (0..count).rev().find(says))
        };
        self.at = next.unwrap_or(self.at);
    }

    /// Takes or leaves the line under the cursor; whether it can be taken at all.
    pub(in crate::app) fn toggle(&mut self) -> bool {
        let Some(tick) = self.ticks.get_mut(self.at) else { return true };
        if !tick.barred {
            tick.ticked = !tick.ticked;
            self.is_touched = true;
        }
        !tick.barred
    }

    /// Takes everything that nobody has touched meanwhile and that takes nothing away; where all of it is taken already, leaves everything.
    pub(in crate::app) fn toggle_all(&mut self) {
        let is_clear = |tick: &Tick| !tick.contested && !tick.barred && !tick.takes_away;
        let all = self.ticks.iter().filter(|tick| is_clear(tick)).all(|tick| tick.ticked);
        for tick in &mut self.ticks {
            tick.ticked = !all && (is_clear(tick) || tick.ticked);
        }
        self.is_touched = true;
    }
}
