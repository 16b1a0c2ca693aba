//! 历史: the journal, who did what and when.

use std::rc::Rc;

use ratatui::layout::Rect;

use crate::app::{App, HistoryScreen, Screen, Target};
use crate::plan::{Entry, Revision};
use crate::report::entry_in_words;
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::History(HistoryScreen { entry: selected, .. }) = app.screen() else { return };
    let shown = app.shown_entries();
    if shown.is_empty() {
        canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, canvas.lang.say(words::history::NOTHING), Role::Dim);
        return;
    }
    let at = shown.iter().position(|seq| Some(*seq) == *selected).unwrap_or(0);
    // The line under the cursor is shown whole, at the bottom.
    let whole = app.data.journal.iter().find(|entry| entry.seq == shown[at]);
    let words = whole.map(|entry| told(app, memo, entry)).unwrap_or_default();
    let lines = memo.wrap(&words, usize::from(area.width - 2), canvas.wide);
    let below = (lines.len().min(usize::from(area.height / 3)) as u16).max(1);
    let list = Rect { height: area.height - below - 1, ..area };
    let page = usize::from(list.height).max(1);
    let top = memo.top("history", at, shown.len(), page);
    memo.painted.page = page;
    let known = |seq: &Revision| app.data.journal.binary_search_by_key(seq, |entry| entry.seq).ok();
    let rows = shown.iter().skip(top).take(page).filter_map(|seq| app.data.journal.get(known(seq)?));
    let rows: Vec<(&Entry, Rc<str>)> = rows.map(|entry| (entry, stamped(app, memo, entry))).collect();
    let stamps = rows.iter().map(|(_, stamp)| canvas.width(stamp)).max().unwrap_or(0);
    for ((entry, stamp), y) in rows.iter().zip(list.y..list.bottom()) {
        let seq = &entry.seq;
        let role = if *seq == shown[at] { Role::Selected } else { Role::Text };
        let dim = if role == Role::Text { Role::Dim } else { role };
        let row = Rect { y, height: 1, ..list };
        canvas.fill(row, role);
        memo.target(y, row.x, row.right(), Target::Entry(*seq));
        let mut x = row.x;
        canvas.put(x, y, stamps, stamp, dim);
        x += stamps + 1;
        canvas.put_cut(x, y, 10, app.data.board.called(&entry.edit.author), dim);
        x += 11;
        canvas.put_cut(x, y, row.right().saturating_sub(x + 1), &told(app, memo, entry), role);
    }
    let y = list.bottom();
    canvas.fill(Rect { y, height: 1, ..area }, Role::Bar);
    let count = if app.data.journal_goes_on {
        canvas.lang.fill(words::history::Newest { n: &shown.len() })
    } else {
        canvas.lang.fill(words::history::Count { n: &shown.len() })
    };
    canvas.put_cut(area.x + 1, y, area.width - 2, &count, Role::Bar);
    for (line, y) in lines.iter().zip(y + 1..area.bottom()) {
        canvas.put(area.x + 1, y, area.width - 2, &words[line.clone()], Role::Text);
    }
}

/// What a line of the journal says, put together once.
fn told(app: &App, memo: &mut Memo, entry: &Entry) -> Rc<str> {
    let basis = ("told", entry.seq, app.basis());
    memo.said(basis, || entry_in_words(app.env.lang, &app.data.board, entry))
}

/// Number and moment of a line.
fn stamped(app: &App, memo: &mut Memo, entry: &Entry) -> Rc<str> {
    let basis = ("stamp", entry.seq, app.basis());
    memo.said(basis, || format!("{:>5} {}", entry.seq.0, app.dates().stamp(entry.at)))
}
