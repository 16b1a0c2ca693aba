//! `duban import`: papers, each shown as it was read and added as a plan beside the others. What a person should have looked
//! at is never written unseen.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Read};
use std::path::Path;

use chrono::Utc;

use super::Done;
use super::arguments::Import as Asked;
use super::ask::{agreed, somebody_is_there};
use super::board::{check_terminal, look_over};
use super::invocation::{Invocation, new_op};
use super::outcome::{Code, Failure, print, print_json, store_failure, though_saved};
use crate::app::{OpenedPaper, is_ledger};
use crate::plan::{Action, Period, SchoolCalendar, clean_line};
use crate::read::{
    Corrections, DecodeError, DraftItem, DraftPlan, Encoding, ItemPlace, LevelReason, LineRole, MAX_BYTES, Paper,
    ReasonKind, Spanned, parse_paper, read_paper, shape_of,
};
use crate::report::{Term, draft_json, period_in_words, reason_in_words, trouble_in_words, warning_in_words};
use crate::store::Import;
use crate::term::open_paper;
use crate::words::{self, Lang};

/// Lines of each list that are shown where it is not asked for all.
const SHOWN: usize = 30;

/// Items and measures of a plan; a province's archive has half of them.
const MOST: usize = 200_000;

pub(super) fn import(invocation: &Invocation, asked: &Asked) -> Done {
    let lang = invocation.lang;
    if invocation.restricted {
        // Reading costs: who may neither import nor report hands nothing in.
        let board = invocation.board(invocation.open()?.as_mut())?;
        let actor = board.actor(&invocation.author);
        actor
            .may_somewhere(Action::Import)
            .or_else(|_| actor.may_somewhere(Action::Report))
            .map_err(|denied| Failure::denied(lang, &denied))?;
    }
    let (corrections, lines) = corrections(lang, asked)?;
    let school = school_calendar(invocation, asked.dry_run)?;
    // All are read before anything is written, so that one that cannot be read leaves none behind.
    let mut read = Vec::new();
    let mut looked_over = Vec::new();
    let is_looked_over = !(asked.dry_run || asked.json || asked.yes || asked.update || invocation.restricted)
        && check_terminal(invocation).is_ok();
    for path in &asked.files {
        let paper = open(lang, path)?;
        if is_ledger(&paper) {
            if asked.files.len() > 1 {
                return Err(Failure::new(Code::Usage, lang.say(words::cli::ledger::ONE_AT_A_TIME)));
            }
            if !is_looked_over {
                return super::ledger::import_ledger(invocation, asked, path, &paper);
            }
            let plan = invocation.plan.or(paper.origin.map(|origin| origin.plan));
            let path = path.display().to_string();
            let opened = OpenedPaper { path, paper, corrections: Corrections::default(), known: None };
            return look_over(&invocation.for_plan(plan), vec![opened]);
        }
        let mut corrections = corrections.clone();
        corrections.say_lines(&paper, &lines);
        if is_looked_over {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            looked_over.push(OpenedPaper { path: path.display().to_string(), paper, corrections, known: None });
            continue;
        }
        let draft = draft(invocation, path, &paper, &corrections, &school)?;
        if let Some(level) = asked.level.as_ref().filter(|_| !has_level_asked_for(&draft)) {
            let said = lang.fill(words::cli::import::LevelNotThere { text: &clean_line(level) });
            return Err(Failure::new(Code::Usage, said));
        }
        if asked.update {
            return super::revision::update(invocation, asked, &draft);
        }
        read.push((path, paper, draft));
    }
    if is_looked_over {
        return look_over(invocation, looked_over);
    }
    if asked.json {
        let drafts: Vec<_> = read.iter().map(|(_, _, draft)| draft_json(lang, draft)).collect();
        return match drafts.as_slice() {
            [one] => print_json(one),
            all => print_json(&all),
        };
    }
    for (path, paper, draft) in &read {
        print(&summary(lang, draft, paper, asked.dry_run || !asked.yes))?;
        if !asked.dry_run {
            settle(invocation, path, draft, asked.yes)?;
        }
    }
    if asked.dry_run {
        return print(&format!("{}\n", lang.say(words::cli::import::DRY)));
    }
    let mut store = invocation.open()?;
    for (_, paper, _) in &read {
        if let Some(known) = store.plan_from(&paper.text).map_err(store_failure(lang))? {
            return Err(Failure::new(Code::Failed, lang.fill(words::trouble::ImportedBefore { id: &known.0 })));
        }
    }
    for (_, paper, draft) in &read {
        // `settle` has refused what names no period.
        let Some(period) = draft.period else { continue };
        let author = &invocation.author;
        let import = Import { draft, source: &paper.text, period, author, op: new_op(), at: Utc::now() };
        let plan = store.import(&import).map_err(|error| Failure::of_commit(lang, &error))?;
        print(&format!("{}\n", lang.fill(words::cli::import::Done { id: &plan.0 }))).map_err(though_saved(lang))?;
    }
    Ok(())
}

/// What the command line says better than the papers do, of the whole of each and of lines.
fn corrections(lang: Lang, asked: &Asked) -> Result<(Corrections, BTreeMap<usize, LineRole>), Failure> {
    let level = |text: &String| {
        let said = lang.fill(words::cli::import::NoLevel { text: &clean_line(text) });
        shape_of(text).ok_or_else(|| Failure::new(Code::Usage, said))
    };
    let lines = asked.lines.iter().map(|text| line_role(lang, text)).collect::<Result<Vec<_>, _>>()?;
    let whole = Corrections {
        title: asked.title.as_deref().map(clean_line),
        issuer: asked.issuer.as_deref().map(clean_line),
        period: asked.period.as_deref().map(|text| parse_period(lang, text)).transpose()?,
        items: asked.level.as_ref().map(level).transpose()?.map(ItemPlace::Level),
        ..Corrections::default()
    };
    Ok((whole, lines.concat().into_iter().collect()))
}

/// Whether the items of a draft are of the level that somebody named.
fn has_level_asked_for(draft: &DraftPlan) -> bool {
    draft.reasons.iter().any(|reason| match &reason.kind {
        ReasonKind::ItemLevel { level, .. } => level.reason == LevelReason::Asked,
        ReasonKind::Contents | ReasonKind::Preamble(_) | ReasonKind::Columns(_) => false,
    })
}

/// `12=要点`, `30-34=略去`: what lines are.
fn line_role(lang: Lang, text: &str) -> Result<Vec<(usize, LineRole)>, Failure> {
    let said = || {
        let known: Vec<String> =
            LineRole::ALL.iter().map(|role| format!("{}({})", role.code(), lang.say(role.text()))).collect();
        let known = known.join(" ");
        Failure::new(Code::Usage, lang.fill(words::cli::import::NoRole { text: &clean_line(text), known: &known }))
    };
    let (lines, word) = text.split_once('=').ok_or_else(said)?;
    let means = |role: &&LineRole| role.code() == word || Lang::ALL.iter().any(|lang| lang.say(role.text()) == word);
    let role = LineRole::ALL.iter().find(means).copied().ok_or_else(said)?;
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let number = |text: &str| text.trim().parse::<usize>().ok().filter(|n| (1..=1_000_000).contains(n));
    let (Some(first), Some(last)) = (number(first), number(last)) else { return Err(said()) };
    Ok((first..=last).map(|line| (line, role)).collect())
}

/// Dates such as `寒假前` go by the school calendar of the database, where there is one already.
fn school_calendar(invocation: &Invocation, dry_run: bool) -> Result<SchoolCalendar, Failure> {
    match invocation.location()? {
        location if location.exists() && !dry_run => {
            Ok(invocation.board(invocation.open()?.as_mut()).map(|board| board.school).unwrap_or_default())
        }
        _ => Ok(SchoolCalendar::default()),
    }
}

/// The paper in a file, or, for `-`, in what comes in.
fn open(lang: Lang, path: &Path) -> Result<Paper, Failure> {
    if path.as_os_str() != "-" {
        return open_paper(lang, path).map_err(|why| Failure::new(Code::Failed, why));
    }
    read_paper(&from_stdin(lang)?, path).map_err(|error| Failure::of(lang, &error))
}

fn from_stdin(lang: Lang) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_BYTES {
        return Err(Failure::of(lang, &DecodeError::TooLarge(bytes.len())));
    }
    Ok(bytes)
}

/// What a paper says; where it names no period, somebody at a terminal is asked.
fn draft(
    invocation: &Invocation,
    path: &Path,
    paper: &Paper,
    corrections: &Corrections,
    school: &SchoolCalendar,
) -> Result<DraftPlan, Failure> {
    let lang = invocation.lang;
    let mut draft = parse_paper(paper, corrections, school);
    if !draft.is_plan() {
        let why = draft.warnings.iter().find(|warning| warning.kind.needs_a_look());
        let why = why.map_or_else(String::new, |warning| warning_in_words(lang, warning));
        let said = lang.fill(words::trouble::FileNoPlan { path: &path.display(), why: &why });
        return Err(Failure::new(Code::Failed, said));
    }
    draft.title_or(path);
    if draft.period.is_none()
        && let Some(asked) = ask_period(invocation, &draft.title.text)?
    {
        let title = std::mem::take(&mut draft.title);
        let corrections = Corrections { period: Some(asked), ..corrections.clone() };
        draft = DraftPlan { title, ..parse_paper(paper, &corrections, school) };
    }
    let nodes = draft.items() + draft.measures();
    if nodes > MOST {
        return Err(Failure::new(Code::Failed, lang.fill(words::trouble::TooManyNodes { n: &nodes, most: &MOST })));
    }
    Ok(draft)
}

/// Whether a draft may be written: somebody at a terminal is asked, `--yes` and a script may write only what is clear.
fn settle(invocation: &Invocation, path: &Path, draft: &DraftPlan, yes: bool) -> Done {
    let lang = invocation.lang;
    if draft.period.is_none() {
        return Err(Failure::new(Code::Usage, lang.say(words::trouble::NO_PERIOD)));
    }
    let doubts = draft.warnings.iter().filter(|warning| warning.kind.needs_a_look()).count();
    if !yes && somebody_is_there() {
        if agreed(&lang.fill(words::cli::import::Ask { n: &doubts }))? {
            return Ok(());
        }
        return Err(Failure::new(Code::Failed, lang.say(words::cli::import::NOT_WRITTEN)));
    }
    if doubts > 0 {
        let said = lang.fill(words::cli::import::Doubtful { path: &path.display(), n: &doubts });
        return Err(Failure::new(Code::Failed, said));
    }
    Ok(())
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

/// A draft in lines: `all` of it, or what fits on a screen.
fn summary(lang: Lang, draft: &DraftPlan, paper: &Paper, all: bool) -> String {
    let period = draft.period.map_or_else(|| "-".to_owned(), |period| period_in_words(lang, period));
    let mut lines = vec![lang.fill(words::cli::import::Summary {
        title: &clean_line(&draft.title.text),
        issuer: &clean_line(&draft.issuer),
        period: &period,
        sections: &draft.sections.len(),
        items: &draft.items(),
        measures: &draft.measures(),
    })];
    let written = paper.encoding.and_then(|encoding| match encoding {
        Encoding::Utf8 => None,
        Encoding::Utf16 => Some(words::cli::import::UTF16),
        Encoding::Gb18030 => Some(words::cli::import::GB18030),
        Encoding::Big5 => Some(words::cli::import::BIG5),
    });
    lines.extend(written.map(|written| lang.say(written).to_owned()));
    let most = if all { usize::MAX } else { SHOWN };
    let lines_of = paper.lines();
    let line_of = |byte: usize| lines_of.line(byte);
    let mut outline = Vec::new();
    for section in &draft.sections {
        let measures: usize = section.items.iter().map(|item| item.measures.len()).sum();
        outline.push(lang.fill(words::cli::import::Section {
            no: &section.ordinal,
            heading: &clean_line(&section.heading.text),
            items: &section.items.len(),
            measures: &measures,
        }));
        if all {
            outline.extend(section.items.iter().map(|item| item_line(lang, item, line_of(item.title.span.start))));
        }
    }
    push_list(lang, &mut lines, &outline, most);
    for reason in &draft.reasons {
        let what = reason_in_words(lang, &reason.kind);
        lines.push(clean_line(&lang.fill(words::reason::Line { line: &line_of(reason.at), what: &what })));
    }
    if !draft.furniture.is_empty() {
        lines.push(lang.fill(words::cli::import::Furniture { n: &draft.furniture.len() }));
        let told = |part: &Spanned| {
            let (line, text) = (&line_of(part.span.start), &clean_line(&part.text));
            lang.fill(words::cli::import::Left { line, text })
        };
        let left: Vec<String> = draft.furniture.iter().map(told).collect();
        push_list(lang, &mut lines, &left, most);
    }
    let warnings: Vec<String> =
        draft.warnings.iter().map(|warning| clean_line(&warning_in_words(lang, warning))).collect();
    push_list(lang, &mut lines, &warnings, most);
    lines.push(String::new());
    lines.join("\n")
}

/// A list, and how many lines of it are not shown.
fn push_list(lang: Lang, lines: &mut Vec<String>, list: &[String], most: usize) {
    lines.extend(list.iter().take(most).cloned());
    if list.len() > most {
        lines.push(lang.fill(words::cli::import::More { n: &(list.len() - most) }));
    }
}

fn item_line(lang: Lang, item: &DraftItem, line: usize) -> String {
    let mut said = lang.fill(words::cli::import::Item {
        no: &item.no,
        line: &line,
        title: &clean_line(&item.title.text),
        measures: &item.measures.len(),
    });
    let work = &item.work;
    for (label, value) in [
        (words::field::LEAD, work.lead.clone()),
        (words::field::LEADER, work.leader.clone()),
        (words::field::DUE, work.due.map(|day| day.to_string())),
    ] {
        if let Some(value) = value {
            said.push_str(&format!("  {}:{}", lang.say(label), clean_line(&value)));
        }
    }
    said
}
