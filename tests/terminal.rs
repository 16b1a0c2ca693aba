//! The whole program, built, in a real pseudo-terminal.

#[path = "support/pty.rs"]
mod pty;

use std::time::{Duration, Instant};

use pty::{Setup, files_with, wait_until};
use tempfile::tempdir;

const ENTER: &str = "\r";
const ESC: &str = "\x1b";

#[test]
fn a_first_run_on_an_empty_home_shows_the_real_plan() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup::at(home.path()).start();
    terminal.wait_for("营造教育发展良好氛围");
    let screen = terminal.screen();
    for label in ["政治引领", "改革创新", "立德树人", "人民立场", "固本培元", "夯实基础", "六安市教育局2024年工作要点"]
    {
        assert!(screen.contains(label), "{label}\n{screen}");
    }
    terminal.keys("q");
    assert_eq!(terminal.wait_end(), 0);
    assert!(terminal.is_sane());
    assert!(home.path().join(".local/share/duban/plan.db").exists());
}

#[test]
fn item_14_is_updated_by_keys_and_found_again() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup::at(home.path()).start();
    terminal.wait_for("政治引领").keys("g14").wait_for("到第几项").keys(ENTER).wait_gone("到第几项");
    terminal.keys(ENTER).wait_for("具体任务 9").keys(ESC).wait_gone("具体任务 9");
    terminal.keys("p60").wait_for("60").keys(ENTER).wait_for("→ 60%");
    terminal.keys("d6月底前").wait_for("即 2024-06-30").keys(ENTER).wait_for("→ 2024-06-30");
    terminal.keys("o体卫艺科").wait_for("新增“体卫艺科”").keys(ENTER).wait_for("→ 体卫艺科");
    terminal
        .keys("r")
        .wait_for("进展报送")
        .keys("已完成摸底，开展培训3次。\t缺少师资")
        .keys("\x13")
        .wait_for("进展已保存");
    terminal.keys("u").wait_for("已撤销");
    terminal.keys("\x12").wait_for("已重做");
    terminal.keys("q");
    assert_eq!(terminal.wait_end(), 0);

    let mut again = Setup::at(home.path()).start();
    again.wait_for("政治引领").keys("g14").wait_for("到第几项").keys(ENTER).wait_gone("到第几项").keys(ENTER);
    again
        .wait_for("60%")
        .wait_for("牵头科室:体卫艺科")
        .wait_for("完成时限:2024-06-30")
        .keys("\x1b[6~\x1b[6~")
        .wait_for("已完成摸底，开展培训3次。")
        .wait_for("缺少师资");
    // Undo reaches back beyond the restart.
    again.keys("u").wait_for("不是在这个窗口做的").keys("y").wait_for("已撤销").wait_for("进展 1");
}

#[test]
fn two_copies_see_each_other_without_losing_what_is_typed() {
    let home = tempdir().expect("a home");
    let mut first = Setup::at(home.path()).start();
    first.wait_for("政治引领");
    let mut second = Setup { variables: &[("DUBAN_USER", "李某")], ..Setup::at(home.path()) }.start();
    second.wait_for("政治引领").keys("e").wait_for("修改文字").keys("正在写的话");
    second.wait_for("正在写的话");
    first.keys("p35").wait_for("35").keys(ENTER).wait_for("→ 35%");
    let written = Instant::now();
    // Both the row and who has changed it.
    second.wait_for("35%").wait_for("测试员");
    assert!(written.elapsed() < Duration::from_secs(5));
    assert!(second.screen().contains("正在写的话"), "{}", second.screen());
}

#[test]
fn a_backup_restored_under_an_open_board_is_on_the_screen_at_once() {
    let home = tempfile::tempdir().expect("a home");
    let duban = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(arguments)
            .env_clear()
            .env("HOME", home.path())
            .env("USER", "测试员")
            .output()
            .expect("runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    duban(&["set", "1", "percent=11"]);
    let file = duban(&["backup"]);
    let file = file.lines().next().and_then(|line| line.split_once(':')).expect("a path").1.to_owned();
    let mut terminal = Setup::at(home.path()).start();
    terminal.wait_for("11%");
    duban(&["set", "1", "percent=77"]);
    terminal.wait_for("77%");
    duban(&["restore", &file, "--yes"]);
    terminal.wait_for("恢复了一份备份").wait_for("11%");
    // What was given up cannot be undone, and what is there can be worked on.
    terminal.keys("p22\r").wait_for("22%").keys("q");
    terminal.wait_end();
}

#[test]
fn a_conflict_shows_both_values() {
    let home = tempdir().expect("a home");
    let mut first = Setup::at(home.path()).start();
    first.wait_for("政治引领").keys("p").wait_for("现为").keys("80").wait_for("80");
    // The other one stops the clock of the first: its keeper cannot look while it is stopped.
    first.signal("STOP");
    let database = home.path().join(".local/share/duban/plan.db");
    let set = std::process::Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["--db", database.to_str().expect("a path"), "set", "1", "percent=70"])
        .env("DUBAN_USER", "李某")
        .output()
        .expect("runs");
    assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    first.keys(ENTER).signal("CONT");
    first.wait_for("用我的覆盖").wait_for("李某").wait_for("70%").wait_for("80%");
    first.keys(ESC).wait_gone("用我的覆盖").wait_for("现为").keys(ENTER).wait_for("用我的覆盖").keys(ENTER);
    first.wait_for("80%").wait_gone("现为");
}

#[test]
fn killed_in_mid_edit_the_file_is_whole_and_holds_what_was_saved() {
    let home = tempdir().expect("a home");
    for round in 1..=5 {
        let mut terminal = Setup::at(home.path()).start();
        terminal.wait_for("政治引领").keys(&format!("p{round}{ENTER}")).wait_for(&format!("→ {round}%"));
        terminal.keys("r写到一半").wait_for("写到一半").signal("KILL");
        terminal.wait_end();
    }
    let mut again = Setup::at(home.path()).start();
    again.wait_for("政治引领").wait_for("5%");
    let database = rusqlite::Connection::open(home.path().join(".local/share/duban/plan.db")).expect("opens");
    let sound: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checks");
    assert_eq!(sound, "ok");
}

#[test]
fn hangup_terminate_and_ctrl_c_leave_the_terminal_sane() {
    for end in ["HUP", "TERM", "ctrl-c"] {
        let home = tempdir().expect("a home");
        let mut terminal = Setup::at(home.path()).start();
        terminal.wait_for("政治引领").keys("r写到一半").wait_for("写到一半");
        if end == "ctrl-c" {
            // Asks first, since something was typed; pressed again it leaves.
            terminal.keys("\x03").wait_for("放弃已经写好的内容").keys("\x03");
        } else {
            terminal.signal(end);
        }
        terminal.wait_end();
        assert!(terminal.is_sane(), "{end}");
    }
}

#[test]
fn what_was_being_typed_when_the_line_dropped_is_offered_again() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup::at(home.path()).start();
    terminal.wait_for("政治引领").keys("jr完成调研\t缺经费").wait_for("缺经费").signal("HUP");
    terminal.wait_end();
    let mut again = Setup::at(home.path()).start();
    // Asked first: a key that is pressed at once goes nowhere. Left for later, it is asked again.
    again.wait_for("没写完").wait_for("完成调研").keys("p").keys("n").wait_gone("没写完").keys("q");
    again.wait_end();
    let mut again = Setup::at(home.path()).start();
    again.wait_for("没写完").keys("y");
    again.wait_for("第2项").wait_for("完成调研").wait_for("缺经费").keys("\x13").wait_for("进展已保存").keys("q");
    again.wait_end();
    let mut third = Setup::at(home.path()).start();
    third.wait_for("政治引领").settle();
    assert!(!third.screen().contains("没写完"), "done, it is not offered again");
}

#[test]
fn unfinished_texts_do_not_pile_up() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup::at(home.path()).start();
    terminal.wait_for("政治引领").keys("jr写到一半").wait_for("写到一半").signal("HUP");
    terminal.wait_end();
    let folder = home.path().join(".local/state/duban");
    let drafts = || -> Vec<std::path::PathBuf> {
        let files = std::fs::read_dir(&folder).expect("the folder").flatten().map(|file| file.path());
        files.filter(|path| path.to_string_lossy().contains("draft-")).collect()
    };
    let [left] = &drafts()[..] else { panic!("one draft: {:?}", drafts()) };
    let text = std::fs::read_to_string(left).expect("the draft");
    let hour = std::time::Duration::from_secs(3_600);
    for n in 0..30 {
        let path = left.with_file_name(format!("draft-0000000000000000-{n:016x}.json"));
        std::fs::write(&path, &text).expect("writes");
        // One of them is older than anybody's patience.
        let age = if n == 0 { hour * 24 * 100 } else { hour * (n + 1) };
        let file = std::fs::File::options().write(true).open(&path).expect("opens");
        file.set_modified(std::time::SystemTime::now() - age).expect("an age");
    }
    let mut again = Setup::at(home.path()).start();
    again.wait_for("没写完").keys("n").wait_gone("没写完").keys("jjr另一件事").wait_for("另一件事");
    wait_until("what is typed to be kept", || files_with(&folder, "另一件事") > 0);
    assert_eq!(drafts().len(), 20, "the newest are kept");
    assert!(left.exists(), "among them the one that was offered");
    assert!(!left.with_file_name("draft-0000000000000000-0000000000000000.json").exists());
    again.keys("\x13").wait_for("进展已保存").keys("q");
    again.wait_end();
}

#[test]
fn a_meeting_that_was_killed_in_the_middle_of_a_decision_ends_with_its_minutes() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup::at(home.path()).start();
    terminal.wait_for("政治引领").keys("M").wait_for("名称").keys("\x13").wait_for("议程");
    terminal.keys("a8\r").wait_for("推动民办").keys(ENTER).wait_for("推动民办").keys("d").wait_for("议定内容");
    terminal.keys("限期整改").wait_for("限期整改");
    let kept = || {
        let files = std::fs::read_dir(home.path().join(".local/state/duban")).into_iter().flatten().flatten();
        // What is still being written has another ending, and is no draft yet.
        let whole = files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|end| end == "json"));
        whole.filter_map(|path| std::fs::read_to_string(path).ok()).any(|text| text.contains("限期整改"))
    };
    terminal.wait_until("the draft on the disk", |_| kept()).signal("KILL");
    terminal.wait_end();
    let mut again = Setup::at(home.path()).start();
    again.wait_for("没写完").keys("y").wait_for("议定内容").keys("\x13").wait_for("第 1 条");
    again.keys(ESC).wait_for("加议题").keys("Q").wait_for("结束会议").keys("y").wait_for("会议纪要");
    again.wait_for("第8项").keys("\x1b[6~").wait_for("限期整改");
}

#[test]
fn presenting_what_is_not_there_makes_no_file() {
    let home = tempdir().expect("a home");
    let path = home.path().join("typo.db");
    let shown = path.display().to_string();
    let arguments = ["--db", &shown, "present", "--loop", "20s"];
    let mut terminal = Setup { arguments: &arguments, ..Setup::at(home.path()) }.start();
    assert_eq!(terminal.wait_end(), 1);
    assert!(!path.exists());
}

#[test]
fn stopped_and_continued_it_comes_back() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup::at(home.path()).start();
    terminal.wait_for("政治引领").keys("j\x1a");
    terminal.bytes_within(Duration::from_millis(300));
    terminal.signal("CONT").wait_for("政治引领").keys("?").wait_for("帮助");
}

#[test]
fn a_storm_of_sizes_ends_with_the_right_picture() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup { arguments: &["demo"], ..Setup::at(home.path()) }.start();
    terminal.wait_for("政治引领");
    for (columns, rows) in [(120, 40), (40, 12), (200, 60), (10, 5), (2, 2), (64, 18), (250, 70), (41, 13), (81, 25)] {
        terminal.resize(columns, rows);
    }
    terminal.resize(80, 24);
    terminal.settle();
    // What is on the screen is what a full redraw gives.
    let before = terminal.screen();
    terminal.keys("\x0c").settle();
    assert_eq!(before, terminal.screen());
    terminal.wait_for("政治引领").wait_for("夯实基础");
}

#[test]
fn pasted_rubbish_neither_quits_nor_edits() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup::at(home.path()).start();
    terminal.wait_for("政治引领");
    terminal.keys("\x1b[200~qqq\x1b[31mx\r\nyy\x07\x1b[201~").wait_for("这里不能粘贴");
    terminal.keys("\x1b[200~a\x1b[201~qqqxy\x1b[201~");
    terminal.bytes_within(Duration::from_millis(200));
    assert!(terminal.child.try_wait().expect("asks").is_none(), "still there");
    terminal.keys("e\x15");
    terminal.wait_for("修改文字").keys("\x1b[200~红\x1b[31m色\u{202e}字\r\n第二行\x1b[201~").wait_for("红色字 第二行");
    terminal.bytes_within(Duration::from_millis(100));
    terminal.keys(ENTER).wait_for("已保存");
    assert!(!String::from_utf8_lossy(&terminal.bytes).contains('\u{202e}'));
}

#[test]
fn nothing_is_sent_when_nothing_happens() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup::at(home.path()).start();
    terminal.wait_for("政治引领");
    terminal.bytes_within(Duration::from_millis(500));
    assert_eq!(terminal.bytes_within(Duration::from_secs(2)), 0);
}

#[test]
fn one_row_down_costs_few_bytes_and_a_picture_few_thousand() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup { size: (120, 40), ..Setup::at(home.path()) }.start();
    terminal.wait_for("政治引领");
    terminal.bytes_within(Duration::from_millis(400));
    let first = terminal.bytes.len();
    assert!(first < 6_000, "the first picture took {first} bytes");
    // The first key takes away what was said at the start.
    terminal.keys("j").bytes_within(Duration::from_millis(300));
    terminal.keys("j");
    let move_down = terminal.bytes_within(Duration::from_millis(300));
    assert!((1..400).contains(&move_down), "a move took {move_down} bytes");
}

#[test]
fn where_it_cannot_work_it_says_so() {
    let home = tempdir().expect("a home");
    let piped = std::process::Command::new(env!("CARGO_BIN_EXE_duban"))
        .env("HOME", home.path())
        .env("LANG", "zh_CN.UTF-8")
        .output()
        .expect("runs");
    assert_eq!(piped.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&piped.stderr).contains("duban list"));
    for (term, said) in [("dumb", "全屏"), ("linux", "SSH")] {
        let mut terminal = Setup { variables: &[("TERM", term)], ..Setup::at(home.path()) }.start();
        terminal.wait_for(said);
        assert_eq!(terminal.wait_end(), 1);
    }
    let mut terminal = Setup { size: (30, 8), ..Setup::at(home.path()) }.start();
    terminal.wait_for("窗口太小").resize(80, 24).wait_for("政治引领");
}

#[test]
fn english_and_no_colour_are_complete() {
    let home = tempdir().expect("a home");
    let mut terminal =
        Setup { arguments: &["demo", "--lang", "en"], variables: &[("NO_COLOR", "1")], ..Setup::at(home.path()) }
            .start();
    terminal.wait_for("mean progress").keys("?").wait_for("Help: keys that work here");
    let text = String::from_utf8_lossy(&terminal.bytes).into_owned();
    assert!(!text.contains("38;5;") && !text.contains("48;5;"), "no colours are sent");
}

#[test]
fn what_was_drawn_piece_by_piece_is_what_a_full_redraw_gives() {
    let home = tempdir().expect("a home");
    let mut terminal = Setup { arguments: &["demo"], size: (64, 18), ..Setup::at(home.path()) }.start();
    terminal.wait_for("政治引领");
    terminal.bytes_within(Duration::from_millis(200));
    for keys in [
        ENTER, ESC, "v2", "jjj", "m", "v3", "j", ENTER, ESC, "v4", "v1", "?", ESC, "o", ESC, "z", "z", "T", "r", ESC,
        ":", ESC, "/xl", ENTER, "n", ESC,
    ] {
        terminal.keys(keys);
        terminal.bytes_within(Duration::from_millis(120));
        let pieces = terminal.cells();
        terminal.keys("\x0c");
        terminal.bytes_within(Duration::from_millis(120));
        let whole = terminal.cells();
        // The last row may hold a sentence that the next key, also the one for redrawing, takes away.
        for (row, (piece, all)) in pieces.iter().zip(&whole).take(17).enumerate() {
            assert_eq!(piece, all, "row {row} after {keys:?}\n{}", terminal.screen());
        }
    }
}

#[test]
fn a_board_that_has_to_wait_for_a_locked_database_says_so_and_opens_then() {
    let home = tempdir().expect("a home");
    let path = home.path().join("plan.db");
    let first = std::process::Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["--db", &path.display().to_string(), "list"])
        .env_clear()
        .env("HOME", home.path())
        .stdout(std::process::Stdio::null())
        .status();
    assert!(first.expect("runs").success());
    let other = rusqlite::Connection::open(&path).expect("opens");
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (x)").expect("locks");
    let path = path.display().to_string();
    let arguments = ["--db", path.as_str()];
    let mut terminal = Setup { arguments: &arguments, ..Setup::at(home.path()) }.start();
    terminal.wait_for("另一个程序占用");
    drop(other);
    terminal.wait_for("政治引领").keys("q");
    assert_eq!(terminal.wait_end(), 0);
}
