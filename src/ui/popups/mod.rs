//! One file a popup, and the window they all stand in.

mod conflict;
mod form;
mod picker;
mod prompt;
mod reading;
mod review;
mod settings;
mod ticks;
mod units;
mod window;

use ratatui::layout::{Position, Rect};

use self::window::window;
use super::canvas::Canvas;
use super::frame::footer_hints;
use super::memo::Memo;
use super::theme::Role;
use crate::app::{App, Context, Popup};
use crate::words::{self, Text};

/// Draws the popups, the last on top; returns where the terminal's cursor belongs, when a text is being typed.
pub(super) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let mut cursor = None;
    for popup in &app.nav.popups {
        cursor = match popup {
            Popup::Prompt(prompt) => Some(prompt::draw(app, memo, canvas, area, prompt)),
            Popup::Picker(picker) => Some(picker::draw(memo, canvas, area, picker)),
            Popup::Form(form) => form::draw(app, canvas, area, form),
            Popup::Reading(reading) => reading::draw(app, memo, canvas, area, reading),
            Popup::Confirm(confirm) => {
                let keys = keys_line(app, popup.context());
                said(memo, canvas, area, (words::confirm::TITLE, &confirm.question), &keys)
            }
            Popup::Refused(refused) => {
                // The keys are named once they are heard: those pressed before were meant for something else.
                let deaf = popup.deaf_until().is_some_and(|until| app.env.now < until);
                let keys = if deaf { String::new() } else { keys_line(app, popup.context()) };
                said(memo, canvas, area, (words::refused::TITLE, &refused.why), &keys)
            }
            Popup::Clashing(clashing) => conflict::draw(app, memo, canvas, area, clashing),
            Popup::Settings(table) => {
                settings::draw(app, memo, canvas, area, table);
                None
            }
            Popup::Units(_) => {
                units::draw(app, memo, canvas, area);
                None
            }
            Popup::Ticks(ticks) => {
                ticks::draw(memo, canvas, area, ticks);
                None
            }
            Popup::Review(review) => {
                // Others that were opened with it wait below.
                let waiting = app.nav.popups.iter().filter(|popup| matches!(popup, Popup::Review(_))).count() - 1;
                review::draw(memo, canvas, area, review, waiting);
                None
            }
        };
    }
    cursor
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
