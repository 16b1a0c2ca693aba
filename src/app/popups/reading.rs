//! Reading: a text to be read; keys, reasons of a light, documents before they are handed out.

use crate::app::keymap::Context;
use crate::plan::{MeetingId, Node};
use crate::words::{self, Text};

/// A document that is read before it is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 会议纪要.
    Minutes(MeetingId),
    /// 议定事项清单.
    Commitments(MeetingId),
    /// 通报.
    Bulletin,
    /// 催办单.
    Reminders,
    /// 年度总结.
    Summary,
    /// 未报送单位名单.
    Owing,
}

/// What is written without being read first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// 台账, for Excel.
    Ledger,
    /// 会议页, of one meeting.
    MeetingPages(MeetingId),
    /// 公开表, a page.
    PublicTable,
    /// 日历.
    Calendar,
    /// All figures and texts as a table of text.
    Everything,
}

impl Output {
    /// What it is called.
    pub fn text(self) -> Text {
        match self {
            Self::Ledger => words::paper::KIND_LEDGER,
            Self::MeetingPages(_) => words::paper::KIND_MEETING_PAGES,
            Self::PublicTable => words::paper::KIND_PUBLIC,
            Self::Calendar => words::paper::KIND_CALENDAR,
            Self::Everything => words::paper::KIND_EVERYTHING,
        }
    }

    /// The ending of its file.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Ledger => "xlsx",
            Self::MeetingPages(_) | Self::PublicTable => "html",
            Self::Calendar => "ics",
            Self::Everything => "csv",
        }
    }
}

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What.
    pub topic: Topic,
    /// First line shown.
    pub top: usize,
    /// The text of a document, once it was made.
    pub text: String,
}

impl Reading {
    /// Something to read, from its beginning.
    pub fn of(topic: Topic) -> Self {
        Self { topic, top: 0, text: String::new() }
    }
}

/// What there is to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The keys that work where help was asked for.
    Help(Context),
    /// Why a light is what it is.
    Why(Node),
    /// A document.
    Paper(Paper),
}
