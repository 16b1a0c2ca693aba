//! The table of units: name, kind, how much work each has; those out of use at the end.

use ratatui::layout::Rect;

use crate::app::{App, Target};
use crate::report::Term;
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

pub(super) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    canvas.fill(area, Role::Text);
    let row = Rect { height: 1, ..area };
    canvas.fill(row, Role::Focus);
    let entries = app.data.board.units_in_order();
    let in_use = entries.iter().filter(|entry| !entry.retired).count();
    let right = canvas.put_right(
        row.right() - 1,
        row.y,
        row.width / 2,
        &lang.fill(words::units::Count { n: &in_use }),
        Role::Focus,
    );
    canvas.put_cut(row.x + 1, row.y, right.saturating_sub(row.x + 2), lang.say(words::units::TITLE), Role::Focus);
    let at = app.unit_at_cursor().map_or(0, |(at, _)| at);
    let heads = Rect { y: area.y + 1, height: 1, ..area };
    canvas.fill(heads, Role::Bar);
    let widest = entries.iter().map(|entry| canvas.width(&entry.name)).max().unwrap_or(0).clamp(8, area.width / 2);
    // Related things stand near each other, however wide the window is.
    let columns =
        [(area.x + 1, widest), (area.x + 3 + widest, 10), (area.x + 14 + widest, 10), (area.x + 25 + widest, 24)];
    let names = [words::units::NAME, words::units::KIND, words::units::LEADS, words::units::JOINS];
    for ((x, width), name) in columns.iter().zip(names) {
        canvas.put_cut(*x, heads.y, *width, lang.say(name), Role::Bar);
    }
    let works = app.data.board.work_of_units();
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(3), ..area };
    let page = usize::from(list.height).max(1);
    let top = memo.top("units", at, entries.len(), page);
    memo.painted.popup = (top, page, entries.len().saturating_sub(page));
    for ((place, entry), y) in entries.iter().enumerate().skip(top).zip(list.y..list.bottom()) {
        let role = match (place == at, entry.retired) {
            (true, _) => Role::Selected,
            (false, true) => Role::Dim,
            (false, false) => Role::Text,
        };
        let row = Rect { y, height: 1, ..list };
        canvas.fill(row, role);
        memo.target(y, row.x, row.right(), Target::Choice(place));
        let (leads, joins) = works.get(entry.name.as_str()).copied().unwrap_or_default();
        let count = |n: usize| if n == 0 { String::new() } else { n.to_string() };
        let state = match (&entry.into, entry.retired) {
            (Some(into), true) => lang.fill(words::units::Into { name: into }),
            (None, true) => lang.say(words::units::NO_MORE).to_owned(),
            (_, false) => count(joins),
        };
        let cells = [entry.name.clone(), lang.say(entry.kind.text()).to_owned(), count(leads), state];
        for ((x, width), text) in columns.iter().zip(&cells) {
            canvas.put_cut(*x, y, (*width).min(row.right().saturating_sub(*x)), text, role);
        }
    }
    let y = area.bottom() - 1;
    let hint = if app.lacks_departments() { words::units::PASTE } else { words::units::HINT };
    canvas.put_cut(area.x + 1, y, area.width - 2, lang.say(hint), Role::Dim);
}
