//! 走势: how the plan stood week by week. A plain value: its cursor and how it is set up.

use chrono::NaiveDate;

use super::answers::Answers;

/// 走势.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendScreen {
    /// The day of the row under the cursor.
    pub day: Option<NaiveDate>,
    /// By months instead of weeks.
    pub months: bool,
}

impl Answers for TrendScreen {
    fn zoom(&mut self, _month: u32) {
        self.months = !self.months;
    }
}
