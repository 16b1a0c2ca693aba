//! The writers: this test started again as another process. A worker writes edits to one item as fast as it may, and
//! prints the number of each that the store said was saved, before it goes on to the next.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};
use std::time::Duration;

use chrono::Utc;
use duban::plan::{Change, Delta, Edit, EditKind, FieldChange, Node, OpId, Percent, PlanId, Report, ReportId};
use duban::store::{CommitError, SqliteStore, Store, StoreError};

const ASKED: &str = "DUBAN_TORTURE_WORKER";

pub fn is_asked_for() -> bool {
    std::env::var_os(ASKED).is_some()
}

/// What a worker is to do.
#[derive(Debug, Clone)]
pub struct Task {
    pub database: PathBuf,
    pub edits: u64,
    /// Between two edits.
    pub pause: Duration,
    /// Through a shell that limits the size of files to so many blocks of 512 bytes.
    pub file_blocks: Option<u64>,
}

impl Task {
    pub fn at(database: &Path, edits: u64) -> Self {
        Self { database: database.to_owned(), edits, pause: Duration::ZERO, file_blocks: None }
    }

    pub fn start(&self) -> Worker {
        let program = std::env::current_exe().expect("this test");
        let mut command = match self.file_blocks {
            None => Command::new(program),
            Some(blocks) => {
                let mut shell = Command::new("sh");
                shell.args(["-c", &format!("ulimit -f {blocks}; exec '{}'", program.display())]);
                shell
            }
        };
        let task = format!("{}\t{}\t{}", self.database.display(), self.edits, self.pause.as_micros());
        let mut child =
            command.env(ASKED, task).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a worker starts");
        let lines = BufReader::new(child.stdout.take().expect("its output"));
        Worker { child, lines }
    }
}

/// A worker that was started.
pub struct Worker {
    pub child: Child,
    lines: BufReader<ChildStdout>,
}

impl Worker {
    /// What it was told is saved: all numbers of edits, and the error it ended with, if with one.
    pub fn finish(mut self) -> (Vec<u64>, Option<String>) {
        let mut saved = Vec::new();
        let mut error = None;
        let mut line = String::new();
        while self.lines.read_line(&mut line).unwrap_or(0) > 0 {
            // A line that a kill has cut in two was not said.
            if let Some(whole) = line.strip_suffix('\n') {
                match whole.strip_prefix("saved ").and_then(|op| op.parse().ok()) {
                    Some(op) => saved.push(op),
                    None => error = whole.strip_prefix("error ").map(str::to_owned).or(error),
                }
            }
            line.clear();
        }
        let _ = self.child.wait();
        (saved, error)
    }

    /// Waits until it has saved something.
    pub fn first(&mut self) -> Vec<u64> {
        let mut line = String::new();
        let _ = self.lines.read_line(&mut line);
        line.trim().strip_prefix("saved ").and_then(|op| op.parse().ok()).into_iter().collect()
    }
}

/// The worker itself.
pub fn work() -> ExitCode {
    duban::term::outlive_file_size_limit();
    let asked = std::env::var(ASKED).unwrap_or_default();
    let mut parts = asked.split('\t');
    let path = PathBuf::from(parts.next().unwrap_or_default());
    let mut number = || parts.next().and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    let (edits, pause) = (number(), Duration::from_micros(number()));
    match write(&path, edits, pause) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("error {error:?}");
            ExitCode::FAILURE
        }
    }
}

fn write(path: &Path, edits: u64, pause: Duration) -> Result<(), StoreError> {
    let mut store = SqliteStore::open(path)?;
    let plan = store.plans()?.first().map_or(PlanId(1), |plan| plan.id);
    let mut board = store.load(plan)?;
    let node = Node::item(board.items()[13].id);
    let author = format!("w{}", std::process::id());
    for n in 0..edits {
        let op = OpId(fastrand::u64(..));
        let work = board.work(node).unwrap_or_default();
        let percent = Percent::try_from(fastrand::i64(0..=100)).ok();
        let report = Report {
            id: ReportId(fastrand::i64(1 << 32..1 << 60)),
            node,
            day: Utc::now().date_naive(),
            author: author.clone(),
            percent,
            done: format!("第{n}次,{}", "进展".repeat(fastrand::usize(1..60))),
            problem: String::new(),
            next: String::new(),
            unchanged: false,
            unit: None,
        };
        let changes = vec![
            Change::ReportAdded { report },
            Change::Field { node, to: FieldChange::Percent(Delta::new(work.percent, percent)) },
        ];
        let mut edit = Edit { op, plan: Some(plan), author: author.clone(), kind: EditKind::Do, changes };
        let mut stuck = 0;
        // Somebody else was there first: again, from what is there now.
        loop {
            match store.commit(&edit, Utc::now()) {
                Ok(entry) => {
                    println!("saved {}", entry.edit.op.0);
                    let _ = std::io::stdout().flush();
                    break;
                }
                Err(CommitError::Conflict(conflict)) => match conflict.overwriting(OpId(fastrand::u64(..))) {
                    Some(again) => edit = again,
                    None => break,
                },
                Err(CommitError::Store(StoreError::Restoring)) if stuck < 2_000 => {
                    stuck += 1;
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(CommitError::Store(error)) => return Err(error),
                Err(CommitError::Denied(_)) => return Err(StoreError::ReadOnly),
            }
        }
        board = store.load(plan)?;
        std::thread::sleep(pause);
    }
    Ok(())
}
