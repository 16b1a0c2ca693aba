//! Bodies: an item's title, its sentences as tasks, and the clauses among them that say who and when. Where items begin
//! and end is decided in `outline` and `table`.

use std::collections::BTreeMap;

use super::annotation::{Annotates, AnnotationReader, Notes};
use super::corrections::{LineRole, Said};
use super::labels::{Label, is_annotation, labels_in};
use super::shadow::Shadow;
use super::titles::LONGEST_TITLE;
use super::unit_names::{SCOPES, begins_with_verb};
use super::{DraftItem, DraftWork, Spanned, WarningKind};
use crate::plan::Calendar;

/// A bracket without its partner within this many characters is a slip of the pen.
const LONGEST_BRACKET: usize = 200;

/// What a body consists of.
pub(super) struct Body {
    pub measures: Vec<(Spanned, DraftWork)>,
    pub work: DraftWork,
}

/// What the reader knows while it reads bodies.
pub(super) struct BodyReader<'s, 't> {
    pub shadow: &'s Shadow<'t>,
    /// What a person has said of its parts.
    pub said: &'s Said,
    /// What dates are resolved by; unknown where the document names no span.
    pub calendar: Option<Calendar<'s>>,
    /// Lines end in the middle of sentences.
    pub hard_wrapped: bool,
}

impl BodyReader<'_, '_> {
    /// The sentences of the characters `from..to`; a new one also begins at each of `starts`.
    /// What `is_charged` already is given to nobody else by what the last of its numbered parts says of itself; without
    /// parts, who is named at the end is named for the whole.
    pub fn body(&self, from: usize, to: usize, starts: &[usize], is_charged: bool, notes: &mut Notes) -> Body {
        let mut body = Body { measures: Vec::new(), work: DraftWork::default() };
        // What is said of who and when, and after how many tasks.
        let mut said: BTreeMap<usize, DraftWork> = BTreeMap::new();
        let mut sentences = self.sentences(from, to, starts).into_iter().peekable();
        while let Some((from, to)) = sentences.next() {
            let reader = self.annotations();
            let work = said.entry(body.measures.len()).or_default();
            match self.said.role_at(from).map(|(_, role)| role) {
                Some(LineRole::Owner) => {
                    reader.read_said(Label::Owner, (from, to), work, notes);
                    continue;
                }
                Some(LineRole::Due) => {
                    reader.read_said(Label::Deadline, (from, to), work, notes);
                    continue;
                }
                Some(LineRole::Task | LineRole::Text) => {
                    self.measure(from, to, &mut body, notes);
                    continue;
                }
                Some(LineRole::Title | LineRole::Section | LineRole::Group | LineRole::Item | LineRole::LeftOut)
                | None => {}
            }
            // A label alone on its line announces the next.
            if let Some(labelled) = reader.label_alone(from, to)
                && let Some(next) = sentences.peek()
                && reader.read_next_line(labelled, *next, work, notes)
            {
                sentences.next();
                continue;
            }
            let mut together = work.clone();
            let read =
                self.unbroken(from, to, notes, |reader, (from, to), notes| reader.read(from, to, &mut together, notes));
            if read == Annotates::Wholly {
                *work = together;
                continue;
            }
            // `…12次。甲科牵头,乙科配合。`, `…12次。甲科、乙科`: nothing but who and when, without a label.
            let is_last = sentences.peek().is_none_or(|next| self.shadow.text(to, next.0).contains('\n'));
            if self.alone_without_label(from, to, is_last, work, notes) {
                continue;
            }
            let is_in_passing = together != *work;
            let begins_with = reader.leading_clauses(from, to);
            self.measure(from, to, &mut body, notes);
            // What a task says of itself in passing is said of it alone.
            if is_in_passing || begins_with != DraftWork::default() {
                let own = said.entry(body.measures.len()).or_default();
                own.add(begins_with);
                reader.read(from, to, own, &mut Notes::default());
            }
        }
        Self::hand_out(said, &mut body);
        if !is_charged || starts.len() < 2 {
            self.raise_single_owner(&mut body);
        }
        body
    }

    /// Whether a sentence is nothing but who and when, though no label says so: in words, or, as the last of its line and
    /// without a full stop, by names.
    fn alone_without_label(
        &self,
        from: usize,
        to: usize,
        is_last: bool,
        work: &mut DraftWork,
        notes: &mut Notes,
    ) -> bool {
        // `每月25日前`; more than that is work to be done.
        const LONGEST_CADENCE: usize = 7;
        const VERBS: [&str; 8] = ["牵头", "负责", "配合", "承办", "主办", "落实", "协办", "完成"];
        let text = self.shadow.text(from, to);
        let (mut said, mut more) = (work.clone(), Notes::default());
        let in_words = is_last
            && VERBS.iter().any(|verb| text.contains(verb))
            && self.unbroken(from, to, &mut more, |reader, (from, to), notes| {
                reader.read_words(from, to, &mut said, notes)
            })
            // What says more than when is work to be done.
            && !more.warnings.iter().any(|(_, kind)| {
                matches!(kind, WarningKind::UnknownDate(_) | WarningKind::CadenceOnly(..))
            })
            && (said.lead.is_some() || !said.support.is_empty() || said.due.is_some())
            && !text.split(['，', ',']).any(|part| part.starts_with('每') && part.chars().count() > LONGEST_CADENCE);
        let is_list = || is_last && !text.ends_with('。') && self.is_after_stop(from);
        let is_said = in_words
            || is_list()
                && self.unbroken(from, to, &mut more, |reader, (from, to), notes| {
                    reader.read_names(from, to, &mut said, notes)
                });
        if !is_said {
            return false;
        }
        if said.lead.iter().chain(&said.support).any(|name| begins_with_verb(name)) {
            return false;
        }
        *work = said;
        notes.warnings.extend(more.warnings);
        notes.annotations.extend(more.annotations);
        true
    }

    /// Whether a sentence in the same line ends right before a character.
    fn is_after_stop(&self, at: usize) -> bool {
        let before = (0..at).rev().map(|at| self.shadow.at(at)).find(|c| *c == '\n' || !c.is_whitespace());
        matches!(before, Some('。' | ';' | '!' | '”'))
    }

    /// Who is named after several tasks answers for the task before; who is named once, for all.
    fn hand_out(mut said: BTreeMap<usize, DraftWork>, body: &mut Body) {
        said.retain(|_, work| *work != DraftWork::default());
        let is_of_each = said.keys().filter(|after| **after > 0).count() > 1;
        for (after, work) in said {
            let task = after.checked_sub(1).filter(|_| is_of_each);
            match task.and_then(|task| body.measures.get_mut(task)) {
                Some((_, task)) => task.add(work),
                None => body.work.add(work),
            }
        }
    }

    /// An item of a title and a body, each a run of characters. Where there is no body, the title is the task itself.
    pub fn item(
        &self,
        title: (usize, usize),
        body: usize,
        end: usize,
        inner: &[usize],
        is_charged: bool,
        notes: &mut Notes,
    ) -> DraftItem {
        let (from, to) = title;
        let mut of_title = DraftWork::default();
        let kept = self.without_brackets(from, to, &mut of_title, notes);
        let kept = self.shadow.trimmed(from, kept).1.max(from);
        let mut text = self.joined(from, kept);
        let mut parsed = self.body(body, end, inner, is_charged, notes);
        if parsed.measures.is_empty() {
            // The title is the task itself; a long one keeps its first clause as title.
            let whole = self.body(from, end, inner, is_charged, notes);
            if let Some((first, _)) = whole.measures.first() {
                let short = text.split([',', '，', ':', '：']).next().unwrap_or_default().to_owned();
                let sentence = text.chars().count() > LONGEST_TITLE && !short.is_empty();
                let bare = first.text.trim_end_matches(['。', '.', '；', ';', '！', '!', '？', '?']).to_owned();
                text = if sentence { short } else { bare };
                // Several sentences in the line of the number are as many tasks; the first lends its words as title.
                if sentence || whole.measures.len() > 1 {
                    parsed.measures = whole.measures;
                }
            }
            if parsed.work == DraftWork::default() {
                parsed.work = whole.work;
            }
        } else {
            of_title.add(std::mem::take(&mut parsed.work));
            parsed.work = of_title;
        }
        let title = Spanned { text, span: self.shadow.span(from, kept) };
        DraftItem { no: 0, title, group: None, measures: parsed.measures, work: parsed.work }
    }

    /// What lines that are no tasks say of who and when: `(责任科室:甲科)` below a heading.
    pub fn work_alone(&self, from: usize, to: usize, notes: &mut Notes) -> DraftWork {
        let mut work = DraftWork::default();
        for (from, to) in self.sentences(from, to, &[]) {
            let framed = matches!(self.shadow.at(from), '(' | '[') && self.bracket_end(from, to) == Some(to - 1);
            if framed {
                self.bracket(from, to - 1, true, &mut work, notes);
            } else {
                self.annotations().read(from, to, &mut work, notes);
            }
        }
        work
    }

    /// A sentence that is a task; a bracket after the full stop speaks of the task before it.
    fn measure(&self, from: usize, to: usize, body: &mut Body, notes: &mut Notes) {
        let mut work = DraftWork::default();
        let (from, kept) = self.shadow.trimmed(from, self.without_brackets(from, to, &mut work, notes));
        let mut text = self.joined(from, kept);
        if text.chars().all(|c| !c.is_alphanumeric()) {
            match body.measures.last_mut() {
                Some((_, before)) => before.add(work),
                None => body.work.add(work),
            }
            return;
        }
        // What stood in brackets stood before the full stop.
        if kept < to && !text.ends_with(['。', '；', ';']) {
            text.push('。');
        }
        body.measures.push((Spanned { text, span: self.shadow.span(from, kept) }, work));
    }

    /// Reads a run that a narrow page may have broken, as if it stood in one line.
    fn unbroken<T>(
        &self,
        from: usize,
        to: usize,
        notes: &mut Notes,
        read: impl FnOnce(&AnnotationReader<'_, '_>, (usize, usize), &mut Notes) -> T,
    ) -> T {
        if self.shadow.find(from, to, |c| c == '\n').is_none() {
            return read(&self.annotations(), (from, to), notes);
        }
        let mut text = String::new();
        for line in self.shadow.text(from, to).lines().map(str::trim) {
            // A label has a line of its own.
            if is_annotation(line) && !text.is_empty() {
                text.push('；');
            }
            text.push_str(line);
        }
        let shadow = Shadow::of(&text);
        let mut found = Notes::default();
        let reader = AnnotationReader { shadow: &shadow, calendar: self.calendar };
        let done = read(&reader, (0, shadow.len()), &mut found);
        // Where in it something stands counts no more than that it does.
        notes.warnings.extend(found.warnings.into_iter().map(|(_, kind)| (from, kind)));
        if !found.annotations.is_empty() {
            notes.annotations.push((from, to));
        }
        done
    }

    pub fn annotations(&self) -> AnnotationReader<'_, '_> {
        AnnotationReader { shadow: self.shadow, calendar: self.calendar }
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
        let shadow = self.shadow;
        let mut text = String::new();
        let mut at = from;
        while at < to {
            // Looked for no further than the run goes: a paper may have one line, and 100,000 sentences in it.
            let end = shadow.find(at, to, |c| c == '\n').unwrap_or(to);
            let (first, last) = shadow.trimmed(at, end);
            // A line that is hidden holds only blanks here.
            text.push_str(shadow.text(first, last));
            at = end + 1;
        }
        text
    }

    fn sentences(&self, from: usize, to: usize, starts: &[usize]) -> Vec<(usize, usize)> {
        let shadow = self.shadow;
        let mut sentences = Vec::new();
        let (mut begin, mut at) = (from, from);
        let mut close = |begin: &mut usize, end: usize| {
            // What comes next belongs to what stands here.
            let next = shadow.find(end, to, |c| !c.is_whitespace());
            if next.is_some_and(|next| self.said.joins(next)) {
                return;
            }
            let (from, to) = shadow.trimmed(*begin, end);
            if from < to {
                sentences.push((from, to));
            }
            *begin = end;
        };
        while at < to {
            if at > begin && (starts.contains(&at) || self.said.begins(at)) {
                close(&mut begin, at);
            }
            match shadow.at(at) {
                // `做一。(责任科室:甲科) 做二。`
                '(' | '[' if shadow.trimmed(begin, at + 1).0 == at && self.note_end(at, to).is_some() => {
                    at = self.note_end(at, to).unwrap_or(at) + 1;
                    close(&mut begin, at);
                    continue;
                }
                '(' | '[' => at = self.bracket_end(at, to).unwrap_or(at),
                '。' | ';' | '!' | '?' => {
                    let mut end = at + 1;
                    while end < to && matches!(shadow.at(end), '”' | '’' | ')' | '》') {
                        end += 1;
                    }
                    close(&mut begin, end);
                    at = end;
                    continue;
                }
                '\n' if !self.hard_wrapped && !self.goes_on(begin, at) => close(&mut begin, at),
                _ => {}
            }
            at += 1;
        }
        close(&mut begin, to);
        sentences
    }

    /// Whether a sentence goes on in the next line: a comma ends none.
    fn goes_on(&self, from: usize, line_end: usize) -> bool {
        let last = (from..line_end).rev().map(|at| self.shadow.at(at)).find(|c| !c.is_whitespace());
        matches!(last, Some(',' | '、'))
    }

    /// Where the bracket that opens at `open` closes; one inside it does not close it.
    fn bracket_end(&self, open: usize, to: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for at in open..to.min(open + LONGEST_BRACKET).min(self.shadow.len()) {
            match self.shadow.at(at) {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                '\n' if !self.hard_wrapped && !self.says_who(open, at) => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(at);
            }
        }
        None
    }

    /// Whether a bracket that its line does not close has begun to say who or when: then the next line goes on with it.
    fn says_who(&self, open: usize, line_end: usize) -> bool {
        const LONGEST: usize = 60;
        let begun = self.shadow.text(open, line_end);
        line_end - open <= LONGEST
            && (!labels_in(self.shadow, open + 1, line_end).is_empty()
                || begun.contains("牵头")
                || begun.contains("配合"))
    }

    /// The end of a bracket that says who and when, and nothing else.
    fn note_end(&self, open: usize, to: usize) -> Option<usize> {
        let close = self.bracket_end(open, to)?;
        let (mut work, mut notes) = (DraftWork::default(), Notes::default());
        self.bracket(open, close, true, &mut work, &mut notes).then_some(close)
    }

    /// Whether a bracket says who and when, and nothing else. One that stands by itself may also just name units.
    fn bracket(&self, open: usize, close: usize, alone: bool, work: &mut DraftWork, notes: &mut Notes) -> bool {
        let mut said = DraftWork::default();
        let mut more = Notes::default();
        let wholly = self.unbroken(open + 1, close, &mut more, |reader, (from, to), notes| {
            reader.read(from, to, &mut said, notes) == Annotates::Wholly
                || reader.read_words(from, to, &mut said, notes)
                || (alone && reader.read_names(from, to, &mut said, notes))
        });
        if wholly || !more.annotations.is_empty() {
            work.add(said);
            notes.warnings.extend(more.warnings);
            notes.annotations.extend(more.annotations);
        }
        wholly
    }

    /// Takes trailing `(责任科室:…)` off; returns where the sentence ends without it.
    pub fn without_brackets(&self, from: usize, to: usize, work: &mut DraftWork, notes: &mut Notes) -> usize {
        let mut at = from;
        while let Some(open) = self.shadow.find(at, to, |c| c == '(' || c == '[') {
            let Some(close) = self.bracket_end(open, to) else {
                at = open + 1;
                continue;
            };
            // A bracket that says more than who and when stays in the text, and so does one before more of it.
            let is_last = self.shadow.text(close + 1, to).chars().all(|c| !c.is_alphanumeric());
            if is_last && self.bracket(open, close, open == self.shadow.trimmed(from, to).0, work, notes) {
                return open;
            }
            at = close + 1;
        }
        to
    }

    /// `以下任务均由教研室落实,12月底前完成`: the sentences that give all that follows to somebody.
    pub fn scoped(&self, from: usize, to: usize) -> Vec<(usize, usize)> {
        let is_scoped = |(from, to): &(usize, usize)| {
            let text = self.shadow.text(*from, *to).trim_start_matches(['(', '（', '[', '【']);
            // Of some of them, or of all but some, is not of all.
            let is_partial = text.contains(['除']) || text.contains("其中") || counts_some(text);
            SCOPES.iter().any(|word| text.starts_with(word)) && text.contains('由') && !is_partial
        };
        self.sentences(from, to, &[]).into_iter().filter(is_scoped).collect()
    }
}

/// `以下三项由…`: so many of them, and who knows which.
fn counts_some(text: &str) -> bool {
    let after: String = text.chars().skip(2).take(2).collect();
    let is_number = |c: char| c.is_ascii_digit() || "两二三四五六七八九十几".contains(c);
    after.starts_with(is_number) && after.ends_with(['项', '条', '个'])
}
