//! Lights: what the default rules make of an item, a measure or a county's part on a day. A light never says more than
//! is known.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use duban::app::{DueWindow, Facet, Filter};
use duban::plan::{
    Board, Cadence, Change, Delta, Doubt, Due, Field, FieldChange, Forecast, Item, ItemId, Level, Light, Measure,
    MeasureId, Node, Percent, Period, Plan, PlanId, Report, ReportId, Rollup, Rule, Section, SectionId, Stage,
    Standing, When, Work, default_rules, rule_numbers,
};
use duban::report::{brief, light_reasons, light_word};
use duban::words::Lang;
use proptest::prelude::*;

const NODE: Node = Node { item: ItemId(1), measure: None };
const MEASURE: Node = Node { item: ItemId(1), measure: Some(MeasureId(1)) };

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).expect("a date")
}

/// A board with one item that has this work, and one measure about which nothing was said.
fn board(work: Work) -> Board {
    let period = Period::of_year(2024).expect("a period");
    let plan = Plan {
        id: PlanId(1),
        title: String::new(),
        issuer: String::new(),
        period,
        preamble: String::new(),
        state: duban::plan::PlanState::Open,
    };
    let section = Section { id: SectionId(1), ordinal: 1, heading: String::new(), label: String::new() };
    let item = Item {
        id: ItemId(1),
        section: SectionId(1),
        no: 14,
        group: String::new(),
        title: "一项".to_owned(),
        carried_from: None,
        work,
        measures: vec![Measure { id: MeasureId(1), rank: 1, text: "一条".to_owned(), work: None }],
        reports: Vec::new(),
        parts: BTreeMap::new(),
    };
    Board::new(plan, vec![section], vec![item], Vec::new())
}

/// Handed over on New Year's Day to somebody.
fn under_way(due: Option<NaiveDate>, percent: i64) -> Work {
    handed_over(date(1, 1), due, Percent::try_from(percent).ok())
}

fn handed_over(day: NaiveDate, due: Option<NaiveDate>, percent: Option<Percent>) -> Work {
    Work {
        standing: Standing { stage: Stage::Active, assigned: Some(day), ..Standing::default() },
        lead: Some("基教科".to_owned()),
        due: Due { current: due, original: due, extensions: 0 },
        percent,
        ..Work::default()
    }
}

fn light(work: Work, day: NaiveDate) -> Light {
    board(work).light(NODE, day).expect("a light")
}

/// Level and number of the rule.
fn shown(work: Work, day: NaiveDate) -> (Level, usize) {
    let light = light(work, day);
    (light.level, light.rule.expect("a rule"))
}

fn report(board: &mut Board, node: Node, day: NaiveDate) {
    let [author, done, problem, next] = Default::default();
    let id = ReportId(board.reports(NODE).count() as i64 + 1);
    let report = Report { id, node, day, author, percent: None, done, problem, next, unchanged: true, unit: None };
    board.apply(&Change::ReportAdded { report });
}

#[test]
fn the_default_rules_in_their_order() {
    let due = Some(date(12, 31));
    let standing = |stage| Standing { stage, assigned: Some(date(1, 1)), ..Standing::default() };
    let closed = Work { standing: standing(Stage::Closed), ..under_way(Some(date(3, 1)), 10) };
    assert_eq!(shown(closed, date(12, 31)), (Level::Blue, 1));
    let stopped = Work { standing: standing(Stage::Stopped), ..under_way(Some(date(3, 1)), 10) };
    assert_eq!(shown(stopped, date(12, 31)), (Level::Grey, 2));
    assert_eq!(shown(Work::default(), date(12, 31)), (Level::Grey, 3));
    assert_eq!(shown(under_way(Some(date(6, 30)), 99), date(7, 1)), (Level::Red, 4));
    assert_eq!(shown(under_way(due, 19), date(7, 1)), (Level::Red, 5), "31 points behind");
    assert_eq!(shown(under_way(due, 20), date(7, 1)), (Level::Yellow, 6), "30 points behind");
    assert_eq!(shown(under_way(due, 40), date(7, 1)), (Level::Yellow, 6), "10 points behind");
    assert_eq!(shown(under_way(due, 41), date(7, 1)), (Level::Green, 10), "9 points behind");
    let forecast = |forecast| Work { forecast, ..under_way(due, 60) };
    assert_eq!(shown(forecast(Forecast::Unlikely), date(7, 1)), (Level::Red, 7));
    assert_eq!(shown(forecast(Forecast::AtRisk), date(7, 1)), (Level::Yellow, 7));
    let worse = Work { forecast: Forecast::Unlikely, ..under_way(due, 30) };
    assert_eq!(shown(worse, date(7, 1)), (Level::Red, 7), "being behind as well makes nothing better");
    assert_eq!(shown(under_way(Some(date(6, 30)), 99), date(6, 30)), (Level::Yellow, 8));
    assert_eq!(shown(under_way(None, 60), date(7, 1)), (Level::Grey, 9));
    assert_eq!(shown(under_way(Some(date(6, 30)), 100), date(6, 30)), (Level::Green, 10), "due today and done");
    assert_eq!(rule_numbers(&default_rules()).last(), Some(&10));
}

#[test]
fn what_was_given_to_nobody_or_has_no_date_is_not_green() {
    // One report two years on, but no lead, no date, no figure.
    let mut reported = board(Work {
        standing: Standing { stage: Stage::Active, assigned: Some(date(1, 5)), ..Standing::default() },
        ..Work::default()
    });
    let day = NaiveDate::from_ymd_opt(2026, 2, 1).expect("a day");
    report(&mut reported, NODE, day);
    let light = reported.light(NODE, day).expect("a light");
    assert_eq!((light.level, light_word(Lang::Zh, &light).as_str()), (Level::Grey, "未交办"));
    // Led, but by no date: also under rules that a bureau wrote before there was one for it.
    let mut led = board(under_way(None, 50));
    report(&mut led, NODE, date(6, 1));
    assert_eq!(led.light(NODE, date(6, 2)).map(|light| light_word(Lang::Zh, &light)).as_deref(), Some("未定时限"));
    led.rules = vec![Rule { level: Level::Green, when: When::Otherwise, word: None }];
    assert_eq!(led.light(NODE, date(6, 2)).map(|light| (light.level, light.rule)), Some((Level::Grey, None)));
    led.rules = Vec::new();
    assert_eq!(led.light(NODE, date(6, 2)).map(|light| light.level), Some(Level::Grey));
}

#[test]
fn who_was_charged_yesterday_is_neither_behind_nor_stale() {
    let work = |percent| handed_over(date(6, 19), Some(date(12, 31)), percent);
    let fresh = light(work(None), date(6, 20));
    assert_eq!((fresh.level, fresh.situation.expected, fresh.situation.stale_days), (Level::Green, Some(1), None));
    // A short task: half of its time is over within the first days, and nothing is behind before they are.
    let short = |day| light(handed_over(date(6, 19), Some(date(7, 3)), None), day);
    assert_eq!(short(date(6, 26)).level, Level::Yellow, "due soon, but not behind");
    assert_eq!(short(date(6, 25)).level, Level::Green);
    assert_eq!(light(handed_over(date(6, 19), Some(date(7, 9)), None), date(6, 27)).level, Level::Red, "45 points");
    // Silence counts from 交办, not from New Year.
    assert_eq!(light(work(None), date(7, 19)).situation.stale_days, None);
    assert_eq!(light(work(None), date(7, 20)).situation.stale_days, Some(1));
    // A start that was given counts instead; the first seven days are counted from 交办 all the same.
    let started = Work { start: Some(date(1, 1)), ..work(None) };
    assert_eq!(light(started.clone(), date(6, 26)).level, Level::Green);
    assert_eq!(light(started, date(6, 27)).level, Level::Red);
    // Where nobody knows when it was handed over, nothing is expected and nobody is called silent.
    let mut unknown = work(None);
    unknown.standing.assigned = None;
    let unknown = light(unknown, date(12, 1));
    assert_eq!(
        (unknown.situation.expected, unknown.situation.behind, unknown.situation.stale_days),
        (None, None, None)
    );
}

#[test]
fn a_county_named_later_is_handed_it_later() {
    let mut work = handed_over(date(1, 5), Some(date(12, 31)), None);
    work.counties.insert("金安区".to_owned());
    let mut board = board(work.clone());
    let mut counties = work.counties.clone();
    counties.insert("霍邱县".to_owned());
    let to = FieldChange::Counties(Delta::new(work.counties, counties));
    for change in board.with_consequences(vec![Change::Field { node: NODE, to }], date(10, 1)) {
        board.apply(&change);
    }
    let item = board.item(ItemId(1)).expect("the item");
    let part = |unit: &str| board.light_of_part(item, unit, date(10, 2));
    assert_eq!(part("金安区").level, Level::Red, "nine months and nothing done");
    assert_eq!(part("霍邱县").level, Level::Green, "since yesterday");
    assert_eq!(part("霍邱县").situation.assigned, Some(date(10, 1)));
}

#[test]
fn being_named_is_being_charged() {
    // Somebody reported in January what nobody had been charged with.
    let mut lone = board(Work {
        standing: Standing { stage: Stage::Active, assigned: Some(date(1, 5)), ..Standing::default() },
        ..Work::default()
    });
    let lead = FieldChange::Lead(Delta::new(None, Some("基教科".to_owned())));
    let due = Due { current: Some(date(12, 31)), original: Some(date(12, 31)), extensions: 0 };
    let due = FieldChange::Due(Delta::new(Due::default(), due));
    let changes = [lead, due].map(|to| Change::Field { node: NODE, to }).to_vec();
    for change in lone.with_consequences(changes, date(9, 1)) {
        lone.apply(&change);
    }
    let light = lone.light(NODE, date(9, 2)).expect("a light");
    assert_eq!((light.level, light.situation.assigned), (Level::Green, Some(date(9, 1))));
}

#[test]
fn a_measure_takes_from_its_item_what_it_lacks_and_says_so() {
    let mut yearly = board(Work { cadence: Some(Cadence::Year), ..under_way(Some(date(12, 31)), 90) });
    let own = FieldChange::Target(Delta::new(None, Some(duban::plan::Target::parse("3 所"))));
    yearly.apply(&Change::Field { node: MEASURE, to: own });
    let light = yearly.light(MEASURE, date(8, 1)).expect("a light");
    assert_eq!(light.situation.stale_days, None, "its item is reported on once a year");
    assert_eq!(light.situation.due, Some(date(12, 31)));
    let reasons = light_reasons(Lang::Zh, &light).join("\n");
    assert!(reasons.contains("牵头科室、完成时限、报送周期随第14项"), "{reasons}");
    // What is its own does not follow.
    let due = Due { current: Some(date(7, 1)), original: Some(date(7, 1)), extensions: 0 };
    yearly.apply(&Change::Field { node: MEASURE, to: FieldChange::Due(Delta::new(Due::default(), due)) });
    let light = yearly.light(MEASURE, date(8, 1)).expect("a light");
    assert_eq!((light.situation.days_late, light.situation.inherited.due), (Some(31), false));
    // A measure without a word of its own goes with its item.
    let late = board(under_way(Some(date(6, 30)), 10));
    assert_eq!(late.light(MEASURE, date(7, 9)).map(|light| light.level), Some(Level::Red));
}

#[test]
fn a_date_that_is_hardly_meant_is_pointed_out() {
    let mut board = board(under_way(Some(date(6, 30)), 10));
    let due = |day| FieldChange::Due(Delta::new(Due::default(), Due::default().moved_to(Some(day))));
    assert_eq!(board.doubts(MEASURE, &[due(date(7, 1))]), [Doubt::AfterItem { item: 14, due: date(6, 30) }]);
    assert_eq!(board.doubts(MEASURE, &[due(date(6, 30))]), []);
    board.apply(&Change::Field { node: MEASURE, to: due(date(6, 30)) });
    assert_eq!(board.doubts(NODE, &[due(date(6, 1))]), [Doubt::BeforeMeasures { measures: vec![1] }]);
    let start = FieldChange::Start(Delta::new(None, Some(date(7, 2))));
    let late = Doubt::StartAfterDue { start: date(7, 2), due: date(6, 30) };
    assert_eq!(board.doubts(NODE, std::slice::from_ref(&start)), std::slice::from_ref(&late));
    assert_eq!(board.doubts(MEASURE, &[start]), [late], "against the date of its item, too");
}

#[test]
fn another_lead_starts_nothing_anew_and_a_lead_with_a_cadence_is_handed_over() {
    let mut board = board(handed_over(date(2, 15), Some(date(6, 30)), None));
    let before = board.light(NODE, date(6, 20)).map(|light| light.level);
    let lead = board.work(NODE).expect("there").lead;
    for (from, to) in [(lead.clone(), None), (None, lead)] {
        let change = Change::Field { node: NODE, to: FieldChange::Lead(Delta::new(from, to)) };
        for change in board.with_consequences(vec![change], date(6, 20)) {
            board.apply(&change);
        }
    }
    assert_eq!(board.light(NODE, date(6, 20)).map(|light| light.level), before, "what was late stays late");

    let mut regular = self::board(Work::default());
    let lead = FieldChange::Lead(Delta::new(None, Some("人事科".into())));
    let cadence = FieldChange::Cadence(Delta::new(None, Some(Cadence::Month)));
    let changes = [lead, cadence].map(|to| Change::Field { node: NODE, to }).to_vec();
    for change in regular.with_consequences(changes, date(3, 1)) {
        regular.apply(&change);
    }
    assert_eq!(regular.light(NODE, date(3, 2)).map(|light| light.level), Some(Level::Green));
}

#[test]
fn regular_work_is_green_while_reported_in_time_and_never_overdue() {
    let mut regular = board(Work { cadence: Some(Cadence::Month), ..handed_over(date(3, 1), None, None) });
    let seen = |board: &Board, day| {
        let light = board.light(NODE, day).expect("a light");
        (light.level, light.situation.days_late, light_word(Lang::Zh, &light))
    };
    assert_eq!(seen(&regular, date(4, 1)), (Level::Green, None, "正常".to_owned()));
    assert_eq!(seen(&regular, date(4, 2)), (Level::Grey, None, "久未报".to_owned()));
    report(&mut regular, NODE, date(4, 2));
    assert_eq!(seen(&regular, date(4, 30)).0, Level::Green);
    assert_eq!(seen(&regular, date(12, 31)).1, None);
}

#[test]
fn what_is_closed_is_late_no_more() {
    let mut work = under_way(Some(date(6, 30)), 100);
    work.standing = work.standing.stepped(Stage::Review, None, date(6, 28));
    assert_eq!(light(work.clone(), date(8, 1)).level, Level::Green, "handed in on time, and waiting");
    work.standing.finished = Some(date(7, 5));
    assert_eq!(light(work.clone(), date(8, 1)).situation.days_late, Some(5), "handed in late, told truthfully");
    work.standing = work.standing.stepped(Stage::Closed, None, date(8, 2));
    let closed = light(work, date(9, 1));
    assert_eq!((closed.level, closed.situation.days_late, closed.situation.days_left), (Level::Blue, None, None));
}

#[test]
fn no_filter_finds_what_is_closed_among_what_is_due() {
    let mut work = under_way(Some(date(6, 30)), 100);
    let holds = |work: &Work, window, day| {
        let filter = Filter { facets: vec![Facet::Due(window)] };
        filter.shows(work, &light(work.clone(), day), day)
    };
    assert!(holds(&work, DueWindow::Overdue, date(7, 1)) && holds(&work, DueWindow::Week, date(6, 25)));
    assert!(
        !holds(&Work::default(), DueWindow::Overdue, date(7, 1))
            && holds(&Work::default(), DueWindow::Unset, date(7, 1))
    );
    for stage in [Stage::Closed, Stage::Stopped] {
        work.standing.stage = stage;
        for (window, day) in DueWindow::ALL.into_iter().flat_map(|it| [(it, date(6, 25)), (it, date(7, 1))]) {
            assert!(!holds(&work, window, day), "{stage:?} {window:?} {day}");
        }
    }
}

#[test]
fn what_is_newly_overdue_is_told_first_also_where_it_was_red_before() {
    let then = board(under_way(Some(date(6, 30)), 10));
    let found = then.compared(&then, date(6, 20), date(7, 2));
    assert_eq!((found.overdue.len(), found.worse.len(), found.len()), (1, 0, 1));
    let text = brief(Lang::Zh, &then, &found, date(6, 20), date(7, 2), false);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[2..], ["新超期 1 项:", "· 14 一项(基教科) 严重滞后 → 超期 2 天"], "{text}");
    // Once told, it is news no more.
    assert!(then.compared(&then, date(7, 1), date(7, 2)).is_empty());
    // Knowing less is not being worse, nor better.
    let undated = board(under_way(None, 10));
    let dated = board(under_way(Some(date(12, 31)), 90));
    assert!(undated.compared(&dated, date(6, 20), date(6, 21)).worse.is_empty());
    assert!(undated.compared(&dated, date(6, 20), date(6, 21)).better.is_empty());
}

#[test]
fn silence_beyond_the_cadence_is_a_mark_and_no_colour() {
    let mut board = board(Work { cadence: Some(Cadence::Quarter), ..under_way(Some(date(12, 31)), 90) });
    let stale = |board: &Board, day| board.light(NODE, day).and_then(|light| light.situation.stale_days);
    assert_eq!(stale(&board, date(4, 1)), None);
    assert_eq!(stale(&board, date(4, 11)), Some(10));
    assert_eq!(board.light(NODE, date(4, 11)).map(|light| light.level), Some(Level::Green));
    report(&mut board, NODE, date(4, 10));
    assert_eq!(stale(&board, date(4, 11)), None);
    assert_eq!(stale(&board, date(4, 9)), Some(8), "a later word is not known yet on an earlier day");
}

#[test]
fn means_are_over_what_is_known() {
    let lights = [
        light(under_way(Some(date(12, 31)), 60), date(7, 1)),
        light(handed_over(date(1, 1), Some(date(12, 31)), None), date(7, 1)),
        light(Work::default(), date(7, 1)),
    ];
    let rollup = Rollup::of(&lights);
    assert_eq!((rollup.percent, rollup.known, rollup.expected), (Some(60), 1, Some(50)));
    assert_eq!(rollup.counts.worst(), Some(Level::Red));
    assert_eq!(Rollup::of(&lights[2..]).percent, None, "nothing known is not nothing done");
}

#[test]
fn why_names_the_rule_its_figures_and_what_is_enough() {
    let behind = light(under_way(Some(date(12, 31)), 20), date(7, 1));
    let reasons = light_reasons(Lang::Zh, &behind);
    assert!(reasons[0].contains("规则 6") && reasons[0].contains("10—30"), "{reasons:?}");
    assert!(reasons[1].contains("实际 20%") && reasons[1].contains("应达 50%"), "{reasons:?}");
    assert!(reasons[2].contains("41%"), "{reasons:?}");
    assert_eq!(light(under_way(Some(date(12, 31)), 41), date(7, 1)).level, Level::Green, "and 41 is enough");
    assert!(reasons[3].contains("从交办之日 2024-01-01"), "{reasons:?}");
    for field in Field::ALL {
        assert!(!field.code().is_empty());
    }
}

fn any_work() -> impl Strategy<Value = Work> {
    let stage = prop::sample::select(Stage::ALL.to_vec());
    let day = prop::option::of(0u64..366);
    let cadence = prop::option::of(prop::sample::select(Cadence::ALL.to_vec()));
    let forecast = prop::sample::select(Forecast::ALL.to_vec());
    (stage, day.clone(), day.clone(), day.clone(), day, any::<bool>(), prop::option::of(0i64..=100), cadence, forecast)
        .prop_map(|(stage, assigned, finished, due, start, led, percent, cadence, forecast)| {
            let day = |n: Option<u64>| n.map(|n| date(1, 1) + Days::new(n));
            Work {
                standing: Standing { stage, assigned: day(assigned), finished: day(finished), note: None },
                lead: led.then(|| "基教科".to_owned()),
                due: Due { current: day(due), original: day(due), extensions: 0 },
                start: day(start),
                percent: percent.and_then(|percent| Percent::try_from(percent).ok()),
                cadence,
                forecast,
                ..Work::default()
            }
        })
}

proptest! {
    /// With nothing done meanwhile, a later day never makes a light better.
    #[test]
    fn lights_only_get_worse_with_delay(work in any_work(), first in 0u64..400, later in 0u64..400) {
        let day = |n: u64| date(1, 1) + Days::new(n);
        let (early, late) = (light(work.clone(), day(first)), light(work, day(first + later)));
        prop_assert!(late.level.gravity() >= early.level.gravity(), "{:?} then {:?}", early, late);
        // Nor does it become greener than what is known.
        prop_assert!(late.level != Level::Green || early.level != Level::Grey, "{:?} then {:?}", early, late);
    }

    #[test]
    fn nothing_is_green_without_a_date_or_a_cadence_and_a_lead(work in any_work(), at in 0u64..800) {
        let day = date(1, 1) + Days::new(at);
        let light = light(work.clone(), day);
        let known = work.lead.is_some() && (work.due.current.is_some() || work.cadence.is_some());
        prop_assert!(light.level != Level::Green || known, "{:?}", light);
        let is_late = light.situation.days_late.is_some();
        prop_assert!(!is_late || matches!(light.situation.stage, Stage::Active | Stage::Review));
        prop_assert_eq!(is_late, matches!(light.when, When::Late { .. }));
        if let Some(enough) = light.enough {
            let percent = Percent::try_from(enough).ok();
            let better = board(Work { percent, ..work }).light(NODE, day).expect("a light");
            prop_assert!(!matches!(better.when, When::Behind { .. } | When::BehindBetween { .. }), "{:?}", better);
        }
    }
}
