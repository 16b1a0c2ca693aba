//! What somebody does past the program, with a stock connection, and how it is found.

use duban::store::{SqliteStore, Store};

use crate::case::Case;
use crate::versions::of_version;

/// A line that somebody writes who knows how lines are hashed.
fn append_forged(case: &Case, changes: &str) {
    use sha2::{Digest, Sha256};
    let stranger = case.insider();
    let (seq, before): (i64, String) = stranger
        .query_row("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("the end");
    let (seq, at, author) = (seq + 1, chrono::Utc::now().to_rfc3339(), "hacker");
    let kind: String = stranger.query_row("SELECT kind FROM journal LIMIT 1", [], |row| row.get(0)).expect("a kind");
    let mut hasher = Sha256::new();
    hasher.update(before.as_bytes());
    for part in [&seq.to_string(), &at, "7", "0", author, &kind, changes] {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hash = hasher.finalize().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    stranger
        .execute(
            "INSERT INTO journal (seq, at, op, plan_id, author, kind, changes, hash) VALUES (?1, ?2, 7, NULL, ?3, ?4, ?5, ?6)",
            rusqlite::params![seq, at, author, kind, changes, hash],
        )
        .expect("appends");
}

#[test]
fn a_curious_colleague_with_stock_sqlite_is_refused_or_found() {
    type Deed = (&'static str, &'static str, &'static str);
    const DEEDS: [Deed; 15] = [
        ("item_update_by_duban", "UPDATE item SET percent = 90 WHERE no = 14", "fold"),
        ("item_update_by_duban", "UPDATE item SET percent = 90 WHERE no = 20", "fold_text"),
        ("item_update_by_duban", "UPDATE item SET title = '别的' WHERE no = 20", "fold_text"),
        ("report_update_by_duban", "UPDATE report SET done = '没做'", "fold"),
        ("report_delete_by_duban", "DELETE FROM report", "fold"),
        ("measure_update_by_duban", "UPDATE measure SET removed = 1 WHERE item_id = 20", "fold_row"),
        ("journal_is_not_rewritten", "UPDATE journal SET author = 'li' WHERE seq = 2", "chain"),
        ("journal_is_not_cut", "DELETE FROM journal_item WHERE seq = 2; DELETE FROM journal WHERE seq = 2", "chain"),
        ("unit_insert_by_duban", "INSERT INTO unit VALUES ('假科室', 'department', 0)", "unit_stray"),
        ("unit_delete_by_duban", "DELETE FROM unit WHERE name = '舒城县'", "unit_stray"),
        ("item_update_by_duban", "UPDATE item SET lever = coalesce(lever, '') || ' ' WHERE no = 14", "fold_row"),
        ("item_update_by_duban", "UPDATE item SET counties = '[\"金安区 \"]' WHERE no = 14", "fold_row"),
        ("item_update_by_duban", "UPDATE item SET counties = '[ \"金安区\" ]' WHERE no = 14", "fold_row"),
        ("report_update_by_duban", "UPDATE report SET author = author || char(9)", "fold_row"),
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
fn no_name_hides_a_trigger() {
    let deed = "AFTER UPDATE ON item BEGIN UPDATE person SET role = 'admin' WHERE login = 'li'; END";
    for name in ["sqlite1stat_x", "sqliteXstat1", "SQLITE-stat4", "item_update_by_duban2", "统计"] {
        let case = Case::new();
        case.run("wang", &["backup"]);
        let good = case.backups().pop().expect("a backup").display().to_string();
        let forged = case.folder.path().join("forged.db");
        std::fs::copy(&good, &forged).expect("copies");
        for path in [case.path(), forged.clone()] {
            let stranger = rusqlite::Connection::open(path).expect("opens");
            stranger.execute_batch(&format!("CREATE TRIGGER \"{name}\" {deed}")).expect("goes through");
        }
        let (code, found) = case.doctor();
        assert!(code == 2 && found.contains(&"schema".to_owned()), "{name}: {found:?}");
        let forged = forged.display().to_string();
        for command in [&["verify", &forged][..], &["restore", &forged, "--yes"]] {
            assert!(!case.output("wang", command).status.success(), "{name}: {command:?}");
        }
    }
    // A file of an earlier version is compared with one of that version.
    for version in 1..SqliteStore::VERSION.unsigned_abs() as usize {
        let case = Case::new();
        let old = case.folder.path().join("old.db");
        of_version(&old, version);
        let path = old.display().to_string();
        assert_ne!(case.output("wang", &["verify", &path]).status.code(), Some(2), "as it was made: {version}");
        let stranger = rusqlite::Connection::open(&old).expect("opens");
        stranger.execute_batch(&format!("CREATE TRIGGER sqlite1stat_x {deed}")).expect("goes through");
        assert_eq!(case.output("wang", &["verify", &path]).status.code(), Some(2), "{version}");
    }
}

#[test]
fn statistics_and_settings_are_looked_at_too() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let stranger = case.insider();
    stranger.execute_batch("ANALYZE").expect("goes through");
    assert_eq!(case.doctor(), (0, vec![]), "whoever analyses a file does no harm");
    let of = |sql: &str| {
        stranger.execute_batch(&format!("DELETE FROM setting; {sql}")).expect("goes through");
        case.doctor().1
    };
    assert!(of("INSERT INTO setting VALUES ('light_rules', '')").contains(&"setting".to_owned()));
    assert!(of("INSERT INTO setting VALUES ('light_rules', '[]')").contains(&"setting".to_owned()));
    assert!(of("INSERT INTO setting VALUES ('restoring', '99999999999')").contains(&"setting_unknown".to_owned()));
    case.run("wang", &["set", "1", "percent=5"]);
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
    // Nor does a line help that says that a backup was restored: the program itself is made to write it.
    let backups = case.backups();
    for backup in &backups {
        std::fs::remove_file(backup).expect("goes");
    }
    case.run("wang", &["backup"]);
    let tail = case.backups().pop().expect("a backup of what was cut off");
    case.run("wang", &["restore", &tail.display().to_string(), "--yes"]);
    assert_eq!(case.output("wang", &["doctor", "--anchor", &anchor.to_string()]).status.code(), Some(2));
    let forged = r#"[{"change":"restored","to":3,"lost":1,"common":3}]"#;
    append_forged(&case, forged);
    let output = case.output("wang", &["doctor", "--anchor", &anchor.to_string()]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("hacker") && said.contains("无法核对"), "and the line is named: {said}");
    assert_eq!(case.output("wang", &["doctor", "--anchor", "nonsense"]).status.code(), Some(2));
}

#[test]
fn an_anchor_sent_elsewhere_tells_of_a_journal_that_was_cut_off() {
    let case = Case::new();
    let file = case.folder.path().join("别处.txt").display().to_string();
    let send = |case: &Case| case.output("wang", &["anchor", "--to", &file]);
    assert!(send(&case).status.success());
    case.run("wang", &["set", "1", "percent=5"]);
    case.run("wang", &["backup"]);
    let early = case.backups().pop().expect("a backup").display().to_string();
    case.run("wang", &["set", "1", "percent=6"]);
    assert!(send(&case).status.success());
    assert_eq!(std::fs::read_to_string(&file).expect("reads").lines().count(), 2);
    assert!(case.output("wang", &["doctor", "--anchors", &file]).status.success());
    // Given up by restoring: whoever wrote the anchor down is told where the lines are, and asked.
    case.run("wang", &["restore", &early, "--yes"]);
    let told = send(&case);
    let said = String::from_utf8_lossy(&told.stderr).into_owned();
    assert_eq!(told.status.code(), Some(1), "{said}");
    assert!(said.contains("第 5 条") && said.contains("wang") && said.contains("seq5"), "{said}");
    let (code, found) = case.doctor();
    assert_eq!((code, found), (0, vec![]), "without that anchor a restore is only noted");
    // Without the copy nothing proves it, and the anchor is an error.
    for backup in case.backups().into_iter().filter(|it| it.display().to_string().contains("seq5")) {
        std::fs::remove_file(backup).expect("goes");
    }
    assert_eq!(send(&case).status.code(), Some(2));
    assert_eq!(case.doctor().1, ["restored_unproven"]);
    // A line that was spoilt is not passed over, one of another database is.
    let text = std::fs::read_to_string(&file).expect("reads");
    std::fs::write(&file, format!("{text}2024 1:xyz\n")).expect("writes");
    assert_eq!(send(&case).status.code(), Some(2));
    std::fs::write(&file, format!("2024-01-01T00:00:00Z 9:{} /other.db\n", "0".repeat(64))).expect("writes");
    assert!(send(&case).status.success());
    // To a command, which may fail.
    assert!(case.output("wang", &["anchor", "--pipe", &format!("cat >> '{file}'")]).status.success());
    assert_eq!(case.output("wang", &["anchor", "--pipe", "exit 3"]).status.code(), Some(1));
}

#[test]
fn what_somebody_has_put_into_a_file_does_not_reach_the_terminal() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let evil = "\u{1b}]0;x\u{7}\u{1b}[31m\u{9b}31m\u{202e}\u{200b}";
    let stranger = case.insider();
    stranger.execute_batch("DROP TRIGGER journal_is_not_rewritten").expect("drops");
    stranger.execute("UPDATE journal SET author = author || ?1", [evil]).expect("tampers");
    stranger
        .execute(
            "UPDATE journal SET changes = replace(changes, '做了', '做了' || ?1)",
            [evil.replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007")],
        )
        .expect("tampers");
    stranger.execute("UPDATE report SET author = ?1, done = done || ?1", [evil]).expect("tampers");
    stranger.execute("UPDATE item SET title = title || ?1", [evil]).expect("tampers");
    stranger.execute("INSERT INTO setting VALUES (?1, ?1), ('time_zone', ?1)", [evil]).expect("tampers");
    stranger.execute_batch(&format!("CREATE TABLE \"x{evil}\" (a)")).expect("tampers");
    for arguments in [
        &["log"][..],
        &["log", "--json"],
        &["list"],
        &["list", "--json"],
        &["list", "--csv"],
        &["show", "3"],
        &["show", "3", "--json"],
        &["export"],
        &["doctor"],
        &["doctor", "--json"],
        &["brief", "--since", "2024-01-01"],
        &["config"],
        &["verify", &case.path().display().to_string()],
    ] {
        let output = case.output("wang", arguments);
        for bytes in [&output.stdout, &output.stderr] {
            let text = String::from_utf8(bytes.clone()).expect("UTF-8");
            let odd = text.chars().find(|c| evil.contains(*c) && !c.is_ascii_alphanumeric() && !";[]".contains(*c));
            assert_eq!(odd, None, "{arguments:?}: {text:?}");
        }
        if arguments.contains(&"--json") {
            assert!(serde_json::from_slice::<serde_json::Value>(&output.stdout).is_ok(), "{arguments:?}");
        }
    }
}

#[test]
fn what_is_saved_is_not_said_to_have_failed() {
    let case = Case::new();
    let run = |arguments: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(arguments)
            .envs([("HOME", case.folder.path().as_os_str()), ("DUBAN_DB", case.path().as_os_str())])
            .env("DUBAN_USER", "wang")
            .env("LANG", "zh_CN.UTF-8")
            .stdout(std::fs::File::options().write(true).open("/dev/full").expect("a full device"))
            .output()
            .expect("runs")
    };
    for arguments in [
        &["set", "1", "percent=77"][..],
        &["report", "2", "--done", "写了"],
        &["undo"],
        &["config", "time_zone", "Asia/Urumqi"],
        &["user", "add", "sun", "孙管", "--role", "admin"],
    ] {
        let output = run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains("已经做好"), "{arguments:?}: {said}");
    }
    assert!(case.run("wang", &["show", "1", "--json"]).contains("\"percent\": 77"));
    let failed = run(&["list"]);
    assert!(!failed.status.success() && !String::from_utf8_lossy(&failed.stderr).contains("已经做好"));
}
