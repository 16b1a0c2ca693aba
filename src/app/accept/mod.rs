//! Accept: what is done with what was typed, chosen or answered in a popup. The popups themselves are plain values in
//! `popups/`; here they meet the state, and only here.

mod columns;
mod form;
mod leaders;
mod picker;
mod popup;
mod prompt;
mod review;
mod rules;
mod school;
mod settings;
mod ticks;
mod units;

pub use rules::RulesPreview;
pub use ticks::{cell_remarks, ledger_remarks, revision_remarks, shown, tick_of_difference};

use crate::app::msg::Effect;

/// What follows where something was accepted; `Err` is what follows where it was refused, and said so.
pub(super) type Accepted = Result<Vec<Effect>, Vec<Effect>>;
