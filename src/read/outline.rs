//! The outline parser: a paper, of whatever bureau, to a draft. It goes by the shape of numbers and the place of full
//! stops, never by knowing a certain document; it says why it read what as what, and what it is unsure of.

use super::annotation::Notes;
use super::body::BodyReader;
use super::coverage::left_out;
use super::draft::{Corrections, LineRole, Reason, ReasonKind};
use super::front::{front_matter, guessed_year, is_title};
use super::furniture::plan_end;
use super::levels::{Heading, Role, assign_roles, headings};
use super::marker::{Marker, Shape, markers};
use super::opening::{contents_page, page_numbers, plan_start, unnumbered};
use super::paper::{Paper, Style, of_text};
use super::shadow::{LineIndex, Run, Shadow};
use super::table::{self, Table};
use super::titles::{LONGEST_TITLE, label, short_title};
use super::{DraftItem, DraftPlan, DraftSection, DraftWork, Spanned, Warning, WarningKind};
use crate::plan::{Calendar, Period, SchoolCalendar};

/// Sections called so say what for, not what: they are the preamble.
const PREAMBLES: [&str; 12] = [
    "指导思想",
    "总体要求",
    "总体思路",
    "总体目标",
    "工作思路",
    "工作目标",
    "基本思路",
    "目标要求",
    "主要目标",
    "总体安排",
    "基本原则",
    "工作原则",
];

/// Reads the text of a plan. Never fails: what is no plan gives a draft without items and a warning.
pub fn parse_plan(source: &str) -> DraftPlan {
    parse_plan_of(source, None, &SchoolCalendar::default())
}

/// Reads a text for the span that was asked for, else for the one that it names itself.
pub fn parse_plan_of(source: &str, period: Option<Period>, school: &SchoolCalendar) -> DraftPlan {
    parse_paper(&of_text(source.to_owned()), &Corrections { period, ..Corrections::default() }, school)
}

/// Reads a paper; what a person knows better counts.
pub fn parse_paper(paper: &Paper, corrections: &Corrections, school: &SchoolCalendar) -> DraftPlan {
    let period = corrections.period;
    let mut shadow = Shadow::of(&paper.text);
    let corrected = corrected_lines(&shadow, paper, corrections);
    let mut hidden = page_numbers(&shadow);
    hidden.extend(corrected.iter().filter(|(_, role)| *role == LineRole::LeftOut).map(|(line, _)| *line));
    let left_out: Vec<Spanned> = hidden.iter().map(|(from, to)| shadow.spanned(*from, *to)).collect();
    for line in hidden {
        shadow.hide(line);
    }
    let mut outline = Outline::of(&shadow, paper, corrections.item_level);
    outline.correct(&shadow, &corrected);
    let title = corrected.iter().find(|(_, role)| *role == LineRole::Title).map(|(line, _)| *line);
    let tables = table::tables(&shadow, paper);
    let mut draft = match tables {
        Some(tables) if !outline.comes_first(tables.first()) && !outline.has_more(&shadow, paper, tables.len()) => {
            let beside = outline.items_beside(&tables);
            let mut draft = by_table(&shadow, paper, &tables, period, title, school);
            if let Some((first, n)) = beside {
                let line = Lines::of(&shadow, paper).line(first);
                draft.warnings.push(Warning { line, kind: WarningKind::TextBesideTable(n) });
            }
            draft
        }
        _ => by_outline(&shadow, outline, paper, period, title, school),
    };
    draft.furniture.extend(left_out);
    if let Some(title) = &corrections.title {
        draft.title.text.clone_from(title);
        draft.warnings.retain(|warning| warning.kind != WarningKind::NoTitle);
    }
    if let Some(issuer) = &corrections.issuer {
        draft.issuer.clone_from(issuer);
    }
    finished(&shadow, paper, draft)
}

/// The lines that a person has said something of, each a run of characters.
fn corrected_lines(shadow: &Shadow<'_>, paper: &Paper, corrections: &Corrections) -> Vec<(Run, LineRole)> {
    if corrections.lines.is_empty() {
        return Vec::new();
    }
    let line_of = Lines::of(shadow, paper);
    let said = |run: Run| Some((run, *corrections.lines.get(&line_of.line(run.0))?));
    shadow.lines().into_iter().filter_map(said).collect()
}

/// What a paper shows of its headings.
struct Outline {
    contents: Option<Run>,
    headings: Vec<Heading>,
    rejected: Vec<usize>,
    level: Option<super::levels::ItemLevel>,
    /// Where the plan ends.
    end: usize,
}

impl Outline {
    fn of(shadow: &Shadow<'_>, paper: &Paper, item_level: Option<Shape>) -> Self {
        let contents = contents_page(shadow);
        let styled = paper.headings(shadow);
        let mut found: Vec<Marker> = markers(shadow, &styled);
        let more = unnumbered(shadow, &found);
        found.extend(more);
        found.sort_by_key(|marker| marker.at);
        let inside = |at: usize| contents.is_some_and(|(from, to)| (from..to).contains(&at));
        found.retain(|marker| !inside(marker.at));
        let start = plan_start(shadow, &found);
        found.retain(|marker| marker.at >= start);
        let (accepted, _) = headings(&found);
        // Dashes may also stand in what a web page adds.
        let last = accepted.iter().rfind(|heading| !heading.shape.is_weak()).or(accepted.last());
        let end = match (accepted.first(), last) {
            (Some(first), Some(last)) => plan_end(shadow, first.text, last.text),
            _ => shadow.len(),
        };
        found.retain(|marker| marker.at < end);
        let (mut accepted, rejected) = headings(&found);
        let level = assign_roles(&mut accepted, item_level);
        Self { contents, headings: accepted, rejected, level, end }
    }

    /// Takes over what a person says lines are: a heading is added, taken away, or given another role.
    fn correct(&mut self, shadow: &Shadow<'_>, corrected: &[(Run, LineRole)]) {
        for ((from, to), role) in corrected {
            let known = self.headings.iter().find(|heading| heading.at == *from).copied();
            self.headings.retain(|heading| !(*from..*to).contains(&heading.at));
            let (role, depth) = match role {
                LineRole::Title | LineRole::Text | LineRole::LeftOut => continue,
                LineRole::Section => (Role::Section, 0),
                LineRole::Group => (Role::Group, 1),
                LineRole::Item => (Role::Item, 2),
                LineRole::Task => (Role::Inner, 3),
            };
            let marker = markers(&Shadow::of(shadow.text(*from, *to)), &[]).first().copied().filter(|it| it.at == 0);
            let heading = known.unwrap_or_else(|| Heading {
                at: *from,
                text: marker.map_or(*from, |marker| from + marker.text),
                number: marker.map_or(0, |marker| marker.number),
                shape: marker.map_or(Shape::Styled(9), |marker| marker.shape),
                depth,
                missing: 0,
                role,
            });
            self.headings.push(Heading { depth, role, missing: 0, ..heading });
            self.rejected.retain(|at| at != from);
        }
        self.headings.sort_by_key(|heading| heading.at);
    }

    /// Whether running text has more items than the tables have rows: then these are parts of it, and not it of them.
    fn has_more(&self, shadow: &Shadow<'_>, paper: &Paper, rows: usize) -> bool {
        let of_row = |row: &super::paper::Row| {
            let (first, last) = (row.cells.first()?, row.cells.last()?);
            Some((shadow.char_at(first.start), shadow.char_at(last.end)))
        };
        let in_tables: Vec<Run> = paper.rows.iter().filter_map(of_row).collect();
        let is_in_table = |at: usize| {
            let next = in_tables.partition_point(|(from, _)| *from <= at);
            next.checked_sub(1).is_some_and(|row| at < in_tables[row].1.max(in_tables[row].0 + 1))
        };
        let items = self.headings.iter().filter(|heading| heading.role == Role::Item && !is_in_table(heading.at));
        items.count() > rows
    }

    /// The first item in running text before or after the tables, and how many there are. The line right before a table
    /// is its heading.
    fn items_beside(&self, tables: &Table) -> Option<(usize, usize)> {
        const FEWEST: usize = 2;
        let is_beside = |heading: &&Heading| {
            heading.role == Role::Item && (heading.at < tables.first() || heading.at > tables.last())
        };
        let beside: Vec<&Heading> = self.headings.iter().filter(is_beside).collect();
        (beside.len() >= FEWEST).then(|| (beside[0].at, beside.len()))
    }

    /// Whether the paper has its items in running text before a table, which then only repeats them.
    fn comes_first(&self, table: usize) -> bool {
        const FEWEST: usize = 3;
        let before = |heading: &&Heading| heading.role == Role::Item && heading.at < table;
        let items: Vec<&Heading> = self.headings.iter().filter(before).collect();
        let text = items.first().map_or(0, |first| table - first.at);
        items.len() >= FEWEST && text > 10 * items.len()
    }
}

fn by_outline(
    shadow: &Shadow<'_>,
    outline: Outline,
    paper: &Paper,
    period: Option<Period>,
    title: Option<Run>,
    school: &SchoolCalendar,
) -> DraftPlan {
    let Outline { contents, mut headings, rejected, level, end } = outline;
    let first = headings.first().map_or(shadow.len(), |heading| heading.at);
    let mut draft = front(shadow, paper, first, end, contents, period, title);
    let calendar = draft.period.map(|period| Calendar { period, school });
    let reading = BodyReader { shadow, calendar, hard_wrapped: is_hard_wrapped(shadow.source) };
    let has_title = shadow.lines().iter().any(|(from, to)| *from < first && is_title(shadow.text(*from, *to)));
    let hands_out = ["印发给", "印发你们"].iter().any(|word| shadow.text(0, first).contains(word));
    let is_notice = !has_title && (hands_out || (headings.is_empty() && shadow.text(0, end).contains("印发")));
    if headings.is_empty() || is_notice {
        let kind = if is_notice { WarningKind::NoticeOnly } else { WarningKind::NoOutline };
        draft.warnings.push(Warning { line: 1, kind });
        draft
            .furniture
            .extend(shadow.lines().iter().filter(|(from, _)| *from >= first).map(|(f, t)| shadow.spanned(*f, *t)));
        return draft;
    }
    if reading.hard_wrapped {
        draft.preamble.text = draft.preamble.text.split('\n').map(str::trim).collect();
    }
    preamble_sections(shadow, &mut headings, end, &mut draft);
    if let (Some(level), Some(item)) = (level, headings.iter().find(|heading| heading.role == Role::Item)) {
        let kind = ReasonKind::ItemLevel { level, first: shadow.text(item.at, item.text).trim().to_owned() };
        draft.reasons.push(Reason { at: shadow.span(item.at, item.text).start, kind });
    }
    draft.furniture.extend(shadow.lines().iter().filter(|(from, _)| *from >= end).map(|(f, t)| shadow.spanned(*f, *t)));
    let mut reader = Reader { reading, headings: &headings, body_end: end, draft, notes: Notes::default() };
    reader.sections();
    reader.number_items();
    let Reader { mut draft, notes, .. } = reader;
    draft.annotations.extend(notes.annotations.iter().map(|(from, to)| shadow.spanned(*from, *to)));
    let line_of = Lines::of(shadow, paper);
    draft.warnings.extend(notes.warnings.into_iter().map(|(at, kind)| Warning { line: line_of.line(at), kind }));
    for at in rejected {
        let text: String = shadow.text(at, shadow.line_end(at)).chars().take(20).collect();
        draft.warnings.push(Warning { line: line_of.line(at), kind: WarningKind::OutOfSequence(text) });
    }
    for heading in headings.iter().filter(|heading| heading.missing > 0) {
        let kind = WarningKind::Gap { expected: heading.number - heading.missing, found: heading.number };
        draft.warnings.push(Warning { line: line_of.line(heading.at), kind });
    }
    // What a number says is held by the number of its node.
    draft.numbers = headings.iter().map(|heading| shadow.span(heading.at, heading.text)).collect();
    draft
}

fn by_table(
    shadow: &Shadow<'_>,
    paper: &Paper,
    tables: &Table,
    period: Option<Period>,
    title: Option<Run>,
    school: &SchoolCalendar,
) -> DraftPlan {
    let mut draft = front(shadow, paper, tables.first(), tables.last(), None, period, title);
    let calendar = draft.period.map(|period| Calendar { period, school });
    let reading = BodyReader { shadow, calendar, hard_wrapped: false };
    let mut notes = Notes::default();
    tables.read(&reading, &mut draft, &mut notes);
    let after = tables.last();
    draft
        .furniture
        .extend(shadow.lines().iter().filter(|(from, _)| *from >= after).map(|(from, to)| shadow.spanned(*from, *to)));
    let mut reader = Reader { reading, headings: &[], body_end: after, draft, notes };
    reader.number_items();
    let Reader { mut draft, notes, .. } = reader;
    draft.annotations.extend(notes.annotations.iter().map(|(from, to)| shadow.spanned(*from, *to)));
    let line_of = Lines::of(shadow, paper);
    draft.warnings.extend(notes.warnings.into_iter().map(|(at, kind)| Warning { line: line_of.line(at), kind }));
    draft
}

/// Title, issuer, span, preamble, and what of it was guessed.
fn front(
    shadow: &Shadow<'_>,
    paper: &Paper,
    first: usize,
    end: usize,
    contents: Option<Run>,
    period: Option<Period>,
    title: Option<Run>,
) -> DraftPlan {
    let styled = paper.styled.iter().find(|(_, style)| *style == Style::Title);
    let in_chars = |byte: usize| shadow.source[..byte].chars().count();
    let before = contents.map_or(first, |(from, _)| from.min(first));
    let mut draft = front_matter(shadow, before, styled.map(|(byte, _)| in_chars(*byte)), title);
    if let Some((from, to)) = contents {
        draft.reasons.push(Reason { at: shadow.span(from, to).start, kind: ReasonKind::Contents });
        draft.furniture.push(shadow.spanned(from, to));
        if to < first {
            // What stands between the contents and the first heading is a preamble, and the title may stand there again.
            let rest: Vec<Run> =
                shadow.lines().into_iter().filter(|(line, end)| *line >= to && *end <= first).collect();
            let (again, rest): (Vec<Run>, Vec<Run>) =
                rest.into_iter().partition(|(f, t)| shadow.text(*f, *t).chars().count() < LONGEST_TITLE);
            draft.furniture.extend(again.iter().map(|(from, to)| shadow.spanned(*from, *to)));
            if let (Some((from, _)), Some((_, to)), true) = (rest.first(), rest.last(), draft.preamble.text.is_empty())
            {
                draft.preamble = shadow.spanned(*from, *to);
            }
        }
    }
    draft.period = period.or(draft.period);
    if draft.period.is_none() {
        match guessed_year(shadow, first, end) {
            Some((guess, said)) => {
                draft.period = Some(guess);
                draft.warnings.push(Warning { line: 1, kind: WarningKind::PeriodGuessed(said) });
            }
            None => draft.warnings.push(Warning { line: 1, kind: WarningKind::NoYear }),
        }
    }
    draft
}

/// Sections at the beginning that say what for become the preamble.
fn preamble_sections(shadow: &Shadow<'_>, headings: &mut Vec<Heading>, end: usize, draft: &mut DraftPlan) {
    loop {
        let Some(first) = headings.first().filter(|heading| heading.role == Role::Section || heading.depth == 0) else {
            return;
        };
        let rest = &headings[1..];
        let Some(next) = rest.iter().position(|next| next.depth == 0) else { return };
        let line_end = shadow.line_end(first.text);
        let title_end = shadow.find(first.text, line_end, |c| c == '。' || c == ':').unwrap_or(line_end);
        let title: String = shadow.text(first.text, title_end).chars().filter(|c| !c.is_whitespace()).collect();
        let words = title.split(['和', '与', '及', '、']).filter(|word| !word.is_empty());
        let bare = |word: &str| word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年').to_owned();
        if !words.clone().all(|word| PREAMBLES.contains(&bare(word).as_str())) || words.count() == 0 {
            return;
        }
        let begin = first.at;
        let until = rest.get(next).map_or(end, |heading| heading.at);
        let (from, to) = shadow.trimmed(begin, until);
        draft.reasons.push(Reason { at: shadow.span(from, to).start, kind: ReasonKind::Preamble(title) });
        let text = shadow.text(from, to);
        if draft.preamble.text.is_empty() {
            draft.preamble = shadow.spanned(from, to);
        } else {
            let start = draft.preamble.span.start;
            draft.preamble.text = format!("{}\n{text}", draft.preamble.text);
            draft.preamble.span = super::Span { start, end: shadow.span(from, to).end };
        }
        headings.drain(..=next);
    }
}

/// What no rule took is told, and warnings stand in the order of their lines.
fn finished(shadow: &Shadow<'_>, paper: &Paper, mut draft: DraftPlan) -> DraftPlan {
    let line_of = Lines::of(shadow, paper);
    for (at, text) in left_out(shadow, &draft) {
        draft.warnings.push(Warning { line: line_of.line(at), kind: WarningKind::LeftOut(text) });
    }
    for note in &paper.notes {
        draft.warnings.push(Warning { line: 1, kind: WarningKind::NotRead(note.clone()) });
    }
    draft.warnings.sort_by_key(|warning| warning.line);
    draft.warnings.dedup();
    draft
}

/// The lines of a paper as a person finds them.
struct Lines<'a> {
    shadow: &'a Shadow<'a>,
    paper: &'a Paper,
    index: LineIndex,
}

impl<'a> Lines<'a> {
    fn of(shadow: &'a Shadow<'a>, paper: &'a Paper) -> Self {
        Self { shadow, paper, index: LineIndex::of(shadow) }
    }

    fn line(&self, at: usize) -> usize {
        self.paper.line(self.shadow.span(at, at).start, || self.index.line(at))
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
        let first = self.headings.iter().find(|heading| matches!(heading.role, Role::Section | Role::Item));
        if first.is_none_or(|first| first.role == Role::Item) {
            let heading = Spanned { text: self.draft.title.text.clone(), span: self.draft.title.span };
            self.draft
                .sections
                .push(DraftSection { ordinal: 1, label: "全部".to_owned(), heading, items: Vec::new() });
        }
        let (mut of_section, mut of_group, mut group) = (None, None, None);
        let mut group_depth = None;
        for (at, heading) in self.headings.iter().enumerate() {
            let rest = &self.headings[at + 1..];
            let next = rest.iter().find(|next| next.role != Role::Inner);
            let end = next.map_or(self.body_end, |next| next.at).max(heading.text);
            match heading.role {
                Role::Section => {
                    let has_items = next.is_some_and(|next| next.role != Role::Section);
                    of_section = self.section(*heading, end, has_items);
                    (of_group, group, group_depth) = (None, None, None);
                }
                Role::Group => {
                    (group, of_group) = self.group(*heading, end);
                    group_depth = Some(heading.depth);
                }
                Role::Item => {
                    let is_in_group = group_depth.is_some_and(|depth| depth < heading.depth);
                    let inherited = of_group.as_ref().filter(|_| is_in_group).or(of_section.as_ref()).cloned();
                    let inner: Vec<usize> =
                        rest.iter().take_while(|next| next.role == Role::Inner).map(|next| next.at).collect();
                    let mut item = self.item(*heading, end, &inner, inherited.as_ref());
                    item.group = group.clone().filter(|_| is_in_group);
                    if let Some(section) = self.draft.sections.last_mut() {
                        section.items.push(item);
                    }
                }
                Role::Inner => {}
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
    fn section(&mut self, heading: Heading, end: usize, has_items: bool) -> Option<DraftWork> {
        let (from, to, body) = self.title(heading, end, false);
        let shadow = self.reading.shadow;
        let mut work = DraftWork::default();
        let kept = self.reading.without_brackets(from, to, &mut work, &mut self.notes);
        let kept = shadow.trimmed(from, kept).1.max(from);
        let text = self.reading.joined(from, kept);
        let label = label(&text);
        let mut section = DraftSection {
            ordinal: heading.number,
            label,
            heading: Spanned { text, span: shadow.span(from, kept) },
            items: Vec::new(),
        };
        if !has_items && shadow.trimmed(body, end).0 < shadow.trimmed(body, end).1 {
            // A section written as plain paragraphs: its heading is its only item.
            let inner: Vec<usize> = self
                .headings
                .iter()
                .skip_while(|next| next.at <= heading.at)
                .take_while(|next| next.role == Role::Inner)
                .map(|next| next.at)
                .collect();
            section.items.push(self.item(heading, end, &inner, None));
        }
        self.draft.sections.push(section);
        self.inherited(work, body, end)
    }

    /// The label of a group of items, and the unit that it names for all of them.
    fn group(&mut self, heading: Heading, end: usize) -> (Option<Spanned>, Option<DraftWork>) {
        let (from, to, body) = self.title(heading, end, false);
        let mut work = DraftWork::default();
        let kept = self.reading.without_brackets(from, to, &mut work, &mut self.notes);
        let kept = self.reading.shadow.trimmed(from, kept).1.max(from);
        let label = Spanned { text: self.reading.joined(from, kept), span: self.reading.shadow.span(from, kept) };
        (Some(label), self.inherited(work, body, end))
    }

    /// What a preface says of everything below it.
    fn inherited(&mut self, mut work: DraftWork, body: usize, end: usize) -> Option<DraftWork> {
        if let Some((name, sentence)) = self.reading.inherited_owner(body, end) {
            self.notes.annotations.push(sentence);
            work.lead.get_or_insert(name);
        }
        // A line of its own: `(责任科室:甲科)`.
        let said = self.reading.work_alone(body, end, &mut self.notes);
        work.add(said);
        (work != DraftWork::default()).then_some(work)
    }

    fn item(&mut self, heading: Heading, end: usize, inner: &[usize], inherited: Option<&DraftWork>) -> DraftItem {
        let (from, to, body) = self.title(heading, end, true);
        let title = (from, to);
        let mut item = self.reading.item(title, body, end, inner, &mut self.notes);
        item.no = heading.number;
        if item.title.text.is_empty() {
            self.notes.warnings.push((heading.at, WarningKind::EmptyItem(heading.number)));
        }
        if let Some(inherited) = inherited {
            let lead = item.work.lead.take();
            let has_lead = lead.is_some();
            item.work.lead = lead.or_else(|| inherited.lead.clone());
            if !has_lead {
                item.work.support.extend(inherited.support.iter().cloned());
            }
            item.work.leader = item.work.leader.take().or_else(|| inherited.leader.clone());
            item.work.due = item.work.due.or(inherited.due);
            item.work.cadence = item.work.cadence.or(inherited.cadence);
        }
        item
    }

    /// The title after a number: its first and last character, and where the body begins.
    fn title(&self, heading: Heading, end: usize, of_item: bool) -> (usize, usize, usize) {
        let shadow = self.reading.shadow;
        let line_end = if self.reading.hard_wrapped {
            shadow.find(heading.text, end, |c| c == '。').map_or(shadow.line_end(heading.text), |at| at + 1)
        } else {
            shadow.line_end(heading.text)
        }
        .min(end);
        let stop = shadow.find(heading.text, line_end, |c| c == '。').unwrap_or(line_end);
        let stop = short_title(shadow, heading.text, stop).filter(|_| of_item).unwrap_or(stop);
        let (from, to) = shadow.trimmed(heading.text, stop);
        let body = if stop < line_end { stop + 1 } else { line_end };
        (from, to, body)
    }

    /// Items are numbered as in the document when its numbers run through, else counted.
    fn number_items(&mut self) {
        let numbers: Vec<u32> = self.draft.sections.iter().flat_map(|s| &s.items).map(|item| item.no).collect();
        let runs_through = numbers.iter().all(|no| *no > 0) && numbers.windows(2).all(|pair| pair[0] < pair[1]);
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
