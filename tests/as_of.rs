//! `--as-of`: the plan as it was at the end of a day, through the real program and on a real file. What was written later
//! is not shown, and where nobody knows what was then, that is said.

use std::process::{Command, Output};

use chrono::{DateTime, NaiveDate, Utc};
use duban::app::{App, Start, ThemeName};
use duban::plan::{
    Board, Change, Delta, Due, Edit, EditKind, FieldChange, Node, OpId, Percent, Period, PlanId, Report, ReportId,
    Stage, Standing, Unit,
};
use duban::read::{LIUAN_2024, parse_plan};
use duban::store::{Import, JournalQuery, SqliteStore, Store};
use duban::words::Lang;
use tempfile::{TempDir, tempdir};

/// A file that was written to on three days.
struct Ledger {
    folder: TempDir,
}

fn at(day: &str) -> DateTime<Utc> {
    format!("{day}T03:00:00Z").parse().expect("an instant")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

impl Ledger {
    fn new() -> Self {
        let ledger = Self { folder: tempdir().expect("a folder") };
        let mut store = ledger.store();
        let draft = parse_plan(LIUAN_2024);
        let period = Period::of_year(2024).expect("a period");
        let import =
            Import { draft: &draft, source: LIUAN_2024, period, author: "甲", op: OpId(1), at: at("2024-01-02") };
        let plan = store.import(&import).expect("imports");
        let board = store.load(plan).expect("loads");
        let node = Node::item(board.item_no(14).expect("the item").id);
        let mut op = 1;
        let mut commit = |on: &str, changes: Vec<Change>| {
            let board = store.load(plan).expect("loads");
            let changes = board.with_consequences(changes, day(on));
            op += 1;
            let edit = Edit { op: OpId(op), plan: Some(plan), author: "甲".to_owned(), kind: EditKind::Do, changes };
            store.commit(&edit, at(on)).expect("commits");
        };
        let field = |to| Change::Field { node, to };
        let due = Due::default().moved_to(Some(day("2024-12-31")));
        let percent = |before: Option<i64>, after| {
            let percent = |n: i64| Percent::try_from(n).ok();
            field(FieldChange::Percent(Delta::new(before.and_then(percent), percent(after))))
        };
        let unit = Change::UnitAdded { unit: Unit::named("基教科") };
        let lead = FieldChange::Lead(Delta::new(None, Some("基教科".to_owned())));
        let due = FieldChange::Due(Delta::new(Due::default(), due));
        commit("2024-03-01", vec![unit, field(lead), field(due), percent(None, 40)]);
        let lead = FieldChange::Leader(Delta::new(None, Some("王某".to_owned())));
        commit("2024-03-02", vec![field(lead)]);
        let report = Report {
            id: ReportId(7),
            node,
            day: day("2024-06-01"),
            author: "甲".to_owned(),
            percent: Percent::try_from(90).ok(),
            done: "后来才写的".to_owned(),
            problem: "后来才有的问题".to_owned(),
            next: String::new(),
            unchanged: false,
            unit: None,
        };
        commit("2024-06-01", vec![Change::ReportAdded { report }, percent(Some(40), 90)]);
        ledger
    }

    fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.folder.path().join("plan.db")).expect("opens")
    }

    /// Writes an edit as a machine does whose clock says it is noon of that day.
    fn stamped(&self, on: &str, changes: Vec<Change>) {
        let edit = Edit {
            op: OpId(fastrand::u64(..)),
            plan: Some(PlanId(1)),
            author: "乙".to_owned(),
            kind: EditKind::Do,
            changes,
        };
        self.store().commit(&edit, at(on)).expect("commits");
    }

    fn journal(&self) -> Vec<duban::plan::Entry> {
        let query = JournalQuery { plan: PlanId(1), item: None, before: None, limit: u32::MAX };
        let mut journal = self.store().journal(query).expect("reads");
        journal.reverse();
        journal
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let path = self.folder.path().join("plan.db");
        Command::new(env!("CARGO_BIN_EXE_duban"))
            .arg("--db")
            .arg(path)
            .args(arguments)
            .env_clear()
            .envs([("HOME", self.folder.path().as_os_str()), ("LANG", "zh_CN.UTF-8".as_ref()), ("USER", "甲".as_ref())])
            .output()
            .expect("runs")
    }

    /// What it prints, and what it says beside.
    fn prints(&self, arguments: &[&str]) -> (String, String) {
        let output = self.run(arguments);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        (text(output.stdout), text(output.stderr))
    }
}

#[test]
fn what_was_entered_later_is_not_shown() {
    let ledger = Ledger::new();
    let as_of = ["--as-of", "2024-04-01"];
    let json = |command: &[&str]| -> (serde_json::Value, String) {
        let (text, beside) = ledger.prints(&[command, &as_of].concat());
        (serde_json::from_str(&text).expect("JSON"), beside)
    };
    let (list, beside) = json(&["list", "--json"]);
    let item = list.as_array().and_then(|items| items.iter().find(|item| item["no"] == 14)).expect("the item");
    assert_eq!((&item["percent"], beside.as_str()), (&40.into(), ""));
    assert_eq!(json(&["show", "14", "--json"]).0["reports"].as_array().map(Vec::len), Some(0));
    let export = json(&["export"]).0;
    assert!(!export.to_string().contains("后来才写的") && export["anchor"].is_null(), "{}", export["anchor"]);
    for command in [&["list"][..], &["list", "--csv"], &["show", "14"], &["brief", "--since", "2024-02-01"]] {
        let (text, _) = ledger.prints(&[command, &as_of].concat());
        assert!(!text.contains("90%") && !text.contains("后来才"), "{command:?}: {text}");
    }
    // Since the end of February somebody was given it; by June there is a problem, too.
    let brief = |day: &str| ledger.prints(&["brief", "--since", "2024-02-01", "--as-of", day]).0;
    assert!(brief("2024-04-01").contains("新交办 1 项"), "{}", brief("2024-04-01"));
    assert!(brief("2024-06-02").contains("后来才有的问题"), "{}", brief("2024-06-02"));
}

#[test]
fn the_journal_of_a_day_ends_with_that_day() {
    let ledger = Ledger::new();
    let lines = |arguments: &[&str]| -> Vec<String> {
        let text = ledger.prints(&[&["log"], arguments].concat()).0;
        text.lines().map(|line| line.split_whitespace().next().unwrap_or("").to_owned()).collect()
    };
    assert_eq!(lines(&[]), ["4", "3", "2", "1"]);
    assert_eq!(lines(&["--as-of", "2024-03-01"]), ["2", "1"]);
    assert_eq!(lines(&["--as-of", "2024-05-31"]), ["3", "2", "1"]);
    assert_eq!(lines(&["14", "--as-of", "2024-05-31"]), ["3", "2"]);
    assert_eq!(lines(&["14", "--as-of", "2024-05-31", "--limit", "1"]), ["3"]);
    let (text, beside) = ledger.prints(&["log", "--as-of", "2023-12-01"]);
    assert!(text.is_empty() && beside.contains("2024-01-02") && !beside.contains("以下是现在"), "{text} {beside}");
}

#[test]
fn the_end_of_the_journal_vouches_for_no_other_day_than_today() {
    let ledger = Ledger::new();
    for day in ["2023-12-01", "2024-05-31"] {
        let text = ledger.prints(&["export", "--as-of", day]).0;
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert!(json["anchor"].is_null(), "{day}: {}", json["anchor"]);
    }
    let json: serde_json::Value = serde_json::from_str(&ledger.prints(&["export"]).0).expect("JSON");
    assert_eq!(json["anchor"]["seq"], 4);
}

#[test]
fn a_command_that_looks_at_no_day_does_not_pass_one_over() {
    let ledger = Ledger::new();
    for command in [&["undo"][..], &["backup"], &["doctor"], &["user", "list"], &["restore", "x.db"]] {
        let output = ledger.run(&[command, &["--as-of", "2024-04-01"]].concat());
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(command[0]) && said.contains("--as-of"), "{command:?}: {said}");
    }
    assert_eq!(ledger.journal().len(), 4, "nothing was done");
}

#[test]
fn a_day_before_the_journal_is_said_to_be_unknown() {
    let ledger = Ledger::new();
    for command in
        [&["list"][..], &["list", "--csv"], &["show", "14"], &["export"], &["brief", "--since", "2023-11-01"]]
    {
        let (text, beside) = ledger.prints(&[command, &["--as-of", "2023-12-01"]].concat());
        assert!(beside.contains("2024-01-02") && beside.contains("2023-12-01"), "{command:?}: {beside}");
        assert!(
            !text.contains("90%") && !text.contains("后来才") && !text.contains("\"percent\":90"),
            "{command:?}: {text}"
        );
    }
    let (text, _) = ledger.prints(&["show", "14", "--json", "--as-of", "2023-12-01"]);
    let item: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert!(item["percent"].is_null() && item["reports"].as_array().is_some_and(Vec::is_empty), "{item}");
}

#[test]
fn the_board_begins_in_the_past_and_can_only_be_looked_at_there() {
    let ledger = Ledger::new();
    let (journal, board) = (ledger.journal(), board_of(&ledger));
    let node = Node::item(board.item_no(14).expect("the item").id);
    let begun = |on: &str| {
        let mut app = App::new(start(board.clone()));
        app.begin_at(day(on), journal.clone());
        app
    };
    let app = begun("2024-04-01");
    assert!(app.past().is_some());
    assert_eq!(
        (app.day(), app.data.board.work(node).and_then(|work| work.percent).map(i64::from)),
        (day("2024-04-01"), Some(40))
    );
    let app = begun("2023-04-01");
    assert!(app.past().is_none() && app.day() == day("2023-04-01"));
    assert!(app.nav.notice.as_ref().is_some_and(|notice| notice.text.contains("2024-01-02")), "and it says why");
}

/// The change of an item's leader.
fn leader(node: Node, before: Option<&str>, after: &str) -> Change {
    let to = FieldChange::Leader(Delta::new(before.map(str::to_owned), Some(after.to_owned())));
    Change::Field { node, to }
}

#[test]
fn one_line_of_a_clock_that_was_ahead_freezes_no_later_day() {
    let ledger = Ledger::new();
    let board = ledger.store().load(PlanId(1)).expect("loads");
    let node = Node::item(board.item_no(14).expect("the item").id);
    ledger.stamped("2097-01-01", vec![leader(node, Some("王某"), "未来某")]);
    ledger.stamped("2024-06-05", vec![leader(node, Some("未来某"), "李某")]);
    ledger.stamped("2024-06-09", vec![leader(node, Some("李某"), "赵某")]);
    let shown = |on: &str| ledger.prints(&["show", "14", "--as-of", on]);
    for (on, name) in [("2024-06-02", "王某"), ("2024-06-06", "李某"), ("2024-06-10", "赵某")] {
        let (text, beside) = shown(on);
        assert!(text.contains(name), "{on}: {text}");
        assert!(beside.contains("时钟不对") && beside.contains("2097-01-01"), "and it says so: {beside}");
    }
    // What changed since then, too.
    let (brief, _) = ledger.prints(&["brief", "--since", "2024-06-02", "--as-of", "2024-06-10"]);
    assert!(!brief.contains("新交办"), "{brief}");
    // On the screen likewise.
    let mut app = App::new(start(board_of(&ledger)));
    app.begin_at(day("2024-06-06"), ledger.journal());
    let lead = app.data.board.work(node).and_then(|work| work.leader);
    assert_eq!(lead.as_deref(), Some("李某"));
    assert!(app.nav.notice.as_ref().is_some_and(|notice| notice.text.contains("时钟不对")));
}

fn board_of(ledger: &Ledger) -> Board {
    ledger.store().load(PlanId(1)).expect("loads")
}

fn start(board: Board) -> Start {
    Start {
        board,
        plans: Vec::new(),
        author: "甲".to_owned(),
        today: day("2024-07-01"),
        as_of: None,
        lang: Lang::Zh,
        theme: ThemeName::DARK,
        themes: ThemeName::BUILT_IN.to_vec(),
        columns: Vec::new(),
        read_only: false,
        restricted: false,
        key: None,
        ascii: false,
        seed: 1,
    }
}

#[test]
fn a_past_day_knows_when_work_had_been_handed_over_although_it_was_handed_over_anew_since() {
    let ledger = Ledger::new();
    let board = board_of(&ledger);
    let node = Node::item(board.item_no(20).expect("the item").id);
    // As programs wrote it that had no place for the day.
    let stage = |stage, assigned: Option<&str>| {
        let assigned = assigned.map(day);
        Standing { stage, assigned, ..Standing::default() }
    };
    let step = |before: Standing, after: Standing| {
        vec![Change::Field { node, to: FieldChange::Standing(Delta::new(before, after)) }]
    };
    ledger.stamped("2024-03-01", step(stage(Stage::Pending, None), stage(Stage::Active, None)));
    ledger.stamped("2024-05-01", step(stage(Stage::Active, None), stage(Stage::Stopped, None)));
    ledger.stamped("2024-06-01", step(stage(Stage::Stopped, None), stage(Stage::Active, Some("2024-06-01"))));
    let mut app = App::new(start(board_of(&ledger)));
    assert_eq!(app.data.board.work(node).and_then(|work| work.standing.assigned), Some(day("2024-06-01")));
    app.begin_at(day("2024-04-01"), ledger.journal());
    assert_eq!(app.data.board.handed_over.get(&node), Some(&day("2024-03-01")));
}
