//! JSON for scripts: stable names, dates as `YYYY-MM-DD`, codes instead of words. Documented in the README.

use chrono::NaiveDate;
use serde::Serialize;

use crate::plan::{Board, Edit, Entry, Field, Item, Light, Measure, Report, Work};
use crate::words::Lang;

use super::light_prose::light_word;

/// An item or a measure for scripts.
#[derive(Debug, Clone, Serialize)]
pub struct WorkJson {
    light: &'static str,
    light_word: String,
    stage: &'static str,
    percent: Option<i64>,
    expected: Option<i64>,
    due: Option<NaiveDate>,
    due_original: Option<NaiveDate>,
    extensions: u32,
    start: Option<NaiveDate>,
    finished: Option<NaiveDate>,
    lead: Option<String>,
    support: Vec<String>,
    leader: Option<String>,
    counties: Vec<String>,
    target: Option<String>,
    target_value: Option<f64>,
    target_unit: Option<String>,
    cadence: Option<&'static str>,
    forecast: &'static str,
    lever: Option<String>,
    safeguard: Option<String>,
    stale_days: Option<i64>,
    assigned: Option<NaiveDate>,
    days_late: Option<i64>,
    rule: Option<usize>,
    inherited: Vec<&'static str>,
}

impl WorkJson {
    fn of(work: &Work, light: &Light, lang: Lang) -> Self {
        let situation = &light.situation;
        // Named one by one, so that a new field does not compile until it has its place here.
        let Work {
            standing,
            percent: _, // the figure that counts stands with the light
            due,
            start,
            lead,
            support,
            leader,
            counties,
            target,
            cadence,
            forecast,
            lever,
            safeguard,
        } = work;
        let taken = situation.inherited;
        let parts = [(taken.lead, Field::Lead), (taken.due, Field::Due), (taken.cadence, Field::Cadence)];
        let inherited = parts.into_iter().filter(|(is_taken, _)| *is_taken).map(|(_, field)| field.code()).collect();
        Self {
            light: light.level.code(),
            light_word: light_word(lang, light),
            stage: situation.stage.code(),
            percent: situation.known_percent(),
            expected: situation.expected,
            due: due.current,
            due_original: due.original,
            extensions: due.extensions,
            start: *start,
            finished: standing.finished,
            lead: lead.clone(),
            support: support.iter().cloned().collect(),
            leader: leader.clone(),
            counties: counties.iter().cloned().collect(),
            target: target.as_ref().map(|target| target.text.clone()),
            target_value: target.as_ref().and_then(|target| target.value),
            target_unit: target.as_ref().and_then(|target| target.unit.clone()),
            cadence: cadence.map(crate::plan::Cadence::code),
            forecast: forecast.code(),
            lever: lever.clone(),
            safeguard: safeguard.clone(),
            stale_days: situation.stale_days,
            assigned: situation.assigned,
            days_late: situation.days_late,
            rule: light.rule,
            inherited,
        }
    }
}

/// A report for scripts.
#[derive(Debug, Clone, Serialize)]
pub struct ReportJson {
    measure: Option<usize>,
    day: NaiveDate,
    author: String,
    percent: Option<i64>,
    done: String,
    problem: String,
    next: String,
    unchanged: bool,
}

impl ReportJson {
    fn of(item: &Item, report: &Report) -> Self {
        Self {
            measure: report.node.measure.and_then(|id| item.position(id)).map(|at| at + 1),
            day: report.day,
            author: report.author.clone(),
            percent: report.percent.map(i64::from),
            done: report.done.clone(),
            problem: report.problem.clone(),
            next: report.next.clone(),
            unchanged: report.unchanged,
        }
    }
}

/// A measure for scripts.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureJson {
    n: usize,
    text: String,
    #[serde(flatten)]
    work: WorkJson,
}

/// An item for scripts.
#[derive(Debug, Clone, Serialize)]
pub struct ItemJson {
    no: u32,
    title: String,
    section: u32,
    section_label: String,
    #[serde(flatten)]
    work: WorkJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    measures: Option<Vec<MeasureJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<Vec<ReportJson>>,
}

impl ItemJson {
    /// The item as it is listed, without its measures.
    pub fn brief(board: &Board, item: &Item, day: NaiveDate, lang: Lang) -> Self {
        let section = board.section(item.section);
        Self {
            no: item.no,
            title: item.title.clone(),
            section: section.map_or(0, |section| section.ordinal),
            section_label: section.map(|section| section.label.clone()).unwrap_or_default(),
            work: WorkJson::of(&item.work, &board.light_of(item, day), lang),
            measures: None,
            reports: None,
        }
    }

    /// The item with its measures and reports.
    pub fn whole(board: &Board, item: &Item, day: NaiveDate, lang: Lang) -> Self {
        let measure = |(at, measure): (usize, &Measure)| MeasureJson {
            n: at + 1,
            text: measure.text.clone(),
            work: WorkJson::of(
                &measure.work.as_deref().cloned().unwrap_or_default(),
                &board.light_of_measure(item, measure, day),
                lang,
            ),
        };
        Self {
            measures: Some(item.measures.iter().enumerate().map(measure).collect()),
            reports: Some(item.reports.iter().map(|report| ReportJson::of(item, report)).collect()),
            ..Self::brief(board, item, day, lang)
        }
    }
}

/// A line of the journal for scripts.
#[derive(Debug, Clone, Serialize)]
pub struct EntryJson<'a> {
    seq: i64,
    at: String,
    #[serde(flatten)]
    edit: &'a Edit,
}

impl<'a> EntryJson<'a> {
    /// The line.
    pub fn of(entry: &'a Entry) -> Self {
        let at = entry.at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
        Self { seq: entry.seq.0, at, edit: &entry.edit }
    }
}
