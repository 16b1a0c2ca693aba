//! `duban import 台账.xlsx`: a ledger that a unit has filled in. Each cell is shown with what the board says and who has
//! changed it meanwhile; what is chosen becomes one edit of the person at the keyboard.

use std::path::Path;

use super::Done;
use super::arguments::Import as Asked;
use super::ask::{answer, somebody_is_there};
use super::invocation::Invocation;
use super::outcome::{Code, Failure, print, print_json};
use super::set::commit;
use crate::app::{FilledCell, FilledLedger, cell_remarks, changes_of, ledger_remarks, read_filled, shown};
use crate::plan::{Board, Change, PaperKind, PlanId, ReportId};
use crate::read::Paper;
use crate::words::{self, Lang};

#[derive(serde::Serialize)]
struct CellJson<'a> {
    n: usize,
    item: u32,
    column: &'a str,
    made_with: Option<&'a str>,
    now: &'a str,
    filled_in: &'a str,
    contested: bool,
    changed_by: Option<&'a str>,
}

pub(super) fn import_ledger(invocation: &Invocation, asked: &Asked, path: &Path, paper: &Paper) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let board = match paper.origin {
        Some(origin) if invocation.plan.is_none() => invocation.board_of(store.as_mut(), PlanId(origin.plan))?,
        _ => invocation.board(store.as_mut())?,
    };
    let entries = invocation.journal(store.as_mut(), board.plan.id)?;
    let day = invocation.writing_day(&board)?;
    let filled = read_filled(lang, paper, &board, &entries, day);
    if asked.json {
        let cells = filled.cells.iter().zip(1..).map(|(cell, n)| cell_json(lang, &board, cell, n));
        return print_json(&cells.collect::<Vec<_>>());
    }
    print(&listed(lang, &board, &filled, paper.origin.is_some()))?;
    if asked.dry_run {
        print(&format!("{}\n", lang.say(words::cli::import::DRY)))?;
        return match filled.cells.iter().filter(|cell| cell.refused.is_some()).count() {
            0 => Ok(()),
            n => Err(cannot_take(lang, n)),
        };
    }
    if filled.cells.is_empty() {
        return Ok(());
    }
    let chosen = choose(invocation, asked, &filled)?;
    if chosen.is_empty() {
        return Err(Failure::new(Code::Failed, lang.say(words::cli::import::NOT_WRITTEN)));
    }
    let mut id = || ReportId(fastrand::i64(1 << 32..1 << 48));
    let changes = changes_of(&board, &chosen, &invocation.author, day, &mut id);
    let changes = changes.map_err(|refused| cannot_take(lang, refused.len()))?;
    let title = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let whence = Change::FromPaper { kind: PaperKind::Ledger, title };
    commit(invocation, store.as_mut(), &board, std::iter::once(whence).chain(changes).collect())?;
    let left = filled.cells.len() - chosen.len();
    if left > 0 {
        return Err(Failure::new(Code::Conflict, lang.fill(words::cli::ledger::Left { n: &left })));
    }
    Ok(())
}

/// All of what cannot be taken was told at once, by the list that was printed; nothing is written beside it.
fn cannot_take(lang: Lang, n: usize) -> Failure {
    Failure::new(Code::Usage, lang.fill(words::cli::ledger::CannotTake { n: &n }))
}

/// `第14项 进度`.
fn place(lang: Lang, board: &Board, cell: &FilledCell) -> String {
    let no = board.item(cell.item).map_or(0, |item| item.no);
    lang.fill(words::cli::ledger::Place { no: &no, column: &lang.say(cell.column.text()) })
}

fn cell_json<'a>(lang: Lang, board: &'a Board, cell: &'a FilledCell, n: usize) -> CellJson<'a> {
    CellJson {
        n,
        item: board.item(cell.item).map_or(0, |item| item.no),
        column: lang.say(cell.column.text()),
        made_with: cell.made_with.as_deref(),
        now: &cell.now,
        filled_in: &cell.filled_in,
        contested: cell.is_contested(),
        changed_by: cell.changed_by.as_ref().map(|(author, _)| author.as_str()),
    }
}

fn listed(lang: Lang, board: &Board, filled: &FilledLedger, knows_origin: bool) -> String {
    let contested = filled.cells.iter().filter(|cell| cell.is_contested()).count();
    let head = words::cli::ledger::Head { title: &board.plan.title, n: &filled.cells.len(), contested: &contested };
    let mut lines = vec![lang.fill(head)];
    for (cell, n) in filled.cells.iter().zip(1..) {
        let place = &place(lang, board, cell);
        let (now, said) = (&shown(lang, &cell.now), &shown(lang, &cell.filled_in));
        lines.push(lang.fill(words::cli::ledger::Cell { n: &n, place, now, said }));
        lines.extend(cell_remarks(lang, board, cell).into_iter().map(|remark| format!("     {remark}")));
    }
    lines.extend(ledger_remarks(lang, filled, knows_origin));
    lines.push(String::new());
    lines.join("\n")
}

/// Which cells are to be written. Without anybody to ask, only those that nobody has touched meanwhile.
fn choose<'a>(
    invocation: &Invocation,
    asked: &Asked,
    filled: &'a FilledLedger,
) -> Result<Vec<&'a FilledCell>, Failure> {
    let clear = || filled.cells.iter().filter(|cell| !cell.is_contested() && !cell.is_held).collect();
    if asked.yes || !somebody_is_there() {
        return Ok(clear());
    }
    loop {
        let Some(line) = answer(invocation.lang.say(words::cli::ledger::ASK))? else { return Ok(Vec::new()) };
        match line.as_str() {
            "" => return Ok(clear()),
            "a" | "A" | "全部" => return Ok(filled.cells.iter().collect()),
            "n" | "N" | "否" => return Ok(Vec::new()),
            list => {
                if let Some(numbers) = numbers(list, filled.cells.len()) {
                    return Ok(numbers.into_iter().map(|n| &filled.cells[n - 1]).collect());
                }
            }
        }
    }
}

/// `1,3-5` as numbers from 1 to `most`, each once and in order.
fn numbers(list: &str, most: usize) -> Option<Vec<usize>> {
    let list = crate::read::folded(list);
    let mut found = Vec::new();
    for part in list.split([',', '、', ' ']).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last): (usize, usize) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        if first == 0 || last > most || first > last {
            return None;
        }
        found.extend(first..=last);
    }
    found.sort_unstable();
    found.dedup();
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_be_listed_and_ranged() {
        assert_eq!(numbers("1,3-5", 6), Some(vec![1, 3, 4, 5]));
        assert_eq!(numbers("２，１、1", 6), Some(vec![1, 2]));
        for wrong in ["0", "7", "5-3", "x", "1-"] {
            assert_eq!(numbers(wrong, 6), None, "{wrong}");
        }
    }
}
