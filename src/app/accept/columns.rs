//! The columns of the ledger on their page: which are shown, and in which order. They are a person's own.

use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::own_config::Preference;
use crate::app::popups::SettingRow;
use crate::app::state::App;
use crate::report::LedgerColumn;
use crate::words;

impl App {
    /// The columns beside number and title, in their order: the person's own, else the usual ones.
    pub fn ledger_columns(&self) -> &[LedgerColumn] {
        if self.env.columns.is_empty() { &LedgerColumn::USUAL } else { &self.env.columns }
    }

    /// Those that are shown, in their order, then the others.
    fn columns_listed(&self) -> Vec<(LedgerColumn, bool)> {
        let shown = self.ledger_columns();
        let others = LedgerColumn::ALL.iter().filter(|column| column.is_optional() && !shown.contains(column));
        shown.iter().map(|column| (*column, true)).chain(others.map(|column| (*column, false))).collect()
    }

    pub(super) fn column_rows(&self) -> Vec<SettingRow> {
        let lang = self.env.lang;
        let row = |(column, is_shown): (LedgerColumn, bool)| {
            let tick = if is_shown { "[x]" } else { "[ ]" };
            let cells = vec![tick.to_owned(), lang.say(column.text()).to_owned()];
            SettingRow { cells, level: None, is_dim: !is_shown }
        };
        self.columns_listed().into_iter().map(row).collect()
    }

    pub(super) fn columns_command(&mut self, command: Command) -> Vec<Effect> {
        let at = self.settings_table().map_or(0, |table| table.at);
        let listed = self.columns_listed();
        let Some((column, is_shown)) = listed.get(at).copied() else { return Vec::new() };
        let mut columns = self.ledger_columns().to_vec();
        let mut to = at;
        match command {
            Command::Toggle | Command::ChangeRow if is_shown => {
                // One is always left: a list of names alone says nothing.
                if columns.len() == 1 {
                    return self.trouble(words::settings::ONE_COLUMN);
                }
                columns.remove(at);
            }
            Command::Toggle | Command::ChangeRow => columns.push(column),
            Command::MoveUp if is_shown && at > 0 => {
                columns.swap(at, at - 1);
                to = at - 1;
            }
            Command::MoveDown if at + 1 < columns.len() => {
                columns.swap(at, at + 1);
                to = at + 1;
            }
            Command::ByDefault => columns.clear(),
            _ => return Vec::new(),
        }
        self.env.columns = if columns == LedgerColumn::USUAL { Vec::new() } else { columns };
        // What was chosen stays under the cursor.
        let place = self.columns_listed().iter().position(|(other, _)| *other == column);
        self.put_setting_cursor(place.filter(|_| command != Command::ByDefault).unwrap_or(to));
        vec![Effect::Prefer(Preference::Columns(self.env.columns.clone()))]
    }
}
