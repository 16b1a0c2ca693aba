//! Tables: rows to items by what the head row says of each column. Section rows stand between, cells reach over several
//! rows, the head comes again on each page. Here the tables of a paper are put together; one alone is read in `grid`.

mod annex;
mod grid;
mod line;
mod rows;

use super::annotation::Notes;
use super::body::BodyReader;
use super::columns::Column;
use super::corrections::{LineRole, Said};
use super::draft::{DraftPlan, Reason, ReasonKind, WarningKind};
use super::front::is_title;
use super::marker::Shape;
use super::paper::Paper;
use super::shadow::{Run, Shadow};
use super::source::Span;
use grid::Grid;
use line::{Kind, Line, marker_at};
use rows::Rows;

/// The tables of a paper that hold a plan.
pub(super) struct Table {
    lines: Vec<Line>,
    /// The heads and what each is, table by table, for showing.
    heads: Vec<(usize, Vec<(String, Column)>)>,
    unknown: Vec<(usize, String)>,
    first: usize,
    last: usize,
}

/// The tables of a paper that hold a plan, if there are any; `columns` are those that somebody has named: table, place and
/// what it holds.
pub(super) fn tables(
    shadow: &Shadow<'_>,
    paper: &Paper,
    said: &Said,
    columns: &[(usize, usize, Column)],
) -> Option<Table> {
    // What is hidden is blank.
    let run = |span: &Span| shadow.trimmed(shadow.char_at(span.start), shadow.char_at(span.end));
    let mut table = Table { lines: Vec::new(), heads: Vec::new(), unknown: Vec::new(), first: 0, last: 0 };
    let mut known: Option<Vec<Option<Column>>> = None;
    let mut at = 0;
    while at < paper.rows.len() {
        let length = paper.rows[at..].iter().take_while(|row| row.table == paper.rows[at].table).count();
        let rows: Vec<Vec<Run>> =
            paper.rows[at..at + length].iter().map(|row| row.cells.iter().map(run).collect()).collect();
        let sheet = paper.rows[at].table.checked_sub(1).and_then(|at| paper.sheets.get(at)).cloned();
        // A table without a head goes on with the columns of the one before, where it has as many.
        let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
        let same = known.as_deref().filter(|columns| columns.len().abs_diff(widest) <= 1);
        let table_no = paper.rows[at].table;
        let named =
            columns.iter().filter(|(table, _, _)| *table == table_no).map(|(_, place, column)| (*place, *column));
        let grid = Grid { shadow, rows, said, named: named.collect() };
        if let Some(read) = grid.read(same) {
            table.heads.extend(read.head.map(|head| (grid.rows[0].first().map_or(0, |cell| cell.0), head)));
            table.unknown.extend(read.unknown);
            let begins_table = |line: &Line| Line { sheet: sheet.clone(), ..line.clone() };
            table.lines.extend(read.lines.iter().map(begins_table));
            known = Some(read.columns);
        }
        at += length;
    }
    let (first, last) = (table.lines.first()?.run.0, table.lines.last()?.run.1);
    (table.first, table.last) = (first, last);
    table.headings_between(shadow);
    table.take_in(said);
    table.raise_groups();
    (table.items() > 0).then_some(table)
}

impl Table {
    /// The first character of the first head, or of a heading right before it.
    pub fn first(&self) -> usize {
        self.first
    }

    /// How many items it has.
    pub fn items(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.kind, Kind::Item(_))).count()
    }

    /// Whether what stands at a character is read as a part of it.
    pub fn holds(&self, at: usize) -> bool {
        let after = self.lines.partition_point(|line| line.run.0 <= at);
        let line = after.checked_sub(1).map(|at| &self.lines[at]);
        line.is_some_and(|line| at < line.run.1.max(line.run.0 + 1) && !matches!(line.kind, Kind::Unknown))
    }

    /// One past the last character of the last row.
    pub fn last(&self) -> usize {
        self.last
    }

    /// Lines between the tables are headings of what follows; so is one right before the first.
    fn headings_between(&mut self, shadow: &Shadow<'_>) {
        let all = shadow.lines();
        let is_heading = |(from, to): &Run| {
            matches!(
                marker_at(shadow, *from, *to),
                Some((Shape::Han | Shape::Part | Shape::HanParen | Shape::Clause, _, _))
            )
        };
        let before = all.iter().rev().find(|(from, _)| *from < self.first).filter(|run| is_heading(run));
        if let Some(run) = before {
            self.first = run.0;
            self.lines.insert(0, Line { run: *run, kind: Kind::Section, sheet: None });
        }
        let held: Vec<Run> = self.lines.iter().map(|line| line.run).collect();
        let between = all.iter().filter(|(from, to)| {
            let at = held.partition_point(|run| run.0 <= *from);
            let inside = at.checked_sub(1).is_some_and(|at| held[at].1 > *from);
            *from >= self.first && *to <= self.last && !inside && !held.iter().any(|run| run.0 < *to && *from < run.1)
        });
        let found: Vec<Line> = between
            .map(|run| Line {
                run: *run,
                kind: match is_heading(run) {
                    true => Kind::Section,
                    // The name of a sheet, above its head.
                    false if is_title(shadow.text(run.0, run.1)) => Kind::Note,
                    false => Kind::Unknown,
                },
                sheet: None,
            })
            .collect();
        self.lines.extend(found);
        self.lines.sort_by_key(|line| line.run.0);
    }

    /// Rows such as `(一)党建` are sections where no row is outside of them.
    fn raise_groups(&mut self) {
        let is_section = |line: &Line| match &line.kind {
            Kind::Section => true,
            Kind::Item(cells) => cells.iter().any(|(column, _)| *column == Column::Section),
            Kind::Head | Kind::Group | Kind::More(_) | Kind::Note | Kind::Unknown => false,
        };
        if !self.lines.iter().any(is_section) {
            for line in self.lines.iter_mut().filter(|line| matches!(line.kind, Kind::Group)) {
                line.kind = Kind::Section;
            }
        }
    }

    /// Lines beside the tables that somebody has called a part of the plan.
    fn take_in(&mut self, said: &Said) {
        for (run, role) in &said.roles {
            let kind = match role {
                LineRole::Section => Kind::Section,
                LineRole::Group => Kind::Group,
                LineRole::Item => Kind::Item(vec![(Column::Title, *run)]),
                LineRole::Task => Kind::More(vec![(Column::Content, *run)]),
                LineRole::Title | LineRole::Text | LineRole::Owner | LineRole::Due | LineRole::LeftOut => continue,
            };
            let touches = |line: &Line| line.run.0 < run.1 && run.0 < line.run.1;
            let is_row = |line: &Line| !matches!(line.kind, Kind::Unknown | Kind::Section) || line.run.0 != run.0;
            if self.lines.iter().any(|line| touches(line) && is_row(line)) {
                continue;
            }
            self.lines.retain(|line| !touches(line));
            self.lines.push(Line { run: *run, kind, sheet: None });
            (self.first, self.last) = (self.first.min(run.0), self.last.max(run.1));
        }
        self.lines.sort_by_key(|line| line.run.0);
    }

    /// Reads all rows into a draft.
    pub fn read(&self, reading: &BodyReader<'_, '_>, draft: &mut DraftPlan, notes: &mut Notes) {
        for (at, head) in &self.heads {
            draft
                .reasons
                .push(Reason { at: reading.shadow.span(*at, *at).start, kind: ReasonKind::Columns(head.clone()) });
        }
        for (at, head) in &self.unknown {
            notes.warnings.push((*at, WarningKind::ColumnLeftOut(head.clone())));
        }
        let has_sections = self.lines.iter().any(|line| match &line.kind {
            Kind::Section => true,
            Kind::Item(cells) => cells.iter().any(|(column, _)| *column == Column::Section),
            Kind::Head | Kind::Group | Kind::More(_) | Kind::Note | Kind::Unknown => false,
        });
        let mut sheets: Vec<&str> = self.lines.iter().filter_map(|line| line.sheet.as_deref()).collect();
        sheets.dedup();
        let by_sheet = !has_sections && sheets.len() > 1;
        let mut rows = Rows { reading, draft, notes, group: None, section: None, sheet: None };
        for line in &self.lines {
            if by_sheet && matches!(line.kind, Kind::Item(_)) {
                rows.sheet(line.sheet.as_deref().unwrap_or_default(), line.run.0);
            }
            rows.take(line);
        }
    }
}
