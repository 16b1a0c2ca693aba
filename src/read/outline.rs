//! The outline parser: the text of a work plan, of whatever bureau, to a draft. It goes by the shape of numbers and
//! the place of full stops, never by knowing a certain document, and it reports what it is unsure of.

use super::annotation::Notes;
use super::coverage::left_out;
use super::front::front_matter;
use super::furniture::plan_end;
use super::marker::{Heading, headings};
use super::measures::BodyReader;
use super::shadow::Shadow;
use super::{DraftItem, DraftPlan, DraftSection, DraftWork, Spanned, Warning, WarningKind};
use crate::plan::{Calendar, Period, SchoolCalendar};

/// Opening verbs that a short label does without: 坚持政治引领 is known as 政治引领.
const OPENING_VERBS: [&str; 4] = ["坚持", "聚焦", "突出", "围绕"];

/// A title longer than this that goes on after a comma is a sentence, not a title.
const LONGEST_TITLE: usize = 24;

/// Reads a plan. Never fails: what is no plan gives a draft without items and a warning.
pub fn parse_plan(source: &str) -> DraftPlan {
    parse_plan_of(source, None, &SchoolCalendar::default())
}

/// Reads a plan for the span that was asked for, else for the one that it names itself.
pub fn parse_plan_of(source: &str, period: Option<Period>, school: &SchoolCalendar) -> DraftPlan {
    let shadow = Shadow::of(source);
    let (headings, rejected) = headings(&shadow);
    let first = headings.first().map_or(shadow.len(), |heading| heading.at);
    let mut draft = front_matter(&shadow, first);
    draft.period = period.or(draft.period);
    if draft.period.is_none() {
        draft.warnings.push(Warning { line: 1, kind: WarningKind::NoYear });
    }
    let calendar = draft.period.map(|period| Calendar { period, school });
    let reading = BodyReader { shadow: &shadow, calendar, hard_wrapped: is_hard_wrapped(source) };
    if headings.is_empty() {
        draft.warnings.push(Warning { line: 1, kind: WarningKind::NoOutline });
        return draft;
    }
    let body_end = plan_end(&shadow, &headings, &mut draft);
    let mut reader = Reader { reading, headings: &headings, body_end, draft, notes: Notes::default() };
    reader.sections();
    reader.number_items();
    let Reader { mut draft, notes, .. } = reader;
    draft.annotations.extend(notes.annotations.iter().map(|(from, to)| shadow.spanned(*from, *to)));
    let lines = LineIndex::of(&shadow);
    draft.warnings.extend(notes.warnings.into_iter().map(|(at, kind)| Warning { line: lines.line(at), kind }));
    for at in rejected {
        let text: String = shadow.text(at, shadow.line_end(at)).chars().take(20).collect();
        draft.warnings.push(Warning { line: lines.line(at), kind: WarningKind::OutOfSequence(text) });
    }
    for heading in headings.iter().filter(|heading| heading.missing > 0) {
        let kind = WarningKind::Gap { expected: heading.number - heading.missing, found: heading.number };
        draft.warnings.push(Warning { line: lines.line(heading.at), kind });
    }
    for (at, text) in left_out(&shadow, &headings, &draft) {
        draft.warnings.push(Warning { line: lines.line(at), kind: WarningKind::LeftOut(text) });
    }
    draft.warnings.sort_by_key(|warning| warning.line);
    draft.warnings.dedup();
    draft
}

/// Where lines begin, so that 100,000 warnings do not count lines 100,000 times.
struct LineIndex(Vec<usize>);

impl LineIndex {
    fn of(shadow: &Shadow<'_>) -> Self {
        Self(shadow.chars.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(at, _)| at).collect())
    }

    fn line(&self, at: usize) -> usize {
        1 + self.0.partition_point(|line_end| *line_end < at)
    }
}

struct Reader<'s, 't> {
    reading: BodyReader<'s, 't>,
    headings: &'s [Heading],
    body_end: usize,
    draft: DraftPlan,
    notes: Notes,
}

impl Reader<'_, '_> {
    fn sections(&mut self) {
        // A plan with one level of numbers has items and no sections.
        let nested = self.headings.iter().any(|heading| heading.depth == 1);
        let item_depth = usize::from(nested);
        if !nested {
            let heading = Spanned { text: self.draft.title.text.clone(), span: self.draft.title.span };
            self.draft
                .sections
                .push(DraftSection { ordinal: 1, label: "全部".to_owned(), heading, items: Vec::new() });
        }
        let mut inherited = None;
        for (at, heading) in self.headings.iter().enumerate() {
            let next = self.headings[at + 1..].iter().find(|next| next.depth <= item_depth);
            let end = next.map_or(self.body_end, |next| next.at).max(heading.text);
            if heading.depth == item_depth {
                let inner: Vec<usize> = self.headings[at + 1..]
                    .iter()
                    .take_while(|next| next.depth > item_depth)
                    .map(|next| next.at)
                    .collect();
                let item = self.item(*heading, end, &inner, inherited.as_ref());
                if let Some(section) = self.draft.sections.last_mut() {
                    section.items.push(item);
                }
            } else if nested && heading.depth == 0 {
                inherited = self.section(*heading, end);
            }
        }
        let lines = LineIndex::of(self.reading.shadow);
        for section in &self.draft.sections {
            if section.items.is_empty() {
                let before = self.reading.shadow.source[..section.heading.span.start].chars().count();
                let kind = WarningKind::EmptySection(section.label.clone());
                self.draft.warnings.push(Warning { line: lines.line(before), kind });
            }
        }
    }

    /// Opens a section; returns the unit that its preface gives everything to.
    fn section(&mut self, heading: Heading, end: usize) -> Option<String> {
        let (from, to, body) = self.title(heading, end);
        let text = self.reading.joined(from, to);
        let label = label(&text);
        let followed_by_item = self.headings.iter().any(|next| next.at == end && next.depth == 1);
        let mut section = DraftSection {
            ordinal: heading.number,
            label,
            heading: Spanned { text, span: self.reading.shadow.span(from, to) },
            items: Vec::new(),
        };
        if !followed_by_item && self.reading.shadow.trimmed(body, end).0 < self.reading.shadow.trimmed(body, end).1 {
            // A section written as plain paragraphs: its heading is its only item.
            section.items.push(self.item(heading, end, &[], None));
        }
        self.draft.sections.push(section);
        let owner = self.reading.inherited_owner(body, end);
        if let Some((_, sentence)) = &owner {
            self.notes.annotations.push(*sentence);
        }
        owner.map(|(name, _)| name)
    }

    fn item(&mut self, heading: Heading, end: usize, inner: &[usize], inherited: Option<&String>) -> DraftItem {
        let (from, to, body) = self.title(heading, end);
        let mut of_title = DraftWork::default();
        let kept = self.reading.without_brackets(from, to, &mut of_title, &mut self.notes);
        let kept = self.reading.shadow.trimmed(from, kept).1.max(from);
        let mut title = self.reading.joined(from, kept);
        let mut parsed = self.reading.body(body, end, inner, &mut self.notes);
        if parsed.measures.is_empty() {
            // The title is the task itself; a long one keeps its first clause as title.
            let whole = self.reading.body(from, end, inner, &mut self.notes);
            if let Some((first, _)) = whole.measures.first() {
                let short = title.split([',', '，', ':', '：']).next().unwrap_or_default().to_owned();
                let sentence = title.chars().count() > LONGEST_TITLE && !short.is_empty();
                let bare = first.text.trim_end_matches(['。', '.', '；', ';', '！', '!', '？', '?']).to_owned();
                title = if sentence { short } else { bare };
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
        if title.is_empty() {
            self.notes.warnings.push((heading.at, WarningKind::EmptyItem(heading.number)));
        }
        if parsed.work.lead.is_none() {
            parsed.work.lead = inherited.cloned();
        }
        let title = Spanned { text: title, span: self.reading.shadow.span(from, kept) };
        DraftItem { no: heading.number, title, measures: parsed.measures, work: parsed.work }
    }

    /// The title after a number: its first and last character, and where the body begins.
    fn title(&self, heading: Heading, end: usize) -> (usize, usize, usize) {
        let shadow = self.reading.shadow;
        let line_end = if self.reading.hard_wrapped {
            shadow.find(heading.text, end, |c| c == '。').map_or(shadow.line_end(heading.text), |at| at + 1)
        } else {
            shadow.line_end(heading.text)
        }
        .min(end);
        let stop = shadow.find(heading.text, line_end, |c| c == '。').unwrap_or(line_end);
        let (from, to) = shadow.trimmed(heading.text, stop);
        let body = if stop < line_end { stop + 1 } else { line_end };
        (from, to, body)
    }

    /// Items are numbered as in the document when its numbers run through, else counted.
    fn number_items(&mut self) {
        let numbers: Vec<u32> = self.draft.sections.iter().flat_map(|s| &s.items).map(|item| item.no).collect();
        let runs_through = numbers.windows(2).all(|pair| pair[0] < pair[1]);
        if !runs_through {
            let items = self.draft.sections.iter_mut().flat_map(|section| &mut section.items);
            for (item, no) in items.zip(1..) {
                item.no = no;
            }
        }
        for (section, ordinal) in self.draft.sections.iter_mut().zip(1..) {
            section.ordinal = ordinal;
        }
    }
}

/// The first clause of a heading without its opening verb.
fn label(heading: &str) -> String {
    let clause = heading.split([',', '，', '、', ':', '：', ' ']).next().unwrap_or(heading);
    let bare = OPENING_VERBS.iter().find_map(|verb| clause.strip_prefix(verb)).filter(|rest| rest.chars().count() >= 2);
    bare.unwrap_or(clause).to_owned()
}

/// Whether lines break in the middle of sentences at a fixed width, counted in cells: most lines that end no sentence,
/// and have no number after them, are nearly as long as the longest.
fn is_hard_wrapped(source: &str) -> bool {
    const WIDTHS: std::ops::Range<usize> = 24..160;
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let cells = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let longest = lines.iter().map(|line| cells(line)).max().unwrap_or(0);
    let goes_on = |pair: &[&str]| {
        let ends = pair[0].is_empty() || pair[0].ends_with(['。', '；', ';', '！', '!', '？', '?', '：', ':']);
        let begins = pair[1].starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十(（①②③④⑤".contains(c));
        !ends && !begins && !pair[1].is_empty()
    };
    let open: Vec<usize> = lines.windows(2).filter(|pair| goes_on(pair)).map(|pair| cells(pair[0])).collect();
    let full = open.iter().filter(|width| **width + 6 >= longest).count();
    WIDTHS.contains(&longest) && open.len() >= 3 && full * 10 >= open.len() * 7
}
