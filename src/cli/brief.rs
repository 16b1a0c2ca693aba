//! `duban brief`: what became of the plan since a day, in plain text for a chat.

use chrono::{Local, NaiveDate};

use super::session::Session;
use super::{Code, Done, Failure, print, store_failure};
use crate::plan::Entry;
use crate::read::parse_due;
use crate::report::brief as in_words;
use crate::store::{JournalQuery, Store};

pub(super) fn brief(session: &Session, since: &str) -> Done {
    let lang = session.lang;
    let mut store = session.open()?;
    let board = session.board(&mut store)?;
    let day = session.as_of(board.plan.year)?.unwrap_or(session.today);
    let since = parse_due(since, session.today, board.plan.year).map_err(|error| Failure::usage(lang, &error))?;
    if since > day {
        return Err(Failure::new(Code::Usage, lang.fill("trouble.brief_future", &[("day", &since)])));
    }
    let query = JournalQuery { plan: board.plan.id, item: None, before: None, limit: u32::MAX };
    let mut entries = store.journal(query).map_err(store_failure(lang))?;
    entries.reverse();
    let now = board.before(after(&entries, day));
    let then = board.before(after(&entries, since));
    print(&in_words(lang, &now, &now.compared(&then, since, day), since, day))
}

/// The entries that were made after a day had ended.
fn after(entries: &[Entry], day: NaiveDate) -> &[Entry] {
    // By number, not by clock: from the first line of a later day on, everything counts as later.
    let at = entries.iter().position(|entry| entry.at.with_timezone(&Local).date_naive() > day);
    at.map_or(&[], |at| &entries[at..])
}
