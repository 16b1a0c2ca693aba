//! `duban paper`: a paper that the office hands out, as a Word document or as Markdown.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Done;
use super::arguments::PaperArguments;
use super::invocation::{Invocation, Snapshot};
use super::outcome::{Code, Failure};
use super::output::put;
use super::working::working;
use crate::app::{Since, minutes_of};
use crate::plan::Board;
use crate::read::parse_past_day;
use crate::report::{
    Document, PaperKind, Term, bulletin, bulletin_begins, commitments, file_name, owing, reminders, summary,
    trouble_in_words,
};
use crate::store::Store;
use crate::term::{TEMPLATES, template_in, word_document};
use crate::words::{self, Lang};

pub(super) fn paper(invocation: &Invocation, asked: &PaperArguments) -> Done {
    let lang = invocation.lang;
    let kind = kind_named(invocation, &asked.kind)?;
    let is_known = |path: &PathBuf| matches!(ending(path).as_str(), "docx" | "md") || path.as_os_str() == "-";
    if let Some(path) = asked.file.as_ref().filter(|path| !is_known(path)) {
        let said = lang.fill(words::trouble::PaperEnding { path: &path.display() });
        return Err(Failure::new(Code::Usage, said));
    }
    if asked.unit.is_some() && kind != PaperKind::Reminder {
        let said = lang.fill(words::trouble::PaperHasNoUnit { kind: &lang.say(kind.text()) });
        return Err(Failure::new(Code::Usage, said));
    }
    if asked.template.is_some() && asked.file.as_deref().is_some_and(|path| ending(path) != "docx") {
        return Err(Failure::new(Code::Usage, lang.say(words::trouble::TEMPLATE_ONLY_DOCX)));
    }
    let name = lang.say(kind.text());
    let Made { path, bytes, is_text, template } = working(lang, name, || made(invocation, kind, asked))?;
    put(invocation, &path, &bytes, is_text)?;
    if let Some(template) = template {
        // Standard output may be the document.
        eprintln!(
            "{}",
            lang.fill(words::notice::InTemplate { template: &template.file_name().unwrap_or_default().display() })
        );
    }
    Ok(())
}

/// A paper as it goes into a file.
struct Made {
    path: PathBuf,
    bytes: Vec<u8>,
    is_text: bool,
    template: Option<PathBuf>,
}

fn made(invocation: &Invocation, kind: PaperKind, asked: &PaperArguments) -> Result<Made, Failure> {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let Snapshot { board, day } = invocation.snapshot(store.as_mut())?;
    let document = document(invocation, store.as_mut(), kind, asked, &board, day)?;
    if let Some(unit) = asked
        .unit
        .as_ref()
        .filter(|unit| document.blocks.is_empty() && board.units.iter().all(|known| known.name != **unit))
    {
        let said = lang.fill(words::trouble::NoSuchUnit { unit: &crate::plan::clean_line(unit) });
        return Err(Failure::new(Code::Usage, said));
    }
    if document.blocks.is_empty() {
        return Err(Failure::new(Code::Failed, lang.say(words::trouble::PAPER_EMPTY)));
    }
    let path = asked.file.clone().unwrap_or_else(|| default_name(invocation, kind, asked.unit.as_deref(), day));
    if ending(&path) == "md" {
        return Ok(Made { path, bytes: document.markdown().into_bytes(), is_text: true, template: None });
    }
    let template = match &asked.template {
        Some(path) => Some(path.clone()),
        None => templates(invocation).and_then(|folder| template_in(&folder, kind)),
    };
    let bytes = word_document(lang, &document, template.as_deref()).map_err(|said| Failure::new(Code::Failed, said))?;
    Ok(Made { path, bytes, is_text: false, template })
}

/// Where the office keeps its templates: beside the database, so that all who share that have them.
fn templates(invocation: &Invocation) -> Option<PathBuf> {
    invocation.location().ok()?.beside(TEMPLATES)
}

/// `通报-2024-06-20.docx`.
fn default_name(invocation: &Invocation, kind: PaperKind, unit: Option<&str>, day: NaiveDate) -> PathBuf {
    let lang = invocation.lang;
    let kind = lang.say(kind.text());
    let kind = unit.map_or_else(|| kind.to_owned(), |unit| format!("{kind}-{unit}"));
    PathBuf::from(file_name(lang, &kind, day, "docx"))
}

pub(super) fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn kind_named(invocation: &Invocation, word: &str) -> Result<PaperKind, Failure> {
    let lang = invocation.lang;
    let fits =
        |kind: &&PaperKind| kind.code() == word || Lang::ALL.iter().any(|lang| lang.say(kind.text()).starts_with(word));
    PaperKind::ALL.iter().find(fits).copied().ok_or_else(|| {
        let known: Vec<String> =
            PaperKind::ALL.iter().map(|kind| format!("{}({})", kind.code(), lang.say(kind.text()))).collect();
        let known = &known.join(" ");
        Failure::new(Code::Usage, lang.fill(words::trouble::NoSuchWord { word: &crate::plan::clean_line(word), known }))
    })
}

fn document(
    invocation: &Invocation,
    store: &mut dyn Store,
    kind: PaperKind,
    asked: &PaperArguments,
    board: &Board,
    day: NaiveDate,
) -> Result<Document, Failure> {
    let lang = invocation.lang;
    Ok(match kind {
        PaperKind::Bulletin => {
            let since = match &asked.since {
                Some(text) => parse_past_day(text, invocation.today(board.zone), &board.calendar())
                    .map_err(|error| Failure::new(Code::Usage, trouble_in_words(lang, &error)))?,
                None => bulletin_begins(day),
            };
            if since > day {
                let said = lang.fill(words::trouble::BriefFuture { day: &since });
                return Err(Failure::new(Code::Usage, said));
            }
            let found = super::brief::compared(invocation, store, board, Since::Day(since), day)?;
            bulletin(lang, board, &found, since, day)
        }
        PaperKind::Reminder => reminders(lang, board, asked.unit.as_deref(), day),
        PaperKind::Summary => summary(lang, board, day),
        PaperKind::Owing => owing(lang, board, day),
        PaperKind::Minutes | PaperKind::Decisions => {
            let meeting = super::meeting::chosen(invocation, board, asked.meeting)?;
            if kind == PaperKind::Decisions {
                return Ok(Document::of_markdown(&commitments(lang, board, meeting, day)));
            }
            let now = invocation.board(store)?;
            let entries = invocation.journal(store, now.plan.id)?;
            let meeting = now.meeting(meeting.id).unwrap_or(meeting);
            Document::of_markdown(&minutes_of(lang, &now, &entries, meeting))
        }
    })
}
