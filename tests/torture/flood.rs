//! Floods over a real SSH line: windows of any size, pastes without end, keys sent faster than anybody types. A session
//! keeps to its memory, nothing that was acknowledged is lost, and the person can go on.

use std::time::Duration;

use portable_pty::PtySize;

use crate::ssh::{Seat, Server};
use crate::writers::{assert_sound, in_journal};
use crate::{Outcome, Size};

/// What a session may have had at most, in KiB.
const MEMORY: u64 = 64 << 10;

/// The most memory that a process had, in KiB.
fn peak(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a process");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number")
}

fn only_session(server: &Server) -> u32 {
    let sessions = server.sessions();
    let [pid] = sessions[..] else { panic!("one session: {sessions:?}") };
    pid
}

/// Sends much and reads what comes meanwhile, until all was taken.
fn send(seat: &mut Seat, pieces: impl Iterator<Item = Vec<u8>> + Send + 'static) {
    let mut writer = seat.take_writer();
    let sending = std::thread::spawn(move || {
        for piece in pieces {
            writer.write_all(&piece).expect("the line takes it");
        }
        writer.flush().expect("the line takes it");
        writer
    });
    while !sending.is_finished() {
        seat.take(Duration::from_millis(10));
    }
    seat.put_writer(sending.join().expect("sends"));
}

/// Windows of every size that a client can claim.
pub fn windows(server: &Server, _: Size) -> Outcome {
    let mut seat = server.sit("qian");
    seat.wait_for("政治引领").settle();
    let pid = only_session(server);
    let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).expect("limits");
    let memory = limits.lines().find(|line| line.starts_with("Max data size")).expect("a limit");
    assert!(!memory.contains("unlimited"), "a session has so much memory and no more: {memory}");
    let sizes =
        [(5_000, 5_000), (60_000, 30_000), (65_535, 65_535), (65_535, 1), (1, 65_535), (500, 200), (0, 0), (1, 1)];
    for (cols, rows) in sizes {
        seat.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 });
        seat.settle();
    }
    seat.resize(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 });
    seat.settle().keys("g14\r").wait_for("五育并举").settle();
    let most = peak(pid);
    let lost = u64::from(most > MEMORY);
    let note = format!("at most {} MiB, and the picture is right after", most >> 10);
    Outcome { tried: sizes.len() as u64, acknowledged: sizes.len() as u64, lost, note, skipped: None }
}

/// A paste that does not end, where nothing takes it and in a field.
pub fn pastes(server: &Server, size: Size) -> Outcome {
    let pieces = size.pick(200, 5_000);
    let text = || std::iter::once(b"\x1b[200~".to_vec()).chain((0..).map(|_| "督办要点".repeat(5_000).into_bytes()));
    let paste = move || text().take(pieces as usize + 1).chain([b"\x1b[201~".to_vec()]);
    let mut seat = server.sit("zhao");
    seat.wait_for("政治引领").settle();
    let pid = only_session(server);
    send(&mut seat, paste());
    seat.wait_for("不能粘贴").settle().keys("g14\r").settle().keys("r").wait_for("工作进展").settle();
    send(&mut seat, paste());
    seat.wait_for("最多 4000").settle().keys("\x13").wait_for("进展已保存");
    let most = peak(pid);
    let output = server.ssh("zhao", "show 14 --json");
    let item: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let kept = item["reports"][0]["done"].as_str().map_or(0, |text| text.chars().count());
    assert_sound(&server.database());
    let lost = u64::from(kept != 4_000) + u64::from(most > MEMORY);
    let note = format!("{} MB pasted twice, {kept} characters kept, at most {} MiB", pieces * 60 / 1_000, most >> 10);
    Outcome { tried: 2, acknowledged: 2, lost, note, skipped: None }
}

/// Text that arrives as keys in one piece, and is saved with the last of them.
pub fn typed(server: &Server, _: Size) -> Outcome {
    let mut lost = 0;
    let lengths = [500, 1_300, 3_900];
    for length in lengths {
        let mut seat = server.sit("zhao");
        seat.wait_for("政治引领").settle().keys("g14\r").settle().keys("r").wait_for("工作进展").settle();
        let before = in_journal(&server.database()).len();
        let text: String = (0..length).map(|at| char::from(b'a' + (at % 26) as u8)).collect();
        seat.keys(&format!("{text}\x13")).wait_for("进展已保存");
        let output = server.ssh("zhao", "show 14 --json");
        let item: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let arrived = item["reports"].as_array().is_some_and(|all| all.iter().any(|it| it["done"] == text.as_str()));
        lost += u64::from(!arrived || in_journal(&server.database()).len() != before + 1);
    }
    let tried = lengths.len() as u64;
    Outcome { tried, acknowledged: tried, lost, note: "saved by the last key of the piece".to_owned(), skipped: None }
}

/// What one person may have: boards open at once, edits a minute, and in the long run minutes without a key.
pub fn limits(server: &Server, size: Size) -> Outcome {
    server.local(&["config", "limits", r#"{"sessions":2,"edits_a_minute":5,"idle_minutes":1}"#]);
    let mut first = server.sit("zhao");
    first.wait_for("政治引领").settle();
    let mut second = server.sit("zhao");
    second.wait_for("政治引领").settle();
    let mut third = server.sit("zhao");
    third.wait_for("已开着 2 个看板");
    server.sit("qian").wait_for("政治引领");
    let refused =
        (0..8).filter(|n| !server.ssh("zhao", &format!("set 20 percent={n}")).status.success()).count() as u64;
    let mut lost = u64::from(refused != 3);
    if size.long {
        first.keys("r").wait_for("工作进展").keys("写到一半").wait_for("写到一半");
        second.wait_long("没有操作", Duration::from_secs(80));
        first.wait_long("没有操作", Duration::from_secs(80));
        let mut again = server.sit("zhao");
        again.wait_for("写到一半");
    }
    lost += u64::from(server.sessions().len() > 4);
    assert_sound(&server.database());
    Outcome { tried: 12, acknowledged: 12 - refused, lost, note: format!("{refused} edits held back"), skipped: None }
}

/// More long reports than anybody reads, written past every limit: what a board costs that is opened then, and one that
/// was open all the time.
pub fn reports(server: &Server, size: Size) -> Outcome {
    let mut open = server.sit("qian");
    open.wait_for("政治引领").settle();
    let pid = only_session(server);
    let many = size.pick(600, 1_800);
    write_long_reports(&server.database(), many);
    open.settle().keys("g14\r").settle();
    let mut late = server.sit("zhao");
    late.wait_for("政治引领").settle();
    // Screens that read the whole journal.
    late.keys("v").settle().keys("9").settle();
    let peaks: Vec<u64> = server.sessions().into_iter().map(peak).collect();
    let most = peaks.iter().copied().max().unwrap_or(0);
    let whole = server.ssh("qian", "show 14 --json");
    let item: serde_json::Value = serde_json::from_slice(&whole.stdout).expect("JSON");
    let kept = item["reports"].as_array().map_or(0, |all| {
        all.iter().filter(|it| it["done"].as_str().is_some_and(|text| text.chars().count() == 3_999)).count()
    });
    let checkup = duban::store::SqliteStore::doctor(&server.database(), chrono::Utc::now(), &[]).expect("looks");
    let is_told = checkup.findings.iter().any(|it| it.code == duban::store::Fault::MuchWriting);
    assert!(is_told, "the office is told who writes so much");
    let lost = many - kept as u64 + u64::from(most > MEMORY) + u64::from(!server.sessions().contains(&pid));
    let note = format!("{} MB of texts, all there; boards at most {} MiB", many * 36 / 1_000, most >> 10);
    Outcome { tried: many, acknowledged: many, lost, note, skipped: None }
}

fn write_long_reports(database: &std::path::Path, many: u64) {
    use duban::plan::{Change, Edit, EditKind, Node, OpId, PlanId, Report, ReportId};
    use duban::store::{SqliteStore, Store};
    let mut store = SqliteStore::open(database).expect("opens");
    let board = store.load(PlanId(1)).expect("loads");
    let node = Node::item(board.item_no(14).expect("the item").id);
    for n in 0..many {
        let text = "督".repeat(3_999);
        let report = Report {
            id: ReportId(n as i64 + 1),
            node,
            day: chrono::Utc::now().date_naive(),
            author: "sun".to_owned(),
            percent: None,
            done: text.clone(),
            problem: text.clone(),
            next: text,
            unchanged: false,
            unit: None,
        };
        let changes = vec![Change::ReportAdded { report }];
        let edit = Edit {
            op: OpId(fastrand::u64(..)),
            plan: Some(PlanId(1)),
            author: "sun".into(),
            kind: EditKind::Do,
            changes,
        };
        store.commit(&edit, chrono::Utc::now()).expect("is written");
    }
}
