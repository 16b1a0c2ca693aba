//! Annotations: runs of characters that say who and by when, with labels (`牵头科室:甲科;配合科室:乙科`) or in words
//! (`甲科牵头,乙科配合,12月底前完成`). What is no unit for sure never becomes one; it is told instead.

use chrono::{Datelike, NaiveDate};

use super::labels::{Label, Labelled, contains_label, labels_in};
use super::shadow::Shadow;
use super::unit_names::{
    LONGEST_UNIT, is_body, is_collective, is_department, is_unit, looks_like_date, names, without_verb,
};
use super::{DraftWork, DueError, Meant, WarningKind, parse_written};
use crate::plan::{Calendar, Period, SchoolCalendar};

/// What is noted down on the way: what was unclear, and which characters were read as who and when.
#[derive(Default)]
pub(super) struct Notes {
    /// Each with the character it is about; lines are counted once, at the end.
    pub warnings: Vec<(usize, WarningKind)>,
    pub annotations: Vec<(usize, usize)>,
}

/// How far a run of characters says who and when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Annotates {
    Nothing,
    Partly,
    Wholly,
}

/// Reads annotations of one document.
pub(super) struct AnnotationReader<'s, 't> {
    pub shadow: &'s Shadow<'t>,
    /// What dates are resolved by; unknown where the document names no span.
    pub calendar: Option<Calendar<'s>>,
}

impl AnnotationReader<'_, '_> {
    /// Reads what `from..to` says of who and when; `work` and `notes` are touched only where it says something.
    pub fn read(&self, from: usize, to: usize, work: &mut DraftWork, notes: &mut Notes) -> Annotates {
        let labels = labels_in(self.shadow, from, to);
        let Some(first) = labels.first() else { return Annotates::Nothing };
        let mut said = DraftWork::default();
        let mut more = Notes::default();
        // What stands in a bracket speaks of the sentence before it.
        if self.shadow.text(from, first.at).contains(['(', '（', '[', '【', '〔']) {
            return Annotates::Nothing;
        }
        // `12月底前完成;责任科室:甲科`.
        if self.says_something(from, first.at)
            && !self.in_words(from, first.at, &mut said, &mut more)
            && !self.read_names(from, first.at, &mut said, &mut more)
        {
            return Annotates::Nothing;
        }
        let mut whole = true;
        for (at, labelled) in labels.iter().enumerate() {
            let end = labels.get(at + 1).map_or(to, |next| next.at);
            whole &= self.labelled(*labelled, end, &mut said, &mut more);
        }
        merge(work, said, from, notes);
        notes.warnings.extend(more.warnings);
        notes.annotations.extend(more.annotations);
        if whole { Annotates::Wholly } else { Annotates::Partly }
    }

    /// Reads `甲科牵头,乙科、丙科配合,12月底前完成`; nothing unless all of it is understood.
    pub fn read_words(&self, from: usize, to: usize, work: &mut DraftWork, notes: &mut Notes) -> bool {
        let mut said = DraftWork::default();
        let mut more = Notes::default();
        let understood = self.in_words(from, to, &mut said, &mut more);
        if understood {
            merge(work, said, from, notes);
            notes.warnings.extend(more.warnings);
            notes.annotations.extend(more.annotations);
        }
        understood
    }

    /// `甲科牵头,乙科配合,组建集团3个。`: who is named at the beginning of a task, before what is to be done.
    pub fn leading_clauses(&self, from: usize, to: usize) -> DraftWork {
        let mut work = DraftWork::default();
        for part in self.shadow.text(from, to).split(['，', ',']) {
            let part = part.trim_start_matches('由');
            let (name, Some(leads)) = without_verb(part) else { break };
            if !is_department(name) || name.contains(['(', '（', '[', '【', '〔']) {
                break;
            }
            if leads && work.lead.is_none() {
                work.lead = Some(name.to_owned());
            } else {
                work.support.insert(name.to_owned());
            }
        }
        if work.lead.is_some() { work } else { DraftWork::default() }
    }

    /// Whether `from..to` are names of departments and nothing else: `(基教科、人事科)` after a full stop.
    pub fn read_names(&self, from: usize, to: usize, work: &mut DraftWork, notes: &mut Notes) -> bool {
        let text = self.shadow.text(from, to);
        let (dates, names): (Vec<String>, Vec<String>) =
            names(text).into_iter().partition(|name| looks_like_date(name) && self.due(name).is_ok());
        let is_name = |name: &String| is_department(name) || is_collective(name) && is_body(name);
        if !names.iter().any(is_department) || !names.iter().all(is_name) {
            return false;
        }
        let mut said = DraftWork::default();
        self.units(&names.join("、"), true, from, &mut said, notes);
        for date in dates {
            self.deadline(&date, from, &mut said, notes);
        }
        merge(work, said, from, notes);
        notes.annotations.push((from, to));
        true
    }

    /// What stands alone after its label on the line before: `时限要求:` and then `6月底前`. Returns whether it was that.
    pub fn read_next_line(
        &self,
        labelled: Labelled,
        (from, to): (usize, usize),
        work: &mut DraftWork,
        notes: &mut Notes,
    ) -> bool {
        let text = self.shadow.text(from, to);
        let fits = labels_in(self.shadow, from, to).is_empty()
            && match labelled.label {
                Label::Deadline => self.due(text).is_ok(),
                Label::Owner | Label::Support => {
                    names(text).iter().all(|name| is_unit(name) || is_collective(name)) && !text.contains('。')
                }
                Label::Leader | Label::Person => text.chars().count() <= 12 && !text.contains(['。', ',', '，']),
            };
        if fits && self.value(labelled.label, text, from, work, notes) {
            notes.annotations.push((labelled.at, labelled.value));
            notes.annotations.push((from, to));
        }
        fits
    }

    /// Reads a cell of a table whose head is a label: `甲科`, `牵头:甲科 配合:乙科`, `甲科牵头,乙科配合`. What of it a plan
    /// has no place for is told as left out.
    pub fn read_cell(&self, label: Label, (from, to): (usize, usize), work: &mut DraftWork, notes: &mut Notes) {
        if !self.says_something(from, to) || self.read(from, to, work, notes) == Annotates::Wholly {
            return;
        }
        let by_words = matches!(label, Label::Owner | Label::Support)
            && self.shadow.text(from, to).contains(['牵', '配'])
            && self.read_words(from, to, work, notes);
        if !by_words && self.value(label, self.shadow.text(from, to), from, work, notes) {
            notes.annotations.push((from, to));
        }
    }

    /// The same of a run of which somebody has said what it is: whatever stands before a colon there is no part of a name.
    pub fn read_said(&self, label: Label, (from, to): (usize, usize), work: &mut DraftWork, notes: &mut Notes) {
        const LONGEST: usize = 10;
        let colon = self.shadow.find(from, to.min(from + LONGEST), |c| c == ':' || c == ']').map(|at| at + 1);
        let (from_value, is_labelled) = (colon.unwrap_or(from), colon.is_some());
        let mut said = DraftWork::default();
        let mut more = Notes::default();
        let is_read = self.read(from, to, &mut said, &mut more) == Annotates::Wholly && said != DraftWork::default();
        if is_read || !is_labelled {
            return self.read_cell(label, (from, to), work, notes);
        }
        self.read_cell(label, (from_value, to), work, notes);
        notes.annotations.push((from, from_value));
    }

    /// The label that a run consists of, if nothing stands after it.
    pub fn label_alone(&self, from: usize, to: usize) -> Option<Labelled> {
        match labels_in(self.shadow, from, to).as_slice() {
            [one] if one.at == from && !self.says_something(one.value, to) => Some(*one),
            _ => None,
        }
    }

    /// What a label announces, up to `end`. Returns whether all of it was understood.
    fn labelled(&self, labelled: Labelled, end: usize, work: &mut DraftWork, notes: &mut Notes) -> bool {
        let stop = |c: char| c == ';' || c == '。' || c == '\n';
        let to = self.shadow.find(labelled.value, end, stop).unwrap_or(end);
        let said = || self.shadow.text(labelled.value, to);
        if !self.says_something(labelled.value, to) || self.value(labelled.label, said(), labelled.at, work, notes) {
            notes.annotations.push((labelled.at, to));
        }
        // `牵头单位:甲局;乙局`, `责任单位:甲局;12月底前完成`: what is left is told by its place.
        let rest = (to + 1).min(end);
        !self.says_something(rest, end) || self.rest(labelled.label, rest, end, work, notes)
    }

    fn rest(&self, label: Label, from: usize, to: usize, work: &mut DraftWork, notes: &mut Notes) -> bool {
        let names = names(self.shadow.text(from, to));
        if matches!(label, Label::Owner | Label::Support) && names.iter().all(|name| is_unit(name)) {
            work.support.extend(names);
            notes.annotations.push((from, to));
            return true;
        }
        self.in_words(from, to, work, notes)
    }

    /// Takes over what a label announces; `false` where the plan has no place for it, so that it is told as left out.
    fn value(&self, label: Label, text: &str, at: usize, work: &mut DraftWork, notes: &mut Notes) -> bool {
        let text = text.trim().trim_end_matches(['。', '；', ';', '，', ',']);
        // A bracket that closes what stands before the label is none of the value's.
        let count = |signs: [char; 2]| text.chars().filter(|c| signs.contains(c)).count();
        let is_open = count(['(', '（']) >= count([')', '）']);
        let text = if is_open { text } else { text.trim_end_matches([')', '）', '。', '；', ';', '，', ',']) };
        match label {
            Label::Owner => self.units(text, true, at, work, notes),
            Label::Support => self.units(text, false, at, work, notes),
            Label::Leader => led_by(text, at, work, notes),
            Label::Person if names(text).iter().all(|name| is_unit(name)) => self.units(text, true, at, work, notes),
            Label::Person => return false,
            Label::Deadline => self.deadline(text, at, work, notes),
        }
        true
    }

    /// The names after a label: the first leads where the label says so. Dates and words for everybody are no names.
    fn units(&self, text: &str, leads: bool, at: usize, work: &mut DraftWork, notes: &mut Notes) {
        let mut leads = leads;
        for name in names(text) {
            if looks_like_date(&name) || self.due(&name).is_ok() {
                self.deadline(&name, at, work, notes);
                continue;
            }
            let (bare, verb) = without_verb(&name);
            let is_none = is_collective(bare) || contains_label(bare) || bare.contains([':', '：']);
            if is_none || bare.chars().count() > LONGEST_UNIT {
                notes.warnings.push((at, WarningKind::NoUnit(bare.to_owned())));
                // Who comes after everybody does not lead.
                leads = false;
                continue;
            }
            if verb.unwrap_or(leads) && work.lead.is_none() {
                work.lead = Some(bare.to_owned());
            } else {
                work.support.insert(bare.to_owned());
            }
            leads = false;
        }
    }

    fn deadline(&self, text: &str, at: usize, work: &mut DraftWork, notes: &mut Notes) {
        match self.due(text) {
            Ok(Meant::Day(day)) => until(None, day, at, work, notes),
            Ok(Meant::Span { first, last }) => until(Some(first), last, at, work, notes),
            Ok(Meant::Recurring { cadence, whole }) => {
                work.cadence = Some(cadence);
                if !whole {
                    let kind = WarningKind::CadenceOnly(text.to_owned(), cadence);
                    notes.warnings.push((at, kind));
                }
            }
            Err(_) => match self.last_of(text) {
                Some(day) => {
                    until(None, day, at, work, notes);
                    notes.warnings.push((at, WarningKind::SeveralDates(text.to_owned(), day)));
                }
                None => notes.warnings.push((at, WarningKind::UnknownDate(text.to_owned()))),
            },
        }
    }

    /// `6月、12月底`, `分阶段推进,年底前完成`: the last of the days that parts of a phrase name, where all others that have
    /// figures name one as well.
    fn last_of(&self, text: &str) -> Option<NaiveDate> {
        let parts: Vec<&str> = text.split(['、', ',', '，', ';', '；', '和']).map(str::trim).collect();
        let read = |part: &&str| match self.due(part) {
            Ok(Meant::Day(day) | Meant::Span { last: day, .. }) => Some(day),
            Ok(Meant::Recurring { .. }) | Err(_) => None,
        };
        let is_understood = |part: &&str| read(part).is_some() || !part.contains(char::is_numeric);
        if parts.len() < 2 || !parts.iter().all(is_understood) {
            return None;
        }
        parts.iter().filter_map(read).max()
    }

    /// `由甲科牵头,乙科、丙科配合,12月底前完成`: only where each part is understood.
    fn in_words(&self, from: usize, to: usize, work: &mut DraftWork, notes: &mut Notes) -> bool {
        let mut said = DraftWork::default();
        let mut more = Notes::default();
        let mut waiting: Vec<String> = Vec::new();
        for name in names(self.shadow.text(from, to).trim_end_matches(['。', '；', ';', '：', ':'])) {
            let (bare, verb) = without_verb(&name);
            let is_name = is_unit(bare) || is_collective(bare);
            match verb {
                Some(leads) if is_name => {
                    waiting.push(bare.to_owned());
                    let text = std::mem::take(&mut waiting).join("、");
                    self.units(&text, leads, from, &mut said, &mut more);
                }
                None if is_name => waiting.push(bare.to_owned()),
                _ if waiting.is_empty() && self.due(&name).is_ok() => self.deadline(&name, from, &mut said, &mut more),
                // A date that nobody understands, or that needs a year.
                _ if waiting.is_empty() && looks_like_date(&name) => {
                    more.warnings.push((from, WarningKind::UnknownDate(name)));
                }
                _ => return false,
            }
        }
        // `甲科牵头,乙科、丙科等`: who else is named takes part.
        if said.lead.is_some() && waiting.iter().all(is_department) {
            said.support.extend(std::mem::take(&mut waiting));
        }
        if !waiting.is_empty() || said == DraftWork::default() {
            return false;
        }
        merge(work, said, from, notes);
        notes.warnings.extend(more.warnings);
        notes.annotations.push((from, to));
        true
    }

    fn says_something(&self, from: usize, to: usize) -> bool {
        self.shadow.text(from, to).chars().any(char::is_alphanumeric)
    }

    fn due(&self, phrase: &str) -> Result<Meant, DueError> {
        if let Some(calendar) = &self.calendar {
            return Ok(not_before(parse_written(phrase, calendar)?, phrase, calendar));
        }
        // Nobody knows the period yet: what comes to the same day in every one names its year itself.
        let school = SchoolCalendar::default();
        let by = |year| {
            let period = Period::of_year(year).map_err(|_| DueError::Unknown)?;
            parse_written(phrase, &Calendar { period, school: &school })
        };
        let (one, other) = (by(2001)?, by(2002)?);
        if one == other { Ok(one) } else { Err(DueError::Unknown) }
    }
}

/// A day without a year that would lie before the plan begins is that of a year in which it does not: `年底前` in a plan of
/// half a year is its own year's.
fn not_before(meant: Meant, phrase: &str, calendar: &Calendar<'_>) -> Meant {
    let first = calendar.period.first();
    let Meant::Day(day) = meant else { return meant };
    if day >= first || phrase.contains("20") {
        return meant;
    }
    let of_year = |year| {
        let period = Period::of_year(year).ok()?;
        let again = parse_written(phrase, &Calendar { period, school: calendar.school }).ok()?;
        Some(again).filter(|again| matches!(again, Meant::Day(day) if *day >= first))
    };
    of_year(first.year()).or_else(|| of_year(first.year() + 1)).unwrap_or(meant)
}

/// Takes over what a further annotation says; of two leaders or dates the first is kept and the second told.
fn merge(work: &mut DraftWork, said: DraftWork, at: usize, notes: &mut Notes) {
    let DraftWork { lead, support, leader, due, start, cadence } = said;
    match (&work.lead, lead) {
        (Some(first), Some(second)) if *first != second => {
            work.support.insert(second);
        }
        (Some(_), _) | (None, None) => {}
        (None, lead) => work.lead = lead,
    }
    work.support.extend(support);
    if let Some(leader) = leader {
        led_by(&leader, at, work, notes);
    }
    if let Some(due) = due {
        until(start, due, at, work, notes);
    }
    work.cadence = cadence.or(work.cadence);
}

fn led_by(leader: &str, at: usize, work: &mut DraftWork, notes: &mut Notes) {
    if work.leader.get_or_insert_with(|| leader.to_owned()) != leader {
        notes.warnings.push((at, WarningKind::Second(leader.to_owned())));
    }
}

fn until(start: Option<NaiveDate>, due: NaiveDate, at: usize, work: &mut DraftWork, notes: &mut Notes) {
    match work.due {
        Some(first) if first != due => {
            notes.warnings.push((at, WarningKind::Second(due.to_string())));
        }
        Some(_) => work.start = work.start.or(start),
        None => (work.due, work.start) = (Some(due), start),
    }
}
