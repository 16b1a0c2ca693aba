//! The outline parser: the text of a work plan, of whatever bureau, to a draft. It goes by the shape of numbers and
//! the place of full stops, never by knowing a certain document, and it reports what it is unsure of.

use super::marker::{Heading, headings};
use super::measures::{Reading, is_annotation};
use super::shadow::Shadow;
use super::span::periods_in;
use super::{Draft, DraftItem, DraftSection, DraftWork, Spanned, Warning, WarningKind};
use crate::plan::{Calendar, Period, SchoolCalendar};

/// What the title of such a document contains.
const TITLE_WORDS: [&str; 7] = ["工作要点", "工作计划", "任务清单", "重点工作", "实施方案", "工作安排", "行动计划"];

/// Opening verbs that a short label does without: 坚持政治引领 is known as 政治引领.
const OPENING_VERBS: [&str; 4] = ["坚持", "聚焦", "突出", "围绕"];

/// A title longer than this that goes on after a comma is a sentence, not a title.
const LONGEST_TITLE: usize = 24;

/// Reads a plan. Never fails: what is no plan gives a draft without items and a warning.
pub fn parse_plan(source: &str) -> Draft {
    parse_plan_of(source, None, &SchoolCalendar::default())
}

/// Reads a plan for the span that was asked for, else for the one that it names itself.
pub fn parse_plan_of(source: &str, period: Option<Period>, school: &SchoolCalendar) -> Draft {
    let shadow = Shadow::of(source);
    let (headings, rejected) = headings(&shadow);
    let first = headings.first().map_or(shadow.len(), |heading| heading.at);
    let mut draft = front_matter(&shadow, first);
    draft.period = period.or(draft.period);
    if draft.period.is_none() {
        draft.warnings.push(Warning { line: 1, kind: WarningKind::NoYear });
    }
    let calendar = draft.period.map(|period| Calendar { period, school });
    let reading = Reading { shadow: &shadow, calendar, hard_wrapped: is_hard_wrapped(source) };
    if headings.is_empty() {
        draft.warnings.push(Warning { line: 1, kind: WarningKind::NoOutline });
        return draft;
    }
    let body_end = furniture(&shadow, &headings, &mut draft);
    let mut reader = Reader { reading, headings: &headings, body_end, draft };
    reader.sections();
    reader.number_items();
    let lines = LineIndex::of(&shadow);
    for at in rejected {
        let text: String = shadow.text(at, shadow.line_end(at)).chars().take(20).collect();
        reader.draft.warnings.push(Warning { line: lines.line(at), kind: WarningKind::OutOfSequence(text) });
    }
    for heading in headings.iter().filter(|heading| heading.missing > 0) {
        let kind = WarningKind::Gap { expected: heading.number - heading.missing, found: heading.number };
        reader.draft.warnings.push(Warning { line: lines.line(heading.at), kind });
    }
    reader.draft.warnings.sort_by_key(|warning| warning.line);
    reader.draft
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
    reading: Reading<'s, 't>,
    headings: &'s [Heading],
    body_end: usize,
    draft: Draft,
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
        self.reading.inherited_owner(body, end)
    }

    fn item(&mut self, heading: Heading, end: usize, inner: &[usize], inherited: Option<&String>) -> DraftItem {
        let (from, to, body) = self.title(heading, end);
        let mut title = self.reading.joined(from, to);
        let mut parsed = self.reading.body(body, end, inner, &mut self.draft.warnings);
        if parsed.measures.is_empty() {
            // The title is the task itself; a long one keeps its first clause as title.
            let whole = self.reading.body(from, end, inner, &mut self.draft.warnings);
            if let Some((first, _)) = whole.measures.first() {
                let short = title.split([',', '，', ':', '：']).next().unwrap_or_default().to_owned();
                let sentence = title.chars().count() > LONGEST_TITLE && !short.is_empty();
                let bare = first.text.trim_end_matches(['。', '.']).to_owned();
                title = if sentence { short } else { bare };
                if sentence {
                    parsed.measures = whole.measures;
                }
            }
            if parsed.work == DraftWork::default() {
                parsed.work = whole.work;
            }
        }
        if title.is_empty() {
            let line = self.reading.line(heading.at);
            self.draft.warnings.push(Warning { line, kind: WarningKind::EmptyItem(heading.number) });
        }
        if parsed.work.lead.is_none() {
            parsed.work.lead = inherited.cloned();
        }
        let title = Spanned { text: title, span: self.reading.shadow.span(from, to) };
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

/// Whether lines break in the middle of sentences at a fixed width.
fn is_hard_wrapped(source: &str) -> bool {
    let widths: Vec<usize> = source.lines().map(|line| line.trim().chars().count()).filter(|n| *n > 0).collect();
    let longest = widths.iter().copied().max().unwrap_or(0);
    let full = widths.iter().filter(|width| **width + 3 >= longest).count();
    longest < 80 && widths.len() > 6 && full * 10 >= widths.len() * 4
}

/// Title, issuer, span and preamble: what stands before the first heading.
fn front_matter(shadow: &Shadow<'_>, first: usize) -> Draft {
    let mut draft = Draft::default();
    let mut lines = Vec::new();
    let mut at = 0;
    while at < first {
        let end = shadow.line_end(at).min(first);
        let (from, to) = shadow.trimmed(at, end);
        if from < to {
            lines.push((from, to));
        }
        at = end + 1;
    }
    let is_title = |(from, to): &(usize, usize)| {
        let text = shadow.text(*from, *to);
        TITLE_WORDS.iter().any(|word| text.contains(word))
            && to - from <= 60
            && !text.contains('。')
            && !text.ends_with("通知")
            && !text.contains("印发")
    };
    let found = lines.iter().rposition(is_title);
    if found.is_none() {
        draft.warnings.push(Warning { line: 1, kind: WarningKind::NoTitle });
    }
    let title_at = found.unwrap_or(0);
    if let Some((from, to)) = lines.get(title_at).copied() {
        // `某某市教育局  六安市教育局2024年工作要点`: the last part that names a span is the title. A blank beside a
        // figure parts nothing.
        let parts_words = |at: &usize| {
            shadow.at(*at).is_whitespace()
                && !shadow.at(at.saturating_sub(1)).is_ascii_digit()
                && !shadow.at(at + 1).is_ascii_digit()
                && !periods_in(shadow.text(*at, to)).is_empty()
        };
        let blank = (from..to).rev().find(parts_words);
        let begin = blank.map_or(from, |at| at + 1);
        let text: String = shadow.text(begin, to).trim_matches(['《', '》']).split_whitespace().collect();
        draft.issuer = match blank {
            Some(blank) => shadow.text(from, blank).trim().to_owned(),
            None => issuer(&text, title_at.checked_sub(1).map(|at| shadow.text(lines[at].0, lines[at].1))),
        };
        draft.title = Spanned { text, span: shadow.span(begin, to) };
    }
    draft.period = period_of_title(&draft.title.text).or_else(|| period_of_front(shadow.text(0, first)));
    let preamble = lines.iter().skip(title_at + 1).filter(|(from, to)| is_preamble(shadow.text(*from, *to)));
    let preamble: Vec<(usize, usize)> = preamble.copied().collect();
    if let (Some((from, _)), Some((_, to))) = (preamble.first(), preamble.last()) {
        let text: Vec<&str> = preamble.iter().map(|(from, to)| shadow.text(*from, *to)).collect();
        draft.preamble = Spanned { text: text.join("\n"), span: shadow.span(*from, *to) };
    }
    draft
}

/// Not the document number, nor the date below the title, nor whom it is addressed to.
fn is_preamble(line: &str) -> bool {
    let bracketed = line.starts_with(['(', '（', '〔', '[']);
    !bracketed && !line.ends_with([':', '：']) && !line.ends_with('号') && line.chars().count() > 8
}

fn issuer(title: &str, line_before: Option<&str>) -> String {
    let head = title.split("20").next().unwrap_or_default();
    if !head.is_empty() && head.len() < title.len() {
        return head.to_owned();
    }
    line_before.filter(|line| line.ends_with(['局', '委', '厅', '部', '会'])).unwrap_or_default().to_owned()
}

/// `2023年工作总结和2024年工作要点`: the plan's span is the last one before the word that makes it a plan.
fn period_of_title(title: &str) -> Option<Period> {
    let plan = TITLE_WORDS.iter().filter_map(|word| title.rfind(word)).max();
    let before = plan.and_then(|at| periods_in(&title[..at]).pop());
    before.or_else(|| periods_in(title).first().copied())
}

/// The span that the text before the first heading speaks of, other papers' titles left out as long as there is another.
fn period_of_front(text: &str) -> Option<Period> {
    let bare = |text: &str| {
        text.split('《').map(|part| part.split_once('》').map_or(part, |(_, rest)| rest)).collect::<String>()
    };
    periods_in(&bare(text)).first().or(periods_in(text).first()).copied()
}

/// Finds what stands after the plan and is no plan; returns where the plan ends.
fn furniture(shadow: &Shadow<'_>, headings: &[Heading], draft: &mut Draft) -> usize {
    let Some(last) = headings.last() else { return shadow.len() };
    let body = shadow.line_end(last.text);
    let mut lines = Vec::new();
    let mut at = body + 1;
    while at < shadow.len() {
        let end = shadow.line_end(at);
        let (from, to) = shadow.trimmed(at, end);
        if from < to {
            lines.push((from, to));
        }
        at = end + 1;
    }
    let is_annex = |(from, _): &(usize, usize)| shadow.starts_with(*from, "附件") || shadow.starts_with(*from, "附表");
    let ends_sentence =
        |(_, to): &(usize, usize)| matches!(shadow.at(to - 1), '。' | ';' | '!' | '?' | ':' | ')' | '”');
    let kept = lines.iter().position(is_annex).unwrap_or(lines.len());
    let names_owner = |(from, to): &(usize, usize)| is_annotation(shadow.text(*from, *to));
    let belongs = |line: &(usize, usize)| ends_sentence(line) || names_owner(line);
    let kept = lines[..kept].iter().rposition(belongs).map_or(0, |at| at + 1);
    draft.furniture = lines[kept..]
        .iter()
        .map(|(from, to)| Spanned { text: shadow.text(*from, *to).to_owned(), span: shadow.span(*from, *to) })
        .collect();
    lines.get(kept).map_or(shadow.len(), |(from, _)| *from)
}
