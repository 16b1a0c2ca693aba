//! A form of several texts.

use ratatui::layout::{Position, Rect};

use super::window::{field, window};
use crate::app::{App, Form, Takes};
use crate::ui::canvas::Canvas;
use crate::ui::theme::Role;
use crate::words;

pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, area: Rect, form: &Form) -> Option<Position> {
    let fields = form.kind.fields();
    let (tall, low) = (fields.iter().filter(|field| field.multiline()).count() as u16, fields.len() as u16);
    let lines = low - tall;
    let theirs = u16::from(form.theirs.is_some());
    let height = if tall > 1 { area.height.min(24) } else { area.height.min(2 + 1 + tall * 6 + lines + 1 + theirs) };
    let outer = window(canvas, area, &app.form_title(form), (84, height));
    // What somebody else has done meanwhile stands above, and hides nothing.
    if let Some(theirs) = &form.theirs {
        canvas.fill(Rect { height: 1, ..outer }, Role::Found);
        canvas.put_cut(outer.x, outer.y, outer.width, theirs, Role::Found);
    }
    let inside = Rect { y: outer.y + theirs, height: outer.height.saturating_sub(theirs), ..outer };
    let last = inside.bottom().saturating_sub(1);
    // The text being written gets the room, the others keep a line each.
    let room = inside.height.saturating_sub(1 + tall + lines).max(tall);
    let small = if room >= 12 { room / 4 } else { 1 };
    let tall_places: Vec<usize> = (0..fields.len()).filter(|at| fields[*at].multiline()).collect();
    let grown = if tall_places.contains(&form.focus) { form.focus } else { *tall_places.last().unwrap_or(&0) };
    // Texts of one line begin in one column.
    let labels =
        fields.iter().filter(|field| !field.multiline()).map(|field| canvas.width(canvas.lang.say(field.label)));
    let column = labels.max().unwrap_or(0);
    let mut cursor = None;
    let mut y = inside.y;
    for (at, (spec, editor)) in fields.iter().zip(&form.editors).enumerate() {
        let has_focus = form.focus == at;
        let role = if has_focus { Role::Popup } else { Role::PopupDim };
        if y >= last {
            break;
        }
        let used = canvas.put(inside.x, y, inside.width, canvas.lang.say(spec.label), role) + 2;
        if let Some((day, text)) = app.last_said(form, at) {
            let words =
                canvas.lang.fill(words::form::Last { day: &app.dates().short(day), text: &text.replace('\n', " ") });
            canvas.put_cut(inside.x + used, y, inside.width.saturating_sub(used), &words, Role::PopupDim);
        }
        let (place, rows) = if spec.multiline() {
            let rows = if at == grown { room.saturating_sub(small * (tall - 1)).max(1) } else { small };
            (
                Rect { x: inside.x, y: y + 1, width: inside.width, height: rows.min(last.saturating_sub(y + 1)) },
                rows + 1,
            )
        } else {
            let width = inside.width.saturating_sub(column + 1).min(if spec.takes == Takes::Percent { 6 } else { 60 });
            (Rect { x: inside.x + column + 1, y, width, height: 1 }, 1)
        };
        if place.height > 0 {
            let position = field(canvas, place, editor);
            cursor = if has_focus { Some(position) } else { cursor };
        }
        y += rows;
    }
    let foot = Rect { y: last, height: 1, ..inside };
    let room = foot.width.saturating_sub(button(canvas, foot, form.on_button()) + 1);
    match (&form.trouble, app.form_told(form)) {
        (Some(trouble), _) => canvas.put_cut(foot.x, last, room, trouble, Role::Found),
        (None, Some(Err(trouble))) => canvas.put_cut(foot.x, last, room, &trouble, Role::Found),
        (None, Some(Ok(words))) => canvas.put_cut(foot.x, last, room, &words, Role::Popup),
        (None, None) => canvas.put_cut(foot.x, last, room, canvas.lang.say(words::report::KEYS), Role::PopupDim),
    };
    cursor
}

/// The button that saves; returns its cells.
fn button(canvas: &mut Canvas<'_>, row: Rect, has_focus: bool) -> u16 {
    let words = format!("[ {} ]", canvas.lang.say(words::report::SAVE));
    let role = if has_focus { Role::Selected } else { Role::Popup };
    row.right() - canvas.put_right(row.right(), row.y, row.width / 2, &words, role)
}
