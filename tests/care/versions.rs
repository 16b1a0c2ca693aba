//! Files of earlier versions: each opens, with every line of its journal.

use std::path::Path;

use chrono::Utc;
use duban::store::{Check, Severity, SqliteStore, Store};
use rusqlite::Connection;
use tempfile::tempdir;

use crate::case::Case;

#[test]
fn a_file_of_the_third_version_is_whole_after_it_was_brought_up_to_date() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("plan.db");
    let old = Connection::open(&path).expect("opens");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/version_3.sql"));
    old.create_scalar_function("only_duban_writes_here", 0, rusqlite::functions::FunctionFlags::SQLITE_UTF8, |_| Ok(0))
        .expect("a function");
    old.execute_batch(&text.expect("the file")).expect("the third version");
    old.execute_batch("PRAGMA application_id = 1685414497; PRAGMA user_version = 3; PRAGMA journal_mode = WAL;")
        .expect("marks");
    let lines: i64 = old.query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).expect("lines");
    drop(old);
    let mut store = SqliteStore::open(&path).expect("is brought up to date");
    let plans = store.plans().expect("plans");
    assert_eq!(plans.iter().map(|plan| plan.period.to_string()).collect::<Vec<_>>(), ["2024", "2025"]);
    let board = store.load(duban::plan::PlanId(1)).expect("loads");
    assert_eq!(board.item_no(14).and_then(|item| item.work.percent).map(i64::from), Some(40));
    assert_eq!(board.revision.0, lines, "every line of the journal is there");
    let checkup = SqliteStore::doctor(&path, Utc::now(), &[]).expect("looks");
    let bad: Vec<_> = checkup.findings.iter().filter(|it| it.severity != Severity::Fine).map(|it| it.code).collect();
    assert_eq!(bad, [duban::store::Fault::NoBackup], "what was imported is what the journal says, whoever reads it");
}

#[test]
fn a_file_of_the_first_version_is_brought_up_to_date_with_all_it_holds() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("plan.db");
    let old = Connection::open(&path).expect("opens");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/version_1.sql"));
    old.execute_batch(&text.expect("the file")).expect("the first version");
    old.execute_batch("PRAGMA application_id = 1685414497; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;")
        .expect("marks");
    drop(old);
    let mut store = SqliteStore::open(&path).expect("is brought up to date");
    let board = store.load(duban::plan::PlanId(1)).expect("loads");
    assert_eq!(board.item_no(14).and_then(|item| item.work.percent).map(i64::from), Some(40));
    assert_eq!(board.item_no(3).map(|item| item.reports.len()), Some(1));
    // When it was handed over no row tells; the journal does.
    let charged: Vec<_> =
        board.items().iter().filter(|it| it.work.standing.stage != duban::plan::Stage::Pending).collect();
    assert!(!charged.is_empty());
    for item in charged {
        let day = board.handed_over.get(&duban::plan::Node::item(item.id)).copied();
        assert!(day.is_some() && item.work.standing.assigned.is_none(), "{}", item.no);
        assert_eq!(board.light_of(item, Utc::now().date_naive()).situation.assigned, day);
    }
    let copy = folder.path().join(format!("plan-backups/plan-before-v{}.db", SqliteStore::VERSION));
    assert!(copy.exists(), "a copy was made first");
    let checkup = SqliteStore::doctor(&path, Utc::now(), &[]).expect("looks");
    let bad: Vec<_> = checkup.findings.iter().filter(|it| it.severity != Severity::Fine).map(|it| it.code).collect();
    assert_eq!(bad, [duban::store::Fault::NoDigest, duban::store::Fault::NoBackup]);
    assert_eq!(checkup.worst(), Severity::Warning);
    let checkup = SqliteStore::verify(&copy).expect("looks");
    assert!(checkup.findings.iter().any(|it| it.check == Check::Schema && it.code == duban::store::Fault::Version));
    assert_eq!(checkup.worst(), Severity::Warning, "old is not bad: {:?}", checkup.findings);
}

#[test]
fn a_database_that_cannot_be_brought_up_to_date_is_not_taken_for_damaged() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let file = case.backups().pop().expect("a backup").display().to_string();
    std::fs::remove_file(case.path()).expect("removes");
    let old = Connection::open(case.path()).expect("opens");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/version_1.sql"));
    old.execute_batch(&text.expect("the file")).expect("the first version");
    old.execute_batch("PRAGMA application_id = 1685414497; PRAGMA user_version = 1; CREATE TABLE person (x);")
        .expect("marks");
    drop(old);
    let output = case.output("wang", &["restore", &file, "--yes"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!said.contains("损坏"));
    for arguments in [&["list"][..], &["restore", &file, "--yes"]] {
        let said = String::from_utf8_lossy(&case.output("wang", arguments).stderr).into_owned();
        let (sentence, engine) = said.split_once('(').expect("the engine's words stand in brackets");
        assert!(sentence.contains("没能升级") && sentence.contains("管理员"), "{said}");
        assert!(engine.contains("person") && engine.trim_end().ends_with(")。"), "at the end: {said}");
    }
    let version: i64 =
        case.stranger().query_row("PRAGMA user_version", [], |row| row.get(0)).expect("it is still the old one");
    assert_eq!(version, 1, "nothing was replaced");
}

/// A database as an earlier version left it, with edits in it.
pub fn of_version(path: &Path, version: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect(name);
    let old = Connection::open(path).expect("opens");
    // The scripts of later versions copy the journal past its triggers, as the program does.
    old.create_scalar_function(
        "only_duban_writes_here",
        0,
        rusqlite::functions::FunctionFlags::SQLITE_INNOCUOUS,
        |_| Ok(1),
    )
    .expect("a function");
    old.execute_batch(&read("tests/fixtures/version_1.sql")).expect("the first version");
    let folder = std::fs::read_dir(root.join("src/store/sqlite")).expect("the scripts").flatten();
    let mut scripts: Vec<String> = folder.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    // The first version is the fixture: its script brings a fresh file there.
    scripts.retain(|name| name.strip_suffix(".sql").is_some_and(|stem| stem != "0001_schema"));
    scripts.sort();
    for script in &scripts[..version - 1] {
        let script = read(&format!("src/store/sqlite/{script}"));
        old.execute_batch(&format!("BEGIN; {script} COMMIT;")).expect("a later version");
    }
    old.execute_batch(&format!(
        "PRAGMA application_id = 1685414497; PRAGMA user_version = {version}; PRAGMA journal_mode = WAL;"
    ))
    .expect("marks");
}

#[test]
fn every_earlier_version_opens_with_every_line_of_its_journal() {
    for version in 1..SqliteStore::VERSION.unsigned_abs() as usize {
        let folder = tempdir().expect("a folder");
        let path = folder.path().join("plan.db");
        of_version(&path, version);
        let lines = |path: &Path| -> Vec<(i64, String, String)> {
            let stranger = Connection::open(path).expect("opens");
            let mut all = stranger.prepare("SELECT seq, changes, hash FROM journal ORDER BY seq").expect("reads");
            let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("reads");
            rows.collect::<Result<_, _>>().expect("lines")
        };
        let before = lines(&path);
        assert!(before.len() > 1);
        let mut store = SqliteStore::open(&path).expect("is brought up to date");
        let board = store.load(duban::plan::PlanId(1)).expect("loads");
        assert_eq!(board.item_no(14).and_then(|item| item.work.percent).map(i64::from), Some(40), "{version}");
        assert_eq!(store.since(duban::plan::PlanId(1), duban::plan::Revision(0)).expect("reads").len(), before.len());
        drop(store);
        assert_eq!(lines(&path), before, "version {version}: every line as it was");
        let checkup = SqliteStore::verify(&path).expect("looks");
        assert!(checkup.worst() < Severity::Error, "version {version}: {:?}", checkup.findings);
    }
}

#[test]
fn when_old_work_was_handed_over_is_read_off_the_journal_once() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("plan.db");
    of_version(&path, 1);
    let days =
        || SqliteStore::open(&path).and_then(|mut it| it.load(duban::plan::PlanId(1))).expect("loads").handed_over;
    let before = days();
    assert!(!before.is_empty());
    let keeper = Connection::open(&path).expect("opens");
    keeper
        .create_scalar_function(
            "only_duban_writes_here",
            0,
            rusqlite::functions::FunctionFlags::SQLITE_INNOCUOUS,
            |_| Ok(1),
        )
        .expect("a function");
    let kept: String = keeper
        .query_row("SELECT value FROM setting WHERE name = 'handed_over'", [], |row| row.get(0))
        .expect("is kept");
    let day = before.values().next().expect("a day").to_string();
    let put = |name: &str, value: &str| {
        keeper
            .execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", [name, value])
            .expect("a setting");
    };
    // What is kept is what counts: the journal is not gone through again.
    put("handed_over", &kept.replace(&day, "2024-05-05"));
    assert!(days().values().any(|day| day.to_string() == "2024-05-05"));
    // Where it does not fit any more, the journal is.
    put("handed_over", "nonsense");
    assert_eq!(days(), before);
    put("handed_over", &kept.replace(&day, "2024-05-05"));
    put("time_zone", "Asia/Urumqi");
    assert!(days().values().all(|day| day.to_string() != "2024-05-05"), "days of another zone are none of these");
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_left_as_it_is() {
    let case = Case::new();
    let other = case.stranger();
    other.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA user_version = 99").expect("marks");
    drop(other);
    let bytes = || std::fs::read(case.path()).expect("reads");
    let before = bytes();
    for arguments in [&["list"][..], &["set", "1", "percent=5"], &["doctor"], &["backup"], &["user", "list"]] {
        let output = case.output("wang", arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert!(!output.status.success() && said.contains("99"), "{arguments:?}: {said}");
        assert!(!said.contains("restore"), "{arguments:?}: going back is no way: {said}");
        assert!(bytes() == before, "{arguments:?} changed it");
    }
}

#[test]
fn the_day_of_handing_over_that_is_kept_is_compared_with_the_journal() {
    let case = Case::new();
    let old = case.folder.path().join("old.db");
    of_version(&old, 3);
    let path = old.display().to_string();
    let doctor = || {
        let output = case.output("wang", &["--db", &path, "doctor", "--json"]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    // Opened once it is brought up to date.
    case.run("wang", &["--db", &path, "list"]);
    assert!(!doctor().contains("handed_over"));
    let changed = Case::insider_of(&old)
        .execute("UPDATE setting SET value = replace(value, '2026', '2024') WHERE name = 'handed_over'", [])
        .expect("changes it");
    assert_eq!(changed, 1);
    assert!(doctor().contains("handed_over"), "{}", doctor());
}
