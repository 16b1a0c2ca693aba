//! A person's own choices: one file with language, colours, mouse, columns of the ledger and keys. What it says wrongly is told
//! with its place and left out; the rest of it holds.

use toml::Spanned;
use toml::de::DeValue;

use super::own_file::{FileFault, FileFaults, FileTrouble};
use super::own_keys::{OwnKeys, keys_in};
use super::theme::ThemeName;
use crate::report::LedgerColumn;
use crate::words::Lang;

/// What a person has chosen; what is not there was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnConfig {
    /// The language.
    pub lang: Option<Lang>,
    /// The colours, by a name that may be nobody's.
    pub theme: Option<ThemeName>,
    /// Whether the program has the mouse from the start.
    pub mouse: bool,
    /// The columns of the ledger; none are the usual ones.
    pub columns: Vec<LedgerColumn>,
    /// What keys mean.
    pub keys: OwnKeys,
}

/// One choice, as it is written into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preference {
    /// The language.
    Lang(Lang),
    /// The colours.
    Theme(ThemeName),
    /// Whether the program has the mouse.
    Mouse(bool),
    /// The columns of the ledger; none are the usual ones.
    Columns(Vec<LedgerColumn>),
}

impl Preference {
    /// The table and the key under which it stands.
    pub fn place(&self) -> (Option<&'static str>, &'static str) {
        match self {
            Self::Lang(_) => (None, "language"),
            Self::Theme(_) => (None, "theme"),
            Self::Mouse(_) => (None, "mouse"),
            Self::Columns(_) => (Some("ledger"), "columns"),
        }
    }
}

/// The language that a file tells, and nothing else of it.
pub fn language_in(text: &str) -> Option<Lang> {
    let (table, _) = FileFaults::read(text);
    table.get("language").and_then(|value| Lang::from_code(value.get_ref().as_str()?))
}

/// What a file tells, and what it says wrongly.
pub fn read_config(text: &str) -> (OwnConfig, Vec<FileFault>) {
    let (table, mut faults) = FileFaults::read(text);
    let mut own = OwnConfig::default();
    for (name, value) in &table {
        let at = name.span().start;
        match (name.get_ref().as_ref(), value.get_ref()) {
            ("language", DeValue::String(code)) if Lang::from_code(code).is_some() => own.lang = Lang::from_code(code),
            ("theme", DeValue::String(name)) => own.theme = Some(ThemeName::own(name.to_string())),
            ("mouse", DeValue::Boolean(mouse)) => own.mouse = *mouse,
            ("ledger", DeValue::Table(ledger)) => {
                for (name, value) in ledger {
                    match name.get_ref().as_ref() {
                        "columns" => own.columns = columns_in(value, &mut faults),
                        other => faults.add(name.span().start, FileTrouble::Unknown(other.to_owned())),
                    }
                }
            }
            ("keys", DeValue::Table(keys)) => own.keys = keys_in(keys, &mut faults),
            ("language" | "theme" | "mouse" | "ledger" | "keys", _) => {
                faults.add(value.span().start, FileTrouble::NoValue(text[value.span()].to_owned()));
            }
            (other, _) => faults.add(at, FileTrouble::Unknown(other.to_owned())),
        }
    }
    (own, faults.in_order())
}

fn columns_in(value: &Spanned<DeValue<'_>>, faults: &mut FileFaults<'_>) -> Vec<LedgerColumn> {
    let DeValue::Array(listed) = value.get_ref() else {
        faults.add(value.span().start, FileTrouble::NoValue(value.get_ref().type_str().to_owned()));
        return Vec::new();
    };
    let mut columns = Vec::new();
    for one in listed {
        match one.get_ref().as_str().and_then(LedgerColumn::optional) {
            Some(column) if !columns.contains(&column) => columns.push(column),
            Some(_) => {}
            None => {
                let said = one.get_ref().as_str().unwrap_or(one.get_ref().type_str());
                faults.add(one.span().start, FileTrouble::Unknown(said.to_owned()));
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_the_rest_holds() {
        let text = "language = \"en\"\ntheme = 3\nmuose = true\n[ledger]\ncolumns = [\"lead\", \"laed\", \"lead\", \"no\"]\n\
                    [keys]\nwhy = \"p\"\nedit-percent = \"w\"\n";
        let (own, faults) = read_config(text);
        assert_eq!((own.lang, own.theme.clone(), own.mouse), (Some(Lang::En), None, false));
        assert_eq!(own.columns, [LedgerColumn::Lead]);
        assert_eq!(own.keys.of(crate::app::Command::Why).map(<[String]>::len), Some(1));
        let told: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column, fault.what.clone())).collect();
        assert_eq!(
            told,
            [
                (2, 9, FileTrouble::NoValue("3".to_owned())),
                (3, 1, FileTrouble::Unknown("muose".to_owned())),
                (5, 20, FileTrouble::Unknown("laed".to_owned())),
                (5, 36, FileTrouble::Unknown("no".to_owned())),
            ]
        );
    }

    #[test]
    fn every_column_is_named_as_it_is_read() {
        for column in LedgerColumn::ALL.iter().filter(|column| column.is_optional()) {
            assert_eq!(LedgerColumn::optional(column.id()), Some(*column));
        }
    }
}
