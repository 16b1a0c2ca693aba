//! A file of a person's own: TOML with colours or keys. What it says wrongly is told with its place; the rest of it holds.

use toml::de::DeTable;

use super::command::Command;

/// What such a file says wrongly, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What.
    pub what: FileTrouble,
}

/// A kind of fault in such a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileTrouble {
    /// It is no TOML there; what the reader of TOML says.
    Syntax(String),
    /// No table, role or command has that name.
    Unknown(String),
    /// That is no colour: neither `#rrggbb` nor a number from 16 to 255 nor a name of its palette.
    NoColour(String),
    /// It cannot be that.
    NoValue(String),
    /// No theme that comes with the program has that name.
    UnknownBase(String),
    /// No key is written like that.
    NoKey(String),
    /// The keys mean this already, in a place where both work.
    Taken(String, Command),
    /// Its keys cannot be changed: they are digits, or belong to popups; or without them there is no way on.
    Fixed(Command),
}

/// The faults of a file, as they are found.
#[derive(Debug)]
pub struct FileFaults<'a> {
    text: &'a str,
    found: Vec<FileFault>,
}

impl<'a> FileFaults<'a> {
    /// The table that a file holds, as far as it can be read, and what is wrong so far.
    pub fn read(text: &'a str) -> (DeTable<'a>, Self) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut faults = Self { text, found: Vec::new() };
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            faults.add(at, FileTrouble::Syntax(error.message().to_owned()));
        }
        (table.into_inner(), faults)
    }

    /// Something is wrong at this byte.
    pub fn add(&mut self, at: usize, what: FileTrouble) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let of_line = before.rsplit('\n').next().unwrap_or_default();
        let (line, column) = (before.matches('\n').count() + 1, of_line.chars().count() + 1);
        self.found.push(FileFault { line, column, what });
    }

    /// All of them in their order; what follows a broken line was read by guessing and is none.
    pub fn in_order(self) -> Vec<FileFault> {
        let mut found = self.found;
        found.sort_by_key(|fault| (fault.line, fault.column));
        let broken = found.iter().position(|fault| matches!(fault.what, FileTrouble::Syntax(_)));
        found.truncate(broken.map_or(found.len(), |at| at + 1));
        found
    }
}
