//! A database that is gone, and a place that never had one: what was lost must not look like a fresh start.

use crate::case::Case;

/// Ways in which a database goes.
const GONE: [fn(&Case); 3] = [
    |case| std::fs::remove_file(case.path()).expect("removes it"),
    |case| std::fs::write(case.path(), b"").expect("empties it"),
    |case| std::fs::write(case.path(), b"x").expect("leaves a stump"),
];

fn without_logs(case: &Case) {
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", case.path().display()));
    }
}

#[test]
fn a_database_that_is_gone_is_told_as_gone_with_the_command_that_brings_it_back() {
    for lose in GONE {
        let case = Case::new();
        case.run("wang", &["backup"]);
        lose(&case);
        without_logs(&case);
        for arguments in [&["list"][..], &["set", "1", "percent=5"], &["backup"], &["doctor"], &["user", "list"]] {
            let output = case.output("wang", arguments);
            assert!(!output.status.success(), "{arguments:?}");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(said.contains("不见了或被清空") && said.contains("1 份备份"), "{arguments:?}: {said}");
            assert!(said.contains("到第 3 条") && said.contains(" restore "), "{arguments:?}: {said}");
            assert!(
                said.contains("从头开始") && said.contains("最近一份完好的备份") && said.contains("mv "),
                "{arguments:?}: {said}"
            );
            let size = std::fs::metadata(case.path()).map_or(0, |meta| meta.len());
            assert!(size <= 1, "{arguments:?} made nothing new");
        }
        let said = String::from_utf8_lossy(&case.output("wang", &["list"]).stderr).into_owned();
        let command = said.lines().find_map(|line| line.trim().strip_prefix("duban --db")).expect("a command");
        let command = format!("--db{command}");
        let words: Vec<&str> = command.split_whitespace().chain(["--yes"]).collect();
        case.run("wang", &words);
        assert!(case.run("wang", &["show", "14", "--json"]).contains("\"percent\": 40"));
        assert!(case.run("wang", &["log"]).contains("恢复备份"));
        assert!(case.doctor().0 < 2);
    }
}

#[test]
fn a_log_without_its_database_is_not_thrown_away() {
    for lose in GONE {
        let case = Case::new();
        let log = case.folder.path().join("plan.db-wal");
        without_logs(&case);
        lose(&case);
        std::fs::write(&log, "最后的修改".repeat(1_000)).expect("writes");
        for arguments in [&["list"][..], &["set", "1", "percent=5"], &["backup"], &["doctor"]] {
            let output = case.output("wang", arguments);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && said.contains("plan.db-wal") && said.contains("15 KiB"), "{said}");
            assert!(said.contains("从头开始") && !said.contains("0 份备份"), "{said}");
        }
        assert_eq!(std::fs::metadata(&log).expect("is there").len(), 15_000, "and is as it was");
        // Whoever wants to begin anew is told how.
        let said = String::from_utf8_lossy(&case.output("wang", &["list"]).stderr).into_owned();
        let command = said.lines().find(|line| line.trim().starts_with("mv ")).expect("a command").trim().to_owned();
        assert!(std::process::Command::new("sh").args(["-c", &command]).status().expect("runs").success());
        let output = case.output("wang", &["list"]);
        let is_stump = std::fs::metadata(case.path()).is_ok_and(|meta| meta.len() == 1);
        assert_eq!(output.status.success(), !is_stump, "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn who_wants_to_begin_anew_can() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    std::fs::remove_file(case.path()).expect("removes it");
    without_logs(&case);
    let said = String::from_utf8_lossy(&case.output("wang", &["list"]).stderr).into_owned();
    let command = said.lines().find(|line| line.trim().starts_with("mv ")).expect("a command").trim().to_owned();
    let moved = std::process::Command::new("sh").args(["-c", &command]).status().expect("runs");
    assert!(moved.success());
    assert!(!case.run("wang", &["show", "14", "--json"]).contains("\"percent\": 40"), "a fresh plan");
}

#[test]
fn restoring_a_lost_database_asks_who_it_is() {
    let case = Case::new();
    case.run("sun", &["user", "add", "qian", "钱局", "--role", "viewer"]);
    case.run("sun", &["backup"]);
    let file = case.backups().pop().expect("a backup").display().to_string();
    std::fs::remove_file(case.path()).expect("removes it");
    without_logs(&case);
    assert_eq!(case.output("qian", &["restore", &file, "--yes"]).status.code(), Some(3));
    assert!(!case.path().exists());
    case.run("sun", &["restore", &file, "--yes"]);
    assert!(case.run("sun", &["user", "list"]).contains("钱局"));
}

#[test]
fn a_slip_in_the_path_makes_no_folders_and_no_plan() {
    let case = Case::new();
    let slip = case.folder.path().join("plna/plan.db").display().to_string();
    for arguments in [&["list"][..], &["set", "1", "percent=5"], &["backup"], &["doctor"]] {
        let words: Vec<&str> = ["--db", &slip].into_iter().chain(arguments.iter().copied()).collect();
        let output = case.output("wang", &words);
        assert!(!output.status.success(), "{arguments:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("plna") && said.contains("没有"), "{arguments:?}: {said}");
        assert!(!case.folder.path().join("plna").exists(), "{arguments:?}");
    }
}

#[test]
fn a_first_start_on_an_empty_home_needs_no_folder() {
    let home = tempfile::tempdir().expect("a folder");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["list"])
        .env_clear()
        .env("HOME", home.path())
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "without a word: {}", String::from_utf8_lossy(&output.stderr));
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
fn a_new_database_at_a_named_place_is_told_as_new() {
    let case = Case::new();
    let slip = case.folder.path().join("paln.db").display().to_string();
    let first = case.output("wang", &["--db", &slip, "list"]);
    assert!(first.status.success());
    let said = String::from_utf8_lossy(&first.stderr).into_owned();
    assert!(said.contains("新建") && said.contains("paln.db"), "{said}");
    assert!(case.output("wang", &["--db", &slip, "list"]).stderr.is_empty(), "told once");
}

#[test]
fn an_empty_file_is_told_as_empty() {
    let case = Case::new();
    let empty = case.folder.path().join("empty.db");
    std::fs::write(&empty, b"").expect("writes");
    let output = case.output("wang", &["--db", &empty.display().to_string(), "doctor"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("空文件") && !said.contains("别的程序"), "{said}");
    assert_eq!(std::fs::metadata(&empty).expect("is there").len(), 0);
}
