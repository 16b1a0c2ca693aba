//! A ledger that a unit has filled in, read back: what each cell would change, and what has become of the same meanwhile.
//! Nothing is changed here; what is chosen becomes changes that start from what is there now.

use chrono::{DateTime, NaiveDate, Utc};

use super::field_input::{Refusal, figure_given, typed_changes};
use crate::plan::{
    Author, Board, Change, Delta, Entry, Field, Item, ItemId, Node, Percent, Report, ReportId, clean_text,
};
use crate::read::{Paper, parse_percent};
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
    /// Cells of columns that a unit does not fill in, and that say something else than the board: item and column.
    pub locked: Vec<(u32, LedgerColumn)>,
}

/// Whether a paper is a ledger that this program has made.
pub fn is_ledger(paper: &Paper) -> bool {
    head_of(paper).is_some()
}

/// The row that names the columns, and which column stands where.
fn head_of(paper: &Paper) -> Option<(usize, Vec<Option<LedgerColumn>>)> {
    const FEWEST: usize = 8;
    let column = |text: &str| {
        let named = |column: &&LedgerColumn| Lang::ALL.iter().any(|lang| lang.say(column.text()) == text);
        LedgerColumn::ALL.iter().find(named).copied()
    };
    paper.rows.iter().take(12).enumerate().find_map(|(at, row)| {
        let columns: Vec<Option<LedgerColumn>> = row.cells.iter().map(|cell| column(cell_text(paper, *cell))).collect();
        let known = columns.iter().flatten().count();
        let needed = [LedgerColumn::Number, LedgerColumn::Item, LedgerColumn::Done];
        (known >= FEWEST && needed.iter().all(|it| columns.contains(&Some(*it)))).then_some((at, columns))
    })
}

fn cell_text(paper: &Paper, cell: crate::read::Span) -> &str {
    paper.text[cell.start..cell.end].trim()
}

/// Reads a ledger back. `board` is the plan as it is on `day`; `entries` is the journal that leads up to it.
pub fn read_filled(lang: Lang, paper: &Paper, board: &Board, entries: &[Entry], day: NaiveDate) -> FilledLedger {
    let Some((head, columns)) = head_of(paper) else { return FilledLedger::default() };
    let origin = paper.origin.filter(|origin| origin.plan == board.plan.id.0);
    let made_at = origin.map(|origin| entries.partition_point(|entry| entry.seq.0 <= origin.revision));
    let base = made_at.map(|until| board.as_of(entries, until));
    let base_day = origin.and_then(|origin| origin.day).unwrap_or(day);
    let table = paper.rows[head].table;
    let mut found = FilledLedger::default();
    for row in paper.rows[head + 1..].iter().filter(|row| row.table == table) {
        let cell = |wanted: LedgerColumn| {
            let at = columns.iter().position(|column| *column == Some(wanted))?;
            Some(row.cells.get(at).map_or("", |cell| cell_text(paper, *cell)))
        };
        let Some(number) = cell(LedgerColumn::Number).filter(|number| !number.is_empty()) else { continue };
        // Rows of measures are told by the number of their item and their own.
        if number.contains('-') {
            continue;
        }
        let Some(item) = number.parse().ok().and_then(|no| board.item_no(no)) else {
            found.unknown.push(number.to_owned());
            continue;
        };
        let then = base.as_ref().and_then(|base| Some((base, base.item(item.id)?)));
        for column in LedgerColumn::ALL {
            let Some(said) = cell(*column) else { continue };
            let said = clean_text(said).trim().to_owned();
            let now = ledger_text(lang, board, *column, item, &board.light_of(item, day));
            let made_with =
                then.map(|(base, item)| ledger_text(lang, base, *column, item, &base.light_of(item, base_day)));
            if !column.is_filled_in() {
                let is_fixed = matches!(column, LedgerColumn::Item | LedgerColumn::Lead | LedgerColumn::Due);
                if is_fixed && made_with.as_ref().is_some_and(|made_with| !is_same(made_with, &said)) {
                    found.locked.push((item.no, *column));
                }
                continue;
            }
            // What was not touched says nothing, nor does what is so already.
            if made_with.as_ref().is_some_and(|made_with| is_same(made_with, &said)) || is_same(&now, &said) {
                continue;
            }
            // A cell that was emptied takes nothing away: what was reported was reported.
            if said.is_empty() {
                continue;
            }
            let changed_by = made_at.and_then(|until| last_about(&entries[until..], item, *column));
            found.cells.push(FilledCell {
                item: item.id,
                column: *column,
                made_with,
                filled_in: said,
                now,
                changed_by,
            });
        }
    }
    found
}

/// Spreadsheets turn line ends and blanks at will.
fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// Who has written last about what a column shows.
fn last_about(entries: &[Entry], item: &Item, column: LedgerColumn) -> Option<(Author, DateTime<Utc>)> {
    let is_text = matches!(column, LedgerColumn::Done | LedgerColumn::Problem | LedgerColumn::Next);
    let fields = [
        (LedgerColumn::Percent, Field::Percent),
        (LedgerColumn::Stage, Field::Standing),
        (LedgerColumn::Forecast, Field::Forecast),
    ];
    let is_about = |change: &Change| {
        if change.node() != Some(Node::item(item.id)) {
            return false;
        }
        if let Change::Field { to, .. } = change {
            return fields.contains(&(column, to.field()));
        }
        let is_report = matches!(change, Change::ReportAdded { .. } | Change::ReportRemoved { .. });
        is_report && (is_text || column == LedgerColumn::Percent)
    };
    let entry = entries.iter().rev().find(|entry| entry.edit.changes.iter().any(is_about))?;
    Some((entry.edit.author.clone(), entry.at))
}

/// The changes that cells come to, starting from what is there now; `id` makes names for reports. A cell that cannot be
/// taken is returned with the reason.
pub fn changes_of(
    board: &Board,
    cells: &[&FilledCell],
    author: &str,
    day: NaiveDate,
    id: &mut dyn FnMut() -> ReportId,
) -> Result<Vec<Change>, Box<(FilledCell, Refusal)>> {
    let mut changes = Vec::new();
    let mut items: Vec<ItemId> = cells.iter().map(|cell| cell.item).collect();
    items.dedup();
    for item in items {
        let of_item: Vec<&&FilledCell> = cells.iter().filter(|cell| cell.item == item).collect();
        let node = Node::item(item);
        let said = |column: LedgerColumn| of_item.iter().find(|cell| cell.column == column);
        let text = |column| said(column).map(|cell| cell.filled_in.clone()).unwrap_or_default();
        let percent = match said(LedgerColumn::Percent) {
            Some(cell) => Some(
                parse_percent(&cell.filled_in).map_err(|error| Box::new(((**cell).clone(), Refusal::Number(error))))?,
            ),
            None => None,
        };
        let (done, problem, next) = (text(LedgerColumn::Done), text(LedgerColumn::Problem), text(LedgerColumn::Next));
        changes.extend(reported(board, node, author, day, percent, [done, problem, next], id));
        for (column, field) in [(LedgerColumn::Stage, Field::Standing), (LedgerColumn::Forecast, Field::Forecast)] {
            let Some(cell) = said(column) else { continue };
            let typed = typed_changes(board, node, field, &cell.filled_in, day);
            let typed = typed.map_err(|refusal| Box::new(((**cell).clone(), refusal)))?;
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
