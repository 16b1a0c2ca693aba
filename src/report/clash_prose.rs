//! A clash in words: the value that somebody else has given and the one that was to be given, side by side, for the
//! popup and the command line; and the value alone where both gave the same.

use chrono::{DateTime, Utc};

use super::change_prose::{change_in_words, percent_of, report_in_words};
use super::field_prose::field_value;
use super::names::node_name;
use super::terms::Term;
use crate::plan::{Author, Board, Change, Clash, Conflict, Delta, Part};
use crate::words::{self, Lang};

/// What somebody else has made of it, and what was to be made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// Theirs.
    pub theirs: String,
    /// One's own.
    pub mine: String,
}

/// Both sides of a clash; `None` where what was to be changed is gone.
pub fn clash_sides(lang: Lang, conflict: &Conflict) -> Option<Sides> {
    let Clash::Rebased(change) = &conflict.clash else { return None };
    let sides = |theirs: String, mine: String| Some(Sides { theirs, mine });
    match change.as_ref() {
        Change::Field { to, .. } => sides(field_value(lang, to, false), field_value(lang, to, true)),
        Change::Text { text, .. } => sides(text.before.clone(), text.after.clone()),
        Change::Part { part, .. } => sides(part_value(lang, part, &part.before), part_value(lang, part, &part.after)),
        Change::MeasureRemoved { measure, .. } => sides(measure.text.clone(), change_in_words(lang, change)),
        // A record is told by what each of the two has done to it since both saw the same.
        rebased => {
            let theirs = conflict.edit.changes.get(conflict.index).and_then(|wish| between(wish, rebased));
            let theirs = theirs.map(|theirs| change_in_words(lang, &theirs)).filter(|words| !words.is_empty());
            let changed = || lang.say(words::conflict::CHANGED).to_owned();
            sides(theirs.unwrap_or_else(changed), change_in_words(lang, rebased))
        }
    }
}

/// From what the wish began with to what is there now.
fn between(wish: &Change, rebased: &Change) -> Option<Change> {
    if let (Change::Directive { id, directive }, Change::Directive { directive: now, .. }) = (wish, rebased) {
        return Some(Change::Directive { id: *id, directive: Box::new(since(directive, now)) });
    }
    if let (Change::Extension { id, extension }, Change::Extension { extension: now, .. }) = (wish, rebased) {
        return Some(Change::Extension { id: *id, extension: since(extension, now) });
    }
    if let (Change::Meeting { id, meeting }, Change::Meeting { meeting: now, .. }) = (wish, rebased) {
        return Some(Change::Meeting { id: *id, meeting: Box::new(since(meeting, now)) });
    }
    if let (Change::Person { login, person }, Change::Person { person: now, .. }) = (wish, rebased) {
        return Some(Change::Person { login: login.clone(), person: since(person, now) });
    }
    None
}

fn since<T: Clone>(wish: &Delta<T>, now: &Delta<T>) -> Delta<T> {
    Delta::new(wish.before.clone(), now.before.clone())
}

/// The sides of a unit's part that differ; all of them where none does.
fn part_value(lang: Lang, both: &Delta<Part>, part: &Part) -> String {
    let (before, after) = (&both.before, &both.after);
    let mut words = Vec::new();
    if before.percent != after.percent || before.standing == after.standing {
        words.push(percent_of(part).unwrap_or_else(|| lang.say(words::value::NONE).to_owned()));
    }
    if before.standing != after.standing {
        let stage = lang.say(part.standing.stage.text());
        words.push(match &part.standing.note {
            Some(note) => lang.fill(words::value::StageWithNote { stage: &stage, note }),
            None => stage.to_owned(),
        });
    }
    words.join(" ")
}

/// A clash as the command line tells it: what it is about, who was there first and when, and both values.
pub fn clash_in_words(lang: Lang, board: &Board, conflict: &Conflict) -> String {
    let about = conflict.edit.changes.get(conflict.index);
    let node = about.and_then(Change::node).map(|node| node_name(lang, board, node)).unwrap_or_default();
    let Some(sides) = clash_sides(lang, conflict) else { return lang.say(words::trouble::GONE).to_owned() };
    let mut subject = node;
    if let Some(Change::Field { to, .. }) = about {
        subject = format!("{subject} {}", lang.say(to.field().text()));
    } else if let Some(Change::Part { unit, .. }) = about {
        subject = format!("{subject} {unit}");
    }
    let who = who_was_first(lang, board, conflict.by.as_ref(), "%Y-%m-%d %H:%M");
    lang.fill(words::conflict::Line { subject: &subject, who: &who, theirs: &sides.theirs, mine: &sides.mine })
}

/// Who was there first, and when.
pub fn who_was_first(lang: Lang, board: &Board, by: Option<&(Author, DateTime<Utc>)>, clock: &str) -> String {
    match by {
        Some((author, at)) => {
            lang.fill(words::conflict::Who { author: &board.called(author), at: &board.zone.clock(*at, clock) })
        }
        None => lang.say(words::conflict::SOMEBODY).to_owned(),
    }
}

/// The values that an edit was to give, and nothing of what was there before: `第3项 进度 40%`.
pub fn values_in_words(lang: Lang, board: &Board, changes: &[Change]) -> String {
    let mut parts = Vec::new();
    let mut last = None;
    for change in changes {
        let value = match change {
            Change::Field { to, .. } => format!("{} {}", lang.say(to.field().text()), field_value(lang, to, true)),
            Change::Text { text, .. } => text.after.clone(),
            Change::Part { unit, part, .. } => format!("{unit} {}", part_value(lang, part, &part.after)),
            Change::ReportAdded { report } if !report.done.is_empty() => report_in_words(lang, report),
            // A bare figure is told by the figure.
            Change::ReportAdded { .. } => continue,
            other => change_in_words(lang, other),
        };
        let node = change.node();
        match node.filter(|_| node != last) {
            Some(node) => parts.push(format!("{} {value}", node_name(lang, board, node))),
            None => parts.push(value),
        }
        last = node;
    }
    parts.join(lang.say(words::value::SEMICOLON))
}
