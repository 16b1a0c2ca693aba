//! `duban server-setup`: everything a Debian server needs so that many people work on one database over SSH, printed
//! or written to a folder to be read before it is run.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::Done;
use super::invocation::Invocation;
use super::outcome::{Code, Failure, print};
use super::server_check::{self, Server};
use crate::words;

/// File by file: name, mode, text.
const FILES: [(&str, u32, &str); 7] = [
    ("setup.sh", 0o755, include_str!("../../assets/server/setup.sh")),
    ("sshd_duban.conf", 0o644, include_str!("../../assets/server/sshd_duban.conf")),
    ("sudoers_duban", 0o440, include_str!("../../assets/server/sudoers_duban")),
    ("duban-board", 0o755, include_str!("../../assets/server/duban-board")),
    ("duban-daily.service", 0o644, include_str!("../../assets/server/duban-daily.service")),
    ("duban-daily.timer", 0o644, include_str!("../../assets/server/duban-daily.timer")),
    ("tmpfiles_duban.conf", 0o644, include_str!("../../assets/server/tmpfiles_duban.conf")),
];

const USER: &str = "duban";
const HOME: &str = "/var/lib/duban";
const INSTALLED: &str = "/usr/local/bin/duban";

pub(super) fn server_setup(invocation: &Invocation, folder: Option<&Path>, check: bool) -> Done {
    let lang = invocation.lang;
    if check {
        return server_check::check(lang, &Server { user: USER, home: HOME, program: INSTALLED });
    }
    let program = std::env::current_exe()?.display().to_string();
    let filled = |text: &str| {
        text.replace("{user}", USER)
            .replace("{home}", HOME)
            .replace("{db}", &format!("{HOME}/plan.db"))
            .replace("{installed}", INSTALLED)
            .replace("{program}", &format!("'{}'", program.replace('\'', "'\\''")))
    };
    let Some(folder) = folder else {
        for (name, mode, text) in FILES {
            print(&format!("# ---- {name} ({mode:04o}) ----\n{}\n", filled(text)))?;
        }
        return print(&format!("# {}\n", lang.say(words::cli::server_setup::PRINTED)));
    };
    let trouble = |error: std::io::Error| {
        Failure::new(Code::Failed, lang.fill(words::trouble::Open { path: &folder.display(), why: &error }))
    };
    std::fs::create_dir_all(folder).map_err(trouble)?;
    for (name, mode, text) in FILES {
        let path = folder.join(name);
        // An older set-up is replaced; one of its files cannot be written over.
        let _ = std::fs::remove_file(&path);
        std::fs::write(&path, filled(text)).map_err(trouble)?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).map_err(trouble)?;
    }
    print(&format!("{}\n", lang.fill(words::cli::server_setup::Written { path: &folder.display() })))
}
