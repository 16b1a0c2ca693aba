//! Where what is made goes: into a file that is not there yet, or to standard output. Nothing is written over unasked.

use std::fs::OpenOptions;
use std::io::{IsTerminal, Write};
use std::path::Path;

use super::ask::{agreed, somebody_is_there};
use super::invocation::Invocation;
use super::outcome::{Code, Done, Failure, print};
use crate::words;

/// Writes `bytes` into a file. Over SSH, and for a name that begins with `-`, they go to standard output; only text may go to
/// a terminal.
pub(super) fn put(invocation: &Invocation, path: &Path, bytes: &[u8], is_text: bool) -> Done {
    let lang = invocation.lang;
    if invocation.restricted || is_stdout(path) {
        let mut out = std::io::stdout().lock();
        if out.is_terminal() {
            return match std::str::from_utf8(bytes) {
                Ok(text) if is_text => print(text),
                _ => Err(Failure::new(Code::Usage, lang.say(words::trouble::NOT_FOR_A_TERMINAL))),
            };
        }
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(()),
        };
    }
    let shown = path.display();
    let asks = || agreed(&lang.fill(words::cli::Overwrite { path: &shown }));
    if path.exists() && !(somebody_is_there() && asks()?) {
        return Err(Failure::new(Code::Failed, lang.fill(words::trouble::OutputThere { path: &shown })));
    }
    write_beside(path, bytes).map_err(|error| {
        Failure::new(Code::Failed, lang.fill(words::trouble::OutputNotWritten { path: &shown, why: &error }))
    })?;
    print(&format!("{}\n", lang.fill(words::notice::Written { path: &shown })))
}

/// `-` and `-.xlsx`.
fn is_stdout(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "-") || path.as_os_str() == "-"
}

/// Writes under another name first: a full disk leaves what was there.
fn write_beside(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.unfinished", std::process::id()));
    let unfinished = path.with_file_name(name);
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&unfinished)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&unfinished, path));
    if written.is_err() {
        // What could not be finished is nothing; that it stays is the lesser trouble.
        let _ = std::fs::remove_file(&unfinished);
    }
    written
}
