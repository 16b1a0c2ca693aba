//! Derived figures: how far, how far it should be, how late; and what a section adds up to.

use chrono::NaiveDate;

use crate::plan::{Board, Cadence, Forecast, Item, Level, Light, Measure, Node, Situation, Stage, UnitName, Work};

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
    /// Mean 序时进度 of the same items; the plan's period where an item has no due date.
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
        let figures = self.measures.iter().filter_map(figure);
        let (sum, count) = figures.fold((0, 0), |(sum, count), figure| (sum + figure, count + 1));
        (count > 0).then(|| sum / count)
    }

    /// The mean over all counties, once one of them has given a figure.
    fn percent_of_parts(&self) -> Option<i64> {
        let figure = |unit: &UnitName| {
            let part = self.parts.get(unit)?;
            let closed = part.standing.stage == Stage::Closed;
            if closed { Some(100) } else { part.percent.map(i64::from) }
        };
        let figures: Vec<Option<i64>> = self.work.counties.iter().map(figure).collect();
        let given = figures.iter().any(Option::is_some);
        given.then(|| figures.iter().flatten().sum::<i64>() / figures.len() as i64)
    }
}

/// How far something has come, as it was told.
#[derive(Clone, Copy)]
struct Told {
    stage: Stage,
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

    /// The light of one county's part of an item on `day`: its own figure and stage, the item's dates.
    pub fn light_of_part(&self, item: &Item, unit: &str, day: NaiveDate) -> Light {
        let part = item.part(unit);
        let stage = item.stage_of_part(unit);
        let told = item.reports.iter().filter(|report| report.unit.as_deref() == Some(unit)).map(|report| report.day);
        let received = part.acknowledged.map(|at| self.zone.day(at));
        let last_word = told.chain(received).filter(|at| *at <= day).max();
        let percent = part.percent.map(i64::from);
        let told = Told { stage, percent, finished: part.standing.finished, last_word };
        let situation = self.judge(&item.work, None, told, day);
        // What the lead expects of the whole says nothing about one county.
        Light::of(Situation { forecast: Forecast::OnTrack, ..situation }, &self.rules)
    }

    fn situation_of_item(&self, item: &Item, day: NaiveDate) -> Situation {
        // Who has just received a task has not been silent.
        let received = item.parts.values().filter_map(|part| part.acknowledged).map(|at| self.zone.day(at));
        let last_word = item.reports.iter().map(|report| report.day).chain(received).filter(|at| *at <= day).max();
        let (stage, finished) = (item.work.standing.stage, item.work.standing.finished);
        self.judge(&item.work, None, Told { stage, percent: item.percent(), finished, last_word }, day)
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
        let told = Told { stage, percent, finished: own.standing.finished, last_word };
        let mut situation = self.judge(own, Some(&item.work), told, day);
        if percent.is_none() {
            situation.behind = None;
        }
        situation
    }

    fn judge(&self, work: &Work, above: Option<&Work>, told: Told, day: NaiveDate) -> Situation {
        let Told { stage, percent, finished, last_word } = told;
        let due = work.due.current.or_else(|| above?.due.current);
        let start = work.start.or_else(|| above?.start).unwrap_or_else(|| self.plan.period.first());
        let known = if stage == Stage::Closed { 100 } else { percent.unwrap_or(0) };
        let expected = due.map(|due| expected_percent(start, due, day));
        let finished = finished.or_else(|| above?.standing.finished);
        let until = finished.unwrap_or(day).min(day);
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

    /// What the items with these lights add up to on `day`.
    pub fn rollup<'a>(&self, lights: impl IntoIterator<Item = &'a Light>, day: NaiveDate) -> Rollup {
        let mut counts = Counts::default();
        let (mut percent, mut expected, mut running) = (0, 0, 0);
        let of_period = expected_percent(self.plan.period.first(), self.plan.period.last(), day);
        for light in lights {
            counts.add(light.level);
            if light.situation.stage != Stage::Stopped {
                percent += light.situation.percent;
                expected += light.situation.expected.unwrap_or(of_period);
                running += 1;
            }
        }
        let mean = |sum: i64| if running == 0 { 0 } else { sum / running };
        Rollup { counts, percent: mean(percent), expected: mean(expected) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{
        Due, ItemId, Percent, Period, Plan, PlanId, Report, ReportId, Section, SectionId, Standing, default_rules,
    };
    use proptest::prelude::*;

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, month, day).expect("a date")
    }

    /// A board with one item that has this work.
    fn board(work: Work) -> Board {
        let period = Period::of_year(2024).expect("a period");
        let plan = Plan { id: PlanId(1), title: String::new(), issuer: String::new(), period, preamble: String::new() };
        let section = Section { id: SectionId(1), ordinal: 1, heading: String::new(), label: String::new() };
        let item = Item {
            id: ItemId(1),
            section: SectionId(1),
            no: 1,
            title: "一项".to_owned(),
            work,
            measures: vec![Measure { id: crate::plan::MeasureId(1), rank: 1, text: "一条".to_owned(), work: None }],
            reports: Vec::new(),
            parts: std::collections::BTreeMap::new(),
        };
        Board::new(plan, vec![section], vec![item], Vec::new())
    }

    fn under_way(due: Option<NaiveDate>, percent: i64) -> Work {
        Work {
            standing: Standing { stage: Stage::Active, ..Standing::default() },
            due: Due { current: due, original: due, extensions: 0 },
            percent: Percent::try_from(percent).ok(),
            ..Work::default()
        }
    }

    fn light(work: Work, day: NaiveDate) -> Light {
        board(work).light(Node::item(ItemId(1)), day).expect("a light")
    }

    #[test]
    fn the_default_rules_in_their_order() {
        let due = Some(date(6, 30));
        let level = |work: Work, day| light(work, day).level;
        assert_eq!(level(Work::default(), date(12, 31)), Level::Grey);
        assert_eq!(level(under_way(due, 100), date(6, 30)), Level::Green, "due today and done");
        assert_eq!(level(under_way(due, 99), date(6, 30)), Level::Yellow, "due today and not done");
        assert_eq!(light(under_way(due, 99), date(7, 3)).situation.days_late, Some(3));
        assert_eq!(level(under_way(due, 99), date(7, 1)), Level::Red);
        assert_eq!(level(under_way(Some(date(12, 31)), 19), date(7, 1)), Level::Red, "31 points behind");
        assert_eq!(level(under_way(Some(date(12, 31)), 20), date(7, 1)), Level::Yellow, "30 points behind");
        assert_eq!(level(under_way(Some(date(12, 31)), 40), date(7, 1)), Level::Yellow, "10 points behind");
        assert_eq!(level(under_way(Some(date(12, 31)), 41), date(7, 1)), Level::Green, "9 points behind");
        assert_eq!(level(under_way(None, 0), date(12, 31)), Level::Green, "no date, nothing to be behind of");
        let unlikely = Work { forecast: Forecast::Unlikely, ..under_way(Some(date(12, 31)), 60) };
        assert_eq!(level(unlikely, date(7, 1)), Level::Red);
        let stopped = Work { standing: Standing { stage: Stage::Stopped, ..Standing::default() }, ..under_way(due, 0) };
        assert_eq!(level(stopped, date(12, 31)), Level::Grey);
    }

    #[test]
    fn work_handed_in_on_time_is_not_late_while_it_waits() {
        let mut work = under_way(Some(date(6, 30)), 100);
        work.standing = work.standing.stepped(Stage::Review, None, date(6, 28));
        assert_eq!(light(work.clone(), date(8, 1)).level, Level::Green);
        work.standing.finished = Some(date(7, 5));
        assert_eq!(light(work, date(8, 1)).situation.days_late, Some(5));
    }

    #[test]
    fn silence_beyond_the_cadence_is_a_mark_and_no_colour() {
        let mut board = board(Work { cadence: Some(Cadence::Quarter), ..under_way(Some(date(12, 31)), 90) });
        let node = Node::item(ItemId(1));
        let stale = |board: &Board, day| board.light(node, day).and_then(|light| light.situation.stale_days);
        assert_eq!(stale(&board, date(4, 1)), None);
        assert_eq!(stale(&board, date(4, 11)), Some(10));
        assert_eq!(board.light(node, date(4, 11)).map(|light| light.level), Some(Level::Green));
        let report = Report {
            id: ReportId(1),
            node,
            day: date(4, 10),
            author: String::new(),
            percent: None,
            done: String::new(),
            problem: String::new(),
            next: String::new(),
            unchanged: true,
            unit: None,
        };
        board.apply(&crate::plan::Change::ReportAdded { report });
        assert_eq!(stale(&board, date(4, 11)), None);
        assert_eq!(stale(&board, date(4, 9)), Some(8), "a later word is not known yet on an earlier day");
    }

    #[test]
    fn a_measure_without_a_word_of_its_own_goes_with_its_item() {
        let board = board(under_way(Some(date(6, 30)), 10));
        let measure = Node::measure(ItemId(1), crate::plan::MeasureId(1));
        assert_eq!(board.light(measure, date(7, 9)).map(|light| light.level), Some(Level::Red));
    }

    #[test]
    fn a_section_adds_up() {
        let rules = default_rules();
        let board = board(Work::default());
        let one = |work: Work| light(work, date(7, 1));
        let lights =
            [one(under_way(Some(date(12, 31)), 60)), one(under_way(Some(date(6, 30)), 50)), one(Work::default())];
        let rollup = board.rollup(&lights, date(7, 1));
        assert_eq!(
            (rollup.counts.get(Level::Green), rollup.counts.get(Level::Red), rollup.counts.get(Level::Grey)),
            (1, 1, 1)
        );
        assert_eq!(rollup.percent, (60 + 50) / 3);
        assert_eq!(rollup.counts.worst(), Some(Level::Red));
        assert_eq!(rules.len(), 10);
    }

    proptest! {
        /// With nothing done meanwhile, a later day never makes a light better.
        #[test]
        fn lights_only_get_worse_with_delay(due in 0u64..366, percent in 0i64..100, first in 0u64..400, later in 0u64..400) {
            let day = |n: u64| date(1, 1) + chrono::Days::new(n);
            let work = under_way(Some(day(due)), percent);
            let (early, late) = (light(work.clone(), day(first)), light(work, day(first + later)));
            prop_assert!(late.level <= early.level, "{:?} then {:?}", early, late);
        }

        #[test]
        fn expected_progress_grows_from_0_to_100(length in 0u64..800, day in 0u64..1000) {
            let start = date(1, 1);
            let due = start + chrono::Days::new(length);
            let at = |n: u64| expected_percent(start, due, start + chrono::Days::new(n));
            prop_assert!((0..=100).contains(&at(day)) && at(day) <= at(day + 1));
            prop_assert_eq!(at(length), 100);
        }
    }
}
