//! Two people, or two windows of one, on the same plan at once: what each sees when the other was there first.

mod support;

use chrono::NaiveDate;
use duban::app::{Msg, Popup};
use duban::plan::{Change, Delta, Edit, EditKind, MeasureId, Node, OpId, Part, PlanId};
use duban::read::{LIUAN_2024, parse_plan};
use duban::store::{Import, SqliteStore, Store};
use duban::words::Lang;
use support::Person;

/// A personal database with the real plan, on which several windows are open.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a folder") };
        let draft = parse_plan(LIUAN_2024);
        let at = "2024-06-01T02:00:00Z".parse().expect("a time");
        let period = "2024".parse().expect("a period");
        let import = Import { draft: &draft, source: LIUAN_2024, period, author: "zhao", op: OpId(1), at };
        desk.store().import(&import).expect("imports");
        desk
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("plan.db")
    }

    fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.path()).expect("opens")
    }

    fn window(&self, login: &str, seed: u64) -> Person {
        let today = NaiveDate::from_ymd_opt(2024, 6, 20).expect("a date");
        Person::at_window(self.store(), Lang::Zh, today, login, seed)
    }
}

fn look(person: &mut Person) {
    let entries = person.since();
    person.send(Msg::Changed(entries));
}

fn part_of(person: &Person, no: u32) -> Part {
    person.app.data.board.item_no(no).expect("the item").part("金寨县")
}

/// Somebody else gives the county's figure.
fn figure_elsewhere(desk: &Desk, person: &Person, no: u32, value: i64) {
    let before = part_of(person, no);
    let after = Part { percent: duban::plan::Percent::try_from(value).ok(), ..before.clone() };
    let item = person.app.data.board.item_no(no).expect("the item").id;
    let change = Change::Part { item, unit: "金寨县".to_owned(), part: Delta::new(before, after) };
    let edit = Edit {
        op: OpId(fastrand::u64(..)),
        plan: Some(PlanId(1)),
        author: "qian".to_owned(),
        kind: EditKind::Do,
        changes: vec![change],
    };
    desk.store().commit(&edit, person.app.env.now).expect("is written");
}

/// An item given to one county, and the cursor on that cell of the matrix.
fn at_the_countys_cell(desk: &Desk) -> Person {
    let mut zhao = desk.window("zhao", 1);
    let item = zhao.app.data.board.item_no(1).expect("the item").id;
    let counties = std::collections::BTreeSet::from(["金寨县".to_owned()]);
    let change = Change::Field {
        node: Node::item(item),
        to: duban::plan::FieldChange::Counties(Delta::new(std::collections::BTreeSet::new(), counties)),
    };
    let (op, author) = (OpId(77), "zhao".to_owned());
    let edit = Edit { op, plan: Some(PlanId(1)), author, kind: EditKind::Do, changes: vec![change] };
    desk.store().commit(&edit, zhao.app.env.now).expect("is written");
    look(&mut zhao);
    zhao.press("v 8");
    for _ in 0..10 {
        if zhao.screen(120, 40).contains("金寨") && on_the_county(&zhao) {
            break;
        }
        zhao.press("right");
    }
    assert!(on_the_county(&zhao), "{}", zhao.screen(120, 40));
    zhao
}

fn on_the_county(person: &Person) -> bool {
    matches!(person.app.screen(), duban::app::Screen::Matrix(duban::app::MatrixScreen { unit: Some(unit), .. }) if unit == "金寨县")
}

#[test]
fn a_countys_newer_figure_is_shown_and_not_overwritten() {
    for typed in ["4 0", "2 0"] {
        let desk = Desk::new();
        let mut zhao = at_the_countys_cell(&desk);
        figure_elsewhere(&desk, &zhao, 1, 20);
        look(&mut zhao);
        zhao.press("p");
        assert!(matches!(zhao.app.nav.popups.last(), Some(Popup::Prompt(_))), "{}", zhao.screen(120, 40));
        // While this one types, somebody else gives a newer figure, and it shows behind the prompt.
        figure_elsewhere(&desk, &zhao, 1, 60);
        look(&mut zhao);
        zhao.press(&format!("{typed} enter"));
        assert!(matches!(zhao.app.nav.popups.last(), Some(Popup::Clashing(_))), "{typed}: {}", zhao.screen(120, 40));
        let shown = zhao.screen(120, 40);
        let mine = format!("{}%", typed.replace(' ', ""));
        let line = |word: &str| shown.lines().find(|line| line.contains(word)).unwrap_or_default().to_owned();
        assert!(line("对方改为").contains("60%") && line("你要改为").contains(&mine), "side by side: {shown}");
        assert!(line("qian").contains(':'), "by whom and when: {shown}");
        let there = desk.store().load(PlanId(1)).expect("loads").item_no(1).expect("the item").part("金寨县");
        assert_eq!(there.percent.map(i64::from), Some(60), "{typed}");
    }
}

#[test]
fn a_clash_is_told_with_both_values_whatever_was_changed() {
    let desk = Desk::new();
    let mut zhao = at_the_countys_cell(&desk);
    let board = zhao.app.data.board.clone();
    let item = board.item_no(1).expect("the item").id;
    let part = |percent: i64| Part { percent: duban::plan::Percent::try_from(percent).ok(), ..Part::default() };
    let wish =
        |before: Part, after: Part| Change::Part {
            item, unit: "金寨县".to_owned(), part: Delta::new(before, after)
        };
    zhao.elsewhere("qian", wish(Part::default(), part(60)));
    let edit = Edit {
        op: OpId(5),
        plan: Some(PlanId(1)),
        author: "zhao".to_owned(),
        kind: EditKind::Do,
        changes: vec![wish(Part::default(), part(40))],
    };
    let clash = |edit: &Edit| match desk.store().commit(edit, chrono::Utc::now()) {
        Err(duban::store::CommitError::Conflict(conflict)) => {
            duban::report::clash_in_words(Lang::Zh, &board, &conflict)
        }
        other => panic!("a clash, not {other:?}"),
    };
    let told = clash(&edit);
    assert!(["第1项", "金寨县", "qian", "06-20", "60%", "40%"].iter().all(|word| told.contains(word)), "{told}");
    // Of a stage, too, both are there.
    let stage = |stage| {
        let mut part = part(60);
        part.standing.stage = stage;
        part
    };
    zhao.elsewhere("qian", wish(part(60), stage(duban::plan::Stage::Review)));
    let told = clash(&Edit { op: OpId(6), changes: vec![wish(part(60), stage(duban::plan::Stage::Stopped))], ..edit });
    assert!(told.contains("待核验") && told.contains("中止"), "{told}");
}

#[test]
fn two_who_mean_the_same_are_told_that_value_alone() {
    let desk = Desk::new();
    let (mut zhao, mut qian) = (desk.window("zhao", 1), desk.window("qian", 2));
    zhao.press("g 3 enter");
    zhao.press("d '6月30日' enter o '基教科' enter");
    // The other sets the date and nothing else, and has not heard of it.
    qian.press("g 3 enter d '6月30日' enter");
    let told = qian.notice();
    assert!(told.contains("zhao") && told.contains("2024-06-30") && !told.contains("基教科"), "{told}");
}

#[test]
fn what_ones_own_other_window_did_is_not_taken_back_unasked() {
    let desk = Desk::new();
    let (mut one, mut two) = (desk.window("zhao", 1), desk.window("zhao", 2));
    let figure = || desk.store().load(PlanId(1)).expect("loads").item_no(4).expect("the item").work.percent;
    two.press("g 4 enter p 5 5 enter");
    look(&mut one);
    one.press("u");
    let asked = one.screen(120, 40);
    assert!(asked.contains("不是在这个窗口") && asked.contains("第4项") && asked.contains("55%"), "{asked}");
    assert_eq!(figure().map(i64::from), Some(55));
    one.press("n");
    assert_eq!(figure().map(i64::from), Some(55));
    one.press("u y");
    assert_eq!(figure(), None, "{}", one.notice());
    // Where it was taken back it is done again at once; elsewhere only when asked.
    look(&mut two);
    two.press("ctrl-r");
    assert!(two.screen(120, 40).contains("不是在这个窗口撤销"), "{}", two.screen(120, 40));
    two.press("esc");
    one.press("ctrl-r");
    assert_eq!(figure().map(i64::from), Some(55));
    // What was done here is undone at once.
    one.press("g 5 enter p 6 0 enter u");
    assert!(one.app.nav.popups.is_empty(), "{}", one.screen(120, 40));
}

#[test]
fn a_countys_figure_is_asked_for_with_the_one_there_is() {
    let desk = Desk::new();
    let mut zhao = at_the_countys_cell(&desk);
    figure_elsewhere(&desk, &zhao, 1, 20);
    look(&mut zhao);
    zhao.press("p");
    assert!(zhao.screen(120, 40).contains("现为:20%"), "{}", zhao.screen(120, 40));
}

#[test]
fn a_figure_that_is_reported_as_it_was_seen_is_no_word_for_nothing() {
    let desk = Desk::new();
    let mut zhao = desk.window("zhao", 1);
    let mut other = desk.window("qian", 2);
    zhao.press("g 2 enter p 4 0 enter");
    look(&mut other);
    // The one opens a report at 40; the other makes it 60 meanwhile; the one says 40.
    zhao.press("r '还是老样子'");
    other.press("g 2 enter p 6 0 enter");
    look(&mut zhao);
    zhao.press("tab tab tab 4 0 ctrl-s");
    assert!(matches!(zhao.app.nav.popups.last(), Some(Popup::Clashing(_))), "{}", zhao.screen(120, 40));
}

#[test]
fn two_who_say_the_same_are_not_asked() {
    let desk = Desk::new();
    let (mut zhao, mut qian) = (desk.window("zhao", 1), desk.window("qian", 2));
    zhao.press("g 3 enter p 4 0 enter");
    // The other has not heard of it.
    qian.press("g 3 enter d '6月底前' enter p 4 0 enter");
    assert!(qian.app.nav.popups.is_empty(), "{}", qian.screen(120, 40));
    zhao.press("o");
    zhao.press("esc");
    let item = qian.app.data.board.item_no(3).expect("the item");
    assert_eq!(item.work.percent.map(i64::from), Some(40));
    assert!(item.work.due.current.is_some());
}

#[test]
fn an_undo_that_was_confirmed_late_takes_back_what_was_asked_about() {
    let desk = Desk::new();
    let (mut one, mut two) = (desk.window("zhao", 1), desk.window("zhao", 2));
    one.press("M ctrl-s");
    one.press("esc esc esc u");
    assert!(matches!(one.app.nav.popups.last(), Some(Popup::Confirm(_))), "{}", one.screen(120, 40));
    // Meanwhile the same person changes something in another window.
    two.press("g 4 enter p 5 5 enter");
    look(&mut one);
    one.press("y");
    look(&mut one);
    let board = desk.store().load(PlanId(1)).expect("loads");
    assert_eq!(board.item_no(4).expect("the item").work.percent.map(i64::from), Some(55), "the later edit stays");
    assert!(board.meetings.is_empty(), "the meeting was meant: {}", one.notice());
    // What is undone already is said to be, and nothing else is touched.
    let mut third = desk.window("zhao", 3);
    third.press("M ctrl-s esc esc esc u");
    let mut fourth = desk.window("zhao", 4);
    fourth.press("u y");
    look(&mut third);
    third.press("y");
    assert!(third.notice().contains("已经撤销"), "{}", third.notice());
}

#[test]
fn the_end_of_a_meeting_is_not_undone_while_another_goes_on() {
    let desk = Desk::new();
    let (mut one, mut two) = (desk.window("zhao", 1), desk.window("qian", 2));
    one.press("M ctrl-s Q y esc esc esc");
    assert!(one.app.data.board.open_meeting().is_none());
    look(&mut two);
    two.press("M ctrl-s");
    look(&mut one);
    one.press("u");
    if matches!(one.app.nav.popups.last(), Some(Popup::Confirm(_))) {
        one.press("y");
    }
    assert!(one.notice().contains("另一次会议还没结束"), "{}", one.notice());
    let board = desk.store().load(PlanId(1)).expect("loads");
    assert_eq!(board.meetings.iter().filter(|meeting| meeting.ended.is_none()).count(), 1);
}

#[test]
fn measures_that_share_a_rank_in_an_old_database_get_their_own_when_one_is_moved() {
    let desk = Desk::new();
    let plan = desk.store().load(PlanId(1)).expect("loads");
    let ids: Vec<MeasureId> = plan.item_no(14).expect("the item").measures.iter().map(|it| it.id).collect();
    let stranger = rusqlite::Connection::open(desk.path()).expect("opens");
    stranger
        .execute_batch(&format!(
            "DROP TRIGGER measure_update_by_duban;
             UPDATE measure SET rank = (SELECT rank FROM measure WHERE id = {}) WHERE id = {};",
            ids[2].0, ids[1].0
        ))
        .expect("as older programs left it");
    drop(stranger);
    let mut zhao = desk.window("zhao", 1);
    let order = |person: &Person| -> Vec<MeasureId> {
        person.app.data.board.item_no(14).expect("the item").measures.iter().map(|it| it.id).collect()
    };
    assert_eq!(order(&zhao), ids, "by id where ranks are equal");
    zhao.press("g 1 4 enter enter down down");
    assert_eq!(zhao.app.current().and_then(|node| node.measure), Some(ids[1]), "{}", zhao.screen(120, 40));
    zhao.press("J");
    let moved = [ids[0], ids[2], ids[1]];
    assert_eq!(order(&zhao)[..3], moved);
    let loaded = desk.store().load(PlanId(1)).expect("loads");
    let ranks: std::collections::BTreeSet<i64> =
        loaded.item_no(14).expect("the item").measures.iter().map(|it| it.rank).collect();
    assert_eq!(ranks.len(), ids.len());
    assert_eq!(order(&desk.window("qian", 2))[..3], moved, "for everybody");
    // At the end of the list nothing moves and nothing is written.
    zhao.press("end");
    let before = zhao.store_revision();
    zhao.press("J J J");
    assert_eq!(zhao.store_revision(), before);
}

#[test]
fn words_that_somebody_has_just_written_are_not_removed_unseen() {
    let desk = Desk::new();
    let (mut zhao, mut qian) = (desk.window("zhao", 1), desk.window("qian", 2));
    zhao.press("g 1 4 enter enter down x");
    let at = zhao.app.current().expect("a measure");
    qian.press("g 1 4 enter enter down e '(修订)' enter");
    look(&mut zhao);
    zhao.press("y");
    let there = desk.store().load(PlanId(1)).expect("loads").text(at).map(str::to_owned);
    assert!(there.is_some_and(|text| text.contains("(修订)")), "{}", zhao.screen(120, 40));
    assert!(zhao.screen(120, 40).contains("(修订)"), "and is shown: {}", zhao.screen(120, 40));
    // Whoever removes it all the same can have it back as it was.
    zhao.app.env.now += chrono::Duration::seconds(1);
    zhao.send(Msg::Wake).press("enter");
    assert!(zhao.app.data.board.text(at).is_none(), "{}", zhao.screen(120, 40));
    zhao.press("u");
    assert!(zhao.app.data.board.text(at).is_some_and(|text| text.contains("(修订)")), "{}", zhao.notice());
}
