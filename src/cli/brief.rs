//! `duban brief`: what became of the plan since a day or the last meeting, in plain text for a chat.

use super::Done;
use super::outcome::{Code, Failure, print, store_failure};
use super::session::Session;
use crate::app::{Since, after_day};
use crate::read::parse_past_day;
use crate::report::brief as in_words;
use crate::store::JournalQuery;
use crate::words;

pub(super) fn brief(session: &Session, since: Option<&str>) -> Done {
    let lang = session.lang;
    let mut store = session.open()?;
    let board = session.board(store.as_mut())?;
    let day = session.day(&board)?;
    let since = match since {
        Some(phrase) => {
            let parsed = parse_past_day(phrase, session.today(board.zone), &board.calendar());
            Since::Day(parsed.map_err(|error| Failure::usage(lang, &error))?)
        }
        None => match board.last_meeting(None).filter(|meeting| meeting.day <= day) {
            Some(meeting) => Since::Meeting(meeting.id),
            None => return Err(Failure::new(Code::Usage, lang.say(words::trouble::BRIEF_SINCE))),
        },
    };
    let from = since.day(&board);
    if from > day {
        return Err(Failure::new(Code::Usage, lang.fill(words::trouble::BriefFuture { day: &from })));
    }
    let query = JournalQuery { plan: board.plan.id, item: None, before: None, limit: u32::MAX };
    let mut entries = store.journal(query).map_err(store_failure(lang))?;
    entries.reverse();
    // Since a meeting means until now. Who writes later about a day, as in a personal database, means what is written.
    let written_later = entries.first().is_some_and(|entry| board.zone.day(entry.at) > day);
    let until_now = matches!(since, Since::Meeting(_)) || written_later;
    let later = if until_now { &[] } else { after_day(&entries, day, board.zone) };
    let now = board.before(later);
    let then = board.before(since.entries(&entries, board.zone));
    print(&in_words(lang, &now, &now.compared(&then, from, day), from, day))
}
