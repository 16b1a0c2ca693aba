//! The outline parser: a paper, of whatever bureau, to a draft. It goes by the shape of numbers and the place of full
//! stops, never by knowing a certain document; it says why it read what as what, and what it is unsure of.

use super::annotation::Notes;
use super::body::BodyReader;
use super::corrections::{Corrections, ItemPlace, LineRole, Said, SaidWhen, SaidWork};
use super::coverage::left_out;
use super::draft::{Reason, ReasonKind};
use super::front::{front_matter, guessed_year, is_title, issuer_besides};
use super::furniture::{is_heading_of_page, plan_end, review};
use super::labels::is_annotation;
use super::levels::{Heading, Role, assign_roles, headings};
use super::marker::{Marker, Shape, begins_with_marker, markers};
use super::opening::{contents_page, page_numbers, plan_start, unnumbered};
use super::paper::{Paper, PaperNote, Style, of_text};
use super::sections::SectionReader;
use super::shadow::{Run, Shadow};
use super::styled::styled_headings;
use super::table::{self, Table};
use super::titles::LONGEST_TITLE;
use super::{DraftPlan, DraftWork, Spanned, Warning, WarningKind};
use crate::plan::{Calendar, Period, SchoolCalendar};

/// Sections called so say what for, not what: they are the preamble.
const PREAMBLES: [&str; 21] = [
    "现状分析",
    "形势分析",
    "基本情况",
    "工作背景",
    "学校现状",
    "情况分析",
    "背景分析",
    "校情分析",
    "园情分析",
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
    let mut shadow = Shadow::of(&paper.text);
    let said = Said::of(corrections, &shadow);
    let mut hidden = page_numbers(&shadow);
    hidden.extend(review(&shadow).filter(|run| said.roles.iter().all(|((from, _), _)| !(run.0..run.1).contains(from))));
    hidden.extend(said.roles.iter().filter(|(_, role)| *role == LineRole::LeftOut).map(|(run, _)| *run));
    let left_out: Vec<Spanned> = hidden.iter().map(|(from, to)| shadow.spanned(*from, *to)).collect();
    for line in hidden {
        shadow.hide(line);
    }
    let mut outline = Outline::of(&shadow, paper, corrections.items);
    let mut places = outline.places();
    let skipped = outline.correct(&shadow, &said);
    let left_out: Vec<Spanned> =
        left_out.into_iter().chain(skipped.iter().map(|(from, to)| shadow.spanned(*from, *to))).collect();
    for line in skipped {
        shadow.hide(line);
    }
    let source = Source { shadow: &shadow, paper, period: corrections.period, said: &said, school };
    let mut notes = Notes::default();
    let tables = table::tables(&shadow, paper, &said, &corrections.columns);
    places.extend(tables.is_some().then_some(ItemPlace::Tables));
    let is_plan = |tables: &Table| match corrections.items {
        Some(ItemPlace::Tables) => true,
        Some(ItemPlace::Level(_)) => false,
        None => !outline.is_more_than(tables),
    };
    let (tables, annex) = match tables {
        Some(tables) if is_plan(&tables) => (Some(tables), None),
        tables => (None, tables),
    };
    let mut draft = match tables {
        Some(tables) => {
            let beside = outline.beside(&tables);
            if let Some(first) = beside.first().filter(|_| beside.len() > 1) {
                notes.warnings.push((first.at, WarningKind::TextBesideTable(beside.len())));
            }
            source.by_table(&tables, &mut notes)
        }
        None => source.by_outline(outline, &mut notes),
    };
    if let Some(tables) = &annex {
        tables.charge(&source.reading(&draft, false), &mut draft, &mut notes);
    }
    draft.places = places;
    draft.furniture.extend(left_out);
    if let Some(title) = &corrections.title {
        draft.title.text.clone_from(title);
        draft.warnings.retain(|warning| warning.kind != WarningKind::NoTitle);
    }
    if let Some(issuer) = &corrections.issuer {
        draft.issuer.clone_from(issuer);
    }
    charge(&mut draft, corrections);
    source.finished(draft, notes)
}

/// Who leads and by when, as somebody said of single parts. What is the title of an item and its first task at once is the
/// item.
fn charge(draft: &mut DraftPlan, corrections: &Corrections) {
    let said = |at: &Spanned| corrections.works.get(&at.span.start);
    let take = |work: &mut DraftWork, said: &SaidWork| {
        if let Some(lead) = &said.lead {
            work.lead = Some(lead.clone()).filter(|lead| !lead.is_empty());
            work.support.clone_from(&said.support);
        }
        let (start, due, cadence) = match said.when {
            None => return,
            Some(SaidWhen::Day(day)) => (work.start, Some(day), None),
            Some(SaidWhen::Span(first, last)) => (Some(first), Some(last), None),
            Some(SaidWhen::Every(cadence)) => (None, None, Some(cadence)),
            Some(SaidWhen::Open) => (None, None, None),
        };
        (work.start, work.due, work.cadence) = (start, due, cadence);
    };
    for item in draft.sections.iter_mut().flat_map(|section| &mut section.items) {
        if let Some(said) = said(&item.title) {
            take(&mut item.work, said);
        }
        for (measure, work) in &mut item.measures {
            if let Some(said) = said(measure).filter(|_| measure.span.start != item.title.span.start) {
                take(work, said);
            }
        }
    }
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
    fn of(shadow: &Shadow<'_>, paper: &Paper, items: Option<ItemPlace>) -> Self {
        let contents = contents_page(shadow);
        let styled = styled_headings(paper, shadow);
        let mut found: Vec<Marker> = markers(shadow, &styled);
        let more = unnumbered(shadow, &found);
        found.extend(more);
        found.sort_by_key(|marker| marker.at);
        let inside = |at: usize| contents.is_some_and(|(from, to)| (from..to).contains(&at));
        let is_of_page = |marker: &Marker| {
            let is_short = marker.begins_line && shadow.line_end(marker.at) - marker.at <= LONGEST_TITLE;
            is_short && is_heading_of_page(&shadow.line(marker.at))
        };
        found.retain(|marker| !inside(marker.at) && !is_of_page(marker));
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
        let wanted = match items {
            Some(ItemPlace::Level(shape)) => Some(shape),
            Some(ItemPlace::Tables) | None => None,
        };
        let level = assign_roles(&mut accepted, wanted);
        Self { contents, headings: accepted, rejected, level, end }
    }

    /// Takes over what a person says parts are: a heading is added, taken away, or given another role. Returns the lines
    /// between the end of the plan and what somebody has put into it from behind there: they stay left out.
    fn correct(&mut self, shadow: &Shadow<'_>, said: &Said) -> Vec<Run> {
        let known = self.headings.clone();
        self.headings.retain(|heading| !said.joins(heading.at) && !said.covers(heading.at));
        self.rejected.retain(|at| said.role_at(*at).is_none());
        let mut last = self.end;
        for (run, role) in &said.roles {
            let role = match role {
                LineRole::Title | LineRole::LeftOut => continue,
                LineRole::Text | LineRole::Owner | LineRole::Due => None,
                LineRole::Section => Some(Role::Section),
                LineRole::Group => Some(Role::Group),
                LineRole::Item => Some(Role::Item),
                LineRole::Task => Some(Role::Inner),
            };
            last = last.max(run.1);
            let at = known.binary_search_by_key(&run.0, |heading| heading.at).ok();
            let heading = |role| match at {
                Some(at) => Heading { role, missing: 0, ..known[at] },
                None => heading_said(shadow, *run, role),
            };
            self.headings.extend(role.map(heading));
        }
        self.headings.sort_by_key(|heading| heading.at);
        for at in known.iter().filter(|heading| said.role_at(heading.at).is_some()).map(|heading| heading.at) {
            if let Ok(at) = self.headings.binary_search_by_key(&at, |heading| heading.at) {
                self.settle_below(at, said);
            }
        }
        // A paper without any sign ends where its last heading's text does.
        if known.is_empty()
            && let (Some(first), Some(last)) = (self.headings.first(), self.headings.last())
        {
            self.end = plan_end(shadow, first.text, last.text).max(last.text);
        }
        let end = self.end;
        self.end = end.max(last);
        let is_skipped = |run: &Run| run.0 >= end && run.0 < self.end && !said.covers(run.0);
        shadow.lines().into_iter().filter(is_skipped).collect()
    }

    /// What stands below a heading that has another role now: a section or group without items takes the next level for
    /// them, the items of what is an item itself are its tasks.
    fn settle_below(&mut self, at: usize, said: &Said) {
        let Heading { depth, role, .. } = self.headings[at];
        let below = self.headings[at + 1..].iter().take_while(|next| next.depth > depth).count();
        let below = &mut self.headings[at + 1..][..below];
        match role {
            Role::Section | Role::Group if below.iter().all(|next| next.role == Role::Inner) => {
                let is_free = |next: &Heading| !next.shape.is_weak() && said.role_at(next.at).is_none();
                let level = below.iter().filter(|next| is_free(next)).map(|next| next.depth).min();
                for next in below.iter_mut().filter(|next| is_free(next) && Some(next.depth) == level) {
                    next.role = Role::Item;
                }
            }
            Role::Item => {
                for next in below.iter_mut().filter(|next| said.role_at(next.at).is_none()) {
                    next.role = Role::Inner;
                }
            }
            Role::Section | Role::Group | Role::Inner => {}
        }
    }

    /// Where the items could be: each level of numbers.
    fn places(&self) -> Vec<ItemPlace> {
        let mut shapes: Vec<(usize, Shape)> =
            self.headings.iter().map(|heading| (heading.depth, heading.shape)).collect();
        shapes.sort_unstable();
        shapes.dedup_by_key(|(_, shape)| *shape);
        let mut places: Vec<ItemPlace> = Vec::new();
        for (_, shape) in shapes {
            let place = ItemPlace::Level(shape);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// The items in running text that no table holds.
    fn beside(&self, tables: &Table) -> Vec<&Heading> {
        self.headings.iter().filter(|heading| heading.role == Role::Item && !tables.holds(heading.at)).collect()
    }

    /// Whether running text is the plan, and tables are a part of it, or only repeat it after it.
    fn is_more_than(&self, tables: &Table) -> bool {
        const FEWEST: usize = 3;
        let first = tables.first();
        let before: Vec<&Heading> =
            self.headings.iter().filter(|heading| heading.role == Role::Item && heading.at < first).collect();
        let text = before.first().map_or(0, |item| first - item.at);
        let comes_first = before.len() >= FEWEST && text > 10 * before.len();
        comes_first || self.beside(tables).len() > tables.items()
    }
}

/// A heading where the reader saw none. It stands inside what is commonly outside of it.
fn heading_said(shadow: &Shadow<'_>, (from, to): Run, role: Role) -> Heading {
    let marker = markers(&Shadow::of(shadow.text(from, to)), &[]).first().copied().filter(|marker| marker.at == 0);
    let depth = match role {
        Role::Section => 0,
        Role::Group => 1,
        Role::Item => 2,
        Role::Inner => 3,
    };
    Heading {
        at: from,
        text: marker.map_or(from, |marker| from + marker.text),
        number: marker.map_or(0, |marker| marker.number),
        shape: marker.map_or(Shape::Styled(9), |marker| marker.shape),
        depth,
        missing: 0,
        role,
    }
}

/// A paper that is read, and what a person has said of the whole of it.
struct Source<'a> {
    shadow: &'a Shadow<'a>,
    paper: &'a Paper,
    period: Option<Period>,
    said: &'a Said,
    school: &'a SchoolCalendar,
}

impl<'a> Source<'a> {
    fn reading(&self, draft: &DraftPlan, hard_wrapped: bool) -> BodyReader<'a, 'a> {
        let calendar = draft.period.map(|period| Calendar { period, school: self.school });
        BodyReader { shadow: self.shadow, said: self.said, calendar, hard_wrapped }
    }

    fn by_outline(&self, outline: Outline, notes: &mut Notes) -> DraftPlan {
        let shadow = self.shadow;
        let Outline { contents, mut headings, rejected, level, end } = outline;
        let first = headings.first().map_or(shadow.len(), |heading| heading.at);
        let mut draft = self.front(first, end, contents);
        if let Some(kind) = no_plan(shadow, &headings, first, end) {
            draft.warnings.push(Warning { line: 1, kind });
            draft.furniture.extend(lines_from(shadow, first));
            return draft;
        }
        let reading = self.reading(&draft, is_hard_wrapped(shadow.source));
        if reading.hard_wrapped {
            draft.preamble.text = draft.preamble.text.split('\n').map(str::trim).collect();
        }
        preamble_sections(shadow, self.said, &mut headings, end, &mut draft);
        if let (Some(level), Some(item)) = (level, headings.iter().find(|heading| heading.role == Role::Item)) {
            let kind = ReasonKind::ItemLevel { level, first: shadow.text(item.at, item.text).trim().to_owned() };
            draft.reasons.push(Reason { at: shadow.span(item.at, item.text).start, kind });
        }
        draft.furniture.extend(lines_from(shadow, end));
        SectionReader { reading: &reading, headings: &headings, end, draft: &mut draft, notes }.read();
        for at in rejected {
            let text: String = shadow.text(at, shadow.line_end(at)).chars().take(20).collect();
            notes.warnings.push((at, WarningKind::OutOfSequence(text)));
        }
        for heading in headings.iter().filter(|heading| heading.missing > 0) {
            let kind = WarningKind::Gap { expected: heading.number - heading.missing, found: heading.number };
            notes.warnings.push((heading.at, kind));
        }
        // What a number says is held by the number of its node.
        draft.numbers = headings.iter().map(|heading| shadow.span(heading.at, heading.text)).collect();
        draft
    }

    fn by_table(&self, tables: &Table, notes: &mut Notes) -> DraftPlan {
        let mut draft = self.front(tables.first(), tables.last(), None);
        tables.read(&self.reading(&draft, false), &mut draft, notes);
        draft.furniture.extend(lines_from(self.shadow, tables.last()));
        draft
    }

    /// Title, issuer, span, preamble, and what of it was guessed.
    fn front(&self, first: usize, end: usize, contents: Option<Run>) -> DraftPlan {
        let Self { shadow, paper, period, said, .. } = *self;
        let styled = paper.styled.iter().find(|(_, style)| *style == Style::Title);
        let in_chars = |byte: usize| shadow.source[..byte].chars().count();
        let before = contents.map_or(first, |(from, _)| from.min(first));
        let mut draft = front_matter(shadow, before, styled.map(|(byte, _)| in_chars(*byte)), said);
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
                if let (Some((from, _)), Some((_, to)), true) =
                    (rest.first(), rest.last(), draft.preamble.text.is_empty())
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

    /// What no rule took is told, and warnings stand in the order of their lines.
    fn finished(&self, mut draft: DraftPlan, notes: Notes) -> DraftPlan {
        let shadow = self.shadow;
        draft.number_items();
        draft.annotations.extend(notes.annotations.iter().map(|(from, to)| shadow.spanned(*from, *to)));
        if draft.issuer.is_empty() {
            draft.issuer = issuer_besides(&draft.furniture);
        }
        let left_out = left_out(shadow, &draft).into_iter().map(|(at, text)| (at, WarningKind::LeftOut(text)));
        let lines = self.paper.lines();
        let line = |at: usize| lines.line(shadow.span(at, at).start);
        let told = notes.warnings.into_iter().chain(left_out).map(|(at, kind)| Warning { line: line(at), kind });
        draft.warnings.extend(told);
        let not_read = |note: &PaperNote| Warning { line: 1, kind: WarningKind::NotRead(note.clone()) };
        draft.warnings.extend(self.paper.notes.iter().map(not_read));
        draft.warnings.sort_by_key(|warning| warning.line);
        draft.warnings.dedup();
        draft
    }
}

/// Why there is no plan in a text: it has no outline, or it only hands out a paper.
fn no_plan(shadow: &Shadow<'_>, headings: &[Heading], first: usize, end: usize) -> Option<WarningKind> {
    let has_title = shadow.lines().iter().any(|(from, to)| *from < first && is_title(shadow.text(*from, *to)));
    let hands_out = ["印发给", "印发你们"].iter().any(|word| shadow.text(0, first).contains(word));
    let is_notice = !has_title && (hands_out || (headings.is_empty() && shadow.text(0, end).contains("印发")));
    let kind = if is_notice { WarningKind::NoticeOnly } else { WarningKind::NoOutline };
    (headings.is_empty() || is_notice).then_some(kind)
}

/// The lines from a character on, which are none of the plan.
fn lines_from(shadow: &Shadow<'_>, first: usize) -> Vec<Spanned> {
    shadow.lines().iter().filter(|(from, _)| *from >= first).map(|(from, to)| shadow.spanned(*from, *to)).collect()
}

/// Sections at the beginning that say what for become the preamble.
fn preamble_sections(shadow: &Shadow<'_>, said: &Said, headings: &mut Vec<Heading>, end: usize, draft: &mut DraftPlan) {
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
        // Somebody knows better.
        if said.roles.iter().any(|((from, _), role)| (begin..until).contains(from) && role.is_nested()) {
            return;
        }
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

/// Whether lines break in the middle of sentences at a fixed width, counted in cells: most lines that end no sentence,
/// and have no number after them, are nearly as long as the longest.
fn is_hard_wrapped(source: &str) -> bool {
    const WIDTHS: std::ops::Range<usize> = 24..160;
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let cells = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let longest = lines.iter().map(|line| cells(line)).max().unwrap_or(0);
    let goes_on = |pair: &[&str]| {
        let ends = pair[0].is_empty() || pair[0].ends_with(['。', '；', ';', '！', '!', '？', '?', '：', ':']);
        let begins = pair[1].starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十(（①②③④⑤".contains(c))
            || begins_with_marker(pair[1]);
        // `责任科室:甲科` has a line of its own in any paper.
        let is_labelled = pair.iter().any(|line| is_annotation(line));
        !ends && !begins && !is_labelled && !pair[1].is_empty()
    };
    let open: Vec<usize> = lines.windows(2).filter(|pair| goes_on(pair)).map(|pair| cells(pair[0])).collect();
    let full = open.iter().filter(|width| **width + 6 >= longest).count();
    WIDTHS.contains(&longest) && open.len() >= 3 && full * 10 >= open.len() * 7
}
