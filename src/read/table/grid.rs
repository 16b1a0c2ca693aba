//! One table: which row is its head, what its columns are, and what each of its rows is.

use super::line::{Kind, Line, marker_at, number};
use crate::read::columns::{Column, column, is_measure, is_of_contacts};
use crate::read::corrections::{LineRole, Said};
use crate::read::marker::Shape;
use crate::read::shadow::{Run, Shadow, folded};

/// One table as it was read.
pub(super) struct Reading {
    pub lines: Vec<Line>,
    pub columns: Vec<Option<Column>>,
    pub head: Option<Vec<(String, Column)>>,
    pub unknown: Vec<(usize, String)>,
}

pub(super) struct Grid<'s, 't> {
    pub shadow: &'s Shadow<'t>,
    pub rows: Vec<Vec<Run>>,
    /// What a person has said of its cells.
    pub said: &'s Said,
    /// And of its columns, by their places.
    pub named: Vec<(usize, Column)>,
}

impl Grid<'_, '_> {
    fn text(&self, (from, to): Run) -> String {
        self.shadow.text(from, to).trim().to_owned()
    }

    fn column_of(&self, cell: Run) -> Option<Column> {
        column(self.shadow.text(cell.0, cell.1))
    }

    /// Whether a row names columns and nothing else.
    fn is_head(&self, row: &[Run]) -> bool {
        let known: Vec<Column> = row.iter().filter_map(|cell| self.column_of(*cell)).collect();
        let full = row.iter().filter(|cell| cell.0 < cell.1).count();
        let names_task = known.iter().any(|column| matches!(column, Column::Title | Column::Content));
        let names_more = known.len() >= 2 && names_task;
        names_more && known.len() * 2 >= full
    }

    pub fn read(&self, before: Option<&[Option<Column>]>) -> Option<Reading> {
        const SEARCHED: usize = 12;
        let known = self.rows.iter().take(SEARCHED).position(|row| self.is_head(row));
        let head = known.or_else(|| self.named_head());
        let (mut columns, begin) = if let Some(at) = known {
            self.columns(at)
        } else if !self.named.is_empty() {
            (Vec::new(), head.map_or(0, |head| head + 1))
        } else {
            // A table that goes on after a page break has no head of its own.
            let fits = |columns: &&[Option<Column>]| self.rows.iter().all(|row| row.len() <= columns.len());
            let columns = before.filter(fits).filter(|_| !self.is_of_contacts())?;
            (columns.to_vec(), 0)
        };
        self.name(&mut columns);
        self.settle(&mut columns, begin);
        self.name(&mut columns);
        let said = |at: usize| {
            head.and_then(|head| self.rows[head..begin].iter().rev().find_map(|row| row.get(at).filter(|c| c.0 < c.1)))
                .map(|cell| self.text(*cell))
        };
        let named: Vec<(String, Column)> =
            columns.iter().enumerate().filter_map(|(at, column)| Some((said(at)?, (*column)?))).collect();
        let unknown = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.is_none_or(|column| column == Column::Other))
            .filter_map(|(at, _)| Some((self.rows.get(begin)?.first()?.0, said(at)?)))
            .collect();
        let mut lines: Vec<Line> = Vec::new();
        let whole = |row: &[Run]| (row.first().map_or(0, |c| c.0), row.iter().map(|c| c.1).max().unwrap_or(0));
        for row in &self.rows[head.unwrap_or(begin)..begin] {
            lines.push(Line { run: whole(row), kind: Kind::Head, sheet: None });
        }
        let mut above: Option<&[Run]> = None;
        for row in &self.rows[begin..] {
            let kind = self.kind(row, above, &columns, lines.iter().any(|line| matches!(line.kind, Kind::Item(_))));
            let own = row.iter().filter(|cell| above.is_none_or(|above| !above.contains(cell)));
            let run = (own.clone().map(|c| c.0).min().unwrap_or(0), own.map(|c| c.1).max().unwrap_or(0));
            if matches!(kind, Kind::Item(_) | Kind::More(_)) {
                above = Some(row);
            }
            let (run, kind) = self.corrected(row, run, kind, &columns);
            lines.push(Line { run, kind, sheet: None });
        }
        Some(Reading { lines, columns, head: head.map(|_| named), unknown })
    }

    /// Whether its first row heads a list of people.
    fn is_of_contacts(&self) -> bool {
        let first = self.rows.first().map(Vec::as_slice).unwrap_or_default();
        first.iter().any(|cell| is_of_contacts(self.shadow.text(cell.0, cell.1)))
    }

    /// Puts down what somebody has called columns.
    fn name(&self, columns: &mut Vec<Option<Column>>) {
        for (place, column) in &self.named {
            columns.resize(columns.len().max(place + 1), None);
            columns[*place] = Some(*column);
        }
    }

    /// The head of a table whose columns somebody has named: the row before the first that has a number, else a first row
    /// of short words.
    fn named_head(&self) -> Option<usize> {
        const SHORT: usize = 8;
        let cell = |row: usize, place: usize| self.rows[row].get(place).copied().filter(|cell| cell.0 < cell.1);
        let is_full = |row: &usize| self.named.iter().all(|(place, _)| cell(*row, *place).is_some());
        let mut rows = 0..self.rows.len();
        if let Some((place, _)) = self.named.iter().find(|(_, column)| *column == Column::Number) {
            let first = rows.find(|row| cell(*row, *place).is_some_and(|cell| self.number(cell).is_some()))?;
            return first.checked_sub(1).filter(is_full);
        }
        let is_short = |row: &usize| self.rows[*row].iter().all(|cell| cell.1 - cell.0 <= SHORT);
        rows.find(is_full).filter(is_short)
    }

    /// What a row is where somebody has said what one of its cells is.
    fn corrected(&self, row: &[Run], run: Run, kind: Kind, columns: &[Option<Column>]) -> (Run, Kind) {
        let said = row.iter().filter_map(|cell| self.said.role_at(cell.0).map(|(_, role)| (*cell, role)));
        let said: Vec<(Run, LineRole)> = said.collect();
        let Some((cell, role)) = said.first().copied() else { return (run, kind) };
        let mut cells: Vec<(Column, Run)> = match &kind {
            Kind::Item(cells) | Kind::More(cells) => cells.clone(),
            Kind::Head | Kind::Section | Kind::Group | Kind::Note | Kind::Unknown => {
                let full = row.iter().enumerate().filter(|(_, cell)| cell.0 < cell.1);
                full.map(|(at, cell)| (columns.get(at).copied().flatten().unwrap_or(Column::Other), *cell)).collect()
            }
        };
        let called = |cells: &mut Vec<(Column, Run)>, of: Run, column: Column| {
            cells.retain(|(_, cell)| *cell != of);
            cells.push((column, of));
        };
        for (cell, role) in &said {
            match role {
                LineRole::Owner => called(&mut cells, *cell, Column::Lead),
                LineRole::Due => called(&mut cells, *cell, Column::Due),
                LineRole::Item => called(&mut cells, *cell, Column::Title),
                LineRole::Task | LineRole::Text => called(&mut cells, *cell, Column::Content),
                LineRole::Title | LineRole::Section | LineRole::Group | LineRole::LeftOut => {}
            }
        }
        match (role, kind) {
            (LineRole::Section, _) => (cell, Kind::Section),
            (LineRole::Group, _) => (cell, Kind::Group),
            (LineRole::Item, _) => (run, Kind::Item(cells)),
            (LineRole::Task | LineRole::Text, _) => (run, Kind::More(cells)),
            (LineRole::Owner | LineRole::Due, Kind::Item(_)) => (run, Kind::Item(cells)),
            (LineRole::Owner | LineRole::Due, _) => (run, Kind::More(cells)),
            (LineRole::Title | LineRole::LeftOut, kind) => (run, kind),
        }
    }

    /// What each column is by the head at `at`, which may take two rows, and where the rows begin.
    fn columns(&self, at: usize) -> (Vec<Option<Column>>, usize) {
        let head = &self.rows[at];
        let mut columns: Vec<Option<Column>> = head.iter().map(|cell| self.column_of(*cell)).collect();
        let Some(next) = self.rows.get(at + 1) else { return (columns, at + 1) };
        let below: Vec<Option<Column>> = next.iter().map(|cell| self.column_of(*cell)).collect();
        let is_own = |i: usize| next[i].0 < next[i].1 && head.get(i) != Some(&next[i]);
        let own: Vec<usize> = (0..next.len()).filter(|i| is_own(*i)).collect();
        // `责任单位` over `牵头` and `配合`.
        let known = own.iter().filter(|i| below[**i].is_some()).count();
        let mut begin = at + 1;
        // A name that nobody knows costs its own column only.
        if own.len() >= 2 && known >= 2 && known * 3 >= own.len() * 2 {
            columns.resize(columns.len().max(next.len()), None);
            for i in own {
                columns[i] = below[i].or(Some(Column::Other));
            }
            begin = at + 2;
        }
        let titles = columns.iter().filter(|column| **column == Some(Column::Title)).count();
        for (column, cell) in columns.iter_mut().zip(head) {
            if titles > 1 && *column == Some(Column::Title) && is_measure(self.shadow.text(cell.0, cell.1)) {
                *column = Some(Column::Content);
            }
        }
        self.problems(at, &mut columns);
        (columns, begin)
    }

    /// 存在问题 beside 整改措施 is what is to be done, where no other column says that.
    fn problems(&self, at: usize, columns: &mut [Option<Column>]) {
        let has = |wanted: Column| columns.contains(&Some(wanted));
        if has(Column::Title) || !has(Column::Content) {
            return;
        }
        let names = |cell: &Run, word: &str| self.text(*cell).split_whitespace().collect::<String>().starts_with(word);
        let head = &self.rows[at];
        if head.iter().any(|cell| names(cell, "整改"))
            && let Some(problem) = head.iter().position(|cell| names(cell, "存在问题"))
        {
            columns[problem] = Some(Column::Title);
        }
    }

    /// Of several columns for tasks, which holds the items: as many cells as there are numbers, or as rows.
    fn settle(&self, columns: &mut [Option<Column>], begin: usize) {
        let rows = &self.rows[begin.min(self.rows.len())..];
        let mut own = vec![0_usize; columns.len()];
        let is_total =
            |row: &[Run]| row.iter().find(|cell| cell.0 < cell.1).is_some_and(|cell| is_total(&self.text(*cell)));
        let rows: Vec<&Vec<Run>> = rows.iter().filter(|row| !is_total(row)).collect();
        for (at, row) in rows.iter().enumerate() {
            let above = at.checked_sub(1).map(|at| &rows[at]);
            for (i, cell) in row.iter().enumerate().take(columns.len()) {
                let is_section = row.iter().filter(|cell| cell.0 < cell.1).count() == 1;
                let is_new = above.and_then(|above| above.get(i)) != Some(cell);
                own[i] += usize::from(cell.0 < cell.1 && is_new && !is_section);
            }
        }
        let places = |wanted: Column, columns: &[Option<Column>]| -> Vec<usize> {
            (0..columns.len()).filter(|i| columns[*i] == Some(wanted)).collect()
        };
        let titles = places(Column::Title, columns);
        if let [first, rest @ ..] = titles.as_slice() {
            let most = rest.iter().map(|i| own[*i]).max().unwrap_or(0);
            let inner = rest.iter().find(|i| own[**i] == most);
            if let Some(inner) = inner.filter(|_| most > own[*first]) {
                columns[*first] = Some(Column::Section);
                for i in rest.iter().filter(|i| *i != inner) {
                    columns[*i] = Some(Column::Content);
                }
            } else {
                for i in rest {
                    columns[*i] = Some(Column::Content);
                }
            }
        }
        let (titles, contents) = (places(Column::Title, columns), places(Column::Content, columns));
        match (titles.first(), contents.first()) {
            (None, Some(content)) => columns[*content] = Some(Column::Title),
            (Some(title), Some(content)) => {
                let numbers = places(Column::Number, columns).first().map_or(0, |i| own[*i]);
                // Each content has a number of its own: the other column only groups them.
                if numbers >= 2 * own[*title] && own[*content] >= numbers {
                    columns[*title] = Some(Column::Section);
                    columns[*content] = Some(Column::Title);
                }
            }
            _ => {}
        }
    }

    fn kind(&self, row: &[Run], above: Option<&[Run]>, columns: &[Option<Column>], after_items: bool) -> Kind {
        let full: Vec<usize> = (0..row.len()).filter(|i| row[*i].0 < row[*i].1).collect();
        if self.is_head(row) {
            return Kind::Head;
        }
        let is_new = |i: &usize| above.and_then(|above| above.get(*i)) != Some(&row[*i]);
        let texts: Vec<String> = full.iter().map(|i| self.text(row[*i])).collect();
        let is_same = texts.windows(2).all(|pair| pair[0] == pair[1]);
        if texts.first().is_some_and(|text| is_total(text) || is_same && is_of_page(text)) {
            return Kind::Note;
        }
        let column_at = |i: usize| columns.get(i).copied().flatten();
        if let Some(text) = texts.first().filter(|_| is_same) {
            let marker = self.marker(row[full[0]]).map(|(shape, _, _)| shape);
            let notes = ["注:", "注：", "备注", "说明", "填表", "制表", "联系", "合计", "审核", "单位:", "单位："];
            let in_task = matches!(column_at(full[0]), Some(Column::Title | Column::Content)) && full[0] > 0;
            if notes.iter().any(|word| text.starts_with(word)) {
                return Kind::Note;
            }
            if matches!(marker, Some(Shape::Han | Shape::Part)) {
                return Kind::Section;
            }
            if matches!(marker, Some(Shape::HanParen | Shape::Clause)) && full.len() == 1 {
                return Kind::Group;
            }
            let is_heading = full.len() == 1
                && text.chars().count() <= 40
                && columns.len() > 2
                && self.number(row[full[0]]).is_none();
            if is_heading && !(in_task && after_items) {
                return if full[0] <= 1 { Kind::Section } else { Kind::Unknown };
            }
        }
        let mut cells: Vec<(Column, Run)> = full
            .iter()
            .filter_map(|i| {
                Some((column_at(*i).unwrap_or(Column::Other), row[*i])).filter(|_| is_new(i) || shared(column_at(*i)))
            })
            .collect();
        let new_of = |wanted: Column| full.iter().any(|i| column_at(*i) == Some(wanted) && is_new(i));
        // `续`: the row goes on with the item above.
        let goes_on = full.iter().any(|i| column_at(*i) == Some(Column::Number) && self.text(row[*i]) == "续");
        if goes_on && after_items {
            cells.retain(|(column, _)| *column != Column::Number);
            return Kind::More(cells);
        }
        // A title over several numbers is the title of each.
        if new_of(Column::Number) && !new_of(Column::Title) {
            cells.extend(
                full.iter().filter(|i| column_at(**i) == Some(Column::Title)).map(|i| (Column::Title, row[*i])),
            );
        }
        if new_of(Column::Title) || (new_of(Column::Number) && new_of(Column::Content)) {
            Kind::Item(cells)
        } else if new_of(Column::Number) && !new_of(Column::Content) {
            // A row of its own whose name nobody can read: what it says of who and when is not the item's above.
            Kind::Unknown
        } else if full.iter().any(is_new) && after_items {
            Kind::More(cells.into_iter().filter(|(_, run)| above.is_none_or(|above| !above.contains(run))).collect())
        } else if full.is_empty() {
            Kind::Note
        } else {
            Kind::Unknown
        }
    }

    fn marker(&self, (from, to): Run) -> Option<(Shape, u32, usize)> {
        marker_at(self.shadow, from, to)
    }

    fn number(&self, (from, to): Run) -> Option<u32> {
        number(self.shadow.text(from, to))
    }
}

/// `合计`, `小计:`, and who has filled it in.
fn is_total(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let filled_in = ["填表人", "制表人", "填报人", "审核人", "填表单位"];
    ["合计", "小计", "总计", "共计"].contains(&text.trim_end_matches([':', '：']))
        || filled_in.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.starts_with([':', '：'])))
}

/// `…分工表(续)`, `第2页 共2页`: what stands on each page.
fn is_of_page(text: &str) -> bool {
    let text = folded(text);
    let page = text.trim_start_matches(['-', '—', ' ']).strip_prefix('第');
    let is_page = page.is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('页'));
    is_page || text.ends_with("(续)") || text.ends_with("续表") || text.ends_with("(续表)")
}

/// Cells that reach over several items say the same of each.
fn shared(column: Option<Column>) -> bool {
    matches!(
        column,
        Some(Column::Lead | Column::Support | Column::Leader | Column::Due | Column::Start | Column::Section)
    )
}
