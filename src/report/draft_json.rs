//! A paper as it was read, for scripts: `duban import --dry-run --json`.

use chrono::NaiveDate;
use serde::Serialize;

use super::reading_prose::{reason_in_words, warning_in_words};
use crate::read::{DraftItem, DraftPlan, DraftSection, DraftWork};
use crate::words::Lang;

/// A paper as it was read.
#[derive(Debug, Serialize)]
pub struct DraftJson<'a> {
    title: &'a str,
    issuer: &'a str,
    period: Option<String>,
    preamble: &'a str,
    sections: Vec<SectionJson<'a>>,
    left_out: Vec<&'a str>,
    reasons: Vec<String>,
    warnings: Vec<WarningJson>,
}

#[derive(Debug, Serialize)]
struct SectionJson<'a> {
    no: u32,
    heading: &'a str,
    label: &'a str,
    items: Vec<ItemJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ItemJson<'a> {
    no: u32,
    title: &'a str,
    group: Option<&'a str>,
    #[serde(flatten)]
    work: WorkRead<'a>,
    measures: Vec<MeasureJson<'a>>,
}

#[derive(Debug, Serialize)]
struct MeasureJson<'a> {
    text: &'a str,
    #[serde(flatten)]
    work: WorkRead<'a>,
}

#[derive(Debug, Serialize)]
struct WorkRead<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    support: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leader: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cadence: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct WarningJson {
    line: usize,
    text: String,
    needs_a_look: bool,
}

/// What was read of a paper; its texts as they stand there.
pub fn draft_json(lang: Lang, draft: &DraftPlan) -> DraftJson<'_> {
    DraftJson {
        title: &draft.title.text,
        issuer: &draft.issuer,
        period: draft.period.map(|period| period.to_string()),
        preamble: &draft.preamble.text,
        sections: draft.sections.iter().map(section).collect(),
        left_out: draft.furniture.iter().map(|part| part.text.as_str()).collect(),
        reasons: draft.reasons.iter().map(|reason| reason_in_words(lang, &reason.kind)).collect(),
        warnings: draft
            .warnings
            .iter()
            .map(|warning| WarningJson {
                line: warning.line,
                text: warning_in_words(lang, warning),
                needs_a_look: warning.kind.needs_a_look(),
            })
            .collect(),
    }
}

fn section(section: &DraftSection) -> SectionJson<'_> {
    SectionJson {
        no: section.ordinal,
        heading: &section.heading.text,
        label: &section.label,
        items: section.items.iter().map(item).collect(),
    }
}

fn item(item: &DraftItem) -> ItemJson<'_> {
    ItemJson {
        no: item.no,
        title: &item.title.text,
        group: item.group.as_ref().map(|group| group.text.as_str()),
        work: work(&item.work),
        measures: item
            .measures
            .iter()
            .map(|(measure, of)| MeasureJson { text: &measure.text, work: work(of) })
            .collect(),
    }
}

fn work(work: &DraftWork) -> WorkRead<'_> {
    WorkRead {
        lead: work.lead.as_deref(),
        support: work.support.iter().map(String::as_str).collect(),
        leader: work.leader.as_deref(),
        due: work.due,
        start: work.start,
        cadence: work.cadence.map(crate::plan::Cadence::code),
    }
}
