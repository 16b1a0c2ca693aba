//! A person's own files of colours and keys, as the board takes them over, and in words what they say wrongly.

use super::invocation::Invocation;
use crate::app::{FileFault, FileTrouble, ThemeName, read_keys, take_over};
use crate::plan::clean_line;
use crate::ui::{Themes, read_theme};
use crate::words::{self, Lang};

/// Lets a person's own keys hold from here on; returns what their file says wrongly, if it does.
pub(super) fn take_over_keys(invocation: &Invocation) -> Option<String> {
    let lang = invocation.lang;
    let (own, faults) = read_keys(&invocation.keys_text()?);
    take_over(own.rows());
    let fault = fault_in_words(lang, faults.first()?);
    Some(lang.fill(words::keymap::Chosen { n: &faults.len(), fault: &fault }))
}

/// What the file of the chosen theme says wrongly, if it is a person's own and does.
pub(super) fn wrong_in_theme(lang: Lang, themes: &Themes, name: &ThemeName) -> Option<String> {
    let source = themes.source(name).filter(|_| !name.is_built_in())?;
    let faults = read_theme(source).1;
    let fault = fault_in_words(lang, faults.first()?);
    Some(lang.fill(words::themes::Chosen { n: &faults.len(), fault: &fault }))
}

/// Where a file is wrong, and what is.
pub(super) fn fault_in_words(lang: Lang, fault: &FileFault) -> String {
    let what = match &fault.what {
        FileTrouble::Syntax(text) => lang.fill(words::own_file::Syntax { text }),
        FileTrouble::Unknown(name) => lang.fill(words::own_file::Unknown { name }),
        FileTrouble::NoColour(value) => lang.fill(words::own_file::NoColour { value }),
        FileTrouble::UnknownBase(name) => lang.fill(words::own_file::UnknownBase { name }),
        FileTrouble::NoKey(text) => lang.fill(words::own_file::NoKey { text }),
        FileTrouble::Taken(keys, command) => {
            lang.fill(words::own_file::Taken { keys, command: &lang.say(command.text()), name: &command.name() })
        }
        FileTrouble::Fixed(command) => lang.fill(words::own_file::Fixed { name: &command.name() }),
    };
    clean_line(&lang.fill(words::own_file::Fault { line: &fault.line, column: &fault.column, what: &what }))
}
