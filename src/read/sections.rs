//! Sections: headings whose roles are known, and the text between them, into sections, groups and items of a draft. Which
//! headings there are, and what each is, is decided in `outline`.

use super::annotation::Notes;
use super::body::BodyReader;
use super::levels::{Heading, Role};
use super::titles::{label, short_title};
use super::{DraftItem, DraftPlan, DraftSection, DraftWork, Spanned, WarningKind};

/// Reads the parts of a plan one after the other.
pub(super) struct SectionReader<'a, 's, 't> {
    pub reading: &'a BodyReader<'s, 't>,
    pub headings: &'a [Heading],
    /// Where the plan ends.
    pub end: usize,
    pub draft: &'a mut DraftPlan,
    pub notes: &'a mut Notes,
}

impl SectionReader<'_, '_, '_> {
    /// Fills the draft with all sections and their items.
    pub fn read(&mut self) {
        // A plan with one level of numbers has items and no sections.
        let first = self.headings.iter().find(|heading| matches!(heading.role, Role::Section | Role::Item));
        if first.is_none_or(|first| first.role == Role::Item) {
            self.draft.sections.push(DraftSection::whole(&self.draft.title));
        }
        let (mut of_section, mut of_group, mut group) = (None, None, None);
        let mut group_depth = None;
        for (at, heading) in self.headings.iter().enumerate() {
            let rest = &self.headings[at + 1..];
            let next = rest.iter().find(|next| next.role != Role::Inner);
            let end = next.map_or(self.end, |next| next.at).max(heading.text);
            // What a part says that belongs to no item is none of the others' either.
            let preface = rest.first().map_or(end, |next| next.at.min(end)).max(heading.text);
            let inner =
                || rest.iter().take_while(|next| next.role == Role::Inner).map(|next| next.at).collect::<Vec<_>>();
            match heading.role {
                Role::Section => {
                    let has_items = next.is_some_and(|next| next.role != Role::Section);
                    of_section = self.section(*heading, end, preface, (!has_items).then(inner));
                    (of_group, group, group_depth) = (None, None, None);
                }
                Role::Group => {
                    (group, of_group) = self.group(*heading, end, preface);
                    // A label that only a person saw stands outside of what follows, whatever its looks.
                    let follows = next.map_or(usize::MAX, |next| next.depth.saturating_sub(1));
                    group_depth = Some(heading.depth.min(follows));
                }
                Role::Item => {
                    let is_in_group = group_depth.is_some_and(|depth| depth < heading.depth);
                    let inherited = of_group.as_ref().filter(|_| is_in_group).or(of_section.as_ref()).cloned();
                    let mut item = self.item(*heading, end, &inner(), inherited.as_ref());
                    item.group = group.clone().filter(|_| is_in_group);
                    if let Some(section) = self.draft.sections.last_mut() {
                        section.items.push(item);
                    }
                }
                Role::Inner => {}
            }
        }
        for section in self.draft.sections.iter().filter(|section| section.items.is_empty()) {
            let at = self.reading.shadow.char_at(section.heading.span.start);
            self.notes.warnings.push((at, WarningKind::EmptySection(section.label.clone())));
        }
    }

    /// Opens a section; returns the unit that its preface gives everything to. Where it has no items, `inner` is where its
    /// tasks begin.
    fn section(
        &mut self,
        heading: Heading,
        end: usize,
        preface: usize,
        inner: Option<Vec<usize>>,
    ) -> Option<DraftWork> {
        let (from, to, body) = self.title(heading, end, false);
        let shadow = self.reading.shadow;
        let mut work = DraftWork::default();
        let kept = self.reading.without_brackets(from, to, &mut work, self.notes);
        let kept = shadow.trimmed(from, kept).1.max(from);
        let text = self.reading.joined(from, kept);
        let label = label(&text);
        let mut section = DraftSection {
            ordinal: heading.number,
            label,
            heading: Spanned { text, span: shadow.span(from, kept) },
            items: Vec::new(),
        };
        if let Some(inner) = inner.filter(|_| shadow.trimmed(body, end).0 < shadow.trimmed(body, end).1) {
            // A section written as plain paragraphs: its heading is its only item.
            section.items.push(self.item(heading, end, &inner, None));
        }
        self.draft.sections.push(section);
        self.inherited(work, body.min(preface), preface)
    }

    /// The label of a group of items, and the unit that it names for all of them.
    fn group(&mut self, heading: Heading, end: usize, preface: usize) -> (Option<Spanned>, Option<DraftWork>) {
        let (from, to, body) = self.title(heading, end, false);
        let mut work = DraftWork::default();
        let kept = self.reading.without_brackets(from, to, &mut work, self.notes);
        let kept = self.reading.shadow.trimmed(from, kept).1.max(from);
        let label = Spanned { text: self.reading.joined(from, kept), span: self.reading.shadow.span(from, kept) };
        (Some(label), self.inherited(work, body.min(preface), preface))
    }

    /// What a preface says of everything below it.
    fn inherited(&mut self, mut work: DraftWork, body: usize, end: usize) -> Option<DraftWork> {
        for (from, to) in self.reading.scoped(body, end) {
            self.reading.annotations().read_words(from, to, &mut work, self.notes);
        }
        // A line of its own: `(责任科室:甲科)`.
        let said = self.reading.work_alone(body, end, self.notes);
        work.add(said);
        (work != DraftWork::default()).then_some(work)
    }

    fn item(&mut self, heading: Heading, end: usize, inner: &[usize], inherited: Option<&DraftWork>) -> DraftItem {
        let (from, to, body) = self.title(heading, end, true);
        let title = (from, to);
        let mut item = self.reading.item(title, body, end, inner, inherited.is_some(), self.notes);
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
        // Whatever its line says, a title ends where the next number begins.
        let after = self.headings.partition_point(|other| other.at <= heading.at);
        let end = self.headings.get(after).map_or(end, |next| next.at.clamp(heading.text, end));
        let line_end = if self.reading.hard_wrapped {
            shadow.find(heading.text, end, |c| c == '。').map_or(shadow.line_end(heading.text), |at| at + 1)
        } else {
            shadow.line_end(heading.text)
        }
        .min(end);
        let stop = shadow.find(heading.text, line_end, |c| c == '。').unwrap_or(line_end);
        let stop = short_title(shadow, heading.text, stop).filter(|_| of_item).unwrap_or(stop);
        let said = self.reading.said;
        if let Some(split) = said.split_between(heading.text, stop) {
            let (from, to) = shadow.trimmed(heading.text, split);
            return (from, to, split);
        }
        let (mut stop, mut line_end) = (stop, line_end);
        // What belongs to the title goes up to the next full stop, or to the end of its line.
        while let Some(next) = shadow.find(stop + 1, end, |c| !c.is_whitespace()).filter(|next| said.joins(*next)) {
            line_end = shadow.line_end(next).min(end);
            stop = shadow.find(next, line_end, |c| c == '。').unwrap_or(line_end);
        }
        let (from, to) = shadow.trimmed(heading.text, stop);
        let body = if stop < line_end { stop + 1 } else { line_end };
        (from, to, body)
    }
}
