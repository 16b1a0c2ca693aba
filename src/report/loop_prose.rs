//! The closed loop in words: parts, requests, instructions, people, and why something may not be done.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::plan::{
    Action, Board, Denied, Directive, Extension, ExtensionRefusal, Part, Person, Role, Swap, UnitName, Waiting,
};
use crate::store::{Check, Finding, Severity};
use crate::words::Lang;

use super::prose::{Trouble, clip, node_name, stage_word};

/// Characters of a text that are quoted in a line.
const QUOTED: usize = 24;

/// A role's word.
pub fn role_word(lang: Lang, role: Role) -> String {
    lang.say(&format!("role.{}", role.code())).into_owned()
}

/// What an action is called.
pub fn action_word(lang: Lang, action: Action) -> String {
    lang.say(&format!("action.{}", action.code())).into_owned()
}

fn names(lang: Lang, units: &BTreeSet<UnitName>) -> String {
    if units.is_empty() {
        return lang.say("facet.no_lead").into_owned();
    }
    lang.list(units)
}

impl Trouble for Denied {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Stranger(login) => lang.fill("denied.stranger", &[("login", login)]),
            Self::Inactive(login) => lang.fill("denied.inactive", &[("login", login)]),
            Self::Role(role, action) => {
                lang.fill("denied.role", &[("role", &role_word(lang, *role)), ("action", &action_word(lang, *action))])
            }
            Self::OtherUnit(action, units) if units.is_empty() => {
                lang.fill("denied.no_lead", &[("action", &action_word(lang, *action))])
            }
            Self::OtherUnit(action, units) => lang
                .fill("denied.other_unit", &[("action", &action_word(lang, *action)), ("units", &names(lang, units))]),
            Self::NoUnit(action) => lang.fill("denied.no_unit", &[("action", &action_word(lang, *action))]),
            Self::OpenParts(units) => lang.fill("denied.open_parts", &[("units", &lang.list(units))]),
            Self::OtherDay(day) => lang.fill("denied.other_day", &[("day", day)]),
            Self::Malformed => lang.say("denied.malformed").into_owned(),
            Self::MeetingDecided => lang.say("denied.meeting_decided").into_owned(),
            Self::MeetingOver => lang.say("denied.meeting_over").into_owned(),
            Self::MeetingOpen => lang.say("denied.meeting_open").into_owned(),
            Self::Yourself => lang.say("denied.yourself").into_owned(),
            Self::LastAdmin => lang.say("denied.last_admin").into_owned(),
        }
    }
}

impl Trouble for ExtensionRefusal {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::NoDate => lang.say("denied.no_date").into_owned(),
            Self::Late(due) => lang.fill("denied.late", &[("due", due)]),
            Self::NotOpen => lang.say("denied.not_open").into_owned(),
            Self::NotLater(due) => lang.fill("denied.not_later", &[("due", due)]),
        }
    }
}

pub(super) fn part_in_words(lang: Lang, unit: &str, part: &Swap<Part>) -> String {
    let (before, after) = (&part.before, &part.after);
    let mut words = Vec::new();
    if before.acknowledged.is_none() && after.acknowledged.is_some() {
        words.push(lang.say("loop.acknowledged").into_owned());
    } else if before.acknowledged.is_some() && after.acknowledged.is_none() {
        words.push(lang.say("loop.unacknowledged").into_owned());
    }
    if before.percent != after.percent {
        let figure = |part: &Part| part.percent.map_or_else(|| "-".to_owned(), |percent| format!("{}%", percent.get()));
        words.push(format!("{} → {}", figure(before), figure(after)));
    }
    if before.standing != after.standing {
        let word = stage_word(lang, after.standing.stage);
        words.push(match &after.standing.note {
            Some(note) => lang.fill("value.stage_with_note", &[("stage", &word), ("note", note)]),
            None => word,
        });
    }
    lang.fill("loop.part", &[("unit", &unit), ("what", &words.join(" "))])
}

pub(super) fn extension_change(lang: Lang, extension: &Swap<Option<Extension>>) -> String {
    match (&extension.before, &extension.after) {
        (_, Some(it)) => match &it.answer {
            None => lang.fill("loop.extension_asked", &[("to", &it.to), ("reason", &clip(&it.reason, QUOTED))]),
            Some(answer) if answer.granted => lang.fill("loop.extension_granted", &[("to", &it.to)]),
            Some(answer) => {
                lang.fill("loop.extension_refused", &[("to", &it.to), ("note", &clip(&answer.note, QUOTED))])
            }
        },
        (Some(it), None) => lang.fill("loop.extension_withdrawn", &[("to", &it.to)]),
        (None, None) => String::new(),
    }
}

pub(super) fn directive_change(lang: Lang, directive: &Swap<Option<Directive>>) -> String {
    let quote = |text: &str| clip(text, QUOTED);
    match (&directive.before, &directive.after) {
        (None, Some(it)) => {
            lang.fill("loop.directive_given", &[("what", &directive_head(lang, it)), ("text", &quote(&it.text))])
        }
        (Some(it), None) => lang.fill("loop.directive_withdrawn", &[("text", &quote(&it.text))]),
        (Some(before), Some(after)) => match (&after.closed, &after.reply, &after.returned) {
            (Some(_), _, _) if before.closed.is_none() => {
                lang.fill("loop.directive_closed", &[("text", &quote(&after.text))])
            }
            (_, Some(reply), _) if before.reply.is_none() => {
                lang.fill("loop.directive_replied", &[("text", &quote(&after.text)), ("reply", &quote(&reply.text))])
            }
            (_, None, Some(said)) if before.reply.is_some() => {
                lang.fill("loop.directive_returned", &[("text", &quote(&after.text)), ("note", &quote(&said.text))])
            }
            _ => lang.fill("loop.directive_changed", &[("text", &quote(&after.text))]),
        },
        (None, None) => String::new(),
    }
}

/// Kind, issuer, owner and date of an instruction: `批示(王局长) → 基教科 06-30 前`.
pub fn directive_head(lang: Lang, directive: &Directive) -> String {
    let kind = lang.say(&format!("directive.{}", directive.kind.code()));
    let issuer = directive.issuer.as_ref().map(|issuer| format!("({issuer})")).unwrap_or_default();
    let owner = directive.owner.as_ref().map(|owner| format!(" → {owner}")).unwrap_or_default();
    let due = directive.due.map(|due| format!(" {}", lang.fill("loop.until", &[("due", &due)]))).unwrap_or_default();
    format!("{kind}{issuer}{owner}{due}")
}

pub(super) fn person_change(lang: Lang, login: &str, person: &Swap<Option<Person>>) -> String {
    match (&person.before, &person.after) {
        (None, Some(it)) => lang.fill("loop.person_added", &[("person", &person_in_words(lang, it))]),
        (Some(_), None) => lang.fill("loop.person_removed", &[("login", &login)]),
        (Some(before), Some(after)) if before.active && !after.active => {
            lang.fill("loop.person_deactivated", &[("login", &login)])
        }
        (Some(before), Some(after)) if before.keys != after.keys => {
            lang.fill("loop.person_keys", &[("login", &login), ("n", &after.keys.len())])
        }
        (Some(_), Some(after)) => lang.fill("loop.person_changed", &[("person", &person_in_words(lang, after))]),
        (None, None) => String::new(),
    }
}

/// `王芳(wang) 基教科 填报`.
pub fn person_in_words(lang: Lang, person: &Person) -> String {
    let unit = person.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let left = if person.active { String::new() } else { format!(" {}", lang.say("people.gone")) };
    format!("{}({}){unit} {}{left}", person.name, person.login, role_word(lang, person.role))
}

/// What waits, in a few words and with the text it is about.
pub fn waiting_in_words(lang: Lang, board: &Board, waiting: &Waiting) -> (String, String) {
    let title =
        |waiting: &Waiting| board.item_of(waiting).and_then(|node| board.text(node)).unwrap_or_default().to_owned();
    let what = match waiting {
        Waiting::Reply(id) | Waiting::Close(id) => {
            let key = if matches!(waiting, Waiting::Reply(_)) { "waiting.reply" } else { "waiting.close" };
            let text = board.directive(*id).map(|directive| directive.text.clone()).unwrap_or_default();
            return (lang.say(key).into_owned(), text);
        }
        Waiting::Acknowledge(..) => lang.say("waiting.acknowledge").into_owned(),
        Waiting::Report(_, days) => lang.fill("waiting.report", &[("n", days)]),
        Waiting::Returned(..) => lang.say("waiting.returned").into_owned(),
        Waiting::Behind(_) => lang.say("waiting.behind").into_owned(),
        Waiting::Verify(_) => lang.say("waiting.verify").into_owned(),
        Waiting::VerifyPart(_, unit) => lang.fill("waiting.verify_part", &[("unit", unit)]),
        Waiting::Decide(id) => {
            let to = board.extension(*id).map(|extension| extension.to.to_string()).unwrap_or_default();
            lang.fill("waiting.decide", &[("to", &to)])
        }
    };
    (what, title(waiting))
}

/// More about what waits: who asked, why, until when.
pub fn waiting_details(lang: Lang, board: &Board, waiting: &Waiting, day: NaiveDate) -> String {
    match waiting {
        Waiting::Reply(id) => board
            .directive(*id)
            .map(|it| {
                let returned = it.returned.as_ref().map(|said| lang.fill("loop.returned", &[("note", &said.text)]));
                format!("{} {}", directive_head(lang, it), returned.unwrap_or_default())
            })
            .unwrap_or_default(),
        Waiting::Close(id) => board
            .directive(*id)
            .and_then(|it| it.reply.as_ref())
            .map(|said| lang.fill("loop.reply_of", &[("by", &board.called(&said.by)), ("text", &said.text)]))
            .unwrap_or_default(),
        Waiting::Decide(id) => board
            .extension(*id)
            .map(|it| {
                let by = it.unit.as_deref().unwrap_or_else(|| board.called(&it.author));
                let due = board.work(it.node).and_then(|work| work.due.current).map(|due| due.to_string());
                lang.fill(
                    "loop.extension_why",
                    &[("by", &by), ("due", &due.unwrap_or_default()), ("to", &it.to), ("reason", &it.reason)],
                )
            })
            .unwrap_or_default(),
        Waiting::Returned(item, unit) => board
            .item(*item)
            .and_then(|item| item.standing_of(unit).note)
            .map(|note| lang.fill("loop.returned", &[("note", &note)]))
            .unwrap_or_default(),
        Waiting::VerifyPart(item, unit) => board
            .item(*item)
            .map(|item| {
                let figure = item.part(unit).percent.map(|percent| format!("{}%", percent.get())).unwrap_or_default();
                // A bare figure is told already.
                let has_words = |report: &&crate::plan::Report| !report.done.is_empty() || !report.problem.is_empty();
                let of_unit = item.reports.iter().rev().filter(|report| report.unit.as_ref() == Some(unit));
                let report = of_unit.into_iter().find(has_words);
                let report =
                    report.map(|report| format!("{} {}", report.day, super::prose::report_in_words(lang, report)));
                format!("{figure} {}", report.unwrap_or_default()).trim().to_owned()
            })
            .unwrap_or_default(),
        Waiting::Verify(item) if board.item(*item).is_some_and(|item| !item.open_parts().is_empty()) => {
            let open = board.item(*item).map(crate::plan::Item::open_parts).unwrap_or_default();
            lang.fill("denied.open_parts", &[("units", &lang.list(open))])
        }
        Waiting::Behind(item) => {
            let light = board.item(*item).map(|item| board.light_of(item, day));
            light.map(|light| super::prose::light_word(lang, &light)).unwrap_or_default()
        }
        Waiting::Verify(item) | Waiting::Report(item, _) => board
            .item(*item)
            .and_then(|item| item.reports.last())
            .map(|report| format!("{} {}", report.day, super::prose::report_in_words(lang, report)))
            .unwrap_or_default(),
        Waiting::Acknowledge(item, _) => board
            .item(*item)
            .map(|item| {
                let lead = item.work.lead.clone().unwrap_or_default();
                let due = item.work.due.current.map(|due| due.to_string()).unwrap_or_default();
                lang.fill("loop.charged", &[("lead", &lead), ("due", &due)])
            })
            .unwrap_or_default(),
    }
}

/// The place of what waits: `第14项`, or nothing for an instruction that stands alone.
pub fn waiting_place(lang: Lang, board: &Board, waiting: &Waiting) -> String {
    board.item_of(waiting).map(|node| node_name(lang, board, node)).unwrap_or_default()
}

/// What the doctor looks at, in a word.
pub fn check_word(lang: Lang, check: Check) -> String {
    lang.say(&format!("doctor.check.{}", check.code())).into_owned()
}

/// A finding of the doctor, in a sentence that says what to do.
pub fn finding_in_words(lang: Lang, finding: &Finding) -> String {
    let check = check_word(lang, finding.check);
    let mark = lang.say(match finding.severity {
        Severity::Fine => "doctor.mark_fine",
        Severity::Warning => "doctor.mark_warning",
        Severity::Error => "doctor.mark_error",
    });
    if finding.severity == Severity::Fine {
        return format!("{mark} {check}");
    }
    let values: Vec<(&str, &dyn std::fmt::Display)> =
        finding.values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
    format!("{mark} {check}: {}", lang.fill(&format!("doctor.{}", finding.code), &values))
}
