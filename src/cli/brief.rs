//! `duban brief`: what became of the plan since a day or the last meeting, in plain text for a chat.

use chrono::NaiveDate;

use super::Done;
use super::invocation::{Invocation, Snapshot};
use super::outcome::{Code, Failure, print};
use crate::app::Since;
use crate::plan::{Board, Comparison};
use crate::read::parse_past_day;
use crate::report::brief as in_words;
use crate::store::Store;
use crate::words;

pub(super) fn brief(invocation: &Invocation, since: Option<&str>, full: bool) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let Snapshot { board: now, day, .. } = invocation.snapshot(store.as_mut())?;
    let since = match since {
        Some(phrase) => {
            let parsed = parse_past_day(phrase, invocation.today(now.zone), &now.calendar());
            Since::Day(parsed.map_err(|error| Failure::usage(lang, &error))?)
        }
        None => match now.last_meeting(None).filter(|meeting| meeting.day <= day) {
            Some(meeting) => Since::Meeting(meeting.id),
            None => return Err(Failure::new(Code::Usage, lang.say(words::trouble::BRIEF_SINCE))),
        },
    };
    let from = since.day(&now);
    if from > day {
        return Err(Failure::new(Code::Usage, lang.fill(words::trouble::BriefFuture { day: &from })));
    }
    let found = compared(invocation, store.as_mut(), &now, since, day)?;
    print(&in_words(lang, &now, &found, from, day, full))
}

/// What has become of the plan, as it is on `day`, since then.
pub(super) fn compared(
    invocation: &Invocation,
    store: &mut dyn Store,
    now: &Board,
    since: Since,
    day: NaiveDate,
) -> Result<Comparison, Failure> {
    let known = invocation.journal_until(store, now)?;
    let later = since.entries(&known, now.zone, invocation.today(now.zone));
    let then = now.as_of(&known, known.len() - later.len());
    Ok(now.compared(&then, since.day(now), day))
}
