//! Settings: the list of what can be set, how each stands, and what opens it; the keys of its pages. What belongs to the whole
//! bureau is a line of the journal that those may write who may set it; what is a person's own is kept with the person.

use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{
    Choice, Pick, Picker, Popup, Prompt, Purpose, Reading, RulesDraft, SettingPage, SettingRow, SettingText,
    SettingsTable, Topic,
};
use crate::app::state::App;
use crate::plan::{Action, Cadence, Change, Delta, Edit, EditKind, Settings, UnitKind};
use crate::report::{Term, period_in_words, trouble_in_words};
use crate::words::{self, Text};

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
enum Entry {
    Units,
    Counties,
    Leaders,
    Rules,
    School,
    Cadence,
    Period,
    Columns,
    Theme,
    Language,
    Keys,
}

impl Entry {
    const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    fn text(self) -> Text {
        match self {
            Self::Units => words::settings::UNITS,
            Self::Counties => words::settings::COUNTIES,
            Self::Leaders => words::settings::LEADERS,
            Self::Rules => words::settings::RULES,
            Self::School => words::settings::SCHOOL,
            Self::Cadence => words::settings::CADENCE,
            Self::Period => words::settings::PERIOD,
            Self::Columns => words::settings::COLUMNS,
            Self::Theme => words::settings::THEME,
            Self::Language => words::settings::LANGUAGE,
            Self::Keys => words::settings::KEYS,
        }
    }

    /// Whether it is a person's own.
    fn is_own(self) -> bool {
        matches!(self, Self::Columns | Self::Theme | Self::Language | Self::Keys)
    }
}

impl App {
    /// Opens the list of what can be set.
    pub(in crate::app) fn open_settings(&mut self) -> Vec<Effect> {
        self.leave_past();
        self.open_setting_page(SettingPage::Menu);
        Vec::new()
    }

    /// Opens one page at once.
    pub(in crate::app) fn open_settings_at(&mut self, page: SettingPage) -> Vec<Effect> {
        self.leave_past();
        self.open_setting_page(page);
        Vec::new()
    }

    pub(in crate::app) fn open_setting_page(&mut self, page: SettingPage) {
        let rules = RulesDraft::of(&self.data.board.rules);
        let leader = self.data.board.leaders().into_iter().next();
        self.nav.popups.push(Popup::Settings(SettingsTable { rules, leader, ..SettingsTable::of(page) }));
    }

    /// The page on top of the others, though something may be typed over it.
    pub fn settings_table(&self) -> Option<&SettingsTable> {
        self.nav.popups.iter().rev().find_map(Popup::settings)
    }

    pub(super) fn settings_table_mut(&mut self) -> Option<&mut SettingsTable> {
        self.nav
            .popups
            .iter_mut()
            .rev()
            .find_map(|popup| if let Popup::Settings(table) = popup { Some(table) } else { None })
    }

    /// The lines of a page.
    pub fn setting_rows(&self, table: &SettingsTable) -> Vec<SettingRow> {
        match table.page {
            SettingPage::Menu => Entry::ALL.iter().map(|entry| self.menu_row(*entry)).collect(),
            SettingPage::Rules => self.rule_rows(),
            SettingPage::School => self.school_rows(),
            SettingPage::Leaders => self.leader_rows(),
            SettingPage::Columns => self.column_rows(),
        }
    }

    fn menu_row(&self, entry: Entry) -> SettingRow {
        let lang = self.env.lang;
        let board = &self.data.board;
        let set = |name: &str| {
            lang.say(if board.settings.contains_key(name) { words::settings::OWN } else { words::settings::USUAL })
                .to_owned()
        };
        let units = board.units_in_use();
        let count = |is_it: fn(UnitKind) -> bool| units.iter().filter(|unit| is_it(unit.kind)).count();
        let now = match entry {
            Entry::Units => lang.fill(words::settings::Count { n: &count(|kind| kind != UnitKind::County) }),
            Entry::Counties => lang.fill(words::settings::Count { n: &count(|kind| kind == UnitKind::County) }),
            Entry::Leaders => lang.list(board.leaders()),
            Entry::Rules => set(Settings::RULES),
            Entry::School => set(Settings::SCHOOL),
            Entry::Cadence => lang.say(board.default_cadence.text()).to_owned(),
            Entry::Period => period_in_words(lang, board.plan.period),
            Entry::Columns => {
                let columns = self.ledger_columns();
                lang.list(columns.iter().map(|column| lang.say(column.text())))
            }
            Entry::Theme => self.env.theme.in_words(lang),
            Entry::Language => lang.say(words::settings::LANGUAGE_NAME).to_owned(),
            Entry::Keys => lang.say(words::settings::IN_FILE).to_owned(),
        };
        let whose = if entry.is_own() { words::settings::MINE } else { words::settings::BUREAU };
        SettingRow::plain(vec![lang.say(entry.text()).to_owned(), now, lang.say(whose).to_owned()])
    }

    /// A command on a page of the settings.
    pub(in crate::app) fn settings_command(&mut self, command: Command) -> Vec<Effect> {
        let Some(table) = self.settings_table().cloned() else { return Vec::new() };
        let page = self.nav.painted.popup.1.max(2).cast_signed() - 1;
        match (command, table.page) {
            (Command::Up, _) => self.step_setting(-1),
            (Command::Down, _) => self.step_setting(1),
            (Command::PageUp, _) => self.step_setting(-page),
            (Command::PageDown, _) => self.step_setting(page),
            (Command::First, _) => self.step_setting(isize::MIN),
            (Command::Last, _) => self.step_setting(isize::MAX),
            (Command::Help, page) => {
                self.nav.popups.push(Popup::Reading(Reading::of(Topic::Help(page.context()))));
            }
            (Command::ChangeRow, SettingPage::Menu) => return self.open_setting(table.at),
            (Command::Undo, _) => return self.undo(false),
            (command, SettingPage::Rules) => return self.rules_command(command),
            (command, SettingPage::School) => return self.school_command(command),
            (command, SettingPage::Leaders) => return self.leaders_command(command),
            (command, SettingPage::Columns) => return self.columns_command(command),
            (_, SettingPage::Menu) => {}
        }
        Vec::new()
    }

    fn step_setting(&mut self, by: isize) {
        let Some(table) = self.settings_table() else { return };
        let rows = self.setting_rows(table).len();
        let to = table.at.saturating_add_signed(by).min(rows.saturating_sub(1));
        self.put_setting_cursor(to);
    }

    pub(in crate::app) fn put_setting_cursor(&mut self, to: usize) {
        let leader = self.data.board.leaders().into_iter().nth(to);
        if let Some(table) = self.settings_table_mut() {
            (table.at, table.leader) = (to, leader);
        }
    }

    /// Puts the cursor of the list on top on a line, where that is a page of its own; what Enter does there.
    pub(in crate::app) fn choose_row(&mut self, at: usize) -> Option<Command> {
        if let Popup::Settings(_) = self.nav.popups.last()? {
            self.put_setting_cursor(at);
            return Some(Command::ChangeRow);
        }
        if let Popup::Units(_) = self.nav.popups.last()? {
            self.put_unit_cursor_at(at);
            return Some(Command::RenameUnit);
        }
        None
    }

    fn open_setting(&mut self, at: usize) -> Vec<Effect> {
        let Some(entry) = Entry::ALL.get(at) else { return Vec::new() };
        match entry {
            Entry::Units => return self.open_units(),
            Entry::Counties => {
                let effects = self.open_units();
                self.unit_cursor_to_counties();
                return effects;
            }
            Entry::Leaders => self.open_setting_page(SettingPage::Leaders),
            Entry::Rules => self.open_setting_page(SettingPage::Rules),
            Entry::School => self.open_setting_page(SettingPage::School),
            Entry::Columns => self.open_setting_page(SettingPage::Columns),
            Entry::Cadence => return self.asking(Self::ask_default_cadence),
            Entry::Period => return self.asking(Self::ask_plan_period),
            Entry::Theme => return self.next_theme(),
            Entry::Language => return self.other_language(),
            Entry::Keys => {
                let words = self.env.lang.say(words::settings::HOW_KEYS).to_owned();
                self.nav.notice = Some(Notice::info(words));
            }
        }
        Vec::new()
    }

    fn ask_default_cadence(&mut self) -> Vec<Effect> {
        if self.settings_barred() {
            return Vec::new();
        }
        let lang = self.env.lang;
        let line = |cadence: &Cadence| {
            let ticked = *cadence == self.data.board.default_cadence;
            Choice::new(Pick::DefaultCadence(*cadence), lang.say(cadence.text()), "").ticked(ticked)
        };
        let choices = Cadence::ALL.iter().map(line).collect();
        self.nav.popups.push(Popup::Picker(Picker::one(lang.say(words::settings::ASK_CADENCE), Vec::new(), choices)));
        Vec::new()
    }

    pub(in crate::app) fn accept_default_cadence(&mut self, cadence: Cadence) -> Vec<Effect> {
        let after = Some(cadence.code().to_owned()).filter(|_| cadence != Cadence::Month);
        self.set(Settings::CADENCE, after)
    }

    /// Why the person may not set what belongs to the bureau, said.
    pub(super) fn settings_barred(&mut self) -> bool {
        self.barred_from(&[Action::Settings])
    }

    /// Why the person may not do all of that anywhere, said.
    pub(super) fn barred_from(&mut self, actions: &[Action]) -> bool {
        let actor = self.data.board.actor(&self.session.author);
        let denied = actions.iter().find_map(|action| actor.may_somewhere(*action).err());
        let why = denied.map(|denied| trouble_in_words(self.env.lang, &denied));
        let barred = self.writing_barred().map(|text| self.env.lang.say(text).to_owned()).or(why);
        self.nav.notice = barred.clone().map(Notice::trouble);
        barred.is_some()
    }

    /// Writes a setting of the bureau; none is what usually holds.
    pub(super) fn set(&mut self, name: &str, after: Option<String>) -> Vec<Effect> {
        if self.settings_barred() {
            return Vec::new();
        }
        let before = self.data.board.settings.get(name).cloned();
        if before == after {
            self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::NOTHING_CHANGED)));
            return Vec::new();
        }
        let changes = vec![Change::Setting { name: name.to_owned(), value: Delta::new(before, after) }];
        let what = crate::report::change_in_words(self.env.lang, &changes[0]);
        let said = self.env.lang.fill(words::settings::Saved { what: &what });
        let edit = self.bureau_edit(changes);
        self.send(edit, said, false)
    }

    /// An edit of what belongs to no plan.
    pub(super) fn bureau_edit(&mut self, changes: Vec<Change>) -> Edit {
        Edit { plan: None, ..self.new_edit(EditKind::Do, changes) }
    }

    pub(super) fn ask_setting(&mut self, what: SettingText, initial: &str) -> Vec<Effect> {
        if !self.settings_barred() {
            let mut prompt = Prompt::new(Purpose::Setting(what), Vec::new(), initial);
            prompt.editor.select();
            self.nav.popups.push(Popup::Prompt(prompt));
        }
        Vec::new()
    }

    /// A text that was typed on a page of the settings.
    pub(in crate::app) fn accept_setting(&mut self, what: SettingText, text: &str) -> Vec<Effect> {
        if let Some(told) = self.setting_told(what, text) {
            return self.refuse(told);
        }
        self.nav.popups.pop();
        match what {
            SettingText::RuleFigures(at) => self.accept_rule_figures(at, text),
            SettingText::RuleWord(at) => self.accept_rule_word(at, text),
            SettingText::SchoolDay(begins, exact) => return self.accept_school_day(begins, exact, text),
            SettingText::Leaders => return self.accept_leaders(text),
        }
        Vec::new()
    }

    /// Why a text will not be taken, while it is typed.
    pub(in crate::app) fn setting_told(&self, what: SettingText, text: &str) -> Option<String> {
        let told = match what {
            SettingText::RuleFigures(at) => self.rule_figures_told(at, text)?,
            SettingText::RuleWord(_) => super::rules::word_told(text)?,
            SettingText::SchoolDay(..) => super::school::day_told(text)?,
            SettingText::Leaders => return None,
        };
        Some(self.env.lang.say(told).to_owned())
    }
}
