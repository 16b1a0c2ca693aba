//! The window that popups stand in, and a text that is being typed in it.

use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::app::Editor;
use crate::ui::canvas::Canvas;
use crate::ui::text::wrap;
use crate::ui::theme::Role;

/// A window of at most this size in the middle, with a title; returns the room inside.
pub(super) fn window(canvas: &mut Canvas<'_>, area: Rect, title: &str, (width, height): (u16, u16)) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    let outer = Rect { x, y, width, height };
    canvas.clear_words_cut_by(outer);
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

/// A text being typed where characters of ambiguous width take two cells, which the widget does not know; returns where
/// its insertion point is.
fn wide_field(canvas: &mut Canvas<'_>, area: Rect, editor: &Editor) -> Position {
    let selected = editor.area().is_selecting();
    canvas.fill(area, if selected { Role::Selected } else { Role::Field });
    let cursor = editor.area().cursor();
    let (mut rows, mut at) = (Vec::new(), (0, 0));
    for (n, line) in editor.area().lines().iter().enumerate() {
        let cut = line.char_indices().nth(cursor.1).map_or(line.len(), |(cut, _)| cut);
        let mut ranges = wrap(line, usize::from(area.width), true);
        if ranges.is_empty() {
            ranges.push(0..0);
        }
        let last = ranges.len() - 1;
        for (place, range) in ranges.into_iter().enumerate() {
            if n == cursor.0 && cut >= range.start {
                // Blanks at the end of a row are not drawn; those at the end of the text have the cursor behind them.
                let end = if place == last { cut } else { cut.min(range.end) };
                at = (rows.len(), canvas.width(&line[range.start..end]));
            }
            rows.push(&line[range]);
        }
    }
    let top = (at.0 + 1).saturating_sub(usize::from(area.height));
    for (row, y) in rows.iter().skip(top).zip(area.y..area.bottom()) {
        canvas.put(area.x, y, area.width, row, if selected { Role::Selected } else { Role::Field });
    }
    Position { x: area.x + at.1.min(area.width.saturating_sub(1)), y: area.y + (at.0 - top) as u16 }
}

/// A text being typed; returns where its insertion point is.
pub(super) fn field(canvas: &mut Canvas<'_>, area: Rect, editor: &Editor) -> Position {
    if canvas.wide {
        return wide_field(canvas, area, editor);
    }
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
