//! Since: what was written after a day or a meeting, told from the journal, and what a board was like then.

use chrono::NaiveDate;

use crate::plan::{Board, Change, Chronology, Comparison, Entry, Meeting, MeetingId, Zone};
use crate::report::minutes;
use crate::words::Lang;

/// From when on something counts as changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The moment a meeting ended.
    Meeting(MeetingId),
    /// The end of a day.
    Day(NaiveDate),
}

/// The lines that were written after a day had ended in `zone`, by number: from the first line of a later day on, everything
/// counts as later. A clock that was wrong decides for nobody else; `today` is the last day there can be lines of.
fn after_day(entries: &[Entry], day: NaiveDate, zone: Zone, today: NaiveDate) -> &[Entry] {
    &entries[Chronology::of(entries, zone, today).until(day)..]
}

/// The lines that were written after a meeting ended.
pub fn after_meeting(entries: &[Entry], meeting: MeetingId) -> &[Entry] {
    let ends = |change: &Change| {
        matches!(change, Change::Meeting { id, meeting: swap } if *id == meeting
            && swap.before.as_ref().is_some_and(|before| before.ended.is_none())
            && swap.after.as_ref().is_some_and(|after| after.ended.is_some()))
    };
    let at = entries.iter().rposition(|entry| entry.edit.changes.iter().any(ends));
    at.map_or(&[], |at| &entries[at + 1..])
}

/// How many lines there were once a meeting had begun.
fn until_start(all: &[Entry], meeting: &Meeting) -> Option<usize> {
    let begins = |change: &Change| matches!(change, Change::Meeting { id, meeting: swap } if *id == meeting.id && swap.before.is_none());
    let at = all.iter().position(|entry| entry.edit.changes.iter().any(begins))?;
    Some(at + 1)
}

/// The minutes of a meeting, from the board as it left it. `all` is the journal up to `board`.
pub fn minutes_of(lang: Lang, board: &Board, all: &[Entry], meeting: &Meeting) -> String {
    let later = if meeting.ended.is_some() { after_meeting(all, meeting.id) } else { &[] };
    // What was decided later, or reported since, belongs in no minutes.
    let then = board.as_of(all, all.len() - later.len());
    let all = &all[..all.len() - later.len()];
    let start = until_start(all, meeting);
    let began = start.map(|start| then.as_of(all, start));
    let held = &all[start.unwrap_or(all.len())..];
    minutes(lang, &then, then.meeting(meeting.id).unwrap_or(meeting), began.as_ref(), (all, held))
}

impl Since {
    /// The lines that count.
    pub fn entries(self, all: &[Entry], zone: Zone, today: NaiveDate) -> &[Entry] {
        match self {
            Self::Meeting(id) => after_meeting(all, id),
            Self::Day(day) => after_day(all, day, zone, today),
        }
    }

    /// The day from which on things count.
    pub fn day(self, board: &Board) -> NaiveDate {
        match self {
            Self::Meeting(id) => board.meeting(id).map(|meeting| meeting.day).unwrap_or_default(),
            Self::Day(day) => day,
        }
    }

    /// What became of the board since then. `all` is the whole journal, in order, up to the board; `day` is
    /// the day looked at, `today` the day it is.
    pub fn compare(self, board: &Board, all: &[Entry], day: NaiveDate, today: NaiveDate) -> Comparison {
        let then = board.as_of(all, all.len() - self.entries(all, board.zone, today).len());
        let mut found = board.compared(&then, self.day(board), day);
        // What a meeting decides at this moment is no news to it.
        let running = board.open_meeting().map(|meeting| meeting.id);
        found.directives.retain(|id| {
            let given = board.directive(*id).and_then(|it| it.meeting);
            running.is_none() || given.map(|given| given.meeting) != running
        });
        found
    }
}
