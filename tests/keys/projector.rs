//! The projector by the keys of a presenter's remote, and by itself.

use super::person;
use crate::support::Person;
use duban::app::{Effect, Msg, ProjectorScreen, Screen, View};

#[test]
fn the_projector_is_driven_by_a_presenters_remote() {
    use duban::app::Page;
    let page = |person: &Person| match person.app.screen() {
        Screen::Projector(ProjectorScreen { page, .. }) => *page,
        other => panic!("no page: {other:?}"),
    };
    let mut person = person();
    person.press("g 1 4 enter P");
    assert_eq!(page(&person), Page::Title);
    assert!(person.screen(80, 24).contains("六安市教育局2024年工作要点"));
    person.press("pgdn");
    assert_eq!(page(&person), Page::Glance);
    let pages = person.app.pages();
    assert_eq!(pages.iter().filter(|page| matches!(page, Page::Section(_, 0))).count(), 6);
    while !matches!(page(&person), Page::Item(_)) {
        person.press("pgdn");
    }
    // The first item's page is the most serious one: late, with its reason in words.
    let Page::Item(worst) = page(&person) else { panic!("an item: {:?}", page(&person)) };
    assert_eq!(person.app.data.rows.attention.first().map(|node| node.item), Some(worst));
    let screen = person.screen(64, 18);
    assert!(screen.contains("超期") && screen.contains("上次打算") && screen.contains("本次进展"), "{screen}");
    // Blank and back; any item by its number, and on from where one was.
    person.press("b");
    assert_eq!(person.screen(64, 18).trim(), "");
    person.press("pgdn");
    assert_eq!(page(&person), Page::Item(worst), "a key first brings the page back");
    person.press("3 1 enter");
    assert_eq!(page(&person), Page::Item(person.app.data.board.item_no(31).expect("the item").id));
    person.press("enter");
    assert!(matches!(person.app.screen(), Screen::Node(_)), "drilled in");
    person.press("esc");
    assert_eq!(page(&person), Page::Item(person.app.data.board.item_no(31).expect("the item").id), "and back");
    person.press("pgdn");
    let second = person.app.data.rows.attention[1].item;
    assert_eq!(page(&person), Page::Item(second));
    // What is decided on a page is on the last one.
    person.press("! '一周内拿出整改方案' tab tab '6月底前' ctrl-s end");
    assert!(matches!(page(&person), Page::Closing(_)));
    assert!(person.screen(80, 24).contains("一周内拿出整改方案"));
    person.press("esc");
    assert_eq!(person.app.screen().view(), Some(View::Board));
}

#[test]
fn pages_turn_by_themselves_and_start_again() {
    let mut person = person();
    person.app.session.read_only = true;
    let now = person.app.env.now;
    let effects = person.app.begin_presenting(Some(20), now);
    assert_eq!(effects.last(), Some(&Effect::WakeAfter(20_000)));
    let count = person.app.pages().len();
    let mut seen = std::collections::HashSet::new();
    for turn in 1..=count {
        // A wake for another reason turns nothing.
        person.send(Msg::Wake);
        person.app.env.now = now + chrono::Duration::seconds(20 * turn as i64);
        person.send(Msg::Wake);
        if let Screen::Projector(ProjectorScreen { page, .. }) = person.app.screen() {
            seen.insert(*page);
        }
    }
    assert_eq!(seen.len(), count, "every page once, then the first again");
    person.press("p");
    assert!(person.screen(80, 24).contains("只读"), "it never writes: {}", person.screen(80, 24));
}
