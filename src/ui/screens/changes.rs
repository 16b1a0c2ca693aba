//! 变化: what became of the plan since a day or a meeting, line by line.

use ratatui::layout::Rect;

use crate::app::{App, ChangesScreen, Screen, Since};
use crate::report::{ChangedLine, Term, counts_in_words};
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

/// Cells of the longest line.
const WIDEST: u16 = 100;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Changes(ChangesScreen { since, at, .. }) = *app.screen() else { return };
    let lang = canvas.lang;
    let row = Rect { height: 1, ..area };
    canvas.fill(row, Role::Bar);
    canvas.put_cut(row.x + 1, row.y, row.width - 2, &since_in_words(app, since), Role::Bar);
    let Some(changes) = &app.data.rows.changes else {
        canvas.put_cut(area.x + 1, area.y + 2, area.width - 2, lang.say(words::notice::READING_CHRONICLE), Role::Dim);
        return;
    };
    canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, &counts_in_words(lang, changes), Role::Text);
    // What became of it stays near its name.
    let list = Rect { y: area.y + 3, height: area.height.saturating_sub(3), width: area.width.min(WIDEST), ..area };
    let lines = &app.data.rows.changed;
    if lines.is_empty() {
        canvas.put_cut(list.x + 1, list.y, list.width - 2, lang.say(words::brief::NOTHING), Role::Dim);
        return;
    }
    let page = usize::from(list.height).max(1);
    let top = memo.top("changes", at, lines.len(), page);
    memo.painted.page = page;
    for ((place, line), y) in lines.iter().enumerate().skip(top).zip(list.y..list.bottom()) {
        let role = if place == at { Role::Selected } else { Role::Text };
        let row = Rect { y, height: 1, ..list };
        canvas.fill(row, role);
        draw_line(canvas, row, line, role);
    }
}

/// `变差  8 实验区建设……  滞后 → 超期`.
pub(super) fn draw_line(canvas: &mut Canvas<'_>, row: Rect, line: &ChangedLine, role: Role) {
    let label = canvas.lang.say(line.kind.text());
    let mark = if role == Role::Text { Role::Accent } else { role };
    let used = canvas.put_cut(row.x + 1, row.y, 8, label, mark).max(8);
    let x = row.x + 1 + used + 1;
    let room = row.right().saturating_sub(x + 1);
    let needed = canvas.width(&line.what);
    // What became of it is the news: the title gives way, though not all of it.
    let what = needed.min(room.saturating_sub(room / 3));
    let right = if what == 0 { row.right() - 1 } else { row.right().saturating_sub(what + 1) };
    canvas.put_cut(x, row.y, right.saturating_sub(x + 1), &line.subject, role);
    canvas.put_cut(right, row.y, what, &line.what, role);
}

/// `自上次会议(06-01 推进会)以来`.
pub(super) fn since_in_words(app: &App, since: Since) -> String {
    let lang = app.env.lang;
    let day = app.dates().short(since.day(&app.data.board));
    match since {
        Since::Meeting(id) => {
            let title = app.data.board.meeting(id).map(|meeting| meeting.title.as_str()).unwrap_or_default();
            lang.fill(words::changed::SinceMeeting { day: &day, title: &title })
        }
        Since::Day(_) => lang.fill(words::changed::SinceDay { day: &day }),
    }
}
