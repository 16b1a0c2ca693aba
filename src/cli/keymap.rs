//! `duban keymap`: what each command's keys are, as the table of keys of a person's own file, and what that file says wrongly.

use super::invocation::Invocation;
use super::outcome::{Done, print, tell};
use super::own_file::fault_in_words;
use crate::app::{OwnKeys, bindings, changeable};
use crate::plan::clean_line;
use crate::words::{self, Lang};

pub(super) fn keymap(invocation: &Invocation) -> Done {
    let lang = invocation.lang;
    let (own, faults) = invocation.own.config();
    let path = invocation.own.config_path().map(|path| path.display().to_string()).unwrap_or_default();
    let head = lang.fill(words::keymap::Head { path: &clean_line(&path) });
    print(&format!("# {head}\n\n[keys]\n{}", key_lines(lang, &own.keys)))?;
    for fault in &faults {
        tell(&fault_in_words(lang, fault));
    }
    Ok(())
}

/// A line a command: what is one's own stands as it holds, the rest ready to be taken in.
pub(super) fn key_lines(lang: Lang, own: &OwnKeys) -> String {
    let line = |command: crate::app::Command| {
        let list = |keys: &[&str]| format!("[{}]", keys.iter().map(|keys| quoted(keys)).collect::<Vec<_>>().join(", "));
        let (sign, keys) = if let Some(keys) = own.of(command) {
            ("", list(&keys.iter().map(String::as_str).collect::<Vec<_>>()))
        } else {
            let row = bindings().iter().find(|row| row.command == command);
            ("# ", list(row.map_or(&[], |row| row.keys)))
        };
        format!("{sign}{} = {keys}  # {}\n", command.name(), lang.say(command.text()))
    };
    changeable().into_iter().map(line).collect()
}

/// As a text of TOML.
fn quoted(keys: &str) -> String {
    format!("\"{}\"", keys.replace('\\', "\\\\").replace('"', "\\\""))
}
