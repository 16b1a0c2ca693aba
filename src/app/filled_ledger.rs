//! A ledger that a unit has filled in, read back: what each cell would change, and what has become of the same meanwhile.
//! Nothing is changed here; what is chosen becomes changes that start from what is there now.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::field_input::{Refusal, figure_given, typed_changes};
use crate::plan::{
    Author, Board, Change, Delta, Entry, Field, Item, ItemId, Node, Percent, Report, ReportId, clean_text,
};
use crate::read::{Paper, Span, parse_percent};
use crate::report::{LedgerColumn, ledger_text};
use crate::words::Lang;

/// A cell that says something else than what the ledger was made with.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledCell {
    /// The item of its row.
    pub item: ItemId,
    /// Its column.
    pub column: LedgerColumn,
    /// What the cell said when the ledger was made; unknown where the file does not say when that was.
    pub made_with: Option<String>,
    /// What the cell says.
    pub filled_in: String,
    /// What the board says.
    pub now: String,
    /// Who has changed the same on the board meanwhile, and when.
    pub changed_by: Option<(Author, DateTime<Utc>)>,
    /// Whether another cell of its row is contested: what a unit has said in one row is one word.
    pub is_held: bool,
    /// Why it cannot be taken.
    pub refused: Option<Refusal>,
}

impl FilledCell {
    /// Whether the board has moved on meanwhile, or nobody can tell: such a cell is never written unseen.
    pub fn is_contested(&self) -> bool {
        self.made_with.as_ref() != Some(&self.now)
    }
}

/// A filled-in ledger.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FilledLedger {
    /// Cells that would change something, row by row.
    pub cells: Vec<FilledCell>,
    /// Rows whose number no item of the plan has.
    pub unknown: Vec<String>,
    /// Rows whose number and item do not belong together, or whose number stands twice: somebody has sorted part of the
    /// table. Nothing of them is read.
    pub shifted: Vec<String>,
    /// Cells of columns that a unit does not fill in, and that say something else than the board: item and column.
    pub locked: Vec<(u32, LedgerColumn)>,
    /// Cells that were emptied: item and column. What was reported stays reported.
    pub emptied: Vec<(u32, LedgerColumn)>,
    /// Columns that are none of the ledger's, with how many cells of theirs say something.
    pub foreign: Vec<(String, usize)>,
}

/// Whether a paper is a ledger that this program has made.
pub fn is_ledger(paper: &Paper) -> bool {
    head_of(paper).is_some()
}

/// The column of a head.
fn column_named(text: &str) -> Option<LedgerColumn> {
    let named = |column: &&LedgerColumn| {
        column.code() == Some(text) || Lang::ALL.iter().any(|lang| lang.say(column.text()) == text)
    };
    LedgerColumn::ALL.iter().find(named).copied()
}

/// The row that names the columns, and which column stands where.
fn head_of(paper: &Paper) -> Option<(usize, Vec<Option<LedgerColumn>>)> {
    const FEWEST: usize = 8;
    paper.rows.iter().take(12).enumerate().find_map(|(at, row)| {
        let columns: Vec<Option<LedgerColumn>> =
            row.cells.iter().map(|cell| column_named(cell_text(paper, *cell))).collect();
        let known = columns.iter().flatten().count();
        let needed = [LedgerColumn::Number, LedgerColumn::Item, LedgerColumn::Done];
        (known >= FEWEST && needed.iter().all(|it| columns.contains(&Some(*it)))).then_some((at, columns))
    })
}

fn cell_text(paper: &Paper, cell: Span) -> &str {
    paper.text[cell.start..cell.end].trim()
}

/// Reads a ledger back. `board` is the plan as it is on `day`; `entries` is the journal that leads up to it.
pub fn read_filled(lang: Lang, paper: &Paper, board: &Board, entries: &[Entry], day: NaiveDate) -> FilledLedger {
    let Some((head, columns)) = head_of(paper) else { return FilledLedger::default() };
    let origin = paper.origin.filter(|origin| origin.plan == board.plan.id.0);
    let since = origin.map(|origin| entries.partition_point(|entry| entry.seq.0 <= origin.revision));
    let base = Base {
        board: since.map(|until| board.as_of(entries, until)),
        day: origin.and_then(|origin| origin.day).unwrap_or(day),
        since: since.map(|until| &entries[until..]),
    };
    let table = paper.rows[head].table;
    let rows: Vec<&[Span]> =
        paper.rows[head + 1..].iter().filter(|row| row.table == table).map(|row| row.cells.as_slice()).collect();
    let cell = |row: &[Span], wanted: LedgerColumn| {
        let at = columns.iter().position(|column| *column == Some(wanted))?;
        Some(row.get(at).map_or("", |cell| cell_text(paper, *cell)).to_owned())
    };
    let mut found = FilledLedger::default();
    let numbers: Vec<String> = rows.iter().map(|row| cell(row, LedgerColumn::Number).unwrap_or_default()).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for number in &numbers {
        *times.entry(number).or_default() += 1;
    }
    for (row, number) in rows.iter().zip(&numbers) {
        // Rows of measures are told by the number of their item and their own.
        if number.is_empty() || number.contains('-') {
            continue;
        }
        let Some(item) = number.parse().ok().and_then(|no| board.item_no(no)) else {
            found.unknown.push(number.clone());
            continue;
        };
        let titled = base.board.as_ref().and_then(|base| base.item(item.id)).unwrap_or(item);
        let title = cell(row, LedgerColumn::Item).unwrap_or_default();
        if times[number.as_str()] > 1 || !is_same(LedgerColumn::Item, &titled.title, &clean_text(&title)) {
            found.shifted.push(number.clone());
            continue;
        }
        let said = |column: LedgerColumn| {
            let text = clean_text(&cell(row, column)?).trim().to_owned();
            Some(column.word_of(lang, &text).map_or(text, str::to_owned))
        };
        read_row(lang, board, &base, item, day, &said, &mut found);
    }
    for (at, name) in paper.rows[head].cells.iter().enumerate().filter(|(at, _)| columns[*at].is_none()) {
        let filled = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell_text(paper, **cell).is_empty());
        match filled.count() {
            0 => {}
            n => found.foreign.push((cell_text(paper, *name).to_owned(), n)),
        }
    }
    found
}

/// What a ledger was made with.
struct Base<'a> {
    board: Option<Board>,
    day: NaiveDate,
    /// What the journal has since.
    since: Option<&'a [Entry]>,
}

fn read_row(
    lang: Lang,
    board: &Board,
    base: &Base,
    item: &Item,
    day: NaiveDate,
    said: &dyn Fn(LedgerColumn) -> Option<String>,
    found: &mut FilledLedger,
) {
    let then = base.board.as_ref().and_then(|then| Some((then, then.item(item.id)?)));
    let then = then.map(|(then, item)| (then, item, then.light_of(item, base.day)));
    let light = board.light_of(item, day);
    let first = found.cells.len();
    let is_compared = |column: &&LedgerColumn| column.is_filled_in() || FIXED.contains(column);
    for column in LedgerColumn::ALL.iter().filter(is_compared) {
        let Some(said) = said(*column) else { continue };
        let now = ledger_text(lang, board, *column, item, &light);
        let made_with = then.as_ref().map(|(then, item, light)| ledger_text(lang, then, *column, item, light));
        let is_untouched = made_with.as_ref().is_some_and(|made_with| is_same(*column, made_with, &said));
        if !column.is_filled_in() {
            if made_with.is_some() && !is_untouched {
                found.locked.push((item.no, *column));
            }
            continue;
        }
        // What was not touched says nothing, nor does what is so already.
        if is_untouched || is_same(*column, &now, &said) {
            continue;
        }
        if said.is_empty() {
            found.emptied.push((item.no, *column));
            continue;
        }
        let mut cell = FilledCell {
            item: item.id,
            column: *column,
            made_with,
            filled_in: said,
            now,
            changed_by: base.since.and_then(|since| last_about(since, item, *column)),
            is_held: false,
            refused: None,
        };
        cell.refused = refusal_of(board, &cell, day);
        found.cells.push(cell);
    }
    let row = &mut found.cells[first..];
    let is_held = row.iter().any(FilledCell::is_contested);
    for cell in row {
        cell.is_held = is_held && !cell.is_contested();
    }
}

/// Columns that a unit must not change, and that are not worked out: a change there is told.
const FIXED: [LedgerColumn; 2] = [LedgerColumn::Lead, LedgerColumn::Due];

/// Columns whose values are words of a list, and the fields that they are of.
const CHOSEN: [(LedgerColumn, Field); 2] =
    [(LedgerColumn::Stage, Field::Standing), (LedgerColumn::Forecast, Field::Forecast)];

/// Why what a cell says is no value of its column.
fn refusal_of(board: &Board, cell: &FilledCell, day: NaiveDate) -> Option<Refusal> {
    let typed = |field| typed_changes(board, Node::item(cell.item), field, &cell.filled_in, day).err();
    if cell.column == LedgerColumn::Percent {
        return percent_of(cell).err();
    }
    CHOSEN.iter().find(|(column, _)| *column == cell.column).and_then(|(_, field)| typed(*field))
}

fn percent_of(cell: &FilledCell) -> Result<Percent, Refusal> {
    parse_percent(&cell.filled_in).map_err(Refusal::Number)
}

/// Spreadsheets turn line ends and blanks at will; 35% and 35 are one figure, and 无 is no problem.
fn is_same(column: LedgerColumn, one: &str, other: &str) -> bool {
    if column == LedgerColumn::Percent
        && let (Ok(one), Ok(other)) = (parse_percent(one), parse_percent(other))
    {
        return one == other;
    }
    let nothing = |text: &str| text.is_empty() || Report::says_none(text);
    if column == LedgerColumn::Problem && !other.is_empty() && nothing(one) && nothing(other) {
        return true;
    }
    one.split_whitespace().eq(other.split_whitespace())
}

/// Who has written last about what a column shows.
fn last_about(entries: &[Entry], item: &Item, column: LedgerColumn) -> Option<(Author, DateTime<Utc>)> {
    let is_about = |change: &Change| {
        if change.node() != Some(Node::item(item.id)) {
            return false;
        }
        if let Change::Field { to, .. } = change {
            let field = to.field();
            return (column, field) == (LedgerColumn::Percent, Field::Percent) || CHOSEN.contains(&(column, field));
        }
        let (Change::ReportAdded { report } | Change::ReportRemoved { report }) = change else { return false };
        let texts = [
            (LedgerColumn::Done, &report.done),
            (LedgerColumn::Problem, &report.problem),
            (LedgerColumn::Next, &report.next),
        ];
        texts.iter().any(|(of, text)| *of == column && !text.is_empty())
    };
    let entry = entries.iter().rev().find(|entry| entry.edit.changes.iter().any(is_about))?;
    Some((entry.edit.author.clone(), entry.at))
}

/// The changes that cells come to, starting from what is there now; `id` makes names for reports. Where some cannot be
/// taken, why.
pub fn changes_of(
    board: &Board,
    cells: &[&FilledCell],
    author: &str,
    day: NaiveDate,
    id: &mut dyn FnMut() -> ReportId,
) -> Result<Vec<Change>, Vec<Refusal>> {
    let refused: Vec<Refusal> = cells.iter().filter_map(|cell| cell.refused.clone()).collect();
    if !refused.is_empty() {
        return Err(refused);
    }
    let mut changes = Vec::new();
    let mut items: Vec<ItemId> = cells.iter().map(|cell| cell.item).collect();
    items.dedup();
    for item in items {
        let of_item: Vec<&&FilledCell> = cells.iter().filter(|cell| cell.item == item).collect();
        let node = Node::item(item);
        let said = |column: LedgerColumn| of_item.iter().find(|cell| cell.column == column);
        let text = |column| said(column).map(|cell| cell.filled_in.clone()).unwrap_or_default();
        let percent = said(LedgerColumn::Percent).map(|cell| percent_of(cell)).transpose().map_err(|it| vec![it])?;
        let (done, problem, next) = (text(LedgerColumn::Done), text(LedgerColumn::Problem), text(LedgerColumn::Next));
        changes.extend(reported(board, node, author, day, percent, [done, problem, next], id));
        for (column, field) in CHOSEN {
            let Some(cell) = said(column) else { continue };
            let typed = typed_changes(board, node, field, &cell.filled_in, day).map_err(|it| vec![it])?;
            changes.extend(typed.into_iter().map(|to| Change::Field { node, to }));
        }
    }
    changes.retain(|change| !matches!(change, Change::Field { to, .. } if to.is_idle()));
    Ok(changes)
}

/// Texts are one report, with the figure beside them; a figure alone is a word about the work as well.
fn reported(
    board: &Board,
    node: Node,
    author: &str,
    day: NaiveDate,
    percent: Option<Percent>,
    [done, problem, next]: [String; 3],
    id: &mut dyn FnMut() -> ReportId,
) -> Vec<Change> {
    let is_silent = done.is_empty() && problem.is_empty() && next.is_empty();
    if is_silent {
        let before = board.work(node).and_then(|work| work.percent);
        let figure = Delta::new(before, percent);
        return match percent {
            Some(_) => figure_given(board, author, node, figure, (id(), day)).unwrap_or_default(),
            None => Vec::new(),
        };
    }
    let unit = board.own_part(author, node);
    let report =
        Report { id: id(), node, day, author: author.to_owned(), percent, done, problem, next, unchanged: false, unit };
    board.reported(report)
}
