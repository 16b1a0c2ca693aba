//! Derived figures: how far, how far it should be, how late; and what a section adds up to.

use chrono::NaiveDate;
use enum_map::EnumMap;

use crate::plan::{
    Board, Forecast, Inherited, Item, Level, Light, Measure, Node, Rule, Situation, Stage, UnitName, Work,
};

/// Items per light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts(EnumMap<Level, u32>);

impl Counts {
    /// One more of `level`.
    pub fn add(&mut self, level: Level) {
        self.0[level] += 1;
    }

    /// How many of `level`.
    pub fn get(&self, level: Level) -> u32 {
        self.0[level]
    }

    /// All together.
    pub fn total(&self) -> u32 {
        self.0.values().sum()
    }

    /// The most serious level that occurs.
    pub fn worst(&self) -> Option<Level> {
        Level::ALL.iter().copied().find(|level| self.get(*level) > 0)
    }

    /// Both together.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        for (level, theirs) in other.0 {
            self.0[level] += theirs;
        }
        self
    }
}

/// What a section, or the whole plan, adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rollup {
    /// Items per light.
    pub counts: Counts,
    /// Mean progress of its items in percent, over those of which a figure is known.
    pub percent: Option<i64>,
    /// Mean 序时进度, over those items that have one.
    pub expected: Option<i64>,
    /// Of how many items a figure is known.
    pub known: u32,
}

/// Share of `start..=due` that has passed at the end of `day`, in percent.
pub fn expected_percent(start: NaiveDate, due: NaiveDate, day: NaiveDate) -> i64 {
    let length = (due - start).num_days() + 1;
    if length <= 0 {
        return if day >= due { 100 } else { 0 };
    }
    (((day - start).num_days() + 1) * 100 / length).clamp(0, 100)
}

/// The mean of what is known, if anything is, to the nearest; but never 100 while one of them is less.
fn mean(figures: impl IntoIterator<Item = i64>) -> Option<i64> {
    let (sum, count) = figures.into_iter().fold((0, 0), |(sum, count), figure| (sum + figure, count + 1));
    let nearest = |count: i64| if sum < 100 * count { ((2 * sum + count) / (2 * count)).min(99) } else { sum / count };
    (count > 0).then(|| nearest(count))
}

impl Item {
    /// The figure given for the item, else the mean of its counties, else the mean of its measures where they carry one.
    pub fn percent(&self) -> Option<i64> {
        if let Some(percent) = self.work.percent {
            return Some(i64::from(percent));
        }
        if let Some(percent) = self.percent_of_parts() {
            return Some(percent);
        }
        let figure = |measure: &Measure| {
            let work = measure.work.as_ref()?;
            let closed = work.standing.stage == Stage::Closed;
            if closed { Some(100) } else { work.percent.map(i64::from) }
        };
        mean(self.measures.iter().filter_map(figure))
    }

    /// The mean of its counties that carry a figure.
    fn percent_of_parts(&self) -> Option<i64> {
        let figure = |unit: &UnitName| {
            let part = self.parts.get(unit)?;
            let closed = part.standing.stage == Stage::Closed;
            if closed { Some(100) } else { part.percent.map(i64::from) }
        };
        mean(self.work.counties.iter().filter_map(figure))
    }
}

/// Days after 交办 in which nothing is behind: who was charged yesterday has not dawdled.
const DAYS_OF_GRACE: i64 = 7;

/// What was said about an item, a measure or a county's part, beside its dates.
#[derive(Clone, Copy)]
struct ProgressInput {
    stage: Stage,
    has_lead: bool,
    assigned: Option<NaiveDate>,
    percent: Option<i64>,
    finished: Option<NaiveDate>,
    last_word: Option<NaiveDate>,
}

/// The stage that counts for a measure: an item's end is its measures' end, and its beginning their beginning.
fn stage_of(own: &Work, item: Stage) -> Stage {
    match (own.standing.stage, item) {
        (_, Stage::Closed | Stage::Stopped) => item,
        (Stage::Pending | Stage::Active, Stage::Review) => Stage::Review,
        (Stage::Pending, Stage::Active) => Stage::Active,
        (own, _) => own,
    }
}

impl Board {
    fn judge(&self, work: &Work, above: Option<&Work>, told: ProgressInput, day: NaiveDate) -> Situation {
        let ProgressInput { stage, has_lead, assigned, percent, finished, last_word } = told;
        let due = work.due.current.or_else(|| above?.due.current);
        let start = work.start.or_else(|| above?.start).or(assigned);
        let cadence = work.cadence.or_else(|| above?.cadence);
        let known = if stage == Stage::Closed { 100 } else { percent.unwrap_or(0) };
        let is_charged = stage != Stage::Pending && has_lead;
        let expected = start.zip(due).filter(|_| is_charged).map(|(start, due)| expected_percent(start, due, day));
        let is_new = assigned.is_some_and(|assigned| (day - assigned).num_days() <= DAYS_OF_GRACE);
        let until = finished.unwrap_or(day).min(day);
        let fresh_until = last_word.max(assigned).map(|word| cadence.unwrap_or(self.default_cadence).fresh_until(word));
        Situation {
            day,
            stage,
            has_lead,
            assigned,
            start: start.filter(|_| is_charged),
            percent: known,
            percent_given: percent.is_some() || stage == Stage::Closed,
            expected,
            behind: expected.filter(|_| stage == Stage::Active && !is_new).map(|expected| expected - known),
            due,
            days_late: due
                .filter(|_| is_charged && stage.is_open())
                .map(|due| (until - due).num_days())
                .filter(|late| *late > 0),
            days_left: due.filter(|_| stage.is_open()).map(|due| (due - day).num_days()).filter(|left| *left >= 0),
            cadence,
            fresh_until,
            forecast: work.forecast,
            stale_days: fresh_until
                .map(|until| (day - until).num_days())
                .filter(|days| *days > 0 && stage == Stage::Active),
            inherited: Inherited::default(),
        }
    }

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

    /// The lights of all items on `day` by other rules than those that hold.
    pub fn lights_by(&self, rules: &[Rule], day: NaiveDate) -> Vec<Light> {
        self.items().iter().map(|item| Light::of(self.situation_of_item(item, day), rules)).collect()
    }

    /// The light of an item on `day`.
    pub fn light_of(&self, item: &Item, day: NaiveDate) -> Light {
        Light::of(self.situation_of_item(item, day), &self.rules)
    }

    /// The light of a measure on `day`; its item's, when nothing was said about the measure itself.
    pub fn light_of_measure(&self, item: &Item, measure: &Measure, day: NaiveDate) -> Light {
        Light::of(self.situation_of_measure(item, measure, day), &self.rules)
    }

    /// The light of one county's part of an item on `day`: its own figure and stage, the item's dates.
    pub fn light_of_part(&self, item: &Item, unit: &str, day: NaiveDate) -> Light {
        let part = item.part(unit);
        let told = item.reports.iter().filter(|report| report.unit.as_deref() == Some(unit)).map(|report| report.day);
        let received = part.acknowledged.map(|at| self.zone.day(at));
        let told = ProgressInput {
            stage: item.stage_of_part(unit),
            has_lead: true,
            // A county that was named later was handed it later.
            assigned: part.standing.assigned.max(self.assigned(item, None)),
            percent: part.percent.map(i64::from),
            finished: part.standing.finished,
            last_word: told.chain(received).filter(|at| *at <= day).max(),
        };
        let situation = self.judge(&item.work, None, told, day);
        // What the lead expects of the whole says nothing about one county.
        Light::of(Situation { forecast: Forecast::OnTrack, ..situation }, &self.rules)
    }

    fn situation_of_item(&self, item: &Item, day: NaiveDate) -> Situation {
        // Who has just received a task has not been silent.
        let received = item.parts.values().filter_map(|part| part.acknowledged).map(|at| self.zone.day(at));
        let told = ProgressInput {
            stage: item.work.standing.stage,
            has_lead: item.work.lead.is_some(),
            assigned: self.assigned(item, None),
            percent: item.percent(),
            finished: item.work.standing.finished,
            last_word: item.reports.iter().map(|report| report.day).chain(received).filter(|at| *at <= day).max(),
        };
        self.judge(&item.work, None, told, day)
    }

    fn situation_of_measure(&self, item: &Item, measure: &Measure, day: NaiveDate) -> Situation {
        let Some(own) = measure.work.as_deref() else {
            let mut situation = self.situation_of_item(item, day);
            situation.percent_given = false;
            situation.inherited = inherited(&Work::default(), item);
            return situation;
        };
        let percent = own.percent.map(i64::from);
        let told = ProgressInput {
            stage: stage_of(own, item.work.standing.stage),
            has_lead: own.lead.is_some() || item.work.lead.is_some(),
            assigned: self.assigned(item, Some(measure)).or_else(|| self.assigned(item, None)),
            percent,
            finished: own.standing.finished.or(item.work.standing.finished),
            // A measure that nobody reports on by itself is covered by its item's reports.
            last_word: item.reports.iter().map(|report| report.day).filter(|at| *at <= day).max(),
        };
        let mut situation = self.judge(own, Some(&item.work), told, day);
        situation.inherited = inherited(own, item);
        if percent.is_none() {
            situation.behind = None;
        }
        situation
    }

    /// 交办: the day an item or one of its measures was handed over, as far as it is known.
    fn assigned(&self, item: &Item, measure: Option<&Measure>) -> Option<NaiveDate> {
        let work = measure.map_or(Some(&item.work), |measure| measure.work.as_deref())?;
        let node = Node { item: item.id, measure: measure.map(|measure| measure.id) };
        let standing = &work.standing;
        standing.assigned.or_else(|| self.handed_over.get(&node).copied().filter(|_| standing.stage != Stage::Pending))
    }
}

/// What a measure takes from its item.
fn inherited(own: &Work, item: &Item) -> Inherited {
    let above = &item.work;
    Inherited {
        item: item.no,
        lead: own.lead.is_none() && above.lead.is_some(),
        due: own.due.current.is_none() && above.due.current.is_some(),
        cadence: own.cadence.is_none() && above.cadence.is_some(),
    }
}

/// Progress against 序时进度, over the items of which both are known: two means of different items say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgainstTime {
    /// Of how many items both are known.
    pub known: usize,
    /// Of how many of these the work is done.
    pub closed: usize,
    /// Their mean progress, in percent.
    pub percent: i64,
    /// The mean share of their time that is over, in percent.
    pub expected: i64,
}

impl AgainstTime {
    /// Points before what is expected; below nothing, behind it.
    pub fn gap(&self) -> i64 {
        self.percent - self.expected
    }

    /// What the items with these lights come to; nothing where of none both are known.
    pub fn of<'a>(lights: impl IntoIterator<Item = &'a Light>) -> Option<Self> {
        let situations = lights.into_iter().map(|light| &light.situation);
        let both: Vec<&Situation> =
            situations.filter(|situation| situation.counts_in_means() && situation.expected.is_some()).collect();
        Some(Self {
            known: both.len(),
            closed: both.iter().filter(|situation| situation.stage == Stage::Closed).count(),
            percent: mean(both.iter().map(|situation| situation.percent))?,
            expected: mean(both.iter().filter_map(|situation| situation.expected))?,
        })
    }
}

impl Rollup {
    /// What the items with these lights add up to. The means are over what is known: who was given nothing, or said
    /// nothing, is not counted as nothing done.
    pub fn of<'a>(lights: impl IntoIterator<Item = &'a Light>) -> Self {
        let mut counts = Counts::default();
        let (mut percents, mut expected) = (Vec::new(), Vec::new());
        for light in lights {
            counts.add(light.level);
            let situation = &light.situation;
            percents.extend(situation.counts_in_means().then_some(situation.percent));
            expected.extend(situation.expected.filter(|_| situation.stage != Stage::Stopped));
        }
        Self { counts, known: percents.len() as u32, percent: mean(percents), expected: mean(expected) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn expected_progress_grows_from_0_to_100(length in 0u64..800, day in 0u64..1000) {
            let start = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a date");
            let due = start + chrono::Days::new(length);
            let at = |n: u64| expected_percent(start, due, start + chrono::Days::new(n));
            prop_assert!((0..=100).contains(&at(day)) && at(day) <= at(day + 1));
            prop_assert_eq!(at(length), 100);
        }
    }
}
