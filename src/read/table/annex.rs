//! A table after the text of a plan that says of its items who and by when: its rows are no items of their own, they charge
//! those of the text. A row is of the item that has its words, in a table of as many rows also of that with its number.

use std::collections::{BTreeMap, HashMap};

use super::Table;
use super::line::{Kind, marker_at, number};
use super::rows::who_and_when;
use crate::plan::bare;
use crate::read::annotation::Notes;
use crate::read::body::BodyReader;
use crate::read::columns::Column;
use crate::read::draft::{DraftPlan, DraftWork};
use crate::read::shadow::Run;
use crate::read::source::Span;

/// More items than this are not compared one by one with each row.
const MOST_COMPARED: usize = 2_000;

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
        let items: Vec<(u32, String)> = draft
            .sections
            .iter()
            .flat_map(|section| &section.items)
            .map(|item| (item.no, bare(&item.title.text)))
            .collect();
        let mut by_words: HashMap<&str, usize> = HashMap::new();
        for (at, (_, words)) in items.iter().enumerate() {
            by_words.entry(words).or_insert(at);
        }
        let mut charges: BTreeMap<usize, DraftWork> = BTreeMap::new();
        let mut read: Vec<Run> = Vec::new();
        for (run, cells) in rows {
            let of = |wanted: Column| cells.iter().find(|(column, _)| *column == wanted).map(|(_, cell)| *cell);
            let (title, no) = row_names(reading, of(Column::Title), of(Column::Number));
            // In a long table only what is called just so is found: looking through all costs too much.
            let alike = || if items.len() <= MOST_COMPARED { most_alike(&title, &items) } else { None };
            let numbered = || items.iter().position(|(own, words)| Some(*own) == no && title_fits(&title, words));
            let found = by_words.get(title.as_str()).copied().filter(|_| !title.is_empty()).or_else(alike);
            let Some(at) = found.or_else(|| numbered().filter(|_| by_number)) else { continue };
            let mut said = DraftWork::default();
            who_and_when(reading, cells, &mut said, notes);
            if said != DraftWork::default() {
                charges.entry(at).or_default().add(said);
                read.push(run);
            }
        }
        for (at, item) in draft.sections.iter_mut().flat_map(|section| &mut section.items).enumerate() {
            if let Some(said) = charges.remove(&at) {
                take(&mut item.work, said);
            }
        }
        let spans: Vec<Span> = read.iter().map(|(from, to)| reading.shadow.span(*from, *to)).collect();
        draft.furniture.retain(|left| {
            let after = spans.partition_point(|span| span.end <= left.span.start);
            spans.get(after).is_none_or(|span| span.start >= left.span.end)
        });
        draft.annotations.extend(read.iter().map(|(from, to)| reading.shadow.spanned(*from, *to)));
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

/// The item whose words and the row's begin alike, the longest such; none where two are as long.
fn most_alike(title: &str, items: &[(u32, String)]) -> Option<usize> {
    const SHORTEST: usize = 5;
    let shared = |own: &str| {
        let (long, short) = if own.len() > title.len() { (own, title) } else { (title, own) };
        (short.chars().count() >= SHORTEST && long.starts_with(short)).then_some(short.len())
    };
    let mut found: Vec<(usize, usize)> =
        items.iter().enumerate().filter_map(|(at, (_, own))| Some((shared(own)?, at))).collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    match found.as_slice() {
        [(most, _), (next, _), ..] if most == next => None,
        found => found.first().map(|(_, at)| *at),
    }
}

/// `第3项` names an item by its number alone; other words would have to be the item's.
fn title_fits(title: &str, own: &str) -> bool {
    let shared = title.chars().filter(|c| own.contains(*c)).count();
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
