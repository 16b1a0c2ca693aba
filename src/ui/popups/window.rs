//! The window that popups stand in, and a text that is being typed in it.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::app::{Editor, Target};
use crate::plan::Node;
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::text::wrap;
use crate::ui::theme::Role;

/// A window of at most this size in the middle, with a title; returns the room inside. What is behind it steps back.
pub(super) fn window(canvas: &mut Canvas<'_>, area: Rect, title: &str, size: (u16, u16)) -> Rect {
    window_beside(canvas, area, title, size, None)
}

/// The same beside the rows that it is about: below them, else above, and over them only where neither has the room. They
/// stay as they are.
pub(super) fn window_beside(
    canvas: &mut Canvas<'_>,
    area: Rect,
    title: &str,
    (width, height): (u16, u16),
    rows: Option<&Range<u16>>,
) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let x = area.x + (area.width - width) / 2;
    let middle = area.y + (area.height - height) / 2;
    let y = match rows {
        Some(rows) if rows.end + height <= area.bottom() => rows.end,
        Some(rows) if rows.start >= area.y + height => rows.start - height,
        Some(_) | None => middle,
    };
    let outer = Rect { x, y, width, height };
    for y in area.top()..area.bottom() {
        if !rows.is_some_and(|rows| rows.contains(&y)) {
            canvas.tint(Rect { y, height: 1, ..area }, Role::Behind);
        }
    }
    canvas.clear_words_cut_by(outer);
    canvas.fill(outer, Role::Popup);
    edge(canvas, outer);
    let title = format!(" {title} ");
    canvas.put_cut(x + 2, y, width.saturating_sub(4), &title, Role::PopupEdge);
    Rect { x: x + 2, y: y + 1, width: width.saturating_sub(4), height: height.saturating_sub(2) }
}

/// Lines around a window; where the terminal draws lines two cells wide, or its font has none, coloured blanks.
fn edge(canvas: &mut Canvas<'_>, outer: Rect) {
    let (right, bottom) = (outer.right() - 1, outer.bottom() - 1);
    if !canvas.has_half_cells() {
        if canvas.theme.is_mono() {
            canvas.put(outer.x, outer.y, outer.width, &"-".repeat(usize::from(outer.width)), Role::PopupEdge);
            canvas.put(outer.x, bottom, outer.width, &"-".repeat(usize::from(outer.width)), Role::PopupEdge);
            return;
        }
        for side in [
            Rect { height: 1, ..outer },
            Rect { y: bottom, height: 1, ..outer },
            Rect { width: 1, ..outer },
            Rect { x: right, width: 1, ..outer },
        ] {
            canvas.fill(side, Role::Bar);
        }
        return;
    }
    let line = "─".repeat(usize::from(outer.width.saturating_sub(2)));
    for (y, left, other) in [(outer.y, "┌", "┐"), (bottom, "└", "┘")] {
        canvas.put(outer.x, y, 1, left, Role::PopupEdge);
        canvas.put(outer.x + 1, y, outer.width.saturating_sub(2), &line, Role::PopupEdge);
        canvas.put(right, y, 1, other, Role::PopupEdge);
    }
    for y in outer.y + 1..bottom {
        canvas.put(outer.x, y, 1, "│", Role::PopupEdge);
        canvas.put(right, y, 1, "│", Role::PopupEdge);
    }
}

/// The rows on which something stands that a popup is about.
pub(super) fn rows_of(memo: &Memo, nodes: &[Node]) -> Option<Range<u16>> {
    let [node] = nodes else { return None };
    let rows = memo.painted.targets.iter().filter(|(.., target)| *target == Target::Node(*node)).map(|(y, ..)| *y);
    let (first, last) = (rows.clone().min()?, rows.max()?);
    (last - first <= 2).then_some(first..last + 1)
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
