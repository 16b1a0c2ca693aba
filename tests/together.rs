//! Several at one plan, and several plans: who is where, what each sees of the others, and going from plan to plan.

mod support;

use duban::app::{Msg, Popup, Present};
use duban::plan::{Node, OpId, Percent, Period};
use duban::store::{Import, JournalQuery};
use duban::words::Lang;
use support::Person;

fn node(person: &Person, no: u32) -> Node {
    Node::item(person.app.data.board.item_no(no).expect("the item").id)
}

#[test]
fn who_is_typing_where_is_seen_by_the_others_and_by_nobody_else() {
    let (mut wang, mut li) = (Person::at_demo(Lang::Zh), Person::at_demo(Lang::Zh));
    wang.app.session.author = "wang".to_owned();
    li.app.session.author = "li".to_owned();
    wang.press("g 1 4 enter");
    assert!(wang.app.as_present().editing.is_empty(), "looking is not typing");
    // Every sort of popup says what it is about.
    for keys in ["p 4", "r '写着'", "o", "E", "e", "X"] {
        wang.press(keys);
        assert_eq!(wang.app.as_present().editing, [node(&wang, 14)], "{keys}");
        wang.press("pause esc pause esc pause esc g 1 4 enter");
        assert!(wang.app.as_present().editing.is_empty(), "{keys}");
    }
    wang.press("p 4");
    let at = node(&li, 14);
    li.send(Msg::Present(vec![wang.app.as_present()]));
    assert_eq!(li.app.edited_by(at), Some("wang"));
    assert!(li.screen(80, 24).contains("1 人"), "{}", li.screen(80, 24));
    assert!(li.press("g 1 4 enter enter").screen(120, 40).contains("wang"), "{}", li.screen(120, 40));
    // One's own second window is nobody else; who has left is not there any more.
    li.send(Msg::Present(vec![Present { login: "li".to_owned(), editing: vec![at], showing: None }]));
    assert_eq!((li.app.edited_by(at), li.app.session.others.len()), (None, 0));
}

#[test]
fn going_to_another_plan_takes_nothing_of_the_first_along() {
    let mut store = duban::cli::demo_store().expect("the demonstration");
    let draft = duban::read::parse_plan(duban::read::LIUAN_2024);
    let import = Import {
        draft: &draft,
        source: "另一份计划",
        period: Period::of_year(2025).expect("a year"),
        author: "演示",
        op: OpId(7),
        at: chrono::Utc::now(),
    };
    store.import(&import).expect("imports");
    let mut person = Person::at(store, Lang::Zh, duban::cli::demo_day(), "演示");
    let first = person.app.data.board.plan.id;
    assert_eq!(person.app.data.plans.len(), 2);
    let before = person.app.data.board.item_no(14).and_then(|item| item.work.percent).map(Percent::get);
    person.press("v 2 f '红灯' space enter space / '教' enter [");
    assert!(person.app.past().is_some() && !person.app.nav.filter.is_empty());
    let place = person.app.data.plans.iter().position(|plan| plan.id != first).expect("the other") + 1;
    person.press(&format!("B {place}"));
    assert_ne!(person.app.data.board.plan.id, first);
    assert!(person.app.past().is_none(), "the past was the first plan's");
    let nav = &person.app.nav;
    assert!(nav.filter.is_empty() && nav.marks.is_empty() && nav.search.is_none() && nav.popups.is_empty());
    assert!(person.app.current().is_some_and(|node| person.app.data.board.contains(node)));
    // What is written now is written there, and undone there.
    person.press("g 1 4 enter p 6 1 enter");
    let percent = |person: &Person| person.app.data.board.item_no(14).and_then(|item| item.work.percent);
    assert_eq!(percent(&person).map(Percent::get), Some(61), "{}", person.notice());
    let plan = person.app.data.board.plan.id;
    let query = JournalQuery { plan, item: None, before: None, limit: 1 };
    let last = person.store.journal(query).expect("the journal").pop().expect("a line");
    assert_eq!(last.edit.plan, Some(plan));
    person.press("u");
    assert_eq!(percent(&person), None);
    person.press(&format!("B {}", 3 - place));
    assert_eq!(person.app.data.board.plan.id, first);
    assert_eq!(percent(&person).map(Percent::get), before);
}

#[test]
fn a_draft_of_another_plan_waits_for_its_plan() {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("g 1 4 enter r '写了一半'");
    let draft = person.app.draft().expect("a draft");
    let mut other = Person::at_demo(Lang::Zh);
    other.app.data.board.plan.id = duban::plan::PlanId(99);
    assert!(!other.app.offer(draft.clone()), "it is about the other plan");
    assert!(other.app.nav.popups.is_empty());
    let mut again = Person::at_demo(Lang::Zh);
    assert!(again.app.offer(draft));
    assert!(matches!(again.app.nav.popups[..], [Popup::Confirm(_)]));
}
