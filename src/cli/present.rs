//! `duban present`: the projector's pages, by hand or turning by themselves on a screen in the corridor. It never
//! writes, not even the file: what is not there is not shown.

use super::Done;
use super::board::{self, Opening};
use super::invocation::Invocation;
use super::outcome::{Code, Failure};
use crate::words;

pub(super) fn present(invocation: &Invocation, every: Option<&str>, large: bool) -> Done {
    let seconds = every.map(|text| seconds(invocation, text)).transpose()?;
    board::check_terminal(invocation)?;
    let store = invocation.open_existing()?;
    board::show(invocation, store, None, None, Opening::Projector { seconds, large })
}

/// `20s`, `20`, `2m`.
fn seconds(invocation: &Invocation, text: &str) -> Result<u32, Failure> {
    let text = text.trim();
    let (number, unit) = match text.strip_suffix('m') {
        Some(minutes) => (minutes, 60),
        None => (text.strip_suffix('s').unwrap_or(text), 1),
    };
    let found = number.parse::<u32>().ok().and_then(|number| number.checked_mul(unit));
    let fits = found.filter(|seconds| (2..=86_400).contains(seconds));
    fits.ok_or_else(|| Failure::new(Code::Usage, invocation.lang.say(words::trouble::SECONDS)))
}
