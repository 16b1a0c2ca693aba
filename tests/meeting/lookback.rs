//! Looking back: what changed since, the past on every screen, the trend.

use super::{at_demo, falling_due, in_meeting, page, wait};
use crate::support::Person;
use duban::app::{Moment, Screen};
use duban::words::Lang;

#[test]
fn a_look_at_the_past_in_a_meeting_comes_back_to_its_page() {
    let mut person = in_meeting();
    person.press("enter m m m");
    let was = page(&person);
    person.press("{");
    assert!(person.screen(80, 24).contains("回看 2024-06-13"), "{}", person.screen(80, 24));
    let before = person.store_revision();
    wait(&mut person, 600);
    assert_eq!(person.store_revision(), before, "nothing is written from the past");
    person.press("esc");
    assert_eq!(page(&person), was);
    assert!(person.app.meeting().is_some());
    assert!(person.app.past().is_none());
}

#[test]
fn what_changed_since_the_last_meeting_is_a_list_to_drill_into() {
    let mut person = at_demo();
    person.press("v 0");
    let screen = person.screen(80, 24);
    assert!(screen.contains("以来的变化") && screen.contains("变差") && screen.contains("改时限"), "{screen}");
    person.press("enter");
    assert!(matches!(person.app.screen(), Screen::Node(_)));
    person.press("esc b '6月15日' enter");
    assert!(person.screen(80, 24).contains("06-15 以来"), "{}", person.screen(80, 24));
    person.press("b '2030-01-01' enter");
    assert!(person.app.nav.popups.last().is_some(), "a day to come is refused, and what was typed stays");
}

#[test]
fn every_screen_can_be_seen_as_it_was_and_only_seen() {
    let mut person = at_demo();
    person.press("g 8 enter [");
    assert!(matches!(person.app.past(), Some(Moment::Day(_))));
    assert!(person.screen(80, 24).contains("回看 2024-06-19"), "{}", person.screen(80, 24));
    person.press("{ { { {");
    assert!(person.screen(80, 24).contains("2024-05-22"));
    let percent = |person: &Person| {
        person.app.data.board.item_no(8).and_then(|item| item.work.percent).map(duban::plan::Percent::get)
    };
    assert_eq!(percent(&person), Some(64), "what was reported in May");
    person.press("v 2");
    assert!(person.app.past().is_some(), "another screen shows the same past");
    person.press("p");
    assert!(person.screen(80, 24).contains("只能看"), "{}", person.screen(80, 24));
    person.press("pause esc (");
    assert!(person.screen(120, 40).contains("推进会”结束时"), "{}", person.screen(120, 40));
    assert!(person.screen(80, 24).contains("Esc 回到现在"), "the way out is never cut: {}", person.screen(80, 24));
    person.press("esc");
    assert!(person.app.past().is_none());
    assert_eq!(percent(&person), Some(80));
    // The calendar alone was turned back: the plan of that day is still to be asked for.
    person.press("D '2024-05-22' enter");
    assert_eq!(percent(&person), Some(80));
    person.press("H '2024-05-22' enter");
    assert_eq!(percent(&person), Some(64));
    person.press("esc D '2024-06-20' enter");
    person.press("H '2023-12-01' enter");
    assert!(person.notice().contains("2024-01-02"), "before the journal there is nothing: {}", person.notice());
}

#[test]
fn the_trend_goes_week_by_week_and_leads_into_the_past() {
    let mut person = at_demo();
    person.press("v 9");
    let rows = person.app.data.rows.trend.clone();
    // On a day before anything was written there is nothing to tell but how things stand.
    let mut early = at_demo();
    early.app.nav.as_of = chrono::NaiveDate::from_ymd_opt(2024, 1, 1);
    early.press("v 9");
    assert_eq!(early.app.data.rows.trend.len(), 1);
    assert_eq!(early.app.data.rows.trend[0].counts, early.app.data.rows.total.counts);
    assert!(rows.len() > 20);
    let last = rows.last().expect("today");
    assert_eq!(last.counts, person.app.data.rows.total.counts, "the last row is the board");
    assert_eq!((rows[0].closed, last.closed), (0, 2));
    assert!(last.due >= last.closed);
    person.press("z");
    assert_eq!(person.app.data.rows.trend.len(), 6, "by months");
    // The months to come tell what falls due, and open to it.
    let ahead = person.app.data.rows.ahead.clone();
    assert_eq!(ahead.len(), 7, "the rest of June and six months");
    assert!(ahead.windows(2).all(|pair| pair[0].due <= pair[1].due && pair[0].day < pair[1].day));
    assert_eq!(ahead.iter().map(|month| month.falling.len()).sum::<usize>(), falling_due(&person));
    let august = ahead.iter().position(|month| month.day.to_string() == "2024-08-31").expect("August");
    person.press(&"j ".repeat(august + 1));
    person.press("enter");
    let opened: Vec<_> = person.app.data.rows.figure.iter().map(|node| node.item).collect();
    assert!(!opened.is_empty());
    assert_eq!(opened, ahead[august].falling);
    person.press("esc");
    person.press(&"k ".repeat(august + 1));
    person.press("k k enter");
    assert!(matches!(person.app.past(), Some(Moment::Day(_))));
}

#[test]
fn once_the_year_is_over_the_trend_ends_with_how_it_stood_and_then_the_present() {
    let mut person = at_demo();
    // After the end of the year somebody goes on.
    let later = chrono::NaiveDate::from_ymd_opt(2025, 3, 1).expect("a day");
    let store = std::mem::replace(&mut person.store, duban::store::in_memory().expect("memory"));
    let mut person = Person::at(store, Lang::Zh, later, "演示");
    person.press("g 1 enter p 1 0 0 enter v 9");
    let rows = person.app.data.rows.trend.clone();
    let (year_end, now) = (rows[rows.len() - 2], rows[rows.len() - 1]);
    assert_eq!((year_end.day.to_string(), now.day), ("2024-12-31".to_owned(), later));
    assert!(now.percent > year_end.percent, "what was done in March was not done in December: {year_end:?} {now:?}");
    assert!(person.screen(80, 24).contains("现在"), "{}", person.screen(80, 24));
}

#[test]
fn nothing_is_written_from_the_past_whatever_way_leads_there() {
    let mut person = at_demo();
    // The decision about item 8 is open; from the past it can be looked at, not closed.
    person.press("g 8 enter enter [ j enter");
    let before = person.store_revision();
    person.press("2");
    assert!(person.screen(80, 24).contains("只能看"), "{}", person.screen(80, 24));
    assert_eq!(person.store_revision(), before, "{}", person.notice());
}
