//! Rights where they are kept: what the store refuses, whoever asks and however.

use super::{Office, PEOPLE, charged, colleague, look, noon, today, work};
use chrono::Utc;
use duban::plan::{
    Action, Change, Delta, Directive, DirectiveId, Edit, EditKind, Extension, ExtensionId, FieldChange, Measure,
    MeasureId, Node, OpId, PERMISSIONS, Part, PlanId, Reach, Report, ReportId, Role, Stage, Standing, Target,
};
use duban::store::{CommitError, SqliteStore, Store};

/// One change for each action, on an item that 基教科 leads.
fn samples(office: &Office, login: &str) -> Vec<(Action, Option<PlanId>, Change)> {
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
    let one = Some(PlanId(1));
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
        (
            Action::Settings,
            None,
            Change::Setting { name: "time_zone".into(), value: Delta::new(None, Some("Asia/Urumqi".into())) },
        ),
        (Action::People, None, Change::Person { login: "zhou".into(), person: Delta::added(zhou) }),
    ]
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
    assert_eq!(tried, 60);
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
        plan: Some(PlanId(1)),
        author: "wang".into(),
        kind: EditKind::Undo(duban::plan::Revision(3)),
        changes: vec![change],
    };
    assert!(matches!(office.store().commit(&edit, noon()), Err(CommitError::Denied(_))));
}
