//! Access: who has come over SSH, with what, and what was refused, in a file beside the database that the service account
//! alone can read. `duban access` shows it to those who look after people. It is a help to them and no proof: whoever owns
//! the account can change it.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Done;
use super::invocation::Invocation;
use super::outcome::{Failure, print, print_json};
use crate::plan::{Action, clean_line};
use crate::report::clip;
use crate::store::Location;
use crate::words;

/// A file of this size gives way to a new one; one older is kept.
const LARGEST: u64 = 2 << 20;
/// Characters that are kept of what somebody asked for.
const LONGEST: usize = 200;

/// Somebody came, or was refused something.
#[derive(Debug, Serialize, Deserialize)]
struct Access {
    at: DateTime<Utc>,
    login: String,
    /// From where, as sshd says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// The end of the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// The command that was asked for; none is the board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    command: Option<String>,
    /// Why it was not done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
}

/// Notes the deeds of one session; what cannot be noted hinders nobody.
#[derive(Debug, Clone)]
pub(super) struct Noter {
    file: PathBuf,
    login: String,
    key: Option<String>,
}

impl Noter {
    /// Of a session over SSH; `None` for others, who answer to their own system.
    pub fn of(invocation: &Invocation) -> Option<Self> {
        let place = invocation.location().ok().filter(|_| invocation.restricted)?;
        Some(Self { file: file(&place)?, login: invocation.author.clone(), key: invocation.key.clone() })
    }

    /// Somebody came with what sshd was asked for.
    pub fn came(&self) {
        self.note(None);
    }

    /// Something was refused.
    pub fn refused(&self, why: &str) {
        self.note(Some(why));
    }

    fn note(&self, refused: Option<&str>) {
        let variable = |name: &str| {
            let text = std::env::var_os(name)?;
            let text = clip(&clean_line(&text.to_string_lossy()), LONGEST);
            Some(text).filter(|text| !text.is_empty())
        };
        let from = variable("SSH_CONNECTION").and_then(|all| all.split(' ').next().map(str::to_owned));
        let access = Access {
            at: Utc::now(),
            login: self.login.clone(),
            from,
            key: self.key.clone(),
            command: variable("SSH_ORIGINAL_COMMAND"),
            refused: refused.map(|why| clip(&clean_line(why), LONGEST)),
        };
        let write = || -> std::io::Result<()> {
            if std::fs::metadata(&self.file).is_ok_and(|file| file.len() > LARGEST) {
                std::fs::rename(&self.file, older(&self.file))?;
            }
            let line = serde_json::to_string(&access).map_err(std::io::Error::other)?;
            // In one piece, so that lines of several sessions do not mix.
            File::options().create(true).append(true).open(&self.file)?.write_all(format!("{line}\n").as_bytes())
        };
        let _ = write();
    }
}

/// Shows the last lines, the newest first.
pub(super) fn access(invocation: &Invocation, json: bool, refused: bool, limit: usize) -> Done {
    let lang = invocation.lang;
    let place = invocation.existing()?;
    let mut store = place.open().map_err(|error| invocation.unreadable(&error))?;
    let board = invocation.board(store.as_mut())?;
    board.actor(&invocation.author).may_somewhere(Action::People).map_err(|denied| Failure::denied(lang, &denied))?;
    let file = file(&place).unwrap_or_default();
    let read = |file: &Path| std::fs::read_to_string(file).unwrap_or_default();
    let text = read(&older(&file)) + &read(&file);
    let all = text.lines().rev().filter_map(|line| serde_json::from_str::<Access>(line).ok());
    let shown: Vec<Access> = all.filter(|access| !refused || access.refused.is_some()).take(limit).collect();
    if json {
        return print_json(&shown);
    }
    if shown.is_empty() {
        return print(&format!("{}\n", lang.say(words::cli::access::NOTHING)));
    }
    let line = |access: &Access| {
        let at = board.zone.clock(access.at, "%Y-%m-%d %H:%M:%S");
        let what = access.command.as_deref().unwrap_or(lang.say(words::cli::access::BOARD));
        let from = access.from.as_deref().unwrap_or("-");
        let refused = access.refused.as_ref().map(|why| lang.fill(words::cli::access::Refused { why }));
        format!("{at}  {}  {from}  {what}{}\n", board.called(&access.login), refused.unwrap_or_default())
    };
    print(&shown.iter().map(line).collect::<String>())
}

/// Where it is kept for a database.
fn file(place: &Location) -> Option<PathBuf> {
    place.beside("access.log")
}

fn older(file: &Path) -> PathBuf {
    file.with_extension("log.1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let line =
            r#"{"at":"2024-06-20T08:00:00Z","login":"wang","from":"10.0.0.7","command":"list","refused":"不行"}"#;
        let access: Access = serde_json::from_str(line).expect("reads");
        assert_eq!(serde_json::to_string(&access).expect("writes"), line);
    }
}
