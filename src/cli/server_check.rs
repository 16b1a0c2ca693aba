//! `duban server-setup --check`: whether the people of this server can really log in. It reads what sshd itself says counts
//! for the service account, and at last logs in once with a key of its own, which opens nothing.

use std::fs::File;
use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use super::Done;
use super::outcome::{Code, Failure, print};
use crate::words::{self, Lang};

/// What `setup.sh` has put where.
pub(super) struct Server<'a> {
    pub user: &'a str,
    pub home: &'a str,
    pub program: &'a str,
}

/// The file beside a database that holds the public key of such a trial, and how long it counts, in seconds.
pub(super) const TRIAL: &str = "login-trial";
pub(super) const TRIAL_SECONDS: u64 = 120;
/// What the trial prints once it is in.
pub(super) const TRIAL_SAYS: &str = "duban: in";

/// Looks at one thing after the other; what fails makes the later ones pointless.
pub(super) fn check(lang: Lang, server: &Server<'_>) -> Done {
    let mut lines = Vec::new();
    let mut failed = false;
    let mut told = |name: &str, found: Result<(), String>| -> bool {
        let (mark, why) = match &found {
            Ok(()) => (words::doctor::MARK_FINE, String::new()),
            Err(why) => (words::doctor::MARK_ERROR, format!(": {why}")),
        };
        lines.push(format!("{} {name}{why}\n", lang.say(mark)));
        failed |= found.is_err();
        found.is_ok()
    };
    let is_user = told(lang.say(words::server_check::USER), user(lang, server));
    told(lang.say(words::server_check::FOLDERS), folders(lang, server));
    let is_program = told(lang.say(words::server_check::PROGRAM), owned_by_root(lang, Path::new(server.program)));
    let counts = counting(lang, server);
    let port = counts.as_ref().ok().and_then(|counts| value(counts, "port")).and_then(|port| port.parse().ok());
    let is_set = told(lang.say(words::server_check::SSHD), counts.and_then(|counts| fits(lang, server, &counts)));
    let is_open = told(lang.say(words::server_check::RUNNING), running(lang, port.unwrap_or(22)));
    if is_user && is_program && is_set && is_open {
        told(lang.say(words::server_check::LOGIN), login(lang, server, port.unwrap_or(22)));
    }
    print(&lines.concat())?;
    if failed { Err(Failure::new(Code::Failed, lang.say(words::server_check::NOT_READY))) } else { Ok(()) }
}

fn run(program: &str, arguments: &[&str]) -> std::io::Result<Output> {
    Command::new(program).args(arguments).stdin(Stdio::null()).output()
}

/// The service account exists, is not locked for sshd and has a shell, which forced commands go through.
fn user(lang: Lang, server: &Server<'_>) -> Result<(), String> {
    let missing = || lang.fill(words::server_check::NoUser { user: &server.user });
    let entry = run("getent", &["passwd", server.user]).ok().filter(|it| it.status.success()).ok_or_else(missing)?;
    let line = String::from_utf8_lossy(&entry.stdout).into_owned();
    let shell = line.trim().rsplit(':').next().unwrap_or_default().to_owned();
    if ["nologin", "false"].iter().any(|no| shell.ends_with(no)) || !Path::new(&shell).exists() {
        return Err(lang.fill(words::server_check::NoShell { user: &server.user, shell: &shell }));
    }
    // `!` before the password locks the account for sshd; without PAM also for keys.
    let shadow = run("getent", &["shadow", server.user]).map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
    if shadow.is_ok_and(|line| line.split(':').nth(1).is_some_and(|password| password.starts_with('!'))) {
        return Err(lang.fill(words::server_check::Locked { user: &server.user }));
    }
    Ok(())
}

/// The data are the account's alone, and the way to them is open to it.
fn folders(lang: Lang, server: &Server<'_>) -> Result<(), String> {
    let home = Path::new(server.home);
    let meta = std::fs::metadata(home)
        .map_err(|why| lang.fill(words::server_check::Folder { path: &server.home, why: &why }))?;
    let mode = meta.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(lang.fill(words::server_check::FolderOpen { path: &server.home, mode: &format!("{mode:03o}") }));
    }
    for parent in home.ancestors().skip(1) {
        let closed = std::fs::metadata(parent).is_ok_and(|meta| meta.permissions().mode() & 0o001 == 0);
        if closed {
            return Err(lang.fill(words::server_check::ParentClosed { path: &parent.display() }));
        }
    }
    Ok(())
}

/// sshd runs only what nobody but root could have changed.
fn owned_by_root(lang: Lang, program: &Path) -> Result<(), String> {
    for path in program.ancestors() {
        let meta = std::fs::metadata(path)
            .map_err(|why| lang.fill(words::server_check::Folder { path: &path.display(), why: &why }))?;
        if meta.uid() != 0 || meta.permissions().mode() & 0o022 != 0 {
            return Err(lang.fill(words::server_check::NotRoots { path: &path.display() }));
        }
    }
    Ok(())
}

/// What counts for the account, as sshd reads its own configuration.
fn counting(lang: Lang, server: &Server<'_>) -> Result<String, String> {
    let who = format!("user={},host=localhost,addr=127.0.0.1", server.user);
    let sshd = ["/usr/sbin/sshd", "/usr/local/sbin/sshd"].into_iter().find(|path| Path::new(path).exists());
    let sshd = sshd.ok_or_else(|| lang.say(words::server_check::NO_SSHD).to_owned())?;
    let output = run(sshd, &["-T", "-C", &who]).map_err(|why| why.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn value<'a>(counts: &'a str, name: &str) -> Option<&'a str> {
    counts.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
}

/// Whether that is what `setup.sh` has set, and lets the account in.
fn fits(lang: Lang, server: &Server<'_>, counts: &str) -> Result<(), String> {
    let is_set = value(counts, "authorizedkeyscommand").is_some_and(|it| it.starts_with(server.program));
    if !is_set {
        return Err(lang.say(words::server_check::NOT_INCLUDED).to_owned());
    }
    for (name, wanted) in [("forcecommand", "none"), ("permittty", "yes"), ("pubkeyauthentication", "yes")] {
        if let Some(other) = value(counts, name).filter(|it| *it != wanted) {
            return Err(lang.fill(words::server_check::OtherSetting { name: &name, value: &other, wanted: &wanted }));
        }
    }
    let groups = run("id", &["-nG", server.user]).map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
    let groups = groups.unwrap_or_default();
    let is_one = |pattern: &str, names: &[&str]| {
        let name = pattern.split('@').next().unwrap_or(pattern);
        names.iter().any(|known| fits_pattern(name, known))
    };
    let (users, groups): (Vec<&str>, Vec<&str>) = (vec![server.user], groups.split_whitespace().collect());
    for (allow, deny, names) in [("allowusers", "denyusers", &users), ("allowgroups", "denygroups", &groups)] {
        let listed = |name: &str| -> Vec<&str> {
            let lines = counts.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            lines.flat_map(str::split_whitespace).collect()
        };
        if listed(deny).iter().any(|pattern| is_one(pattern, names)) {
            return Err(lang.fill(words::server_check::Denied { name: &deny, user: &server.user }));
        }
        let allowed = listed(allow);
        if !allowed.is_empty() && !allowed.iter().any(|pattern| is_one(pattern, names)) {
            return Err(lang.fill(words::server_check::NotAllowed { name: &allow, user: &server.user }));
        }
    }
    Ok(())
}

/// sshd's patterns: `*` and `?`.
fn fits_pattern(pattern: &str, name: &str) -> bool {
    match (pattern.chars().next(), name.chars().next()) {
        (None, None) => true,
        (Some('*'), _) => {
            let rest = &pattern[1..];
            fits_pattern(rest, name)
                || name.chars().next().is_some_and(|c| fits_pattern(pattern, &name[c.len_utf8()..]))
        }
        (Some(p), Some(c)) if p == '?' || p == c => fits_pattern(&pattern[p.len_utf8()..], &name[c.len_utf8()..]),
        _ => false,
    }
}

fn running(lang: Lang, port: u16) -> Result<(), String> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let opened = TcpStream::connect_timeout(&address, Duration::from_secs(3));
    opened.map(drop).map_err(|why| lang.fill(words::server_check::NotRunning { port: &port, why: &why }))
}

/// Logs in to this machine with a key made for it.
fn login(lang: Lang, server: &Server<'_>, port: u16) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("duban-trial-{:016x}", fastrand::u64(..)));
    let trial = Path::new(server.home).join(TRIAL);
    let result = try_login(lang, server, port, &folder, &trial);
    let _ = std::fs::remove_dir_all(&folder);
    let _ = std::fs::remove_file(&trial);
    result
}

fn try_login(lang: Lang, server: &Server<'_>, port: u16, folder: &Path, trial: &Path) -> Result<(), String> {
    let failed = |why: std::io::Error| why.to_string();
    std::fs::create_dir(folder).map_err(failed)?;
    std::fs::set_permissions(folder, PermissionsExt::from_mode(0o700)).map_err(failed)?;
    let key: PathBuf = folder.join("key");
    let key_text = key.display().to_string();
    run("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", &key_text]).map_err(failed)?;
    let public = std::fs::read_to_string(folder.join("key.pub")).map_err(failed)?;
    // Left by one that was killed. For the service account to read, whoever runs this.
    let _ = std::fs::remove_file(trial);
    let mut file = File::options().create_new(true).write(true).mode(0o644).open(trial).map_err(failed)?;
    file.set_permissions(PermissionsExt::from_mode(0o644)).map_err(failed)?;
    file.write_all(public.as_bytes()).map_err(failed)?;
    let address = format!("{}@127.0.0.1", server.user);
    let options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "BatchMode=yes", "ConnectTimeout=10"];
    let port = port.to_string();
    let mut arguments = vec!["-F", "none", "-i", key_text.as_str(), "-p", port.as_str()];
    for option in options.iter().chain(&["IdentitiesOnly=yes", "LogLevel=ERROR"]) {
        arguments.extend(["-o", option]);
    }
    arguments.push(&address);
    let output = run("ssh", &arguments).map_err(failed)?;
    if String::from_utf8_lossy(&output.stdout).trim() == TRIAL_SAYS {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(lang.fill(words::server_check::LoginFailed { why: &said }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_the_account_out_is_told() {
        let server = Server { user: "duban", home: "/nowhere", program: "/usr/local/bin/duban" };
        let command = "authorizedkeyscommand /usr/local/bin/duban --db x authorized-keys %t %k\n";
        let fits = |rest: &str| fits(Lang::Zh, &server, &format!("{command}{rest}"));
        assert_eq!(fits("forcecommand none\npermittty yes\n"), Ok(()));
        assert_eq!(fits("allowusers root du*\n"), Ok(()));
        assert_eq!(fits("allowusers duban@10.*\n"), Ok(()));
        for (rest, word) in [
            ("allowusers root admin\n", "AllowUsers"),
            ("denyusers d?ban\n", "DenyUsers"),
            ("allowgroups wheel\n", "AllowGroups"),
            ("forcecommand /bin/false\n", "forcecommand"),
            ("permittty no\n", "permittty"),
        ] {
            let why = fits(rest).expect_err(rest);
            assert!(why.to_lowercase().contains(&word.to_lowercase()), "{rest}: {why}");
        }
        let why = super::fits(Lang::Zh, &server, "authorizedkeyscommand none\n").expect_err("not set");
        assert!(why.contains("Include"), "{why}");
    }
}
