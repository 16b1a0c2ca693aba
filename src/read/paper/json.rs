//! A plan as this program writes it for scripts, read back: a row an item, under the names that its fields have there. What a
//! unit may say of an item is in it; what follows from that, and what the office decides, is told by the board.

use serde::Deserialize;

use super::build::{Builder, Cell};
use super::content::{Origin, Paper};
use super::limits::PaperError;

/// The heads of the rows, which are the names of the fields.
const HEADS: [&str; 10] = ["no", "title", "lead", "due", "stage", "percent", "forecast", "done", "problem", "next"];

#[derive(Deserialize)]
struct Export {
    plan: Option<i64>,
    title: String,
    day: Option<chrono::NaiveDate>,
    anchor: Option<Anchor>,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Anchor {
    seq: i64,
}

#[derive(Deserialize)]
struct Item {
    no: u32,
    title: String,
    lead: Option<String>,
    due: Option<String>,
    stage: String,
    percent: Option<i64>,
    forecast: String,
    #[serde(default)]
    reports: Vec<Report>,
}

#[derive(Deserialize)]
struct Report {
    measure: Option<usize>,
    unit: Option<String>,
    #[serde(default)]
    done: String,
    #[serde(default)]
    problem: String,
    #[serde(default)]
    next: String,
}

/// Whether a text is an object of JSON.
pub(super) fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('{') && text[1..].trim_start().starts_with(['"', '}'])
}

/// The items of a plan.
pub(super) fn read(text: &str) -> Result<Paper, PaperError> {
    let export: Export = serde_json::from_str(text).map_err(|_| PaperError::ForeignJson)?;
    let mut builder = Builder::default();
    builder.paragraph(&export.title, None)?;
    builder.begin_table();
    builder.row(&HEADS.map(Cell::of), None)?;
    for item in &export.items {
        let (no, percent) = (item.no.to_string(), item.percent.map(|n| n.to_string()).unwrap_or_default());
        let (lead, due) = (item.lead.as_deref().unwrap_or_default(), item.due.as_deref().unwrap_or_default());
        let said = |part: fn(&Report) -> &str| last_said(&item.reports, part);
        let (done, problem, next) = (said(|it| &it.done), said(|it| &it.problem), said(|it| &it.next));
        let cells = [&no, &item.title, lead, due, &item.stage, &percent, &item.forecast, done, problem, next];
        builder.row(&cells.map(Cell::of), None)?;
    }
    let mut paper = builder.finish();
    let day = export.day;
    paper.origin = export.plan.zip(export.anchor).map(|(plan, anchor)| Origin { plan, revision: anchor.seq, day });
    Ok(paper)
}

/// The last word of a kind about the whole item, as the ledger shows it.
fn last_said(reports: &[Report], part: fn(&Report) -> &str) -> &str {
    let of_item = reports.iter().rev().filter(|report| report.measure.is_none() && report.unit.is_none());
    of_item.map(part).find(|text| !text.trim().is_empty()).unwrap_or_default()
}
