//! 分管领导 on their page: the order in which they are printed. Those that items name and nobody has listed come last.

use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::popups::{SettingPage, SettingRow, SettingText};
use crate::app::state::App;
use crate::plan::{LeaderList, Settings, clean_line};
use crate::words;

impl App {
    pub(super) fn leader_rows(&self) -> Vec<SettingRow> {
        let board = &self.data.board;
        let lang = self.env.lang;
        let row = |name: String| {
            let items = board.items().iter().filter(|item| item.work.leader.as_deref() == Some(name.as_str())).count();
            let is_listed = board.leader_list.names.contains(&name);
            let state = if is_listed { String::new() } else { lang.say(words::settings::NOT_LISTED).to_owned() };
            let count = if items == 0 { String::new() } else { items.to_string() };
            SettingRow { cells: vec![name, count, state], level: None, is_dim: !is_listed }
        };
        board.leaders().into_iter().map(row).collect()
    }

    pub(super) fn leaders_command(&mut self, command: Command) -> Vec<Effect> {
        let mut names = self.data.board.leaders();
        let name = self.settings_table().and_then(|table| table.leader.clone());
        let Some(at) = names.iter().position(|known| Some(known) == name.as_ref()) else {
            return if command == Command::AddRow { self.ask_setting(SettingText::Leaders, "") } else { Vec::new() };
        };
        match command {
            Command::AddRow => return self.ask_setting(SettingText::Leaders, ""),
            Command::MoveUp if at > 0 && at < names.len() => names.swap(at, at - 1),
            Command::MoveDown if at + 1 < names.len() => names.swap(at, at + 1),
            Command::RemoveRow if at < names.len() => {
                let name = names.remove(at);
                let mut listed = self.data.board.leader_list.names.clone();
                listed.retain(|known| *known != name);
                return self.set_leaders(listed);
            }
            Command::ByDefault => return self.set(Settings::LEADERS, None),
            _ => return Vec::new(),
        }
        self.set_leaders(names)
    }

    /// The cursor stays with the leader that it stood on, wherever that is now.
    pub(in crate::app) fn settle_leaders(&mut self) {
        let names = self.data.board.leaders();
        if let Some(table) = self.settings_table_mut() {
            let place = names.iter().position(|known| Some(known) == table.leader.as_ref());
            if table.page == SettingPage::Leaders {
                table.at = place.unwrap_or_else(|| table.at.min(names.len().saturating_sub(1)));
                table.leader = names.into_iter().nth(table.at);
            }
        }
    }

    /// One name or a whole list, parted by commas, semicolons or lines.
    pub(super) fn accept_leaders(&mut self, text: &str) -> Vec<Effect> {
        let mut names = self.data.board.leader_list.names.clone();
        let typed = text.split(|c: char| "、,，;；\n".contains(c)).map(name_of);
        let listed = names.len();
        for name in typed.filter(|name| !name.is_empty()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        // What is pressed next is about what is new.
        let new = names.get(listed).cloned();
        if let Some(table) = self.settings_table_mut().filter(|_| new.is_some()) {
            table.leader = new;
        }
        self.set_leaders(names)
    }

    fn set_leaders(&mut self, names: Vec<String>) -> Vec<Effect> {
        let listed = !names.is_empty();
        // A list of names always has a JSON form.
        let json = serde_json::to_string(&LeaderList { names }).ok();
        self.set(Settings::LEADERS, json.filter(|_| listed))
    }
}

/// A name without the blanks by which lists make two characters as wide as three: `张　三`.
fn name_of(text: &str) -> String {
    let name = clean_line(text);
    if name.is_ascii() { name } else { name.split_whitespace().collect() }
}
