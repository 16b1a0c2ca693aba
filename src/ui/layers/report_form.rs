//! The report form.

use ratatui::layout::{Position, Rect};

use super::{field, window};
use crate::app::{App, ReportForm};
use crate::report::clip;
use crate::ui::canvas::Canvas;
use crate::ui::theme::Role;

const LABELS: [&str; 4] = ["report.done", "report.problem", "report.next", "report.percent"];

pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, area: Rect, form: &ReportForm) -> Option<Position> {
    let lang = canvas.lang;
    let subject = app.prompt_subject(&form.targets);
    let text = match form.targets.as_slice() {
        [node] => app.board.text(*node).map(|text| clip(text, 24)).unwrap_or_default(),
        _ => String::new(),
    };
    let title = format!("{subject} {}  {}  {text}", lang.say("report.title"), app.day());
    let inside = window(canvas, area, &title, (84, area.height.min(24)));
    let mut cursor = None;
    // The part being written gets the room, the others keep a line each.
    let last = inside.bottom() - 1;
    let room = inside.height.saturating_sub(1 + 2 + 3).max(3);
    let small = if room >= 12 { room / 4 } else { 1 };
    let mut y = inside.y;
    for (at, editor) in form.parts.iter().enumerate() {
        let has_focus = form.focus == at;
        let grown = form.focus.min(2) == at;
        let rows = if grown { room.saturating_sub(small * 2).max(1) } else { small };
        canvas.put(
            inside.x,
            y,
            inside.width,
            &lang.say(LABELS[at]),
            if has_focus { Role::Popup } else { Role::PopupDim },
        );
        let box_area =
            Rect { x: inside.x, y: y + 1, width: inside.width, height: rows.min(last.saturating_sub(y + 1)) };
        if box_area.height > 0 {
            let position = field(canvas, box_area, editor);
            cursor = if has_focus { Some(position) } else { cursor };
        }
        y += rows + 1;
    }
    if y < last {
        let label = lang.say(LABELS[3]);
        let has_focus = form.focus == ReportForm::PERCENT;
        let used = canvas.put(inside.x, y, inside.width, &label, if has_focus { Role::Popup } else { Role::PopupDim });
        let position = field(canvas, Rect { x: inside.x + used + 1, y, width: 6, height: 1 }, &form.percent);
        cursor = if has_focus { Some(position) } else { cursor };
    }
    match &form.trouble {
        Some(trouble) => canvas.put_cut(inside.x, last, inside.width, trouble, Role::Found),
        None => canvas.put_cut(inside.x, last, inside.width, &lang.say("report.keys"), Role::PopupDim),
    };
    cursor
}
