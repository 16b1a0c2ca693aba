//! Question: asked before something that is not to happen by accident, with what a yes does as data in it.

use chrono::{DateTime, Utc};

use super::draft::Draft;
use crate::plan::{Author, Change, MeetingId, Revision, UnitName};
use crate::read::{LineRole, Span};

/// A question, with what a yes does.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    /// The question.
    pub question: String,
    /// What a yes does.
    pub then: Then,
    /// When it was asked.
    pub since: DateTime<Utc>,
}

/// What a yes does.
#[derive(Debug, Clone, PartialEq)]
pub enum Then {
    /// Makes these changes and says so.
    Commit(Vec<Change>, String),
    /// Writes a person as the record is now, inactive.
    Deactivate(Author),
    /// Ends a meeting.
    EndMeeting(MeetingId),
    /// Takes back one's own edit with that line, and no other.
    Undo(Revision),
    /// Does again what one has taken back with that line, and nothing else.
    Redo(Revision),
    /// Throws away what was typed in the popup below.
    Discard,
    /// Leaves the program, and with it what was typed.
    Leave,
    /// Says the same of parts of the paper that look alike.
    SayAlike(LineRole, Vec<Span>),
    /// Calls a unit otherwise, or makes it a part of another.
    RenameUnit(UnitName, UnitName),
    /// A unit is out of use, though it has work.
    RetireUnit(UnitName),
    /// Writes the plan that was looked over.
    Import,
    /// Goes on with what a session before this one left half-typed.
    Resume(Box<Draft>),
}
