//! Changes in words, for the journal, the footer and the minutes.

use super::dates::period_in_words;
use super::field_prose::field_value;
use super::names::{QUOTED, clip, directive_head, node_name, person_in_words};
use super::setting_prose::setting_change;
use super::terms::Term;
use crate::plan::{
    Board, Change, Delta, Directive, Edit, EditKind, Entry, Extension, ItemId, Meeting, Node, PaperKind, Part, Person,
    PlanChange, PlanState, Report, Section, Settings, Treated, Unit, UnitTable,
};
use crate::words::{self, Lang};

/// A unit's own figure.
pub(super) fn percent_of(part: &Part) -> Option<String> {
    part.percent.map(|percent| format!("{}%", percent.get()))
}

pub(super) fn part_in_words(lang: Lang, unit: &str, part: &Delta<Part>) -> String {
    let (before, after) = (&part.before, &part.after);
    let mut words = Vec::new();
    if before.acknowledged.is_none() && after.acknowledged.is_some() {
        words.push(lang.say(words::closed_loop::ACKNOWLEDGED).to_owned());
    } else if before.acknowledged.is_some() && after.acknowledged.is_none() {
        words.push(lang.say(words::closed_loop::UNACKNOWLEDGED).to_owned());
    }
    if before.percent != after.percent {
        let figure = |part: &Part| percent_of(part).unwrap_or_else(|| "-".to_owned());
        words.push(format!("{} → {}", figure(before), figure(after)));
    }
    if before.standing != after.standing {
        let word = lang.say(after.standing.stage.text());
        words.push(match &after.standing.note {
            Some(note) => lang.fill(words::value::StageWithNote { stage: &word, note }),
            None => word.to_owned(),
        });
    }
    lang.fill(words::closed_loop::Part { unit: &unit, what: &words.join(" ") })
}

pub(super) fn extension_change(lang: Lang, extension: &Delta<Option<Extension>>) -> String {
    match (&extension.before, &extension.after) {
        (_, Some(it)) => match &it.answer {
            None => lang.fill(words::closed_loop::ExtensionAsked { to: &it.to, reason: &clip(&it.reason, QUOTED) }),
            Some(answer) if answer.granted => lang.fill(words::closed_loop::ExtensionGranted { to: &it.to }),
            Some(answer) => {
                lang.fill(words::closed_loop::ExtensionRefused { to: &it.to, note: &clip(&answer.note, QUOTED) })
            }
        },
        (Some(it), None) => lang.fill(words::closed_loop::ExtensionWithdrawn { to: &it.to }),
        (None, None) => String::new(),
    }
}

pub(super) fn directive_change(lang: Lang, directive: &Delta<Option<Directive>>) -> String {
    let quote = |text: &str| clip(text, QUOTED);
    match (&directive.before, &directive.after) {
        (None, Some(it)) => {
            lang.fill(words::closed_loop::DirectiveGiven { what: &directive_head(lang, it), text: &quote(&it.text) })
        }
        (Some(it), None) => lang.fill(words::closed_loop::DirectiveWithdrawn { text: &quote(&it.text) }),
        (Some(before), Some(after)) => match (&after.closed, &after.reply, &after.returned) {
            (Some(_), _, _) if before.closed.is_none() => {
                lang.fill(words::closed_loop::DirectiveClosed { text: &quote(&after.text) })
            }
            (_, Some(reply), _) if before.reply.is_none() => lang
                .fill(words::closed_loop::DirectiveReplied { text: &quote(&after.text), reply: &quote(&reply.text) }),
            (_, None, Some(said)) if before.reply.is_some() => {
                lang.fill(words::closed_loop::DirectiveReturned { text: &quote(&after.text), note: &quote(&said.text) })
            }
            _ => lang.fill(words::closed_loop::DirectiveChanged { text: &quote(&after.text) }),
        },
        (None, None) => String::new(),
    }
}

pub(super) fn person_change(lang: Lang, login: &str, person: &Delta<Option<Person>>) -> String {
    match (&person.before, &person.after) {
        (None, Some(it)) => lang.fill(words::closed_loop::PersonAdded { person: &person_in_words(lang, it) }),
        (Some(_), None) => lang.fill(words::closed_loop::PersonRemoved { login: &login }),
        (Some(before), Some(after)) if before.active && !after.active => {
            lang.fill(words::closed_loop::PersonDeactivated { login: &login })
        }
        (Some(before), Some(after)) if before.keys != after.keys => {
            lang.fill(words::closed_loop::PersonKeys { login: &login, n: &after.keys.len() })
        }
        (Some(_), Some(after)) => {
            lang.fill(words::closed_loop::PersonChanged { person: &person_in_words(lang, after) })
        }
        (None, None) => String::new(),
    }
}

pub(super) fn meeting_change(lang: Lang, meeting: &Delta<Option<Meeting>>) -> String {
    match (&meeting.before, &meeting.after) {
        (None, Some(after)) => lang.fill(words::meeting::Began { title: &after.title, n: &after.agenda.len() }),
        (Some(before), None) => lang.fill(words::meeting::Withdrawn { title: &before.title }),
        (Some(before), Some(after)) if before.ended.is_none() && after.ended.is_some() => {
            lang.fill(words::meeting::Ended {
                title: &after.title,
                n: &after.count(Treated::Discussed),
                all: &after.agenda.len(),
            })
        }
        (Some(before), Some(after)) if before.ended.is_some() && after.ended.is_none() => {
            lang.fill(words::meeting::Reopened { title: &after.title })
        }
        (Some(before), Some(after)) if before.agenda.len() != after.agenda.len() => {
            lang.fill(words::meeting::AgendaChanged { title: &after.title })
        }
        (Some(before), Some(after)) => {
            let turned = after
                .agenda
                .iter()
                .zip(1..)
                .find(|(point, _)| before.point(point.subject).is_some_and(|old| old.treated != point.treated));
            match turned {
                Some((point, n)) if point.treated != Treated::Waiting => {
                    let word = lang.say(point.treated.text());
                    lang.fill(words::meeting::Treated { n: &n, word: &word })
                }
                _ if before.up != after.up => match after.up.and_then(|up| after.place(up.subject)) {
                    Some(place) => lang.fill(words::meeting::Up { n: &(place + 1) }),
                    None => lang.fill(words::meeting::Paused { title: &after.title }),
                },
                _ => lang.fill(words::meeting::AgendaChanged { title: &after.title }),
            }
        }
        (None, None) => String::new(),
    }
}

/// A change in words, without saying whose.
pub fn change_in_words(lang: Lang, change: &Change) -> String {
    let quote = |text: &str| clip(text, 24);
    match change {
        Change::Field { to, .. } => lang.fill(words::change::Field {
            field: &lang.say(to.field().text()),
            before: &field_value(lang, to, false),
            after: &field_value(lang, to, true),
        }),
        Change::Text { text, .. } => {
            lang.fill(words::change::Text { before: &quote(&text.before), after: &quote(&text.after) })
        }
        Change::MeasureAdded { measure, .. } => lang.fill(words::change::MeasureAdded { text: &quote(&measure.text) }),
        Change::MeasureRemoved { measure, .. } => {
            lang.fill(words::change::MeasureRemoved { text: &quote(&measure.text) })
        }
        Change::MeasureMoved { .. } => lang.say(words::change::MEASURE_MOVED).to_owned(),
        Change::ReportAdded { report } => {
            lang.fill(words::change::ReportAdded { text: &quote(&report_in_words(lang, report)) })
        }
        Change::ReportRemoved { report } => {
            lang.fill(words::change::ReportRemoved { text: &quote(&report_in_words(lang, report)) })
        }
        Change::UnitAdded { unit: Unit { name, .. } } => lang.fill(words::change::UnitAdded { name }),
        Change::Part { unit, part, .. } => part_in_words(lang, unit, part),
        Change::Extension { extension, .. } => extension_change(lang, extension),
        Change::Directive { directive, .. } => directive_change(lang, directive),
        Change::Meeting { meeting, .. } => meeting_change(lang, meeting),
        Change::Person { login, person } => person_change(lang, login, person),
        Change::Setting { name, value } if name == Settings::UNITS => units_change(lang, value),
        Change::Setting { name, value } if Settings::NAMES.contains(&name.as_str()) => {
            setting_change(lang, name, value)
        }
        Change::Setting { name, value } => {
            let text = |value: &Option<String>| {
                value.as_deref().map_or_else(|| lang.say(words::change::SETTING_DEFAULT).to_owned(), &quote)
            };
            let (before, after) = (&text(&value.before), &text(&value.after));
            lang.fill(words::change::Setting { name, before, after })
        }
        Change::Restored { to, lost: Some(lost), .. } => lang.fill(words::change::Restored { to: &to.0, lost }),
        Change::Restored { to, lost: None, .. } => lang.fill(words::change::RestoredOverRuin { to: &to.0 }),
        Change::ItemAdded { item } => {
            lang.fill(words::change::ItemAdded { no: &item.no, title: &item.title, why: &why(lang, &item.why) })
        }
        Change::ItemRemoved { item } => {
            lang.fill(words::change::ItemRemoved { no: &item.no, title: &item.title, why: &why(lang, &item.why) })
        }
        Change::Sections { sections } => sections_change(lang, sections),
        Change::ItemsNumbered { numbers } => numbers_change(lang, numbers),
        Change::ItemMoved { .. } => lang.say(words::change::ITEM_MOVED).to_owned(),
        Change::Plan { to } => plan_change(lang, to),
        Change::FromPaper { kind: PaperKind::Correction, title } => lang.fill(words::change::FromCorrection { title }),
        Change::FromPaper { kind: PaperKind::Ledger, title } => lang.fill(words::change::FromLedger { title }),
        Change::UnitRenamed { from, to } => lang.fill(words::change::UnitRenamed { name: from, to }),
        Change::Decided { why } => lang.fill(words::change::Decided { why }),
        Change::PlanImported { title, sections, items, measures, .. } => {
            lang.fill(words::change::PlanImported { title, sections, items, measures })
        }
    }
}

/// A report in one line: the parts that were filled in.
pub fn report_in_words(lang: Lang, report: &Report) -> String {
    if report.unchanged {
        return lang.say(words::report::UNCHANGED).to_owned();
    }
    let parts = [
        (words::report::DONE, &report.done),
        (words::report::PROBLEM, &report.problem),
        (words::report::NEXT, &report.next),
    ];
    let mut said = String::new();
    for (label, text) in parts.iter().filter(|(_, text)| !text.trim().is_empty()) {
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(lang.say(*label));
        said.push_str(lang.say(words::value::COLON));
        said.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
    }
    if said.is_empty() {
        return report.percent.map(|percent| format!("{}%", percent.get())).unwrap_or_default();
    }
    said
}

/// An edit in words: what it did to what.
pub fn entry_in_words(lang: Lang, board: &Board, entry: &Entry) -> String {
    let words = edit_in_words(lang, board, &entry.edit);
    match entry.edit.kind {
        EditKind::Do => words,
        EditKind::Undo(seq) => lang.fill(words::change::Undo { seq: &seq.0, what: &words }),
        EditKind::Redo(seq) => lang.fill(words::change::Redo { seq: &seq.0, what: &words }),
    }
}

/// An edit in words as far as it is about an item, for the page of that item; of an edit that is about the whole plan,
/// everything.
pub fn entry_about(lang: Lang, board: &Board, entry: &Entry, node: Node) -> String {
    let is_about = |change: &Change| change.is_about(node);
    if !entry.edit.changes.iter().any(is_about) {
        return entry_in_words(lang, board, entry);
    }
    let mut own = entry.clone();
    own.edit.changes.retain(|change| is_about(change) || change.is_whence());
    entry_in_words(lang, board, &own)
}

/// An edit in words, whether it does or undoes.
pub fn edit_in_words(lang: Lang, board: &Board, edit: &Edit) -> String {
    const SHOWN: usize = 4;
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    // A figure that came without words is told by the change of the figure.
    let bare = |change: &Change| {
        let (Change::ReportAdded { report } | Change::ReportRemoved { report }) = change else { return false };
        let silent = [&report.done, &report.problem, &report.next].iter().all(|text| text.is_empty());
        silent && !report.unchanged && edit.changes.len() > 1
    };
    // A report that is put in the place of another is one that was corrected.
    let amended = |at: usize| {
        let Some(Change::ReportRemoved { report: before }) = edit.changes.get(at) else { return None };
        let Some(Change::ReportAdded { report: after }) = edit.changes.get(at + 1) else { return None };
        (before.node == after.node && before.author == after.author).then_some((before, after))
    };
    let is_second = |at: usize| at.checked_sub(1).is_some_and(|before| amended(before).is_some());
    // That a unit is called otherwise says all about where its name stood.
    let renamed = edit.renaming();
    let follows = |change: &Change| {
        renamed.is_some_and(|(from, to)| {
            change.follows_renaming(from, to)
                || matches!(change, Change::UnitAdded { unit } if unit.name == *to)
                || matches!(change, Change::Setting { name, .. } if name == Settings::UNITS)
        })
    };
    let all = edit.changes.iter().enumerate().filter(|(_, change)| !follows(change));
    let told: Vec<(usize, &Change)> = all.filter(|(at, change)| !bare(change) && !is_second(*at)).collect();
    for (at, change) in told.iter().copied().take(SHOWN) {
        let node = change.node();
        let words = match amended(at) {
            Some((before, after)) => report_amended(lang, before, after),
            None => change_on(lang, board, change),
        };
        match node.filter(|_| node != last) {
            Some(node) => parts.push(format!("{} {words}", node_name(lang, board, node))),
            None => parts.push(words),
        }
        last = node;
    }
    if told.len() > SHOWN {
        parts.push(lang.fill(words::change::More { n: &(told.len() - SHOWN) }));
    }
    parts.join(lang.say(words::value::SEMICOLON))
}

/// A change in words, with what only the board knows by name.
fn change_on(lang: Lang, board: &Board, change: &Change) -> String {
    let Change::ItemMoved { section, .. } = change else { return change_in_words(lang, change) };
    let label = |id| board.section(id).map(|section| section.label.clone()).unwrap_or_default();
    lang.fill(words::change::ItemMovedTo { before: &label(section.before), after: &label(section.after) })
}

fn report_amended(lang: Lang, before: &Report, after: &Report) -> String {
    let quote = |report: &Report| clip(&report_in_words(lang, report), 24);
    lang.fill(words::change::ReportAmended { before: &quote(before), after: &quote(after) })
}

/// The reason, and the paper that decided it.
fn why(lang: Lang, why: &str) -> String {
    if why.is_empty() { String::new() } else { lang.fill(words::change::Why { why: &why }) }
}

fn plan_change(lang: Lang, to: &PlanChange) -> String {
    match to {
        PlanChange::Title(Delta { before, after }) => lang.fill(words::change::PlanTitle { before, after }),
        PlanChange::Period(Delta { before, after }) => lang.fill(words::change::PlanPeriod {
            before: &period_in_words(lang, *before),
            after: &period_in_words(lang, *after),
        }),
        PlanChange::State(Delta { before, after }) => match (before, after) {
            (PlanState::Removed, _) => lang.say(words::change::PLAN_BACK).to_owned(),
            (_, PlanState::Removed) => lang.say(words::change::PLAN_REMOVED).to_owned(),
            (_, PlanState::Archived) => lang.say(words::change::PLAN_ARCHIVED).to_owned(),
            (_, PlanState::Open) => lang.say(words::change::PLAN_OPENED).to_owned(),
        },
    }
}

/// What became of the table of units: what was renamed, put out of use, given another kind or another place.
fn units_change(lang: Lang, value: &Delta<Option<String>>) -> String {
    let table = |text: &Option<String>| UnitTable::of(text.as_deref()).units;
    let (before, after) = (table(&value.before), table(&value.after));
    let was_known = |name: &str| before.iter().any(|was| was.name == name);
    let mut said: Vec<String> = Vec::new();
    for entry in &after {
        let name = &entry.name;
        let was = before.iter().find(|was| was.name == *name);
        let was_retired = was.is_some_and(|was| was.retired);
        match (&entry.into, entry.retired) {
            (Some(to), true) if was.is_none_or(|was| was.into != entry.into) => {
                said.push(if was_known(to) {
                    lang.fill(words::change::UnitMerged { name, to })
                } else {
                    lang.fill(words::change::UnitRenamed { name, to })
                });
            }
            (None, true) if !was_retired => said.push(lang.fill(words::change::UnitRetired { name })),
            (_, false) if was_retired => said.push(lang.fill(words::change::UnitBack { name })),
            _ => {}
        }
        if was.is_some_and(|was| was.kind != entry.kind) {
            said.push(lang.fill(words::change::UnitKind { name, kind: &lang.say(entry.kind.text()) }));
        }
    }
    if said.is_empty() {
        said.push(lang.say(words::change::UNIT_ORDER).to_owned());
    }
    lang.list(said)
}

/// What became of the sections: added, taken away, renamed, put in another order.
fn sections_change(lang: Lang, sections: &Delta<Vec<Section>>) -> String {
    let mut said: Vec<String> = Vec::new();
    for section in &sections.after {
        let heading = &section.heading;
        match sections.before.iter().find(|was| was.id == section.id) {
            None => said.push(lang.fill(words::change::SectionAdded { heading })),
            Some(was) if was.heading != *heading => {
                said.push(lang.fill(words::change::SectionRenamed { before: &was.heading, heading }));
            }
            Some(_) => {}
        }
    }
    let is_gone = |was: &&Section| sections.after.iter().all(|section| section.id != was.id);
    for was in sections.before.iter().filter(is_gone) {
        said.push(lang.fill(words::change::SectionRemoved { heading: &was.heading }));
    }
    if said.is_empty() {
        said.push(lang.say(words::change::SECTIONS_MOVED).to_owned());
    }
    lang.list(said)
}

/// Which numbers became which: `32 → 15,15 → 16`.
fn numbers_change(lang: Lang, numbers: &Delta<Vec<(ItemId, u32)>>) -> String {
    const SHOWN: usize = 3;
    let pairs = numbers.before.iter().zip(&numbers.after);
    let shown: Vec<String> = pairs.take(SHOWN).map(|((_, was), (_, is))| format!("{was} → {is}")).collect();
    let mut text = lang.list(shown);
    if numbers.after.len() > SHOWN {
        text.push('…');
    }
    lang.fill(words::change::Numbered { n: &numbers.after.len(), text: &text })
}
