//! The closed loop in words: parts, requests, instructions, people, and why something may not be done.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::plan::{Board, Denied, Directive, Extension, ExtensionRefusal, Part, Person, Swap, UnitName, Waiting};
use crate::store::{Finding, Severity};
use crate::words::{self, Lang};

use super::prose::{Trouble, clip, node_name};
use super::terms::Term;

/// Characters of a text that are quoted in a line.
const QUOTED: usize = 24;

fn names(lang: Lang, units: &BTreeSet<UnitName>) -> String {
    if units.is_empty() {
        return lang.say(words::facet::NO_LEAD).to_owned();
    }
    lang.list(units)
}

impl Trouble for Denied {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Stranger(login) => lang.fill(words::denied::Stranger { login }),
            Self::Inactive(login) => lang.fill(words::denied::Inactive { login }),
            Self::Role(role, action) => {
                lang.fill(words::denied::Role { role: &lang.say(role.text()), action: &lang.say(action.text()) })
            }
            Self::OtherUnit(action, units) if units.is_empty() => {
                lang.fill(words::denied::NoLead { action: &lang.say(action.text()) })
            }
            Self::OtherUnit(action, units) => {
                lang.fill(words::denied::OtherUnit { action: &lang.say(action.text()), units: &names(lang, units) })
            }
            Self::NoUnit(action) => lang.fill(words::denied::NoUnit { action: &lang.say(action.text()) }),
            Self::OpenParts(units) => lang.fill(words::denied::OpenParts { units: &lang.list(units) }),
            Self::OtherDay(day) => lang.fill(words::denied::OtherDay { day }),
            Self::Malformed => lang.say(words::denied::MALFORMED).to_owned(),
            Self::MeetingDecided => lang.say(words::denied::MEETING_DECIDED).to_owned(),
            Self::MeetingOver => lang.say(words::denied::MEETING_OVER).to_owned(),
            Self::MeetingOpen => lang.say(words::denied::MEETING_OPEN).to_owned(),
            Self::Yourself => lang.say(words::denied::YOURSELF).to_owned(),
            Self::LastAdmin => lang.say(words::denied::LAST_ADMIN).to_owned(),
        }
    }
}

impl Trouble for ExtensionRefusal {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::NoDate => lang.say(words::denied::NO_DATE).to_owned(),
            Self::Late(due) => lang.fill(words::denied::Late { due }),
            Self::NotOpen => lang.say(words::denied::NOT_OPEN).to_owned(),
            Self::NotLater(due) => lang.fill(words::denied::NotLater { due }),
        }
    }
}

pub(super) fn part_in_words(lang: Lang, unit: &str, part: &Swap<Part>) -> String {
    let (before, after) = (&part.before, &part.after);
    let mut words = Vec::new();
    if before.acknowledged.is_none() && after.acknowledged.is_some() {
        words.push(lang.say(words::closed_loop::ACKNOWLEDGED).to_owned());
    } else if before.acknowledged.is_some() && after.acknowledged.is_none() {
        words.push(lang.say(words::closed_loop::UNACKNOWLEDGED).to_owned());
    }
    if before.percent != after.percent {
        let figure = |part: &Part| part.percent.map_or_else(|| "-".to_owned(), |percent| format!("{}%", percent.get()));
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

pub(super) fn extension_change(lang: Lang, extension: &Swap<Option<Extension>>) -> String {
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

pub(super) fn directive_change(lang: Lang, directive: &Swap<Option<Directive>>) -> String {
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

/// Kind, issuer, owner and date of an instruction: `批示(王局长) → 基教科 06-30 前`.
pub fn directive_head(lang: Lang, directive: &Directive) -> String {
    let kind = lang.say(directive.kind.text());
    let issuer = directive.issuer.as_ref().map(|issuer| format!("({issuer})")).unwrap_or_default();
    let owner = directive.owner.as_ref().map(|owner| format!(" → {owner}")).unwrap_or_default();
    let due =
        directive.due.map(|due| format!(" {}", lang.fill(words::closed_loop::Until { due: &due }))).unwrap_or_default();
    format!("{kind}{issuer}{owner}{due}")
}

pub(super) fn person_change(lang: Lang, login: &str, person: &Swap<Option<Person>>) -> String {
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

/// `王芳(wang) 基教科 填报`.
pub fn person_in_words(lang: Lang, person: &Person) -> String {
    let unit = person.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let left = if person.active { String::new() } else { format!(" {}", lang.say(words::people::GONE)) };
    format!("{}({}){unit} {}{left}", person.name, person.login, lang.say(person.role.text()))
}

/// What waits, in a few words and with the text it is about.
pub fn waiting_in_words(lang: Lang, board: &Board, waiting: &Waiting) -> (String, String) {
    let title =
        |waiting: &Waiting| board.item_of(waiting).and_then(|node| board.text(node)).unwrap_or_default().to_owned();
    let what = match waiting {
        Waiting::Reply(id) | Waiting::Close(id) => {
            let text_of =
                if matches!(waiting, Waiting::Reply(_)) { words::waiting::REPLY } else { words::waiting::CLOSE };
            let text = board.directive(*id).map(|directive| directive.text.clone()).unwrap_or_default();
            return (lang.say(text_of).to_owned(), text);
        }
        Waiting::Acknowledge(..) => lang.say(words::waiting::ACKNOWLEDGE).to_owned(),
        Waiting::Report(_, days) => lang.fill(words::waiting::Report { n: days }),
        Waiting::Returned(..) => lang.say(words::waiting::RETURNED).to_owned(),
        Waiting::Behind(_) => lang.say(words::waiting::BEHIND).to_owned(),
        Waiting::Verify(_) => lang.say(words::waiting::VERIFY).to_owned(),
        Waiting::VerifyPart(_, unit) => lang.fill(words::waiting::VerifyPart { unit }),
        Waiting::Decide(id) => {
            let to = board.extension(*id).map(|extension| extension.to.to_string()).unwrap_or_default();
            lang.fill(words::waiting::Decide { to: &to })
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
                let returned =
                    it.returned.as_ref().map(|said| lang.fill(words::closed_loop::Returned { note: &said.text }));
                format!("{} {}", directive_head(lang, it), returned.unwrap_or_default())
            })
            .unwrap_or_default(),
        Waiting::Close(id) => board
            .directive(*id)
            .and_then(|it| it.reply.as_ref())
            .map(|said| lang.fill(words::closed_loop::ReplyOf { by: &board.called(&said.by), text: &said.text }))
            .unwrap_or_default(),
        Waiting::Decide(id) => board
            .extension(*id)
            .map(|it| {
                let by = it.unit.as_deref().unwrap_or_else(|| board.called(&it.author));
                let due = board.work(it.node).and_then(|work| work.due.current).map(|due| due.to_string());
                lang.fill(words::closed_loop::ExtensionWhy {
                    by: &by,
                    due: &due.unwrap_or_default(),
                    to: &it.to,
                    reason: &it.reason,
                })
            })
            .unwrap_or_default(),
        Waiting::Returned(item, unit) => board
            .item(*item)
            .and_then(|item| item.standing_of(unit).note)
            .map(|note| lang.fill(words::closed_loop::Returned { note: &note }))
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
            lang.fill(words::denied::OpenParts { units: &lang.list(open) })
        }
        Waiting::Behind(item) => {
            let light = board.item(*item).map(|item| board.light_of(item, day));
            light.map(|light| super::light_prose::light_word(lang, &light)).unwrap_or_default()
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
                lang.fill(words::closed_loop::Charged { lead: &lead, due: &due })
            })
            .unwrap_or_default(),
    }
}

/// The place of what waits: `第14项`, or nothing for an instruction that stands alone.
pub fn waiting_place(lang: Lang, board: &Board, waiting: &Waiting) -> String {
    board.item_of(waiting).map(|node| node_name(lang, board, node)).unwrap_or_default()
}

/// A finding of the doctor, in a sentence that says what to do.
pub fn finding_in_words(lang: Lang, finding: &Finding) -> String {
    let check = lang.say(finding.check.text());
    let mark = lang.say(match finding.severity {
        Severity::Fine => words::doctor::MARK_FINE,
        Severity::Warning => words::doctor::MARK_WARNING,
        Severity::Error => words::doctor::MARK_ERROR,
    });
    if finding.severity == Severity::Fine {
        return format!("{mark} {check}");
    }
    format!("{mark} {check}: {}", finding_sentence(lang, finding))
}

fn finding_sentence(lang: Lang, finding: &Finding) -> String {
    let value = |name: &str| finding.values.get(name).map_or("?", String::as_str);
    let (seq, plan, name, why) = (&value("seq"), &value("plan"), &value("name"), &value("why"));
    match finding.code {
        "unreadable" => lang.fill(words::doctor::Unreadable { why }),
        "version" => lang.fill(words::doctor::Version { found: &value("found"), known: &value("known") }),
        "schema" => lang.fill(words::doctor::Schema { name }),
        "integrity" => lang.fill(words::doctor::Integrity { why }),
        "foreign_keys" => lang.fill(words::doctor::ForeignKeys { table: &value("table"), n: &value("n") }),
        "chain" => lang.fill(words::doctor::Chain { seq }),
        "clock" => lang.fill(words::doctor::Clock { seq, at: &value("at") }),
        "fold" => lang.fill(words::doctor::Fold { no: &value("no"), seq }),
        "fold_rest" => lang.fill(words::doctor::FoldRest { plan }),
        "fold_row" => lang.fill(words::doctor::FoldRow { table: &value("table"), id: &value("id") }),
        "fold_text" => lang.fill(words::doctor::FoldText { plan }),
        "fold_person" => lang.fill(words::doctor::FoldPerson { login: &value("login"), seq }),
        "no_digest" => lang.fill(words::doctor::NoDigest { plan }),
        "index" => lang.fill(words::doctor::Index { item: &value("item"), seq }),
        "unit" => lang.fill(words::doctor::Unit { name }),
        "network" => lang.fill(words::doctor::Network { name }),
        "modes" => lang.fill(words::doctor::Modes { mode: &value("mode") }),
        "space" => lang.fill(words::doctor::Space { mib: &value("mib") }),
        "anchor" => lang.fill(words::doctor::Anchor { seq }),
        "no_backup" => lang.say(words::doctor::NO_BACKUP).to_owned(),
        "backup_old" => lang.fill(words::doctor::BackupOld { hours: &value("hours") }),
        "backup_future" => {
            lang.fill(words::doctor::BackupFuture { n: &value("n"), day: &value("day"), file: &value("file") })
        }
        "keys" => lang.fill(words::doctor::Keys { login: &value("login") }),
        other => other.to_owned(),
    }
}
