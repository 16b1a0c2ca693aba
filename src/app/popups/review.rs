//! Review: a paper beside the plan that is read from it, and what a person says better. Each correction has the paper read
//! anew, so that what one line teaches shows in all others at once; each can be taken back.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::looks::Looks;
use crate::plan::{Calendar, PlanId, SchoolCalendar, UnitName, clean_line};
use crate::read::{
    Became, Column, Corrections, DraftPlan, DraftWork, ItemPlace, LineRole, Paper, Piece, ReasonKind, SaidWhen,
    SaidWork, Span, Warning, WarningKind, parse_paper, pieces,
};

/// A paper that is being looked over before it becomes a plan.
#[derive(Debug, Clone)]
pub struct Review {
    /// Where it came from.
    pub path: String,
    /// The paper.
    pub paper: Paper,
    /// What was said better than it was read.
    pub corrections: Corrections,
    /// The plan as it is understood now.
    pub draft: DraftPlan,
    /// The paper cut along it.
    pub pieces: Vec<Piece>,
    /// The warnings, each with the place in `pieces` it is about.
    pub doubts: Vec<(usize, Warning)>,
    /// The piece under the cursor.
    pub at: usize,
    /// Whether it is being written.
    pub is_writing: bool,
    /// The plan that was made of the same paper before.
    pub known: Option<PlanId>,
    school: SchoolCalendar,
    /// Corrections that can be taken back, and those that were.
    past: Vec<Corrections>,
    ahead: Vec<Corrections>,
    /// The warning that was stepped to last.
    doubt: Option<usize>,
}

/// Why something cannot be said of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotSay {
    /// It is that already.
    Already,
    /// It stands in a row of a table, whose cells are what their columns are.
    InTable,
    /// It stands in no table.
    NoTable,
    /// It is no item and no task.
    NoWork,
    /// Nothing stands before it.
    Nothing,
    /// It has no level to go up or down.
    NoLevel,
    /// It holds one part only.
    OnePart,
    /// The items could be nowhere else.
    OnePlace,
    /// What it is would not be another thing for it.
    NoEffect,
    /// Within the plan there is no title and no preamble.
    Inside,
    /// Only headings and tasks are cut.
    NotCut,
}

/// What is typed about a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewText {
    /// Its title.
    Title,
    /// Who issues it.
    Issuer,
    /// The span it is for.
    Period,
    /// By when the item or task at the cursor is due.
    Due,
}

/// How much of a plan there is: sections, items, measures.
pub type Extent = (usize, usize, usize);

impl Review {
    /// A paper as the program reads it, with what was said of it before.
    pub fn new(path: String, paper: Paper, corrections: Corrections, school: SchoolCalendar) -> Self {
        let mut review = Self {
            path,
            paper,
            corrections,
            draft: DraftPlan::default(),
            pieces: Vec::new(),
            doubts: Vec::new(),
            at: 0,
            is_writing: false,
            known: None,
            school,
            past: Vec::new(),
            ahead: Vec::new(),
            doubt: None,
        };
        review.read();
        // What needs a look is looked at first.
        review.at = review.doubts.iter().find(|(_, it)| it.kind.needs_a_look()).map_or(0, |(at, _)| *at);
        review
    }

    /// The same paper with what was said of it before.
    #[must_use]
    pub fn with(mut self, corrections: Corrections) -> Self {
        self.change(|now| *now = corrections);
        self
    }

    /// By what the paper is known again: places in another one mean nothing.
    pub fn digest(&self) -> String {
        let mut digest = String::new();
        for byte in Sha256::digest(self.paper.text.as_bytes()) {
            // A String takes everything.
            let _ = write!(digest, "{byte:02x}");
        }
        digest
    }

    /// Reads the paper by what is said of it now.
    fn read(&mut self) {
        let stood = self.piece().map(|piece| piece.span.start);
        self.draft = parse_paper(&self.paper, &self.corrections, &self.school);
        self.draft.title_or(Path::new(&self.path));
        self.pieces = pieces(&self.paper, &self.draft, &self.corrections);
        let at_line = |warning: &Warning| self.pieces.partition_point(|piece| piece.line < warning.line);
        let last = self.pieces.len().saturating_sub(1);
        // What has no place is pointed at itself, not the beginning of its line.
        let placed = |warning: &Warning| {
            let at = at_line(warning).min(last);
            let mut of_line = (at..self.pieces.len()).take_while(|it| self.pieces[*it].line == warning.line);
            let is_it = |it: &usize| self.pieces[*it].became == Became::Nothing;
            let unread = matches!(warning.kind, WarningKind::LeftOut(_)).then(|| of_line.find(is_it)).flatten();
            (unread.unwrap_or(at), warning.clone())
        };
        let mut doubts: Vec<(usize, Warning)> = self.draft.warnings.iter().map(placed).collect();
        doubts.sort_by_key(|(at, _)| *at);
        self.doubts = doubts;
        self.doubt = None;
        if let Some(stood) = stood {
            self.at = self.pieces.partition_point(|piece| piece.span.end <= stood).min(last);
        }
    }

    /// The piece under the cursor.
    pub fn piece(&self) -> Option<Piece> {
        self.pieces.get(self.at).copied()
    }

    /// The source text of a piece.
    pub fn text(&self, piece: Piece) -> &str {
        self.paper.text.get(piece.span.start..piece.span.end).unwrap_or_default()
    }

    /// How much of a plan it is now.
    pub fn extent(&self) -> Extent {
        (self.draft.sections.len(), self.draft.items(), self.draft.measures())
    }

    /// Warnings that a person should have looked at.
    pub fn to_look_at(&self) -> usize {
        self.doubts.iter().filter(|(_, warning)| warning.kind.needs_a_look()).count()
    }

    /// Whether something was said that would be missed.
    pub fn is_corrected(&self) -> bool {
        self.corrections != Corrections::default()
    }

    /// What dates are resolved by, once the span is known.
    pub fn calendar(&self) -> Option<Calendar<'_>> {
        self.draft.period.map(|period| Calendar { period, school: &self.school })
    }

    pub(in crate::app) fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.pieces.len().saturating_sub(1));
    }

    /// Goes to the next warning, or the one before; from the last to the first. Returns which of how many.
    pub(in crate::app) fn step_doubt(&mut self, by: isize) -> Option<(usize, usize)> {
        let count = self.doubts.len();
        let last = count.checked_sub(1)?;
        let stands = self.doubt.filter(|doubt| self.doubts.get(*doubt).is_some_and(|(at, _)| *at == self.at));
        let next = match (stands, by < 0) {
            (Some(doubt), false) => (doubt + 1) % count,
            (Some(doubt), true) => doubt.checked_sub(1).unwrap_or(last),
            (None, false) => self.doubts.iter().position(|(at, _)| *at > self.at).unwrap_or(0),
            (None, true) => self.doubts.iter().rposition(|(at, _)| *at < self.at).unwrap_or(last),
        };
        (self.doubt, self.at) = (Some(next), self.doubts[next].0);
        Some((next + 1, count))
    }

    /// Does something to the corrections that can be taken back.
    fn change(&mut self, change: impl FnOnce(&mut Corrections)) {
        let before = self.corrections.clone();
        change(&mut self.corrections);
        if self.corrections != before {
            self.past.push(before);
            self.ahead.clear();
            self.read();
        }
    }

    /// Takes the last correction back, or does it again; whether there was one.
    pub(in crate::app) fn take_back(&mut self, again: bool) -> bool {
        let (from, to) = if again { (&mut self.ahead, &mut self.past) } else { (&mut self.past, &mut self.ahead) };
        let Some(other) = from.pop() else { return false };
        to.push(std::mem::replace(&mut self.corrections, other));
        self.read();
        true
    }

    /// Says what the piece under the cursor is; returns what it is then, and the other pieces that look like it.
    pub(in crate::app) fn say(&mut self, role: LineRole) -> Result<(Option<LineRole>, Vec<Span>), CannotSay> {
        let piece = self.piece().ok_or(CannotSay::Nothing)?;
        if piece.became.role() == Some(role) {
            return Err(CannotSay::Already);
        }
        self.check_place(piece, role)?;
        let alike = self.alike(piece);
        let said = self.reach(piece, role);
        let others = alike.into_iter().map(|other| self.reach(other, role)).collect();
        let (before, steps) = (self.draft.clone(), self.past.len());
        self.say_of(role, &[said]);
        let is = self.pieces.iter().find(|it| it.span.start <= said.start && said.start < it.span.end);
        let is = is.and_then(|piece| piece.became.role());
        // What changes nothing is told, and is none of what can be taken back.
        if is == piece.became.role() && self.draft.sections == before.sections && self.past.len() > steps {
            self.take_back(false);
            self.ahead.clear();
            return Err(CannotSay::NoEffect);
        }
        Ok((is, others))
    }

    /// Why a piece cannot be of that role where it stands.
    fn check_place(&self, piece: Piece, role: LineRole) -> Result<(), CannotSay> {
        if let Some((row, _)) = self.cell_of(piece) {
            let row = &self.paper.rows[row];
            let inside = |it: &&Piece| row.cells.iter().any(|cell| cell.start <= it.text && it.text < cell.end);
            let holds_item = self.pieces.iter().filter(inside).any(|it| matches!(it.became, Became::Item(..)));
            // Of a row of the plan the name speaks; what its other cells are is said of their columns.
            let speaks = matches!(piece.became, Became::Item(..) | Became::Section(_) | Became::Group) || !holds_item;
            if !(role.is_nested() || role == LineRole::LeftOut) || !speaks {
                return Err(CannotSay::InTable);
            }
        }
        let begins = self.pieces.iter().position(|it| matches!(it.became, Became::Section(_) | Became::Item(..)));
        let is_inside = begins.is_some_and(|begins| self.at > begins);
        if is_inside && matches!(role, LineRole::Title | LineRole::Text) {
            return Err(CannotSay::Inside);
        }
        Ok(())
    }

    /// Says the same of the parts that look like the one that was said something of, in the same step.
    pub(in crate::app) fn say_alike(&mut self, role: LineRole, parts: &[Span]) {
        let before = self.past.last().cloned();
        self.say_of(role, parts);
        if before.is_some() && self.past.len() > 1 {
            self.past.pop();
        }
    }

    /// Says the same of several parts at once.
    pub(in crate::app) fn say_of(&mut self, role: LineRole, parts: &[Span]) {
        self.change(|corrections| {
            for part in parts {
                corrections.roles.retain(|start, (end, _)| *end <= part.start || *start >= part.end);
                corrections.joins.remove(&part.start);
                corrections.roles.insert(part.start, (part.end, role));
            }
        });
    }

    /// As much as is meant where somebody says what a piece is: what is left out goes with the rest of its line or row.
    fn reach(&self, piece: Piece, role: LineRole) -> Span {
        if role != LineRole::LeftOut {
            return piece.span;
        }
        if let Some((row, _)) = self.cell_of(piece) {
            let cells = &self.paper.rows[row].cells;
            let start = cells.first().map_or(piece.span.start, |cell| cell.start);
            return Span { start, end: cells.last().map_or(piece.span.end, |cell| cell.end) };
        }
        let source = &self.paper.text;
        let line = source[..piece.span.start].rfind('\n').map_or(0, |at| at + 1);
        let begins_line = source[line..piece.span.start].trim().is_empty();
        let end = source[piece.span.end..].find('\n').map_or(source.len(), |at| piece.span.end + at);
        Span { start: piece.span.start, end: if begins_line { end } else { piece.span.end } }
    }

    /// Pieces that look like this one: they became the same, and have a number of the same shape, or say the same, or begin
    /// with the same word and a colon, or without any of these are as short.
    fn alike(&self, piece: Piece) -> Vec<Piece> {
        if self.cell_of(piece).is_some() {
            return Vec::new();
        }
        let looks = Looks::of(piece, &self.paper.text);
        let is_other = |other: &&Piece| other.span != piece.span && other.became.role() == piece.became.role();
        let is_alike =
            |other: &&Piece| self.cell_of(**other).is_none() && Looks::of(**other, &self.paper.text) == looks;
        self.pieces.iter().filter(is_other).filter(is_alike).copied().collect()
    }

    /// What the piece is one level out or in.
    pub(in crate::app) fn shifted(&self, by: isize) -> Result<LineRole, CannotSay> {
        let piece = self.piece().ok_or(CannotSay::Nothing)?;
        piece.became.role().and_then(|role| role.shifted(by)).ok_or(CannotSay::NoLevel)
    }

    /// Joins the piece to the one before it.
    pub(in crate::app) fn join(&mut self) -> Result<(), CannotSay> {
        let piece = self.piece().filter(|_| self.at > 0).ok_or(CannotSay::Nothing)?;
        if self.cell_of(piece).is_some() {
            return Err(CannotSay::InTable);
        }
        let before = self.pieces[self.at - 1].became;
        let holds = matches!(before, Became::Section(_) | Became::Group | Became::Item(..) | Became::Measure(..));
        if !holds && before.role() != piece.became.role() {
            return Err(CannotSay::Nothing);
        }
        self.change(|corrections| {
            corrections.roles.remove(&piece.span.start);
            // What was cut off by hand only grows together again.
            if !corrections.splits.remove(&piece.span.start) {
                corrections.joins.insert(piece.span.start);
            }
        });
        Ok(())
    }

    /// The places where the piece can be cut in two.
    pub fn cuts(&self) -> Result<Vec<usize>, CannotSay> {
        let piece = self.piece().ok_or(CannotSay::Nothing)?;
        if self.cell_of(piece).is_some() {
            return Err(CannotSay::InTable);
        }
        if !matches!(piece.became, Became::Section(_) | Became::Group | Became::Item(..) | Became::Measure(..)) {
            return Err(CannotSay::NotCut);
        }
        let text = &self.paper.text[piece.text..piece.span.end];
        let says = |text: &str| text.chars().any(char::is_alphanumeric);
        let after_sign = text.char_indices().filter(|(_, c)| ",，;；、:：。 \u{3000}\n".contains(*c));
        let places = after_sign.map(|(at, c)| at + c.len_utf8()).filter(|at| says(&text[..*at]) && says(&text[*at..]));
        // Where signs stand together, the last of them.
        let begins =
            |at: &usize| text[*at..].starts_with(char::is_alphanumeric) || text[*at..].starts_with(['“', '《', '"']);
        let cuts: Vec<usize> = places.filter(begins).map(|at| piece.text + at).collect();
        if cuts.is_empty() { Err(CannotSay::OnePart) } else { Ok(cuts) }
    }

    /// Cuts the piece in two.
    pub(in crate::app) fn cut(&mut self, at: usize) {
        self.change(|corrections| {
            if !corrections.joins.remove(&at) {
                corrections.splits.insert(at);
            }
        });
    }

    /// Takes the items from the next place where they could be; returns how much of a plan there was before.
    pub(in crate::app) fn flip(&mut self) -> Result<Extent, CannotSay> {
        let before = self.extent();
        let places = self.draft.places.clone();
        if places.len() < 2 {
            return Err(CannotSay::OnePlace);
        }
        let now = self.place();
        let at = places.iter().position(|place| Some(*place) == now).map_or(0, |at| (at + 1) % places.len());
        self.change(|corrections| corrections.items = Some(places[at]));
        Ok(before)
    }

    /// Where the items are taken from.
    fn place(&self) -> Option<ItemPlace> {
        let by_reason = |reason: &crate::read::Reason| match &reason.kind {
            ReasonKind::ItemLevel { level, .. } => Some(ItemPlace::Level(level.shape)),
            ReasonKind::Columns(_) => Some(ItemPlace::Tables),
            ReasonKind::Contents | ReasonKind::Preamble(_) => None,
        };
        self.corrections.items.or_else(|| self.draft.reasons.iter().find_map(by_reason))
    }

    /// The number of the first item, as an example of the place they are taken from; nothing for tables.
    pub fn example(&self) -> Option<&str> {
        match self.place()? {
            ItemPlace::Tables => None,
            ItemPlace::Level(_) => {
                let first = self.pieces.iter().find(|piece| matches!(piece.became, Became::Item(..)))?;
                self.paper.text.get(first.span.start..first.text).map(str::trim).filter(|number| !number.is_empty())
            }
        }
    }

    /// What is said of the paper as a whole.
    pub(in crate::app) fn say_whole(&mut self, change: impl FnOnce(&mut Corrections)) {
        self.change(change);
    }

    /// The item or task that stands at the cursor, and what it says of who and when.
    pub fn work(&self) -> Result<(usize, &DraftWork), CannotSay> {
        let piece = self.piece().ok_or(CannotSay::Nothing)?;
        let item = |s: usize, i: usize| self.draft.sections.get(s).and_then(|section| section.items.get(i));
        let found = match piece.became {
            Became::Item(s, i) => item(s, i).map(|item| (item.title.span.start, &item.work)),
            Became::Measure(s, i, m) => {
                item(s, i).and_then(|item| item.measures.get(m)).map(|(text, work)| (text.span.start, work))
            }
            Became::Title
            | Became::Preamble
            | Became::Section(_)
            | Became::Group
            | Became::Owner
            | Became::Due
            | Became::LeftOut
            | Became::Nothing => None,
        };
        found.ok_or(CannotSay::NoWork)
    }

    /// Says who leads the item or task at the cursor, and after the first who takes part; nobody takes away what was read.
    pub(in crate::app) fn lead(&mut self, units: &str) {
        let mut names = units.split(['、', ',', '，', ';', '；']).map(clean_line).filter(|name| !name.is_empty());
        let (lead, support) = (names.next().unwrap_or_default(), names.collect());
        self.charge(|said| (said.lead, said.support) = (Some(lead), support));
    }

    /// Says by when the item or task at the cursor is due.
    pub(in crate::app) fn due(&mut self, when: SaidWhen) {
        self.charge(|said| said.when = Some(when));
    }

    fn charge(&mut self, say: impl FnOnce(&mut SaidWork)) {
        let Ok((at, _)) = self.work() else { return };
        self.change(|corrections| say(corrections.works.entry(at).or_default()));
    }

    /// The units that it names, for choosing from.
    pub fn units(&self) -> BTreeSet<UnitName> {
        let items = self.draft.sections.iter().flat_map(|section| &section.items);
        let works =
            items.flat_map(|item| std::iter::once(&item.work).chain(item.measures.iter().map(|(_, work)| work)));
        works.flat_map(|work| work.lead.iter().chain(&work.support)).cloned().collect()
    }

    /// The cell of a piece: its row in the paper, and its place there.
    fn cell_of(&self, piece: Piece) -> Option<(usize, usize)> {
        let rows = &self.paper.rows;
        let after = rows.partition_point(|row| row.cells.first().is_some_and(|cell| cell.start <= piece.text));
        // A cell that reaches over several rows stands in the first of them.
        let row = after.checked_sub(1)?;
        let inside = |cell: &Span| cell.start <= piece.text && piece.text < cell.end;
        rows[row].cells.iter().position(inside).map(|column| (row, column))
    }

    /// The column of the piece at the cursor: its table and its place there.
    pub fn column(&self) -> Result<(usize, usize), CannotSay> {
        let piece = self.piece().ok_or(CannotSay::Nothing)?;
        let (row, column) = self.cell_of(piece).ok_or(CannotSay::NoTable)?;
        Ok((self.paper.rows[row].table, column))
    }

    /// Says what a column holds.
    pub(in crate::app) fn name_column(&mut self, table: usize, place: usize, column: Column) {
        self.change(|corrections| {
            corrections.columns.retain(|(t, p, _)| (*t, *p) != (table, place));
            corrections.columns.push((table, place, column));
            corrections.items = Some(ItemPlace::Tables);
        });
    }
}
