//! Derived figures: how far, how far it should be, how late; and what a section adds up to.

use chrono::{Datelike, NaiveDate};

use super::{Board, Cadence, Forecast, Item, Level, Light, Measure, Node, Plan, SectionId, Stage, Work};

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

/// Items per light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([u32; Level::ALL.len()]);

impl Counts {
    /// One more of `level`.
    pub fn add(&mut self, level: Level) {
        self.0[level as usize] += 1;
    }

    /// How many of `level`.
    pub fn get(&self, level: Level) -> u32 {
        self.0[level as usize]
    }

    /// All together.
    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }

    /// The most serious level that occurs.
    pub fn worst(&self) -> Option<Level> {
        Level::ALL.into_iter().find(|level| self.get(*level) > 0)
    }

    /// Both together.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
        self
    }
}

/// What a section, or the whole plan, adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rollup {
    /// Items per light.
    pub counts: Counts,
    /// Mean progress of its items in percent, stopped ones left out.
    pub percent: i64,
    /// Mean 序时进度 of the same items; the plan's year where an item has no due date.
    pub expected: i64,
}

/// Share of `start..=due` that has passed at the end of `day`, in percent.
pub fn expected_percent(start: NaiveDate, due: NaiveDate, day: NaiveDate) -> i64 {
    let length = (due - start).num_days() + 1;
    if length <= 0 {
        return if day >= due { 100 } else { 0 };
    }
    (((day - start).num_days() + 1) * 100 / length).clamp(0, 100)
}

impl Plan {
    /// First day of the period.
    pub fn first_day(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, 1, 1).unwrap_or_default()
    }

    /// Last day of the period.
    pub fn last_day(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, 12, 31).unwrap_or_default()
    }

    /// Whether `day` lies in the plan's year.
    pub fn covers(&self, day: NaiveDate) -> bool {
        day.year() == self.year
    }
}

impl Item {
    /// The figure given for the item, else the mean of its measures where they carry one.
    pub fn percent(&self) -> Option<i64> {
        if let Some(percent) = self.work.percent {
            return Some(i64::from(percent));
        }
        let figures = self.measures.iter().filter_map(|measure| measure.work.as_ref()?.percent).map(i64::from);
        let (sum, count) = figures.fold((0, 0), |(sum, count), figure| (sum + figure, count + 1));
        (count > 0).then(|| sum / count)
    }
}

/// The stage that counts for a measure: an item's end is its measures' end, and its beginning their beginning.
fn stage_of(own: &Work, item: Stage) -> Stage {
    match (own.standing.stage, item) {
        (_, Stage::Closed | Stage::Stopped) => item,
        (Stage::Pending, Stage::Active | Stage::Review) => Stage::Active,
        (own, _) => own,
    }
}

impl Board {
    /// Everything a light depends on, for an item or a measure on `day`; `None` when it does not exist.
    pub fn situation(&self, node: Node, day: NaiveDate) -> Option<Situation> {
        let item = self.item(node.item)?;
        Some(match node.measure {
            None => self.situation_of_item(item, day),
            Some(id) => self.situation_of_measure(item, item.measure(id)?, day),
        })
    }

    /// The light of an item or a measure on `day`; `None` when it does not exist.
    pub fn light(&self, node: Node, day: NaiveDate) -> Option<Light> {
        self.situation(node, day).map(|situation| Light::of(situation, &self.rules))
    }

    /// The light of an item on `day`.
    pub fn light_of(&self, item: &Item, day: NaiveDate) -> Light {
        Light::of(self.situation_of_item(item, day), &self.rules)
    }

    /// The light of a measure on `day`; its item's, when nothing was said about the measure itself.
    pub fn light_of_measure(&self, item: &Item, measure: &Measure, day: NaiveDate) -> Light {
        Light::of(self.situation_of_measure(item, measure, day), &self.rules)
    }

    fn situation_of_item(&self, item: &Item, day: NaiveDate) -> Situation {
        let last_word = item.reports.iter().map(|report| report.day).filter(|at| *at <= day).max();
        self.judge(&item.work, None, item.work.standing.stage, item.percent(), last_word, day)
    }

    fn situation_of_measure(&self, item: &Item, measure: &Measure, day: NaiveDate) -> Situation {
        let Some(own) = measure.work.as_deref() else {
            let mut situation = self.situation_of_item(item, day);
            situation.percent_given = false;
            return situation;
        };
        let stage = stage_of(own, item.work.standing.stage);
        let percent = own.percent.map(i64::from);
        // A measure that nobody reports on by itself is covered by its item's reports.
        let last_word = item.reports.iter().map(|report| report.day).filter(|at| *at <= day).max();
        let mut situation = self.judge(own, Some(&item.work), stage, percent, last_word, day);
        if percent.is_none() {
            situation.behind = None;
        }
        situation
    }

    fn judge(
        &self,
        work: &Work,
        above: Option<&Work>,
        stage: Stage,
        percent: Option<i64>,
        last_word: Option<NaiveDate>,
        day: NaiveDate,
    ) -> Situation {
        let due = work.due.current.or_else(|| above?.due.current);
        let start = work.start.or_else(|| above?.start).unwrap_or_else(|| self.plan.first_day());
        let known = if stage == Stage::Closed { 100 } else { percent.unwrap_or(0) };
        let expected = due.map(|due| expected_percent(start, due, day));
        let until = work.standing.finished.unwrap_or(day).min(day);
        let fresh_until = work.cadence.unwrap_or(Cadence::Month).fresh_until(last_word.unwrap_or(start));
        Situation {
            stage,
            percent: known,
            percent_given: percent.is_some() || stage == Stage::Closed,
            expected,
            behind: expected.filter(|_| stage == Stage::Active).map(|expected| expected - known),
            due,
            days_late: due.filter(|_| stage.is_open()).map(|due| (until - due).num_days()).filter(|late| *late > 0),
            days_left: due.map(|due| (due - day).num_days()).filter(|left| *left >= 0),
            forecast: work.forecast,
            stale_days: Some((day - fresh_until).num_days()).filter(|days| *days > 0 && stage == Stage::Active),
        }
    }

    /// What a section adds up to on `day`.
    pub fn rollup(&self, section: SectionId, day: NaiveDate) -> Rollup {
        self.rollup_of(self.items_of(section).iter(), day)
    }

    /// What the whole plan adds up to on `day`.
    pub fn total(&self, day: NaiveDate) -> Rollup {
        self.rollup_of(self.items().iter(), day)
    }

    fn rollup_of<'a>(&self, items: impl Iterator<Item = &'a Item>, day: NaiveDate) -> Rollup {
        let mut counts = Counts::default();
        let (mut percent, mut expected, mut running) = (0, 0, 0);
        let of_year = expected_percent(self.plan.first_day(), self.plan.last_day(), day);
        for item in items {
            let light = self.light_of(item, day);
            counts.add(light.level);
            if light.situation.stage != Stage::Stopped {
                percent += light.situation.percent;
                expected += light.situation.expected.unwrap_or(of_year);
                running += 1;
            }
        }
        let mean = |sum: i64| if running == 0 { 0 } else { sum / running };
        Rollup { counts, percent: mean(percent), expected: mean(expected) }
    }
}
