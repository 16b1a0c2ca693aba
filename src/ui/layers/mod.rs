//! One file a popup, and the window they all stand in.

mod conflict;
mod form;
mod picker;
mod prompt;
mod reading;

use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::canvas::Canvas;
use super::frame::footer_hints;
use super::memo::Memo;
use super::theme::Role;
use crate::app::{App, Context, Editor, Layer};
use crate::words::{self, Text};

/// Draws the popups, the last on top; returns where the terminal's cursor belongs, when a text is being typed.
pub(super) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let mut cursor = None;
    for layer in &app.nav.layers {
        cursor = match layer {
            Layer::Prompt(prompt) => Some(prompt::draw(app, canvas, area, prompt)),
            Layer::Picker(picker) => Some(picker::draw(app, memo, canvas, area, picker)),
            Layer::Form(form) => form::draw(app, canvas, area, form),
            Layer::Reading(reading) => reading::draw(app, memo, canvas, area, reading),
            Layer::Confirm(confirm) => {
                let keys = keys_line(app, layer.context());
                said(memo, canvas, area, (words::confirm::TITLE, &confirm.question), &keys)
            }
            Layer::Refused(refused) => {
                // The keys are named once they are heard: those pressed before were meant for something else.
                let deaf = layer.deaf_until().is_some_and(|until| app.env.now < until);
                let keys = if deaf { String::new() } else { keys_line(app, layer.context()) };
                said(memo, canvas, area, (words::refused::TITLE, &refused.why), &keys)
            }
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

/// A question, or a sentence to be read, with its keys: the same that the footer names.
fn said(
    memo: &mut Memo,
    canvas: &mut Canvas<'_>,
    area: Rect,
    (title, text): (Text, &str),
    keys: &str,
) -> Option<Position> {
    let width = 60.min(area.width);
    let lines = memo.wrap(text, usize::from(width - 4), canvas.wide);
    let inside = window(canvas, area, canvas.lang.say(title), (width, lines.len() as u16 + 4));
    for (line, y) in lines.iter().zip(inside.y..inside.bottom()) {
        canvas.put(inside.x, y, inside.width, &text[line.clone()], Role::Popup);
    }
    canvas.put_cut(inside.x, inside.bottom() - 1, inside.width, keys, Role::PopupDim);
    None
}

/// The keys of a popup as the footer names them.
fn keys_line(app: &App, context: Context) -> String {
    let hints = footer_hints(app, context);
    hints.iter().map(|(keys, words)| format!("{keys} {words}")).collect::<Vec<_>>().join("  ")
}
