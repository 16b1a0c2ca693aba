//! What the rows of several screens have in common: the mark, the cursor, the text with what a search found.

use ratatui::layout::Rect;

use crate::app::{App, Needle, Target};
use crate::plan::{Board, Node};
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;

/// The role of a row: under the cursor, just changed by somebody, or ordinary.
pub(super) fn role_of(app: &App, node: Node, has_cursor: bool) -> Role {
    if has_cursor {
        Role::Selected
    } else if app.data.fresh.contains_key(&node) {
        Role::Fresh
    } else {
        Role::Text
    }
}

/// Blanks a row, notes it for the mouse, and draws its mark and number; returns the columns used.
pub(super) fn begin(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, row: Rect, node: Node, role: Role) -> u16 {
    canvas.fill(row, role);
    memo.target(row.y, row.x, row.right(), Target::Node(node));
    // Where somebody else is typing there is a soft mark; it locks nothing.
    let mark = match (app.nav.marks.contains(&node), app.edited_by(node)) {
        (true, _) => "*",
        (false, Some(_)) => "~",
        (false, None) => " ",
    };
    canvas.put(row.x, row.y, 1, mark, role);
    let number = number(&app.data.board, node);
    let cells = if number.len() > 2 { number.len() as u16 } else { 2 };
    canvas.put_right(row.x + 1 + cells, row.y, cells, &number, if role == Role::Text { Role::Dim } else { role });
    cells + 2
}

/// `14`, or `14-3` for a measure.
pub(super) fn number(board: &Board, node: Node) -> String {
    let Some(item) = board.item(node.item) else { return String::new() };
    match node.measure.and_then(|id| item.position(id)) {
        Some(at) => format!("{}-{}", item.no, at + 1),
        None => item.no.to_string(),
    }
}

/// Writes a text that may be cut, with what a search found in it.
pub(super) fn text(app: &App, canvas: &mut Canvas<'_>, x: u16, y: u16, room: u16, text: &str, role: Role) {
    canvas.put_cut(x, y, room, text, role);
    if let Some(found) = needle(app).and_then(|needle| needle.find(text)) {
        canvas.mark(x, y, room, text, found, Role::Found);
    }
}

/// What is looked for, if a search goes on.
pub(super) fn needle(app: &App) -> Option<&Needle> {
    app.nav.search.as_ref().map(|search| &search.needle)
}
