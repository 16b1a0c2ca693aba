//! Situation: everything a light depends on, on one day. How it is worked out stands in `progress.rs`.

use chrono::NaiveDate;

use crate::plan::{Forecast, Stage};

/// Everything a light depends on, on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// The stage that counts; a measure is under way when its item is.
    pub stage: Stage,
    /// Progress in percent; 100 when closed, 0 when nothing was said.
    pub percent: i64,
    /// Whether that figure was given (or follows from measures), not just assumed.
    pub percent_given: bool,
    /// 序时进度: the share of start→due that has passed, in percent.
    pub expected: Option<i64>,
    /// Points behind 序时; only while under way.
    pub behind: Option<i64>,
    /// The due date that counts; a measure without one has its item's.
    pub due: Option<NaiveDate>,
    /// Days past the due date, up to the finishing day where there is one; only while not closed.
    pub days_late: Option<i64>,
    /// Days until the due date, 0 on the day itself.
    pub days_left: Option<i64>,
    /// The unit's own forecast.
    pub forecast: Forecast,
    /// How many days ago the last word should have been renewed; `None` when fresh or not under way.
    pub stale_days: Option<i64>,
}
