//! Popups: a stack of plain values, the top one gets the keys. What follows a popup, and what it is about, is data in it, so
//! that a change by somebody else underneath cannot redirect it. Nothing here knows the state of the program.

mod act;
mod conflict;
mod draft;
mod form;
mod looks;
mod picker;
mod popup;
mod prompt;
mod question;
mod reading;
mod refused;
mod review;
mod settings;
mod ticks;
mod units;

/// For so many milliseconds what appears unasked takes no keys: they were meant for something else.
const DEAF_FOR: i64 = 500;

pub use act::{Act, PersonAct};
pub use conflict::Clashing;
pub use draft::{Draft, ReviewLeft, Unfinished};
pub use form::{During, Form, FormField, FormKind, Takes};
pub use picker::{Aim, Choice, FieldValue, NewName, Pick, Picker, Picks, SectionAct, UnitList};
pub(in crate::app) use popup::Input;
pub use popup::Popup;
pub use prompt::{Prompt, Purpose};
pub use question::{Confirm, Then};
pub use reading::{Output, Paper, Reading, Topic};
pub use refused::Refused;
pub use review::{CannotSay, Review, ReviewText};
pub use settings::{RulesDraft, SettingPage, SettingRow, SettingText, SettingsTable};
pub use ticks::{Tick, TickSource, Ticks};
pub use units::UnitsTable;
