//! Plans for other spans than a calendar year, on every screen and in every output.

mod support;

use chrono::{NaiveDate, Utc};
use duban::plan::{OpId, Period, PlanId};
use duban::read::parse_plan;
use duban::store::{Fault, Import, SqliteStore, Store};
use duban::words::Lang;
use support::Person;

const SCHOOL_YEAR: &str = "某校2024—2025学年工作计划
一、德育
1.开学第一课。
组织开学第一课。
完成时限:9月底前
2.研学旅行。
组织研学旅行。
完成时限:4月底前
二、教学
3.期末质量监测。
做好监测。
完成时限:6月底前
三、体育
4.运动会。
办好运动会。
四、美育
5.艺术节。
办好艺术节。
五、劳动
6.劳动周。
办好劳动周。
六、安全
7.防溺水。
做好防溺水。
七、后勤
8.食堂。
管好食堂。
八、党建
9.支部。
建强支部。
";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn store_of(text: &str) -> SqliteStore {
    let mut store = SqliteStore::in_memory().expect("memory");
    let draft = parse_plan(text);
    let period = draft.period.expect("a period");
    let at = "2024-09-02T03:00:00Z".parse().expect("a time");
    store.import(&Import { draft: &draft, source: text, period, author: "甲", op: OpId(1), at }).expect("imports");
    store
}

fn at(today: &str) -> Person {
    Person::at(store_of(SCHOOL_YEAR), Lang::Zh, day(today), "甲")
}

#[test]
fn a_month_of_a_school_year_lies_in_the_right_calendar_year() {
    let person = at("2024-10-08");
    let due = |no| person.app.data.board.item_no(no).and_then(|item| item.work.due.current);
    assert_eq!((due(1), due(2), due(3)), (Some(day("2024-09-30")), Some(day("2025-04-30")), Some(day("2025-06-30"))));
    assert_eq!(person.app.data.board.plan.period, Period::of_school_year(2024).expect("a period"));
}

#[test]
fn the_timeline_of_a_school_year_begins_in_september() {
    let mut person = at("2024-10-08");
    person.press("v 7");
    let screen = person.screen(120, 40);
    let head = screen.lines().find(|line| line.contains("2024—2025 学年")).expect("a head");
    let place = |month: &str| head.find(month).unwrap_or_else(|| panic!("{month}: {head}"));
    assert!(place(" 9月") < place("12月") && place("12月") < place(" 1月") && place(" 1月") < place("8月"), "{head}");
    person.press("z");
    assert!(person.screen(120, 40).contains("09-01"), "a quarter of it from its first month");
    person.press("z");
    assert!(person.screen(120, 40).contains("10-01"), "the month of today");
}

#[test]
fn a_typed_phrase_goes_by_the_school_year() {
    let mut person = at("2024-10-08");
    person.press("g 4 enter d '6月底前' enter");
    let due = person.app.data.board.item_no(4).and_then(|item| item.work.due.current);
    assert_eq!(due, Some(day("2025-06-30")), "{}", person.notice());
}

#[test]
fn the_trend_of_a_school_year_ends_in_august() {
    let mut person = at("2025-10-08");
    person.press("v 9");
    let days: Vec<NaiveDate> = person.app.data.rows.trend.iter().map(|stand| stand.day).collect();
    assert_eq!(days.first().map(|day| day >= &self::day("2024-09-01")), Some(true));
    assert!(days.contains(&day("2025-08-31")) && days.last() == Some(&day("2025-10-08")), "{days:?}");
    assert!(person.screen(100, 30).contains("计划期 2024—2025 学年已过"), "{}", person.screen(100, 30));
}

#[test]
fn all_sections_of_a_plan_with_more_than_six_are_reached_on_the_board() {
    for (width, height) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let mut person = at("2024-10-08");
        for (section, item) in
            [("德育", 1), ("教学", 3), ("体育", 4), ("美育", 5), ("劳动", 6), ("安全", 7), ("后勤", 8), ("党建", 9)]
        {
            let screen = person.press(&format!("v 1 g {item} enter")).screen(width, height);
            assert!(screen.contains(section), "{width}x{height}, section {section} of item {item}:\n{screen}");
        }
        let mut seen = std::collections::BTreeSet::new();
        person.press("g 1 enter");
        for _ in 0..12 {
            seen.extend(
                person.app.current().and_then(|node| person.app.data.board.item(node.item)).map(|item| item.no),
            );
            person.press("tab");
            person.screen(width, height);
        }
        assert!([1, 3, 4, 5, 6, 7, 8, 9].iter().all(|no| seen.contains(no)), "{width}x{height}: {seen:?}");
    }
}

#[test]
fn an_imported_period_is_as_it_was_asked_for_and_the_doctor_finds_a_hand_that_moves_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.db");
    let mut store = SqliteStore::open(&path).expect("opens");
    let text = "工作要点\n一、甲\n1.子。\n做一。\n完成时限:6月底前\n";
    let term: Period = "2024-09-01..2025-01-31".parse().expect("a period");
    let draft = duban::read::parse_plan_of(text, Some(term), &duban::plan::SchoolCalendar::default());
    store
        .import(&Import { draft: &draft, source: text, period: term, author: "甲", op: OpId(1), at: Utc::now() })
        .expect("imports");
    assert_eq!(store.load(PlanId(1)).expect("loads").plan.period, term);
    drop(store);
    let bad = |path: &std::path::Path| -> Vec<Fault> {
        let found = SqliteStore::doctor(path, Utc::now(), &[]).expect("looks").findings;
        found.iter().filter(|it| it.severity == duban::store::Severity::Error).map(|it| it.code).collect()
    };
    assert_eq!(bad(&path), Vec::<Fault>::new());
    let hand = rusqlite::Connection::open(&path).expect("opens");
    hand.execute_batch("DROP TRIGGER plan_update_by_duban; UPDATE plan SET period_last = '2025-02-28';")
        .expect("moves it");
    drop(hand);
    assert!(bad(&path).contains(&Fault::FoldText), "{:?}", bad(&path));
}

#[test]
fn a_span_gives_a_beginning_and_what_recurs_a_cadence_in_place_of_a_date() {
    let mut person = at("2024-10-08");
    person.press("g 4 enter d '3月—5月'");
    assert!(person.screen(80, 24).contains("从 2025-03-01 到 2025-05-31"), "{}", person.screen(80, 24));
    person.press("enter");
    let work = |person: &Person, no| person.app.data.board.item_no(no).map(|item| item.work.clone()).expect("an item");
    let four = work(&person, 4);
    assert_eq!(
        (four.start, four.due.current),
        (Some(day("2025-03-01")), Some(day("2025-05-31"))),
        "{}",
        person.notice()
    );
    person.press("u");
    let four = work(&person, 4);
    assert_eq!((four.start, four.due.current), (None, None), "one step takes both back");
    person.press("g 1 enter d '每月25日前' enter");
    let one = work(&person, 1);
    assert_eq!((one.cadence, one.due.current), (Some(duban::plan::Cadence::Month), None), "{}", person.notice());
    assert_eq!(one.due.original, Some(day("2024-09-30")), "the first date is kept for ever");
}

#[test]
fn around_the_end_of_the_period_a_date_is_the_next_one() {
    let text = "某市教育局2024年工作要点\n一、甲\n1.子。\n做一。\n2.丑。\n做二。\n";
    let mut person = Person::at(store_of(text), Lang::Zh, day("2024-12-20"), "甲");
    person.press("g 1 enter d '1月10日' enter g 2 enter d '春节前' enter");
    let due = |no| person.app.data.board.item_no(no).and_then(|item| item.work.due.current);
    assert_eq!((due(1), due(2)), (Some(day("2025-01-10")), Some(day("2025-01-28"))), "{}", person.notice());
}

#[test]
fn the_school_calendar_of_the_database_decides_on_holidays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.db");
    let mut store = SqliteStore::open(&path).expect("opens");
    let draft = parse_plan(SCHOOL_YEAR);
    let period = draft.period.expect("a period");
    store
        .import(&Import { draft: &draft, source: SCHOOL_YEAR, period, author: "甲", op: OpId(1), at: Utc::now() })
        .expect("imports");
    drop(store);
    let due = |json: &str| {
        let hand = rusqlite::Connection::open(&path).expect("opens");
        let flags = rusqlite::functions::FunctionFlags::SQLITE_UTF8;
        hand.create_scalar_function("only_duban_writes_here", 0, flags, |_| Ok(0)).expect("a function");
        hand.execute("INSERT OR REPLACE INTO setting VALUES ('school_calendar', ?1)", [json]).expect("writes");
        drop(hand);
        let board = SqliteStore::open(&path).expect("opens").load(PlanId(1)).expect("loads");
        let due = duban::read::parse_due("寒假前", day("2024-10-08"), &board.calendar()).expect("a day");
        (due.to_string(), board.faults.len())
    };
    let exact = r#"{"rules":[],"exact":[{"begins":"winter_holiday","year":2025,"day":"2025-01-23"}]}"#;
    assert_eq!(due(exact), ("2025-01-22".to_owned(), 0));
    assert_eq!(due("{\"rules\":7}"), ("2025-01-18".to_owned(), 1), "the usual one, and the fault is told");
}

#[test]
fn on_the_prompt_for_a_day_the_31st_is_the_next_that_there_is() {
    let text = "某市教育局2024年工作要点\n一、甲\n1.子。\n做一。\n";
    let mut person = Person::at(store_of(text), Lang::Zh, day("2024-06-15"), "甲");
    person.press("D '31号'");
    assert!(person.screen(80, 24).contains("2024-07-31"), "{}", person.screen(80, 24));
    person.press("enter");
    assert_eq!(person.app.nav.as_of, Some(day("2024-07-31")), "{}", person.notice());
    person.press("D '6月31号'");
    assert!(person.screen(80, 24).contains("没有"), "{}", person.screen(80, 24));
}

#[test]
fn a_day_within_a_cycle_is_not_dropped_without_a_word() {
    let text = "某市教育局2024年工作要点\n一、甲\n1.子。\n做一。\n完成时限:每月25日前\n2.丑。\n做二。\n完成时限:每月\n";
    let draft = parse_plan(text);
    let told: Vec<usize> = draft.warnings.iter().map(|warning| warning.line).collect();
    assert_eq!(told, [5], "{:?}", draft.warnings);
    let mut person = Person::at(store_of(text), Lang::Zh, day("2024-06-15"), "甲");
    person.press("g 2 enter d '每月25日前'");
    assert!(person.screen(100, 24).contains("更细的日子记不下"), "{}", person.screen(100, 24));
}
