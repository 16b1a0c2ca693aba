//! Case: a folder with a database in it, and the real program run on it by several people.

use std::path::PathBuf;
use std::process::{Command, Output};

use chrono::{DateTime, Utc};
use duban::store::backup_folder;
use rusqlite::Connection;
use tempfile::{TempDir, tempdir};

/// A database with three lines in its journal.
pub struct Case {
    pub folder: TempDir,
}

impl Case {
    pub fn new() -> Self {
        let case = Self { folder: tempdir().expect("a folder") };
        case.run("wang", &["set", "14", "percent=40", "due=2024-06-30", "lead=基教科", "counties=金安区"]);
        case.run("li", &["report", "3", "--done", "做了", "--progress", "20"]);
        case
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("plan.db")
    }

    pub fn output(&self, user: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("DUBAN_DB", self.path())
            .env("DUBAN_USER", user)
            .output()
            .expect("runs")
    }

    pub fn run(&self, user: &str, arguments: &[&str]) -> String {
        let output = self.output(user, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A connection as somebody has it who knows what keeps others from writing.
    pub fn insider(&self) -> Connection {
        Self::insider_of(&self.path())
    }

    /// The same to another file.
    pub fn insider_of(path: &std::path::Path) -> Connection {
        let connection = Connection::open(path).expect("opens");
        let flags = rusqlite::functions::FunctionFlags::SQLITE_INNOCUOUS;
        connection.create_scalar_function("only_duban_writes_here", 0, flags, |_| Ok(1)).expect("a function");
        connection
    }

    /// Exit code of the doctor, and the codes of what it found that is not well.
    pub fn doctor(&self) -> (i32, Vec<String>) {
        let output = self.output("wang", &["doctor", "--json"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let findings = json["findings"].as_array().expect("findings").iter();
        let bad = findings.filter(|finding| finding["severity"] != "fine" && finding["severity"] != "note");
        (output.status.code().expect("a code"), bad.map(|it| it["code"].as_str().unwrap_or("").to_owned()).collect())
    }

    pub fn backups(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(backup_folder(&self.path()))
            .into_iter()
            .flatten()
            .flatten()
            .map(|it| it.path())
            .collect();
        files.sort();
        files
    }

    pub fn stranger(&self) -> Connection {
        Connection::open(self.path()).expect("opens")
    }
}

pub fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}
