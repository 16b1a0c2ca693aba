//! Values of the domain in words, for screens, the command line and messages alike.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::terms::Term;
use crate::plan::{
    Board, Change, Edit, EditKind, Entry, FieldChange, Node, Period, PeriodError, PeriodKind, Report, Standing, Target,
    Unit,
};
use crate::read::{DecodeError, DueError, Warning, WarningKind};
use crate::store::StoreError;
use crate::words::{self, Lang};

/// `06-30` in the plan's period, else with the year.
pub fn short_date(day: NaiveDate, period: Period) -> String {
    if period.names_without_year(day) { format!("{:02}-{:02}", day.month(), day.day()) } else { day.to_string() }
}

/// `2024 年`, `2024—2025 学年`, or the two days.
pub fn period_in_words(lang: Lang, period: Period) -> String {
    match period.kind() {
        PeriodKind::Year(year) => lang.fill(words::value::PeriodYear { year: &year }),
        PeriodKind::SchoolYear(year) => lang.fill(words::value::PeriodSchoolYear { year: &year, next: &(year + 1) }),
        PeriodKind::Days => lang.fill(words::value::PeriodDays { first: &period.first(), last: &period.last() }),
    }
}

/// `2024年6月30日`, as documents write it.
pub fn long_date(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::Zh => lang.fill(words::value::LongDate { year: &day.year(), month: &day.month(), day: &day.day() }),
        Lang::En => day.to_string(),
    }
}

/// `06-30 → 09-30 (延 1 次)`, or the one date there is.
pub fn date_range(lang: Lang, due: crate::plan::Due) -> String {
    let Some(current) = due.current else {
        return due.original.map_or_else(
            || lang.say(words::value::NONE).to_owned(),
            |original| lang.fill(words::value::DueLifted { original: &original }),
        );
    };
    match due.original {
        Some(original) if original != current => {
            lang.fill(words::value::DueMoved { original: &original, current: &current, n: &due.extensions })
        }
        _ => current.to_string(),
    }
}

/// The value of a field before (`false`) or after (`true`) a change.
pub fn field_value(lang: Lang, change: &FieldChange, after: bool) -> String {
    let none = || lang.say(words::value::NONE).to_owned();
    let text = |value: &Option<String>| value.clone().unwrap_or_else(none);
    let names = |value: &BTreeSet<String>| {
        if value.is_empty() { none() } else { lang.list(value) }
    };
    macro_rules! pick {
        ($swap:expr) => {
            if after { &$swap.after } else { &$swap.before }
        };
    }
    match change {
        FieldChange::Standing(swap) => standing(lang, pick!(swap)),
        FieldChange::Percent(swap) => pick!(swap).map_or_else(none, |percent| format!("{}%", percent.get())),
        FieldChange::Due(swap) => pick!(swap).current.map_or_else(none, |day| day.to_string()),
        FieldChange::Start(swap) => pick!(swap).map_or_else(none, |day| day.to_string()),
        FieldChange::Support(swap) => names(pick!(swap)),
        FieldChange::Counties(swap) => names(pick!(swap)),
        FieldChange::Target(swap) => pick!(swap).as_ref().map_or_else(none, |target: &Target| target.text.clone()),
        FieldChange::Cadence(swap) => pick!(swap).map_or_else(none, |cadence| lang.say(cadence.text()).to_owned()),
        FieldChange::Forecast(swap) => lang.say(pick!(swap).text()).to_owned(),
        FieldChange::Lead(swap)
        | FieldChange::Leader(swap)
        | FieldChange::Lever(swap)
        | FieldChange::Safeguard(swap) => text(pick!(swap)),
    }
}

fn standing(lang: Lang, standing: &Standing) -> String {
    let word = lang.say(standing.stage.text());
    match &standing.note {
        Some(note) => lang.fill(words::value::StageWithNote { stage: &word, note }),
        None => word.to_owned(),
    }
}

/// `第14项` or `第14项第3条`.
pub fn node_name(lang: Lang, board: &Board, node: Node) -> String {
    let Some(item) = board.item(node.item) else { return lang.say(words::value::GONE).to_owned() };
    match node.measure.map(|id| item.position(id)) {
        None => lang.fill(words::name::Item { no: &item.no }),
        Some(Some(at)) => lang.fill(words::name::Measure { no: &item.no, n: &(at + 1) }),
        Some(None) => lang.fill(words::name::RemovedMeasure { no: &item.no }),
    }
}

/// The first `width` characters of a text, with an ellipsis when there were more.
pub fn clip(text: &str, width: usize) -> String {
    let mut clipped: String = text.chars().take(width).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}

/// A change in words, without saying whose.
pub fn change_in_words(lang: Lang, change: &Change) -> String {
    use super::loop_prose::{directive_change, extension_change, part_in_words, person_change};
    use super::meeting_prose::meeting_change;
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
        Change::Restored { to, lost } => lang.fill(words::change::Restored { to: &to.0, lost }),
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
    let mut words = String::new();
    for (label, text) in parts.iter().filter(|(_, text)| !text.trim().is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(lang.say(*label));
        words.push(':');
        words.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
    }
    if words.is_empty() {
        return report.percent.map(|percent| format!("{}%", percent.get())).unwrap_or_default();
    }
    words
}

/// A percentage that does not follow from the numbers beside it, with the right one.
pub fn claim_in_words(lang: Lang, claim: &crate::read::Claim) -> String {
    lang.fill(words::report::Recomputed {
        part: &claim.part,
        whole: &claim.whole,
        right: &claim.right,
        said: &claim.said,
    })
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

/// An edit in words, whether it does or undoes.
pub fn edit_in_words(lang: Lang, board: &Board, edit: &Edit) -> String {
    const SHOWN: usize = 4;
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    // A figure that came without words is told by the change of the figure.
    let bare = |change: &Change| match change {
        Change::ReportAdded { report } | Change::ReportRemoved { report } => {
            let silent = [&report.done, &report.problem, &report.next].iter().all(|text| text.is_empty());
            silent && !report.unchanged && edit.changes.len() > 1
        }
        _ => false,
    };
    let told: Vec<&Change> = edit.changes.iter().filter(|change| !bare(change)).collect();
    for change in told.iter().copied().take(SHOWN) {
        let node = change.node();
        let words = change_in_words(lang, change);
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

/// Anything that went wrong below, in words that say what to do next.
pub trait Trouble {
    /// The sentence.
    fn in_words(&self, lang: Lang) -> String;
}

/// See [`Trouble`].
pub fn trouble_in_words(lang: Lang, trouble: &impl Trouble) -> String {
    trouble.in_words(lang)
}

impl Trouble for StoreError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Open { place, why } => lang.fill(words::trouble::Open { path: place, why }),
            Self::NotADatabase(place) => lang.fill(words::trouble::NotADatabase { path: place }),
            Self::Foreign(place) => lang.fill(words::trouble::Foreign { path: place }),
            Self::Newer { place, found, known } => lang.fill(words::trouble::Newer { path: place, found, known }),
            Self::ReadOnly => lang.say(words::trouble::READ_ONLY).to_owned(),
            Self::Full => lang.say(words::trouble::FULL).to_owned(),
            Self::Busy => lang.say(words::trouble::BUSY).to_owned(),
            Self::Moved => lang.say(words::trouble::MOVED).to_owned(),
            Self::Restoring => lang.say(words::trouble::RESTORING).to_owned(),
            Self::Network { place, name } => lang.fill(words::trouble::Network { path: place, name }),
            Self::BadBackup { place, check } => {
                lang.fill(words::trouble::BadBackup { path: place, why: &lang.say(check.text()) })
            }
            Self::NoPlan(_) => lang.say(words::trouble::NO_PLAN).to_owned(),
            Self::Damaged(why) => lang.fill(words::trouble::Damaged { why }),
            Self::Device(why) => lang.fill(words::trouble::Device { why }),
            Self::Refused(why) => lang.fill(words::trouble::Refused { why }),
            Self::Failed(why) => lang.fill(words::trouble::Failed { why }),
        }
    }
}

impl Trouble for DueError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Empty => lang.say(words::trouble::DUE_EMPTY).to_owned(),
            Self::NoSuchMonth(month) => lang.fill(words::trouble::DueMonth { month }),
            Self::NoSuchDay(year, month, day) => lang.fill(words::trouble::DueDay { year, month, day }),
            Self::Window => lang.say(words::trouble::DUE_WINDOW).to_owned(),
            Self::Unknown => lang.say(words::trouble::DUE_UNKNOWN).to_owned(),
        }
    }
}

impl Trouble for PeriodError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Backwards => lang.say(words::trouble::PERIOD_BACKWARDS).to_owned(),
            Self::TooLong => lang.fill(words::trouble::PeriodTooLong { years: &Period::LONGEST_YEARS }),
            Self::FarAway => lang.say(words::trouble::PERIOD_FAR).to_owned(),
            Self::Unknown => lang.say(words::trouble::PERIOD_UNKNOWN).to_owned(),
        }
    }
}

impl Trouble for DecodeError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Empty => lang.say(words::trouble::FILE_EMPTY).to_owned(),
            Self::TooLarge(bytes) => {
                lang.fill(words::trouble::FileLarge { size: &(bytes >> 20), limit: &(crate::read::MAX_BYTES >> 20) })
            }
            Self::Office => lang.say(words::trouble::FILE_OFFICE).to_owned(),
            Self::Pdf => lang.say(words::trouble::FILE_PDF).to_owned(),
            Self::NotText => lang.say(words::trouble::FILE_NOT_TEXT).to_owned(),
        }
    }
}

/// What the reader of a document was unsure of.
pub fn warning_in_words(lang: Lang, warning: &Warning) -> String {
    let what = match &warning.kind {
        WarningKind::NoOutline => lang.say(words::warning::NO_OUTLINE).to_owned(),
        WarningKind::NoTitle => lang.say(words::warning::NO_TITLE).to_owned(),
        WarningKind::NoYear => lang.say(words::warning::NO_YEAR).to_owned(),
        WarningKind::Gap { expected, found } => lang.fill(words::warning::Gap { expected, found }),
        WarningKind::OutOfSequence(text) => lang.fill(words::warning::OutOfSequence { text }),
        WarningKind::EmptyItem(no) => lang.fill(words::warning::EmptyItem { no }),
        WarningKind::EmptySection(label) => lang.fill(words::warning::EmptySection { label }),
        WarningKind::UnknownDate(text) => lang.fill(words::warning::UnknownDate { text }),
    };
    lang.fill(words::warning::Line { line: &warning.line, what: &what })
}
