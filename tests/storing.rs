//! What is special about the `SQLite` engine: real files, strangers with stock connections, files that are not ours. What
//! every engine must do is in `conformance`.

use std::path::{Path, PathBuf};

use chrono::Utc;
use duban::plan::{Board, Change, Delta, Edit, EditKind, FieldChange, Item, Node, OpId, PlanId};
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
        let path = folder.path().join("plan.db");
        let mut store = SqliteStore::open(&path).expect("opens");
        let plan = import(&mut store, LIUAN_2024, 1);
        Self { _folder: folder, path, store, plan, op: 100 }
    }

    fn board(&mut self) -> Board {
        self.store.load(self.plan).expect("loads")
    }

    fn edit(&mut self, author: &str, kind: EditKind, changes: Vec<Change>) -> Edit {
        self.op += 1;
        Edit { op: OpId(self.op), plan: Some(self.plan), author: author.to_owned(), kind, changes }
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
    Change::Field { node, to: FieldChange::Percent(Delta::new(before.map(parse), Some(parse(after)))) }
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
    assert!(matches!(SqliteStore::open(Path::new("/proc/nowhere/plan.db")), Err(StoreError::NoFolder(_))));
}

#[test]
fn a_file_that_was_deleted_or_replaced_is_not_written_to() {
    let mut case = Case::new();
    let node = Node::item(item(&case.board(), 14).id);
    std::fs::remove_file(&case.path).expect("removes");
    let edit = case.edit("甲", EditKind::Do, vec![percent(node, None, 50)]);
    assert_eq!(case.store.commit(&edit, Utc::now()), Err(CommitError::Store(StoreError::Moved)));
}
