//! Restoring: under open sessions, over a ruin, from an earlier version; who may, and what is told before.

use chrono::NaiveDate;
use duban::app::Msg;
use duban::store::{SqliteStore, backup_folder};
use duban::words::Lang;
use rusqlite::Connection;

use crate::case::Case;
use crate::support::Person;
use crate::versions::of_version;

#[test]
fn restoring_tells_what_is_given_up_and_open_sessions_follow() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let file = case.backups().pop().expect("a backup").display().to_string();
    case.run("wang", &["set", "1", "percent=77"]);
    case.run("li", &["report", "2", "--done", "之后"]);
    let day = NaiveDate::from_ymd_opt(2024, 6, 20).expect("a date");
    let mut sitting = Person::at(SqliteStore::open(&case.path()).expect("opens"), Lang::Zh, day, "zhao");
    assert_eq!(sitting.app.data.board.item_no(1).and_then(|item| item.work.percent).map(i64::from), Some(77));
    // Without a terminal and without --yes nothing happens.
    let output = case.output("wang", &["restore", &file]);
    assert_eq!(output.status.code(), Some(2));
    let said = case.run("wang", &["restore", &file, "--yes"]);
    assert!(said.contains("放弃其后 2 条") && said.contains("li 1") && said.contains("wang 1"), "{said}");
    let (code, found) = case.doctor();
    assert_eq!((code, found), (0, vec![]), "the restored database is whole");
    // Whoever has it open reads the line that says so, and everything anew.
    let told = sitting.since();
    assert!(told.iter().flat_map(|it| &it.edit.changes).any(|it| matches!(it, duban::plan::Change::Restored { .. })));
    let board = sitting.store.load(duban::plan::PlanId(1)).expect("loads");
    sitting.send(Msg::Restored(Box::new(board), Vec::new()));
    assert_eq!(sitting.app.data.board.item_no(1).and_then(|item| item.work.percent), None);
    assert!(sitting.notice().contains("恢复了"));
    sitting.press("p 3 3 enter");
    // This session's clock is years behind: the doctor mentions it, and nothing else.
    assert_eq!(case.doctor(), (1, vec!["clock".to_owned()]));
    // What was there before can be had back.
    let before = case.backups().into_iter().find(|it| it.display().to_string().contains("seq5")).expect("kept");
    case.run("wang", &["restore", &before.display().to_string(), "--yes"]);
    assert!(case.run("wang", &["show", "1", "--json"]).contains("\"percent\": 77"));
    assert!(case.doctor().0 < 2);
}

#[test]
fn restoring_brings_nobody_back_who_was_let_go() {
    let case = Case::new();
    case.run("sun", &["user", "add", "qian", "钱局", "--unit", "监察室", "--role", "supervisor"]);
    case.run("sun", &["backup"]);
    let file = case.backups().pop().expect("a backup").display().to_string();
    case.run("sun", &["user", "deactivate", "qian"]);
    case.run("sun", &["user", "add", "zhou", "周七", "--unit", "新科室"]);
    case.run("sun", &["set", "1", "percent=77"]);
    let said = case.run("sun", &["restore", &file, "--yes"]);
    assert!(said.contains("放弃其后"), "{said}");
    let people = case.run("sun", &["user", "list"]);
    assert!(people.contains("钱局(qian) 监察室 督办 已停用") && people.contains("周七"), "{people}");
    assert_eq!(case.output("qian", &["set", "1", "percent=5"]).status.code(), Some(3));
    assert_eq!(case.doctor(), (0, vec![]));
}

#[test]
fn a_file_that_is_no_database_any_more_is_replaced_and_its_bytes_are_kept() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let file = case.backups().pop().expect("a backup").display().to_string();
    std::fs::write(case.path(), "机房进水了".repeat(3_000)).expect("ruins it");
    assert_eq!(case.output("wang", &["doctor"]).status.code(), Some(2));
    case.run("wang", &["restore", &file, "--yes"]);
    assert_eq!(case.doctor().0, 0);
    assert!(case.run("wang", &["show", "14", "--json"]).contains("\"percent\": 40"));
    let ruin = case.backups().into_iter().find(|it| it.display().to_string().contains("damaged")).expect("kept");
    assert!(std::fs::read_to_string(ruin).expect("reads").starts_with("机房进水了"));
}

#[test]
fn what_is_no_whole_backup_is_not_restored() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let file = case.backups().pop().expect("a backup");
    let bytes = std::fs::read(&file).expect("reads");
    let half = case.folder.path().join("half.db");
    std::fs::write(&half, &bytes[..bytes.len() / 2]).expect("writes");
    let text = case.folder.path().join("text.db");
    std::fs::write(&text, "不是数据库").expect("writes");
    for bad in [&half, &text, &case.folder.path().join("nowhere.db")] {
        let output = case.output("wang", &["restore", &bad.display().to_string(), "--yes"]);
        assert!(!output.status.success(), "{}", bad.display());
        assert!(!output.stderr.is_empty());
    }
    assert_eq!(case.doctor().0, 0);
    case.run("wang", &["set", "1", "percent=5"]);
}

#[test]
fn restoring_over_a_ruin_asks_who_it_is_and_looks_into_the_copy() {
    let case = Case::new();
    case.run("sun", &["user", "add", "qian", "钱局", "--role", "viewer"]);
    case.run("sun", &["backup"]);
    let good = case.backups().pop().expect("a backup");
    let forged = case.folder.path().join("forged.db");
    std::fs::copy(&good, &forged).expect("copies");
    let stranger = Connection::open(&forged).expect("opens");
    let sql: String = stranger
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'item_update_by_duban'", [], |row| row.get(0))
        .expect("the trigger");
    stranger
        .execute_batch("DROP TRIGGER item_update_by_duban; UPDATE item SET percent = 99 WHERE no = 14;")
        .and_then(|()| stranger.execute_batch(&sql))
        .expect("forges it");
    drop(stranger);
    std::fs::write(case.path(), "机房进水了".repeat(3_000)).expect("ruins it");
    let good = good.display().to_string();
    for nobody in ["qian", "hacker"] {
        assert_eq!(case.output(nobody, &["restore", &good, "--yes"]).status.code(), Some(3), "{nobody}");
    }
    let output = case.output("sun", &["restore", &forged.display().to_string(), "--yes"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(std::fs::read_to_string(case.path()).expect("reads").starts_with("机房进水了"), "nothing was replaced");
    case.run("sun", &["restore", &good, "--yes"]);
    assert_eq!(case.doctor(), (0, vec![]));
    assert!(case.run("sun", &["user", "list"]).contains("钱局"));
    assert!(case.run("sun", &["log"]).contains("恢复备份"));
}

/// Names of everything in a case's folder and among its backups.
fn lying_about(case: &Case) -> Vec<String> {
    let names = |folder: &std::path::Path| -> Vec<String> {
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        files.map(|it| it.file_name().to_string_lossy().into_owned()).collect()
    };
    let mut all = names(case.folder.path());
    all.extend(names(&backup_folder(&case.path())));
    all.sort();
    all
}

#[test]
fn restoring_a_backup_of_any_earlier_version_is_journaled_and_leaves_nothing_lying_about() {
    for version in 1..SqliteStore::VERSION.unsigned_abs() as usize {
        let case = Case::new();
        let file = case.folder.path().join("old.db");
        of_version(&file, version);
        let before = lying_about(&case);
        let said = case.run("wang", &["restore", &file.display().to_string(), "--yes"]);
        assert!(said.contains("已恢复"), "{said}");
        let new: Vec<String> = lying_about(&case).into_iter().filter(|name| !before.contains(name)).collect();
        let odd: Vec<&String> = new
            .iter()
            .filter(|name| !(name.starts_with("plan-20") || matches!(name.as_str(), "plan-backups")))
            .collect();
        assert!(odd.is_empty(), "version {version}: {odd:?}");
        assert!(case.run("wang", &["show", "14", "--json"]).contains("\"percent\": 40"), "version {version}");
        assert!(case.run("wang", &["log"]).contains("恢复备份"), "version {version}: the journal tells of it");
        let (code, found) = case.doctor();
        assert!(code < 2, "version {version}: {found:?}");
        // The backup itself is as it was.
        let old = Connection::open(&file).expect("opens");
        let still: i32 = old.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a version");
        assert_eq!(still.unsigned_abs() as usize, version);
    }
}

#[test]
fn over_what_cannot_be_read_nobody_claims_to_know_what_was_given_up() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let file = case.backups().pop().expect("a backup").display().to_string();
    case.run("wang", &["set", "1", "percent=77"]);
    std::fs::write(case.path(), "机房进水了".repeat(3_000)).expect("ruins it");
    let said = case.run("wang", &["restore", &file, "--yes"]);
    assert!(said.contains("到第 3 条") && said.contains("无法知道"), "{said}");
    let log = case.run("wang", &["log"]);
    assert!(log.contains("恢复备份") && log.contains("无法知道") && !log.contains("放弃其后 0 条"), "{log}");
}

#[test]
fn who_may_not_restore_is_told_so_and_nothing_else() {
    let case = Case::new();
    case.run("sun", &["user", "add", "qian", "钱局", "--role", "viewer"]);
    case.run("sun", &["backup"]);
    let file = case.backups().pop().expect("a backup").display().to_string();
    case.run("sun", &["set", "1", "percent=77"]);
    // Without --yes too: nobody is asked about something that cannot be.
    for arguments in [&["restore", &file][..], &["restore", &file, "--yes"]] {
        let output = case.output("qian", arguments);
        assert_eq!(output.status.code(), Some(3), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn half_a_backup_is_told_with_what_can_be_read_of_it_and_another_to_take() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let good = case.backups().pop().expect("a backup");
    let bytes = std::fs::read(&good).expect("reads");
    let half = case.folder.path().join("half.db");
    std::fs::write(&half, &bytes[..bytes.len() / 2]).expect("writes");
    let before = lying_about(&case);
    let half = half.display().to_string();
    for (arguments, code) in [(&["restore", &half, "--yes"][..], 1), (&["verify", &half], 2)] {
        let output = case.output("wang", arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("不完好") && said.contains("读不全的"), "{arguments:?}: {said}");
        assert!(said.contains("还能读出") || said.contains("读出"), "{said}");
        assert!(said.contains(&good.display().to_string()), "the good one is named: {said}");
        assert!(!said.contains("malformed"), "{said}");
    }
    assert_eq!(lying_about(&case), before);
    assert_eq!(case.doctor().0, 0);
}

#[test]
fn a_backup_of_another_database_is_told_as_one_and_keeps_who_may_do_what() {
    let (case, other) = (Case::new(), Case::new());
    other.run("sun", &["user", "add", "sun", "孙主任", "--role", "admin"]);
    other.run("sun", &["user", "add", "qian", "钱局", "--role", "viewer"]);
    other.run("sun", &["backup"]);
    let file = other.backups().pop().expect("a backup").display().to_string();
    let said = case.run("wang", &["restore", &file, "--yes"]);
    assert!(said.contains("没有一条共同的修改记录") && !said.contains("回到第"), "{said}");
    assert!(case.run("sun", &["user", "list"]).contains("钱局"), "it is not open to all");
    assert_eq!(case.output("qian", &["set", "1", "percent=5"]).status.code(), Some(3));
    assert_eq!(case.doctor().0, 0, "and it is whole");
}

#[test]
fn a_restore_that_was_cut_off_holds_nobody_off() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let held = case.folder.path().join("plan.db-restoring");
    let file = std::fs::File::create(&held).expect("a lock");
    file.lock().expect("is held");
    let output = case.output("wang", &["set", "1", "percent=5"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("正在恢复"), "{said}");
    assert!(case.run("wang", &["doctor"]).contains("正在恢复"));
    // Its process is gone.
    drop(file);
    case.run("wang", &["set", "1", "percent=5"]);
    assert_eq!(case.doctor(), (1, vec!["restore_left".to_owned()]));
    let copy = case.backups().pop().expect("a backup").display().to_string();
    case.run("wang", &["restore", &copy, "--yes"]);
    assert!(!held.exists());
    assert_eq!(case.doctor(), (0, vec![]));
}
