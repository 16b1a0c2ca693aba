//! Pieces: a paper cut along what was read, so that each part of the source stands beside what became of it. Made from a
//! draft, changes nothing.

use super::corrections::{Corrections, LineRole};
use super::coverage::gaps;
use super::labels::{Label, labels_in};
use super::marker::{Shape, shape_of};
use super::paper::Paper;
use super::shadow::Shadow;
use super::unit_names::looks_like_date;
use super::{DraftPlan, Span, Spanned};

/// What became of a part of the source; numbers are places in the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// The title.
    Title,
    /// The preamble.
    Preamble,
    /// The heading of a section.
    Section(usize),
    /// The label of a group.
    Group,
    /// The title of an item: its section and place there.
    Item(usize, usize),
    /// A measure: its section, item and place there.
    Measure(usize, usize, usize),
    /// Who leads.
    Owner,
    /// By when.
    Due,
    /// Left out, and listed.
    LeftOut,
    /// No part of the plan, and told so.
    Nothing,
}

impl Became {
    /// The role that this is; `None` where the reader knew none.
    pub fn role(self) -> Option<LineRole> {
        Some(match self {
            Self::Title => LineRole::Title,
            Self::Preamble => LineRole::Text,
            Self::Section(_) => LineRole::Section,
            Self::Group => LineRole::Group,
            Self::Item(..) => LineRole::Item,
            Self::Measure(..) => LineRole::Task,
            Self::Owner => LineRole::Owner,
            Self::Due => LineRole::Due,
            Self::LeftOut => LineRole::LeftOut,
            Self::Nothing => return None,
        })
    }
}

/// A part of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands, with the number before it.
    pub span: Span,
    /// Where its text begins, after the number.
    pub text: usize,
    /// What became of it.
    pub became: Became,
    /// Its line, as a person finds it.
    pub line: usize,
}

impl Piece {
    /// The shape of the number before it.
    pub fn shape(&self, source: &str) -> Option<Shape> {
        let number = source.get(self.span.start..self.text).map(str::trim).filter(|number| !number.is_empty());
        number.map_or_else(|| shape_of(first_chars(source.get(self.span.start..self.span.end)?)), shape_of)
    }
}

/// The beginning of a text, as far as a number may reach.
fn first_chars(text: &str) -> &str {
    const LONGEST: usize = 12;
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}

/// All parts of a paper that say anything, in order, none of them over another.
pub fn pieces(paper: &Paper, draft: &DraftPlan, corrections: &Corrections) -> Vec<Piece> {
    let mut found: Vec<(Span, Became)> = Vec::new();
    // What comes first here counts where two begin together.
    found.push((draft.title.span, Became::Title));
    for (s, section) in draft.sections.iter().enumerate() {
        found.push((section.heading.span, Became::Section(s)));
        for (i, item) in section.items.iter().enumerate() {
            found.extend(item.group.as_ref().map(|group| (group.span, Became::Group)));
            // A sentence that lends its first words as title is shown once, and what follows it by itself.
            let title = item.title.span;
            let first = item.measures.first().map(|(first, _)| first.span).filter(|first| first.start == title.start);
            let end = first.map_or(title.end, |first| title.end.min(first.end));
            found.push((Span { end, ..title }, Became::Item(s, i)));
            found.extend(item.measures.iter().enumerate().map(|(m, (it, _))| (it.span, Became::Measure(s, i, m))));
        }
    }
    let annotation = |part: &Spanned| match corrections.roles.range(..=part.span.start).next_back() {
        Some((_, (end, LineRole::Owner))) if part.span.start < *end => Became::Owner,
        Some((_, (end, LineRole::Due))) if part.span.start < *end => Became::Due,
        Some(_) | None => annotation(&part.text),
    };
    found.extend(draft.annotations.iter().map(|part| (part.span, annotation(part))));
    let left_out = draft.furniture.iter().flat_map(|part| cells_of(paper, part.span));
    found.extend(left_out.map(|span| (span, Became::LeftOut)));
    found.extend(lines_of(&paper.text, draft.preamble.span).map(|span| (span, Became::Preamble)));
    let held: Vec<Span> = found.iter().map(|(span, _)| *span).chain(draft.numbers.iter().copied()).collect();
    let rest = gaps(&paper.text, held).into_iter().flat_map(|span| cells_of(paper, span));
    found.extend(rest.map(|span| (span, Became::Nothing)));
    found.retain(|(span, _)| span.start < span.end);
    found.sort_by_key(|(span, _)| span.start);
    let mut numbers: Vec<Span> = draft.numbers.clone();
    numbers.sort_by_key(|number| number.start);
    let lines = paper.lines();
    let mut until = 0;
    let mut pieces = Vec::with_capacity(found.len());
    for (span, became) in found {
        let text = span.start.max(until);
        let says = |text: &str| text.chars().any(char::is_alphanumeric);
        if text >= span.end || !says(&paper.text[text..span.end]) {
            continue;
        }
        let number = numbers.partition_point(|number| number.start < text).checked_sub(1).map(|at| numbers[at]);
        let number = number.filter(|number| number.start >= until && number.end <= text);
        let start = number.filter(|it| paper.text[it.end..text].trim().is_empty()).map_or(text, |it| it.start);
        pieces.push(Piece { span: Span { start, end: span.end }, text, became, line: lines.line(text) });
        until = span.end;
    }
    pieces
}

/// A run that is a row of a table, or a part of one, by its cells; any other as it is.
fn cells_of(paper: &Paper, span: Span) -> Vec<Span> {
    let rows = &paper.rows;
    let after = rows.partition_point(|row| row.cells.first().is_some_and(|cell| cell.start <= span.start));
    let row = after.checked_sub(1).map(|at| &rows[at]);
    let Some(row) = row.filter(|row| row.cells.last().is_some_and(|cell| span.end <= cell.end)) else {
        return vec![span];
    };
    let part = |cell: &Span| Span { start: cell.start.max(span.start), end: cell.end.min(span.end) };
    let parts: Vec<Span> = row.cells.iter().map(part).filter(|part| part.start < part.end).collect();
    // A cell may stand in several rows, and its text in none of the others.
    let says = |span: Span| paper.text[span.start..span.end].chars().filter(|c| c.is_alphanumeric()).count();
    if parts.iter().map(|part| says(*part)).sum::<usize>() == says(span) { parts } else { vec![span] }
}

/// The lines of a run that may be long.
fn lines_of(source: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start;
    source[span.start..span.end].split_inclusive('\n').filter_map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        at += line.len();
        (start < end).then_some(Span { start, end })
    })
}

/// Whether an annotation says who or by when; of both it is who.
fn annotation(text: &str) -> Became {
    let shadow = Shadow::of(text);
    match labels_in(&shadow, 0, shadow.len()).first() {
        Some(labelled) if labelled.label == Label::Deadline => Became::Due,
        None if looks_like_date(text) && !text.contains(['牵', '负', '配']) => Became::Due,
        Some(_) | None => Became::Owner,
    }
}
