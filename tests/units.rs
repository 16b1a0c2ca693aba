//! The table of units: order, kinds, names, what is out of use, and what renaming one changes.

mod support;

use duban::app::Popup;
use duban::plan::{
    Board, Change, Delta, Directive, DirectiveId, DirectiveKind, Edit, EditKind, Entry, FieldChange, Node, OpId, Part,
    Percent, PlanId, Settings, UnitEntry, UnitKind, UnitTable,
};
use duban::read::parse_plan;
use duban::store::{Fault, Import, Severity, SqliteStore, Store, renamed_everywhere};
use duban::words::Lang;
use support::Person;

fn names(person: &Person) -> Vec<String> {
    person.app.data.board.units_in_use().into_iter().map(|unit| unit.name).collect()
}

fn at_table() -> Person {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("U");
    person
}

#[test]
fn a_pasted_list_makes_units_of_the_kinds_that_it_names_once() {
    let mut person = at_table();
    person.press("a");
    person.send(duban::app::Msg::Paste("1.办公室\n人事科、办公室 演示一科\n学校:六安一中\n".to_owned()));
    person.press("enter");
    let board = &person.app.data.board;
    let kind = |name: &str| board.units_in_use().into_iter().find(|unit| unit.name == name).map(|unit| unit.kind);
    assert_eq!(kind("办公室"), Some(UnitKind::Department));
    assert_eq!(kind("六安一中"), Some(UnitKind::School));
    assert_eq!(names(&person).iter().filter(|name| *name == "演示一科").count(), 1);
    assert!(person.notice().contains("3 个"), "{}", person.notice());
    // Departments stand before the counties.
    let all = names(&person);
    let at = |name: &str| all.iter().position(|it| it == name).expect("is there");
    assert!(at("人事科") < at("金安区"));
    person.press("a 'x演示一科'").press("esc");
}

#[test]
fn order_kind_and_use_are_set_by_one_key_and_undone() {
    let mut person = at_table();
    let before = names(&person);
    person.press("J");
    assert_eq!(names(&person)[..2], [before[1].clone(), before[0].clone()]);
    // It has work: that is asked first.
    person.press("x");
    assert!(names(&person).contains(&before[0]), "{}", person.notice());
    person.press("y");
    assert!(!names(&person).contains(&before[0]));
    person.press("esc u u");
    assert_eq!(names(&person), before);
}

#[test]
fn a_new_name_goes_wherever_the_old_one_stood_and_is_taken_back_whole() {
    let mut person = Person::at_demo(Lang::Zh);
    let board = &person.app.data.board;
    let (from, to) = ("演示一科".to_owned(), "综合演示科".to_owned());
    let led = board.items().iter().filter(|item| item.work.lead.as_ref() == Some(&from)).count();
    assert!(led > 0);
    // It supports another item, and has acknowledged it.
    let item = board.items().iter().find(|item| item.work.lead.as_ref() != Some(&from)).expect("an item");
    let support = [from.clone()].into_iter().collect();
    let node = Node::item(item.id);
    let change = Change::Field { node, to: FieldChange::Support(Delta::new(item.work.support.clone(), support)) };
    let part = Part { percent: Percent::try_from(30).ok(), ..Part::default() };
    let part = Change::Part { item: item.id, unit: from.clone(), part: Delta::new(Part::default(), part) };
    let id = item.id;
    person.elsewhere("别人", change);
    person.elsewhere("别人", part);
    person.hears();
    let before = person.app.data.board.clone();
    person.press("U e").press("'综合演示科' enter").press("y");
    let board = &person.app.data.board;
    assert_eq!(board.work_of_unit(&from), (0, 0));
    assert_eq!(board.work_of_unit(&to), (before.work_of_unit(&from).0, before.work_of_unit(&from).1));
    let item = board.item(id).expect("an item");
    assert_eq!(item.part(&to).percent.map(Percent::get), Some(30));
    assert!(!item.parts.contains_key(&from));
    assert!(names(&person).contains(&to) && !names(&person).contains(&from));
    // One line of the journal, one step back.
    person.press("esc u");
    let board = &person.app.data.board;
    assert_eq!(board.items(), before.items());
    assert!(names(&person).contains(&from));
}

#[test]
fn a_unit_is_merged_into_one_that_is_there() {
    let mut person = at_table();
    let (from, to) = ("演示一科", "演示二科");
    let board = &person.app.data.board;
    let both = board.work_of_unit(from).0 + board.work_of_unit(to).0;
    person.press("m '演示二科' enter").press("y");
    let board = &person.app.data.board;
    assert_eq!((board.work_of_unit(from), board.work_of_unit(to).0), ((0, 0), both));
    assert!(!names(&person).contains(&from.to_owned()));
    assert!(person.screen(80, 24).contains("现为 演示二科"), "{}", person.screen(80, 24));
}

#[test]
fn the_journal_of_a_name_changed_everywhere_is_sound_for_each_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.db");
    let mut store: Box<dyn Store> = SqliteStore::open(&path).expect("opens").into();
    let (from, to, at) = ("组织科", "组织人事科", chrono::Utc::now());
    let plans = ["六安市教育局2025年工作要点", "六安市教育局2026年工作要点"]
        .map(|title| second_plan(store.as_mut(), title, from));
    for (plan, id) in plans.iter().zip([41, 42]) {
        let given = Directive {
            id: DirectiveId(id),
            item: None,
            meeting: None,
            kind: DirectiveKind::Instruction,
            text: "抓紧办理".to_owned(),
            issuer: None,
            owner: Some(from.to_owned()),
            due: None,
            day: at.date_naive(),
            author: "测试员".to_owned(),
            reply: None,
            returned: None,
            closed: None,
        };
        let directive = Box::new(Delta::new(None, Some(given)));
        write(store.as_mut(), Some(*plan), vec![Change::Directive { id: DirectiveId(id), directive }]);
    }
    let entry = |name: &str, into: Option<&str>| UnitEntry {
        name: name.to_owned(),
        kind: UnitKind::Department,
        retired: into.is_some(),
        into: into.map(str::to_owned),
    };
    let board = store.load(plans[0]).expect("a plan");
    let table = UnitTable { units: vec![entry(to, None), entry(from, Some(to))] };
    let said_so = Change::UnitRenamed { from: from.to_owned(), to: to.to_owned() };
    let mut changes = vec![said_so, board.unit_table_changed(&table)];
    changes.extend(board.unit_renamed(&from.to_owned(), &to.to_owned()));
    let renamed = write(store.as_mut(), None, changes);
    let owners = |store: &mut dyn Store| {
        plans.map(|plan| store.load(plan).expect("a plan").directives.first().and_then(|it| it.owner.clone()))
    };
    assert_eq!(owners(store.as_mut()), [to; 2].map(|name| Some(name.to_owned())));
    let wrong = || -> Vec<Fault> {
        let findings = SqliteStore::doctor(&path, at, &[]).expect("looks").findings;
        findings.iter().filter(|it| it.severity == Severity::Error).map(|it| it.code).collect()
    };
    assert_eq!(wrong(), []);
    let kind = EditKind::Undo(renamed.seq);
    let edit =
        Edit { op: OpId(9), plan: None, author: "测试员".to_owned(), kind, changes: renamed.edit.taken_back() };
    store.commit(&edit, at).expect("takes it back");
    assert_eq!(owners(store.as_mut()), [from; 2].map(|name| Some(name.to_owned())));
    assert_eq!(wrong(), []);
}

fn write(store: &mut dyn Store, plan: Option<PlanId>, changes: Vec<Change>) -> Entry {
    let op = OpId(fastrand::u64(..));
    let edit = Edit { op, plan, author: "测试员".to_owned(), kind: EditKind::Do, changes };
    let edit = renamed_everywhere(store, edit).expect("all plans");
    store.commit(&edit, chrono::Utc::now()).expect("commits")
}

/// A plan in use, of whose items the unit leads the first and supports the second.
fn second_plan(store: &mut dyn Store, title: &str, unit: &str) -> PlanId {
    let source = format!("{title}\n一、党建\n1.学习。开展学习。\n2.课程。开展教研。\n3.安全。开展检查。\n");
    let draft = parse_plan(&source);
    let period = draft.period.expect("a year");
    let (op, at) = (OpId(fastrand::u64(..)), chrono::Utc::now());
    let import = Import { draft: &draft, source: &source, period, author: "测试员", op, at };
    let plan = store.import(&import).expect("imports");
    let board = store.load(plan).expect("the plan");
    let node = |at: usize| Node::item(board.items()[at].id);
    let lead = FieldChange::Lead(Delta::new(None, Some(unit.to_owned())));
    let support = FieldChange::Support(Delta::new([].into(), [unit.to_owned()].into()));
    let unit = Change::UnitAdded { unit: duban::plan::Unit::named(unit) };
    let changes = [lead, support].into_iter().zip(0..).map(|(to, at)| Change::Field { node: node(at), to });
    write(store, Some(plan), std::iter::once(unit).chain(changes).collect());
    plan
}

#[test]
fn a_new_name_is_written_into_every_plan_in_use_and_one_undoing_takes_it_back() {
    let mut person = Person::at_demo(Lang::Zh);
    let (from, to) = ("演示一科", "综合演示科");
    let second = second_plan(person.store.as_mut(), "六安市教育局2025年工作要点", from);
    person.app.data.plans = person.store.plans().expect("plans");
    let work = |board: &Board, unit: &str| board.work_of_unit(unit);
    let before = person.store.load(second).expect("the plan");
    assert_eq!(work(&before, from), (1, 1));
    person.press("U e ctrl-u").press("'综合演示科' enter");
    assert!(person.screen(80, 24).contains("另有 1 份在用的计划一并改"), "{}", person.screen(80, 24));
    person.press("y");
    let other = person.store.load(second).expect("the plan");
    assert_eq!((work(&other, from), work(&other, to)), ((0, 0), (1, 1)));
    // The plan at hand knows nothing of the other's items, and tells the step by the two names.
    assert_eq!(person.loaded().items(), person.app.data.board.items());
    person.press("esc v 4");
    let history = person.screen(80, 24);
    assert!(history.contains("综合演示科") && !history.contains("已删除"), "{history}");
    person.press("esc u");
    assert_eq!(person.store.load(second).expect("the plan").items(), before.items(), "{}", person.notice());
    assert!(work(&person.app.data.board, from).0 > 0);
    person.press("ctrl-r");
    assert_eq!(work(&person.store.load(second).expect("the plan"), to), (1, 1), "{}", person.notice());
}

#[test]
fn a_name_that_has_come_back_with_another_plan_is_changed_once_more_and_taken_back() {
    let mut person = Person::at_demo(Lang::Zh);
    let (from, to) = ("演示一科", "综合演示科");
    person.press("U home e ctrl-u").press(&format!("'{to}' enter y esc"));
    let second = second_plan(person.store.as_mut(), "六安市教育局2025年工作要点", from);
    person.app.data.plans = person.store.plans().expect("plans");
    let of = |person: &mut Person, unit: &str| person.store.load(second).expect("the plan").work_of_unit(unit);
    // It is out of use, and last in the table.
    person.press("U end e ctrl-u").press(&format!("'{to}' enter")).press("y");
    assert_eq!((of(&mut person, from), of(&mut person, to)), ((0, 0), (1, 1)), "{}", person.notice());
    person.press("esc u");
    assert_eq!((of(&mut person, from), of(&mut person, to)), ((1, 1), (0, 0)), "{}", person.notice());
    // What was done before can be taken back as well.
    person.press("u");
    assert!(person.app.data.board.work_of_unit(from).0 > 0, "{}", person.notice());
}

#[test]
fn beside_a_new_name_nothing_else_is_changed_in_all_plans() {
    let mut person = Person::at_demo(Lang::Zh);
    let second = second_plan(person.store.as_mut(), "六安市教育局2025年工作要点", "演示一科");
    let board = person.store.load(second).expect("the plan");
    let table = person.app.data.board.unit_table_changed(&duban::plan::UnitTable::default());
    let title = Change::Text {
        node: Node::item(board.items()[0].id),
        text: Delta::new(board.items()[0].title.clone(), "别的".to_owned()),
    };
    let said_so = Change::UnitRenamed { from: "演示一科".to_owned(), to: "综合演示科".to_owned() };
    let other = FieldChange::Lead(Delta::new(board.items()[0].work.lead.clone(), Some("别的科".to_owned())));
    let other = Change::Field { node: Node::item(board.items()[0].id), to: other };
    for change in [title, other] {
        let changes = vec![said_so.clone(), table.clone(), change];
        let (op, kind) = (OpId(fastrand::u64(..)), EditKind::Do);
        let edit = Edit { op, plan: None, author: "测试员".to_owned(), kind, changes };
        assert!(person.store.commit(&edit, person.app.env.now).is_err());
    }
    assert_eq!(person.store.load(second).expect("the plan").items(), board.items());
    assert!(!person.store.load(second).expect("the plan").settings.contains_key(Settings::UNITS));
}

#[test]
fn a_slip_of_the_hand_makes_no_unit_until_it_is_said_twice() {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("o '基教演示课' enter");
    assert!(matches!(person.app.nav.popups.last(), Some(Popup::Picker(picker)) if picker.trouble.is_some()));
    assert!(person.app.data.board.unit("基教演示课").is_none());
    person.press("enter");
    assert!(person.app.data.board.unit("基教演示课").is_some());
    // A name like no other is made at once.
    person.press("o '审计处' enter");
    assert!(person.app.data.board.unit("审计处").is_some());
}

#[test]
fn a_list_as_it_lies_about_makes_units_and_no_persons_or_numbers() {
    let mut person = at_table();
    let list = "2、基础教育科：张三\n3）职业教育科\n（一）组织科\n招生办 0564-3379001\n学校：六安一中、第1中学\n人事科 督导室\n";
    person.press("a");
    person.send(duban::app::Msg::Paste(list.to_owned()));
    person.press("enter");
    let board = &person.app.data.board;
    let made: Vec<(String, UnitKind)> = board
        .units_in_use()
        .into_iter()
        .map(|unit| (unit.name, unit.kind))
        .filter(|(name, _)| list.contains(name))
        .collect();
    let department = |name: &str| (name.to_owned(), UnitKind::Department);
    let school = |name: &str| (name.to_owned(), UnitKind::School);
    let wanted = ["基础教育科", "职业教育科", "组织科", "招生办", "人事科", "督导室"].map(department);
    assert!(wanted.iter().all(|unit| made.contains(unit)), "{made:?}");
    assert!(["六安一中", "第1中学"].map(school).iter().all(|unit| made.contains(unit)), "{made:?}");
    assert_eq!(made.len(), 8, "{made:?}");
    // Taken back, none of them is offered any more.
    person.press("esc u");
    assert!(names(&person).iter().all(|name| !list.contains(name.as_str())), "{:?}", names(&person));
    person.press("ctrl-r");
    assert!(names(&person).contains(&"组织科".to_owned()), "{}", person.notice());
    // Once more taken back, the same list is new again.
    person.press("u U a");
    person.send(duban::app::Msg::Paste(list.to_owned()));
    person.press("enter");
    assert!(names(&person).contains(&"组织科".to_owned()), "{}", person.notice());
}

#[test]
fn a_renaming_is_one_step_and_who_leads_does_not_take_part_beside_that() {
    let mut person = Person::at_demo(Lang::Zh);
    let board = &person.app.data.board;
    let item = board.items().iter().find(|item| item.work.lead.is_some()).expect("an item").clone();
    let lead = item.work.lead.clone().expect("a lead");
    let support =
        FieldChange::Support(Delta::new(item.work.support.clone(), ["演示二课".to_owned()].into_iter().collect()));
    let node = Node::item(item.id);
    let unit = duban::plan::Unit::named("演示二课");
    person.elsewhere("office", Change::UnitAdded { unit });
    person.elsewhere("office", Change::Field { node, to: support });
    person.hears();
    let before = person.loaded();
    person.press("U");
    while person.app.unit_at_cursor().is_some_and(|(_, entry)| entry.name != "演示二课") {
        person.press("down");
    }
    person.press("m").press(&format!("'{lead}' enter y"));
    let work = person.loaded().work(node).expect("work");
    assert_eq!((work.lead, work.support.len()), (Some(lead), 0), "{}", person.notice());
    assert!(person.notice().contains("并入"), "{}", person.notice());
    person.press("esc u");
    assert_eq!(person.loaded().items(), before.items(), "{}", person.notice());
    assert!(names(&person).contains(&"演示二课".to_owned()));
    assert!(person.notice().contains("演示二课"), "{}", person.notice());
    // A new name that was taken back can be given once more.
    person.press("U home e ctrl-u '综合演示科' enter y esc u");
    assert!(!names(&person).contains(&"综合演示科".to_owned()), "{:?}", names(&person));
    person.press("U home e ctrl-u '综合演示科' enter y esc");
    assert!(names(&person).contains(&"综合演示科".to_owned()), "{}", person.notice());
}

#[test]
fn a_slip_is_asked_about_where_a_person_is_added() {
    let store = duban::cli::demo_store().expect("a store");
    let today = chrono::NaiveDate::from_ymd_opt(2024, 6, 20).expect("a day");
    let mut person = Person::at(store, Lang::Zh, today, "root");
    person.press("v 6 a 'wang 王芳 演示一课' enter");
    assert!(person.screen(80, 24).contains("演示一科"), "{}", person.screen(80, 24));
    assert!(person.app.data.board.people.iter().all(|person| person.login != "wang"));
    person.press("enter");
    let unit = person.app.data.board.people.iter().find(|person| person.login == "wang").and_then(|it| it.unit.clone());
    assert_eq!(unit.as_deref(), Some("演示一课"), "{}", person.screen(80, 24));
}
