//! The wall: what belongs to pages that are shown to a room, beside which page it is.

use crate::app::page::Page;
use chrono::{DateTime, Utc};

/// How pages are shown.
#[derive(Debug, Default)]
pub struct Wall {
    /// Pages turn by themselves every so many seconds, next at this moment.
    pub(in crate::app) turning: Option<(u32, DateTime<Utc>)>,
    /// When the page that is shown was turned to.
    pub(in crate::app) turned: DateTime<Utc>,
    /// Whether the page that is shown was noted as the one that is up.
    pub(in crate::app) settled: bool,
    /// Since when the time of a point runs that this session put up.
    pub(in crate::app) clock: Option<DateTime<Utc>>,
    /// The page that was left last.
    pub(in crate::app) left_page: Option<Page>,
}
