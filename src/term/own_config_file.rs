//! The file of a person's own choices, as it is written: one choice is put in, and everything else - order, comments, what
//! nobody understands - stays as the person wrote it.

use std::io;
use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, value};

use crate::app::Preference;

/// Puts a choice into the file; makes it where there is none. A file that is no TOML is left alone: it is told of when it is
/// read.
pub fn write_preference(path: &Path, preference: &Preference) -> io::Result<()> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read?,
    };
    let mut document: DocumentMut = text.parse().map_err(io::Error::other)?;
    let (table, key) = preference.place();
    let into = match table {
        None => document.as_table_mut() as &mut dyn TableLike,
        Some(name) => {
            let table = document.entry(name).or_insert_with(|| Item::Table(Table::new()));
            table.as_table_like_mut().ok_or_else(|| io::Error::other(name))?
        }
    };
    let mut new = written(preference);
    // The remark behind it is the person's.
    let old = into.get(key).and_then(Item::as_value).map(|old| old.decor().clone());
    if let (Some(decor), Some(new)) = (old, new.as_value_mut()) {
        *new.decor_mut() = decor;
    }
    into.insert(key, new);
    // A link, as people keep such files in one place, stays a link.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Never half of it: a choice is no reason to lose a file of keys.
    let aside = path.with_extension("toml.new");
    std::fs::write(&aside, document.to_string())?;
    std::fs::rename(&aside, path)
}

/// As it stands in the file; no columns are the usual ones.
fn written(preference: &Preference) -> Item {
    match preference {
        Preference::Lang(lang) => value(lang.code()),
        Preference::Theme(theme) => value(theme.code()),
        Preference::Mouse(mouse) => value(*mouse),
        Preference::Columns(columns) => value(columns.iter().map(|column| column.id()).collect::<Array>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{ThemeName, read_config};
    use crate::report::LedgerColumn;
    use crate::words::Lang;

    #[test]
    fn a_choice_is_put_in_and_nothing_else_is_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep/config.toml");
        write_preference(&path, &Preference::Theme(ThemeName::LIGHT)).expect("writes");
        assert_eq!(read_config(&std::fs::read_to_string(&path).expect("text")).0.theme, Some(ThemeName::LIGHT));
        let mine = "# mine\ntheme = \"dark\" # at night\n\n[keys]\nwhy = \"ctrl-w\" # as in vi\n";
        std::fs::write(&path, mine).expect("writes");
        write_preference(&path, &Preference::Lang(Lang::En)).expect("writes");
        write_preference(&path, &Preference::Columns(vec![LedgerColumn::Lead, LedgerColumn::DaysLate]))
            .expect("writes");
        let text = std::fs::read_to_string(&path).expect("text");
        for line in mine.lines() {
            assert!(text.contains(line), "{line}: {text}");
        }
        let (own, faults) = read_config(&text);
        assert_eq!((faults, own.lang), (Vec::new(), Some(Lang::En)));
        assert_eq!(own.columns, [LedgerColumn::Lead, LedgerColumn::DaysLate]);
        write_preference(&path, &Preference::Columns(Vec::new())).expect("writes");
        write_preference(&path, &Preference::Theme(ThemeName::MONO)).expect("writes");
        assert!(std::fs::read_to_string(&path).expect("text").contains("theme = \"mono\" # at night"));
        assert!(read_config(&std::fs::read_to_string(&path).expect("text")).0.columns.is_empty());
        std::fs::write(&path, "ledger = { columns = [\"lead\"] } # short\n").expect("writes");
        write_preference(&path, &Preference::Columns(vec![LedgerColumn::Light])).expect("writes");
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(read_config(&text).0.columns == [LedgerColumn::Light] && text.contains("# short"), "{text}");
    }

    #[test]
    fn a_file_that_is_no_toml_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        std::fs::write(&path, "[keys\nwhy = \"p\"").expect("writes");
        assert!(write_preference(&path, &Preference::Mouse(true)).is_err());
        assert_eq!(std::fs::read_to_string(&path).expect("text"), "[keys\nwhy = \"p\"");
    }
}
