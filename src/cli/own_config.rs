//! `duban config show|edit|get|set`: a person's own choices as one file with every choice there is, in an editor, and one by
//! one. What belongs to the bureau is in `config.rs`.

use std::path::Path;
use std::process::Command;

use super::Done;
use super::invocation::Invocation;
use super::keymap::key_lines;
use super::outcome::{Code, Failure, print, tell};
use super::own_file::faults_told;
use crate::app::{FileFault, OwnConfig, Preference};
use crate::plan::clean_line;
use crate::report::LedgerColumn;
use crate::term::write_preference;
use crate::words::{self, Lang, Text};

/// What is a person's own, by the names in the file.
pub(super) const OWN: [&str; 4] = ["language", "theme", "mouse", "columns"];

/// A choice as it holds; none where no choice has that name.
pub(super) fn own_value(own: &OwnConfig, name: &str) -> Option<String> {
    Some(match name {
        "language" => own.lang.map(Lang::code).unwrap_or_default().to_owned(),
        "theme" => own.theme.clone().unwrap_or_default().code().to_owned(),
        "mouse" => own.mouse.to_string(),
        "columns" => {
            let columns = if own.columns.is_empty() { LedgerColumn::USUAL.as_slice() } else { &own.columns };
            columns.iter().map(|column| column.id()).collect::<Vec<_>>().join(" ")
        }
        _ => return None,
    })
}

/// The whole file: what is one's own as it holds, the rest ready to be taken in.
fn whole(invocation: &Invocation, own: &OwnConfig) -> String {
    let lang = invocation.lang;
    let path = invocation.own.config_path().map(|path| path.display().to_string()).unwrap_or_default();
    let mut text = format!("# {}\n\n", lang.fill(words::own_file::Head { path: &clean_line(&path) }));
    let mut line = |is_own: bool, key: &str, value: &str, why: Text| {
        let sign = if is_own { "" } else { "# " };
        text.push_str(&format!("{sign}{key} = {value}  # {}\n", lang.say(why)));
    };
    let language = own.lang.unwrap_or(lang).code();
    line(own.lang.is_some(), "language", &format!("\"{language}\""), words::own_file::LANGUAGE);
    let theme = own.theme.clone().unwrap_or_default();
    line(own.theme.is_some(), "theme", &toml_edit::value(theme.code()).to_string(), words::own_file::THEME);
    line(own.mouse, "mouse", if own.mouse { "true" } else { "false" }, words::own_file::MOUSE);
    let quoted = |columns: &[LedgerColumn]| {
        let codes = columns.iter().map(|column| format!("\"{}\"", column.id()));
        format!("[{}]", codes.collect::<Vec<_>>().join(", "))
    };
    text.push_str(&format!("\n[ledger]\n{}", columns_help(lang)));
    let shown = if own.columns.is_empty() { quoted(&LedgerColumn::USUAL) } else { quoted(&own.columns) };
    let sign = if own.columns.is_empty() { "# " } else { "" };
    text.push_str(&format!("{sign}columns = {shown}\n\n[keys]\n# {}\n", lang.say(words::own_file::KEYS)));
    text.push_str(&key_lines(lang, &own.keys));
    text
}

/// What each column is called.
fn columns_help(lang: Lang) -> String {
    let optional = LedgerColumn::ALL.iter().filter(|column| column.is_optional());
    let names: Vec<String> = optional.map(|column| format!("{} {}", column.id(), lang.say(column.text()))).collect();
    let lines = names.chunks(4).map(|names| format!("# {}\n", names.join(", ")));
    format!("# {}\n{}", lang.say(words::own_file::COLUMNS), lines.collect::<String>())
}

pub(super) fn show(invocation: &Invocation) -> Done {
    let (own, faults) = invocation.own.config();
    print(&whole(invocation, &own))?;
    tell_faults(invocation, &own, &faults);
    Ok(())
}

/// Says what the file says wrongly; whether anything is.
fn tell_faults(invocation: &Invocation, own: &OwnConfig, faults: &[FileFault]) -> bool {
    let told = faults_told(invocation.lang, own, faults, &invocation.own.themes());
    for fault in &told {
        tell(fault);
    }
    !told.is_empty()
}

/// Opens the file in the person's editor, and tells afterwards what it says wrongly.
pub(super) fn edit(invocation: &Invocation) -> Done {
    let lang = invocation.lang;
    let path = path_of(invocation)?;
    if !path.exists() {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&path, whole(invocation, &invocation.own.config().0))?;
    }
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| "vi".to_owned());
    // An editor may come with options: `code --wait`.
    let words = shlex::split(&editor).filter(|words| !words.is_empty()).unwrap_or_else(|| vec![editor.clone()]);
    let ended = Command::new(&words[0]).args(&words[1..]).arg(&path).status();
    if !ended.as_ref().is_ok_and(std::process::ExitStatus::success) {
        let why = ended.map_or_else(|error| error.to_string(), |status| status.to_string());
        let said =
            lang.fill(words::own_file::NoEditor { editor: &clean_line(&editor), why: &why, path: &path.display() });
        return Err(Failure::new(Code::Failed, said));
    }
    let (own, faults) = invocation.own.config();
    if tell_faults(invocation, &own, &faults) { Ok(()) } else { kept(lang, &path) }
}

fn path_of(invocation: &Invocation) -> Result<std::path::PathBuf, Failure> {
    invocation.own.config_path().ok_or_else(|| Failure::new(Code::Failed, invocation.lang.say(words::trouble::NO_HOME)))
}

/// Writes one choice; it is read as the file would be, so that one rule says what is right.
pub(super) fn set(invocation: &Invocation, name: &str, value: &str) -> Done {
    let lang = invocation.lang;
    let wrong = |known: &str| {
        let word = clean_line(value);
        Failure::new(Code::Usage, lang.fill(words::trouble::NoSuchWord { word: &word, known: &known }))
    };
    let preference = match name {
        "language" => {
            let found = Lang::from_code(value);
            Preference::Lang(found.ok_or_else(|| wrong("zh en"))?)
        }
        "theme" => {
            let names = invocation.own.themes().names();
            let known = names.iter().map(crate::app::ThemeName::code).collect::<Vec<_>>().join(" ");
            Preference::Theme(names.into_iter().find(|name| name.code() == value).ok_or_else(|| wrong(&known))?)
        }
        "mouse" => Preference::Mouse(value.parse().map_err(|_| wrong("true false"))?),
        _ => {
            let codes: Vec<&str> = value.split([' ', ',', '、']).filter(|code| !code.is_empty()).collect();
            let optional = || LedgerColumn::ALL.iter().copied().filter(|column| column.is_optional());
            let known = optional().map(LedgerColumn::id).collect::<Vec<_>>().join(" ");
            let mut columns = Vec::new();
            for code in codes {
                let column = LedgerColumn::optional(code).ok_or_else(|| wrong(&known))?;
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
            Preference::Columns(columns)
        }
    };
    let path = path_of(invocation)?;
    write_preference(&path, &preference).map_err(|error| {
        Failure::new(Code::Failed, lang.fill(words::trouble::OutputNotWritten { path: &path.display(), why: &error }))
    })?;
    kept(lang, &path)
}

fn kept(lang: Lang, path: &Path) -> Done {
    print(&format!("{}\n", lang.fill(words::own_file::Kept { path: &path.display() })))
}

/// The choices as lines for the list of all settings.
pub(super) fn own_lines(invocation: &Invocation) -> String {
    let mine = invocation.lang.say(words::own_file::MINE);
    let (own, _) = invocation.own.config();
    let line = |name: &&str| {
        let value = own_value(&own, name)?;
        Some(format!("{name} = {}  {mine}\n", clean_line(&value)))
    };
    OWN.iter().filter_map(line).collect()
}
