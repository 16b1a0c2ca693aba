//! JSON for scripts: stable names, dates as `YYYY-MM-DD`, codes instead of words. Documented in the README.

use chrono::NaiveDate;
use serde::Serialize;

use crate::plan::{
    Board, Directive, Edit, Entry, Extension, Field, Item, Light, Measure, Meeting, Part, Period, Report, Section, Work,
};
use crate::store::Anchor;
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
    unit: Option<String>,
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
            unit: report.unit.clone(),
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

/// One unit's part of an item for scripts.
#[derive(Debug, Clone, Serialize)]
pub struct PartJson {
    unit: String,
    percent: Option<i64>,
    stage: &'static str,
    assigned: Option<NaiveDate>,
    finished: Option<NaiveDate>,
    acknowledged: Option<String>,
}

impl PartJson {
    fn of(unit: &str, part: &Part) -> Self {
        Self {
            unit: unit.to_owned(),
            percent: part.percent.map(i64::from),
            stage: part.standing.stage.code(),
            assigned: part.standing.assigned,
            finished: part.standing.finished,
            acknowledged: part.acknowledged.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
        }
    }
}

/// 结转: the item of another plan that this one goes on with, or that goes on with it.
#[derive(Debug, Clone, Serialize)]
pub struct LinkJson {
    plan: i64,
    title: String,
    no: u32,
    direction: &'static str,
}

/// A section for scripts.
#[derive(Debug, Clone, Serialize)]
pub struct SectionJson<'a> {
    no: u32,
    heading: &'a str,
    label: &'a str,
}

impl<'a> SectionJson<'a> {
    /// The sections of a plan, in order.
    pub fn all(board: &'a Board) -> Vec<Self> {
        let one = |section: &'a Section| Self { no: section.ordinal, heading: &section.heading, label: &section.label };
        board.sections.iter().map(one).collect()
    }
}

/// An item for scripts.
#[derive(Debug, Clone, Serialize)]
pub struct ItemJson {
    id: i64,
    no: u32,
    title: String,
    group: String,
    section: u32,
    section_label: String,
    #[serde(flatten)]
    work: WorkJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    measures: Option<Vec<MeasureJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<Vec<ReportJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<Vec<PartJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<Vec<LinkJson>>,
}

impl ItemJson {
    /// The item as it is listed, without its measures.
    pub fn brief(board: &Board, item: &Item, day: NaiveDate, lang: Lang) -> Self {
        let section = board.section(item.section);
        Self {
            id: item.id.0,
            no: item.no,
            title: item.title.clone(),
            group: item.group.clone(),
            section: section.map_or(0, |section| section.ordinal),
            section_label: section.map(|section| section.label.clone()).unwrap_or_default(),
            work: WorkJson::of(&item.work, &board.light_of(item, day), lang),
            measures: None,
            reports: None,
            parts: None,
            links: None,
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
        let links = board.links.iter().filter(|link| link.item == item.id).map(|link| LinkJson {
            plan: link.plan.0,
            title: link.title.clone(),
            no: link.no,
            direction: if link.is_origin { "from" } else { "to" },
        });
        Self {
            parts: Some(item.parts.iter().map(|(unit, part)| PartJson::of(unit, part)).collect()),
            links: Some(links.collect()),
            measures: Some(item.measures.iter().enumerate().map(measure).collect()),
            reports: Some(item.reports.iter().map(|report| ReportJson::of(item, report)).collect()),
            ..Self::brief(board, item, day, lang)
        }
    }
}

/// Everything about one plan for scripts; `assets/schema/export.json` says what it consists of.
#[derive(Debug, Serialize)]
pub struct PlanJson<'a> {
    plan: i64,
    title: &'a str,
    issuer: &'a str,
    period: Period,
    day: NaiveDate,
    anchor: Option<Anchor>,
    preamble: &'a str,
    sections: Vec<SectionJson<'a>>,
    items: Vec<ItemJson>,
    directives: &'a [Directive],
    extensions: &'a [Extension],
    meetings: &'a [Meeting],
}

impl<'a> PlanJson<'a> {
    /// The plan as of a day; `anchor` is the end of the journal, which vouches for what is true now.
    pub fn of(board: &'a Board, day: NaiveDate, lang: Lang, anchor: Option<Anchor>) -> Self {
        Self {
            plan: board.plan.id.0,
            title: &board.plan.title,
            issuer: &board.plan.issuer,
            period: board.plan.period,
            day,
            anchor,
            preamble: &board.plan.preamble,
            sections: SectionJson::all(board),
            items: board.items().iter().map(|item| ItemJson::whole(board, item, day, lang)).collect(),
            directives: &board.directives,
            extensions: &board.extensions,
            meetings: &board.meetings,
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
