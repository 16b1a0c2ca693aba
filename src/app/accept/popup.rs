//! Keys in the popup on top, questions that are answered, and where a refusal is told. What each sort of popup comes to
//! stands in the files beside this one.

use crate::app::command::Command;
use crate::app::editor::{Full, LONGEST_TEXT};
use crate::app::key::{Code, Key};
use crate::app::msg::Effect;
use crate::app::notice::{Notice, Tone};
use crate::app::popups::{Confirm, Input, Popup, Purpose, Refused, SettingText, Then};
use crate::app::state::App;
use crate::words;

impl App {
    /// A command in the popup on top.
    pub(in crate::app) fn popup_command(&mut self, command: Command) -> Vec<Effect> {
        if command == Command::Cancel && self.nav.popups.last().is_some_and(Popup::is_dirty) {
            return self.ask_to_discard(Then::Discard);
        }
        let too_long = self.too_long();
        let Some(top) = self.nav.popups.last_mut() else { return Vec::new() };
        match (top, command) {
            (Popup::Prompt(prompt), Command::Cancel) => {
                if prompt.purpose == Purpose::Search {
                    self.nav.search = None;
                }
                self.nav.popups.pop();
            }
            (_, Command::Cancel) => drop(self.nav.popups.pop()),
            (Popup::Prompt(_), Command::Accept) => return self.accept_prompt(),
            (Popup::Picker(picker), command) => match command {
                Command::Accept => return self.accept_pick(),
                Command::Toggle => picker.toggle(),
                Command::Up => picker.step(-1),
                Command::Down => picker.step(1),
                Command::PageUp => picker.step(-10),
                Command::PageDown => picker.step(10),
                _ => {}
            },
            (Popup::Form(_), Command::TakeLast) => self.take_last(),
            (Popup::Form(form), command) => match command {
                Command::Save => return self.accept_form(),
                Command::NextField => form.step(1),
                Command::PrevField => form.step(-1),
                Command::NewLine if form.on_button() => return self.accept_form(),
                // Enter goes on to the next field and no further: it saves nothing by accident.
                Command::NewLine if form.on_line() && form.focus + 1 == form.editors.len() => {}
                Command::NewLine if form.on_line() => form.step(1),
                Command::NewLine => {
                    form.trouble = form.press(Key::plain(Code::Enter)).err().map(too_long);
                }
                _ => {}
            },
            (Popup::Confirm(confirm), command) => {
                let keeps = matches!(confirm.then, Then::Resume(_));
                match command {
                    Command::ThrowAway if keeps => self.throw_draft_away(),
                    Command::Accept | Command::ThrowAway => return self.accept_confirm(),
                    Command::GoOn if keeps => return self.accept_confirm(),
                    Command::GoOn => drop(self.nav.popups.pop()),
                    _ => {}
                }
            }
            (Popup::Review(_), command) => return self.review_command(command),
            (Popup::Units(_), command) => return self.units_command(command),
            (Popup::Settings(_), command) => return self.settings_command(command),
            (Popup::Ticks(_), command) => return self.ticks_command(command),
            (Popup::Clashing(_), Command::Accept) => return self.overwrite(),
            (Popup::Prompt(_) | Popup::Clashing(_) | Popup::Refused(_), _) => {}
            (Popup::Reading(_), Command::Save) => return self.save_paper(),
            (Popup::Reading(_), Command::Copy) => return self.copy_paper(),
            (Popup::Reading(reading), command) => {
                let (_, page, max) = self.nav.painted.popup;
                let top = reading.top.min(max);
                reading.top = match command {
                    Command::Up => top.saturating_sub(1),
                    Command::Down => (top + 1).min(max),
                    Command::PageUp => top.saturating_sub(page),
                    Command::PageDown => (top + page).min(max),
                    Command::First => 0,
                    Command::Last => max,
                    _ => top,
                };
            }
        }
        Vec::new()
    }

    /// How a text is told that has no room for what was typed or pasted.
    fn too_long(&self) -> impl Fn(Full) -> String + use<> {
        let lang = self.env.lang;
        move |Full| lang.fill(words::trouble::NoRoom { n: &LONGEST_TEXT })
    }

    /// A key that is no command in the popup on top: text.
    pub(in crate::app) fn popup_key(&mut self, key: Key) -> Vec<Effect> {
        let too_long = self.too_long();
        match self.nav.popups.last_mut().and_then(Popup::input) {
            Some(Input::Prompt(prompt)) => {
                prompt.trouble = prompt.editor.press(key).err().map(too_long);
                self.prompt_typed();
            }
            Some(Input::Picker(picker)) => {
                if let Some(at) = picker.numbered_choice(key) {
                    picker.at = at;
                    return self.accept_pick();
                }
                picker.press(key);
            }
            Some(Input::Form(form)) => {
                form.trouble = form.press(key).err().map(too_long);
            }
            None => {}
        }
        Vec::new()
    }

    /// Pasted text in the popup on top.
    pub(in crate::app) fn popup_paste(&mut self, text: &str) {
        let too_long = self.too_long();
        match self.nav.popups.last_mut().and_then(Popup::input) {
            Some(Input::Prompt(prompt)) => {
                // Where its lines end says something about a list, and there is one line to keep it in.
                let is_list = matches!(prompt.purpose, Purpose::NewUnits | Purpose::Setting(SettingText::Leaders));
                let text = if is_list { text.trim().replace(['\r', '\n'], "；") } else { text.to_owned() };
                prompt.trouble = prompt.editor.paste(&text).err().map(too_long);
                self.prompt_typed();
            }
            Some(Input::Picker(picker)) => picker.paste(text),
            Some(Input::Form(form)) => form.trouble = form.paste(text).err().map(too_long),
            None => {}
        }
    }

    fn accept_confirm(&mut self) -> Vec<Effect> {
        let Some(Popup::Confirm(confirm)) = self.nav.popups.pop() else { return Vec::new() };
        match confirm.then {
            // From what was seen when it was asked: what somebody has changed since is told, not thrown away.
            Then::Commit(changes, notice) => self.commit(changes, notice, false),
            Then::Deactivate(login) => self.deactivate(&login),
            Then::EndMeeting(id) => self.end_meeting(id),
            Then::Undo(seq) => self.undo_surely(false, Some(seq)),
            Then::Redo(seq) => self.undo_surely(true, Some(seq)),
            Then::Discard => {
                self.nav.popups.pop();
                Vec::new()
            }
            Then::Leave => vec![Effect::Quit],
            Then::SayAlike(role, parts) => {
                self.say_alike(role, &parts);
                Vec::new()
            }
            Then::Import => self.import(),
            Then::RetireUnit(name) => self.retire_unit(&name),
            Then::RenameUnit(from, to) => self.rename_unit(&from, &to),
            Then::Resume(draft) => self.resume(*draft),
        }
    }

    /// Asks before what was typed is thrown away.
    pub(in crate::app) fn ask_to_discard(&mut self, then: Then) -> Vec<Effect> {
        let question = self.env.lang.say(words::confirm::DISCARD).to_owned();
        self.confirm(question, then);
        Vec::new()
    }

    /// Asks a question.
    pub(in crate::app) fn confirm(&mut self, question: String, then: Then) {
        self.nav.popups.push(Popup::Confirm(Confirm { question, then, since: self.env.now }));
    }

    /// Says why something was not done: in the popup on top, where the eyes are, else in the footer.
    pub(in crate::app) fn tell_trouble(&mut self, why: String) {
        match self.nav.popups.last_mut().and_then(Popup::input) {
            Some(Input::Prompt(prompt)) => prompt.trouble = Some(why),
            Some(Input::Form(form)) => form.trouble = Some(why),
            Some(Input::Picker(picker)) => picker.trouble = Some(why),
            None => {
                self.nav.notice = Some(Notice::trouble(why));
            }
        }
    }

    /// Does what opens a popup. Where it was refused instead, the refusal is a popup of its own: what the person goes on
    /// typing was meant for the one that did not open, and must not run as commands.
    pub(in crate::app) fn asking(&mut self, ask: impl FnOnce(&mut Self) -> Vec<Effect>) -> Vec<Effect> {
        let before = self.nav.popups.len();
        let effects = ask(self);
        // On a wall without a keyboard nobody would close it.
        if self.nav.popups.len() > before || !effects.is_empty() || self.session.presents_only {
            return effects;
        }
        if let Some(notice) = self.nav.notice.take_if(|notice| notice.tone == Tone::Trouble) {
            self.nav.popups.push(Popup::Refused(Refused { why: notice.text, since: self.env.now }));
        }
        effects
    }
}
