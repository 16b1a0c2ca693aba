//! Popups: a stack of plain values, the top one gets the keys. What follows a popup is data in it, so that a change
//! by somebody else underneath cannot redirect it.

mod form;
mod picker;
mod prompt;

use chrono::{DateTime, Duration, Utc};

use super::App;
use super::command::Command;
use super::draft::Draft;
use super::key::{Code, Key};
use super::keymap::Context;
use super::meeting::Paper;
use super::msg::Effect;
use super::notice::{Notice, Tone};
use crate::plan::{Author, Change, Conflict, Edit, MeetingId, Node, Revision};
use crate::words;

pub use form::{Before, Form, FormField, FormKind, LONGEST_TEXT, Takes};
pub use picker::{Choice, Picked, Picker, Value};
pub use prompt::{Prompt, Purpose};

/// A popup.
#[derive(Debug, Clone)]
pub enum Layer {
    /// One text to type.
    Prompt(Prompt),
    /// Something to choose.
    Picker(Picker),
    /// Several texts.
    Form(Box<Form>),
    /// A question.
    Confirm(Confirm),
    /// Something to read.
    Reading(Reading),
    /// Somebody was there first.
    Clashing(Box<Clashing>),
    /// Why something was not done.
    Refused(Refused),
}

/// For so many milliseconds what appears unasked takes no keys: they were meant for something else.
const DEAF_FOR: i64 = 500;

/// Why something was not done, told where a person who goes on typing does no harm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The reason.
    pub why: String,
    /// When it appeared.
    pub since: DateTime<Utc>,
}

/// A question, with what a yes does.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    /// The question.
    pub question: String,
    /// What a yes does.
    pub then: Then,
    /// When it was asked.
    pub since: DateTime<Utc>,
}

/// What a yes does.
#[derive(Debug, Clone, PartialEq)]
pub enum Then {
    /// Makes these changes and says so.
    Commit(Vec<Change>, String),
    /// Writes a person as the record is now, inactive.
    Deactivate(Author),
    /// Ends a meeting.
    EndMeeting(MeetingId),
    /// Takes back one's own edit with that line, and no other.
    Undo(Revision),
    /// Throws away what was typed in the popup below.
    Discard,
    /// Leaves the program, and with it what was typed.
    Leave,
    /// Goes on with what a session before this one left half-typed.
    Resume(Box<Draft>),
}

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What.
    pub topic: Topic,
    /// First line shown.
    pub top: usize,
    /// The text of a document, once it was made.
    pub text: String,
}

impl Reading {
    /// Something to read, from its beginning.
    pub fn of(topic: Topic) -> Self {
        Self { topic, top: 0, text: String::new() }
    }
}

/// What there is to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The keys that work where help was asked for.
    Help(Context),
    /// Why a light is what it is.
    Why(Node),
    /// A document of a meeting.
    Paper(MeetingId, Paper),
}

/// Two values, one to choose; what was typed stays in the popup below.
#[derive(Debug, Clone, PartialEq)]
pub struct Clashing {
    /// The conflict.
    pub conflict: Conflict,
    /// What to say once it is overwritten.
    pub notice: String,
    /// Whether the popup below closes then.
    pub closes: bool,
    /// When it appeared.
    pub since: DateTime<Utc>,
}

impl Clashing {
    /// Whether it takes no keys yet.
    pub fn is_deaf(&self, now: DateTime<Utc>) -> bool {
        now < self.since + Duration::milliseconds(DEAF_FOR)
    }

    /// The edit that was refused.
    pub fn edit(&self) -> &Edit {
        &self.conflict.edit
    }
}

impl Layer {
    /// Which keys work here.
    pub fn context(&self) -> Context {
        match self {
            Self::Prompt(_) => Context::Prompt,
            Self::Picker(picker) if picker.many => Context::PickMany,
            Self::Picker(_) => Context::Pick,
            Self::Form(_) => Context::Form,
            Self::Confirm(Confirm { then: Then::Discard, .. }) => Context::Discard,
            Self::Confirm(Confirm { then: Then::Resume(_), .. }) => Context::Kept,
            Self::Confirm(_) => Context::Confirm,
            Self::Reading(_) => Context::Reader,
            Self::Clashing(_) => Context::Conflict,
            Self::Refused(_) => Context::Refused,
        }
    }

    /// Until when what has appeared takes no keys.
    pub fn deaf_until(&self) -> Option<DateTime<Utc>> {
        let since = match self {
            Self::Refused(refused) => refused.since,
            Self::Clashing(clashing) => clashing.since,
            Self::Confirm(Confirm { then: Then::Discard, since, .. }) => *since,
            Self::Prompt(_) | Self::Picker(_) | Self::Form(_) | Self::Confirm(_) | Self::Reading(_) => return None,
        };
        Some(since + Duration::milliseconds(DEAF_FOR))
    }

    /// Whether a key pressed at `now` cannot have been meant for what is shown.
    pub fn is_deaf_to(&self, key: Key, now: DateTime<Utc>) -> bool {
        let Some(until) = self.deaf_until() else { return false };
        // Of the question that Esc asked only a second Esc of the same moment is not heard. A clock that was set back
        // makes nobody wait.
        let meant = matches!(self, Self::Confirm(_)) && key.code != Code::Esc;
        !meant && now < until && until - now <= Duration::milliseconds(DEAF_FOR)
    }

    /// Whether something was typed here that would be missed.
    pub fn is_dirty(&self) -> bool {
        match self {
            Self::Prompt(prompt) => prompt.is_dirty(),
            Self::Form(form) => form.is_dirty(),
            Self::Picker(_) | Self::Confirm(_) | Self::Reading(_) | Self::Clashing(_) | Self::Refused(_) => false,
        }
    }

    /// Whether it is a question, or a sentence to be read: each of its keys is named.
    pub fn asks(&self) -> bool {
        matches!(self, Self::Confirm(_) | Self::Refused(_))
    }

    /// Whether letters are text here.
    pub fn takes_text(&self) -> bool {
        matches!(self, Self::Prompt(_) | Self::Picker(_) | Self::Form(_))
    }
}

impl App {
    /// A command in the popup on top.
    pub(super) fn layer_command(&mut self, command: Command) -> Vec<Effect> {
        if command == Command::Cancel && self.nav.layers.last().is_some_and(Layer::is_dirty) {
            return self.ask_to_discard(Then::Discard);
        }
        let Some(top) = self.nav.layers.last_mut() else { return Vec::new() };
        match (top, command) {
            (Layer::Prompt(prompt), Command::Cancel) => {
                if prompt.purpose == Purpose::Search {
                    self.nav.search = None;
                }
                self.nav.layers.pop();
            }
            (_, Command::Cancel) => drop(self.nav.layers.pop()),
            (Layer::Prompt(_), Command::Accept) => return self.accept_prompt(),
            (Layer::Picker(picker), command) => match command {
                Command::Accept => return self.accept_pick(),
                Command::Toggle => picker.toggle(),
                Command::Up => picker.step(-1),
                Command::Down => picker.step(1),
                Command::PageUp => picker.step(-10),
                Command::PageDown => picker.step(10),
                _ => {}
            },
            (Layer::Form(form), command) => match command {
                Command::Save => return self.accept_form(),
                Command::NextField => form.step(1),
                Command::PrevField => form.step(-1),
                Command::NewLine if form.on_button() => return self.accept_form(),
                // Enter goes on to the next field and no further: it saves nothing by accident.
                Command::NewLine if form.on_line() && form.focus + 1 == form.editors.len() => {}
                Command::NewLine if form.on_line() => form.step(1),
                Command::NewLine => form.press(Key::plain(Code::Enter)),
                _ => {}
            },
            (Layer::Confirm(confirm), command) => {
                let keeps = matches!(confirm.then, Then::Resume(_));
                match command {
                    Command::ThrowAway if keeps => self.throw_draft_away(),
                    Command::Accept | Command::ThrowAway => return self.accept_confirm(),
                    Command::GoOn if keeps => return self.accept_confirm(),
                    Command::GoOn => drop(self.nav.layers.pop()),
                    _ => {}
                }
            }
            (Layer::Clashing(_), Command::Accept) => return self.overwrite(),
            (Layer::Reading(_), Command::Save) => return self.save_paper(),
            (Layer::Reading(_), Command::Copy) => return self.copy_paper(),
            (Layer::Reading(reading), command) => {
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
            _ => {}
        }
        Vec::new()
    }

    /// A key that is no command in the popup on top: text.
    pub(super) fn layer_key(&mut self, key: Key) -> Vec<Effect> {
        match self.nav.layers.last_mut() {
            Some(Layer::Prompt(prompt)) => {
                prompt.trouble = None;
                prompt.editor.press(key);
                self.prompt_typed();
            }
            Some(Layer::Picker(picker)) => {
                if let Some(at) = picker.numbered_choice(key) {
                    picker.at = at;
                    return self.accept_pick();
                }
                picker.press(key);
            }
            Some(Layer::Form(form)) => {
                form.trouble = None;
                form.press(key);
            }
            _ => {}
        }
        Vec::new()
    }

    /// Pasted text in the popup on top.
    pub(super) fn layer_paste(&mut self, text: &str) {
        match self.nav.layers.last_mut() {
            Some(Layer::Prompt(prompt)) => {
                prompt.trouble = None;
                prompt.editor.paste(text);
                self.prompt_typed();
            }
            Some(Layer::Picker(picker)) => picker.paste(text),
            Some(Layer::Form(form)) => form.paste(text),
            _ => {}
        }
    }

    fn accept_confirm(&mut self) -> Vec<Effect> {
        let Some(Layer::Confirm(confirm)) = self.nav.layers.pop() else { return Vec::new() };
        match confirm.then {
            Then::Commit(changes, notice) => {
                let changes = changes.into_iter().map(|change| self.removing_what_is_there(change)).collect();
                self.commit(changes, notice, false)
            }
            Then::Deactivate(login) => self.deactivate(&login),
            Then::EndMeeting(id) => self.end_meeting(id),
            Then::Undo(seq) => self.undo_surely(false, Some(seq)),
            Then::Discard => {
                self.nav.layers.pop();
                Vec::new()
            }
            Then::Leave => vec![Effect::Quit],
            Then::Resume(draft) => {
                self.resume(*draft);
                Vec::new()
            }
        }
    }

    /// While the question was open somebody may have changed what is to be removed; undo must bring that back.
    fn removing_what_is_there(&self, change: Change) -> Change {
        match change {
            Change::MeasureRemoved { item, measure } => {
                let now = self.data.board.measure(Node::measure(item, measure.id)).cloned();
                Change::MeasureRemoved { item, measure: now.unwrap_or(measure) }
            }
            other => other,
        }
    }

    /// Asks before what was typed is thrown away.
    pub(super) fn ask_to_discard(&mut self, then: Then) -> Vec<Effect> {
        let question = self.env.lang.say(words::confirm::DISCARD).to_owned();
        self.confirm(question, then);
        Vec::new()
    }

    /// Asks a question.
    pub(super) fn confirm(&mut self, question: String, then: Then) {
        self.nav.layers.push(Layer::Confirm(Confirm { question, then, since: self.env.now }));
    }

    /// Says why something was not done: in the popup on top, where the eyes are, else in the footer.
    pub(super) fn tell_trouble(&mut self, why: String) {
        match self.nav.layers.last_mut() {
            Some(Layer::Prompt(prompt)) => prompt.trouble = Some(why),
            Some(Layer::Form(form)) => form.trouble = Some(why),
            Some(Layer::Picker(picker)) => picker.trouble = Some(why),
            Some(Layer::Confirm(_) | Layer::Reading(_) | Layer::Clashing(_) | Layer::Refused(_)) | None => {
                self.nav.notice = Some(Notice::trouble(why));
            }
        }
    }

    /// Does what opens a popup. Where it was refused instead, the refusal is a popup of its own: what the person goes on
    /// typing was meant for the one that did not open, and must not run as commands.
    pub(super) fn asking(&mut self, ask: impl FnOnce(&mut Self) -> Vec<Effect>) -> Vec<Effect> {
        let before = self.nav.layers.len();
        let effects = ask(self);
        // On a wall without a keyboard nobody would close it.
        if self.nav.layers.len() > before || !effects.is_empty() || self.session.presents_only {
            return effects;
        }
        if let Some(notice) = self.nav.notice.take_if(|notice| notice.tone == Tone::Trouble) {
            self.nav.layers.push(Layer::Refused(Refused { why: notice.text, since: self.env.now }));
        }
        effects
    }
}
