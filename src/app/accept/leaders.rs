//! 分管领导 on their page: the order in which they are printed. Those that items name and nobody has listed come last.

use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::popups::{SettingRow, SettingText};
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
        let at = self.settings_table().map_or(0, |table| table.at);
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
        let effects = self.set_leaders(names);
        if !effects.is_empty() {
            self.put_setting_cursor(if command == Command::MoveUp { at - 1 } else { at + 1 });
        }
        effects
    }

    /// One name or a whole list, parted by commas, blanks or lines.
    pub(super) fn accept_leaders(&mut self, text: &str) -> Vec<Effect> {
        let mut names = self.data.board.leader_list.names.clone();
        let typed = text.split(|c: char| c.is_whitespace() || "、,，;；".contains(c)).map(clean_line);
        for name in typed.filter(|name| !name.is_empty()) {
            if !names.contains(&name) {
                names.push(name);
            }
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
