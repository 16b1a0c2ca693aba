//! Many writers: at once on one item, killed at any moment, and while a backup is restored under them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::Utc;
use duban::plan::{Change, OpId, PlanId};
use duban::read::{LIUAN_2024, parse_plan};
use duban::store::{Import, JournalQuery, SqliteStore, Store};

use crate::pty::{Setup, files_with, wait_until};
use crate::worker::Task;
use crate::{Outcome, Size};

/// A new database with the real plan.
pub fn database(folder: &Path) -> PathBuf {
    let path = folder.join("plan.db");
    let mut store = SqliteStore::open(&path).expect("opens");
    let draft = parse_plan(LIUAN_2024);
    let period = draft.period.expect("a period");
    let import = Import { draft: &draft, source: LIUAN_2024, period, author: "t", op: OpId(2024), at: Utc::now() };
    store.import(&import).expect("imports");
    path
}

/// Numbers of all edits in the journal, each once.
pub fn in_journal(path: &Path) -> BTreeSet<u64> {
    let mut store = SqliteStore::open(path).expect("opens");
    let query = JournalQuery { plan: PlanId(1), item: None, before: None, limit: u32::MAX };
    let entries = store.journal(query).expect("the journal");
    let ops: BTreeSet<u64> = entries.iter().map(|entry| entry.edit.op.0).collect();
    assert_eq!(ops.len(), entries.len(), "no edit stands there twice");
    ops
}

/// The doctor finds nothing wrong with the data.
pub fn assert_sound(path: &Path) {
    let checkup = SqliteStore::verify(path).expect("opens");
    let bad: Vec<_> = checkup.findings.iter().filter(|finding| finding.is_bad()).collect();
    assert!(bad.is_empty(), "{bad:?}");
}

fn missing(saved: &[u64], there: &BTreeSet<u64>) -> u64 {
    saved.iter().filter(|op| !there.contains(op)).count() as u64
}

/// Many processes, one item, no pause.
pub fn hot_item(size: Size) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(folder.path());
    let (workers, edits) = (size.pick(8, 20), size.pick(25, 500));
    let running: Vec<_> = (0..workers).map(|_| Task::at(&path, edits).start()).collect();
    // Somebody reads meanwhile, and takes his time: what is checkpointed then is never all.
    let reading = std::sync::atomic::AtomicBool::new(true);
    let mut saved = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while reading.load(std::sync::atomic::Ordering::Relaxed) {
                let connection = rusqlite::Connection::open(&path).expect("opens");
                let reader = connection.unchecked_transaction().expect("begins");
                let _ = reader.query_row("SELECT count(*) FROM journal", [], |row| row.get::<_, i64>(0));
                std::thread::sleep(Duration::from_millis(fastrand::u64(0..60)));
            }
        });
        for worker in running {
            let (ops, error) = worker.finish();
            assert_eq!(error, None);
            saved.extend(ops);
        }
        reading.store(false, std::sync::atomic::Ordering::Relaxed);
    });
    assert_sound(&path);
    let there = in_journal(&path);
    Outcome {
        tried: workers * edits,
        acknowledged: saved.len() as u64,
        lost: missing(&saved, &there) + (workers * edits - saved.len() as u64),
        note: format!("{workers} processes"),
        skipped: None,
    }
}

/// Writers and full-screen sessions, killed at random moments.
pub fn killed(size: Size) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(folder.path());
    let rounds = size.pick(4, 34);
    let (mut saved, mut kills, mut drafts) = (Vec::new(), 0, 0);
    for _ in 0..rounds {
        let mut workers: Vec<_> = (0..4).map(|_| Task::at(&path, 10_000).start()).collect();
        let shown = path.display().to_string();
        let mut screens: Vec<_> = ["zhang", "li"]
            .iter()
            .map(|login| {
                let arguments = ["--db", &shown, "--as", login];
                Setup { arguments: &arguments, ..Setup::at(folder.path()) }.start()
            })
            .collect();
        for screen in &mut screens {
            screen.wait_for("政治引领").keys("r写到一半的进展");
            screen.wait_for("写到一半的进展");
        }
        // What was typed is on the disk; the kill itself comes at any moment.
        wait_until("two drafts", || files_with(folder.path(), "写到一半的进展") >= 2);
        std::thread::sleep(Duration::from_millis(fastrand::u64(0..300)));
        for worker in &mut workers {
            saved.extend(worker.first());
            worker.child.kill().expect("kill -9");
            kills += 1;
            std::thread::sleep(Duration::from_millis(fastrand::u64(0..30)));
        }
        for screen in &mut screens {
            screen.signal("KILL");
            kills += 1;
        }
        for worker in workers {
            saved.extend(worker.finish().0);
        }
        drop(screens);
        // What was being typed a second before is offered again to each.
        for login in ["zhang", "li"] {
            let arguments = ["--db", &shown, "--as", login];
            let mut back = Setup { arguments: &arguments, ..Setup::at(folder.path()) }.start();
            back.wait_for("上次断线时没写完").settle().keys("y");
            back.wait_for("已恢复").wait_for("写到一半的进展").settle().keys("\x1b");
            back.wait_for("放弃").keys("y");
            back.wait_gone("写到一半的进展").keys("q");
            back.wait_end();
            drafts += 1;
        }
    }
    assert_sound(&path);
    let there = in_journal(&path);
    Outcome {
        tried: saved.len() as u64,
        acknowledged: saved.len() as u64,
        lost: missing(&saved, &there),
        note: format!("{kills} kills, {drafts} half-typed texts offered again"),
        skipped: None,
    }
}

/// A backup goes in while sessions write. What they were told is saved is either still there or in the copy that was
/// made just before.
pub fn restored_live(size: Size) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(folder.path());
    let mut store = SqliteStore::open(&path).expect("opens");
    let (sessions, rounds) = (10, size.pick(2, 10));
    let backup = std::path::PathBuf::from(store.backup(Utc::now()).expect("a backup").name.as_os_str());
    let edits = size.pick(60, 200);
    let task = Task { pause: Duration::from_millis(10), ..Task::at(&path, edits) };
    let running: Vec<_> = (0..sessions).map(|_| task.start()).collect();
    let mut kept: BTreeSet<u64> = BTreeSet::new();
    for _ in 0..rounds {
        let so_far = in_journal(&path).len();
        wait_until("sessions that write", || in_journal(&path).len() > so_far + 20);
        let before = store.restore(&backup, "t", OpId(fastrand::u64(..)), Utc::now()).expect("restores").name;
        kept.extend(in_journal(std::path::Path::new(before.as_os_str())));
    }
    let mut saved = Vec::new();
    for worker in running {
        let (ops, error) = worker.finish();
        assert_eq!(error, None);
        saved.extend(ops);
    }
    assert_sound(&path);
    let there = in_journal(&path);
    let lost = saved.iter().filter(|op| !there.contains(op) && !kept.contains(op)).count() as u64;
    let restored = SqliteStore::open(&path)
        .and_then(|mut store| store.since(PlanId(1), duban::plan::Revision(0)))
        .expect("the journal");
    assert!(restored.iter().flat_map(|it| &it.edit.changes).any(|it| matches!(it, Change::Restored { .. })));
    Outcome {
        tried: sessions * edits,
        acknowledged: saved.len() as u64,
        lost: lost + (sessions * edits - saved.len() as u64),
        note: format!("{rounds} restores under {sessions} sessions"),
        skipped: None,
    }
}
