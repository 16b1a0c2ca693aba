//! `duban export`: the plan in the format that a file's ending names; without a file, as JSON on standard output, with the
//! end of the journal as its anchor.

use std::path::Path;

use chrono::{NaiveDate, Utc};

use super::arguments::ExportArguments as Asked;
use super::invocation::{Invocation, Snapshot};
use super::meeting::chosen;
use super::outcome::{Code, Done, Failure, print_json, store_failure};
use super::output::put;
use super::paper::ending;
use super::working::working;
use crate::plan::{Board, Item, clean_line};
use crate::report::{
    LedgerForm, PlanJson, adjustment_rows, everything_csv, ics, ledger_xlsx, meeting_html, public_html,
};
use crate::store::Store;
use crate::words;

pub(super) fn export(invocation: &Invocation, asked: &Asked) -> Done {
    let lang = invocation.lang;
    let Some(path) = &asked.file else { return as_json(invocation) };
    let (bytes, is_text) = working(lang, &path.display().to_string(), || made(invocation, asked, path))?;
    put(invocation, path, &bytes, is_text)
}

/// What the file is to hold, and whether that is text.
fn made(invocation: &Invocation, asked: &Asked, path: &Path) -> Result<(Vec<u8>, bool), Failure> {
    let lang = invocation.lang;
    let text = |text: String| Ok((text.into_bytes(), true));
    let mut store = invocation.open()?;
    let Snapshot { board, day } = invocation.snapshot(store.as_mut())?;
    let of_unit = |item: &&Item| {
        asked.unit.as_ref().is_none_or(|unit| item.work.lead.as_ref() == Some(unit) || item.units().contains(unit))
    };
    let items: Vec<&Item> = board.items().iter().filter(of_unit).collect();
    if let Some(unit) = asked.unit.as_ref().filter(|_| items.is_empty()) {
        let said = lang.fill(words::trouble::NoItemsOfUnit { unit: &clean_line(unit) });
        return Err(Failure::new(Code::Failed, said));
    }
    if let Some(number) = asked.meeting {
        if !matches!(ending(path).as_str(), "html" | "htm") {
            return Err(Failure::new(Code::Usage, lang.say(words::trouble::PAGES_ARE_HTML)));
        }
        let meeting = chosen(invocation, &board, Some(number).filter(|n| *n > 0))?;
        return text(meeting_html(lang, &board, meeting, day));
    }
    match ending(path).as_str() {
        "xlsx" => {
            let entries = invocation.journal_until(store.as_mut(), &board)?;
            let adjustments =
                adjustment_rows(lang, &board, &entries, invocation.today(board.zone), |item| of_unit(&item));
            let form = LedgerForm { by_section: asked.by_section, adjustments: &adjustments };
            let book = ledger_xlsx(lang, &board, &items, day, form).map_err(std::io::Error::other)?;
            Ok((book, false))
        }
        "csv" => text(everything_csv(lang, &board, &items, day)),
        "html" | "htm" => text(public_html(lang, &board, day)),
        "ics" => text(ics(lang, &board, asked.unit.as_deref(), Utc::now())),
        "json" => {
            let json = serde_json::to_string_pretty(&whole(invocation, store.as_mut(), &board, day)?);
            text(json.map_err(std::io::Error::other)?)
        }
        _ => Err(Failure::new(Code::Usage, lang.say(words::trouble::EXPORT_ENDINGS))),
    }
}

fn as_json(invocation: &Invocation) -> Done {
    let mut store = invocation.open()?;
    let Snapshot { board, day } = invocation.snapshot(store.as_mut())?;
    print_json(&whole(invocation, store.as_mut(), &board, day)?)
}

fn whole<'a>(
    invocation: &Invocation,
    store: &mut dyn Store,
    board: &'a Board,
    day: NaiveDate,
) -> Result<PlanJson<'a>, Failure> {
    let lang = invocation.lang;
    // The end of the journal vouches for what is true now, not for what was.
    let is_past = day < invocation.today(board.zone);
    let anchor = if is_past { None } else { store.anchor().map_err(store_failure(lang))? };
    Ok(PlanJson::of(board, day, lang, anchor))
}
