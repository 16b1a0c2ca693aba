//! Damage and odd times: flipped bytes, an interrupted upgrade, clocks that jump.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::{DateTime, Utc};
use duban::plan::{Change, Delta, Edit, EditKind, FieldChange, Node, OpId, Origin, Percent, PlanId, Revision};
use duban::store::{SqliteStore, Store};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

use crate::worker::Task;
use crate::writers::{assert_sound, database};
use crate::{Outcome, Size};

/// The order is that of the numbers, whatever the clock says.
pub fn clock_jumps(_: Size) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(folder.path());
    let mut store = SqliteStore::open(&path).expect("opens");
    let mut board = store.load(PlanId(1)).expect("loads");
    let node = Node::item(board.items()[2].id);
    let times = [
        "2024-06-20T08:00:00Z",
        "2024-06-20T07:00:00Z",
        "2025-06-20T07:00:00Z",
        "1970-01-01T00:00:00Z",
        "2024-10-27T01:30:00Z",
    ];
    for (n, time) in times.iter().enumerate() {
        let before = board.work(node).unwrap_or_default().percent;
        let to = FieldChange::Percent(Delta::new(before, Percent::try_from(n as i64 * 10).ok()));
        let changes = vec![Change::Field { node, to }];
        let edit =
            Edit { op: OpId(n as u64 + 1), plan: Some(PlanId(1)), author: "t".into(), kind: EditKind::Do, changes };
        let at: DateTime<Utc> = time.parse().expect("a time");
        store.commit(&edit, at).expect("is written");
        board = store.load(PlanId(1)).expect("loads");
    }
    let entries = store.since(PlanId(1), Revision(1)).expect("the journal");
    let order: Vec<u64> = entries.iter().map(|entry| entry.edit.op.0).collect();
    assert_eq!(order, [1, 2, 3, 4, 5]);
    assert_eq!(board.work(node).unwrap_or_default().percent.map(i64::from), Some(40));
    assert_sound(&path);
    let checkup = SqliteStore::verify(&path).expect("looks");
    assert!(
        checkup.findings.iter().any(|finding| finding.code == duban::store::Fault::Clock),
        "and the doctor says so"
    );
    let count = times.len() as u64;
    Outcome {
        tried: count,
        acknowledged: count,
        note: "order by number; the doctor tells".to_owned(),
        ..Outcome::default()
    }
}

fn version_of(path: &Path) -> i64 {
    Connection::open(path).and_then(|it| it.query_row("PRAGMA user_version", [], |row| row.get(0))).expect("a version")
}

/// An upgrade that is killed leaves the old version or the new, with everything in it.
pub fn upgrade_killed(size: Size) -> Outcome {
    let rounds = size.pick(6, 50);
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/version_1.sql"));
    let text = text.expect("a database of the first version");
    let (mut old, mut lost) = (0, 0);
    let newest = {
        let folder = tempfile::tempdir().expect("a folder");
        drop(SqliteStore::open(&folder.path().join("new.db")).expect("a new one"));
        version_of(&folder.path().join("new.db"))
    };
    for _ in 0..rounds {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plan.db");
        let first = Connection::open(&path).expect("opens");
        first.execute_batch(&text).expect("the first version");
        first.execute_batch("PRAGMA application_id = 1685414497; PRAGMA user_version = 1;").expect("marks");
        drop(first);
        let mut worker = Task::at(&path, 0).start();
        std::thread::sleep(Duration::from_micros(fastrand::u64(0..40_000)));
        let _ = worker.child.kill();
        let _ = worker.finish();
        let version = version_of(&path);
        old += u64::from(version == 1);
        assert!(version == 1 || version == newest, "never between: {version}");
        let mut store = SqliteStore::open(&path).expect("is brought up to date");
        let board = store.load(PlanId(1)).expect("loads");
        let whole = board.item_no(14).and_then(|item| item.work.percent).map(i64::from) == Some(40)
            && board.item_no(3).is_some_and(|item| item.reports.len() == 1);
        lost += u64::from(!whole);
        assert_sound(&path);
    }
    Outcome {
        tried: rounds,
        acknowledged: rounds,
        lost,
        note: format!("{old} caught before, {} after", rounds - old),
        skipped: None,
    }
}

/// Everything in all tables, as one text.
fn contents(path: &Path) -> Option<String> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .and_then(|mut it| it.query_map([], |row| row.get(0))?.collect())
        .ok()?;
    let mut all = String::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).ok()?;
        let columns = statement.column_count();
        let mut rows = statement.query([]).ok()?;
        while let Some(row) = rows.next().ok()? {
            for at in 0..columns {
                all.push_str(&format!("{:?}|", row.get::<_, Value>(at).ok()?));
            }
            all.push('\n');
        }
    }
    Some(all)
}

/// A meeting with an agenda that was changed, and a decision: so that their tables hold something.
fn hold_a_meeting(path: &Path) {
    use duban::plan::{Change, Delta, Edit, EditKind, Given, Meeting, MeetingId, OpId, Subject, Treated};
    let mut store = SqliteStore::open(path).expect("opens");
    let board = store.load(PlanId(1)).expect("loads");
    let now = Utc::now();
    let mut meeting = Meeting {
        id: MeetingId(77),
        title: "推进会".to_owned(),
        day: now.date_naive(),
        place: "三楼".to_owned(),
        chair: "王局长".to_owned(),
        present: vec!["办公室".to_owned(), "基教科".to_owned()],
        agenda: Vec::new(),
        up: None,
        began: duban::plan::to_milliseconds(now),
        ended: None,
        author: "wang".to_owned(),
    };
    for item in board.items().iter().take(9) {
        meeting = meeting.adding(Subject::Item(item.id), Origin::Picked);
    }
    let id = meeting.id;
    let subject = meeting.agenda[2].subject;
    let later = meeting.start_point(Some(subject), now).treating(subject, Treated::Discussed);
    let directive = duban::plan::Directive {
        id: duban::plan::DirectiveId(78),
        item: board.items().first().map(|item| item.id),
        meeting: Some(Given { meeting: id, no: 1 }),
        kind: duban::plan::DirectiveKind::Decision,
        text: "逐县核对".to_owned(),
        issuer: None,
        owner: None,
        due: Some(now.date_naive()),
        day: now.date_naive(),
        author: "wang".to_owned(),
        reply: None,
        returned: None,
        closed: None,
    };
    let changes = [
        vec![Change::Meeting { id, meeting: Box::new(Delta::added(meeting.clone())) }],
        vec![Change::Directive { id: directive.id, directive: Box::new(Delta::added(directive)) }],
        vec![Change::Meeting { id, meeting: Box::new(Delta::changed(meeting, later)) }],
    ];
    for (changes, op) in changes.into_iter().zip(900_001..) {
        let edit = Edit { op: OpId(op), plan: Some(PlanId(1)), author: "wang".to_owned(), kind: EditKind::Do, changes };
        store.commit(&edit, now).expect("committed");
    }
}

/// One byte is changed anywhere: the doctor finds it, or it is proven that nothing it holds has changed.
pub fn flipped_bytes(size: Size) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(folder.path());
    let (_, error) = Task::at(&path, 30).start().finish();
    assert_eq!(error, None);
    hold_a_meeting(&path);
    // One file without a log: what a backup is.
    let done = SqliteStore::open(&path).and_then(|mut store| store.backup(Utc::now())).expect("a backup");
    let file = PathBuf::from(done.name.as_os_str());
    let original = contents(&file).expect("its contents");
    let whole = SqliteStore::verify(&file).expect("looks").worst();
    assert_eq!(whole, duban::store::Severity::Fine, "unharmed it is well");
    let bytes = std::fs::read(&file).expect("its bytes");
    let rounds = size.pick(80, 1_000);
    let (mut found, mut harmless, mut missed) = (0, 0, Vec::new());
    let flipped: PathBuf = folder.path().join("flipped.db");
    for _ in 0..rounds {
        let at = fastrand::usize(..bytes.len());
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << fastrand::u8(0..8);
        std::fs::write(&flipped, &damaged).expect("writes");
        let told =
            SqliteStore::verify(&flipped).map_or(true, |checkup| checkup.worst() != duban::store::Severity::Fine);
        if told {
            found += 1;
        } else if contents(&flipped).as_ref() == Some(&original) {
            harmless += 1;
        } else {
            let now = contents(&flipped).unwrap_or_default();
            let line = original.lines().zip(now.lines()).find(|(before, after)| before != after);
            println!("  missed at byte {at}: {line:?}");
            missed.push(at);
        }
    }
    assert!(missed.is_empty(), "missed at {missed:?}");
    Outcome {
        tried: rounds,
        acknowledged: found,
        lost: missed.len() as u64,
        note: format!("{found} found, {harmless} without effect on anything stored"),
        skipped: None,
    }
}

/// A restore that is killed in any way at any moment: the old contents or the new, and nobody is held off after it.
pub fn restore_killed(size: Size) -> Outcome {
    let rounds = size.pick(15, 200);
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(folder.path());
    let duban = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duban"));
        command.args(arguments).env("DUBAN_DB", &path).env("DUBAN_USER", "office").env("HOME", folder.path());
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    };
    let done = |arguments: &[&str]| {
        let output = duban(arguments).output().expect("runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    done(&["set", "3", "percent=11"]);
    done(&["backup"]);
    let newest = || {
        let files = std::fs::read_dir(duban::store::backup_folder(&path)).expect("backups").flatten();
        files.map(|it| it.path()).filter(|it| it.extension().is_some_and(|end| end == "db")).max().expect("a backup")
    };
    let copy = folder.path().join("copy.db");
    std::fs::copy(newest(), &copy).expect("copies");
    let copy = copy.display().to_string();
    let (mut lost, mut caught, mut slowest) = (0, 0, Duration::ZERO);
    for round in 0..rounds {
        done(&["set", "3", "percent=22"]);
        let mut restoring = duban(&["restore", &copy, "--yes"]).spawn().expect("starts");
        std::thread::sleep(Duration::from_micros(fastrand::u64(0..120_000)));
        let signal = ["KILL", "INT", "HUP"][round as usize % 3];
        let _ = Command::new("kill").args([&format!("-{signal}"), &restoring.id().to_string()]).output();
        caught += u64::from(!restoring.wait().expect("ends").success());
        let started = std::time::Instant::now();
        done(&["set", "4", "percent=33"]);
        slowest = slowest.max(started.elapsed());
        let mut store = SqliteStore::open(&path).expect("opens");
        let board = store.load(PlanId(1)).expect("loads");
        let is = board.item_no(3).and_then(|item| item.work.percent).map(i64::from);
        lost += u64::from(!matches!(is, Some(11 | 22)));
        assert_sound(&path);
        done(&["set", "4", "percent="]);
    }
    done(&["restore", &copy, "--yes"]);
    Outcome {
        tried: rounds,
        acknowledged: rounds,
        lost,
        note: format!("{caught} cut off; the next edit within {} ms", slowest.as_millis()),
        skipped: None,
    }
}
