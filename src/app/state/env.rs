//! The surroundings: the terminal as it is, what the person prefers, and the clock, as told by messages.

use chrono::{DateTime, NaiveDate, Utc};

use crate::app::theme::ThemeName;
use crate::report::LedgerColumn;
use crate::words::Lang;

/// Where and when the program runs.
#[derive(Debug)]
pub struct Env {
    /// Language of the interface.
    pub lang: Lang,
    /// Colours.
    pub theme: ThemeName,
    /// All colours there are, in their order.
    pub themes: Vec<ThemeName>,
    /// The columns of the ledger, where they are a person's own.
    pub columns: Vec<LedgerColumn>,
    /// Size of the window in cells.
    pub size: (u16, u16),
    /// Whether nothing but ASCII and Chinese is drawn.
    pub ascii: bool,
    /// Whether the terminal draws characters of ambiguous width two cells wide.
    pub wide_ambiguous: bool,
    /// Whether the program has the mouse.
    pub mouse: bool,
    /// Whether pages are shown in large text.
    pub large: bool,
    /// Whether the terminal may be able to show large text.
    pub can_enlarge: bool,
    /// Today.
    pub today: NaiveDate,
    /// This moment, as of the last message.
    pub now: DateTime<Utc>,
    /// When the app asked to be woken.
    pub(in crate::app) alarm: Option<DateTime<Utc>>,
}
