//! A database that another process keeps locked: whoever waits is told for what, and goes on when it is free.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use rusqlite::Connection;

use crate::case::Case;

/// Starts the program and does not wait for it.
fn started(case: &Case, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(arguments)
        .env_clear()
        .env("HOME", case.folder.path())
        .env("DUBAN_DB", case.path())
        .env("DUBAN_USER", "wang")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts")
}

#[test]
fn who_waits_for_another_is_told_so_and_goes_on() {
    // One who writes for long, and one who lets nobody even read.
    const HOLDS: [(&str, &[&str]); 2] = [
        ("BEGIN IMMEDIATE", &["set", "1", "percent=5"]),
        ("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (x)", &["list"]),
    ];
    for (hold, arguments) in HOLDS {
        let case = Case::new();
        let other = Connection::open(case.path()).expect("opens");
        other.execute_batch(hold).expect("locks");
        let mut child = started(&case, arguments);
        let mut said = BufReader::new(child.stderr.take().expect("its errors"));
        // The reader ends with the process: this waits for a line, not for a while.
        let mut line = String::new();
        said.read_line(&mut line).expect("reads");
        assert!(line.contains("另一个程序占用") && line.contains("秒"), "{arguments:?}: {line}");
        assert!(child.try_wait().expect("asks").is_none(), "{arguments:?} still waits");
        other.execute_batch("ROLLBACK").expect("lets go");
        drop(other);
        assert!(child.wait().expect("ends").success(), "{arguments:?}");
        let mut rest = String::new();
        said.read_line(&mut rest).expect("reads");
        assert!(rest.is_empty(), "told once: {rest}");
    }
}
