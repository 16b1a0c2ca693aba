//! The built program in a real pseudo-terminal, driven by keys alone, as a person would.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PATIENCE: Duration = Duration::from_secs(20);

/// The program on its terminal.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    pub child: Box<dyn Child + Send + Sync>,
    parser: vt100::Parser,
    pub bytes: Vec<u8>,
}

/// What the program is started with.
pub struct Setup<'a> {
    pub home: &'a Path,
    pub arguments: &'a [&'a str],
    pub size: (u16, u16),
    pub variables: &'a [(&'a str, &'a str)],
}

impl<'a> Setup<'a> {
    pub fn at(home: &'a Path) -> Self {
        Self { home, arguments: &[], size: (80, 24), variables: &[] }
    }

    pub fn start(&self) -> Terminal {
        let (columns, rows) = self.size;
        let pair = native_pty_system()
            .openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duban"));
        command.args(self.arguments);
        command.env_clear();
        for (name, value) in
            [("TERM", "xterm-256color"), ("LANG", "zh_CN.UTF-8"), ("USER", "测试员"), ("PATH", "/usr/bin:/bin")]
        {
            command.env(name, value);
        }
        command.env("HOME", self.home);
        for (name, value) in self.variables {
            command.env(name, value);
        }
        command.cwd(self.home);
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 8_192];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let parser = vt100::Parser::new(rows, columns, 0);
        Terminal { master: pair.master, writer, output, child, parser, bytes: Vec::new() }
    }
}

impl Terminal {
    /// Takes in what comes within `wait`; answers the question where the cursor is, as terminals do.
    fn take(&mut self, wait: Duration) -> bool {
        match self.output.recv_timeout(wait) {
            Ok(bytes) => {
                self.bytes.extend_from_slice(&bytes);
                self.parser.process(&bytes);
                if bytes.windows(4).any(|window| window == b"\x1b[6n") {
                    let _ = self.writer.write_all(b"\x1b[1;2R");
                }
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The screen as the terminal has it.
    pub fn view(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Every cell of the screen with its colours, row by row.
    pub fn cells(&self) -> Vec<Vec<String>> {
        let screen = self.parser.screen();
        let (rows, columns) = screen.size();
        let cell = |row, column| {
            screen.cell(row, column).filter(|cell| !cell.is_wide_continuation()).map_or_else(String::new, |cell| {
                let blank = cell.contents().trim().is_empty();
                // The text colour of a blank does not show.
                let fg = if blank { vt100::Color::Default } else { cell.fgcolor() };
                format!("{:?} {fg:?} {:?}", cell.contents().trim(), cell.bgcolor())
            })
        };
        (0..rows).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect()
    }

    /// Waits until the screen satisfies.
    pub fn wait_until(&mut self, what: &str, done: impl Fn(&str) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !done(&self.screen()) {
            assert!(Instant::now() < deadline, "waited for {what}; the screen is\n{}", self.screen());
            self.take(Duration::from_millis(20));
        }
        self
    }

    /// Waits until a text is on the screen.
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| screen.contains(text))
    }

    /// Waits until a text is no longer on the screen.
    pub fn wait_gone(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| !screen.contains(text))
    }

    /// Types.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()).expect("types");
        self
    }

    /// Types anything at all; a program that has ended hears nothing.
    pub fn bytes_typed(&mut self, bytes: &[u8]) -> &mut Self {
        let _ = self.writer.write_all(bytes).and_then(|()| self.writer.flush());
        self
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("resizes");
        self.parser.screen_mut().set_size(rows.max(2), columns.max(2));
        self
    }

    /// How many bytes come within a time.
    pub fn bytes_within(&mut self, time: Duration) -> usize {
        let before = self.bytes.len();
        let end = Instant::now() + time;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            self.take(left);
        }
        self.bytes.len() - before
    }

    /// Waits until nothing more comes.
    pub fn settle(&mut self) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while self.take(Duration::from_millis(400)) {
            assert!(Instant::now() < deadline, "the program does not come to rest");
        }
        self
    }

    /// Waits for the end of the program; its exit code.
    pub fn wait_end(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("asks") {
                while self.take(Duration::from_millis(50)) {}
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "the program does not end; the screen is\n{}", self.screen());
            self.take(Duration::from_millis(20));
        }
    }

    pub fn signal(&mut self, name: &str) -> &mut Self {
        let pid = self.child.process_id().expect("a process").to_string();
        let status = std::process::Command::new("kill").args([&format!("-{name}"), &pid]).status();
        assert!(status.expect("kill runs").success());
        self
    }

    /// Whether every mode that was switched on was switched off again.
    pub fn is_sane(&self) -> bool {
        let text = String::from_utf8_lossy(&self.bytes).into_owned();
        let last = |on: &str, off: &str| text.rfind(off) > text.rfind(on) || text.rfind(on).is_none();
        last("\x1b[?1049h", "\x1b[?1049l") && last("\x1b[?2004h", "\x1b[?2004l") && last("\x1b[?25l", "\x1b[?25h")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Waits until something holds, looking again and again.
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "waited for {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// How many files under a folder hold a text.
pub fn files_with(folder: &std::path::Path, text: &str) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let count = |entry: std::fs::DirEntry| {
        let path = entry.path();
        if path.is_dir() {
            return files_with(&path, text);
        }
        // Of the database itself nothing is asked; it may be large.
        let small = entry.metadata().is_ok_and(|it| it.len() < 100_000);
        usize::from(small && std::fs::read(&path).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(text)))
    };
    entries.flatten().map(count).sum()
}
