//! Looking back: which past is shown, and the whole journal once something needed it.

use chrono::NaiveDate;

use crate::app::popups::Output;
use crate::plan::{Board, Entry, MeetingId, Revision};

/// Which past is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// After this line of the journal.
    Line(Revision),
    /// At the end of this day.
    Day(NaiveDate),
    /// When this meeting ended.
    Meeting(MeetingId),
}

/// A step through the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Travel {
    /// By so many days.
    Days(i64),
    /// To the meeting before (`-1`) or after (`1`).
    Meeting(i64),
    /// To a day.
    To(NaiveDate),
}

/// What waits for the whole journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaiting {
    /// A step through the past.
    Travel(Travel),
    /// A file that is to be made.
    Output(Output),
}

/// A look at the past.
#[derive(Debug)]
pub struct Past {
    /// Which.
    pub(in crate::app) moment: Moment,
    /// The board as it is now.
    pub(in crate::app) present: Board,
    /// The day that was looked at before.
    pub(in crate::app) as_of: Option<NaiveDate>,
    /// How many screens there were when the look began: it ends where it began.
    pub(in crate::app) depth: usize,
}

/// What is known of the past.
#[derive(Debug, Default)]
pub struct Lookback {
    /// The past that is shown.
    pub(in crate::app) past: Option<Past>,
    /// What waits for the journal.
    pub(in crate::app) awaiting: Option<Awaiting>,
    /// The whole journal, once something looked back.
    pub(in crate::app) entries: Option<Vec<Entry>>,
    /// Whether it was asked for.
    pub(in crate::app) asked: bool,
    /// Whether something could not be read since.
    pub(in crate::app) failed: bool,
}
