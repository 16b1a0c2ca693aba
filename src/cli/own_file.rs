//! A person's own files of colours and keys, as the board takes them over, and in words what they say wrongly.

use crate::app::{FileFault, FileTrouble, OwnConfig, ThemeName};
use crate::plan::clean_line;
use crate::ui::{Themes, read_theme};
use crate::words::{self, Lang};

/// What a person's own file says wrongly, if it does: also a theme that there is not.
pub(super) fn wrong_in_config(lang: Lang, own: &OwnConfig, faults: &[FileFault], themes: &Themes) -> Option<String> {
    if let Some(fault) = faults.first() {
        let fault = fault_in_words(lang, fault);
        return Some(lang.fill(words::own_file::Chosen { n: &faults.len(), fault: &fault }));
    }
    no_theme(lang, own, themes)
}

/// That there is no theme of the name that a file says.
fn no_theme(lang: Lang, own: &OwnConfig, themes: &Themes) -> Option<String> {
    let unknown = own.theme.as_ref().filter(|theme| !themes.names().contains(theme))?;
    Some(lang.fill(words::own_file::NoTheme { name: &clean_line(unknown.code()) }))
}

/// All that a person's own file says wrongly, line by line.
pub(super) fn faults_told(lang: Lang, own: &OwnConfig, faults: &[FileFault], themes: &Themes) -> Vec<String> {
    let faults = faults.iter().map(|fault| fault_in_words(lang, fault));
    faults.chain(no_theme(lang, own, themes)).collect()
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
