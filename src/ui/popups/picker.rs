//! Something to choose from a list that narrows.

use ratatui::layout::{Position, Rect};

use super::window::{field, rows_of, window_beside};
use crate::app::{Picker, Target};
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

pub(super) fn draw(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, picker: &Picker) -> Position {
    let lang = canvas.lang;
    let rows = (picker.choices.len() + usize::from(picker.adds())).clamp(1, 16) as u16;
    let height = rows + 4;
    let rows_about = rows_of(memo, &picker.targets);
    let inside = window_beside(canvas, area, &picker.title, (64, height), rows_about.as_ref());
    let cursor = field(canvas, Rect { height: 1, ..inside }, &picker.editor);
    if picker.editor.is_blank() {
        let hint = match (picker.is_numbered(), picker.adds()) {
            (true, _) => words::pick::HINT_NUMBER,
            (false, true) => words::pick::HINT_ADDS,
            (false, false) => words::pick::HINT,
        };
        // The cursor stands on the first cell.
        canvas.put_cut(inside.x + 2, inside.y, inside.width - 2, lang.say(hint), Role::Field);
    }
    let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(2), ..inside };
    let page = usize::from(list.height).max(1);
    let top = memo.top("picker", picker.at, picker.len(), page);
    memo.painted.popup = (top, page, picker.len().saturating_sub(page));
    for (place, y) in (top..picker.len()).zip(list.y..list.bottom()) {
        let role = if place == picker.at { Role::Selected } else { Role::Popup };
        let dim = if place == picker.at { Role::Selected } else { Role::PopupDim };
        let barred =
            picker.shown.get(place).and_then(|at| picker.choices.get(*at)).and_then(|choice| choice.barred.as_ref());
        let role = if barred.is_some() && place != picker.at { Role::PopupDim } else { role };
        let row = Rect { y, height: 1, ..list };
        canvas.fill(row, role);
        memo.target(y, row.x, row.right(), Target::Choice(place));
        let Some(choice) = picker.shown.get(place).and_then(|at| picker.choices.get(*at)) else {
            let name = picker.new_name().unwrap_or_default();
            canvas.put_cut(row.x, y, row.width, &lang.fill(words::pick::Add { name: &name }), role);
            continue;
        };
        let chosen = picker.shown.get(place).is_some_and(|at| picker.chosen.contains(at));
        let lead = match (picker.is_many(), picker.is_numbered()) {
            (true, _) if chosen => "[x] ".to_owned(),
            (true, _) => "[ ] ".to_owned(),
            (false, true) => format!("{} ", place + 1),
            (false, false) => String::new(),
        };
        let used = canvas.put(row.x, y, row.width, &lead, role);
        let side_cells = canvas.width(&choice.side);
        canvas.put_cut(row.x + used, y, row.width.saturating_sub(used + side_cells + 1), &choice.words, role);
        canvas.put_right(row.right(), y, side_cells.min(row.width / 2), &choice.side, dim);
    }
    let last = inside.bottom().saturating_sub(1);
    if picker.is_empty() {
        // Where the eyes are: below what was typed.
        canvas.put_cut(inside.x, inside.y + 1, inside.width, lang.say(words::pick::NOTHING), Role::Popup);
    }
    let (text, role) = match (picker.trouble.as_ref().or(picker.theirs.as_ref()), picker.barred()) {
        (Some(told), _) => (told.clone(), Role::Found),
        (None, Some(reason)) => (reason.clone(), Role::PopupDim),
        (None, None) if picker.is_many() => (lang.say(words::pick::KEYS_MANY).to_owned(), Role::PopupDim),
        (None, None) => (lang.say(words::pick::KEYS).to_owned(), Role::PopupDim),
    };
    canvas.put_cut(inside.x, last, inside.width, &text, role);
    cursor
}
