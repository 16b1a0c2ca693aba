//! `duban import`: a text plan, shown and added beside the others.

use std::io::IsTerminal;
use std::path::Path;

use chrono::Utc;

use super::Done;
use super::invocation::{Invocation, new_op};
use super::outcome::{Code, Failure, print, store_failure, though_saved};
use crate::plan::{Period, SchoolCalendar, clean_line};
use crate::read::{DraftPlan, Encoding, decode, parse_plan_of};
use crate::report::{period_in_words, trouble_in_words, warning_in_words};
use crate::store::Import;
use crate::words::{self, Lang};

/// Warnings that are shown; a file with more is no plan.
const SHOWN: usize = 30;

/// Items and measures of a plan; a province's archive has half of them.
const MOST: usize = 200_000;

pub(super) fn import(invocation: &Invocation, path: &Path, period: Option<&str>, dry_run: bool) -> Done {
    let lang = invocation.lang;
    let asked = period.map(|text| parse_period(lang, text)).transpose()?;
    let shown = path.display();
    if !path.is_file() {
        let folder = path.is_dir().then(|| lang.fill(words::trouble::FileIsFolder { path: &shown }));
        let why = folder.unwrap_or_else(|| lang.fill(words::trouble::NoSuchFile { path: &shown }));
        return Err(Failure::new(Code::Failed, why));
    }
    let limit = crate::read::MAX_BYTES as u64;
    let size = std::fs::metadata(path)?.len();
    if size > limit {
        return Err(Failure::of(
            lang,
            &crate::read::DecodeError::TooLarge(usize::try_from(size).unwrap_or(usize::MAX)),
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::new(Code::Failed, lang.fill(words::trouble::FileUnreadable { path: &shown, why: &error }))
    })?;
    let (text, encoding) = decode(&bytes).map_err(|error| Failure::of(lang, &error))?;
    // Dates such as `寒假前` go by the school calendar of the database, where there is one already.
    let school = match invocation.location()? {
        location if location.exists() && !dry_run => {
            invocation.board(invocation.open()?.as_mut()).map(|board| board.school).unwrap_or_default()
        }
        _ => SchoolCalendar::default(),
    };
    let mut draft = parse_plan_of(&text, asked, &school);
    if !draft.is_plan() {
        return Err(Failure::new(Code::Failed, lang.fill(words::trouble::FileNoPlan { path: &shown })));
    }
    if draft.title.text.trim().is_empty() {
        // A document that begins with its first heading is known by the name of its file.
        draft.title.text = path.file_stem().map(|stem| clean_line(&stem.to_string_lossy())).unwrap_or_default();
    }
    if draft.period.is_none()
        && let Some(asked) = ask_period(invocation, &draft.title.text)?
    {
        let title = std::mem::take(&mut draft.title);
        draft = DraftPlan { title, ..parse_plan_of(&text, Some(asked), &school) };
    }
    if draft.items() + draft.measures() > MOST {
        let n = &(draft.items() + draft.measures());
        return Err(Failure::new(Code::Failed, lang.fill(words::trouble::TooManyNodes { n, most: &MOST })));
    }
    print(&summary(invocation, &draft, encoding))?;
    let Some(period) = draft.period else {
        return Err(Failure::new(Code::Usage, lang.say(words::trouble::NO_PERIOD)));
    };
    if dry_run {
        return print(&format!("{}\n", lang.say(words::cli::import::DRY)));
    }
    let mut store = invocation.open()?;
    if let Some(known) = store.plan_from(&text).map_err(store_failure(lang))? {
        return Err(Failure::new(Code::Failed, lang.fill(words::trouble::ImportedBefore { id: &known.0 })));
    }
    let import =
        Import { draft: &draft, source: &text, period, author: &invocation.author, op: new_op(), at: Utc::now() };
    let plan = store.import(&import).map_err(|error| Failure::of_commit(lang, &error))?;
    print(&format!("{}\n", lang.fill(words::cli::import::Done { id: &plan.0 }))).map_err(though_saved(lang))
}

fn parse_period(lang: Lang, text: &str) -> Result<Period, Failure> {
    text.parse::<Period>().map_err(|error| Failure::usage(lang, &error))
}

/// Asks for the span of a document that names none, where somebody sits at a terminal to answer.
fn ask_period(invocation: &Invocation, title: &str) -> Result<Option<Period>, Failure> {
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return Ok(None);
    }
    let lang = invocation.lang;
    loop {
        eprint!("{}", lang.fill(words::cli::import::AskPeriod { title: &clean_line(title) }));
        let mut line = String::new();
        if std::io::stdin().read_line(&mut line)? == 0 || line.trim().is_empty() {
            return Ok(None);
        }
        match line.parse::<Period>() {
            Ok(period) => return Ok(Some(period)),
            Err(error) => eprintln!("{}", trouble_in_words(lang, &error)),
        }
    }
}

fn summary(invocation: &Invocation, draft: &DraftPlan, encoding: Encoding) -> String {
    let lang = invocation.lang;
    let period = draft.period.map_or_else(|| "-".to_owned(), |period| period_in_words(lang, period));
    let mut text = lang.fill(words::cli::import::Summary {
        title: &clean_line(&draft.title.text),
        issuer: &clean_line(&draft.issuer),
        period: &period,
        sections: &draft.sections.len(),
        items: &draft.items(),
        measures: &draft.measures(),
    });
    text.push('\n');
    let written = match encoding {
        Encoding::Utf8 => None,
        Encoding::Utf16 => Some(words::cli::import::UTF16),
        Encoding::Gb18030 => Some(words::cli::import::GB18030),
        Encoding::Big5 => Some(words::cli::import::BIG5),
    };
    if let Some(written) = written {
        text.push_str(lang.say(written));
        text.push('\n');
    }
    for section in draft.sections.iter().take(SHOWN) {
        let measures: usize = section.items.iter().map(|item| item.measures.len()).sum();
        let line = lang.fill(words::cli::import::Section {
            no: &section.ordinal,
            heading: &clean_line(&section.heading.text),
            items: &section.items.len(),
            measures: &measures,
        });
        text.push_str(&line);
        text.push('\n');
    }
    if !draft.furniture.is_empty() {
        text.push_str(&lang.fill(words::cli::import::Furniture { n: &draft.furniture.len() }));
        text.push('\n');
        for line in draft.furniture.iter().take(SHOWN) {
            text.push_str(&format!("  {}\n", clean_line(&line.text)));
        }
        if draft.furniture.len() > SHOWN {
            text.push_str("  …\n");
        }
    }
    for warning in draft.warnings.iter().take(SHOWN) {
        text.push_str(&clean_line(&warning_in_words(lang, warning)));
        text.push('\n');
    }
    if draft.warnings.len() > SHOWN {
        text.push_str(&lang.fill(words::cli::import::MoreWarnings { n: &(draft.warnings.len() - SHOWN) }));
        text.push('\n');
    }
    text
}
