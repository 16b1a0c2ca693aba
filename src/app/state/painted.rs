//! What the last drawing found out. Used for paging and clicking only; nothing is decided by it.

use crate::plan::{Node, Revision, Subject};

/// What the last drawing found out; used for paging and clicking only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Painted {
    /// Rows of the list or text that fit.
    pub page: usize,
    /// The row with the cursor, of a list whose rows come and go.
    pub at: Option<usize>,
    /// First line shown of the screen's text.
    pub top: usize,
    /// The furthest it can be scrolled.
    pub max_top: usize,
    /// The same for the popup on top.
    pub popup: (usize, usize, usize),
    /// Where rows are that can be clicked: row, first and last column, what is there.
    pub targets: Vec<(u16, u16, u16, Target)>,
}

/// Something that can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An item or a measure.
    Node(Node),
    /// A line of the journal.
    Entry(Revision),
    /// A row of 我的, by its place.
    Waiting(usize),
    /// A person, by place.
    Person(usize),
    /// A point of an agenda.
    Point(Subject),
    /// A choice of the list on top.
    Choice(usize),
}
