//! Performing a command: what the table of commands says is done, once it is clear that it may be. What each family of
//! commands does stands in its own file; here is what belongs to none.

use crate::app::command::{Command, command_table};
use crate::app::key::Key;
use crate::app::keymap::digit;
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::own_config::Preference;
use crate::app::popups::{Choice, Picker, Picks, Popup, Prompt, Purpose, Reading, SectionAct, SettingPage, Topic};
use crate::app::screens::{Answers, MineScreen, NodeScreen, Screen};
use crate::app::state::Travel;
use crate::app::synonyms::synonyms;
use crate::app::view::View;
use crate::app::{App, keys_of};
use crate::plan::{Field, PlanState, Treated};
use crate::read::LineRole;
use crate::report::light_word;
use crate::words::{self, Lang};

macro_rules! dispatch {
    (
        families { $($family:ident($value:ty): $of_text:ident $of_hint:ident, $edits:ident, $listed:ident, $does:expr => { $($row:tt)* })* }
        commands { $($name:ident: $text:ident $($hint:ident)?, $kind:ident, $offer:ident, $do:expr => { $($keys:tt)* })* }
    ) => {
        impl App {
            /// What the table says; `key` is the press that asked for it, where one did.
            fn dispatch(&mut self, command: Command, key: Option<Key>) -> Vec<Effect> {
                type Does<T> = fn(&mut App, T) -> Vec<Effect>;
                match command {
                    $(Command::$family(value) => {
                        let does: Does<$value> = $does;
                        does(self, value)
                    })*
                    $(Command::$name => {
                        let does: Does<Option<Key>> = $do;
                        does(self, key)
                    })*
                }
            }
        }
    };
}
command_table!(dispatch);

impl App {
    /// Does what was asked for, or says why not.
    pub(in crate::app) fn perform(&mut self, command: Command) -> Vec<Effect> {
        self.perform_by(command, None)
    }

    /// The same, asked for by a key that may itself say something, such as a digit.
    pub(in crate::app) fn perform_by(&mut self, command: Command, key: Option<Key>) -> Vec<Effect> {
        if command.asks() {
            self.asking(|app| app.perform_or_refuse(command, key))
        } else {
            self.perform_or_refuse(command, key)
        }
    }

    fn perform_or_refuse(&mut self, command: Command, key: Option<Key>) -> Vec<Effect> {
        let why = self.writing_barred().filter(|_| command.edits());
        if let Some(why) = why.or_else(|| self.plan_barred(command)) {
            return self.trouble(why);
        }
        if let Some(reason) = self.barred(command, &self.targets()) {
            self.nav.notice = Some(Notice::trouble(reason));
            return Vec::new();
        }
        match self.projector_command(command) {
            Some(effects) => effects,
            None => self.dispatch(command, key),
        }
    }

    fn edit_field_here(&mut self, field: Field) -> Vec<Effect> {
        let unit = self.cell().map(|(_, unit)| unit);
        self.edit_field_of(field, self.targets(), unit)
    }

    fn ask_extension_here(&mut self) -> Vec<Effect> {
        match self.targets() {
            targets if targets.is_empty() => self.trouble(words::trouble::NOTHING_SELECTED),
            targets => self.ask_extension(targets),
        }
    }

    fn move_row(&mut self, by: isize) -> Vec<Effect> {
        if matches!(self.screen(), Screen::Meeting(_)) { self.move_point(by) } else { self.move_measure(by > 0) }
    }

    /// Yes or no to what waits under the cursor or on the page.
    fn answer_here(&mut self, yes: bool) -> Vec<Effect> {
        let waiting = if let Screen::Mine(MineScreen { waiting: Some(waiting), .. }) = self.screen() {
            Some(waiting.clone())
        } else {
            self.asked()
        };
        match waiting {
            Some(waiting) if yes => self.agree(&waiting),
            Some(waiting) => self.disagree(&waiting),
            None => self.trouble(words::trouble::NOTHING_ASKED),
        }
    }

    fn zoom(&mut self) -> Vec<Effect> {
        let month = self.data.board.plan.period.month_of(self.day());
        if let Some(screen) = self.answering() {
            screen.zoom(month);
        }
        Vec::new()
    }

    /// The screen on top, to be set up otherwise.
    fn answering(&mut self) -> Option<&mut dyn Answers> {
        self.nav.screens.last_mut().and_then(Screen::answers_mut)
    }

    /// Another day to look at the plan as of; in the past, another day of the past.
    fn shift_day(&mut self, by: i64) -> Vec<Effect> {
        if self.past().is_some() {
            return self.travel(Travel::Days(by));
        }
        let day = if by > 0 { self.day().succ_opt() } else { self.day().pred_opt() };
        self.nav.as_of = day.filter(|day| *day != self.env.today);
        Vec::new()
    }

    pub(in crate::app) fn next_theme(&mut self) -> Vec<Effect> {
        let themes = &self.env.themes;
        let at = themes.iter().position(|theme| *theme == self.env.theme).map_or(0, |at| at + 1);
        self.env.theme = themes.get(at).or(themes.first()).cloned().unwrap_or_default();
        let name = self.env.theme.in_words(self.env.lang);
        self.nav.notice = Some(Notice::info(self.env.lang.fill(words::notice::Theme { name: &name })));
        vec![Effect::Prefer(Preference::Theme(self.env.theme.clone())), Effect::Redraw]
    }

    pub(in crate::app) fn other_language(&mut self) -> Vec<Effect> {
        self.env.lang = if self.env.lang == Lang::Zh { Lang::En } else { Lang::Zh };
        vec![Effect::Prefer(Preference::Lang(self.env.lang)), Effect::Redraw]
    }

    fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.env.mouse = !self.env.mouse;
        let text = if self.env.mouse { words::notice::MOUSE_ON } else { words::notice::MOUSE_OFF };
        self.nav.notice = Some(Notice::info(self.env.lang.say(text)));
        vec![Effect::CaptureMouse(self.env.mouse), Effect::Prefer(Preference::Mouse(self.env.mouse))]
    }

    /// A choice holds, but was not written.
    pub fn tell_not_kept(&mut self, why: &dyn std::fmt::Display) {
        self.nav.notice = Some(Notice::trouble(self.env.lang.fill(words::notice::NotKept { why: &why })));
    }

    /// Backups are made by themselves; how one is made at once and brought back is told.
    fn tell_backups(&mut self) -> Vec<Effect> {
        self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::BACKUPS)));
        Vec::new()
    }

    fn help(&mut self) -> Vec<Effect> {
        let context = self.screen().context();
        self.nav.popups.push(Popup::Reading(Reading::of(Topic::Help(context))));
        Vec::new()
    }

    fn ask(&mut self, purpose: Purpose) -> Vec<Effect> {
        self.nav.popups.push(Popup::Prompt(Prompt::new(purpose, Vec::new(), "")));
        Vec::new()
    }

    fn why(&mut self) -> Vec<Effect> {
        let Some(node) = self.current() else { return self.trouble(words::trouble::NOTHING_SELECTED) };
        self.nav.popups.push(Popup::Reading(Reading::of(Topic::Why(node))));
        Vec::new()
    }

    fn page(&mut self, by: isize) -> Vec<Effect> {
        let page = self.nav.painted.page.max(2) - 1;
        if let Screen::Node(NodeScreen { node, spot, scroll }) = self.screen().clone() {
            let top = scroll.unwrap_or(self.nav.painted.top);
            let top = top.saturating_add_signed(by * page.cast_signed()).min(self.nav.painted.max_top);
            self.replace_screen(Screen::Node(NodeScreen { node, spot, scroll: Some(top) }));
            return Vec::new();
        }
        self.step(by * page.cast_signed())
    }

    fn sort_rows(&mut self) -> Vec<Effect> {
        let Some(by) = self.answering().and_then(Answers::sort) else { return Vec::new() };
        self.rows_set_up(self.env.lang.fill(words::notice::Sorted { by: &self.env.lang.say(by) }));
        // What is sorted to the top is what one wants to see.
        if let Some(first) = self.shown_nodes().first() {
            self.select(*first);
        }
        Vec::new()
    }

    fn group_rows(&mut self) -> Vec<Effect> {
        if let Some(by) = self.answering().and_then(Answers::group) {
            self.rows_set_up(self.env.lang.fill(words::notice::Grouped { by: &self.env.lang.say(by) }));
        }
        Vec::new()
    }

    /// Items or measures in the ledger, counties or departments in the matrix.
    fn change_kind(&mut self) -> Vec<Effect> {
        if let Some(by) = self.answering().and_then(Answers::change_kind) {
            self.rows_set_up(self.env.lang.fill(words::notice::Kind { by: &self.env.lang.say(by) }));
        }
        Vec::new()
    }

    /// Says how rows are shown now, and keeps the cursor on one of them.
    fn rows_set_up(&mut self, said: String) {
        self.nav.notice = Some(Notice::info(said));
        self.refresh_rows();
        let rows = self.shown_nodes();
        if self.screen().view() == Some(View::Ledger) && !self.current().is_some_and(|node| rows.contains(&node)) {
            let item = self.current().map(|node| node.item);
            let row = rows.iter().find(|row| Some(row.item) == item).or_else(|| rows.first());
            if let Some(row) = row.copied() {
                self.select(row);
            }
        }
    }

    fn open_palette(&mut self) -> Vec<Effect> {
        let context = self.screen().context();
        let targets = self.targets();
        let line = |command: Command| {
            let keys = keys_of(context, command).unwrap_or_default();
            let barred = self.barred(command, &targets);
            let also = synonyms(command).map_or("", |text| self.env.lang.say(text));
            Choice::new(command, self.env.lang.say(command.text()), keys).also(also).barred(barred)
        };
        let choices = Command::all().into_iter().map(line).collect();
        let aim = Box::new(self.aim());
        let title = self.env.lang.say(words::pick::PALETTE);
        let picker = Picker::new(title, Vec::new(), choices, |commands| Picks::Palette(aim, commands));
        self.nav.popups.push(Popup::Picker(picker));
        Vec::new()
    }

    /// Copies what is under the cursor, in a line that can be pasted into a chat, to the clipboard of the person's own
    /// machine.
    fn copy(&mut self) -> Vec<Effect> {
        let Some(node) = self.current() else { return self.trouble(words::trouble::NOTHING_SELECTED) };
        let (Some(item), Some(light)) = (self.data.board.item(node.item), self.data.board.light(node, self.day()))
        else {
            return Vec::new();
        };
        let number = node
            .measure
            .and_then(|id| item.position(id))
            .map_or_else(|| item.no.to_string(), |at| format!("{}-{}", item.no, at + 1));
        let due = light.situation.due.map(|due| self.dates().short(due)).unwrap_or_default();
        let text = format!(
            "{number} {} [{}] {} {due}",
            self.data.board.text(node).unwrap_or_default(),
            light_word(self.env.lang, &light),
            item.work.lead.as_deref().unwrap_or_default(),
        );
        let text = text.trim_end().to_owned();
        self.nav.notice =
            Some(Notice::info(self.env.lang.fill(words::notice::Copied { text: &crate::report::clip(&text, 24) })));
        vec![Effect::Copy(text)]
    }

    /// `:14` in the palette: a number goes to its item or measure.
    pub(in crate::app) fn palette_number(&self) -> Option<String> {
        let Some(Popup::Picker(Picker { picks: Picks::Palette(..), editor, .. })) = self.nav.popups.last() else {
            return None;
        };
        let text = editor.text();
        crate::read::fold(text.chars().next()?).is_ascii_digit().then_some(text)
    }
}
