//! Damage, and words for it: what is broken, what is left, and the one command that mends it.

use std::path::Path;

use rusqlite::Connection;

use crate::case::Case;

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
fn the_doctors_last_line_stands_apart_and_names_what_to_look_after() {
    let case = Case::new();
    let output = case.output("wang", &["doctor"]);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(out.ends_with("\n\n"), "an empty line before the last: {out:?}");
    assert!(err.contains("备份") && err.contains('1') && err.ends_with("。\n"), "{err}");
}

#[test]
fn a_table_that_somebody_took_away_is_told_in_words() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let good = case.backups().pop().expect("a backup");
    let bare = case.folder.path().join("bare.db");
    std::fs::copy(&good, &bare).expect("copies");
    for path in [&case.path(), &bare] {
        let stranger = Connection::open(path).expect("opens");
        stranger.execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE measure").expect("drops");
    }
    for arguments in [&["list"][..], &["doctor"]] {
        let output = case.output("wang", arguments);
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("数据库损坏") && said.contains("具体任务") && said.contains(" restore "), "{said}");
    }
    let output = case.output("wang", &["verify", &bare.display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in said.lines().filter(|line| line.contains("no such table")) {
        let (sentence, engine) = line.split_once('(').expect("the engine's words stand in brackets");
        assert!(sentence.contains("请恢复备份") && engine.trim_end().ends_with(')'), "{line}");
    }
    let last = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(last.contains("不要用这份备份") && !last.contains("duban backup"), "{last}");
    case.run("wang", &["restore", &good.display().to_string(), "--yes"]);
    assert_eq!(case.doctor().0, 0);
}

#[test]
fn the_doctor_advises_no_command_that_would_refuse() {
    for ruined in [false, true] {
        let case = Case::new();
        case.run("wang", &["backup"]);
        if ruined {
            std::fs::write(case.path(), "机房进水了".repeat(3_000)).expect("ruins it");
        } else {
            spoil(&case.path());
        }
        for arguments in [&["doctor"][..], &["doctor", "--json"]] {
            let last = String::from_utf8_lossy(&case.output("wang", arguments).stderr).into_owned();
            assert!(last.contains("恢复") && !last.contains("duban backup"), "{arguments:?} {ruined}: {last}");
        }
        // Whoever asks for one all the same gets the bytes.
        let output = case.output("wang", &["backup"]);
        assert!(String::from_utf8_lossy(&output.stdout).contains("damaged"), "{output:?}");
    }
}

#[test]
fn the_doctor_tells_a_plans_span_that_cannot_be_read() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    case.insider()
        .execute_batch("PRAGMA ignore_check_constraints = ON; UPDATE plan SET period_first = '2024-13-01'")
        .expect("writes");
    let output = case.output("wang", &["doctor"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = said.lines().find(|line| line.contains("第 1 份计划的计划期") && line.contains("2024-13-01"));
    assert!(line.is_some_and(|line| line.contains("请恢复备份")), "{said}");
}

#[test]
fn the_doctor_tells_settings_that_cannot_be_read_one_by_one() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    let stranger = case.insider();
    let set = |name: &str, value: &str| {
        stranger
            .execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", [name, value])
            .expect("a setting");
    };
    set("light_rules", r#"[{"when":"full_moon","level":"red"}]"#);
    set("time_zone", "Asia/Luan");
    set("school_calendar", "{");
    set("light_rule", "[]");
    let output = case.output("wang", &["doctor"]);
    assert_eq!(output.status.code(), Some(1), "all can be worked with meanwhile");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    for (name, what) in
        [("light_rules", "full_moon"), ("time_zone", "Asia/Luan"), ("school_calendar", ""), ("“light_rule”", "不认识")]
    {
        let line = said.lines().find(|line| line.contains(name) && line.contains(what));
        assert!(line.is_some_and(|line| line.contains("[注意]")), "{name}: {said}");
    }
    assert_eq!(case.doctor().1, ["setting_unjournaled", "setting", "setting", "setting", "setting_unknown"]);
}
