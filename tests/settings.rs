//! What a bureau and a person set: the pages of the settings by their keys, what is seen of it at once, and what it comes to.

mod support;

use duban::app::{Effect, Mouse, Msg, Popup, Preference};
use duban::plan::{Change, Delta, Edit, EditKind, FieldChange, Level, Node, OpId, SchoolDay, Settings};
use duban::report::LedgerColumn;
use duban::words::Lang;
use support::Person;

fn command(person: &mut Person, words: &str) {
    person.press(&format!(": '{words}' enter"));
}

fn level(person: &Person, no: u32) -> Level {
    let board = &person.app.data.board;
    board.light_of(board.item_no(no).expect("an item"), person.app.day()).level
}

#[test]
fn a_rule_is_changed_its_effect_is_told_before_and_seen_on_the_board_after() {
    let mut person = Person::at_demo(Lang::Zh);
    let (red, yellow) = (level(&person, 6), level(&person, 10));
    assert_eq!((red, yellow), (Level::Yellow, Level::Yellow));
    person.press("v , down down down enter down down down down enter '15' enter");
    let screen = person.screen(100, 30);
    assert!(screen.contains("落后序时进度超过 15 个百分点") && screen.contains("红 4→6"), "{screen}");
    assert!(screen.contains("第6项 黄灯→红灯"), "{screen}");
    assert_eq!(level(&person, 6), Level::Yellow, "nothing holds before it is saved");
    person.press("ctrl-s");
    assert!(person.notice().contains("超过 15 个百分点 → 红灯"), "{}", person.notice());
    assert_eq!(level(&person, 6), Level::Red);
    person.press("esc esc");
    assert!(person.app.nav.popups.is_empty());
    // Everybody who opens it finds the same, and one undo takes it back.
    assert_eq!(person.loaded().rules, person.app.data.board.rules);
    person.press("u");
    assert_eq!(level(&person, 6), Level::Yellow, "{}", person.notice());
}

#[test]
fn a_word_and_a_light_of_ones_own_stand_on_badges_and_in_papers() {
    let mut person = Person::at_demo(Lang::Zh);
    command(&mut person, "灯色规则");
    person.press("down down down w '逾期很久了' enter");
    assert!(person.screen(100, 30).contains("最多三个汉字"));
    person.press("ctrl-u '逾期' enter ctrl-s esc");
    let screen = person.screen(120, 40);
    assert!(screen.contains("逾期") && !screen.contains("超期"), "{screen}");
    let board = &person.app.data.board;
    let late = board.items().iter().map(|item| board.light_of(item, person.app.day()));
    let late = late
        .filter(|light| light.situation.days_late.is_some())
        .map(|light| duban::report::light_word(Lang::Zh, &light));
    let words: Vec<String> = late.collect();
    assert!(!words.is_empty() && words.iter().all(|word| word.starts_with("逾期 ")), "{words:?}");
}

#[test]
fn rules_are_added_moved_and_taken_away_and_those_without_effect_are_told() {
    let mut person = Person::at_demo(Lang::Zh);
    command(&mut person, "灯色规则");
    // Above the first: nothing below is ever asked.
    person.press("a '其余' enter");
    let screen = person.screen(100, 30);
    assert_eq!(screen.matches("不起作用").count(), person.app.data.board.rules.len(), "{screen}");
    person.press("x");
    assert!(!person.screen(100, 30).contains("还没保存"), "it is as it was");
    person.press("G K c J");
    person.press("esc");
    assert!(
        matches!(person.app.nav.popups.last(), Some(Popup::Confirm(_))),
        "what was changed is not thrown away unasked"
    );
    person.press("pause n");
    person.press("R");
    assert!(!person.screen(100, 30).contains("还没保存"), "as usual is as it holds");
}

#[test]
fn a_day_of_the_school_calendar_is_set_for_every_year_and_for_one() {
    let mut person = Person::at_demo(Lang::Zh);
    command(&mut person, "校历");
    person.press("down down enter '下周' enter");
    assert!(person.screen(100, 30).contains("读不懂"));
    person.press("ctrl-u '6月16日' enter");
    let on = |person: &Person, day| person.app.data.board.school.on(day, 2024).map(|day| day.to_string());
    assert_eq!(on(&person, SchoolDay::HighSchoolEntrance).as_deref(), Some("2024-06-16"), "{}", person.notice());
    person.press("enter '2024-06-15' enter");
    assert_eq!(on(&person, SchoolDay::HighSchoolEntrance).as_deref(), Some("2024-06-15"));
    // Phrases mean the new day.
    person.press("esc g 1 enter d '中考前'");
    assert!(person.screen(100, 30).contains("2024-06-14"), "{}", person.screen(100, 30));
    person.press("esc");
    command(&mut person, "校历");
    person.press("down down down x");
    assert_eq!(on(&person, SchoolDay::HighSchoolEntrance).as_deref(), Some("2024-06-16"), "that year's day is gone");
}

#[test]
fn leaders_are_listed_in_the_order_in_which_they_are_printed() {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("v , down down enter a '书记、局长' enter");
    assert_eq!(person.app.data.board.leaders()[..2], ["书记".to_owned(), "局长".to_owned()], "{}", person.notice());
    person.press("J");
    assert_eq!(person.app.data.board.leaders()[0], "局长");
    person.press("esc esc g 1 enter L");
    let screen = person.screen(100, 30);
    assert!(screen.find("局长").is_some_and(|at| screen[at..].contains("书记")), "{screen}");
}

#[test]
fn the_usual_cadence_decides_when_a_report_is_owed() {
    let mut person = Person::at_demo(Lang::Zh);
    let node = Node::item(person.app.data.board.items().iter().find(|it| it.work.cadence.is_some()).expect("one").id);
    let had = person.app.data.board.work(node).and_then(|work| work.cadence);
    person.elsewhere("zhao", Change::Field { node, to: FieldChange::Cadence(Delta::new(had, None)) });
    person.hears();
    let until =
        |person: &Person| person.app.data.board.situation(node, person.app.day()).expect("it is there").fresh_until;
    let before = until(&person).expect("somebody has it");
    person.press("v , down down down down down enter '每年' enter");
    let after = until(&person).expect("somebody has it");
    assert!((after - before).num_days() > 300, "{before} {after}");
}

#[test]
fn columns_of_the_ledger_are_chosen_ordered_and_kept() {
    let mut person = Person::at_demo(Lang::Zh);
    command(&mut person, "台账的列");
    // Without the stage, the lead first.
    person.press("down down down down space home down down down K K K");
    assert_eq!(person.app.ledger_columns()[..3], [LedgerColumn::Lead, LedgerColumn::Light, LedgerColumn::Percent]);
    let kept = person
        .effects
        .iter()
        .rev()
        .find_map(|it| if let Effect::Prefer(Preference::Columns(it)) = it { Some(it) } else { None });
    assert_eq!(kept.cloned(), Some(person.app.env.columns.clone()));
    person.press("esc v 2");
    let screen = person.screen(100, 30);
    let head = screen.lines().find(|line| line.contains("完成时限") || line.contains("时限")).expect("the heads");
    assert!(head.contains("牵头") && !head.contains("状态"), "{head}");
    command(&mut person, "台账的列");
    person.press("R");
    assert_eq!(person.app.ledger_columns(), LedgerColumn::USUAL);
}

#[test]
fn who_may_not_set_anything_is_told_before_typing_and_may_look() {
    let mut person = Person::at_office(Lang::Zh);
    person.app.session.author = "wang".to_owned();
    command(&mut person, "灯色规则");
    assert!(person.screen(100, 30).contains("落后序时进度超过 30 个百分点"));
    person.press("down down down down enter");
    assert!(!matches!(person.app.nav.popups.last(), Some(Popup::Prompt(_))), "{}", person.screen(100, 30));
    assert!(person.notice().contains("设置"), "{}", person.notice());
    person.press("c");
    assert!(!person.screen(100, 30).contains("还没保存"));
    // One's own columns everybody sets.
    person.press("esc v , end up up up enter space");
    assert_ne!(person.app.ledger_columns(), LedgerColumn::USUAL);
}

#[test]
fn a_setting_of_somebody_elses_is_seen_at_once_and_a_copy_of_older_rules_is_not_saved_over_it() {
    let mut person = Person::at_demo(Lang::Zh);
    command(&mut person, "灯色规则");
    person.press("down down down down enter '15' enter");
    let mut rules = duban::plan::default_rules();
    rules[4].when = duban::plan::When::Behind { points: 40 };
    let json = serde_json::to_string(&rules).ok();
    let change = Change::Setting { name: Settings::RULES.to_owned(), value: Delta::new(None, json) };
    let edit = Edit { op: OpId(7), plan: None, author: "zhao".to_owned(), kind: EditKind::Do, changes: vec![change] };
    person.store.commit(&edit, person.app.env.now).expect("commits");
    // Before it was heard of the database says it, after that the page does.
    person.press("ctrl-s");
    assert_eq!(person.loaded().rules[4].when, duban::plan::When::Behind { points: 40 });
    person.press("pause esc");
    person.hears();
    person.press("ctrl-s");
    assert!(person.notice().contains("别人"), "{}", person.notice());
    let kept = person.loaded().rules;
    assert_eq!(kept[4].when, duban::plan::When::Behind { points: 40 }, "what nobody has seen is not overwritten");
}

#[test]
fn the_mouse_chooses_a_line_and_opens_it() {
    let mut person = Person::at_demo(Lang::Zh);
    command(&mut person, "灯色规则");
    let row =
        person.screen(100, 30).lines().position(|line| line.contains("超过 30 个百分点")).expect("the rule") as u16;
    person.send(Msg::Mouse(Mouse::Click(8, row)));
    assert!(!matches!(person.app.nav.popups.last(), Some(Popup::Prompt(_))), "one click only chooses");
    person.send(Msg::Mouse(Mouse::DoubleClick(8, row)));
    assert!(matches!(person.app.nav.popups.last(), Some(Popup::Prompt(_))));
    person.press("'25' enter");
    assert!(person.screen(100, 30).contains("超过 25 个百分点"));
}

#[test]
fn a_day_of_one_year_is_changed_and_taken_away_without_touching_the_rule() {
    let mut person = Person::at_demo(Lang::Zh);
    command(&mut person, "校历");
    person.press("down down enter ctrl-u '6月16日' enter enter ctrl-u '2025-06-18' enter");
    let on = |person: &Person, year| {
        person.app.data.board.school.on(SchoolDay::HighSchoolEntrance, year).map(|day| day.to_string()).expect("a day")
    };
    assert_eq!((on(&person, 2024), on(&person, 2025)), ("2024-06-16".to_owned(), "2025-06-18".to_owned()));
    // The line of 2025 becomes one of 2026, and then none.
    person.press("down enter ctrl-u '2026-06-20' enter");
    assert_eq!((on(&person, 2025), on(&person, 2026)), ("2025-06-16".to_owned(), "2026-06-20".to_owned()));
    person.press("enter ctrl-u enter");
    assert_eq!(on(&person, 2026), "2026-06-16", "{}", person.notice());
    // What is there is offered: Enter twice changes nothing.
    person.press("up enter enter");
    assert_eq!(on(&person, 2024), "2024-06-16");
}

#[test]
fn what_somebody_else_changes_meanwhile_redirects_nothing() {
    let mut person = Person::at_demo(Lang::Zh);
    command(&mut person, "灯色规则");
    person.press("down down down down enter ctrl-u '15'");
    let mut rules = duban::plan::default_rules();
    rules.remove(0);
    let json = serde_json::to_string(&rules).ok();
    let change = Change::Setting { name: Settings::RULES.to_owned(), value: Delta::new(None, json) };
    let edit = Edit { op: OpId(9), plan: None, author: "zhao".to_owned(), kind: EditKind::Do, changes: vec![change] };
    person.store.commit(&edit, person.app.env.now).expect("commits");
    person.hears();
    person.press("enter ctrl-s");
    assert!(person.notice().contains("别人"), "{}", person.notice());
    assert_eq!(person.loaded().rules, rules);
    // The cursor of the leaders stays with the one that it stood on.
    let mut person = Person::at_demo(Lang::Zh);
    person.press("v , down down enter a '书记、局长、总督学' enter home down");
    let names = r#"{"names":["新来的","书记","局长","总督学"]}"#.to_owned();
    let before = person.app.data.board.settings.get(Settings::LEADERS).cloned();
    let change = Change::Setting { name: Settings::LEADERS.to_owned(), value: Delta::new(before, Some(names)) };
    let edit = Edit { op: OpId(10), plan: None, author: "zhao".to_owned(), kind: EditKind::Do, changes: vec![change] };
    person.store.commit(&edit, person.app.env.now).expect("commits");
    person.hears();
    person.press("x");
    assert_eq!(person.app.data.board.leader_list.names, ["新来的", "书记", "总督学"]);
}

#[test]
fn a_heading_keeps_its_semicolons_and_names_their_blanks() {
    let mut person = Person::at_demo(Lang::Zh);
    command(&mut person, "板块:改名");
    person.press("ctrl-u '坚持政治引领；加强党的建设;局党组会' enter");
    let heading = |person: &Person| person.app.data.board.sections[0].heading.clone();
    assert_eq!(heading(&person), "坚持政治引领；加强党的建设");
    command(&mut person, "板块:改名");
    person.press("enter");
    assert_eq!(heading(&person), "坚持政治引领；加强党的建设", "what was not touched stays");
    person.press("v , down down enter a '张　三、Deputy E' enter");
    assert_eq!(person.app.data.board.leader_list.names, ["张三", "Deputy E"]);
}
