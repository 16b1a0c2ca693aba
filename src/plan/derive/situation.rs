//! Situation: everything a light depends on, on one day, as far as it is known. How it is worked out stands in
//! `progress.rs`.

use chrono::NaiveDate;

use crate::plan::{Cadence, Forecast, Stage};

/// Everything a light depends on, on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// The day looked at.
    pub day: NaiveDate,
    /// The stage that counts; a measure is under way when its item is.
    pub stage: Stage,
    /// Whether a unit answers for it.
    pub has_lead: bool,
    /// 交办: the day it was handed over, as far as that is known.
    pub assigned: Option<NaiveDate>,
    /// The day from which 序时 runs: the start that was given, else the day of 交办.
    pub start: Option<NaiveDate>,
    /// Progress in percent; 100 when closed, 0 when nothing was said.
    pub percent: i64,
    /// Whether that figure was given (or follows from measures), not just assumed.
    pub percent_given: bool,
    /// 序时进度: the share of start→due that has passed, in percent; only where both are known.
    pub expected: Option<i64>,
    /// Points behind 序时; only while under way, and not in the first days after 交办.
    pub behind: Option<i64>,
    /// The due date that counts; a measure without one has its item's.
    pub due: Option<NaiveDate>,
    /// 超期: days past the due date, up to the finishing day where there is one. Only what was handed over and is not
    /// closed can be late.
    pub days_late: Option<i64>,
    /// Days until the due date, 0 on the day itself; only while not closed.
    pub days_left: Option<i64>,
    /// 报送周期 that counts; a measure without one has its item's.
    pub cadence: Option<Cadence>,
    /// Until when the last word is fresh: from the later of 交办 and the last report. `None` without either.
    pub fresh_until: Option<NaiveDate>,
    /// The unit's own forecast.
    pub forecast: Forecast,
    /// How many days ago the last word should have been renewed; `None` when fresh or not under way.
    pub stale_days: Option<i64>,
    /// What a measure takes from its item.
    pub inherited: Inherited,
}

/// What a measure without its own takes from its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inherited {
    /// The number of the item.
    pub item: u32,
    /// The lead unit.
    pub lead: bool,
    /// The due date.
    pub due: bool,
    /// The cadence.
    pub cadence: bool,
}

impl Inherited {
    /// Whether it takes anything.
    pub fn any(self) -> bool {
        self.lead || self.due || self.cadence
    }
}

impl Situation {
    /// Whether its figure is one of those that a mean is made of: it was handed over, goes on or is done, and a figure is
    /// known.
    pub fn counts_in_means(&self) -> bool {
        self.percent_given && !matches!(self.stage, Stage::Stopped | Stage::Pending)
    }

    /// Whether it was given to somebody. What nobody leads was given to nobody, whatever was reported on it since.
    pub fn is_handed_over(&self) -> bool {
        self.stage != Stage::Pending && (self.has_lead || !self.stage.is_open())
    }

    /// The progress that is known; `None` where it is only assumed.
    pub fn known_percent(&self) -> Option<i64> {
        self.percent_given.then_some(self.percent)
    }

    /// Points before what is expected, below nothing behind it; of work that goes on and of which both are known.
    pub fn gap(&self) -> Option<i64> {
        let both = self.known_percent().zip(self.expected).filter(|_| self.stage.is_open());
        both.map(|(percent, expected)| percent - expected)
    }

    /// Whether there is anything to be in time by: a due date, or a cadence.
    pub fn is_dated(&self) -> bool {
        self.due.is_some() || self.cadence.is_some()
    }

    /// Whether only reports say that it goes on (常态化), and the last one is not fresh any more.
    pub fn has_fallen_silent(&self) -> bool {
        self.due.is_none() && self.stage == Stage::Active && self.fresh_until.is_none_or(|until| until < self.day)
    }
}
