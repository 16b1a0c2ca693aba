//! The closed loop by keys, as people of different roles press them, each with a connection of their own to one file:
//! assigned, acknowledged, reported, asked, verified, sent back.

mod support;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use duban::app::{Effect, Msg, Popup, Screen};
use duban::plan::{
    Action, Change, Delta, Denied, Directive, DirectiveId, DirectiveKind, Edit, EditKind, Extension, ExtensionId,
    FieldChange, Measure, MeasureId, Node, OpId, PERMISSIONS, Part, Person as Colleague, PlanId, Reach, Report,
    ReportId, Role, Stage, Standing, Target, Waiting, Work,
};
use duban::store::{CommitError, JournalQuery, SqliteStore, Store};
use duban::words::Lang;
use support::Person;

const PEOPLE: [(&str, &str, Option<&str>, Role); 5] = [
    ("sun", "孙管", None, Role::Admin),
    ("zhao", "赵敏", Some("办公室"), Role::Supervisor),
    ("wang", "王芳", Some("基教科"), Role::Reporter),
    ("li", "李强", Some("霍邱县"), Role::Reporter),
    ("qian", "钱局", None, Role::Viewer),
];

fn colleague((login, name, unit, role): (&str, &str, Option<&str>, Role)) -> Colleague {
    let unit = unit.map(str::to_owned);
    Colleague { login: login.into(), name: name.into(), unit, role, active: true, keys: BTreeSet::new() }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 20).expect("a date")
}

fn noon() -> DateTime<Utc> {
    today().and_hms_opt(4, 0, 0).expect("a time").and_utc()
}

/// An office with its people and the real plan.
struct Office {
    _folder: tempfile::TempDir,
    path: std::path::PathBuf,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plan.db");
        let mut store = SqliteStore::open(&path).expect("opens");
        let draft = duban::read::parse_plan(duban::read::LIUAN_2024);
        let import = duban::store::Import {
            draft: &draft,
            source: duban::read::LIUAN_2024,
            period: draft.period.expect("a period"),
            author: "sun",
            op: OpId(1),
            at: Utc::now(),
        };
        store.import(&import).expect("imports");
        let office = Self { _folder: folder, path };
        let mut changes: Vec<Change> = ["办公室", "基教科", "职教科"]
            .map(|name| Change::UnitAdded { unit: duban::plan::Unit::named(name) })
            .to_vec();
        changes.extend(PEOPLE.map(|it| Change::Person { login: it.0.to_owned(), person: Delta::added(colleague(it)) }));
        office.commit("sun", PlanId(0), changes).expect("people are written");
        office
    }

    fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.path).expect("opens")
    }

    fn commit(&self, login: &str, plan: PlanId, changes: Vec<Change>) -> Result<(), CommitError> {
        let edit = Edit { op: OpId(fastrand::u64(..)), plan, author: login.to_owned(), kind: EditKind::Do, changes };
        self.store().commit(&edit, noon()).map(drop)
    }

    /// Somebody at the keyboard.
    fn sit(&self, login: &str) -> Person {
        Person::at(self.store(), Lang::Zh, today(), login)
    }

    fn lines(&self) -> usize {
        let query = JournalQuery { plan: PlanId(1), item: None, before: None, limit: 10_000 };
        self.store().journal(query).expect("the journal").len()
    }
}

/// Sees what others have done meanwhile.
fn look(person: &mut Person) {
    let entries = person.since();
    person.send(Msg::Changed(entries));
}

fn work(person: &Person, no: u32) -> Work {
    person.app.data.board.item_no(no).expect("the item").work.clone()
}

fn waiting(person: &mut Person) -> Vec<Waiting> {
    look(person);
    person.press("v 5");
    person.app.data.rows.mine.clone()
}

#[test]
fn an_item_goes_round_the_loop_with_few_keys() {
    let office = Office::new();
    let (mut zhao, mut wang) = (office.sit("zhao"), office.sit("wang"));
    // 交办: a lead and a date, and the item is under way and on the unit's list.
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter");
    assert_eq!(work(&zhao, 14).standing.stage, Stage::Active);
    let rows = waiting(&mut wang);
    assert!(matches!(rows[..], [Waiting::Acknowledge(..)]), "{rows:?} {:?} {}", work(&wang, 14), zhao.notice());
    // 签收 in one key.
    wang.press("y");
    let item = wang.app.data.board.item_no(14).expect("the item");
    assert!(item.part("基教科").acknowledged.is_some(), "{} {:?}", wang.notice(), wang.app.screen());
    let signing = |row: &Waiting| matches!(row, Waiting::Acknowledge(..));
    assert!(!wang.app.data.rows.mine.iter().any(signing), "what is done is gone from the list");
    // 进展, 办结申请.
    wang.press("v 1 g 1 4 enter p 1 0 0 enter s 1");
    assert_eq!(work(&wang, 14).standing.stage, Stage::Review);
    // 退回 with a reason, then 核验.
    assert!(matches!(waiting(&mut zhao)[..], [Waiting::Verify(_)]));
    zhao.press("n '材料不全' enter");
    look(&mut wang);
    assert_eq!(work(&wang, 14).standing.note.as_deref(), Some("材料不全"));
    assert_eq!(work(&wang, 14).standing.stage, Stage::Active);
    wang.press("s 1");
    look(&mut zhao);
    zhao.press("v 5 y");
    assert_eq!(work(&zhao, 14).standing.stage, Stage::Closed);
    assert!(zhao.app.data.rows.mine.is_empty());
    // The whole loop reads as one list.
    let whole = zhao.press("v 1 g 1 4 enter enter").screen(120, 60);
    for word in ["基教科:签收", "待核验", "材料不全", "已办结"] {
        assert!(whole.contains(word), "{word} in\n{whole}");
    }
}

#[test]
fn a_county_has_its_own_part_and_the_item_waits_for_all() {
    let office = Office::new();
    let (mut zhao, mut li) = (office.sit("zhao"), office.sit("li"));
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter C 'hqx' space enter");
    look(&mut li);
    li.press("v 5 y v 1 g 1 4 enter p 4 0 enter");
    let item = li.app.data.board.item_no(14).expect("the item");
    assert_eq!(item.part("霍邱县").percent.map(i64::from), Some(40));
    assert_eq!(item.work.percent, None, "the lead's figure is the lead's");
    assert_eq!(item.percent(), Some(40));
    assert_eq!(item.reports.last().and_then(|report| report.unit.clone()).as_deref(), Some("霍邱县"));
    // The lead has finished; the office cannot close before the county has passed.
    let mut wang = office.sit("wang");
    wang.press("g 1 4 enter s 1");
    look(&mut zhao);
    zhao.press("s");
    let picture = zhao.screen(80, 24);
    assert!(picture.contains("核验通过(已办结)"), "{picture}");
    zhao.press("3");
    assert_eq!(work(&zhao, 14).standing.stage, Stage::Review, "refused while a county is open");
    assert!(zhao.screen(80, 24).contains("霍邱县"), "and told why");
    let id = zhao.app.data.board.item_no(14).expect("the item").id;
    let before = work(&zhao, 14).standing;
    let after = before.stepped(Stage::Closed, None, today());
    let close = Change::Field { node: Node::item(id), to: FieldChange::Standing(Delta::new(before, after)) };
    assert!(matches!(office.commit("zhao", PlanId(1), vec![close]), Err(CommitError::Denied(Denied::OpenParts(_)))));
    zhao.press("esc");
    look(&mut li);
    li.press("s 1");
    assert!(matches!(waiting(&mut zhao)[..], [Waiting::VerifyPart(..), Waiting::Verify(_)]));
    zhao.press("y");
    assert!(matches!(zhao.app.data.rows.mine[..], [Waiting::Verify(_)]), "now the item itself");
    zhao.press("y");
    assert_eq!(work(&zhao, 14).standing.stage, Stage::Closed);
}

#[test]
fn a_later_date_is_asked_for_in_time_and_granted() {
    let office = Office::new();
    let (mut zhao, mut wang) = (office.sit("zhao"), office.sit("wang"));
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter");
    look(&mut wang);
    // Who may not set a date asks for one with the same key.
    wang.press("g 1 4 enter d '10月底前' enter '协调场地' ctrl-s");
    assert_eq!(work(&wang, 14).due.current, NaiveDate::from_ymd_opt(2024, 9, 30), "not moved yet");
    assert!(matches!(waiting(&mut zhao)[..], [Waiting::Decide(_)]));
    zhao.press("y");
    let due = work(&zhao, 14).due;
    assert_eq!(due.current, NaiveDate::from_ymd_opt(2024, 10, 31));
    assert_eq!((due.original, due.extensions), (NaiveDate::from_ymd_opt(2024, 9, 30), 1));
    // Refused with a reason; too late to ask at all.
    look(&mut wang);
    wang.press("d '12月底前' enter '再等等' ctrl-s");
    assert!(matches!(waiting(&mut zhao)[..], [Waiting::Decide(_)]));
    zhao.press("n '不能再拖' enter");
    assert_eq!(work(&zhao, 14).due.current, NaiveDate::from_ymd_opt(2024, 10, 31));
    look(&mut wang);
    // Looking at another day does not make it early enough.
    wang.app.nav.as_of = NaiveDate::from_ymd_opt(2024, 7, 2);
    wang.app.env.today = NaiveDate::from_ymd_opt(2024, 11, 2).expect("a date");
    wang.press("d");
    assert!(wang.screen(80, 24).contains("已过"), "{}", wang.screen(80, 24));
    assert!(matches!(wang.app.nav.popups[..], [Popup::Refused(_)]));
}

#[test]
fn a_directive_is_given_replied_to_returned_and_closed() {
    let office = Office::new();
    let (mut zhao, mut wang) = (office.sit("zhao"), office.sit("wang"));
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter enter")
        .press("! '请报专题材料' tab 'jjk' tab '6月底前' tab '王局长' ctrl-s");
    let directive = zhao.app.data.board.directives.first().expect("a directive").clone();
    assert_eq!((directive.owner.as_deref(), directive.kind), (Some("基教科"), DirectiveKind::Instruction));
    assert_eq!(directive.due, NaiveDate::from_ymd_opt(2024, 6, 30));
    assert!(matches!(waiting(&mut wang)[..], [Waiting::Reply(_), Waiting::Acknowledge(..)]));
    wang.press("y '已报送' enter");
    assert!(matches!(waiting(&mut zhao)[..], [Waiting::Close(_)]));
    zhao.press("n '请补数据' enter");
    assert!(matches!(waiting(&mut wang)[..], [Waiting::Reply(_), ..]), "sent back");
    wang.press("home y '已补' enter");
    look(&mut zhao);
    zhao.press("y");
    assert!(zhao.app.data.board.directives[0].closed.is_some());
    let screen = zhao.press("v 1 g 1 4 enter enter").screen(100, 40);
    assert!(screen.contains("请报专题材料") && screen.contains("已补"), "{screen}");
}

#[test]
fn what_is_not_allowed_is_dim_told_and_not_done() {
    let office = Office::new();
    let mut qian = office.sit("qian");
    let before = office.lines();
    for keys in ["p", "r", "s", "d", "o", "=", "a", "A", "X", "!", "x", "v 6 a", "v 1 E enter"] {
        qian.press("pause esc esc v 1").press(keys);
        let told = qian.notice().contains("您的角色是“查看”") || qian.screen(80, 24).contains("您的角色是“查看”");
        assert!(told, "{keys}: {}", qian.notice());
    }
    assert_eq!(office.lines(), before);
    let mut wang = office.sit("wang");
    wang.press("g 1 4 enter r");
    assert!(wang.screen(80, 24).contains("还没有定牵头单位"), "{}", wang.screen(80, 24));
    assert_eq!(office.lines(), before);
}

#[test]
fn somebody_whose_role_was_taken_is_stopped_at_the_next_edit_and_keeps_the_text() {
    let office = Office::new();
    let mut zhao = office.sit("zhao");
    zhao.press("g 1 4 enter").press("E").press("esc");
    zhao.press("! '正写到一半'");
    let person = colleague(PEOPLE[1]);
    let gone = Colleague { active: false, ..person.clone() };
    office
        .commit("sun", PlanId(0), vec![Change::Person { login: "zhao".into(), person: Delta::changed(person, gone) }])
        .expect("deactivated");
    let before = office.lines();
    zhao.press("ctrl-s");
    assert!(zhao.screen(80, 24).contains("已停用"), "{}", zhao.screen(80, 24));
    assert!(matches!(zhao.app.nav.popups.last(), Some(Popup::Form(_))), "what was typed is still there");
    assert_eq!(office.lines(), before);
}

#[test]
fn people_are_looked_after_from_the_board() {
    let office = Office::new();
    let mut sun = office.sit("sun");
    sun.press("v 6 a 'zhou 周七 职教科' enter");
    let zhou = sun.app.data.board.people.iter().find(|person| person.login == "zhou").expect("added").clone();
    assert_eq!((zhou.unit.as_deref(), zhou.role), (Some("职教科"), Role::Reporter));
    // The cursor is on the first; down to the new one, last by name.
    sun.press("end enter 3");
    let role = |sun: &Person| sun.app.data.board.people.iter().find(|person| person.login == "zhou").map(|it| it.role);
    assert_eq!(role(&sun), Some(Role::Admin));
    sun.press("u");
    assert_eq!(role(&sun), Some(Role::Reporter), "undo works for people too");
    sun.press("a '../etc 坏' enter");
    assert!(sun.screen(80, 24).contains("不能作登录名"));
}

#[test]
fn a_personal_database_lets_its_owner_do_everything_and_the_first_person_makes_an_admin() {
    let mut owner = Person::at_demo(Lang::Zh);
    owner.app.session.author = "laoli".to_owned();
    owner.press("v 6 a 'wang 王芳' enter");
    let roles: Vec<_> = owner.app.data.board.people.iter().map(|person| (person.login.as_str(), person.role)).collect();
    assert_eq!(roles, [("laoli", Role::Admin), ("wang", Role::Reporter)]);
    owner.press("v 1 g 1 enter enter p 6 6 enter");
    assert_eq!(work(&owner, 1).percent.map(i64::from), Some(66));
}

#[test]
fn the_cursor_of_mine_survives_every_key() {
    let office = Office::new();
    let mut zhao = office.sit("zhao");
    for keys in
        ["v 5 down up end home enter esc", "y", "n", "p", "w", "Y", "g 1 4 enter", "v 5 tab left right / 'x' esc"]
    {
        zhao.press(keys).press("esc esc esc");
        let _ = zhao.screen(40, 12);
    }
    assert!(zhao.effects.iter().all(|effect| !matches!(effect, Effect::Quit)));
    zhao.press("v 5");
    assert!(matches!(zhao.app.screen(), Screen::Mine(_)));
}

/// One change for each action, on an item that 基教科 leads.
fn samples(office: &Office, login: &str) -> Vec<(Action, PlanId, Change)> {
    let board = office.store().load(PlanId(1)).expect("the plan");
    let item = board.item_no(14).expect("the item");
    let node = Node::item(item.id);
    let work = &item.work;
    let field = |to| Change::Field { node, to };
    let step = |to| {
        let after = work.standing.stepped(to, None, today());
        field(FieldChange::Standing(Delta::new(work.standing.clone(), after)))
    };
    let random = || fastrand::i64(1 << 32..1 << 48);
    let report = Report {
        id: ReportId(random()),
        node,
        day: today(),
        author: login.into(),
        percent: None,
        done: "做了".into(),
        problem: String::new(),
        next: String::new(),
        unchanged: false,
        unit: None,
    };
    let part = item.part("基教科");
    let acknowledged = Part { acknowledged: Some(Utc::now()), ..part.clone() };
    let extension = |id, answer| Extension {
        id,
        node,
        unit: Some("基教科".into()),
        author: login.into(),
        day: today(),
        to: today(),
        reason: "理由".into(),
        answer,
    };
    let answer = duban::plan::Answer { granted: false, by: login.into(), day: today(), note: String::new() };
    let (asked, given) = (ExtensionId(random()), DirectiveId(random()));
    let open = board.directives.first().expect("a directive").clone();
    let reply = duban::plan::Said { text: "回".into(), by: login.into(), day: today() };
    let replied = Directive { reply: Some(reply), ..open.clone() };
    let first = board.extensions.first().expect("a request").clone();
    let answered = Extension { answer: Some(answer), ..first.clone() };
    let measure = Measure { id: MeasureId(random()), rank: 1, text: "新".into(), work: None };
    let zhou = colleague(("zhou", "周", None, Role::Viewer));
    let one = PlanId(1);
    vec![
        (Action::Report, one, Change::ReportAdded { report }),
        (
            Action::Progress,
            one,
            field(FieldChange::Percent(Delta::new(work.percent, duban::plan::Percent::try_from(7).ok()))),
        ),
        (Action::Measures, one, Change::MeasureAdded { item: item.id, measure }),
        (
            Action::Acknowledge,
            one,
            Change::Part { item: item.id, unit: "基教科".into(), part: Delta::new(part, acknowledged) },
        ),
        (Action::AskClosing, one, step(Stage::Review)),
        (Action::AskExtension, one, Change::Extension { id: asked, extension: Delta::added(extension(asked, None)) }),
        (
            Action::Reply,
            one,
            Change::Directive { id: open.id, directive: Box::new(Delta::changed(open.clone(), replied)) },
        ),
        (Action::Assign, one, field(FieldChange::Target(Delta::new(work.target.clone(), Some(Target::parse("3 个")))))),
        (Action::Decide, one, Change::Extension { id: first.id, extension: Delta::changed(first, answered) }),
        (
            Action::Direct,
            one,
            Change::Directive {
                id: given,
                directive: Box::new(Delta::added(Directive { id: given, author: login.into(), ..open })),
            },
        ),
        (Action::People, PlanId(0), Change::Person { login: "zhou".into(), person: Delta::added(zhou) }),
    ]
}

/// An office where one item is 基教科's, with a directive and a request that wait.
fn charged() -> Office {
    let office = Office::new();
    let mut zhao = office.sit("zhao");
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter ! '请办' ctrl-s X '10月底前' enter '理由' ctrl-s");
    office
}

#[test]
fn every_role_may_exactly_what_the_table_says_and_a_refusal_leaves_no_trace() {
    let mut tried = 0;
    for (login, _, unit, role) in PEOPLE {
        let office = charged();
        for (action, plan, change) in samples(&office, login) {
            assert_eq!(change.action(), action, "the sample is one of its action");
            let reaches = PERMISSIONS.iter().find(|(known, _)| *known == action).expect("in the table").1;
            let allowed = match reaches[role as usize] {
                Reach::No => false,
                Reach::OwnUnit => unit == Some("基教科"),
                Reach::All => true,
            };
            let before = office.lines();
            let result = office.commit(login, plan, vec![change]);
            assert_eq!(result.is_ok(), allowed, "{login} {action:?}: {result:?}");
            if !allowed {
                assert!(matches!(result, Err(CommitError::Denied(_))), "{login} {action:?}: {result:?}");
                assert_eq!(office.lines(), before, "{login} {action:?} left a trace");
            }
            tried += 1;
        }
    }
    assert_eq!(tried, 55);
    // Verifying needs something to verify.
    let office = charged();
    let mut wang = office.sit("wang");
    wang.press("g 1 4 enter s 1");
    let item = wang.app.data.board.item_no(14).expect("the item").clone();
    let close = |standing: &Standing| {
        let after = standing.stepped(Stage::Closed, None, today());
        Change::Field { node: Node::item(item.id), to: FieldChange::Standing(Delta::new(standing.clone(), after)) }
    };
    for login in ["qian", "wang", "li"] {
        let result = office.commit(login, PlanId(1), vec![close(&item.work.standing)]);
        assert!(matches!(result, Err(CommitError::Denied(_))), "{login} {result:?}");
    }
    office.commit("zhao", PlanId(1), vec![close(&item.work.standing)]).expect("the office may");
}

#[test]
fn two_who_change_different_sides_of_a_part_both_succeed() {
    let office = charged();
    let (mut wang, mut other) = (office.sit("wang"), office.sit("wang2"));
    other.app.session.author = "zhao".to_owned();
    let mut zhao = other;
    zhao.press("g 1 4 enter C 'hqx' space enter");
    look(&mut wang);
    let (mut li, mut again) = (office.sit("li"), office.sit("li-2"));
    again.app.session.author = "li".to_owned();
    li.press("g 1 4 enter A");
    // This session has not looked yet: it does not know of the 签收.
    again.press("g 1 4 enter p 3 0 enter");
    let board = office.store().load(PlanId(1)).expect("the plan");
    let part = board.item_no(14).expect("the item").part("霍邱县");
    assert!(part.acknowledged.is_some() && part.percent.map(i64::from) == Some(30), "{part:?} {}", again.notice());
    assert!(again.app.nav.popups.is_empty());
}

#[test]
fn importing_is_the_offices_and_restoring_the_admins() {
    let text = "某局2025年工作要点\n一、总体\n1.做好一件事。完善制度。\n2.做好另一件事。\n";
    let draft = duban::read::parse_plan(text);
    for (login, .., role) in PEOPLE {
        let office = charged();
        let mut store = office.store();
        let op = OpId(fastrand::u64(..));
        let import = duban::store::Import {
            draft: &draft,
            source: text,
            period: draft.period.expect("a period"),
            author: login,
            op,
            at: noon(),
        };
        let allowed = Action::Import.reach(role) == Reach::All;
        assert_eq!(store.import(&import).is_ok(), allowed, "{login} imports");
        let backup = std::path::PathBuf::from(store.backup(noon()).expect("a backup").name.as_os_str());
        let lines = office.lines();
        let result = store.restore(&backup, login, OpId(fastrand::u64(..)), noon());
        assert_eq!(result.is_ok(), Action::Restore.reach(role) == Reach::All, "{login} restores: {result:?}");
        assert!(result.is_ok() || office.lines() == lines, "{login} left a trace");
    }
}

#[test]
fn forged_edits_are_refused_whoever_sends_them() {
    let office = charged();
    let board = office.store().load(PlanId(1)).expect("the plan");
    let item = board.item_no(14).expect("the item");
    let other = board.item_no(15).expect("another");
    let all = samples(&office, "wang");
    let pick = |action| all.iter().find(|(known, ..)| *known == action).expect("a sample").2.clone();
    let mut forged = Vec::new();
    if let Change::ReportAdded { report } = pick(Action::Report) {
        forged.push(Change::ReportAdded { report: Report { author: "zhao".into(), ..report.clone() } });
        forged.push(Change::ReportAdded { report: Report { unit: Some("职教科".into()), ..report.clone() } });
        forged.push(Change::ReportAdded { report: Report { day: today() - chrono::Days::new(40), ..report } });
    }
    if let Change::Part { part, .. } = pick(Action::Acknowledge) {
        let closed = Part { standing: part.after.standing.stepped(Stage::Closed, None, today()), ..part.after.clone() };
        let noted = Part { standing: Standing { note: Some("x".into()), ..Standing::default() }, ..part.after.clone() };
        for after in [closed, noted] {
            let part = Delta::new(part.before.clone(), after);
            forged.push(Change::Part { item: item.id, unit: "基教科".into(), part });
        }
        forged.push(Change::Part { item: other.id, unit: "基教科".into(), part });
    }
    if let Change::Directive { id, directive } = pick(Action::Reply) {
        let after = directive.after.clone().map(|it| Directive { text: "别的".into(), ..it });
        forged.push(Change::Directive { id, directive: Box::new(Delta::new(directive.before.clone(), after)) });
    }
    if let Some(first) = board.extensions.first() {
        let after = Extension { reason: "改写".into(), ..first.clone() };
        forged.push(Change::Extension { id: first.id, extension: Delta::changed(first.clone(), after) });
    }
    // A measure of another item under one's own item's name.
    let measure = other.measures.first().expect("a measure");
    let node = Node { item: item.id, measure: Some(measure.id) };
    forged.push(Change::Text { node, text: Delta::new(measure.text.clone(), "别人的".to_owned()) });
    assert_eq!(forged.len(), 9);
    let before = office.lines();
    for change in forged {
        let result = office.commit("wang", PlanId(1), vec![change.clone()]);
        assert!(matches!(result, Err(CommitError::Denied(_))), "{change:?}: {result:?}");
    }
    assert!(office.commit("wang", PlanId(1), Vec::new()).is_err(), "an edit of nothing");
    assert_eq!(office.lines(), before);
}

#[test]
fn whatever_people_do_and_take_back_the_doctor_finds_it_honest() {
    let office = charged();
    let (mut wang, mut zhao) = (office.sit("wang"), office.sit("zhao"));
    wang.press("v 5 y y '已办' enter v 1 g 1 4 enter p 3 5 enter enter a '新的一条' enter u ctrl-r");
    look(&mut zhao);
    // One adds a sentence, another moves it, the first takes it back: that is a clash, and nothing is done.
    zhao.press("g 1 4 enter enter end").press("K");
    look(&mut wang);
    wang.press("u");
    zhao.press("u ctrl-r");
    wang.press("s 1 u s 1");
    look(&mut zhao);
    zhao.press("v 5 n '退回' enter y u v 1 g 1 4 enter S C 'hqx' space enter u");
    let mut sun = office.sit("sun");
    sun.press("v 6 a 'zhou 周七 新科室' enter u ctrl-r u B esc v 1 p 9 enter u");
    let findings = SqliteStore::verify(&office.path).expect("opens").findings;
    let bad: Vec<_> = findings.iter().filter(|it| it.is_bad()).collect();
    assert!(bad.is_empty(), "{bad:?}");
}

#[test]
fn taking_back_is_allowed_for_what_one_did_and_for_nothing_else() {
    let office = charged();
    let mut wang = office.sit("wang");
    wang.press("g 1 4 enter s 1");
    assert_eq!(work(&wang, 14).standing.stage, Stage::Review);
    wang.press("u");
    assert_eq!(work(&wang, 14).standing.stage, Stage::Active, "one's own request is taken back");
    // An undoing that undoes nothing of one's own is judged by what it does.
    let item = wang.app.data.board.item_no(14).expect("the item");
    let change = Change::Field {
        node: Node::item(item.id),
        to: FieldChange::Lead(Delta::new(item.work.lead.clone(), Some("职教科".into()))),
    };
    let edit = Edit {
        op: OpId(77),
        plan: PlanId(1),
        author: "wang".into(),
        kind: EditKind::Undo(duban::plan::Revision(3)),
        changes: vec![change],
    };
    assert!(matches!(office.store().commit(&edit, noon()), Err(CommitError::Denied(_))));
}

#[test]
fn whoever_may_not_decide_may_look_into_a_meeting_that_goes_on() {
    let office = Office::new();
    let (mut zhao, mut wang) = (office.sit("zhao"), office.sit("wang"));
    wang.press("M");
    assert!(matches!(wang.app.nav.popups[..], [Popup::Refused(_)]), "a unit begins no meeting");
    assert!(wang.app.meeting().is_none());
    wang.press("pause esc");
    zhao.press("M ctrl-s");
    assert!(zhao.app.meeting().is_some(), "{}", zhao.notice());
    look(&mut wang);
    wang.press("M");
    assert!(wang.app.meeting().is_some(), "{}", wang.notice());
    let before = wang.store_revision();
    wang.press("d");
    assert!(matches!(wang.app.nav.popups[..], [Popup::Refused(_)]), "and decides nothing there");
    wang.press("pause esc Q pause esc m");
    assert_eq!(wang.store_revision(), before);
}
