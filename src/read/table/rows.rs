//! Rows into a draft: sections, items, and what belongs to the item above.

use super::line::{Kind, Line, marker_at, number};
use crate::read::annotation::Notes;
use crate::read::body::BodyReader;
use crate::read::columns::Column;
use crate::read::draft::{DraftItem, DraftPlan, DraftSection, DraftWork, WarningKind};
use crate::read::labels::Label;
use crate::read::shadow::Run;
use crate::read::source::Spanned;
use crate::read::titles::{label, short_title};

/// What has been read so far.
pub(super) struct Rows<'a, 's, 't> {
    pub reading: &'a BodyReader<'s, 't>,
    pub draft: &'a mut DraftPlan,
    pub notes: &'a mut Notes,
    pub group: Option<Spanned>,
    /// The cell that named the section.
    pub section: Option<Run>,
    pub sheet: Option<String>,
}

impl Rows<'_, '_, '_> {
    pub fn take(&mut self, line: &Line) {
        let shadow = self.reading.shadow;
        match &line.kind {
            Kind::Head | Kind::Note => {
                let (from, to) = shadow.trimmed(line.run.0, line.run.1);
                if from < to {
                    self.draft.furniture.push(shadow.spanned(from, to));
                }
            }
            Kind::Section => self.section(shadow.trimmed(line.run.0, line.run.1)),
            Kind::Group => {
                let (from, to) = self.without_marker(shadow.trimmed(line.run.0, line.run.1)).0;
                self.group = Some(shadow.spanned(from, to));
            }
            Kind::Item(cells) => self.item(cells, line.run.0),
            Kind::More(cells) => self.more(cells),
            // It is told as left out.
            Kind::Unknown => {}
        }
    }

    pub fn sheet(&mut self, name: &str, at: usize) {
        if self.sheet.as_deref() != Some(name) {
            self.sheet = Some(name.to_owned());
            let heading = Spanned { text: name.to_owned(), span: self.reading.shadow.span(at, at) };
            let ordinal = self.draft.sections.len() as u32 + 1;
            self.draft.sections.push(DraftSection { ordinal, label: label(name), heading, items: Vec::new() });
        }
    }

    /// A cell without the number at its beginning, and that number.
    fn without_marker(&mut self, (from, to): Run) -> (Run, Option<u32>) {
        let shadow = self.reading.shadow;
        match marker_at(shadow, from, to) {
            Some((_, number, text)) if text < to => {
                self.draft.numbers.push(shadow.span(from, text));
                ((text, to), Some(number))
            }
            _ => ((from, to), None),
        }
    }

    fn section(&mut self, run: Run) {
        let shadow = self.reading.shadow;
        let ((from, to), number) = self.without_marker(run);
        let mut work = DraftWork::default();
        let kept = self.reading.without_brackets(from, to, &mut work, self.notes);
        let (from, to) = shadow.trimmed(from, kept);
        let text = self.reading.joined(from, to);
        let ordinal = number.unwrap_or(self.draft.sections.len() as u32 + 1);
        let heading = Spanned { span: shadow.span(from, to), text: text.clone() };
        self.draft.sections.push(DraftSection { ordinal, label: label(&text), heading, items: Vec::new() });
        (self.group, self.section) = (None, Some(run));
    }

    fn item(&mut self, cells: &[(Column, Run)], at: usize) {
        let shadow = self.reading.shadow;
        let of = |wanted: Column| cells.iter().filter(move |(column, _)| *column == wanted).map(|(_, run)| *run);
        if let Some(run) = of(Column::Section).next().filter(|run| self.section != Some(*run)) {
            let known = self.draft.sections.last().is_some_and(|s| s.heading.text == shadow.text(run.0, run.1).trim());
            if known {
                self.draft.annotations.push(shadow.spanned(run.0, run.1));
                self.section = Some(run);
            } else {
                self.section(run);
            }
        }
        if self.draft.sections.is_empty() {
            self.draft.sections.push(DraftSection::whole(&self.draft.title));
        }
        let numbered = of(Column::Number).next();
        let mut contents = of(Column::Content);
        let title = of(Column::Title).next().or_else(|| contents.next()).unwrap_or((at, at));
        let (title, own) = self.without_marker(title);
        let (title, rest) = self.split_title(title);
        let mut contents: Vec<Run> = contents.collect();
        contents.extend(rest);
        contents.sort_unstable();
        let first = contents.first().copied().unwrap_or((title.1, title.1));
        let mut item = self.reading.item(title, first.0, first.1, &[], false, self.notes);
        for (from, to) in contents.into_iter().skip(1) {
            let body = self.reading.body(from, to, &[], false, self.notes);
            item.measures.extend(body.measures);
            item.work.add(body.work);
        }
        item.no = numbered.and_then(|(from, to)| number(shadow.text(from, to))).or(own).unwrap_or(0);
        self.draft.numbers.extend(numbered.map(|(from, to)| shadow.span(from, to)));
        item.group.clone_from(&self.group);
        who_and_when(self.reading, cells, &mut item.work, self.notes);
        self.leave_out(cells);
        if item.title.text.is_empty() {
            self.notes.warnings.push((at, WarningKind::EmptyItem(item.no)));
        }
        if let Some(section) = self.draft.sections.last_mut() {
            section.items.push(item);
        }
    }

    /// A cell that holds more than a title: its first line, or what stands before a full stop or a colon.
    fn split_title(&self, (from, to): Run) -> (Run, Option<Run>) {
        const LONGEST: usize = 30;
        let shadow = self.reading.shadow;
        let line_end = shadow.find(from, to, |c| c == '\n').unwrap_or(to);
        let stop = shadow.find(from, line_end, |c| c == '。').filter(|stop| stop - from <= LONGEST).unwrap_or(line_end);
        let stop = short_title(shadow, from, stop).unwrap_or(stop);
        let rest = shadow.trimmed((stop + 1).min(to), to);
        if rest.0 < rest.1 { (shadow.trimmed(from, stop), Some(rest)) } else { ((from, to), None) }
    }

    fn more(&mut self, cells: &[(Column, Run)]) {
        let mut work = DraftWork::default();
        who_and_when(self.reading, cells, &mut work, self.notes);
        self.leave_out(cells);
        let mut said = Vec::new();
        for (_, (from, to)) in cells.iter().filter(|(c, _)| matches!(c, Column::Content | Column::Title)) {
            let body = self.reading.body(*from, *to, &[], false, self.notes);
            said.extend(body.measures);
            work.add(body.work);
        }
        let item: Option<&mut DraftItem> = self.draft.sections.iter_mut().rev().find_map(|s| s.items.last_mut());
        let Some(item) = item else { return };
        if said.is_empty() {
            item.work.add(work);
            return;
        }
        // Its rows are due one after the other, and all of it with the last.
        if let (Some(first), Some(due)) = (item.work.due, work.due)
            && first != due
        {
            for (_, of_measure) in &mut item.measures {
                of_measure.due = of_measure.due.or(Some(first));
            }
            item.work.due = Some(first.max(due));
        }
        // A row of its own has an owner of its own.
        for (_, of_measure) in &mut said {
            of_measure.add(work.clone());
        }
        item.measures.extend(said);
    }

    /// What a plan has no place for is listed.
    fn leave_out(&mut self, cells: &[(Column, Run)]) {
        let shadow = self.reading.shadow;
        let left = cells.iter().filter(|(column, _)| matches!(column, Column::Other | Column::Start));
        self.draft.furniture.extend(left.map(|(_, (from, to))| shadow.spanned(*from, *to)));
    }
}

/// What the cells of a row say of who and by when.
pub(super) fn who_and_when(
    reading: &BodyReader<'_, '_>,
    cells: &[(Column, Run)],
    work: &mut DraftWork,
    notes: &mut Notes,
) {
    let reader = reading.annotations();
    for (column, run) in cells {
        let label = match column {
            Column::Lead => Label::Owner,
            Column::Support => Label::Support,
            Column::Leader => Label::Leader,
            Column::Due => Label::Deadline,
            Column::Start | Column::Number | Column::Section | Column::Title | Column::Content | Column::Other => {
                continue;
            }
        };
        let mut said = DraftWork::default();
        reader.read_cell(label, *run, &mut said, notes);
        work.add(said);
    }
}
