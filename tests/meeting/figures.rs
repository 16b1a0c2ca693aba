//! Figures and charts: what they are made of, and what is filled in on them.

use super::{at_demo, page};
use duban::app::{Page, Screen};

#[test]
fn every_figure_opens_to_the_rows_it_is_made_of() {
    let mut person = at_demo();
    person.press("P pgdn enter");
    assert!(person.app.nav.popups.last().is_some(), "a list of the page's figures");
    person.press("'红灯' enter");
    let Screen::Figure(_) = person.app.screen() else { panic!("{:?}", person.app.screen()) };
    let red = person.app.data.rows.total.counts.get(duban::plan::Level::Red);
    assert_eq!(person.app.data.rows.figure.len(), red as usize);
    person.press("esc");
    assert_eq!(page(&person), Page::Glance, "back to the same page");
    person.press("# enter");
    let screen = person.screen(80, 24);
    assert!(screen.contains("进度合计") && screen.contains("54%"), "{screen}");
}

#[test]
fn cells_of_the_matrix_are_filled_and_given() {
    let mut person = at_demo();
    person.press("v 8");
    assert!(person.screen(80, 24).contains("金安区"));
    person.press("home p 9 0 enter");
    let item = person.app.data.board.item_no(6).expect("an item");
    assert_eq!(item.part("金安区").percent.map(duban::plan::Percent::get), Some(90), "{}", person.notice());
    person.press("l l space");
    let item = person.app.data.board.item_no(6).expect("an item");
    assert!(item.work.counties.contains("叶集区"));
    person.press("space l l p");
    assert!(person.screen(80, 24).contains("没有承担"), "{}", person.screen(80, 24));
    person.press("pause esc m");
    assert!(person.screen(80, 24).contains("牵"), "{}", person.screen(80, 24));
}

#[test]
fn dates_are_changed_on_the_timeline() {
    let mut person = at_demo();
    person.press("v 7 g 1 4 enter d '10月底前' enter");
    let due = person.app.data.board.item_no(14).expect("an item").work.due;
    assert_eq!(due.current.map(|due| due.to_string()).as_deref(), Some("2024-10-31"));
    let screen = person.screen(80, 24);
    assert!(screen.contains("2024-09-30 → 2024-10-31"), "both dates: {screen}");
    person.press("z z l");
    assert!(person.screen(80, 24).contains("07-"), "{}", person.screen(80, 24));
    person.press("z home");
    assert!(person.screen(80, 24).contains("坚持政治引领"), "by section: {}", person.screen(80, 24));
    person.press("b");
    assert!(person.screen(80, 24).contains("演示一科  "), "by unit: {}", person.screen(80, 24));
}

#[test]
fn a_share_that_does_not_follow_is_marked_where_it_is_read() {
    let mut person = at_demo();
    person.press("g 2 9 enter enter");
    let mut seen = String::new();
    for _ in 0..12 {
        seen.push_str(&person.screen(80, 24));
        person.press("j");
    }
    assert!(seen.contains("102÷165 应为 61.8%"), "{seen}");
    person.press("esc P 2 9 enter");
    assert!(person.screen(80, 24).contains("应为 61.8%"), "{}", person.screen(80, 24));
}
