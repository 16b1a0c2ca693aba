//! A real sshd on the loopback: people of four roles with keys of their own, lines that break in three ways, and each
//! role's every deed through SSH, where a refusal leaves no trace.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::pty::{files_with, wait_until};
use crate::writers::{assert_sound, in_journal};
use crate::{Outcome, Size};

const PEOPLE: [(&str, &str, &str, &str); 5] = [
    ("wang", "王芳", "基教科", "reporter"),
    ("li", "李强", "霍邱县", "reporter"),
    ("zhao", "赵敏", "办公室", "supervisor"),
    ("qian", "钱局", "办公室", "viewer"),
    ("sun", "孙管", "办公室", "admin"),
];

/// sshd with the set-up that `duban server-setup` prints, for root instead of a service user.
pub struct Server {
    folder: tempfile::TempDir,
    port: u16,
    sshd: Child,
}

fn run(program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).output().expect(program)
}

impl Server {
    pub fn start() -> Result<Self, String> {
        if String::from_utf8_lossy(&run("id", &["-u"]).stdout).trim() != "0" {
            return Err("needs root to run sshd".to_owned());
        }
        let sshd = ["/usr/sbin/sshd", "/usr/local/sbin/sshd"].into_iter().find(|path| Path::new(path).exists());
        let sshd = sshd.ok_or("needs openssh-server")?;
        if Command::new("ssh").arg("-V").output().is_err() {
            return Err("needs openssh-client".to_owned());
        }
        // sshd asks only programs in folders that nobody else may write to.
        let folder =
            tempfile::Builder::new().prefix("duban-torture-").tempdir_in("/root").map_err(|it| it.to_string())?;
        let at = |name: &str| folder.path().join(name);
        std::fs::copy(env!("CARGO_BIN_EXE_duban"), at("duban")).expect("copies");
        for name in PEOPLE.iter().map(|person| person.0).chain(["host", "nobody"]) {
            run("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", &at(name).display().to_string()]);
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port").port();
        let (duban, database) = (at("duban").display().to_string(), at("plan.db").display().to_string());
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\nPermitRootLogin prohibit-password\n\
             AuthorizedKeysFile none\nAuthorizedKeysCommand {duban} --db {database} authorized-keys %t %k\n\
             AuthorizedKeysCommandUser root\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
             DisableForwarding yes\nPermitUserRC no\nAcceptEnv LANG LC_*\nClientAliveInterval 1\nClientAliveCountMax 2\n",
            at("host").display()
        );
        std::fs::write(at("sshd_config"), config).expect("writes");
        std::fs::create_dir_all("/run/sshd").map_err(|it| it.to_string())?;
        let sshd = Command::new(sshd)
            .args(["-D", "-e", "-f", &at("sshd_config").display().to_string()])
            .stderr(std::fs::File::create(at("sshd.log")).expect("a log"))
            .stdin(Stdio::null())
            .spawn()
            .map_err(|it| it.to_string())?;
        let server = Self { folder, port, sshd };
        for (login, name, unit, role) in PEOPLE {
            server.local(&["user", "add", login, name, "--unit", unit, "--role", role]);
            server.local(&["key", "add", login, &server.path(&format!("{login}.pub")).display().to_string()]);
        }
        let deadline = Instant::now() + Duration::from_secs(10);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "sshd does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("plan.db")
    }

    /// On the server itself, as its first admin.
    pub fn local(&self, arguments: &[&str]) {
        let output = Command::new(self.path("duban"))
            .args(arguments)
            .env("DUBAN_DB", self.database())
            .env("DUBAN_USER", "office")
            .output()
            .expect("runs");
        assert!(output.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&output.stderr));
    }

    fn options(&self, login: &str) -> Vec<String> {
        let key = self.path(login).display().to_string();
        let port = self.port.to_string();
        ["-i", &key, "-p", &port, "-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"]
            .iter()
            .chain(&["-o", "LogLevel=ERROR", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"])
            .map(|&text| text.to_owned())
            .collect()
    }

    /// `ssh host command`.
    pub fn ssh(&self, login: &str, command: &str) -> Output {
        Command::new("ssh")
            .args(self.options(login))
            .args(["root@127.0.0.1", command])
            .stdin(Stdio::null())
            .output()
            .expect("ssh")
    }

    /// `ssh -tt host` on a terminal of its own.
    pub fn sit(&self, login: &str) -> Seat {
        let pair = native_pty_system()
            .openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new("ssh");
        command.args(self.options(login));
        command.args(["-tt", "root@127.0.0.1"]);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "zh_CN.UTF-8");
        let child = pair.slave.spawn_command(command).expect("ssh starts");
        let reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        Seat::new(pair.master, child, reader, writer)
    }

    /// Processes of duban on this database that serve somebody.
    pub fn sessions(&self) -> Vec<u32> {
        let mark = self.database().display().to_string();
        let of = |entry: std::fs::DirEntry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            let line = std::fs::read(entry.path().join("cmdline")).ok()?;
            let line = String::from_utf8_lossy(&line).replace('\0', " ");
            let is_ours = line.contains(&mark)
                && line.contains("--restricted")
                && line.starts_with(&*self.path("duban").display().to_string());
            is_ours.then_some(pid)
        };
        std::fs::read_dir("/proc").expect("/proc").flatten().filter_map(of).collect()
    }
}

/// A scenario on a server of its own; says why where there can be none.
pub fn on_server(size: Size, scenario: fn(&Server, Size) -> Outcome) -> Outcome {
    match Server::start() {
        Ok(server) => scenario(&server, size),
        Err(why) => Outcome::skipped(&why),
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}

/// Somebody in front of `ssh -tt`.
pub struct Seat {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    writer: Box<dyn std::io::Write + Send>,
    output: std::sync::mpsc::Receiver<Vec<u8>>,
    parser: vt100::Parser,
}

impl Seat {
    fn new(
        master: Box<dyn MasterPty + Send>,
        child: Box<dyn portable_pty::Child + Send + Sync>,
        mut reader: Box<dyn std::io::Read + Send>,
        writer: Box<dyn std::io::Write + Send>,
    ) -> Self {
        let (sender, output) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 8_192];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { master, child, writer, output, parser: vt100::Parser::new(24, 80, 0) }
    }

    /// Takes in what comes within a moment; answers the question where the cursor is, as terminals do.
    pub fn take(&mut self, wait: Duration) {
        if let Ok(bytes) = self.output.recv_timeout(wait) {
            self.parser.process(&bytes);
            if bytes.windows(4).any(|window| window == b"\x1b[6n") {
                let _ = self.writer.write_all(b"\x1b[1;2R");
            }
        }
    }

    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_long(text, Duration::from_secs(20))
    }

    pub fn wait_long(&mut self, text: &str, limit: Duration) -> &mut Self {
        let deadline = Instant::now() + limit;
        while !self.parser.screen().contents().contains(text) {
            assert!(Instant::now() < deadline, "waited for {text}:\n{}", self.parser.screen().contents());
            self.take(Duration::from_millis(50));
        }
        self
    }

    /// Lets the questions and answers of the start go by: an ESC that meets them would be taken for a part of them.
    pub fn settle(&mut self) -> &mut Self {
        let end = Instant::now() + Duration::from_millis(600);
        while Instant::now() < end {
            self.take(Duration::from_millis(50));
        }
        self
    }

    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()).expect("types");
        self
    }

    pub fn resize(&self, size: PtySize) {
        self.master.resize(size).expect("takes a size");
    }

    /// For a thread of its own that sends much.
    pub fn take_writer(&mut self) -> Box<dyn std::io::Write + Send> {
        std::mem::replace(&mut self.writer, Box::new(std::io::sink()))
    }

    pub fn put_writer(&mut self, writer: Box<dyn std::io::Write + Send>) {
        self.writer = writer;
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("a process").to_string();
        run("kill", &[&format!("-{name}"), &pid]);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.signal("CONT");
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until a process is gone; how long that took.
fn gone(pid: u32, limit: Duration) -> Option<Duration> {
    let started = Instant::now();
    while started.elapsed() < limit {
        // A process whose parent has not looked yet is gone too.
        let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        if state.is_empty() || state.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z')) {
            return Some(started.elapsed());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    None
}

/// Lines that break: the client killed, the client frozen, the server's end of the session killed.
pub fn lines(server: &Server, size: Size) -> Outcome {
    let rounds = size.pick(1, 10);
    let (mut tried, mut lost, mut slowest) = (0, 0, Duration::ZERO);
    for round in 0..rounds {
        for (how, limit) in [("client killed", 2), ("client frozen", 9), ("server child killed", 2)] {
            let mut seat = server.sit("zhao");
            let text = format!("第{round}次写到一半");
            seat.wait_for("政治引领").keys("r").wait_for("工作进展").keys(&text).wait_for(&text);
            wait_until("what was typed to be on the disk", || files_with(server.folder.path(), &text) > 0);
            let sessions = server.sessions();
            let [pid] = sessions[..] else { panic!("one session: {sessions:?}") };
            match how {
                "client killed" => seat.signal("KILL"),
                "client frozen" => seat.signal("STOP"),
                _ => {
                    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("stat");
                    let rest = stat.rsplit(')').next().expect("a name in brackets");
                    let parent = rest.split_whitespace().nth(1).expect("a parent").to_owned();
                    run("kill", &["-KILL", &parent]);
                }
            }
            let took = gone(pid, Duration::from_secs(limit));
            tried += 1;
            match took {
                Some(took) if how != "client frozen" => slowest = slowest.max(took),
                Some(_) => {}
                None => {
                    lost += 1;
                    println!("  {how}: the program is still there after {limit} s");
                    run("kill", &["-KILL", &pid.to_string()]);
                }
            }
            drop(seat);
            // The text is offered again, and can be thrown away.
            let mut back = server.sit("zhao");
            back.wait_for(&text).wait_for("上次断线时没写完").settle().keys("y");
            back.wait_for("Ctrl-S").settle().keys("\x1b").wait_for("放弃").keys("y").wait_for("政治引领").keys("q");
            let _ = back.child.wait();
        }
    }
    assert_sound(&server.database());
    let note = format!("gone within {} ms, text offered again each time", slowest.as_millis());
    Outcome { tried, acknowledged: tried - lost, lost, note, skipped: None }
}

/// Who came, and what was refused them, can be looked up.
fn noted(server: &Server, odd: usize) {
    let output = Command::new(server.path("duban"))
        .args(["access", "--json", "--refused", "--limit", "500"])
        .env("DUBAN_DB", server.database())
        .env("DUBAN_USER", "sun")
        .output()
        .expect("runs");
    let noted: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let of = |login: &str| noted.as_array().expect("a list").iter().filter(|it| it["login"] == login).count();
    assert!(of("qian") >= 5 && of("zhao") >= odd, "{noted}");
    assert!(noted.as_array().expect("a list").iter().all(|it| it["from"] == "127.0.0.1"), "{noted}");
}

/// What each role may, through `ssh host command`.
pub fn roles(server: &Server, _: Size) -> Outcome {
    // Item 14 is 基教科's; 霍邱县 takes part.
    server.local(&["set", "14", "lead=基教科", "due=2024-12-31", "counties=霍邱县"]);
    let everybody = ["wang", "li", "zhao", "qian", "sun"];
    // A command, and who may.
    let deeds: [(&str, &[&str]); 12] = [
        ("list --json", &everybody),
        ("show 14", &everybody),
        ("export", &everybody),
        ("log", &everybody),
        ("report 14 --done 有进展", &["wang", "li", "zhao", "sun"]),
        ("report 15 --done 别人的", &["zhao", "sun"]),
        ("set 14 percent=31", &["wang", "li", "zhao", "sun"]),
        ("set 15 percent=31", &["zhao", "sun"]),
        ("set 14 leader=某局长", &["zhao", "sun"]),
        ("set 14 due=2024-11-30", &["zhao", "sun"]),
        ("user list", &[]),
        ("doctor", &[]),
    ];
    let odd = [
        "sh -c id",
        "list; id",
        "list --db /etc/passwd",
        "list --as sun",
        "--as sun list",
        "show 14 --restricted",
        "import /etc/passwd",
        "import - /etc/passwd",
        "restore x --yes",
        "server-setup",
        "scp -t /tmp",
        "internal-sftp",
        "'list",
        "list `id`",
        "LIST",
        "backup",
        "demo",
        "completions bash",
    ];
    let (mut tried, mut refused, mut wrong) = (0, 0, 0);
    for (deed, allowed) in deeds {
        for login in everybody {
            let before = in_journal(&server.database());
            let output = server.ssh(login, deed);
            let done = output.status.success();
            tried += 1;
            if done != allowed.contains(&login) {
                wrong += 1;
                println!("  {login}: {deed}: {done} {}", String::from_utf8_lossy(&output.stderr));
            }
            if !done {
                refused += 1;
                assert!(!output.stderr.is_empty(), "a refusal says why");
                assert_eq!(in_journal(&server.database()), before, "{login}: {deed} left a trace");
            }
            // The next one starts from other values.
            if done && deed.starts_with("set") {
                server.local(&["set", "14", "percent=-", "leader=-", "due=2024-12-31"]);
                server.local(&["set", "15", "percent=-"]);
            }
        }
    }
    for command in odd {
        let before = in_journal(&server.database());
        let output = server.ssh("zhao", command);
        tried += 1;
        refused += 1;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() || said.contains("uid=") || in_journal(&server.database()) != before {
            wrong += 1;
            println!("  {command}: {said}");
        }
    }
    // A key that nobody has, and one that was taken away while its owner sits there.
    assert!(!server.ssh("nobody", "list").status.success());
    let mut seat = server.sit("wang");
    seat.wait_for("政治引领");
    server.local(&["user", "deactivate", "wang"]);
    seat.keys("g14\r").keys("p55\r").wait_for("已停用");
    assert!(!server.ssh("wang", "list").status.success(), "and the next login is refused");
    // A key that is taken away ends the session that came with it.
    let mut seat = server.sit("li");
    seat.wait_for("政治引领");
    server.local(&["key", "remove", "li", "1"]);
    seat.wait_for("公钥已收回");
    assert!(!server.ssh("li", "list").status.success());
    // Whose key is whose only administrators read.
    let log = |login: &str| String::from_utf8_lossy(&server.ssh(login, "log --json --limit 99").stdout).into_owned();
    assert!(!log("qian").contains("AAAA") && log("qian").contains("zhao"), "a viewer reads no keys");
    assert!(log("sun").contains("AAAA"), "an administrator does");
    noted(server, odd.len());
    tried += 6;
    refused += 5;
    assert_sound(&server.database());
    let note = format!("{refused} refused without a trace");
    Outcome { tried, acknowledged: tried - refused, lost: wrong, note, skipped: None }
}
