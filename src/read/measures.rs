//! Measures: the sentences of an item's body, and the clauses among them that say who and when.

use super::shadow::Shadow;
use super::{DraftWork, DueError, Meant, Spanned, Warning, WarningKind, parse_written};
use crate::plan::{Calendar, Period, SchoolCalendar};

/// Words before a colon that name the lead unit (the first name) and supporting units (the others).
const OWNERS: [&str; 9] =
    ["责任科室", "责任单位", "责任处室", "责任部门", "牵头科室", "牵头单位", "牵头处室", "牵头部门", "承办单位"];
const SUPPORT: [&str; 5] = ["配合科室", "配合单位", "协同单位", "协办单位", "参与单位"];
const LEADERS: [&str; 3] = ["分管领导", "责任领导", "牵头领导"];
const DEADLINES: [&str; 4] = ["完成时限", "完成时间", "时间节点", "办结时限"];

/// Whether a text begins with a label and a colon.
pub(super) fn is_annotation(text: &str) -> bool {
    let label = text.split([':', '：']).next().filter(|label| label.len() < text.len()).unwrap_or_default().trim();
    OWNERS.contains(&label) || SUPPORT.contains(&label) || LEADERS.contains(&label) || DEADLINES.contains(&label)
}

/// A bracket without its partner within this many characters is a slip of the pen.
const LONGEST_BRACKET: usize = 200;

/// What is noted down on the way: what was unclear, and which characters were read as who and when.
#[derive(Default)]
pub(super) struct Notes {
    pub warnings: Vec<Warning>,
    pub annotations: Vec<(usize, usize)>,
}

/// How far a run of characters says who and when.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Annotates {
    Nothing,
    Partly,
    Wholly,
}

/// What a body consists of.
pub(super) struct Body {
    pub measures: Vec<(Spanned, DraftWork)>,
    pub work: DraftWork,
}

/// What the reader knows while it reads bodies.
pub(super) struct BodyReader<'s, 't> {
    pub shadow: &'s Shadow<'t>,
    /// What dates are resolved by; unknown where the document names no span.
    pub calendar: Option<Calendar<'s>>,
    /// Lines end in the middle of sentences.
    pub hard_wrapped: bool,
}

impl BodyReader<'_, '_> {
    /// The sentences of the characters `from..to`; a new one also begins at each of `starts`.
    pub fn body(&self, from: usize, to: usize, starts: &[usize], notes: &mut Notes) -> Body {
        let mut body = Body { measures: Vec::new(), work: DraftWork::default() };
        for (from, to) in self.sentences(from, to, starts) {
            let mut work = DraftWork::default();
            if self.annotation(from, to, &mut body.work, notes) == Annotates::Wholly {
                continue;
            }
            let (from, kept) = self.shadow.trimmed(from, self.without_brackets(from, to, &mut work, notes));
            let mut text = self.joined(from, kept);
            if text.chars().all(|c| !c.is_alphanumeric()) {
                // A bracket after the full stop speaks of the sentence before it.
                if let Some((_, before)) = body.measures.last_mut() {
                    before.add(work);
                }
                continue;
            }
            // What stood in brackets stood before the full stop.
            if kept < to && !text.ends_with(['。', '；', ';']) {
                text.push('。');
            }
            body.measures.push((Spanned { text, span: self.shadow.span(from, kept) }, work));
        }
        self.raise_single_owner(&mut body);
        body
    }

    /// An owner named once, at the end, holds for the whole item.
    #[expect(clippy::unused_self, reason = "belongs to the steps of reading a body")]
    fn raise_single_owner(&self, body: &mut Body) {
        let named = body.measures.iter().filter(|(_, work)| *work != DraftWork::default()).count();
        if named == 1
            && body.work == DraftWork::default()
            && let Some((_, work)) = body.measures.last_mut()
        {
            body.work = std::mem::take(work);
        }
    }

    /// The text of a run of characters; a line break inside it is left out.
    pub fn joined(&self, from: usize, to: usize) -> String {
        self.shadow.text(from, to).split('\n').map(str::trim).collect()
    }

    fn sentences(&self, from: usize, to: usize, starts: &[usize]) -> Vec<(usize, usize)> {
        let shadow = self.shadow;
        let mut sentences = Vec::new();
        let (mut begin, mut at) = (from, from);
        let mut close = |begin: &mut usize, end: usize| {
            let (from, to) = shadow.trimmed(*begin, end);
            if from < to {
                sentences.push((from, to));
            }
            *begin = end;
        };
        while at < to {
            if at > begin && starts.contains(&at) {
                close(&mut begin, at);
            }
            match shadow.at(at) {
                '(' => at = self.bracket_end(at, to).unwrap_or(at),
                '。' | ';' | '!' | '?' => {
                    let mut end = at + 1;
                    while end < to && matches!(shadow.at(end), '”' | '’' | ')' | '》') {
                        end += 1;
                    }
                    close(&mut begin, end);
                    at = end;
                    continue;
                }
                '\n' if !self.hard_wrapped => close(&mut begin, at),
                _ => {}
            }
            at += 1;
        }
        close(&mut begin, to);
        sentences
    }

    fn bracket_end(&self, open: usize, to: usize) -> Option<usize> {
        self.shadow
            .find(open + 1, to.min(open + LONGEST_BRACKET), |c| c == ')' || c == '(' || c == '\n')
            .filter(|at| self.shadow.at(*at) == ')')
    }

    /// Takes trailing `(责任科室:…)` off; returns where the sentence ends without it.
    fn without_brackets(&self, from: usize, to: usize, work: &mut DraftWork, notes: &mut Notes) -> usize {
        let last = self
            .shadow
            .find(from, to, |c| c == '(')
            .into_iter()
            .chain((from..to).rev().find(|at| self.shadow.at(*at) == '('));
        for open in last {
            let Some(close) = self.bracket_end(open, to) else { continue };
            let tail = self.shadow.text(close + 1, to);
            // A bracket that says more than who and when stays in the text.
            if tail.chars().all(|c| !c.is_alphanumeric())
                && self.annotation(open + 1, close, work, notes) == Annotates::Wholly
            {
                return open;
            }
        }
        to
    }

    /// Reads clauses `label:names` of a run of characters.
    fn annotation(&self, from: usize, to: usize, work: &mut DraftWork, notes: &mut Notes) -> Annotates {
        let (mut found, mut whole) = (false, true);
        let mut begin = from;
        while begin < to {
            let end = self.shadow.find(begin, to, |c| c == ';' || c == '。' || c == '\n').unwrap_or(to);
            // `牵头单位:甲科,配合单位:乙科`: a comma before another label parts clauses too.
            let end = (begin..end)
                .find(|at| self.shadow.at(*at) == ',' && is_annotation(self.shadow.text(at + 1, end)))
                .unwrap_or(end);
            let Some(colon) = self.shadow.find(begin, end, |c| c == ':') else {
                whole &= self.shadow.trimmed(begin, end) == (end, end);
                break;
            };
            let label: String = self.shadow.text(begin, colon).chars().filter(|c| !c.is_whitespace()).collect();
            let names = self.shadow.text(colon + 1, end).trim();
            if self.clause(&label, names, colon, work, notes) {
                found = true;
                notes.annotations.push((begin, end));
            } else {
                whole = false;
            }
            if !found {
                return Annotates::Nothing;
            }
            begin = end + 1;
        }
        match (found, whole) {
            (false, _) => Annotates::Nothing,
            (true, false) => Annotates::Partly,
            (true, true) => Annotates::Wholly,
        }
    }

    fn clause(&self, label: &str, names: &str, at: usize, work: &mut DraftWork, notes: &mut Notes) -> bool {
        let mut list = names.split(['、', ',', '，', ' ', '\u{3000}']).map(str::trim).filter(|name| !name.is_empty());
        if OWNERS.contains(&label) {
            work.lead = list.next().map(str::to_owned).or_else(|| work.lead.take());
            work.support.extend(list.map(str::to_owned));
        } else if SUPPORT.contains(&label) {
            work.support.extend(list.map(str::to_owned));
        } else if LEADERS.contains(&label) {
            work.leader = Some(names.to_owned()).filter(|names| !names.is_empty());
        } else if DEADLINES.contains(&label) {
            match self.due(names) {
                Ok(Meant::Day(day)) => work.due = Some(day),
                Ok(Meant::Span { first, last }) => (work.start, work.due) = (Some(first), Some(last)),
                Ok(Meant::Recurring { cadence, whole }) => {
                    work.cadence = Some(cadence);
                    if !whole {
                        let kind = WarningKind::CadenceOnly(names.to_owned(), cadence);
                        notes.warnings.push(Warning { line: self.line(at), kind });
                    }
                }
                Err(_) => {
                    notes
                        .warnings
                        .push(Warning { line: self.line(at), kind: WarningKind::UnknownDate(names.to_owned()) });
                }
            }
        } else {
            return false;
        }
        true
    }

    fn due(&self, phrase: &str) -> Result<Meant, DueError> {
        if let Some(calendar) = &self.calendar {
            return parse_written(phrase, calendar);
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

    /// `以下任务均由教研室落实`: the unit that owns all that follows, and the sentence that says so.
    pub fn inherited_owner(&self, from: usize, to: usize) -> Option<(String, (usize, usize))> {
        let (from, to) = self
            .sentences(from, to, &[])
            .into_iter()
            .find(|(from, to)| self.shadow.text(*from, *to).contains("均由"))?;
        let (_, rest) = self.shadow.text(from, to).split_once("均由")?;
        let name = rest.split("落实").next().filter(|name| name.len() < rest.len())?;
        let name = name.split("负责").next()?.split("牵头").next()?.trim();
        (!name.is_empty() && name.chars().count() <= 20).then(|| (name.to_owned(), (from, to)))
    }

    /// The line of a character, from 1.
    pub fn line(&self, at: usize) -> usize {
        1 + self.shadow.chars[..at.min(self.shadow.len())].iter().filter(|c| **c == '\n').count()
    }
}
