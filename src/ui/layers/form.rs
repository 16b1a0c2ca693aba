//! A form of several texts.

use ratatui::layout::{Position, Rect};

use super::{field, window};
use crate::app::{App, Form, FormKind};
use crate::report::clip;
use crate::ui::canvas::Canvas;
use crate::ui::theme::Role;
use crate::words;

pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, area: Rect, form: &Form) -> Option<Position> {
    let fields = form.kind.fields();
    let (tall, low) = (fields.iter().filter(|field| field.multiline).count() as u16, fields.len() as u16);
    let lines = low - tall;
    let height = if tall > 1 { area.height.min(24) } else { area.height.min(2 + 1 + tall * 6 + lines + 1) };
    let inside = window(canvas, area, &title(app, form), (84, height));
    let last = inside.bottom().saturating_sub(1);
    // The text being written gets the room, the others keep a line each.
    let room = inside.height.saturating_sub(1 + tall + lines).max(tall);
    let small = if room >= 12 { room / 4 } else { 1 };
    let tall_places: Vec<usize> = (0..fields.len()).filter(|at| fields[*at].multiline).collect();
    let grown = if tall_places.contains(&form.focus) { form.focus } else { *tall_places.last().unwrap_or(&0) };
    // Texts of one line begin in one column.
    let labels = fields.iter().filter(|field| !field.multiline).map(|field| canvas.width(canvas.lang.say(field.label)));
    let column = labels.max().unwrap_or(0);
    let mut cursor = None;
    let mut y = inside.y;
    for (at, (spec, editor)) in fields.iter().zip(&form.editors).enumerate() {
        let has_focus = form.focus == at;
        let role = if has_focus { Role::Popup } else { Role::PopupDim };
        if y >= last {
            break;
        }
        canvas.put(inside.x, y, inside.width, canvas.lang.say(spec.label), role);
        let (place, rows) = if spec.multiline {
            let rows = if at == grown { room.saturating_sub(small * (tall - 1)).max(1) } else { small };
            (
                Rect { x: inside.x, y: y + 1, width: inside.width, height: rows.min(last.saturating_sub(y + 1)) },
                rows + 1,
            )
        } else {
            let width = inside.width.saturating_sub(column + 1).min(if form.kind == FormKind::Report { 6 } else { 60 });
            (Rect { x: inside.x + column + 1, y, width, height: 1 }, 1)
        };
        if place.height > 0 {
            let position = field(canvas, place, editor);
            cursor = if has_focus { Some(position) } else { cursor };
        }
        y += rows;
    }
    match (&form.trouble, app.form_due(form)) {
        (Some(trouble), _) => canvas.put_cut(inside.x, last, inside.width, trouble, Role::Found),
        (None, Some(day)) => {
            let words = canvas.lang.fill(words::prompt::DateIs { day: &day });
            canvas.put_cut(inside.x, last, inside.width, &words, Role::Popup)
        }
        (None, None) => {
            canvas.put_cut(inside.x, last, inside.width, canvas.lang.say(words::report::KEYS), Role::PopupDim)
        }
    };
    cursor
}

fn title(app: &App, form: &Form) -> String {
    let lang = app.env.lang;
    let subject = if form.targets.is_empty() { String::new() } else { app.prompt_subject(&form.targets) };
    let text = match form.targets.as_slice() {
        [node] => app.data.board.text(*node).map(|text| clip(text, 24)).unwrap_or_default(),
        _ => String::new(),
    };
    let what = lang.say(match form.kind {
        FormKind::Report => words::report::TITLE,
        FormKind::Directive | FormKind::Amend(_) => words::form::DIRECTIVE,
        FormKind::Extension => words::form::EXTENSION,
        FormKind::Decision | FormKind::AmendDecision(_) => words::form::DECISION,
        FormKind::Meeting(_) => return lang.say(words::form::MEETING).to_owned(),
    });
    format!("{subject} {what}  {}  {text}", app.day())
}
