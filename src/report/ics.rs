//! 日历: due dates and meetings as an iCalendar file (RFC 5545), which any calendar takes in. The same item keeps its
//! identity, so that a newer file moves its date and adds no second one.

use chrono::{NaiveDate, Utc};
use icalendar::{Calendar, Component, Event, EventLike};

use super::meeting_prose::subject_in_words;
use crate::plan::{Board, Stage};
use crate::words::{self, Lang};

/// The dates of a plan, of one unit or of all; `now` stamps the file.
pub fn ics(lang: Lang, board: &Board, unit: Option<&str>, now: chrono::DateTime<Utc>) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&board.plan.title);
    let of_unit = |lead: Option<&String>| unit.is_none_or(|unit| lead.is_some_and(|lead| lead == unit));
    for item in board.items().iter().filter(|item| of_unit(item.work.lead.as_ref())) {
        let open = !matches!(item.work.standing.stage, Stage::Closed | Stage::Stopped);
        let Some(due) = item.work.due.current.filter(|_| open) else { continue };
        let summary = lang.fill(words::calendar::Due { no: &item.no, title: &item.title });
        let lead = item.work.lead.clone().unwrap_or_default();
        calendar.push(day_long(&format!("item-{}-{}@duban", board.plan.id.0, item.id.0), &summary, &lead, due, now));
    }
    for it in board.directives.iter().filter(|it| it.closed.is_none() && of_unit(board.owner_of(it))) {
        let Some(due) = it.due else { continue };
        let owner = board.owner_of(it).cloned().unwrap_or_default();
        let summary = lang.fill(words::calendar::Directive { text: &super::clip(&it.text, 40) });
        calendar.push(day_long(&format!("directive-{}@duban", it.id.0), &summary, &owner, due, now));
    }
    for meeting in &board.meetings {
        let agenda: Vec<String> =
            meeting.agenda.iter().map(|point| subject_in_words(lang, board, point.subject)).collect();
        let mut event =
            day_long(&format!("meeting-{}@duban", meeting.id.0), &meeting.title, &agenda.join("\n"), meeting.day, now);
        if !meeting.place.is_empty() {
            event.location(&meeting.place);
        }
        calendar.push(event);
    }
    calendar.done().to_string()
}

fn day_long(uid: &str, summary: &str, description: &str, day: NaiveDate, now: chrono::DateTime<Utc>) -> Event {
    let mut event = Event::new();
    event.uid(uid).summary(summary).timestamp(now).starts(day);
    // The end of a day-long event is the day after it (RFC 5545, 3.6.1).
    event.ends(day.succ_opt().unwrap_or(day));
    if !description.is_empty() {
        event.description(description);
    }
    event.done()
}
