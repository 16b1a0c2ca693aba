//! Own keys: what a person's file says that keys are to mean, in place of the table of commands. Entries that cannot hold
//! are told with their place and left out; the others hold.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::command::Command;
use super::key::Key;
use super::keymap::{BINDINGS, Binding, Context};
use super::own_file::{FileFaults, FileTrouble};

/// Keys of a person's own, command by command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnKeys(Vec<(Command, Vec<String>)>);

impl OwnKeys {
    /// The rows of the table with these keys in place of theirs; for the whole life of the program.
    pub fn rows(&self) -> Vec<Binding> {
        let own = |row: &Binding| -> Option<&'static [&'static str]> {
            let keys = self.of(row.command).filter(|_| is_changeable(row))?;
            let leaked: Vec<&'static str> = keys.iter().map(|keys| &*keys.clone().leak()).collect();
            Some(leaked.leak())
        };
        BINDINGS.iter().map(|row| Binding { keys: own(row).unwrap_or(row.keys), ..row.clone() }).collect()
    }

    /// The keys that a command was given, if it was.
    pub fn of(&self, command: Command) -> Option<&[String]> {
        self.0.iter().find(|(own, _)| *own == command).map(|(_, keys)| keys.as_slice())
    }
}

/// Rows of digits mean what the digit says, and the keys of popups are named on them.
fn is_changeable(row: &Binding) -> bool {
    row.keys.len() <= 4 && !row.contexts.iter().any(|context| Context::POPUPS.contains(context))
}

/// The commands whose keys can be changed, in the order of the table.
pub fn changeable() -> Vec<Command> {
    let mut commands = Vec::new();
    for row in BINDINGS.iter().filter(|row| is_changeable(row)) {
        if !commands.contains(&row.command) {
            commands.push(row.command);
        }
    }
    commands
}

/// Without these there is no way back, on or out.
fn is_needed(command: Command) -> bool {
    [Command::Back, Command::Help, Command::Palette, Command::Quit, Command::Open].contains(&command)
}

/// The keys that the table of a file tells; what it says wrongly is added to its faults.
pub(super) fn keys_in(keys: &DeTable<'_>, faults: &mut FileFaults<'_>) -> OwnKeys {
    let mut entries: Vec<(Command, Vec<String>, usize)> = Vec::new();
    let changeable = changeable();
    for (name, value) in keys {
        match entry(&changeable, name.get_ref(), value) {
            Ok((command, keys)) => entries.push((command, keys, name.span().start)),
            Err((what, at)) => faults.add(at.unwrap_or(name.span().start), what),
        }
    }
    // Who swaps two keys names both: only what still meets another when all are taken over cannot hold.
    while let Some((at, keys, other)) = first_clash(&entries) {
        let (.., place) = entries.remove(at);
        faults.add(place, FileTrouble::Taken(keys, other));
    }
    OwnKeys(entries.into_iter().map(|(command, keys, _)| (command, keys)).collect())
}

/// A command and its keys; or what is wrong, and where if that is not at the name.
fn entry(
    changeable: &[Command],
    name: &str,
    value: &Spanned<DeValue<'_>>,
) -> Result<(Command, Vec<String>), (FileTrouble, Option<usize>)> {
    let is_it = |command: &Command| command.name() == name;
    let Some(command) = changeable.iter().copied().find(is_it) else {
        let fixed = BINDINGS.iter().map(|row| row.command).find(is_it);
        return Err((fixed.map_or(FileTrouble::Unknown(name.to_owned()), FileTrouble::Fixed), None));
    };
    let keys = sequences(value.get_ref()).map_err(|said| (FileTrouble::NoKey(said), Some(value.span().start)))?;
    if keys.is_empty() && is_needed(command) {
        return Err((FileTrouble::Fixed(command), None));
    }
    Ok((command, keys))
}

/// One sequence or several, as they are written; or what is no key.
fn sequences(value: &DeValue<'_>) -> Result<Vec<String>, String> {
    let texts: Vec<String> = match value {
        DeValue::String(text) => vec![text.to_string()],
        DeValue::Array(several) => several
            .iter()
            .map(|one| one.get_ref().as_str().map(str::to_owned).ok_or_else(|| one.get_ref().type_str().to_owned()))
            .collect::<Result<_, _>>()?,
        DeValue::Integer(number) => return Err(number.as_str().to_owned()),
        other => return Err(other.type_str().to_owned()),
    };
    // As footer and help write them: Ctrl-W, F5, Enter.
    let plain = |key: &str| {
        let is_known = key.chars().count() < 2 || Key::parse(key).is_some();
        if is_known { key.to_owned() } else { key.to_lowercase() }
    };
    let texts: Vec<String> =
        texts.iter().map(|text| text.split(' ').map(plain).collect::<Vec<_>>().join(" ")).collect();
    let is_keys = |text: &String| !text.is_empty() && text.split(' ').all(|key| Key::parse(key).is_some());
    match texts.iter().find(|text| !is_keys(text)) {
        Some(wrong) => Err(wrong.clone()),
        None => Ok(texts),
    }
}

/// The last own entry that meets another command: its place, the keys, and whose they are.
fn first_clash(entries: &[(Command, Vec<String>, usize)]) -> Option<(usize, String, Command)> {
    let pressed = |text: &str| text.split(' ').filter_map(Key::parse).map(Key::folded).collect::<Vec<_>>();
    let own = |row: &Binding| entries.iter().find(|(command, ..)| *command == row.command && is_changeable(row));
    let of_row = |row: &Binding| -> Vec<Vec<Key>> {
        match own(row) {
            Some((_, keys, _)) => keys.iter().map(|text| pressed(text)).collect(),
            None => row.keys.iter().map(|text| pressed(text)).collect(),
        }
    };
    let rows: Vec<(&Binding, Vec<Vec<Key>>)> = BINDINGS.iter().map(|row| (row, of_row(row))).collect();
    for (at, (command, written, _)) in entries.iter().enumerate().rev() {
        let places = rows.iter().filter(|(row, _)| row.command == *command && is_changeable(row));
        for ((row, _), text) in places.flat_map(|place| written.iter().map(move |text| (place, text))) {
            let mine = pressed(text);
            let meets = |theirs: &Vec<Key>| mine.starts_with(theirs) || theirs.starts_with(&mine);
            let shares = |other: &Binding| other.contexts.iter().any(|context| row.contexts.contains(context));
            let mut others = rows.iter().filter(|(other, _)| other.command != *command && shares(other));
            if let Some((other, _)) = others.find(|(_, theirs)| theirs.iter().any(meets)) {
                return Some((at, text.clone(), other.command));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::own_config::read_config;
    use crate::plan::Field;

    fn read_keys(text: &str) -> (OwnKeys, Vec<crate::app::FileFault>) {
        let (own, faults) = read_config(text);
        (own.keys, faults)
    }

    #[test]
    fn keys_are_swapped_and_what_cannot_hold_is_told_with_its_place() {
        let (own, faults) = read_keys("[keys]\nwhy = \"p\"\nedit-percent = [\"w\", \"ctrl-w\"]\n");
        assert_eq!(faults, []);
        assert_eq!(own.of(Command::Why), Some(&["p".to_owned()][..]));
        assert_eq!(own.of(Command::Edit(Field::Percent)).map(<[_]>::len), Some(2));

        let text = "[keys]\nwhy = \"p\"\nwhi = \"x\"\nundo = \"ctrl\"\nquit = []\nredo = \"y\"\n[colours]\n";
        let (own, faults) = read_keys(text);
        let told: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column, fault.what.clone())).collect();
        assert_eq!(
            told[..4],
            [
                (2, 1, FileTrouble::Taken("p".into(), Command::Edit(Field::Percent))),
                (3, 1, FileTrouble::Unknown("whi".into())),
                (4, 8, FileTrouble::NoKey("ctrl".into())),
                (5, 1, FileTrouble::Fixed(Command::Quit)),
            ]
        );
        assert_eq!(own.of(Command::Why), None, "the old keys hold");
    }

    #[test]
    fn every_command_has_a_name_of_its_own() {
        let mut names: Vec<String> = changeable().into_iter().map(Command::name).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(names.iter().all(|name| name.bytes().all(|c| c.is_ascii_lowercase() || c == b'-')), "{names:?}");
    }
}
