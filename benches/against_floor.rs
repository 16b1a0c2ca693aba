//! `duban` against the floor: a bare ratatui program that draws a list from `SQLite` with the same backend. Both run in turn
//! in a real pseudo-terminal, so that the ratios hold on any machine. `cargo bench` prints the table.
//!
//! Started with `DUBAN_BENCH_LIST` in its environment this very program is the bare list.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const ROUNDS: usize = 15;
const KEYS: usize = 20;
const IDLE: Duration = Duration::from_secs(5);
/// Output is complete when nothing has come for so long.
const QUIET: Duration = Duration::from_millis(60);

fn main() {
    if let Ok(database) = std::env::var("DUBAN_BENCH_LIST") {
        floor::run(&database).expect("the bare list");
        return;
    }
    // `cargo test` builds and runs benches too; measuring is for `cargo bench`.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let list = floor::database(folder.path());
    let this = std::env::current_exe().expect("this program");
    let bare = Program {
        path: this.display().to_string(),
        arguments: vec![],
        variable: ("DUBAN_BENCH_LIST", list),
        wait: "floor list",
    };
    let own = Program {
        path: env!("CARGO_BIN_EXE_duban").to_owned(),
        arguments: vec![],
        variable: ("DUBAN_DB", folder.path().join("plan.db").display().to_string()),
        wait: "夯实基础",
    };
    // The first start makes the database.
    measure(&own, folder.path(), false);
    let mut rows: [Vec<Figures>; 2] = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        let idle = round == 0;
        rows[0].push(measure(&bare, folder.path(), idle));
        rows[1].push(measure(&own, folder.path(), idle));
    }
    print_table(&rows);
    let big = big_plan(folder.path());
    let plan = Program {
        arguments: vec!["--plan".to_owned(), "2".to_owned()],
        variable: ("DUBAN_DB", big),
        wait: "板块",
        ..own
    };
    let figures: Vec<Figures> = (0..5).map(|_| measure(&plan, folder.path(), false)).collect();
    println!(
        "\n100,000 measures: first frame {:.0} ms, a key {:.2} ms, {:.0} MiB",
        median(&figures, |f| f.start),
        median(&figures, |f| f.key),
        median(&figures, |f| f.memory)
    );
}

struct Program {
    path: String,
    arguments: Vec<String>,
    variable: (&'static str, String),
    wait: &'static str,
}

/// What is measured in one run; times in milliseconds, memory in MiB.
#[derive(Default)]
struct Figures {
    start: f64,
    frame: f64,
    key: f64,
    slow_key: f64,
    key_bytes: f64,
    flood: f64,
    memory: f64,
    idle_cpu: Option<f64>,
    idle_bytes: Option<f64>,
}

fn measure(program: &Program, home: &Path, idle: bool) -> Figures {
    let mut run = Running::start(program, home);
    let mut figures = Figures { start: run.wait_for(program.wait), ..Figures::default() };
    run.settle();
    figures.frame = run.bytes as f64;
    figures.memory = run.memory();
    let mut times = Vec::new();
    for at in 0..KEYS {
        let key = if at % 4 < 2 { "j" } else { "k" };
        let before = run.bytes;
        times.push(run.press(key));
        figures.key_bytes = (run.bytes - before) as f64;
    }
    times.sort_by(f64::total_cmp);
    figures.key = times[times.len() / 2];
    figures.slow_key = times[times.len() * 95 / 100];
    figures.flood = run.press(&"j".repeat(500));
    if idle {
        let (cpu, bytes) = (run.cpu(), run.bytes);
        run.take_for(IDLE);
        figures.idle_cpu = Some((run.cpu() - cpu) / IDLE.as_secs_f64() / 10.0);
        figures.idle_bytes = Some((run.bytes - bytes) as f64);
    }
    run.press("q");
    figures
}

fn median(figures: &[Figures], of: impl Fn(&Figures) -> f64) -> f64 {
    let mut values: Vec<f64> = figures.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn print_table(rows: &[Vec<Figures>; 2]) {
    type Column = (&'static str, fn(&Figures) -> f64);
    let columns: [Column; 7] = [
        ("first frame, ms", |f| f.start),
        ("first frame, bytes", |f| f.frame),
        ("key to last byte, ms", |f| f.key),
        ("the same, p95", |f| f.slow_key),
        ("one row down, bytes", |f| f.key_bytes),
        ("500 keys at once, ms", |f| f.flood),
        ("resident memory, MiB", |f| f.memory),
    ];
    println!("{:<24}{:>10}{:>10}{:>8}", "120x40, medians", "bare list", "duban", "ratio");
    for (name, of) in columns {
        let (bare, own) = (median(&rows[0], of), median(&rows[1], of));
        println!("{name:<24}{bare:>10.2}{own:>10.2}{:>8.2}", own / bare);
    }
    let idle = |of: fn(&Figures) -> Option<f64>| {
        rows.iter().map(|row| row.iter().find_map(of).unwrap_or(0.0)).collect::<Vec<_>>()
    };
    let (cpu, bytes) = (idle(|f| f.idle_cpu), idle(|f| f.idle_bytes));
    println!("{:<24}{:>10.3}{:>10.3}", "idle, % of a processor", cpu[0], cpu[1]);
    println!("{:<24}{:>10}{:>10}", "idle, bytes", bytes[0], bytes[1]);
}

/// A program on its terminal, with a clock.
struct Running {
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<(Instant, Vec<u8>)>,
    started: Instant,
    text: Vec<u8>,
    bytes: usize,
}

impl Running {
    fn start(program: &Program, home: &Path) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(&program.path);
        command.args(&program.arguments);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "zh_CN.UTF-8");
        command.env("HOME", home);
        command.env(program.variable.0, &program.variable.1);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("starts");
        Self { _master: pair.master, writer, child, output, started, text: Vec::new(), bytes: 0 }
    }

    /// Takes in what comes within `wait`; when it came.
    fn take(&mut self, wait: Duration) -> Option<Instant> {
        let (at, bytes) = self.output.recv_timeout(wait).ok()?;
        self.bytes += bytes.len();
        if bytes.windows(4).any(|window| window == b"\x1b[6n") {
            let _ = self.writer.write_all(b"\x1b[1;2R");
        }
        self.text.extend_from_slice(&bytes);
        Some(at)
    }

    fn take_for(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            self.take(left);
        }
    }

    /// Milliseconds until a text was sent.
    fn wait_for(&mut self, text: &str) -> f64 {
        let deadline = self.started + Duration::from_secs(20);
        loop {
            let at = self.take(Duration::from_secs(1));
            if String::from_utf8_lossy(&self.text).contains(text) {
                return at.unwrap_or_else(Instant::now).duration_since(self.started).as_secs_f64() * 1e3;
            }
            assert!(Instant::now() < deadline, "{text} does not appear");
        }
    }

    fn settle(&mut self) {
        while self.take(QUIET).is_some() {}
    }

    /// Presses keys; milliseconds until the last byte of the answer.
    fn press(&mut self, keys: &str) -> f64 {
        let pressed = Instant::now();
        self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()).expect("types");
        let mut last = pressed;
        while let Some(at) = self.take(QUIET) {
            last = at;
        }
        last.duration_since(pressed).as_secs_f64() * 1e3
    }

    fn proc(&self, file: &str) -> String {
        let pid = self.child.process_id().unwrap_or(0);
        std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default()
    }

    /// Resident memory in MiB.
    fn memory(&self) -> f64 {
        let status = self.proc("status");
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }

    /// Milliseconds of processor time of all its threads so far.
    fn cpu(&self) -> f64 {
        let pid = self.child.process_id().unwrap_or(0);
        let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
        let of = |thread: std::fs::DirEntry| {
            let text = std::fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
            text.split_whitespace().next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
        };
        threads.map(of).sum()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Imports a plan of 100,000 measures beside the real one; the path of its database.
fn big_plan(folder: &Path) -> String {
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let mut text = "某省教育厅2024年工作要点\n".to_owned();
    let mut number = 0;
    for numeral in numerals {
        text.push_str(&format!("{numeral}、坚持板块{numeral},加强领导\n"));
        for _ in 0..2_000 {
            number += 1;
            text.push_str(&format!("{number}.推进第{number}项教育事业高质量发展。\n"));
            text.push_str(&"具体任务要扎实推进教育教学改革落实到位。".repeat(5));
            text.push('\n');
        }
    }
    let (file, database) = (folder.join("big.txt"), folder.join("big.db"));
    std::fs::write(&file, text).expect("writes");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_duban"))
        .arg("--db")
        .arg(&database)
        .arg("import")
        .arg(&file)
        .env("HOME", folder)
        .stdout(std::process::Stdio::null())
        .status();
    assert!(status.expect("imports").success());
    database.display().to_string()
}

/// The bare list.
mod floor {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsFd;
    use std::path::Path;

    use crossterm::event::{self, Event, KeyCode};
    use duban::term::CellBackend;
    use ratatui::Terminal;
    use ratatui::style::{Modifier, Style};
    use ratatui::widgets::{List, ListItem, ListState};

    /// A database with 31 rows of 30 Chinese characters.
    pub fn database(folder: &Path) -> String {
        let path = folder.join("floor.db");
        let connection = rusqlite::Connection::open(&path).expect("opens");
        connection.execute_batch("CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT)").expect("makes the table");
        for id in 1..=31 {
            let title = "年度工作计划推进情况汇总任务项目编号标题文字长度固定三十个汉字";
            connection.execute("INSERT INTO tasks VALUES (?1, ?2)", rusqlite::params![id, title]).expect("inserts");
        }
        path.display().to_string()
    }

    pub fn run(database: &str) -> io::Result<()> {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let rows: Vec<String> = rusqlite::Connection::open_with_flags(database, flags)
            .and_then(|connection| {
                let mut all = connection.prepare("SELECT id, title FROM tasks ORDER BY id")?;
                let row =
                    |row: &rusqlite::Row<'_>| Ok(format!("{:>3} {}", row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
                all.query_map([], row)?.collect()
            })
            .map_err(io::Error::other)?;
        crossterm::terminal::enable_raw_mode()?;
        let file = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let mut backend = CellBackend::new(file, "xterm-256color");
        backend.prepend(b"\x1b[?1049h");
        let mut terminal = Terminal::new(backend)?;
        let mut state = ListState::default().with_selected(Some(0));
        loop {
            terminal.draw(|frame| {
                let items = std::iter::once("floor list").chain(rows.iter().map(String::as_str)).map(ListItem::new);
                let list = List::new(items).highlight_style(Style::new().add_modifier(Modifier::REVERSED));
                frame.render_stateful_widget(list, frame.area(), &mut state);
            })?;
            let mut next = Some(event::read()?);
            while let Some(event) = next.take() {
                match event {
                    Event::Key(key) if key.code == KeyCode::Char('q') => {
                        return crossterm::terminal::disable_raw_mode();
                    }
                    Event::Key(key) if key.code == KeyCode::Char('j') => state.select_next(),
                    Event::Key(key) if key.code == KeyCode::Char('k') => state.select_previous(),
                    _ => {}
                }
                if event::poll(std::time::Duration::ZERO)? {
                    next = Some(event::read()?);
                }
            }
        }
    }
}
