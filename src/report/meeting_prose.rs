//! Meetings in words: what a point is about, how a decision stands, what changed in a meeting.

use chrono::NaiveDate;

use super::dates::Dates;
use super::names::node_name;
use crate::plan::{Board, Directive, Subject};
use crate::words::{self, Lang};

/// What a point is about, in its own words.
pub fn subject_in_words(lang: Lang, board: &Board, subject: Subject) -> String {
    let gone = || lang.say(words::value::GONE).to_owned();
    match subject {
        Subject::Item(id) => match (board.item(id), board.known_item(id)) {
            (Some(item), _) => item.title.clone(),
            (None, Some(item)) => lang.fill(words::meeting::RemovedItem { no: &item.no, title: &item.title }),
            (None, None) => gone(),
        },
        Subject::Directive(id) => board.directive(id).map_or_else(gone, |it| it.text.replace('\n', " ")),
        Subject::Extension(id) => board.extension(id).map_or_else(gone, |it| {
            let node = node_name(lang, board, it.node);
            lang.fill(words::meeting::Extension {
                node: &node,
                to: &Dates::of(board, board.plan.period.first()).short(it.to),
            })
        }),
    }
}

/// The number of the item a point is about.
pub fn subject_number(board: &Board, subject: Subject) -> String {
    let item = board.item_of_subject(subject).and_then(|id| board.item(id));
    item.map(|item| item.no.to_string()).unwrap_or_default()
}

/// How a decision stands on a day: closed, replied, late by so many days, or open.
pub fn commitment_state(lang: Lang, it: &Directive, dates: Dates, day: NaiveDate) -> String {
    match (&it.closed, &it.reply, it.days_late(day)) {
        (Some(said), _, _) => lang.fill(words::closed_loop::StateClosed { day: &dates.short(said.day) }),
        (None, Some(_), _) => lang.say(words::closed_loop::STATE_REPLIED).to_owned(),
        (None, None, Some(days)) => lang.fill(words::meeting::Late { n: &days }),
        (None, None, None) => lang.say(words::closed_loop::STATE_OPEN).to_owned(),
    }
}

/// How a decision stands, in two characters.
pub fn commitment_short(lang: Lang, it: &Directive, day: NaiveDate) -> String {
    let state = match (&it.closed, &it.reply, it.days_late(day)) {
        (Some(_), _, _) => words::meeting::SHORT_CLOSED,
        (None, Some(_), _) => words::meeting::SHORT_REPLIED,
        (None, None, Some(_)) => words::meeting::SHORT_LATE,
        (None, None, None) => words::meeting::SHORT_OPEN,
    };
    lang.say(state).to_owned()
}

/// Whole minutes of a number of seconds, one at least when there were any.
pub fn minutes_spent(seconds: u32) -> u32 {
    seconds.div_ceil(60)
}
