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
