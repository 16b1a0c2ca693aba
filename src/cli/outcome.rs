//! How a command ends: its exit code, what it says when it could not be done, and writing to standard output.

use std::io::Write;

use crate::plan::{Denied, with_unsafe_escaped, without_unsafe};
use crate::report::{Trouble, trouble_in_words};
use crate::store::{CommitError, StoreError};
use crate::words::{self, Lang};

/// How a command ended, as its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// It could not be done.
    Failed = 1,
    /// It was asked for wrongly.
    Usage = 2,
    /// The role does not allow it.
    Denied = 3,
    /// Somebody else was there first.
    Conflict = 4,
}

/// Why a command did not do what it should: what to say and how to end.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) code: Code,
    pub(super) text: String,
}

impl Failure {
    pub(super) fn new(code: Code, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }

    /// Something below went wrong.
    pub(super) fn of(lang: Lang, trouble: &impl Trouble) -> Self {
        Self::new(Code::Failed, trouble_in_words(lang, trouble))
    }

    /// A database could not be read or written; here nothing that was typed is kept for another try.
    pub(super) fn of_store(lang: Lang, error: &StoreError) -> Self {
        match error {
            StoreError::Busy => Self::new(Code::Failed, lang.say(words::trouble::BUSY_COMMAND)),
            error => Self::of(lang, error),
        }
    }

    /// The role does not allow it.
    pub(super) fn denied(lang: Lang, denied: &Denied) -> Self {
        Self::new(Code::Denied, trouble_in_words(lang, denied))
    }

    /// An edit was not done.
    pub(super) fn of_commit(lang: Lang, error: &CommitError) -> Self {
        match error {
            CommitError::Conflict(_) => Self::new(Code::Conflict, lang.say(words::trouble::CONFLICT)),
            CommitError::Denied(denied) => Self::denied(lang, denied),
            CommitError::Store(error) => Self::of_store(lang, error),
        }
    }

    /// It was asked for wrongly.
    pub(super) fn usage(lang: Lang, trouble: &impl Trouble) -> Self {
        Self::new(Code::Usage, trouble_in_words(lang, trouble))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(Code::Failed, error.to_string())
    }
}

pub(super) type Done = Result<(), Failure>;

/// Writes to standard output what a terminal may get, whatever somebody has put into the database; a reader that has gone
/// away is no failure.
pub(super) fn print(text: &str) -> Done {
    // The mark by which a spreadsheet knows its encoding is no text.
    match text.strip_prefix('\u{feff}') {
        Some(text) => write_out(&format!("\u{feff}{}", without_unsafe(text))),
        None => write_out(&without_unsafe(text)),
    }
}

/// Writes JSON to standard output; what a terminal must not get is escaped.
pub(super) fn print_json(value: &impl serde::Serialize) -> Done {
    let json = serde_json::to_string_pretty(value).map_err(std::io::Error::other)?;
    write_out(&format!("{}\n", with_unsafe_escaped(&json)))
}

/// Says something beside the output.
pub(super) fn tell(words: &str) {
    // With nobody listening there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "duban: {}", without_unsafe(words));
}

/// What was done is done, also where nobody could be told: a script must not do it again.
pub(super) fn though_saved(lang: Lang) -> impl Fn(Failure) -> Failure {
    move |failure| Failure { text: lang.fill(words::trouble::SavedUntold { why: &failure.text }), ..failure }
}

pub(super) fn write_out(text: &str) -> Done {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// A store failure in words.
pub(super) fn store_failure(lang: Lang) -> impl Fn(StoreError) -> Failure {
    move |error| Failure::of_store(lang, &error)
}
