//! A table after the text of a plan that says of its items who and by when: its rows are no items of their own, they charge
//! those of the text. A row is of the item that has its words, in a table of as many rows also of that with its number.

use super::Table;
use super::line::{Kind, marker_at, number};
use super::rows::who_and_when;
use crate::read::annotation::Notes;
use crate::read::body::BodyReader;
use crate::read::columns::Column;
use crate::read::draft::{DraftItem, DraftPlan, DraftWork};
use crate::read::shadow::Run;

impl Table {
    /// Gives the items of a draft what the rows say of them and the text does not.
    pub fn charge(&self, reading: &BodyReader<'_, '_>, draft: &mut DraftPlan, notes: &mut Notes) {
        let rows: Vec<(Run, &[(Column, Run)])> = self
            .lines
            .iter()
            .filter_map(
                |line| if let Kind::Item(cells) = &line.kind { Some((line.run, cells.as_slice())) } else { None },
            )
            .collect();
        let by_number = rows.len() == draft.items();
        for (run, cells) in rows {
            let of = |wanted: Column| cells.iter().find(|(column, _)| *column == wanted).map(|(_, cell)| *cell);
            let (title, no) = row_names(reading, of(Column::Title), of(Column::Number));
            let items = || draft.sections.iter().flat_map(|section| &section.items);
            let named = items().position(|item| !title.is_empty() && names_item(&title, item));
            let numbered = || items().position(|item| Some(item.no) == no && title_fits(&title, item));
            let Some(at) = named.or_else(|| numbered().filter(|_| by_number)) else { continue };
            let mut said = DraftWork::default();
            who_and_when(reading, cells, &mut said, notes);
            let item = draft.sections.iter_mut().flat_map(|section| &mut section.items).nth(at);
            let Some(item) = item.filter(|_| said != DraftWork::default()) else { continue };
            take(&mut item.work, said);
            let span = reading.shadow.span(run.0, run.1);
            draft.furniture.retain(|left| left.span.end <= span.start || left.span.start >= span.end);
            draft.annotations.push(reading.shadow.spanned(run.0, run.1));
        }
    }
}

/// What a row calls its item, signs left out, and the number that it gives it.
fn row_names(reading: &BodyReader<'_, '_>, title: Option<Run>, no: Option<Run>) -> (String, Option<u32>) {
    let shadow = reading.shadow;
    let marker = title.and_then(|(from, to)| marker_at(shadow, from, to).filter(|(_, _, text)| *text < to));
    let words = title.map(|(from, to)| shadow.text(marker.map_or(from, |(_, _, text)| text), to));
    let given = no.and_then(|(from, to)| number(shadow.text(from, to)));
    (bare(words.unwrap_or_default()), given.or(marker.map(|(_, number, _)| number)))
}

/// The words of a text, for comparing.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn names_item(title: &str, item: &DraftItem) -> bool {
    const SHORTEST: usize = 5;
    let own = bare(&item.title.text);
    let is_part = |long: &str, short: &str| short.chars().count() >= SHORTEST && long.starts_with(short);
    own == title || is_part(&own, title) || is_part(title, &own)
}

/// `第3项` names an item by its number alone; other words would have to be the item's.
fn title_fits(title: &str, item: &DraftItem) -> bool {
    let shared = title.chars().filter(|c| item.title.text.contains(*c)).count();
    title.is_empty() || title.starts_with('第') || shared * 2 >= title.chars().count()
}

/// What the text says of an item counts before what the table does.
fn take(work: &mut DraftWork, said: DraftWork) {
    if work.lead.is_none() {
        work.lead = said.lead;
        work.support.extend(said.support);
    }
    work.leader = work.leader.take().or(said.leader);
    if work.due.is_none() && work.cadence.is_none() {
        (work.start, work.due, work.cadence) = (work.start.or(said.start), said.due, said.cadence);
    }
}
