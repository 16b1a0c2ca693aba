//! Trend: how a plan stood at the end of each of several days, read backwards off the journal, and what its dates ask
//! for in the days to come.

use chrono::NaiveDate;

use crate::plan::{Board, Chronology, Counts, Entry, Item, ItemId, Light, Rollup, Stage};

/// How a plan stood at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrendPoint {
    /// The day.
    pub day: NaiveDate,
    /// Items per light.
    pub counts: Counts,
    /// Items verified as done.
    pub closed: u32,
    /// Items that should have been done by then, by the dates they had then.
    pub due: u32,
    /// Mean progress.
    pub percent: Option<i64>,
    /// Mean of what was expected.
    pub expected: Option<i64>,
}

/// What the dates of a plan ask for by a day to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueBucket {
    /// Exclusive start.
    pub after: NaiveDate,
    /// The last of them.
    pub day: NaiveDate,
    /// Items that should be done by then.
    pub due: u32,
    /// Mean of what is expected by then.
    pub expected: Option<i64>,
    /// Items not done yet whose date is in these days, in order.
    pub falling: Vec<ItemId>,
}

impl Board {
    /// Items not done yet that are due after one day and no later than another, in order.
    pub fn falling_due(&self, after: NaiveDate, until: NaiveDate) -> Vec<ItemId> {
        self.open_dates(after, until).map(|(_, id)| id).collect()
    }

    /// The same, each with its date.
    fn open_dates(&self, after: NaiveDate, until: NaiveDate) -> impl Iterator<Item = (NaiveDate, ItemId)> {
        self.items().iter().filter_map(move |item: &Item| {
            let situation = self.light_of(item, until).situation;
            let is_open = !matches!(situation.stage, Stage::Closed | Stage::Stopped);
            situation.due.filter(|due| is_open && after < *due && *due <= until).map(|due| (due, item.id))
        })
    }

    /// What is to be done by each of `days`, which ascend and come after `from`.
    pub fn ahead(&self, from: NaiveDate, days: &[NaiveDate]) -> Vec<DueBucket> {
        let falling: Vec<_> = self.open_dates(from, days.last().copied().unwrap_or(from)).collect();
        let mut after = from;
        let told = |day: &NaiveDate| {
            let TrendPoint { due, expected, .. } = self.stand(*day);
            let falls = falling.iter().filter(|(due, _)| after < *due && *due <= *day);
            let ahead = DueBucket { after, day: *day, due, expected, falling: falls.map(|(_, id)| *id).collect() };
            after = *day;
            ahead
        };
        days.iter().map(told).collect()
    }

    /// How the plan stands on a day, by what the board says.
    pub fn stand(&self, day: NaiveDate) -> TrendPoint {
        let lights: Vec<Light> = self.items().iter().map(|item| self.light_of(item, day)).collect();
        let total = Rollup::of(&lights);
        let count = |holds: &dyn Fn(&Light) -> bool| lights.iter().filter(|light| holds(light)).count() as u32;
        TrendPoint {
            day,
            counts: total.counts,
            closed: count(&|light| light.situation.stage == Stage::Closed),
            due: count(&|light| {
                light.situation.stage != Stage::Stopped && light.situation.due.is_some_and(|due| due <= day)
            }),
            percent: total.percent,
            expected: total.expected,
        }
    }

    /// How the plan stood at the end of each of `days`, which ascend. `entries` is the whole journal up to the board as it
    /// is, in order, `written` the days of its lines.
    pub fn trend(&self, entries: &[Entry], written: &Chronology, days: &[NaiveDate]) -> Vec<TrendPoint> {
        if days.is_empty() {
            return Vec::new();
        }
        let mut board = self.clone();
        let mut left = entries;
        let mut stands = Vec::with_capacity(days.len());
        for day in days.iter().rev() {
            let until = written.until(*day).min(left.len());
            for change in left[until..].iter().rev().flat_map(|entry| entry.edit.inverted()) {
                board.apply(&change);
            }
            left = &left[..until];
            if board.lacks_handing_over() {
                board.recall_handing_over(left);
            }
            stands.push(board.stand(*day));
        }
        stands.reverse();
        stands
    }
}
