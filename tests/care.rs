//! Care of the data: backups, restoring under open sessions, and what the doctor finds, through the real program and
//! with a stock connection in the hands of somebody curious.

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use duban::app::Msg;
use duban::plan::Zone;
use duban::store::{Check, Severity, SqliteStore, Store, backup_folder};
use duban::words::Lang;
use rusqlite::Connection;
use support::Person;
use tempfile::{TempDir, tempdir};

struct Case {
    folder: TempDir,
}

impl Case {
    fn new() -> Self {
        let case = Self { folder: tempdir().expect("a folder") };
        case.run("wang", &["set", "14", "percent=40", "due=2024-06-30", "lead=基教科", "counties=金安区"]);
        case.run("li", &["report", "3", "--done", "做了", "--progress", "20"]);
        case
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("plan.db")
    }

    fn output(&self, user: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("DUBAN_DB", self.path())
            .env("DUBAN_USER", user)
            .output()
            .expect("runs")
    }

    fn run(&self, user: &str, arguments: &[&str]) -> String {
        let output = self.output(user, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Exit code of the doctor, and the codes of what it found that is not well.
    fn doctor(&self) -> (i32, Vec<String>) {
        let output = self.output("wang", &["doctor", "--json"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let findings = json["findings"].as_array().expect("findings").iter();
        let bad = findings.filter(|finding| finding["severity"] != "fine");
        (output.status.code().expect("a code"), bad.map(|it| it["code"].as_str().unwrap_or("").to_owned()).collect())
    }

    fn backups(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(backup_folder(&self.path()))
            .into_iter()
            .flatten()
            .flatten()
            .map(|it| it.path())
            .collect();
        files.sort();
        files
    }

    fn stranger(&self) -> Connection {
        Connection::open(self.path()).expect("opens")
    }
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

#[test]
fn a_backup_is_verified_and_then_all_is_well() {
    let case = Case::new();
    assert_eq!(case.doctor(), (1, vec!["no_backup".to_owned()]));
    let said = case.run("wang", &["backup"]);
    assert!(said.contains("锚点 3:"), "{said}");
    assert_eq!(case.doctor(), (0, vec![]));
    let file = case.backups().pop().expect("a backup");
    let output = case.output("wang", &["verify", &file.display().to_string()]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn backups_thin_out_with_age_and_the_newest_stay() {
    let case = Case::new();
    let mut store = SqliteStore::open(&case.path()).expect("opens");
    let start = moment("2024-01-01T08:00:00Z");
    for day in 0..120 {
        let now = start + Duration::days(day);
        assert!(SqliteStore::backup_is_due(&case.path(), Zone::default(), now));
        store.backup(now).expect("a backup");
        assert!(!SqliteStore::backup_is_due(&case.path(), Zone::default(), now + Duration::hours(3)));
    }
    let count = case.backups().len();
    assert!((15..=40).contains(&count), "{count} backups after 120 days");
    assert!(case.backups().last().expect("one").display().to_string().contains("20240429"));
}

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
fn a_curious_colleague_with_stock_sqlite_is_refused_or_found() {
    type Deed = (&'static str, &'static str, &'static str);
    const DEEDS: [Deed; 9] = [
        ("item_update_by_duban", "UPDATE item SET percent = 90 WHERE no = 14", "fold"),
        ("item_update_by_duban", "UPDATE item SET percent = 90 WHERE no = 20", "fold_text"),
        ("item_update_by_duban", "UPDATE item SET title = '别的' WHERE no = 20", "fold_text"),
        ("report_update_by_duban", "UPDATE report SET done = '没做'", "fold"),
        ("report_delete_by_duban", "DELETE FROM report", "fold"),
        ("measure_update_by_duban", "UPDATE measure SET removed = 1 WHERE item_id = 20", "fold_row"),
        ("journal_is_not_rewritten", "UPDATE journal SET author = 'li' WHERE seq = 2", "chain"),
        ("journal_is_not_cut", "DELETE FROM journal_item WHERE seq = 2; DELETE FROM journal WHERE seq = 2", "chain"),
        ("unit_update_by_duban", "UPDATE unit SET kind = 'affiliated' WHERE name = '金安区'", "unit"),
    ];
    for (trigger, deed, finding) in DEEDS {
        let case = Case::new();
        case.run("wang", &["backup"]);
        let stranger = case.stranger();
        assert!(stranger.execute_batch(deed).is_err(), "{deed} goes through by accident");
        let sql: String = stranger
            .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [trigger], |row| row.get(0))
            .expect("the trigger");
        let all = ["journal_item_delete_by_duban"];
        stranger.execute_batch(&format!("DROP TRIGGER {trigger}; DROP TRIGGER {}", all[0])).expect("drops");
        stranger.execute_batch(deed).expect(deed);
        let (code, found) = case.doctor();
        assert!(code == 2 && found.contains(&"schema".to_owned()), "{deed}: {found:?}");
        // Even when he puts back what he took away.
        stranger.execute_batch(&sql).expect("puts it back");
        let (code, found) = case.doctor();
        assert!(code == 2 && found.iter().any(|it| it.starts_with(finding)), "{deed}: {found:?}");
    }
}

#[test]
fn a_tail_that_was_cut_off_is_noticed_by_what_the_backup_knows() {
    let case = Case::new();
    case.run("wang", &["set", "1", "percent=5"]);
    case.run("wang", &["backup"]);
    let anchor = SqliteStore::open(&case.path()).expect("opens").anchor().expect("reads").expect("an anchor");
    case.run("wang", &["undo"]);
    let stranger = case.stranger();
    let triggers: Vec<(String, String)> = stranger
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .and_then(|mut it| it.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .expect("triggers");
    for (name, _) in &triggers {
        stranger.execute_batch(&format!("DROP TRIGGER {name}")).expect("drops");
    }
    // The last two lines go, and the tables are made to fit: the chain alone cannot tell.
    stranger
        .execute_batch(
            "DELETE FROM journal_item WHERE seq > 3; DELETE FROM journal WHERE seq > 3;
             UPDATE item SET revision = 0, stage = 'pending', percent = NULL WHERE no = 1; DELETE FROM report WHERE item_id = 1;",
        )
        .expect("cuts");
    for (_, sql) in &triggers {
        stranger.execute_batch(sql).expect("puts back");
    }
    let (code, found) = case.doctor();
    assert_eq!((code, found), (2, vec!["anchor".to_owned()]));
    let output = case.output("wang", &["doctor", "--anchor", &anchor.to_string()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(case.output("wang", &["doctor", "--anchor", "nonsense"]).status.code(), Some(2));
}

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
    let checkup = SqliteStore::doctor(&path, Utc::now(), None).expect("looks");
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
    let copy = folder.path().join("plan-backups/plan-before-v5.db");
    assert!(copy.exists(), "a copy was made first");
    let checkup = SqliteStore::doctor(&path, Utc::now(), None).expect("looks");
    let bad: Vec<_> = checkup.findings.iter().filter(|it| it.severity != Severity::Fine).map(|it| it.code).collect();
    assert_eq!(bad, [duban::store::Fault::NoDigest, duban::store::Fault::NoBackup]);
    assert_eq!(checkup.worst(), Severity::Warning);
    let checkup = SqliteStore::verify(&copy).expect("looks");
    assert!(checkup.findings.iter().any(|it| it.check == Check::Schema && it.code == duban::store::Fault::Version));
    assert_eq!(checkup.worst(), Severity::Warning, "old is not bad: {:?}", checkup.findings);
}

#[test]
fn a_backup_from_a_clock_in_2030_stops_neither_the_daily_backup_nor_thinning() {
    let case = Case::new();
    let mut store = SqliteStore::open(&case.path()).expect("opens");
    store.backup(moment("2030-01-01T08:00:00Z")).expect("a backup");
    let start = moment("2024-01-01T08:00:00Z");
    for day in 0..120 {
        let now = start + Duration::days(day);
        assert!(SqliteStore::backup_is_due(&case.path(), Zone::default(), now), "day {day}");
        store.backup(now).expect("a backup");
        assert!(!SqliteStore::backup_is_due(&case.path(), Zone::default(), now + Duration::hours(3)));
    }
    let count = case.backups().len();
    assert!((15..=41).contains(&count), "{count} backups after 120 days");
    let checkup = SqliteStore::doctor(&case.path(), start + Duration::days(119), None).expect("looks");
    let told: Vec<_> = checkup.findings.iter().filter(|it| it.check == Check::Backups).collect();
    assert_eq!(told.iter().map(|it| it.code).collect::<Vec<_>>(), [duban::store::Fault::BackupFuture]);
    assert!(told[0].values["file"].contains("20300101"), "{told:?}");
    // Its own day comes, and it is no backup of that day's state either: it was made years before.
    let later = SqliteStore::doctor(&case.path(), start + Duration::days(130), None).expect("looks");
    assert!(
        later.findings.iter().any(|it| it.code == duban::store::Fault::BackupOld),
        "an old backup is told beside it"
    );
}

#[test]
fn a_clock_that_jumps_ahead_makes_no_backup_old() {
    let case = Case::new();
    let mut store = SqliteStore::open(&case.path()).expect("opens");
    for day in 0..60 {
        store.backup(moment("2024-01-01T08:00:00Z") + Duration::days(day)).expect("a backup");
    }
    let before = case.backups().len();
    store.backup(moment("2034-06-01T08:00:00Z")).expect("a backup by a wrong clock");
    // It takes one place, and no more.
    assert!(case.backups().len() >= before - 1, "{} of {before} are left", case.backups().len());
}

#[test]
fn a_day_of_backups_is_the_bureaus_day() {
    let case = Case::new();
    let mut store = SqliteStore::open(&case.path()).expect("opens");
    // 23:00 on the 19th in Beijing.
    store.backup(moment("2024-06-19T15:00:00Z")).expect("a backup");
    assert!(
        SqliteStore::backup_is_due(&case.path(), Zone::default(), moment("2024-06-19T23:30:00Z")),
        "07:30 of the next morning"
    );
    store.backup(moment("2024-06-19T23:30:00Z")).expect("a backup");
    assert!(
        !SqliteStore::backup_is_due(&case.path(), Zone::default(), moment("2024-06-20T15:30:00Z")),
        "still the same day"
    );
    assert!(
        SqliteStore::backup_is_due(&case.path(), Zone::default(), moment("2024-06-20T16:01:00Z")),
        "midnight has passed"
    );
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
    assert!(!String::from_utf8_lossy(&output.stderr).contains("损坏"));
    let version: i64 =
        case.stranger().query_row("PRAGMA user_version", [], |row| row.get(0)).expect("it is still the old one");
    assert_eq!(version, 1, "nothing was replaced");
}

/// Overwrites the first pages of two tables; the file still opens.
fn spoil(path: &Path) {
    let stranger = Connection::open(path).expect("opens");
    // What is in the log goes into the file first.
    stranger.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("the log is emptied");
    let size: u32 = stranger.query_row("PRAGMA page_size", [], |row| row.get(0)).expect("a size");
    let roots: Vec<u32> = stranger
        .prepare("SELECT rootpage FROM sqlite_schema WHERE name IN ('report', 'measure')")
        .and_then(|mut it| it.query_map([], |row| row.get(0))?.collect())
        .expect("pages");
    drop(stranger);
    let mut bytes = std::fs::read(path).expect("reads");
    for root in roots {
        bytes[((root - 1) * size) as usize..(root * size) as usize].fill(0x5a);
    }
    std::fs::write(path, bytes).expect("spoils it");
}

#[test]
fn damage_is_told_with_what_is_left_and_one_command_that_mends_it() {
    for ruined in [false, true] {
        let case = Case::new();
        case.run("wang", &["backup"]);
        let late = case.run("li", &["report", "5", "--done", "晚了一步"]);
        assert!(!late.is_empty());
        if ruined {
            std::fs::write(case.path(), "机房进水了".repeat(3_000)).expect("ruins it");
        } else {
            spoil(&case.path());
        }
        for (arguments, code) in [(&["list"][..], 1), (&["doctor"], 2)] {
            let output = case.output("wang", arguments);
            assert_eq!(output.status.code(), Some(code), "{arguments:?}");
            let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            assert!(said.contains("数据库损坏"), "{said}");
            assert!(said.contains(if ruined { "什么也读不出来" } else { "读不全的" }), "{said}");
            assert!(said.contains("最近一份完好的备份") && said.contains("到第 3 条"), "{said}");
            let command = said.lines().find_map(|line| line.trim().strip_prefix("duban ")).expect("a command");
            assert!(command.contains(" restore "), "{command}");
            assert!(!said.contains("damaged:"), "no words of the engine's before its sentence: {said}");
        }
        if !ruined {
            // A copy of what cannot be copied in order is at least a copy of its bytes.
            let output = case.output("wang", &["backup"]);
            assert_eq!(output.status.code(), Some(1), "and is told as such");
            assert!(case.backups().iter().any(|it| it.display().to_string().contains("damaged")));
        }
        let said = String::from_utf8_lossy(&case.output("wang", &["list"]).stderr).into_owned();
        let command = said.lines().find_map(|line| line.trim().strip_prefix("duban ")).expect("a command").to_owned();
        let words: Vec<&str> = command.split_whitespace().chain(["--yes"]).collect();
        case.run("wang", &words);
        assert_eq!(case.doctor(), (0, vec![]), "ruined: {ruined}");
        assert!(case.run("wang", &["show", "14", "--json"]).contains("\"percent\": 40"));
        assert!(case.run("wang", &["log"]).contains("恢复备份"), "the journal tells of it");
    }
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

#[test]
fn restoring_an_old_backup_leaves_nothing_lying_about() {
    let case = Case::new();
    let file = case.folder.path().join("old.db");
    let old = Connection::open(&file).expect("opens");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/version_1.sql"));
    old.execute_batch(&text.expect("the file")).expect("the first version");
    old.execute_batch("PRAGMA application_id = 1685414497; PRAGMA user_version = 1;").expect("marks");
    drop(old);
    case.run("wang", &["restore", &file.display().to_string(), "--yes"]);
    let left: Vec<String> = [case.folder.path().to_owned(), backup_folder(&case.path())]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("a folder").flatten())
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("restoring") || name.contains("unfinished"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(case.run("wang", &["show", "14", "--json"]).contains("\"percent\": 40"));
}

#[test]
fn the_doctors_last_line_stands_apart_and_names_what_to_look_after() {
    let case = Case::new();
    let output = case.output("wang", &["doctor"]);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(out.ends_with("\n\n"), "an empty line before the last: {out:?}");
    assert!(err.contains("备份") && err.contains('1') && err.ends_with("。\n"), "{err}");
}

/// A database as an earlier version left it, with edits in it.
fn of_version(path: &Path, version: usize) {
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
    let scripts = ["0002_people.sql", "0003_meetings.sql", "0004_periods.sql"];
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
    for version in 1..=4 {
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
fn an_empty_file_or_rubbish_is_no_backup_of_the_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.db");
    drop(SqliteStore::open(&path).expect("opens"));
    let now = Utc::now();
    let name = |seq: u32| format!("plan-{}-seq{seq}.db", now.format("%Y%m%d-%H%M%S"));
    let backups = folder.path().join("plan-backups");
    std::fs::create_dir_all(&backups).expect("a folder");
    std::fs::write(backups.join(name(1)), b"").expect("writes");
    std::fs::write(backups.join(name(2)), [7; 5000]).expect("writes");
    assert!(SqliteStore::backup_is_due(&path, duban::plan::Zone::default(), now));
}

#[test]
fn a_database_that_was_lost_does_not_begin_anew_without_a_word() {
    for emptied in [false, true] {
        let case = Case::new();
        case.run("wang", &["backup"]);
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", case.path().display()));
        }
        if emptied {
            std::fs::write(case.path(), "").expect("an empty file");
        }
        for (arguments, code) in
            [(&["list"][..], 1), (&["set", "1", "percent=5"], 1), (&["show", "1"], 1), (&["doctor"], 2)]
        {
            let output = case.output("wang", arguments);
            let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
            assert!(said.contains("不见了或被清空") && said.contains("最近一份完好的备份"), "{said}");
            assert!(!said.contains("is gone"), "no words of the engine's: {said}");
        }
        assert_eq!(case.path().exists(), emptied, "nothing was made");
        // What was not in the file yet is all that is left of the last edits.
        std::fs::write(format!("{}-wal", case.path().display()), "the last edits").expect("a log");
        let said = String::from_utf8_lossy(&case.output("wang", &["list"]).stderr).into_owned();
        let command = said.lines().find_map(|line| line.trim().strip_prefix("duban ")).expect("a command").to_owned();
        let words: Vec<&str> = command.split_whitespace().chain(["--yes"]).collect();
        assert!(!case.run("wang", &words).contains(" 0 条"), "nobody knows what is given up");
        let log =
            case.backups().into_iter().find(|it| it.display().to_string().ends_with("-wal")).expect("a log is kept");
        assert_eq!(std::fs::read_to_string(log).expect("reads"), "the last edits");
        assert_eq!(case.doctor(), (0, vec![]), "emptied: {emptied}");
        assert!(case.run("wang", &["show", "14", "--json"]).contains("\"percent\": 40"));
    }
}

#[test]
fn a_mistyped_place_is_told_and_nothing_is_made_there() {
    let case = Case::new();
    let wrong = case.folder.path().join("plam/plan.db").display().to_string();
    let output = case.output("wang", &["--db", &wrong, "list"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("没有文件夹"), "{output:?}");
    assert!(!case.folder.path().join("plam").exists());
}
