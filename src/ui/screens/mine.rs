//! 我的: what waits for the person at the keyboard, each row with what is to be done and the words it is about.

use ratatui::layout::Rect;

use super::row;
use crate::app::{App, MineScreen, Screen, Target};
use crate::report::{waiting_details, waiting_in_words, waiting_place};
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

/// Rows of one entry: what and about what, then more about it.
const ROWS: u16 = 2;
/// Cells for what is to be done.
const WHAT: u16 = 20;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Mine(MineScreen { waiting: selected, .. }) = app.screen() else { return };
    let rows = &app.data.rows.mine;
    let lang = canvas.lang;
    if rows.is_empty() {
        let lines = lang.fill(words::mine::Nothing { who: &app.data.board.called(&app.session.author) });
        canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, &lines, Role::Dim);
        return;
    }
    let page = usize::from(area.height / ROWS).max(1);
    let at = rows.iter().position(|row| Some(row) == selected.as_ref()).unwrap_or(0);
    let top = memo.top("mine", at, rows.len(), page);
    memo.painted.page = page;
    memo.painted.at = Some(at);
    for (place, waiting) in rows.iter().enumerate().skip(top).take(page) {
        let y = area.y + (place - top) as u16 * ROWS;
        let role = if place == at { Role::Selected } else { Role::Text };
        let line = Rect { y, height: 1, ..area };
        canvas.fill(line, role);
        let (what, text) = waiting_in_words(lang, &app.data.board, waiting);
        let wide = WHAT.min(area.width / 4);
        canvas.put_cut(line.x + 1, y, wide, &what, if place == at { role } else { Role::Accent });
        let x = line.x + 1 + wide + 1;
        let place_words = waiting_place(lang, &app.data.board, waiting);
        let used = canvas.put(x, y, 10, &place_words, role);
        row::text(app, canvas, x + used + 1, y, line.right().saturating_sub(x + used + 2), &text, role);
        let details = waiting_details(lang, &app.data.board, waiting, app.day());
        if y + 1 < area.bottom() {
            canvas.put_cut(x, y + 1, area.right().saturating_sub(x + 1), &details, Role::Dim);
        }
        for y in [y, y + 1] {
            memo.target(y, line.x, line.right(), Target::Waiting(place));
        }
    }
}
