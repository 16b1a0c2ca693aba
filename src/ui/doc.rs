//! Doc: a text of styled lines that scrolls, with a cursor on one of its parts. Items, help and explanations are
//! docs.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::memo::Memo;
use super::theme::Role;
use crate::app::{Spot, Target};
use crate::plan::Light;

/// A line.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// What it belongs to.
    pub spot: Option<Spot>,
    /// Column, text and role of its parts.
    pub parts: Vec<(u16, String, Role)>,
    /// A light at its right end.
    pub light: Option<(Light, String)>,
    /// Part of a text that a search found: column of the text, the text, and where in it.
    pub found: Vec<(u16, String, std::ops::Range<usize>)>,
}

/// Lines one below the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Doc {
    pub lines: Vec<Line>,
}

impl Doc {
    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// Adds one line of text.
    pub fn line(&mut self, column: u16, text: impl Into<String>, role: Role) -> &mut Line {
        self.lines.push(Line { parts: vec![(column, text.into(), role)], ..Line::default() });
        // Just pushed.
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    /// Adds a text broken at `room` cells, all lines at the same column.
    #[expect(clippy::too_many_arguments, reason = "place, text and looks of a paragraph")]
    pub fn paragraph(
        &mut self,
        memo: &mut Memo,
        canvas: &Canvas<'_>,
        column: u16,
        room: u16,
        text: &str,
        role: Role,
        spot: Option<Spot>,
    ) -> usize {
        let first = self.lines.len();
        for range in memo.wrap(text, usize::from(room.max(2)), canvas.wide).iter() {
            let parts = vec![(column, text[range.clone()].to_owned(), role)];
            self.lines.push(Line { spot, parts, ..Line::default() });
        }
        first
    }

    /// Draws the lines from `top` on.
    pub fn draw(&self, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, top: usize, selected: Option<Spot>) {
        let rows = area.y..area.bottom();
        for (line, y) in self.lines.iter().skip(top).zip(rows) {
            let is_selected = line.spot.is_some() && line.spot == selected;
            if is_selected {
                canvas.fill(Rect { y, height: 1, ..area }, Role::Selected);
            }
            let mut room = area.width;
            if let Some((light, note)) = &line.light {
                let chip = super::light::SHORT;
                let x = area.right().saturating_sub(chip + 5);
                let ground = if is_selected { Role::Selected } else { Role::Text };
                super::light::draw_short(canvas, Rect { x, y, width: chip, height: 1 }, light, ground);
                canvas.put_right(area.right(), y, 5, note, if is_selected { Role::Selected } else { Role::Text });
                room = room.saturating_sub(chip + 6);
            }
            for (column, text, role) in &line.parts {
                let role = if is_selected { Role::Selected } else { *role };
                canvas.put(area.x + column, y, room.saturating_sub(*column), text, role);
            }
            for (column, text, part) in &line.found {
                canvas.mark(area.x + column, y, room.saturating_sub(*column), text, part.clone(), Role::Found);
            }
            if let Some(Spot::Node(node)) = line.spot {
                memo.target(y, area.x, area.right(), Target::Node(node));
            }
        }
    }

    /// First and one past the last line of a spot.
    pub fn extent(&self, spot: Spot) -> Option<(usize, usize)> {
        let first = self.lines.iter().position(|line| line.spot == Some(spot))?;
        let last = self.lines.iter().rposition(|line| line.spot == Some(spot))?;
        Some((first, last + 1))
    }
}
