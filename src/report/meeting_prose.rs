//! Meetings in words: what a point is about, how a decision stands, what changed in a meeting.

use chrono::NaiveDate;

use crate::plan::{Board, Directive, Meeting, Subject, Swap, Treated};
use crate::words::Lang;

use super::prose::{node_name, short_date};

/// What a point is about, in its own words.
pub fn subject_in_words(lang: Lang, board: &Board, subject: Subject) -> String {
    let gone = || lang.say("value.gone").into_owned();
    match subject {
        Subject::Item(id) => board.item(id).map_or_else(gone, |item| item.title.clone()),
        Subject::Directive(id) => board.directive(id).map_or_else(gone, |it| it.text.replace('\n', " ")),
        Subject::Extension(id) => board.extension(id).map_or_else(gone, |it| {
            let node = node_name(lang, board, it.node);
            lang.fill("meeting.extension", &[("node", &node), ("to", &short_date(it.to, board.plan.year))])
        }),
    }
}

/// The number of the item a point is about.
pub fn subject_number(board: &Board, subject: Subject) -> String {
    let item = board.item_of_subject(subject).and_then(|id| board.item(id));
    item.map(|item| item.no.to_string()).unwrap_or_default()
}

/// How a decision stands on a day: closed, replied, late by so many days, or open.
pub fn commitment_state(lang: Lang, it: &Directive, year: i32, day: NaiveDate) -> String {
    match (&it.closed, &it.reply, it.days_late(day)) {
        (Some(said), _, _) => lang.fill("loop.state_closed", &[("day", &short_date(said.day, year))]),
        (None, Some(_), _) => lang.say("loop.state_replied").into_owned(),
        (None, None, Some(days)) => lang.fill("meeting.late", &[("n", &days)]),
        (None, None, None) => lang.say("loop.state_open").into_owned(),
    }
}

/// How a decision stands, in two characters.
pub fn commitment_short(lang: Lang, it: &Directive, day: NaiveDate) -> String {
    let key = match (&it.closed, &it.reply, it.days_late(day)) {
        (Some(_), _, _) => "meeting.short_closed",
        (None, Some(_), _) => "meeting.short_replied",
        (None, None, Some(_)) => "meeting.short_late",
        (None, None, None) => "meeting.short_open",
    };
    lang.say(key).into_owned()
}

/// Whole minutes of a number of seconds, one at least when there were any.
pub fn minutes_spent(seconds: u32) -> u32 {
    seconds.div_ceil(60)
}

pub(super) fn meeting_change(lang: Lang, meeting: &Swap<Option<Meeting>>) -> String {
    let named = |key: &str, meeting: &Meeting| lang.fill(key, &[("title", &meeting.title)]);
    match (&meeting.before, &meeting.after) {
        (None, Some(after)) => lang.fill("meeting.began", &[("title", &after.title), ("n", &after.agenda.len())]),
        (Some(before), None) => named("meeting.withdrawn", before),
        (Some(before), Some(after)) if before.ended.is_none() && after.ended.is_some() => lang.fill(
            "meeting.ended",
            &[("title", &after.title), ("n", &after.count(Treated::Discussed)), ("all", &after.agenda.len())],
        ),
        (Some(before), Some(after)) if before.ended.is_some() && after.ended.is_none() => {
            named("meeting.reopened", after)
        }
        (Some(before), Some(after)) if before.agenda.len() != after.agenda.len() => {
            named("meeting.agenda_changed", after)
        }
        (Some(before), Some(after)) => {
            let turned = after
                .agenda
                .iter()
                .zip(1..)
                .find(|(point, _)| before.point(point.subject).is_some_and(|old| old.treated != point.treated));
            match turned {
                Some((point, n)) if point.treated != Treated::Waiting => {
                    let word = lang.say(&format!("treated.{}", point.treated.code()));
                    lang.fill("meeting.treated", &[("n", &n), ("word", &word)])
                }
                _ if before.up != after.up => match after.up.and_then(|up| after.place(up.subject)) {
                    Some(place) => lang.fill("meeting.up", &[("n", &(place + 1))]),
                    None => named("meeting.paused", after),
                },
                _ => named("meeting.agenda_changed", after),
            }
        }
        (None, None) => String::new(),
    }
}
