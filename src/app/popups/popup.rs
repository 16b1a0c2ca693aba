//! Popup: one of them, whatever its sort; the keys it takes, and whether it takes any yet.

use chrono::{DateTime, Duration, Utc};

use super::DEAF_FOR;
use super::conflict::Clashing;
use super::form::Form;
use super::picker::Picker;
use super::prompt::Prompt;
use super::question::{Confirm, Then};
use super::reading::Reading;
use super::refused::Refused;
use super::review::Review;
use super::settings::SettingsTable;
use super::ticks::Ticks;
use super::units::UnitsTable;
use crate::app::key::{Code, Key};
use crate::app::keymap::Context;
use crate::app::state::Seen;
use crate::plan::Node;

/// A popup.
#[derive(Debug, Clone)]
pub enum Popup {
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
    /// A paper that is being looked over.
    Review(Box<Review>),
    /// What would change, to be taken or left.
    Ticks(Box<Ticks>),
    /// The table of units.
    Units(UnitsTable),
    /// A page of the settings.
    Settings(SettingsTable),
}

/// A popup in which something is typed or chosen.
pub(in crate::app) enum Input<'a> {
    /// One text.
    Prompt(&'a mut Prompt),
    /// A list that typing narrows.
    Picker(&'a mut Picker),
    /// Several texts.
    Form(&'a mut Form),
}

impl Popup {
    /// It, where something is typed or chosen in it.
    pub(in crate::app) fn input(&mut self) -> Option<Input<'_>> {
        match self {
            Self::Prompt(prompt) => Some(Input::Prompt(prompt)),
            Self::Picker(picker) => Some(Input::Picker(picker)),
            Self::Form(form) => Some(Input::Form(form)),
            Self::Confirm(_)
            | Self::Reading(_)
            | Self::Clashing(_)
            | Self::Refused(_)
            | Self::Review(_)
            | Self::Ticks(_)
            | Self::Units(_)
            | Self::Settings(_) => None,
        }
    }

    /// What is typed about, and what of it was there when that began.
    pub(in crate::app) fn about(&self) -> Option<(&[Node], &Seen)> {
        match self {
            Self::Prompt(prompt) => Some((&prompt.targets, &prompt.seen)),
            Self::Picker(picker) => Some((&picker.targets, &picker.seen)),
            Self::Form(form) => Some((&form.targets, &form.seen)),
            Self::Confirm(_)
            | Self::Reading(_)
            | Self::Clashing(_)
            | Self::Refused(_)
            | Self::Review(_)
            | Self::Ticks(_)
            | Self::Units(_)
            | Self::Settings(_) => None,
        }
    }

    /// Which keys work here.
    pub fn context(&self) -> Context {
        match self {
            Self::Prompt(_) => Context::Prompt,
            Self::Picker(picker) if picker.is_many() => Context::PickMany,
            Self::Picker(_) => Context::Pick,
            Self::Form(_) => Context::Form,
            Self::Confirm(Confirm { then: Then::Discard, .. }) => Context::Discard,
            Self::Confirm(Confirm { then: Then::Resume(_), .. }) => Context::Kept,
            Self::Confirm(_) => Context::Confirm,
            Self::Reading(_) => Context::Reader,
            Self::Clashing(_) => Context::Conflict,
            Self::Refused(_) => Context::Refused,
            Self::Review(_) => Context::Review,
            Self::Ticks(_) => Context::Ticks,
            Self::Units(_) => Context::Units,
            Self::Settings(table) => table.page.context(),
        }
    }

    /// The page of the settings that it is.
    pub fn settings(&self) -> Option<&SettingsTable> {
        if let Self::Settings(table) = self { Some(table) } else { None }
    }

    /// Until when what has appeared takes no keys.
    pub fn deaf_until(&self) -> Option<DateTime<Utc>> {
        let since = match self {
            Self::Refused(refused) => refused.since,
            Self::Clashing(clashing) => clashing.since,
            Self::Confirm(Confirm { then: Then::Discard, since, .. }) => *since,
            Self::Prompt(_)
            | Self::Picker(_)
            | Self::Form(_)
            | Self::Confirm(_)
            | Self::Reading(_)
            | Self::Review(_)
            | Self::Ticks(_)
            | Self::Units(_)
            | Self::Settings(_) => return None,
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
            Self::Review(review) => review.is_corrected(),
            Self::Ticks(ticks) => ticks.is_touched,
            Self::Settings(table) => table.rules.is_changed(),
            Self::Picker(_)
            | Self::Confirm(_)
            | Self::Reading(_)
            | Self::Clashing(_)
            | Self::Refused(_)
            | Self::Units(_) => false,
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
