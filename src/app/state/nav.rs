//! Where the person is: the stack of screens, the popups above them, what is filtered, marked and looked for.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::painted::Painted;
use crate::app::key::Key;
use crate::app::lists::Filter;
use crate::app::notice::Notice;
use crate::app::popups::{Popup, ReviewLeft};
use crate::app::screens::Screen;
use crate::app::search::Search;
use crate::plan::{ItemId, Node};

/// Where the person is.
#[derive(Debug)]
pub struct Nav {
    /// The way down to what is shown; the first is a view.
    pub screens: Vec<Screen>,
    /// Popups, the last one on top.
    pub popups: Vec<Popup>,
    /// What is shown.
    pub filter: Filter,
    /// What was looked for.
    pub search: Option<Search>,
    /// What the next edit applies to; empty means the row under the cursor.
    pub marks: BTreeSet<Node>,
    /// A sentence in the footer.
    pub notice: Option<Notice>,
    /// Keys of a sequence so far.
    pub chord: Vec<Key>,
    /// Another day to look at the plan as of.
    pub as_of: Option<NaiveDate>,
    /// The item of another plan that is being gone to.
    pub(in crate::app) going_to: Option<ItemId>,
    /// What was said of a paper, by its path, that is being read again.
    pub(in crate::app) left_review: Option<(String, ReviewLeft)>,
    /// What the last drawing found out.
    pub painted: Painted,
    /// Whether what a session before this one left half-typed was opened.
    pub(in crate::app) resumed: bool,
}
