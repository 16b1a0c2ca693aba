//! Own keys: what a person's file says that keys are to mean, in place of the table of commands. Entries that cannot hold
//! are told with their place and left out; the others hold.

use toml::de::{DeTable, DeValue};

use super::command::Command;
use super::key::Key;
use super::keymap::{BINDINGS, Binding, Context};
use crate::plan::{TextPlace, place_in};

/// Keys of a person's own, command by command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnKeys(Vec<(Command, Vec<String>)>);

/// What a file of keys says wrongly, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFault {
    /// Where.
    pub place: TextPlace,
    /// What.
    pub what: KeyTrouble,
}

/// A kind of fault in a file of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyTrouble {
    /// It is no TOML there; what the reader of TOML says.
    Syntax(String),
    /// No command, or no table, has that name.
    Unknown(String),
    /// No key is written like that.
    NoKey(String),
    /// The keys mean this already, in a place where both work.
    Taken(String, Command),
    /// Its keys cannot be changed: they are digits, or belong to popups; or without them there is no way on.
    Fixed(Command),
}

impl OwnKeys {
    /// The rows of the table with these keys in place of theirs.
    pub fn rows(&self) -> Vec<Binding> {
        let own = |row: &Binding| {
            let keys = self.0.iter().find(|(command, _)| *command == row.command).map(|(_, keys)| keys);
            keys.filter(|_| is_changeable(row))
        };
        // Once in the life of the program.
        let leaked = |keys: &Vec<String>| -> &'static [&'static str] {
            let keys: Vec<&'static str> = keys.iter().map(|keys| &*keys.clone().leak()).collect();
            keys.leak()
        };
        BINDINGS.iter().map(|row| Binding { keys: own(row).map_or(row.keys, leaked), ..row.clone() }).collect()
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

/// The keys that a file tells, and what it says wrongly.
pub fn read_keys(text: &str) -> (OwnKeys, Vec<KeyFault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let fault = |at: usize, what: KeyTrouble| KeyFault { place: place_in(text, at), what };
    let syntax = |error: &toml::de::Error| {
        fault(error.span().map_or(0, |span| span.start), KeyTrouble::Syntax(error.message().to_owned()))
    };
    let mut faults: Vec<KeyFault> = errors.iter().map(syntax).collect();
    let mut entries: Vec<(Command, Vec<String>, usize)> = Vec::new();
    let commands = changeable();
    for (name, value) in table.get_ref() {
        let DeValue::Table(keys) = value.get_ref() else {
            faults.push(fault(name.span().start, KeyTrouble::Unknown(name.get_ref().to_string())));
            continue;
        };
        if name.get_ref() != "keys" {
            faults.push(fault(name.span().start, KeyTrouble::Unknown(name.get_ref().to_string())));
            continue;
        }
        for (name, value) in keys {
            let at = name.span().start;
            let Some(command) = commands.iter().copied().find(|command| command.name() == name.get_ref().as_ref())
            else {
                let fixed = BINDINGS.iter().map(|row| row.command).find(|it| it.name() == name.get_ref().as_ref());
                let unknown = KeyTrouble::Unknown(name.get_ref().to_string());
                faults.push(fault(at, fixed.map_or(unknown, KeyTrouble::Fixed)));
                continue;
            };
            match sequences(value.get_ref()) {
                Ok(keys) if keys.is_empty() && is_needed(command) => faults.push(fault(at, KeyTrouble::Fixed(command))),
                Ok(keys) => entries.push((command, keys, at)),
                Err(said) => faults.push(fault(value.span().start, KeyTrouble::NoKey(said))),
            }
        }
    }
    // Who swaps two keys names both: only what still meets another when all are taken over cannot hold.
    while let Some((at, keys, other)) = first_clash(&entries) {
        let (.., place) = entries.remove(at);
        faults.push(fault(place, KeyTrouble::Taken(keys, other)));
    }
    faults.sort_by_key(|fault| (fault.place.line, fault.place.column));
    // What follows a broken line was read by guessing.
    let broken = faults.iter().position(|fault| matches!(fault.what, KeyTrouble::Syntax(_)));
    faults.truncate(broken.map_or(faults.len(), |at| at + 1));
    (OwnKeys(entries.into_iter().map(|(command, keys, _)| (command, keys)).collect()), faults)
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
    let is_keys = |text: &String| !text.is_empty() && text.split(' ').all(|key| Key::parse(key).is_some());
    match texts.iter().find(|text| !is_keys(text)) {
        Some(wrong) => Err(wrong.clone()),
        None => Ok(texts),
    }
}

/// The last own entry that meets another command: its place, the keys, and whose they are.
fn first_clash(entries: &[(Command, Vec<String>, usize)]) -> Option<(usize, String, Command)> {
    let own = OwnKeys(entries.iter().map(|(command, keys, _)| (*command, keys.clone())).collect());
    let keys = |text: &str| text.split(' ').filter_map(Key::parse).map(Key::folded).collect::<Vec<_>>();
    let rows: Vec<(Binding, Vec<Vec<Key>>)> =
        own.rows().into_iter().map(|row| (row.clone(), row.keys.iter().map(|text| keys(text)).collect())).collect();
    for (at, (command, written, _)) in entries.iter().enumerate().rev() {
        for (row, _) in rows.iter().filter(|(row, _)| row.command == *command && is_changeable(row)) {
            let shares = |other: &Binding| other.contexts.iter().any(|context| row.contexts.contains(context));
            for text in written {
                let mine = keys(text);
                let meets = |theirs: &Vec<Key>| mine.starts_with(theirs) || theirs.starts_with(&mine);
                let found = rows
                    .iter()
                    .filter(|(other, _)| other.command != *command && shares(other))
                    .find(|(_, theirs)| theirs.iter().any(meets));
                if let Some((other, _)) = found {
                    return Some((at, text.clone(), other.command));
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Field;

    #[test]
    fn keys_are_swapped_and_what_cannot_hold_is_told_with_its_place() {
        let (own, faults) = read_keys("[keys]\nwhy = \"p\"\nedit-percent = [\"w\", \"ctrl-w\"]\n");
        assert_eq!(faults, []);
        assert_eq!(own.of(Command::Why), Some(&["p".to_owned()][..]));
        assert_eq!(own.of(Command::Edit(Field::Percent)).map(<[_]>::len), Some(2));

        let text = "[keys]\nwhy = \"p\"\nwhi = \"x\"\nundo = \"ctrl\"\nquit = []\nredo = \"y\"\n[colours]\n";
        let (own, faults) = read_keys(text);
        let told: Vec<_> =
            faults.iter().map(|fault| (fault.place.line, fault.place.column, fault.what.clone())).collect();
        assert_eq!(
            told[..4],
            [
                (2, 1, KeyTrouble::Taken("p".into(), Command::Edit(Field::Percent))),
                (3, 1, KeyTrouble::Unknown("whi".into())),
                (4, 8, KeyTrouble::NoKey("ctrl".into())),
                (5, 1, KeyTrouble::Fixed(Command::Quit)),
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
