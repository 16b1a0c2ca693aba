//! The update function: takes what happened, returns what is to be done. Routes only.

use super::command::Command;
use super::key::{Code, Key};
use super::keymap::{Resolved, resolve};
use super::msg::{Effect, Mouse, Msg, Unkept, WrittenFile};
use super::notice::Notice;
use super::popups::{Popup, Prompt, Purpose, Then};
use super::{App, Context, Target};
use crate::words;

/// So many lines of the journal are read at a time.
pub const JOURNAL_PAGE: usize = 200;

/// Keys that wait for an edit to be written; more of them nobody has typed.
const MOST_HELD: usize = 10_000;

/// Takes what happened; returns what is to be done.
pub fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    // Keys typed while an edit is on its way are meant for what comes after it.
    if app.writing.pending.is_some()
        && matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_))
        && !is_interrupt(&msg)
    {
        if app.writing.held.len() < MOST_HELD {
            app.writing.held.push_back(msg);
        }
        return Vec::new();
    }
    let mut effects = happened(app, msg);
    while app.writing.pending.is_none() {
        let Some(msg) = app.writing.held.pop_front() else { break };
        effects.extend(happened(app, msg));
    }
    effects.extend(app.go_on_after_chronicle());
    if app.session.only_imports
        && !app.nav.popups.iter().any(|popup| matches!(popup, Popup::Review(_) | Popup::Ticks(_)))
    {
        effects.push(Effect::Quit);
    }
    let leaves = effects.contains(&Effect::Quit);
    let stops = app.stop_clock(leaves);
    effects.splice(0..0, stops);
    app.refresh_rows();
    effects.extend(app.read_chronicle());
    effects.extend(app.set_alarm());
    effects
}

fn is_interrupt(msg: &Msg) -> bool {
    matches!(msg, Msg::Key(Key { code: Code::Char('c'), ctrl: true, .. }))
}

fn happened(app: &mut App, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => app.key(key),
        Msg::Paste(text) => app.paste(&text),
        Msg::Mouse(mouse) => app.mouse(mouse),
        Msg::Resize(width, height) => {
            app.env.size = (width, height);
            vec![Effect::Redraw]
        }
        Msg::Stored(op, reply) => app.stored(op, reply),
        Msg::Changed(entries) => app.changed(entries),
        Msg::Journal(item, lines) => app.journal_read(item, lines),
        Msg::Plan(board) => app.switch_plan(*board),
        Msg::OtherPlan(board) => app.carry_over_into(&board),
        Msg::Restored(board, plans) => {
            app.forget_the_past();
            app.data.plans = plans;
            let mut effects = app.switch_plan(*board);
            if let super::Screen::Node(super::NodeScreen { node, .. }) = app.screen() {
                effects.push(Effect::ReadJournal { item: Some(node.item), before: None });
            }
            app.nav.notice = Some(Notice::trouble(app.env.lang.say(words::notice::RESTORED)));
            effects
        }
        Msg::Present(others) => {
            app.present_are(others);
            Vec::new()
        }
        Msg::Unkept(why) => {
            app.nav.notice = Some(Notice::trouble(app.env.lang.say(match why {
                Unkept::DiskNearlyFull => words::notice::UNKEPT_DISK,
                Unkept::TooLarge => words::notice::UNKEPT_LARGE,
                Unkept::TooMany => words::notice::UNKEPT_MANY,
            })));
            Vec::new()
        }
        Msg::Failed(why) => {
            app.lookback.failed = app.lookback.asked;
            app.nav.notice = Some(Notice::trouble(why));
            Vec::new()
        }
        Msg::Today(day) => {
            app.env.today = day;
            Vec::new()
        }
        Msg::Wake => app.woken(),
        Msg::Chronicle(all) => app.chronicle_read(all),
        Msg::Paper(Ok(paper)) => app.paper_opened(*paper),
        Msg::Paper(Err(why)) => {
            app.tell_trouble(why);
            Vec::new()
        }
        Msg::Imported(result) => app.imported(result.map(|done| *done)),
        Msg::Written(result) => {
            app.nav.notice = Some(match result {
                Ok(WrittenFile { path, template: None }) => {
                    Notice::done(app.env.lang.fill(words::notice::FileWritten { path: &path }))
                }
                Ok(WrittenFile { path, template: Some(template) }) => {
                    let said = words::notice::FileWrittenIn { path: &path, template: &template };
                    Notice::done(app.env.lang.fill(said))
                }
                Err(why) => Notice::trouble(why),
            });
            Vec::new()
        }
        Msg::WideAmbiguous(wide) => {
            let changed = std::mem::replace(&mut app.env.wide_ambiguous, wide) != wide;
            if changed { vec![Effect::Redraw] } else { Vec::new() }
        }
    }
}

impl App {
    fn key(&mut self, key: Key) -> Vec<Effect> {
        if key.ctrl && key.code == Code::Char('c') {
            // Many press it to copy. Pressed again at the question it does leave.
            let asked = matches!(self.nav.popups.last(), Some(Popup::Confirm(_)));
            return if !asked && self.writing.pending.is_none() && self.nav.popups.iter().any(Popup::is_dirty) {
                self.ask_to_discard(Then::Leave)
            } else {
                vec![Effect::Quit]
            };
        }
        if key.ctrl && key.code == Code::Char('z') && !self.nav.popups.last().is_some_and(Popup::takes_text) {
            // Where there is no shell there is nothing to go back to.
            return if self.session.restricted {
                self.trouble(words::trouble::NO_SHELL)
            } else {
                vec![Effect::Suspend]
            };
        }
        if self.nav.popups.last().is_some_and(|popup| popup.is_deaf_to(key, self.env.now)) {
            self.nav.chord.clear();
            return Vec::new();
        }
        self.nav.notice = None;
        // What could not be read is tried again with the next key.
        self.lookback.asked &= !std::mem::take(&mut self.lookback.failed);
        let context = self.context();
        self.nav.chord.push(key);
        match resolve(context, &self.nav.chord) {
            Resolved::Pending => Vec::new(),
            Resolved::Command(command) => {
                self.nav.chord.clear();
                self.command(context, command, key)
            }
            Resolved::Nothing if self.nav.chord.len() > 1 => {
                // The sequence came to nothing. Esc only gives it up; another key counts by itself.
                self.nav.chord.clear();
                if key.code == Code::Esc { Vec::new() } else { self.key(key) }
            }
            Resolved::Nothing => {
                self.nav.chord.clear();
                self.other_key(key)
            }
        }
    }

    fn command(&mut self, context: Context, command: Command, key: Key) -> Vec<Effect> {
        if self.nav.popups.is_empty() {
            return self.perform_by(command, Some(key));
        }
        if context == Context::Pick
            && command == Command::Accept
            && let Some(number) = self.palette_number()
        {
            // Refused it stays: what is typed next was meant for the item.
            let Some(node) = self.data.board.node_numbered(&number) else {
                return self.trouble(words::trouble::NO_SUCH_ITEM);
            };
            self.nav.popups.pop();
            return self.go_to(node);
        }
        self.popup_command(command)
    }

    /// A key that means nothing here.
    fn other_key(&mut self, key: Key) -> Vec<Effect> {
        if !self.nav.popups.is_empty() {
            return self.popup_key(key);
        }
        match key.typed() {
            // An input method is on: what it sends is looked for, which is harmless and often meant.
            Some(c) if !c.is_ascii() && c.is_alphabetic() => {
                let mut prompt = Prompt::new(Purpose::Search, Vec::new(), &c.to_string());
                prompt.trouble = Some(self.env.lang.say(words::notice::INPUT_METHOD).to_owned());
                self.nav.popups.push(Popup::Prompt(prompt));
                self.prompt_typed();
                Vec::new()
            }
            // A blank would be a quotation of nothing, a key that types nothing would be silent: both are named.
            Some(_) | None => {
                let name = key.folded().to_string();
                let blank = key.typed() == Some(' ');
                let name = if blank { self.env.lang.say(words::key::BLANK).to_owned() } else { name };
                self.nav.notice = Some(Notice::info(self.env.lang.fill(words::notice::NoSuchKey { key: &name })));
                Vec::new()
            }
        }
    }

    /// Text pasted where no text is typed is not taken for keys.
    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.nav.chord.clear();
        if self.nav.popups.last().is_some_and(Popup::takes_text) {
            self.popup_paste(text);
        } else {
            self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::PASTE_IGNORED)));
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        if self.nav.popups.last().and_then(Popup::deaf_until).is_some_and(|until| self.env.now < until) {
            return Vec::new();
        }
        let at = |x: u16, y: u16| {
            let hit = |(row, from, to, _): &&(u16, u16, u16, Target)| *row == y && (*from..=*to).contains(&x);
            self.nav.painted.targets.iter().rev().find(hit).map(|(_, _, _, target)| *target)
        };
        let (target, double) = match mouse {
            Mouse::Click(x, y) => (at(x, y), false),
            Mouse::DoubleClick(x, y) => (at(x, y), true),
            Mouse::WheelDown if self.nav.popups.is_empty() => return self.perform(Command::Down),
            Mouse::WheelUp if self.nav.popups.is_empty() => return self.perform(Command::Up),
            Mouse::WheelDown => return self.popup_command(Command::Down),
            Mouse::WheelUp => return self.popup_command(Command::Up),
        };
        match target {
            Some(Target::Choice(place)) => {
                if let Some(Popup::Picker(picker)) = self.nav.popups.last_mut() {
                    picker.at = place;
                    let command = if picker.is_many() { Command::Toggle } else { Command::Accept };
                    return self.popup_command(command);
                }
                // Of a list that is a page of its own a click only chooses; twice is Enter.
                let enter = self.choose_row(place);
                if let Some(enter) = enter.filter(|_| double) {
                    return self.popup_command(enter);
                }
            }
            Some(Target::Node(node)) if self.nav.popups.is_empty() => {
                self.select(node);
                if double {
                    return self.perform(Command::Open);
                }
            }
            Some(Target::Waiting(at)) if self.nav.popups.is_empty() => {
                self.mine_at(at);
                if double {
                    return self.perform(Command::Open);
                }
            }
            Some(Target::Person(at)) if self.nav.popups.is_empty() => {
                let login = self.data.board.people.get(at).map(|person| person.login.clone());
                self.replace_screen(super::Screen::People(super::PeopleScreen { login }));
                if double {
                    return self.perform(Command::Open);
                }
            }
            Some(Target::Point(subject)) if self.nav.popups.is_empty() => {
                if let Some(super::Screen::Meeting(super::MeetingScreen { subject: at, .. })) =
                    self.nav.screens.last_mut()
                {
                    *at = Some(subject);
                }
                if double {
                    return self.perform(Command::Open);
                }
            }
            Some(Target::Entry(seq)) if self.nav.popups.is_empty() => {
                if let Some(super::Screen::History(super::HistoryScreen { entry, .. })) = self.nav.screens.last_mut() {
                    *entry = Some(seq);
                }
            }
            // Behind a popup nothing is clicked.
            Some(Target::Node(_) | Target::Waiting(_) | Target::Person(_) | Target::Point(_) | Target::Entry(_))
            | None => {}
        }
        Vec::new()
    }
}
