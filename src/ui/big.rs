//! Big figures: the glyphs come from a library, each of their dots drawn as coloured blanks, which every terminal shows,
//! in the same width.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

use super::canvas::Canvas;
use super::theme::Role;

/// Rows of a big figure.
pub(super) const HEIGHT: u16 = 8;
/// Dots of a glyph in a row.
const DOTS: u16 = 8;

/// Cells that a figure takes, each dot `dot` cells wide.
pub(super) fn width(text: &str, dot: u16) -> u16 {
    text.chars().count() as u16 * DOTS * dot
}

/// Draws digits and signs of ASCII; each dot is so many cells wide and high.
pub(super) fn draw(canvas: &mut Canvas<'_>, x: u16, y: u16, text: &str, dot: (u16, u16), role: Role) {
    let area = Rect { x: 0, y: 0, width: width(text, 1), height: HEIGHT };
    let mut dots = Buffer::empty(area);
    BigText::builder().pixel_size(PixelSize::Full).lines(vec![text.into()]).build().render(area, &mut dots);
    for row in 0..area.height {
        for column in 0..area.width {
            if dots[(column, row)].symbol() != " " {
                let (x, y) = (x + column * dot.0, y + row * dot.1);
                canvas.fill(Rect { x, y, width: dot.0, height: dot.1 }, role);
                if canvas.theme.is_mono() {
                    for y in y..y + dot.1 {
                        canvas.put(x, y, dot.0, "####", role);
                    }
                }
            }
        }
    }
}
