//! Values of the domain in words, for screens, the command line and messages alike.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::plan::{
    Board, Change, Edit, EditKind, Entry, FieldChange, Level, Light, Node, Report, Stage, Standing, Target, Unit, When,
};
use crate::read::{DecodeError, DueError, Warning, WarningKind};
use crate::store::StoreError;
use crate::words::Lang;

/// 待交办, 办理中, …
pub fn stage_word(lang: Lang, stage: Stage) -> String {
    lang.say(&format!("stage.{}", stage.code())).into_owned()
}

/// The whole word of a light, with its number: `超期 12 天`.
pub fn light_word(lang: Lang, light: &Light) -> String {
    let situation = &light.situation;
    match (light.when, situation.stage) {
        (When::Stage { stage }, _) => stage_word(lang, stage),
        (When::Late { .. }, _) => lang.fill("light.late", &[("n", &situation.days_late.unwrap_or(0))]),
        (When::Behind { .. }, _) => lang.say(light_key(light)).into_owned(),
        (When::Otherwise, Stage::Review) => stage_word(lang, Stage::Review),
        _ => lang.say(light_key(light)).into_owned(),
    }
}

/// The word of a light in at most two Chinese characters or four letters, for columns.
pub fn light_short(lang: Lang, light: &Light) -> String {
    lang.say(&format!("short.{}", light_key(light).trim_start_matches("light."))).into_owned()
}

fn light_key(light: &Light) -> &'static str {
    match (light.when, light.level) {
        (When::Stage { stage: Stage::Closed }, _) => "light.closed",
        (When::Stage { stage: Stage::Stopped }, _) => "light.stopped",
        (When::Stage { stage: Stage::Review }, _) => "light.review",
        (When::Stage { stage: Stage::Pending }, _) => "light.pending",
        (When::Late { .. }, _) => "light.late",
        (When::Behind { .. }, Level::Red) => "light.far_behind",
        (When::Behind { .. }, _) => "light.behind",
        (When::Forecast { .. }, Level::Red) => "light.unlikely",
        (When::Forecast { .. }, _) => "light.at_risk",
        (When::DueWithin { .. }, _) => "light.due_soon",
        (When::Otherwise, _) if light.situation.stage == Stage::Review => "light.review",
        (When::Stage { .. } | When::Otherwise, _) => "light.on_track",
    }
}

/// Why the light is what it is: the rule, its numbers, what would turn it green.
pub fn light_reasons(lang: Lang, light: &Light) -> Vec<String> {
    let situation = &light.situation;
    let due = situation.due.map(|due| due.to_string()).unwrap_or_default();
    let expected = situation.expected.unwrap_or(0);
    let mut lines =
        vec![lang.fill("why.rule", &[("n", &(light.rule + 1)), ("rule", &rule_in_words(lang, light.when))])];
    lines.push(match light.when {
        When::Stage { stage } => lang.fill("why.stage", &[("stage", &stage_word(lang, stage))]),
        When::Late { .. } => lang.fill("why.late", &[("due", &due), ("n", &situation.days_late.unwrap_or(0))]),
        When::Behind { .. } => lang.fill(
            "why.behind",
            &[("percent", &situation.percent), ("expected", &expected), ("n", &situation.behind.unwrap_or(0))],
        ),
        When::Forecast { forecast } => {
            lang.fill("why.forecast", &[("forecast", &lang.say(&format!("forecast.{}", forecast.code())))])
        }
        When::DueWithin { .. } => lang.fill("why.due_soon", &[("due", &due), ("n", &situation.days_left.unwrap_or(0))]),
        When::Otherwise if situation.due.is_none() => lang.say("why.no_due").into_owned(),
        When::Otherwise => {
            lang.fill("why.on_track", &[("percent", &situation.percent), ("expected", &expected), ("due", &due)])
        }
    });
    lines.push(match (light.level, light.when) {
        (Level::Green, _) if situation.stage == Stage::Review => lang.say("why.to_verify").into_owned(),
        (Level::Green, _) if situation.due.is_none() => lang.say("why.to_date").into_owned(),
        (Level::Green | Level::Blue, _) => lang.say("why.nothing_to_do").into_owned(),
        (_, When::Stage { stage: Stage::Pending }) => lang.say("why.to_green_pending").into_owned(),
        (_, When::Stage { .. }) => lang.say("why.to_green_stopped").into_owned(),
        (_, When::Behind { .. }) => lang.fill("why.to_green_behind", &[("n", &(expected - 9).max(0))]),
        (_, When::Forecast { .. }) => lang.say("why.to_green_forecast").into_owned(),
        _ => lang.say("why.to_green_late").into_owned(),
    });
    if let Some(days) = situation.stale_days {
        lines.push(lang.fill("why.stale", &[("n", &days)]));
    }
    lines
}

fn rule_in_words(lang: Lang, when: When) -> String {
    match when {
        When::Stage { stage } => lang.fill("rule.stage", &[("stage", &stage_word(lang, stage))]),
        When::Late { days: 0 } => lang.say("rule.overdue").into_owned(),
        When::Late { days } => lang.fill("rule.late", &[("n", &days)]),
        When::Behind { points } => lang.fill("rule.behind", &[("n", &points)]),
        When::Forecast { forecast } => {
            lang.fill("rule.forecast", &[("forecast", &lang.say(&format!("forecast.{}", forecast.code())))])
        }
        When::DueWithin { days } => lang.fill("rule.due_within", &[("n", &days)]),
        When::Otherwise => lang.say("rule.otherwise").into_owned(),
    }
}

/// `06-30` in the plan's year, else with the year.
pub fn short_date(day: NaiveDate, year: i32) -> String {
    if day.year() == year { day.format("%m-%d").to_string() } else { day.to_string() }
}

/// `2024年6月30日`, as documents write it.
pub fn long_date(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::Zh => {
            lang.fill("value.long_date", &[("year", &day.year()), ("month", &day.month()), ("day", &day.day())])
        }
        Lang::En => day.to_string(),
    }
}

/// `06-30 → 09-30 (延 1 次)`, or the one date there is.
pub fn date_range(lang: Lang, due: crate::plan::Due) -> String {
    let Some(current) = due.current else {
        return due.original.map_or_else(
            || lang.say("value.none").into_owned(),
            |original| lang.fill("value.due_lifted", &[("original", &original)]),
        );
    };
    match due.original {
        Some(original) if original != current => {
            lang.fill("value.due_moved", &[("original", &original), ("current", &current), ("n", &due.extensions)])
        }
        _ => current.to_string(),
    }
}

/// The value of a field before (`false`) or after (`true`) a change.
pub fn field_value(lang: Lang, change: &FieldChange, after: bool) -> String {
    let none = || lang.say("value.none").into_owned();
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
        FieldChange::Cadence(swap) => {
            pick!(swap).map_or_else(none, |cadence| lang.say(&format!("cadence.{}", cadence.code())).into_owned())
        }
        FieldChange::Forecast(swap) => lang.say(&format!("forecast.{}", pick!(swap).code())).into_owned(),
        FieldChange::Lead(swap)
        | FieldChange::Leader(swap)
        | FieldChange::Lever(swap)
        | FieldChange::Safeguard(swap) => text(pick!(swap)),
    }
}

fn standing(lang: Lang, standing: &Standing) -> String {
    let word = stage_word(lang, standing.stage);
    match &standing.note {
        Some(note) => lang.fill("value.stage_with_note", &[("stage", &word), ("note", note)]),
        None => word,
    }
}

/// `第14项` or `第14项第3条`.
pub fn node_name(lang: Lang, board: &Board, node: Node) -> String {
    let Some(item) = board.item(node.item) else { return lang.say("value.gone").into_owned() };
    match node.measure.map(|id| item.position(id)) {
        None => lang.fill("name.item", &[("no", &item.no)]),
        Some(Some(at)) => lang.fill("name.measure", &[("no", &item.no), ("n", &(at + 1))]),
        Some(None) => lang.fill("name.removed_measure", &[("no", &item.no)]),
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
        Change::Field { to, .. } => lang.fill(
            "change.field",
            &[
                ("field", &lang.say(&format!("field.{}", to.field().code()))),
                ("before", &field_value(lang, to, false)),
                ("after", &field_value(lang, to, true)),
            ],
        ),
        Change::Text { text, .. } => {
            lang.fill("change.text", &[("before", &quote(&text.before)), ("after", &quote(&text.after))])
        }
        Change::MeasureAdded { measure, .. } => lang.fill("change.measure_added", &[("text", &quote(&measure.text))]),
        Change::MeasureRemoved { measure, .. } => {
            lang.fill("change.measure_removed", &[("text", &quote(&measure.text))])
        }
        Change::MeasureMoved { .. } => lang.say("change.measure_moved").into_owned(),
        Change::ReportAdded { report } => {
            lang.fill("change.report_added", &[("text", &quote(&report_in_words(lang, report)))])
        }
        Change::ReportRemoved { report } => {
            lang.fill("change.report_removed", &[("text", &quote(&report_in_words(lang, report)))])
        }
        Change::UnitAdded { unit: Unit { name, .. } } => lang.fill("change.unit_added", &[("name", name)]),
        Change::Part { unit, part, .. } => part_in_words(lang, unit, part),
        Change::Extension { extension, .. } => extension_change(lang, extension),
        Change::Directive { directive, .. } => directive_change(lang, directive),
        Change::Meeting { meeting, .. } => meeting_change(lang, meeting),
        Change::Person { login, person } => person_change(lang, login, person),
        Change::Restored { to, lost } => lang.fill("change.restored", &[("to", &to.0), ("lost", lost)]),
        Change::PlanImported { title, sections, items, measures, .. } => lang.fill(
            "change.plan_imported",
            &[("title", title), ("sections", sections), ("items", items), ("measures", measures)],
        ),
    }
}

/// A report in one line: the parts that were filled in.
pub fn report_in_words(lang: Lang, report: &Report) -> String {
    if report.unchanged {
        return lang.say("report.unchanged").into_owned();
    }
    let parts = [("report.done", &report.done), ("report.problem", &report.problem), ("report.next", &report.next)];
    let filled = parts.iter().filter(|(_, text)| !text.trim().is_empty());
    let filled: Vec<String> =
        filled.map(|(key, text)| format!("{}:{}", lang.say(key), text.replace('\n', " "))).collect();
    if filled.is_empty() {
        return report.percent.map(|percent| format!("{}%", percent.get())).unwrap_or_default();
    }
    filled.join(" ")
}

/// A percentage that does not follow from the numbers beside it, with the right one.
pub fn claim_in_words(lang: Lang, claim: &crate::read::Claim) -> String {
    lang.fill(
        "report.recomputed",
        &[("part", &claim.part), ("whole", &claim.whole), ("right", &claim.right), ("said", &claim.said)],
    )
}

/// An edit in words: what it did to what.
pub fn entry_in_words(lang: Lang, board: &Board, entry: &Entry) -> String {
    let words = edit_in_words(lang, board, &entry.edit);
    match entry.edit.kind {
        EditKind::Do => words,
        EditKind::Undo(seq) => lang.fill("change.undo", &[("seq", &seq.0), ("what", &words)]),
        EditKind::Redo(seq) => lang.fill("change.redo", &[("seq", &seq.0), ("what", &words)]),
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
        parts.push(lang.fill("change.more", &[("n", &(told.len() - SHOWN))]));
    }
    parts.join(lang.say("value.semicolon").as_ref())
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
            Self::Open { path, why } => lang.fill("trouble.open", &[("path", &path.display()), ("why", why)]),
            Self::NotADatabase(path) => lang.fill("trouble.not_a_database", &[("path", &path.display())]),
            Self::Foreign(path) => lang.fill("trouble.foreign", &[("path", &path.display())]),
            Self::Newer { path, found, known } => {
                lang.fill("trouble.newer", &[("path", &path.display()), ("found", found), ("known", known)])
            }
            Self::ReadOnly => lang.say("trouble.read_only").into_owned(),
            Self::Full => lang.say("trouble.full").into_owned(),
            Self::Busy => lang.say("trouble.busy").into_owned(),
            Self::Moved => lang.say("trouble.moved").into_owned(),
            Self::Restoring => lang.say("trouble.restoring").into_owned(),
            Self::Network { path, name } => lang.fill("trouble.network", &[("path", &path.display()), ("name", name)]),
            Self::BadBackup { path, why } => lang.fill(
                "trouble.bad_backup",
                &[("path", &path.display()), ("why", &lang.say(&format!("doctor.check.{why}")))],
            ),
            Self::NoPlan(_) => lang.say("trouble.no_plan").into_owned(),
            Self::Damaged(why) => lang.fill("trouble.damaged", &[("why", why)]),
            Self::Device(why) => lang.fill("trouble.device", &[("why", why)]),
            Self::Refused(why) => lang.fill("trouble.refused", &[("why", why)]),
            Self::Failed(why) => lang.fill("trouble.failed", &[("why", why)]),
        }
    }
}

impl Trouble for DueError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Empty => lang.say("trouble.due_empty").into_owned(),
            Self::NoSuchMonth(month) => lang.fill("trouble.due_month", &[("month", month)]),
            Self::NoSuchDay(year, month, day) => {
                lang.fill("trouble.due_day", &[("year", year), ("month", month), ("day", day)])
            }
            Self::Window => lang.say("trouble.due_window").into_owned(),
            Self::Unknown => lang.say("trouble.due_unknown").into_owned(),
        }
    }
}

impl Trouble for DecodeError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Empty => lang.say("trouble.file_empty").into_owned(),
            Self::TooLarge(bytes) => {
                lang.fill("trouble.file_large", &[("size", &(bytes >> 20)), ("limit", &(crate::read::MAX_BYTES >> 20))])
            }
            Self::Office => lang.say("trouble.file_office").into_owned(),
            Self::Pdf => lang.say("trouble.file_pdf").into_owned(),
            Self::NotText => lang.say("trouble.file_not_text").into_owned(),
        }
    }
}

/// What the reader of a document was unsure of.
pub fn warning_in_words(lang: Lang, warning: &Warning) -> String {
    let what = match &warning.kind {
        WarningKind::NoOutline => lang.say("warning.no_outline").into_owned(),
        WarningKind::NoTitle => lang.say("warning.no_title").into_owned(),
        WarningKind::NoYear => lang.say("warning.no_year").into_owned(),
        WarningKind::Gap { expected, found } => lang.fill("warning.gap", &[("expected", expected), ("found", found)]),
        WarningKind::OutOfSequence(text) => lang.fill("warning.out_of_sequence", &[("text", text)]),
        WarningKind::EmptyItem(no) => lang.fill("warning.empty_item", &[("no", no)]),
        WarningKind::EmptySection(label) => lang.fill("warning.empty_section", &[("label", label)]),
        WarningKind::UnknownDate(text) => lang.fill("warning.unknown_date", &[("text", text)]),
    };
    lang.fill("warning.line", &[("line", &warning.line), ("what", &what)])
}
