//! Popups by keys: what they are about whatever happens meanwhile, how a refusal is told, how a form is saved and left.

mod support;

use duban::app::{HistoryScreen, MatrixScreen};
use std::collections::BTreeSet;

use duban::app::{Effect, Msg, Popup, Screen};
use duban::plan::{Change, Delta, FieldChange, Node, Person as Colleague, Role, Stage};
use duban::words::Lang;
use support::Person;

fn person() -> Person {
    Person::at_demo(Lang::Zh)
}

fn node(person: &Person, no: u32) -> Node {
    Node::item(person.app.data.board.item_no(no).expect("the item").id)
}

fn percent(person: &Person, no: u32) -> Option<i64> {
    person.app.data.board.item_no(no).and_then(|item| item.work.percent).map(i64::from)
}

/// What a colleague makes of an item's figure.
fn figure(person: &Person, no: u32, to: &str) -> Change {
    let node = node(person, no);
    let before = person.app.data.board.work(node).and_then(|work| work.percent);
    Change::Field { node, to: FieldChange::Percent(Delta::new(before, duban::read::parse_percent(to).ok())) }
}

/// Somebody of an office, in which 李强 speaks for 金寨县.
fn in_office(login: &str) -> Person {
    let mut person = Person::at_office(Lang::Zh);
    login.clone_into(&mut person.app.session.author);
    person.press("v 1");
    person
}

#[test]
fn a_cell_of_the_matrix_is_reported_on_and_not_the_whole_item() {
    let mut person = person();
    person.press("v 8 home");
    let Screen::Matrix(MatrixScreen { item: Some(id), unit: Some(unit), .. }) = person.app.screen().clone() else {
        panic!("a cell")
    };
    let whole = person.app.data.board.item(id).and_then(|item| item.work.percent);
    person.press("r '进校督导' tab tab tab '77' ctrl-s");
    let item = person.app.data.board.item(id).expect("the item");
    let report = item.reports.last().expect("a report").clone();
    assert_eq!((report.unit.as_ref(), report.done.as_str()), (Some(&unit), "进校督导"));
    assert_eq!(item.part(&unit).percent.map(i64::from), Some(77));
    assert_eq!(item.work.percent, whole, "the lead's figure is the lead's");
    // The others that are about a cell: no change, a stage, every field by name.
    person.press("=");
    let report = person.app.data.board.item(id).and_then(|item| item.reports.last().cloned()).expect("a report");
    assert_eq!((report.unit.as_ref(), report.unchanged), (Some(&unit), true));
    person.press("E 'jd' enter '78' enter");
    assert_eq!(person.app.data.board.item(id).and_then(|item| item.part(&unit).percent).map(i64::from), Some(78));
    person.press("s");
    assert!(person.screen(80, 24).contains(unit.as_str()), "{}", person.screen(80, 24));
    person.press("1");
    let item = person.app.data.board.item(id).expect("the item");
    assert_eq!(item.part(&unit).standing.stage, Stage::Review);
    assert_ne!(item.work.standing.stage, Stage::Review);
    // A draft of it is still about the cell.
    person.press("r '写了一半'");
    let draft = person.app.draft().expect("a draft");
    let store = std::mem::replace(&mut person.store, duban::store::in_memory().expect("memory"));
    let mut again = Person::at(store, Lang::Zh, duban::cli::demo_day(), "李某");
    assert!(again.app.offer(draft));
    again.press("y ctrl-s");
    let report = again.app.data.board.item(id).and_then(|item| item.reports.last().cloned()).expect("a report");
    assert_eq!((report.unit.as_ref(), report.done.as_str()), (Some(&unit), "写了一半"));
}

#[test]
fn a_figure_that_a_county_gives_is_never_lost_without_a_word() {
    let mut li = in_office("li");
    // Its part of item 20 waits to be verified at 70; the office verifies it.
    let office = |li: &mut Person| {
        li.app.session.author = "zhao".to_owned();
        li.press("v 1 g 2 0 enter s");
        let at = li.screen(80, 24).lines().filter(|line| line.contains("核验通过")).count();
        assert!(at > 0, "{}", li.screen(80, 24));
        li.press("'金寨' enter");
        li.app.session.author = "li".to_owned();
    };
    office(&mut li);
    let id = node(&li, 20).item;
    assert_eq!(li.app.data.board.item(id).map(|item| item.part("金寨县").standing.stage), Some(Stage::Closed));
    li.press("v 1 g 2 0 enter p 8 0 enter");
    assert!(li.screen(80, 24).contains("已核验"), "{}", li.screen(80, 24));
    assert!(matches!(li.app.nav.popups.last(), Some(Popup::Prompt(_))), "and kept");
    li.press("esc r '补充' tab tab tab '80' ctrl-s");
    assert!(li.screen(80, 24).contains("已核验"), "{}", li.screen(80, 24));
    assert!(matches!(li.app.nav.popups.last(), Some(Popup::Form(_))), "and kept");
}

#[test]
fn the_menu_of_fields_is_about_what_it_was_opened_for() {
    let mut person = person();
    person.press("v 2 f '红灯' space enter");
    let before = person.app.current().expect("a row");
    person.press("E 'jd'");
    // A colleague closes the row: it is red no more, and the cursor goes on to another.
    let no = person.app.data.board.item(before.item).expect("the item").no;
    let work = person.app.data.board.work(before).expect("work");
    let after = work.standing.stepped(Stage::Closed, None, duban::cli::demo_day());
    let change = Change::Field { node: before, to: FieldChange::Standing(Delta::new(work.standing, after)) };
    person.elsewhere("李某", change);
    person.hears();
    assert_ne!(person.app.current(), Some(before), "the cursor has moved");
    let other =
        person.app.current().map(|node| person.app.data.board.item(node.item).expect("the item").no).expect("a row");
    let was = percent(&person, other);
    person.press("enter '61' enter");
    assert_eq!(percent(&person, no), Some(61));
    assert_eq!(percent(&person, other), was);
}

#[test]
fn the_palette_is_about_what_it_was_opened_for() {
    let mut person = person();
    person.press("v 2 f '红灯' space enter");
    let before = person.app.current().expect("a row");
    person.press(": 'bsjz'");
    let work = person.app.data.board.work(before).expect("work");
    let after = work.standing.stepped(Stage::Closed, None, duban::cli::demo_day());
    let change = Change::Field { node: before, to: FieldChange::Standing(Delta::new(work.standing, after)) };
    person.elsewhere("李某", change);
    person.hears();
    let other = person.app.current().expect("a row");
    assert_ne!(other, before, "the cursor has moved");
    person.press("enter");
    let Some(Popup::Form(form)) = person.app.nav.popups.last() else { panic!("{}", person.screen(80, 24)) };
    assert_eq!(form.targets, [before]);
    person.press("esc");
    assert_eq!(person.app.current(), Some(other), "and the cursor is where it was");
}

#[test]
fn a_colleagues_change_hides_no_refusal() {
    let mut person = person();
    person.press("g 1 4 enter p 8");
    let change = figure(&person, 14, "70");
    person.elsewhere("李某", change);
    person.hears();
    person.press("0 0 enter");
    let screen = person.screen(80, 24);
    assert!(screen.contains("800 不行") && screen.contains("李某"), "{screen}");
    person.press("esc r '写着'");
    let change = figure(&person, 14, "72");
    person.elsewhere("李某", change);
    person.hears();
    person.press("tab tab tab '900' ctrl-s");
    let screen = person.screen(80, 24);
    assert!(screen.contains("900 不行") && screen.contains("72%"), "{screen}");
}

#[test]
fn what_is_typed_after_a_refusal_runs_as_no_command() {
    let mut person = in_office("wang");
    // Item 23 is past its date: a later one cannot be asked for any more.
    person.press("g 2 3 enter");
    let (screen, revision) = (person.app.screen().clone(), person.app.data.board.revision);
    person.press("X '9-30' enter '协调场地' ctrl-s q");
    assert!(matches!(person.app.nav.popups.last(), Some(Popup::Refused(_))), "{}", person.screen(80, 24));
    assert_eq!((person.app.screen(), person.app.data.board.revision), (&screen, revision));
    assert!(!person.effects.contains(&Effect::Quit));
    // Read, it is closed; a key then is a command again.
    person.press("pause 7 q");
    assert_eq!(person.app.nav.popups.len(), 1, "letters close nothing");
    person.press("enter w");
    assert!(matches!(person.app.nav.popups[..], [Popup::Reading(_)]));
    // Every other key that would have opened something to type into.
    for keys in ["p", "r", "s", "d", "o", "c", "t", "e", "a", "!", "E", "L", "C"] {
        let mut viewer = in_office("sun");
        viewer.app.session.read_only = true;
        viewer.press("g 2 3 enter");
        let screen = viewer.app.screen().clone();
        viewer.press(keys).press("'4q6' enter");
        assert!(matches!(viewer.app.nav.popups[..], [Popup::Refused(_)]), "{keys}: {:?}", viewer.app.nav.popups.last());
        assert_eq!(viewer.app.screen(), &screen, "{keys}");
        assert!(viewer.screen(80, 24).contains("只读"), "{keys}");
    }
}

#[test]
fn a_number_that_the_palette_does_not_know_stays_to_be_corrected() {
    let mut person = person();
    person.press(": '99' enter p 4 0 enter");
    assert_eq!(percent(&person, 1), percent(&Person::at_demo(Lang::Zh), 1), "no figure ended up anywhere");
    assert!(matches!(person.app.nav.popups[..], [Popup::Picker(_)]));
}

#[test]
fn enter_saves_no_form() {
    let mut person = person();
    person.press("M enter enter enter enter enter enter enter");
    assert!(person.app.data.board.open_meeting().is_none(), "no meeting begins by accident");
    assert!(matches!(person.app.nav.popups.last(), Some(Popup::Form(_))));
    person.press("esc g 1 6 enter r '完成调研' tab tab tab '50' enter enter");
    assert!(matches!(person.app.nav.popups.last(), Some(Popup::Form(_))));
    // The button that Tab leads to saves, and says so.
    person.press("tab");
    assert!(person.picture(80, 24).contains("[ 保存 ]"), "{}", person.picture(80, 24));
    person.press("enter");
    assert_eq!(percent(&person, 16), Some(50));
    assert!(person.app.nav.popups.is_empty());
}

#[test]
fn esc_leads_out_of_a_form_and_the_question_names_its_keys_once() {
    let mut person = person();
    person.press("r '写了一半' esc");
    let screen = person.screen(80, 24);
    let footer = screen.lines().last().unwrap_or_default().trim().to_owned();
    let keys = screen.lines().rev().skip(1).find(|line| line.contains("接着写")).unwrap_or_default();
    assert!(keys.contains(&footer), "box and footer name the same keys: {keys}");
    assert!(footer.contains("Esc"), "{footer}");
    // The second Esc of a moment is the same key, pressed too long; a later one is an answer.
    person.press("esc");
    assert!(matches!(person.app.nav.popups[..], [Popup::Form(_), Popup::Confirm(_)]));
    person.press("pause esc");
    assert!(person.app.nav.popups.is_empty(), "out of it");
    person.press("r '又写' esc enter");
    assert!(matches!(person.app.nav.popups[..], [Popup::Form(_)]), "on with it");
}

#[test]
fn a_kept_draft_says_what_it_is_of_and_can_be_thrown_away() {
    let mut person = person();
    person.press("g 1 4 enter p 5");
    let draft = person.app.draft().expect("a draft");
    let mut again = Person::at_demo(Lang::Zh);
    assert!(again.app.offer(draft.clone()));
    let screen = again.screen(80, 24);
    assert!(screen.contains("第14项") && screen.contains("进度") && screen.contains("“5”"), "{screen}");
    again.press("n");
    assert!(!again.app.has_resumed(), "kept for another time");
    assert!(again.app.offer(draft));
    again.press("x");
    assert!(again.app.nav.popups.is_empty() && again.app.has_resumed(), "thrown away: {}", again.notice());
    assert_eq!(again.app.draft(), None);
}

#[test]
fn a_prefilled_field_is_replaced_by_what_is_typed_and_a_wrong_one_is_told() {
    let mut person = person();
    person.press("M '专题会' ctrl-s");
    assert_eq!(person.app.meeting().expect("a meeting").title, "专题会");
    let mut person = Person::at_demo(Lang::Zh);
    person.press("g 1 4 enter t '新建 12 所' enter t '新建 15 所' enter");
    let target = person.app.data.board.item_no(14).and_then(|item| item.work.target.clone()).expect("a target");
    assert_eq!(target.text, "新建 15 所");
    person.press("p '140'");
    assert!(person.screen(80, 24).contains("140 不行"), "{}", person.screen(80, 24));
    person.press("esc r tab tab tab '140'");
    assert!(person.screen(80, 24).contains("140 不行"), "{}", person.screen(80, 24));
    person.press("esc pause esc ! '请报' tab 'jcys' tab '13月底'");
    assert!(person.screen(80, 24).contains("没有 13 月"), "{}", person.screen(80, 24));
}

#[test]
fn a_question_about_a_meeting_takes_back_that_meeting_and_no_later_edit() {
    let mut person = person();
    person.press("M ctrl-s u");
    // In one's own other window something was written meanwhile.
    let (author, change) = (person.app.session.author.clone(), figure(&person, 14, "88"));
    person.elsewhere(&author, change);
    person.hears();
    person.press("y");
    assert_eq!(percent(&person, 14), Some(88), "{}", person.notice());
    assert!(person.app.data.board.open_meeting().is_none());
}

#[test]
fn older_lines_of_the_history_come_where_they_belong() {
    let mut person = person();
    for n in 0..230 {
        let change = figure(&person, 14, &(n % 90 + 1).to_string());
        person.elsewhere("李某", change);
        person.hears();
    }
    // As after a start: only the newest lines have been read.
    let store = std::mem::replace(&mut person.store, duban::store::in_memory().expect("memory"));
    let mut person = Person::at(store, Lang::Zh, duban::cli::demo_day(), "演示");
    let read = person.app.data.journal.len();
    person.press("v 4 O end");
    assert_eq!(person.app.data.journal.len(), read, "the newest end has nothing more");
    assert!(person.screen(80, 24).contains("往前还有"), "the number is not that of all: {}", person.screen(80, 24));
    while person.app.data.journal.len() == read {
        person.press("pgup");
    }
    let Screen::History(HistoryScreen { entry, .. }) = person.app.screen() else { panic!("the history") };
    let at = person.app.shown_entries().iter().position(|seq| Some(*seq) == *entry).expect("the cursor is on a line");
    assert_eq!(at, person.app.data.journal.len() - read, "the oldest end has more, and the cursor stays on its line");
    // Whoever asks for the first line gets the first of all.
    let store = std::mem::replace(&mut person.store, duban::store::in_memory().expect("memory"));
    let mut person = Person::at(store, Lang::Zh, duban::cli::demo_day(), "演示");
    person.press("v 4 G");
    let Screen::History(HistoryScreen { entry, .. }) = person.app.screen() else { panic!("the history") };
    assert_eq!(*entry, person.app.data.journal.first().map(|entry| entry.seq));
    assert!(person.app.data.journal.len() > 230, "all of it was read");
    let count = format!("共 {} 条", person.app.data.journal.len());
    assert!(person.screen(80, 24).contains(&count), "{}", person.screen(80, 24));
}

#[test]
fn in_a_meeting_marks_of_changes_stay_and_what_is_being_discussed_is_not_over() {
    let mut person = person();
    let wait = |person: &mut Person, milliseconds: i64| {
        person.app.env.now += chrono::Duration::milliseconds(milliseconds);
        person.send(Msg::Wake);
    };
    person.press("M ctrl-s enter");
    wait(&mut person, 5_000);
    let change = figure(&person, 8, "33");
    person.elsewhere("李某", change);
    person.hears();
    // Waking for something else, as for the minutes of the point.
    wait(&mut person, 1_000);
    assert!(!person.app.data.fresh.is_empty(), "seen for a second only");
    wait(&mut person, 2_500);
    assert!(person.app.data.fresh.is_empty());
    wait(&mut person, 60_000);
    person.press("M");
    let screen = person.screen(80, 24);
    assert!(screen.contains("正在议") && screen.contains("已议 0/"), "{screen}");
}

/// What a key that does anything changes, says, or asks to be done.
fn state(person: &Person) -> String {
    let app = &person.app;
    let shown =
        (&app.nav.screens, &app.nav.marks, &app.nav.filter, &app.nav.as_of, app.nav.popups.len(), app.nav.chord.len());
    format!("{shown:?} {:?} {:?} {}", app.nav.search.is_some(), app.past(), person.notice())
}

/// The same person at the same plan, as after a new start.
fn again(person: &mut Person) -> Person {
    let store = std::mem::replace(&mut person.store, duban::store::in_memory().expect("memory"));
    Person::at(store, Lang::Zh, duban::cli::demo_day(), "sun")
}

#[test]
fn every_key_that_the_tables_promise_does_something_or_says_why_not() {
    use duban::app::{BINDINGS, Binding, Context};
    let screens = [
        "v 1 g 1 4 enter",
        "v 1 g 1 4 enter enter j",
        "v 2 j",
        "v 3 j",
        "v 4 j",
        "v 5 j",
        "v 6 j",
        "v 7 j",
        "v 8 j l",
        "v 9 k",
        "v 0 j j",
        "v 1 # enter j",
        "M ctrl-s j",
        "M ctrl-s j j j enter",
        "v 1 g 1 4 enter P",
    ];
    let mut dead = Vec::new();
    for way in screens {
        let mut office = in_office("sun");
        office.press(way);
        let (context, writes) = (office.app.context(), way.contains("ctrl-s"));
        office = in_office("sun");
        // What works everywhere is tried on one screen and on the wall.
        let everywhere = |row: &Binding| Context::SCREENS.iter().all(|it| row.contexts.contains(it));
        let shown = |row: &&Binding| {
            let here = row.contexts.contains(&context);
            here && (!everywhere(row) || matches!(context, Context::Board | Context::Projector))
        };
        for row in BINDINGS.iter().filter(shown) {
            let Some(keys) = row.keys.first() else { continue };
            let mut person = again(&mut office);
            person.press(way).send(Msg::Wake);
            person.app.nav.notice = None;
            let before = state(&person);
            person.effects.clear();
            person.press(keys);
            if person.effects.is_empty() && state(&person) == before {
                dead.push(format!("{context:?} {keys}"));
            }
            // What was written leaves another office behind.
            let wrote = |effect: &Effect| matches!(effect, Effect::Commit(_));
            office = if writes || person.effects.iter().any(wrote) { in_office("sun") } else { person };
        }
    }
    dead.dedup();
    // At the first row there is nothing above, at the last nothing below; before the first page there is none.
    let ends = ["up", "home", "pgup", "end", "down", "pgdn", "Projector left", "Projector P"];
    dead.retain(|line| !ends.iter().any(|end| line.ends_with(end)));
    assert_eq!(dead, Vec::<String>::new());
}

#[test]
fn minutes_are_read_from_every_screen() {
    for way in ["v 1", "v 2", "v 5", "v 8", "v 9", "v 0", "v 1 enter", "P"] {
        let mut person = person();
        person.press("M ctrl-s Q y esc").press(way).press("i");
        assert!(matches!(person.app.nav.popups.last(), Some(Popup::Picker(_))), "{way}: {}", person.notice());
        let mut fresh = Person::at_office(Lang::Zh);
        fresh.press(way).press("i");
        assert!(!fresh.app.nav.popups.is_empty(), "{way}");
    }
}

#[test]
fn a_reporter_of_one_county_writes_for_no_other() {
    let mut li = in_office("li");
    let person = Colleague {
        login: "li".into(),
        name: "李强".into(),
        unit: Some("金寨县".into()),
        role: Role::Reporter,
        active: true,
        keys: BTreeSet::new(),
    };
    assert_eq!(li.app.data.board.people.iter().find(|it| it.login == "li"), Some(&person));
    li.press("v 8");
    while !matches!(li.app.screen(), Screen::Matrix(MatrixScreen { unit: Some(unit), .. }) if unit == "金安区") {
        li.press("h");
    }
    li.press("home r");
    assert!(matches!(li.app.nav.popups.last(), Some(Popup::Refused(_))), "{}", li.screen(80, 24));
}

#[test]
fn a_value_that_is_there_already_is_not_told_as_saved() {
    let day = chrono::NaiveDate::from_ymd_opt(2024, 6, 20).expect("a date");
    let mut wang = Person::at(duban::cli::demo_store().expect("a store"), Lang::Zh, day, "wang");
    wang.press("g 1 4 enter");
    for keys in ["t '2024-07-31' enter", "t '6月底前' enter"] {
        wang.press(keys);
        let revision = wang.store_revision();
        wang.press(keys);
        assert_eq!(wang.store_revision(), revision, "{keys}");
        assert_eq!(wang.notice(), "没有变化", "{keys}");
    }
}
