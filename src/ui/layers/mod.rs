//! One file a popup, and the window they all stand in.

mod conflict;
mod form;
mod picker;
mod prompt;
mod reading;

use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::canvas::Canvas;
use super::memo::Memo;
use super::theme::Role;
use crate::app::{App, Confirm, Editor, Layer};
use crate::words;

/// Draws the popups, the last on top; returns where the terminal's cursor belongs, when a text is being typed.
pub(super) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let mut cursor = None;
    for layer in &app.nav.layers {
        cursor = match layer {
            Layer::Prompt(prompt) => Some(prompt::draw(app, canvas, area, prompt)),
            Layer::Picker(picker) => Some(picker::draw(app, memo, canvas, area, picker)),
            Layer::Form(form) => form::draw(app, canvas, area, form),
            Layer::Reading(reading) => reading::draw(app, memo, canvas, area, reading),
            Layer::Confirm(confirm) => draw_confirm(memo, canvas, area, confirm),
            Layer::Clashing(clashing) => conflict::draw(app, memo, canvas, area, clashing),
        };
    }
    cursor
}

/// A window of at most this size in the middle, with a title; returns the room inside.
fn window(canvas: &mut Canvas<'_>, area: Rect, title: &str, (width, height): (u16, u16)) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    let outer = Rect { x, y, width, height };
    canvas.fill(outer, Role::Popup);
    canvas.fill(Rect { height: 1, ..outer }, Role::Focus);
    canvas.put_cut(x + 1, y, width - 2, title, Role::Focus);
    if canvas.theme.is_mono() {
        // Without colours lines tell the window from what is behind it.
        for row in y + 1..outer.bottom() {
            canvas.put(x, row, 1, "|", Role::Popup);
            canvas.put(outer.right() - 1, row, 1, "|", Role::Popup);
        }
        canvas.put(x, outer.bottom() - 1, width, &"-".repeat(usize::from(width)), Role::Popup);
    }
    Rect { x: x + 2, y: y + 1, width: width.saturating_sub(4), height: height.saturating_sub(2) }
}

/// A text being typed; returns where its insertion point is.
fn field(canvas: &mut Canvas<'_>, area: Rect, editor: &Editor) -> Position {
    canvas.fill(area, Role::Field);
    let style = canvas.style(Role::Field);
    editor.area().render(area, canvas.buffer());
    canvas.buffer().set_style(area, style);
    if editor.area().is_selecting() {
        canvas.tint(area, Role::Selected);
    }
    canvas.mark_second_halves(area);
    let cursor = editor.area().screen_cursor();
    let (top, left) = editor.area().scroll_offset();
    let column = (cursor.col as u16).saturating_sub(left).min(area.width.saturating_sub(1));
    let row = (cursor.row as u16).saturating_sub(top).min(area.height.saturating_sub(1));
    Position { x: area.x + column, y: area.y + row }
}

fn draw_confirm(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, confirm: &Confirm) -> Option<Position> {
    let width = 60.min(area.width);
    let lines = memo.wrap(&confirm.question, usize::from(width - 4), canvas.wide);
    let inside = window(canvas, area, canvas.lang.say(words::confirm::TITLE), (width, lines.len() as u16 + 4));
    for (line, y) in lines.iter().zip(inside.y..inside.bottom()) {
        canvas.put(inside.x, y, inside.width, &confirm.question[line.clone()], Role::Popup);
    }
    canvas.put_cut(inside.x, inside.bottom() - 1, inside.width, canvas.lang.say(words::confirm::KEYS), Role::PopupDim);
    None
}
