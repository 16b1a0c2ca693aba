//! The store, on real files, with second connections and strangers beside it.

use std::path::{Path, PathBuf};

use chrono::{NaiveDate, TimeZone, Utc};
use duban::plan::{
    Board, Change, Clash, Due, Edit, EditKind, FieldChange, Item, Measure, MeasureId, Node, OpId, PlanId, Report,
    ReportId, Revision, Swap, Unit, Work, steps,
};
use duban::read::{LIUAN_2024, parse_percent, parse_plan};
use duban::store::{CommitError, Import, JournalQuery, SqliteStore, Store, StoreError};
use rusqlite::Connection;

struct Case {
    _folder: tempfile::TempDir,
    path: PathBuf,
    store: SqliteStore,
    plan: PlanId,
    op: u64,
}

fn import(store: &mut SqliteStore, text: &str, op: u64) -> PlanId {
    let draft = parse_plan(text);
    let period = draft.period.unwrap_or("2024".parse().expect("a period"));
    store
        .import(&Import { draft: &draft, source: text, period, author: "甲", op: OpId(op), at: Utc::now() })
        .expect("imports")
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("data/plan.db");
        let mut store = SqliteStore::open(&path).expect("opens");
        let plan = import(&mut store, LIUAN_2024, 1);
        Self { _folder: folder, path, store, plan, op: 100 }
    }

    fn board(&mut self) -> Board {
        self.store.load(self.plan).expect("loads")
    }

    fn edit(&mut self, author: &str, kind: EditKind, changes: Vec<Change>) -> Edit {
        self.op += 1;
        Edit { op: OpId(self.op), plan: self.plan, author: author.to_owned(), kind, changes }
    }

    fn commit(&mut self, changes: Vec<Change>) -> duban::plan::Entry {
        let edit = self.edit("甲", EditKind::Do, changes);
        self.store.commit(&edit, Utc::now()).expect("commits")
    }
}

fn item(board: &Board, no: u32) -> &Item {
    board.item_no(no).expect("the item")
}

fn percent(node: Node, before: Option<i64>, after: i64) -> Change {
    let parse = |value: i64| parse_percent(&value.to_string()).expect("a percentage");
    Change::Field { node, to: FieldChange::Percent(Swap::new(before.map(parse), Some(parse(after)))) }
}

/// A change of every kind.
fn everything(board: &Board) -> Vec<Change> {
    let node = Node::item(item(board, 14).id);
    let first = item(board, 14).measures[0].clone();
    let second = item(board, 14).measures[1].clone();
    let due = NaiveDate::from_ymd_opt(2024, 6, 30);
    let report = Report {
        id: ReportId(7),
        node,
        day: due.expect("a date"),
        author: "甲".to_owned(),
        percent: None,
        done: "已完成\n两件".to_owned(),
        problem: String::new(),
        next: "继续".to_owned(),
        unchanged: false,
        unit: None,
    };
    let added = Measure { id: MeasureId(1 << 40), rank: 5, text: "新增的一条。".to_owned(), work: None };
    let mut changes =
        vec![Change::UnitAdded { unit: Unit::named("基教科") }, Change::UnitAdded { unit: Unit::named("人事科") }];
    let full = Work {
        lead: Some("基教科".to_owned()),
        support: ["人事科", "金安区"].map(str::to_owned).into(),
        leader: Some("王某".to_owned()),
        due: Due::default().moved_to(due),
        start: due,
        percent: parse_percent("40").ok(),
        target: Some(duban::plan::Target::parse("新增学位 3000 个")),
        cadence: Some(duban::plan::Cadence::Quarter),
        forecast: duban::plan::Forecast::AtRisk,
        lever: Some("试点项目".to_owned()),
        safeguard: Some("专项经费".to_owned()),
        counties: ["金寨县"].map(str::to_owned).into(),
        standing: duban::plan::Standing {
            stage: duban::plan::Stage::Active,
            note: Some("试".to_owned()),
            finished: None,
        },
    };
    changes.extend(Work::default().changes_to(&full).into_iter().map(|to| Change::Field { node, to }));
    changes.extend([
        percent(Node::measure(node.item, first.id), None, 10),
        Change::Text { node, text: Swap::new(item(board, 14).title.clone(), "新标题".to_owned()) },
        Change::MeasureAdded { item: node.item, measure: added },
        Change::MeasureMoved { node: Node::measure(node.item, second.id), rank: Swap::new(second.rank, 7) },
        Change::MeasureRemoved { item: node.item, measure: item(board, 14).measures[2].clone() },
        Change::ReportAdded { report },
    ]);
    changes
}

/// Boards say the same when all but the journal's number agrees.
fn same(mut a: Board, b: &Board) -> bool {
    a.revision = b.revision;
    a == *b
}

#[test]
fn what_is_in_memory_is_what_is_in_the_file() {
    let mut case = Case::new();
    let mut board = case.board();
    let entry = case.commit(everything(&board));
    for change in &entry.edit.changes {
        assert!(board.apply(change), "{change:?}");
    }
    let loaded = case.board();
    assert!(same(loaded.clone(), &board), "the file and the memory differ");
    let reopened = SqliteStore::open(&case.path).expect("opens again").load(case.plan).expect("loads");
    assert!(same(reopened, &board));
    assert_eq!(loaded.revision, entry.seq);
}

#[test]
fn undo_brings_everything_back_and_redo_repeats_it() {
    let mut case = Case::new();
    let before = case.board();
    let entry = case.commit(everything(&before));
    let after = case.board();
    let undo = case.edit("甲", EditKind::Undo(entry.seq), entry.edit.inverted());
    let undone = case.store.commit(&undo, Utc::now()).expect("undoes");
    let mut back = case.board();
    back.units.clone_from(&before.units);
    assert!(same(back, &before), "undo leaves a trace");
    let redo = case.edit("甲", EditKind::Redo(undone.seq), undone.edit.inverted());
    case.store.commit(&redo, Utc::now()).expect("redoes");
    assert!(same(case.board(), &after));
    let journal = case.store.since(case.plan, Revision(0)).expect("the journal");
    assert_eq!(steps(&journal, "甲").undo.len(), 1);
    assert!(steps(&journal, "乙").undo.is_empty(), "only one's own");
}

#[test]
fn the_second_of_two_is_told_what_the_first_wrote() {
    let mut case = Case::new();
    let node = Node::item(item(&case.board(), 14).id);
    let mut other = SqliteStore::open(&case.path).expect("a second copy");
    assert!(!other.changed().expect("asks"));
    case.commit(vec![percent(node, None, 70)]);
    assert!(other.changed().expect("asks"), "the other copy sees that something was written");
    assert_eq!(other.since(case.plan, Revision(1)).expect("reads").len(), 1);
    let mine = case.edit("乙", EditKind::Do, vec![percent(node, None, 80)]);
    let Err(CommitError::Conflict(conflict)) = other.commit(&mine, Utc::now()) else { panic!("no conflict") };
    assert_eq!(conflict.clash, Clash::Rebased(Box::new(percent(node, Some(70), 80))));
    assert_eq!(conflict.by.as_ref().map(|(author, _)| author.as_str()), Some("甲"));
    let again = conflict.overwriting(OpId(9_999)).expect("can be overwritten");
    other.commit(&again, Utc::now()).expect("overwrites");
    assert_eq!(case.board().item_no(14).and_then(|item| item.work.percent).map(i64::from), Some(80));
}

#[test]
fn two_people_may_edit_different_fields_of_one_item() {
    let mut case = Case::new();
    let node = Node::item(item(&case.board(), 14).id);
    let mut other = SqliteStore::open(&case.path).expect("a second copy");
    case.commit(vec![percent(node, None, 70)]);
    let due = Change::Field {
        node,
        to: FieldChange::Due(Swap::new(Due::default(), Due::default().moved_to(NaiveDate::from_ymd_opt(2024, 9, 30)))),
    };
    let edit = case.edit("乙", EditKind::Do, vec![due]);
    other.commit(&edit, Utc::now()).expect("no conflict");
}

#[test]
fn a_refused_edit_leaves_nothing_behind_and_a_repeated_one_is_done_once() {
    let mut case = Case::new();
    let node = Node::item(item(&case.board(), 14).id);
    let before = case.board();
    let bad = case.edit("甲", EditKind::Do, vec![percent(node, None, 50), percent(node, Some(99), 60)]);
    assert!(matches!(case.store.commit(&bad, Utc::now()), Err(CommitError::Conflict(_))));
    assert_eq!(case.board(), before);
    let good = case.edit("甲", EditKind::Do, vec![percent(node, None, 50)]);
    let first = case.store.commit(&good, Utc::now()).expect("commits");
    let second = case.store.commit(&good, Utc::now()).expect("is harmless");
    assert_eq!(first, second);
}

#[test]
fn the_journal_is_chained_and_cannot_be_rewritten() {
    let mut case = Case::new();
    let board = case.board();
    case.commit(vec![percent(Node::item(item(&board, 1).id), None, 5)]);
    case.commit(vec![percent(Node::item(item(&board, 2).id), None, 6)]);
    let stranger = Connection::open(&case.path).expect("sqlite3 in the hands of a colleague");
    assert!(stranger.execute("UPDATE journal SET author = '别人'", []).is_err());
    assert!(stranger.execute("DELETE FROM journal", []).is_err());
    let hashes: Vec<String> = stranger
        .prepare("SELECT hash FROM journal ORDER BY seq")
        .and_then(|mut all| all.query_map([], |row| row.get(0))?.collect())
        .expect("hashes");
    assert!(hashes.iter().all(|hash| hash.len() == 64));
    assert_eq!(hashes.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    let of_item = JournalQuery { plan: case.plan, item: Some(item(&board, 2).id), before: None, limit: 10 };
    assert_eq!(case.store.journal(of_item).expect("reads").len(), 1);
}

#[test]
fn the_tables_refuse_nonsense() {
    let case = Case::new();
    let stranger = Connection::open(&case.path).expect("opens");
    stranger
        .execute_batch("DROP TRIGGER item_update_by_duban; DROP TRIGGER measure_update_by_duban;")
        .expect("a determined stranger");
    for nonsense in [
        "UPDATE item SET percent = 140",
        "UPDATE item SET percent = 'abc'",
        "UPDATE item SET due = '2024-02-30'",
        "UPDATE item SET stage = 'done'",
        "UPDATE item SET title = '  '",
        "UPDATE measure SET support = 'not json'",
    ] {
        let refused = stranger.execute(nonsense, []).expect_err(nonsense).to_string();
        assert!(!refused.contains("only_duban_writes_here"), "{nonsense}: {refused}");
    }
}

#[test]
fn text_written_by_strangers_is_cleaned_on_the_way_in() {
    let mut case = Case::new();
    let stranger = Connection::open(&case.path).expect("opens");
    let refused = stranger.execute("UPDATE item SET percent = 99 WHERE no = 3", []).expect_err("only duban writes");
    assert!(refused.to_string().contains("only_duban_writes_here"), "{refused}");
    stranger.execute("DROP TRIGGER item_update_by_duban", []).expect("a determined stranger");
    stranger
        .execute("UPDATE item SET title = '红' || char(27) || '[31m色' || char(8238) WHERE no = 3", [])
        .expect("writes");
    assert_eq!(item(&case.board(), 3).title, "红色");
}

#[test]
fn files_that_are_not_ours_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("text.db"), "这不是数据库".repeat(200)).expect("writes");
    assert!(matches!(SqliteStore::open(&path("text.db")), Err(StoreError::NotADatabase(_))));
    Connection::open(path("other.db")).and_then(|other| other.execute_batch("CREATE TABLE tasks (x)")).expect("writes");
    assert!(matches!(SqliteStore::open(&path("other.db")), Err(StoreError::Foreign(_))));
    drop(SqliteStore::open(&path("new.db")).expect("opens"));
    Connection::open(path("new.db")).and_then(|new| new.execute_batch("PRAGMA user_version = 99")).expect("writes");
    assert!(matches!(SqliteStore::open(&path("new.db")), Err(StoreError::Newer { found: 99, .. })));
    assert!(matches!(SqliteStore::open(folder.path()), Err(StoreError::Open { .. })));
    assert!(matches!(SqliteStore::open(Path::new("/proc/nowhere/plan.db")), Err(StoreError::Open { .. })));
}

#[test]
fn a_file_that_was_deleted_or_replaced_is_not_written_to() {
    let mut case = Case::new();
    let node = Node::item(item(&case.board(), 14).id);
    std::fs::remove_file(&case.path).expect("removes");
    let edit = case.edit("甲", EditKind::Do, vec![percent(node, None, 50)]);
    assert_eq!(case.store.commit(&edit, Utc::now()), Err(CommitError::Store(StoreError::Moved)));
}

#[test]
fn two_plans_live_side_by_side() {
    let mut case = Case::new();
    let second = import(&mut case.store, "某市2025年工作要点\n一、甲\n1.子。\n做一。(责任科室:教研室)\n", 2);
    let plans = case.store.plans().expect("reads");
    assert_eq!(
        plans.iter().map(|plan| (plan.period.to_string(), plan.items)).collect::<Vec<_>>(),
        [("2024".to_owned(), 31), ("2025".to_owned(), 1)]
    );
    let board = case.store.load(second).expect("loads");
    assert_eq!(item(&board, 1).work.lead.as_deref(), Some("教研室"));
    assert_eq!(case.board().items().len(), 31);
    assert_eq!(import(&mut case.store, LIUAN_2024, 1), case.plan, "the same act is done once");
}

#[test]
fn clocks_may_jump() {
    let mut case = Case::new();
    let node = Node::item(item(&case.board(), 14).id);
    for (year, (before, after)) in [2030, 1990, 2024].into_iter().zip([(None, 1), (Some(1), 2), (Some(2), 3)]) {
        let edit = case.edit("甲", EditKind::Do, vec![percent(node, before, after)]);
        let at = Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).single().expect("a time");
        case.store.commit(&edit, at).expect("commits");
    }
    let numbers: Vec<i64> =
        case.store.since(case.plan, Revision(0)).expect("reads").iter().map(|entry| entry.seq.0).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
}
