//! `duban keymap`: what each command's keys are, as a file to be made one's own, and what such a file says wrongly.

use super::invocation::Invocation;
use super::outcome::{Done, print, tell};
use crate::app::{KeyFault, KeyTrouble, OwnKeys, bindings, changeable, read_keys};
use crate::plan::clean_line;
use crate::words::{self, Lang};

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

/// The keys that a person's file tells, and the first thing that it says wrongly.
pub(super) fn own_keys(invocation: &Invocation) -> Option<(OwnKeys, Option<String>)> {
    let (own, faults) = read_keys(&invocation.keys_text()?);
    let lang = invocation.lang;
    let told = faults.first().map(|fault| {
        let fault = clean_line(&fault_in_words(lang, fault));
        lang.fill(words::keymap::Chosen { n: &faults.len(), fault: &fault })
    });
    Some((own, told))
}

fn fault_in_words(lang: Lang, fault: &KeyFault) -> String {
    let what = match &fault.what {
        KeyTrouble::Syntax(text) => lang.fill(words::themes::Syntax { text }),
        KeyTrouble::Unknown(name) => lang.fill(words::themes::Unknown { name }),
        KeyTrouble::NoKey(text) => lang.fill(words::keymap::NoKey { text }),
        KeyTrouble::Taken(keys, command) => {
            lang.fill(words::keymap::Taken { keys, command: &lang.say(command.text()), name: &command.name() })
        }
        KeyTrouble::Fixed(command) => lang.fill(words::keymap::Fixed { name: &command.name() }),
    };
    lang.fill(words::themes::Fault { line: &fault.place.line, column: &fault.place.column, what: &what })
}
