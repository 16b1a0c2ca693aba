//! `duban keymap`: what each command's keys are, as a file to be made one's own, and what such a file says wrongly.

use super::invocation::Invocation;
use super::outcome::{Done, print, tell};
use super::own_file::fault_in_words;
use crate::app::{bindings, changeable, read_keys};
use crate::plan::clean_line;
use crate::words;

pub(super) fn keymap(invocation: &Invocation) -> Done {
    let lang = invocation.lang;
    let (own, faults) = invocation.keys_text().map(|text| read_keys(&text)).unwrap_or_default();
    let path = invocation.keys_path().map(|path| path.display().to_string()).unwrap_or_default();
    let mut text = format!("# {}\n\n[keys]\n", lang.fill(words::keymap::Head { path: &clean_line(&path) }));
    for command in changeable() {
        let list = |keys: &[&str]| format!("[{}]", keys.iter().map(|keys| quoted(keys)).collect::<Vec<_>>().join(", "));
        // What is one's own stands as it holds, the rest ready to be taken in.
        let (sign, keys) = if let Some(keys) = own.of(command) {
            ("", list(&keys.iter().map(String::as_str).collect::<Vec<_>>()))
        } else {
            let row = bindings().iter().find(|row| row.command == command);
            ("# ", list(row.map_or(&[], |row| row.keys)))
        };
        text.push_str(&format!("{sign}{} = {keys}  # {}\n", command.name(), lang.say(command.text())));
    }
    print(&text)?;
    for fault in &faults {
        tell(&clean_line(&fault_in_words(lang, fault)));
    }
    Ok(())
}

/// As a text of TOML.
fn quoted(keys: &str) -> String {
    format!("\"{}\"", keys.replace('\\', "\\\\").replace('"', "\\\""))
}
