//! Restricted sessions: what somebody who comes over SSH may ask for, and have of the machine. `SSH_ORIGINAL_COMMAND` is
//! data: it is taken apart into words, never given to a shell, and only the commands listed here are done.

use std::ffi::OsString;

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit, umask};

use super::arguments::{Arguments, Subcommand};
use super::outcome::{Code, Failure};
use crate::words::{self, Lang};

/// The commands of a restricted session, by name; none of them reads or writes a file of the person's choice: what is made
/// goes to standard output, what is handed in comes from standard input, and the name of a file only says in which format.
pub(super) const ALLOWED: [&str; 11] =
    ["list", "show", "report", "set", "undo", "log", "export", "import", "paper", "brief", "meeting"];

/// Bytes of memory that a session may write to. One that holds the largest journal needs half of them.
const MEMORY: u64 = 512 << 20;

/// What is made stays readable for its owner, whatever the caller has set; what comes over SSH is for the service user
/// alone, and has so much memory and no more.
pub(super) fn confine(restricted: bool) {
    let asked = umask(Mode::RWXU);
    umask(if restricted { Mode::RWXG | Mode::RWXO } else { asked - Mode::RWXU });
    if restricted {
        let Rlimit { current, maximum } = getrlimit(Resource::Data);
        let least = |limit: Option<u64>| Some(limit.map_or(MEMORY, |limit| limit.min(MEMORY)));
        // A limit can always be lowered; where it could not, the session works as before.
        let _ = setrlimit(Resource::Data, Rlimit { current: least(current), maximum: least(maximum) });
    }
}

/// The arguments themselves, or, in a restricted session, what its own command line asks for.
pub(super) fn what_was_asked_for(arguments: Arguments, lang: Lang) -> Result<Arguments, Failure> {
    if !arguments.restricted {
        return Ok(arguments);
    }
    let refuse = || Failure::new(Code::Usage, lang.fill(words::trouble::Restricted { known: &ALLOWED.join(" ") }));
    if arguments.command.is_some() || arguments.person.is_none() {
        return Err(refuse());
    }
    let asked = std::env::var_os("SSH_ORIGINAL_COMMAND").unwrap_or_default();
    let asked = asked.into_string().map_err(|_| refuse())?;
    if asked.trim().is_empty() {
        return Ok(arguments);
    }
    let words = shlex::split(&asked).ok_or_else(refuse)?;
    if !words.first().is_some_and(|first| ALLOWED.contains(&first.as_str())) {
        return Err(refuse());
    }
    let line: Vec<OsString> = std::iter::once("duban".to_owned()).chain(words).map(OsString::from).collect();
    let inner = Arguments::parse_in(lang, &line)
        .map_err(|error| Failure::new(Code::Usage, error.render().to_string().trim_end().to_owned()))?;
    let asked_for = matches!(
        inner.command,
        Some(
            Subcommand::List(_)
                | Subcommand::Show { .. }
                | Subcommand::Report(_)
                | Subcommand::Set { .. }
                | Subcommand::Undo
                | Subcommand::Log { .. }
                | Subcommand::Export(_)
                | Subcommand::Import(_)
                | Subcommand::Paper(_)
                | Subcommand::Brief { .. }
                | Subcommand::Meeting { .. }
        )
    );
    // What is handed in comes over the line: no file of the server's is opened at a caller's wish.
    if let Some(Subcommand::Import(asked)) = &inner.command
        && asked.files.iter().any(|file| file.as_os_str() != "-")
    {
        return Err(Failure::new(Code::Usage, lang.say(words::trouble::IMPORT_OVER_THE_LINE)));
    }
    if matches!(&inner.command, Some(Subcommand::Paper(asked)) if asked.template.is_some()) {
        return Err(refuse());
    }
    // The database and the person are what sshd says they are. An environment variable is not the command line.
    let db = std::env::var_os("DUBAN_DB").map(std::path::PathBuf::from);
    if !asked_for || inner.person.is_some() || inner.key.is_some() || inner.restricted || inner.db != db {
        return Err(refuse());
    }
    Ok(Arguments { db: arguments.db, person: arguments.person, key: arguments.key, restricted: true, ..inner })
}

/// Whether a terminal's name is one; it comes over the line and goes into paths of terminal libraries.
pub(super) fn is_terminal_name(term: &str) -> bool {
    (1..=64).contains(&term.len())
        && term.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-'))
}
