//! Msg (what happened) and Effect (what is to be done): the only ways into and out of `app`.

use chrono::NaiveDate;

use super::key::Key;
use super::own_config::Preference;
use crate::app::state::Present;
use crate::plan::{Author, Board, Conflict, Edit, Entry, ItemId, OpId, Period, PlanId, PlanSummary, Revision};
use crate::read::{Corrections, DraftPlan, Paper};
use crate::report::{Document, PaperKind};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The window has another size now, in cells.
    Resize(u16, u16),
    /// The store answered an edit.
    Stored(OpId, Reply),
    /// Others' edits, in order.
    Changed(Vec<Entry>),
    /// Lines of the journal that were asked for, newest first.
    Journal(Option<ItemId>, Vec<Entry>),
    /// A plan that was asked for.
    Plan(Box<Board>),
    /// The plan that something is to go into.
    OtherPlan(Box<Board>),
    /// A backup was put in the place of the plan, which is as it is told here now.
    Restored(Box<Board>, Vec<PlanSummary>),
    /// Who else has the plan open.
    Present(Vec<Present>),
    /// The whole journal of the plan, which was asked for.
    Chronicle(Vec<Entry>),
    /// A paper was read, or why not.
    Paper(Result<Box<OpenedPaper>, String>),
    /// A plan was made of a paper: it, and all plans there are; or why not.
    Imported(Result<Box<(Board, Vec<PlanSummary>)>, String>),
    /// A file was written at this path, or why not.
    Written(Result<WrittenFile, String>),
    /// What is being typed is not kept for a bad day.
    Unkept(Unkept),
    /// Reading from the store failed.
    Failed(String),
    /// It is this day now.
    Today(NaiveDate),
    /// A moment that was asked for has come.
    Wake,
    /// The terminal draws characters of ambiguous width two cells wide.
    WideAmbiguous(bool),
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Where.
    pub path: String,
    /// The template that it was made in.
    pub template: Option<String>,
}

/// Why what is being typed is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unkept {
    /// The rest of the disk is for what is saved.
    DiskNearlyFull,
    /// It is about too much at once.
    TooLarge,
    /// The person has as many such texts as one may have.
    TooMany,
}

/// The mouse, in cells of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The button went down once.
    Click(u16, u16),
    /// Twice in a moment.
    DoubleClick(u16, u16),
    /// The wheel, towards the reader.
    WheelDown,
    /// The wheel, away from the reader.
    WheelUp,
}

/// The store's answer to an edit.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Done; with all entries up to it that had not been seen.
    Committed(Vec<Entry>),
    /// Somebody was there first.
    Conflict(Box<Conflict>),
    /// Not written, in words for the person.
    Failed(String),
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write an edit.
    Commit(Edit),
    /// Read lines of the journal.
    ReadJournal {
        /// Only those of this item.
        item: Option<ItemId>,
        /// Only those before this one.
        before: Option<Revision>,
    },
    /// Read the whole journal.
    ReadChronicle,
    /// Read another plan without leaving this one.
    ReadOther(PlanId),
    /// Read the paper at this path.
    ReadPaper(String),
    /// Make a plan of a paper.
    Import(Box<ImportWish>),
    /// Write a file of that name, in the folder where the program was started.
    WriteFile(String, Vec<u8>),
    /// Write a paper as a Word document of that name, in the office's own template where there is one.
    WritePaper(PaperKind, String, Box<Document>),
    /// Read another plan.
    ReadPlan(PlanId),
    /// Send [`Msg::Wake`] after so many milliseconds.
    WakeAfter(u64),
    /// Let the program have the mouse, or the terminal.
    CaptureMouse(bool),
    /// Keep what the person has chosen.
    Prefer(Preference),
    /// Keep which plan is looked at, for the next start.
    KeepPlan(PlanId),
    /// Give a text to the clipboard of the person's own machine.
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// Stop for a while, as Ctrl-Z does.
    Suspend,
    /// Leave at once, keeping what is being typed: the person does not work here any more.
    Expel,
    /// Leave.
    Quit,
}

/// A paper, as it was read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedPaper {
    /// Where.
    pub path: String,
    /// What stands in it.
    pub paper: Paper,
    /// What is said of it already.
    pub corrections: Corrections,
    /// The plan that was made of it before.
    pub known: Option<PlanId>,
}

/// A plan that is to be made of a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportWish {
    /// What is understood of it.
    pub draft: DraftPlan,
    /// Its text.
    pub source: String,
    /// The span it is for.
    pub period: Period,
    /// The act.
    pub op: OpId,
    /// Who imports it.
    pub author: Author,
}
