//! Performing a command: routing only. What each family of commands does stands in its own file.

use super::command::{Command, View};
use super::layer::Topic;
use super::layer::{Choice, Layer, Picked, Picker, Prompt, Purpose, Reading, Value};
use super::msg::{Effect, Preferences};
use super::notice::Notice;
use super::screen::Screen;
use super::{App, Travel, keys_of};
use crate::plan::{Action, Field, Treated};
use crate::report::{light_word, short_date};
use crate::words::Lang;

impl App {
    /// Does what was asked for.
    pub(super) fn perform(&mut self, command: Command) -> Vec<Effect> {
        if command.edits() && self.past.is_some() {
            return self.trouble("trouble.past");
        }
        if self.read_only && command.edits() {
            return self.trouble(if self.presents_only { "trouble.presents_only" } else { "trouble.read_only" });
        }
        if let Some(reason) = self.barred(command, &self.targets()) {
            self.notice = Some(Notice::trouble(reason));
            return Vec::new();
        }
        if let Some(effects) = self.projector_command(command) {
            return effects;
        }
        match command {
            Command::Up => self.step(-1),
            Command::Down => self.step(1),
            Command::Left => self.sideways(-1),
            Command::Right => self.sideways(1),
            Command::PageUp => self.page(-1),
            Command::PageDown => self.page(1),
            Command::First => self.step(isize::MIN),
            Command::Last => self.step(isize::MAX),
            Command::NextPane => self.next_pane(1),
            Command::PrevPane => self.next_pane(-1),
            Command::GoTo => self.ask_go_to(None),
            Command::Open => self.open(),
            Command::Back => self.back(),
            Command::Search => self.ask(Purpose::Search),
            Command::NextMatch => self.next_match(1),
            Command::PrevMatch => self.next_match(-1),
            Command::Filter => self.ask_filter(),
            Command::Day => self.ask(Purpose::Day),
            Command::Show(view) => self.show(view),
            Command::Why => self.why(),
            Command::Present => self.present(),
            Command::Figures => self.ask_figure(),
            Command::Papers => self.ask_paper(),
            Command::Since => self.ask_since(),
            Command::TravelTo => self.ask_past(),
            Command::PastDay => self.travel(Travel::Days(-1)),
            Command::FutureDay => self.travel(Travel::Days(1)),
            Command::PastWeek => self.travel(Travel::Days(-7)),
            Command::FutureWeek => self.travel(Travel::Days(7)),
            Command::PastMeeting => self.travel(Travel::Meeting(-1)),
            Command::FutureMeeting => self.travel(Travel::Meeting(1)),
            Command::Quit => vec![Effect::Quit],
            command if command.edits() || matches!(command, Command::Mark | Command::MarkAll) => {
                self.perform_edit(command)
            }
            command => self.perform_setting(command),
        }
    }

    fn perform_edit(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Meet => self.meet(),
            Command::Decide => self.decide(),
            Command::Discussed => self.treat(Treated::Discussed),
            Command::Skip => self.treat(Treated::Skipped),
            Command::AddPoint => self.ask_point(),
            Command::DropPoint => self.drop_point(),
            Command::ProposeAgain => self.propose_again(),
            Command::EditMeeting => self.edit_meeting(),
            Command::EndMeeting => self.ask_to_end(),
            Command::GiveToUnit => self.give_to_unit(),
            Command::MoveUp if matches!(self.screen(), Screen::Meeting { .. }) => self.move_point(-1),
            Command::MoveDown if matches!(self.screen(), Screen::Meeting { .. }) => self.move_point(1),
            Command::Edit(Field::Percent) if self.cell().is_some() => self.ask_part_percent(),
            Command::Edit(Field::Due) if self.targets().iter().any(|node| self.may(Action::Assign, *node).is_err()) => {
                self.ask_extension(self.targets())
            }
            Command::Edit(field) => self.edit_field(field, self.targets()),
            Command::Acknowledge => self.acknowledge(),
            Command::AskExtension if self.targets().is_empty() => self.trouble("trouble.nothing_selected"),
            Command::AskExtension => self.ask_extension(self.targets()),
            Command::Direct => self.direct(),
            Command::Agree | Command::Disagree => match self.screen().clone() {
                Screen::Mine { waiting: Some(waiting), .. } if command == Command::Agree => self.agree(&waiting),
                Screen::Mine { waiting: Some(waiting), .. } => self.disagree(&waiting),
                _ => match self.asked() {
                    Some(waiting) if command == Command::Agree => self.agree(&waiting),
                    Some(waiting) => self.disagree(&waiting),
                    None => self.trouble("trouble.nothing_asked"),
                },
            },
            Command::NewPerson => self.ask_person(),
            Command::EditAny => self.edit_any(),
            Command::Report => self.write_report(),
            Command::NoChange => self.no_change(),
            Command::EditText => self.edit_text(),
            Command::AddMeasure => self.add_measure(),
            Command::SplitMeasure => self.split_measure(),
            Command::RemoveMeasure => self.remove_measures(),
            Command::MoveUp => self.move_measure(false),
            Command::MoveDown => self.move_measure(true),
            Command::Undo => self.undo(false),
            Command::Redo => self.undo(true),
            Command::Mark => self.toggle_mark(),
            Command::MarkAll => self.mark_all(),
            _ => Vec::new(),
        }
    }

    /// How things are shown, and the program itself.
    fn perform_setting(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Zoom => match self.screens.last_mut() {
                Some(Screen::Board { zoomed, .. }) => *zoomed = !*zoomed,
                Some(Screen::Matrix { setup, .. }) => setup.all = !setup.all,
                Some(Screen::Trend { months, .. }) => *months = !*months,
                Some(Screen::Timeline { .. }) => self.zoom_timeline(),
                _ => {}
            },
            Command::Sort | Command::Group | Command::Kind => self.set_up_list(command),
            Command::PrevDay if self.past().is_some() => return self.travel(Travel::Days(-1)),
            Command::NextDay if self.past().is_some() => return self.travel(Travel::Days(1)),
            Command::PrevDay | Command::NextDay => {
                let day = if command == Command::NextDay { self.day().succ_opt() } else { self.day().pred_opt() };
                self.as_of = day.filter(|day| *day != self.today);
            }
            Command::SwitchPlan => {
                self.leave_past();
                self.ask_plan();
            }
            Command::Past => self.show_past(),
            Command::Theme => {
                self.theme = self.theme.next();
                let name = self.lang.say(&format!("theme.{}", self.theme.code()));
                self.notice = Some(Notice::info(self.lang.fill("notice.theme", &[("name", &name)])));
                return vec![self.save_preferences(), Effect::Redraw];
            }
            Command::Language => {
                self.lang = if self.lang == Lang::Zh { Lang::En } else { Lang::Zh };
                return vec![self.save_preferences(), Effect::Redraw];
            }
            Command::Mouse => {
                self.mouse = !self.mouse;
                let key = if self.mouse { "notice.mouse_on" } else { "notice.mouse_off" };
                self.notice = Some(Notice::info(self.lang.say(key)));
                return vec![Effect::CaptureMouse(self.mouse)];
            }
            Command::Redraw => return vec![Effect::Redraw],
            Command::Copy => return self.copy(),
            Command::Palette => self.open_palette(),
            Command::Help => {
                let context = self.screen().context();
                self.layers.push(Layer::Reading(Reading::of(Topic::Help(context))));
            }
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn save_preferences(&self) -> Effect {
        Effect::SavePreferences(Preferences {
            lang: Some(self.lang),
            theme: self.theme,
            plan: Some(self.board.plan.id),
        })
    }

    fn ask(&mut self, purpose: Purpose) -> Vec<Effect> {
        self.layers.push(Layer::Prompt(Prompt::new(purpose, Vec::new(), "")));
        Vec::new()
    }

    fn why(&mut self) -> Vec<Effect> {
        let Some(node) = self.current() else { return self.trouble("trouble.nothing_selected") };
        self.layers.push(Layer::Reading(Reading::of(Topic::Why(node))));
        Vec::new()
    }

    fn page(&mut self, by: isize) -> Vec<Effect> {
        let page = self.painted.page.max(2) - 1;
        if let Screen::Node { node, spot, scroll } = self.screen().clone() {
            let top = scroll.unwrap_or(self.painted.top);
            let top = top.saturating_add_signed(by * page.cast_signed()).min(self.painted.max_top);
            self.replace_screen(Screen::Node { node, spot, scroll: Some(top) });
            return Vec::new();
        }
        self.step(by * page.cast_signed())
    }

    fn set_up_list(&mut self, command: Command) {
        let said = match self.screens.last_mut() {
            Some(Screen::Ledger { setup, .. }) => match command {
                Command::Sort => {
                    setup.sort = setup.sort.next();
                    ("notice.sorted", format!("sort.{}", setup.sort.code()))
                }
                Command::Group => {
                    setup.grouping = setup.grouping.next();
                    ("notice.grouped", format!("group_by.{}", setup.grouping.code()))
                }
                _ => {
                    setup.measures = !setup.measures;
                    ("notice.kind", if setup.measures { "kind.measures" } else { "kind.items" }.to_owned())
                }
            },
            Some(Screen::Matrix { setup, .. }) => {
                setup.departments = !setup.departments;
                ("notice.kind", if setup.departments { "unit.department" } else { "unit.county" }.to_owned())
            }
            Some(Screen::Timeline { setup, .. }) => {
                setup.grouping = setup.grouping.next();
                ("notice.grouped", format!("group_by.{}", setup.grouping.code()))
            }
            Some(Screen::History { oldest_first, .. }) => {
                *oldest_first = !*oldest_first;
                ("notice.sorted", if *oldest_first { "sort.oldest" } else { "sort.newest" }.to_owned())
            }
            _ => return,
        };
        let words = self.lang.say(&said.1);
        self.notice = Some(Notice::info(self.lang.fill(said.0, &[("by", &words)])));
        self.refresh_rows();
        let rows = self.shown_nodes();
        if command == Command::Sort {
            // What is sorted to the top is what one wants to see.
            if let Some(first) = rows.first() {
                self.select(*first);
            }
        }
        if self.screen().view() == Some(View::Ledger) && !self.current().is_some_and(|node| rows.contains(&node)) {
            let item = self.current().map(|node| node.item);
            let row = rows.iter().find(|row| Some(row.item) == item).or_else(|| rows.first());
            if let Some(row) = row.copied() {
                self.select(row);
            }
        }
    }

    fn ask_plan(&mut self) {
        let line = |plan: &crate::plan::PlanSummary| {
            let side = self.lang.fill("pick.plan", &[("year", &plan.year), ("items", &plan.items)]);
            Choice::new(Value::Plan(plan.id), plan.title.clone(), side)
        };
        let choices = self.plans.iter().map(line).collect();
        self.layers.push(Layer::Picker(Picker::new(Picked::Plan, Vec::new(), choices)));
    }

    fn open_palette(&mut self) {
        let context = self.screen().context();
        let targets = self.targets();
        let line = |command: Command| {
            let keys = keys_of(context, command).unwrap_or_default();
            let barred = self.barred(command, &targets);
            Choice::new(Value::Command(command), self.lang.say(&command.key()), keys).barred(barred)
        };
        let choices = Command::all().into_iter().map(line).collect();
        self.layers.push(Layer::Picker(Picker::new(Picked::Palette, Vec::new(), choices)));
    }

    /// Copies what is under the cursor, in a line that can be pasted into a chat, to the clipboard of the person's own
    /// machine.
    fn copy(&mut self) -> Vec<Effect> {
        let Some(node) = self.current() else { return self.trouble("trouble.nothing_selected") };
        let (Some(item), Some(light)) = (self.board.item(node.item), self.board.light(node, self.day())) else {
            return Vec::new();
        };
        let number = node
            .measure
            .and_then(|id| item.position(id))
            .map_or_else(|| item.no.to_string(), |at| format!("{}-{}", item.no, at + 1));
        let due = light.situation.due.map(|due| short_date(due, self.board.plan.year)).unwrap_or_default();
        let text = format!(
            "{number} {} [{}] {} {due}",
            self.board.text(node).unwrap_or_default(),
            light_word(self.lang, &light),
            item.work.lead.as_deref().unwrap_or_default(),
        );
        let text = text.trim_end().to_owned();
        self.notice = Some(Notice::info(self.lang.fill("notice.copied", &[("text", &crate::report::clip(&text, 24))])));
        vec![Effect::Copy(text)]
    }

    /// `:14` in the palette: a number goes to its item or measure.
    pub(super) fn palette_number(&self) -> Option<String> {
        match self.layers.last() {
            Some(Layer::Picker(picker)) if picker.picked == Picked::Palette => {
                let text = picker.editor.text();
                crate::read::fold(text.chars().next()?).is_ascii_digit().then_some(text)
            }
            _ => None,
        }
    }
}
