//! The closed loop in words: parts, requests, instructions, people, and why something may not be done.

use chrono::NaiveDate;

use super::change_prose::report_in_words;
use super::names::{directive_head, node_name};
use crate::plan::{Board, Waiting};
use crate::words::{self, Lang};

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
                let report = report.map(|report| format!("{} {}", report.day, report_in_words(lang, report)));
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
            .map(|report| format!("{} {}", report.day, report_in_words(lang, report)))
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
