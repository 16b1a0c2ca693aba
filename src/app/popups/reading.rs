//! Reading: a text to be read; keys, reasons of a light, documents of a meeting.

use crate::app::keymap::Context;
use crate::plan::{MeetingId, Node};

/// The document of a meeting that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 会议纪要.
    Minutes,
    /// 议定事项清单.
    Commitments,
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
    /// A document of a meeting.
    Paper(MeetingId, Paper),
}
