//! Big figures: the glyphs come from a library, drawn with half cells. Where a terminal does not draw these in one cell
//! there are none, and what they say has to be written.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

use super::canvas::Canvas;
use super::theme::Role;

/// Rows of a big figure.
pub(super) const HEIGHT: u16 = 4;
/// Cells of a glyph.
const CELLS: u16 = 8;

/// Cells that a figure takes.
pub(super) fn width(text: &str) -> u16 {
    text.chars().count() as u16 * CELLS
}

/// Draws digits and signs of ASCII on the ground of a role; returns the cells used.
pub(super) fn draw(canvas: &mut Canvas<'_>, x: u16, y: u16, text: &str, role: Role) -> u16 {
    let area = Rect { x: 0, y: 0, width: width(text), height: HEIGHT };
    let mut glyphs = Buffer::empty(area);
    BigText::builder().pixel_size(PixelSize::HalfHeight).lines(vec![text.into()]).build().render(area, &mut glyphs);
    for row in 0..area.height {
        for column in 0..area.width {
            let symbol = glyphs[(column, row)].symbol();
            if symbol != " " {
                canvas.put(x + column, y + row, 1, symbol, role);
            }
        }
    }
    area.width
}
