//! `duban brief`: what became of the plan since a day or the last meeting, in plain text for a chat.

use super::Done;
use super::invocation::{Invocation, Snapshot};
use super::outcome::{Code, Failure, print};
use crate::app::Since;
use crate::read::parse_past_day;
use crate::report::brief as in_words;
use crate::words;

pub(super) fn brief(invocation: &Invocation, since: Option<&str>) -> Done {
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
    let entries = invocation.journal(store.as_mut(), now.plan.id)?;
    let known = &entries[..entries.partition_point(|entry| entry.seq <= now.revision)];
    let later = since.entries(known, now.zone, invocation.today(now.zone));
    let then = now.as_of(known, known.len() - later.len());
    print(&in_words(lang, &now, &now.compared(&then, from, day), from, day))
}
