//! A person's own files of colours and keys, as the board takes them over, and in words what they say wrongly.

use super::invocation::Invocation;
use crate::app::{FileFault, FileTrouble, ThemeName};
use crate::plan::clean_line;
use crate::ui::{Themes, read_theme};
use crate::words::{self, Lang};

/// What a person's own file says wrongly, if it does: also a theme that there is not.
pub(super) fn wrong_in_config(invocation: &Invocation, themes: &Themes) -> Option<String> {
    let lang = invocation.lang;
    if let Some(fault) = invocation.own_faults.first() {
        let fault = fault_in_words(lang, fault);
        return Some(lang.fill(words::own_file::Chosen { n: &invocation.own_faults.len(), fault: &fault }));
    }
    let unknown = invocation.own.theme.as_ref().filter(|theme| !themes.names().contains(theme))?;
    Some(lang.fill(words::own_file::NoTheme { name: &clean_line(unknown.code()) }))
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
        FileTrouble::NoValue(value) => lang.fill(words::own_file::NoValue { value }),
        FileTrouble::NoKey(text) => lang.fill(words::own_file::NoKey { text }),
        FileTrouble::Taken(keys, command) => {
            lang.fill(words::own_file::Taken { keys, command: &lang.say(command.text()), name: &command.name() })
        }
        FileTrouble::Fixed(command) => lang.fill(words::own_file::Fixed { name: &command.name() }),
    };
    clean_line(&lang.fill(words::own_file::Fault { line: &fault.line, column: &fault.column, what: &what }))
}
