//! The rows that a figure is made of.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::figure::{Figure, Scope};
use super::matrix::cell_light;
use super::rows::Rows;
use crate::plan::{Board, ItemId, Light, Stage};

impl Rows {
    /// The items a figure is made of, in order.
    pub fn items_of(&self, board: &Board, figure: &Figure, day: NaiveDate) -> Vec<ItemId> {
        let all = || board.items().iter().zip(self.lights());
        let of = |holds: &dyn Fn(ItemId, &Light) -> bool| {
            all().filter(|(item, light)| holds(item.id, light)).map(|(item, _)| item.id).collect()
        };
        match figure {
            Figure::Count(scope, level) => of(&|id, light| light.level == *level && scope.holds(board, id)),
            // Of a column of the matrix: its rows.
            Figure::Progress(Scope::County(_) | Scope::Lead(_)) => {
                let counts = |id: &ItemId| {
                    self.light_in(board, figure, *id, day).is_some_and(|light| light.situation.counts_in_means())
                };
                self.matrix.items.iter().copied().filter(counts).collect()
            }
            Figure::Progress(scope) => of(&|id, light| light.situation.counts_in_means() && scope.holds(board, id)),
            Figure::Closed => of(&|_, light| light.situation.stage == Stage::Closed),
            Figure::Due => {
                // Due today counts, as in the trend.
                let is_due = |light: &Light| light.situation.due.is_some_and(|due| due <= light.situation.day);
                of(&|_, light| is_due(light) && light.situation.stage != Stage::Stopped)
            }
            Figure::Falling { after, until } => board.falling_due(*after, *until),
            Figure::Changed(kind) => {
                let mut seen = HashSet::new();
                let mut items = self.changes.as_ref().map(|changes| changes.items(board, *kind)).unwrap_or_default();
                items.retain(|id| seen.insert(*id));
                items
            }
        }
    }

    /// The light with which an item counts in a figure: in a column of the matrix that of the unit's part.
    pub fn light_in(&self, board: &Board, figure: &Figure, id: ItemId, day: NaiveDate) -> Option<Light> {
        match figure {
            Figure::Progress(Scope::County(unit)) => cell_light(board, board.item(id)?, unit, false, day),
            Figure::Progress(Scope::Lead(unit)) => cell_light(board, board.item(id)?, unit, true, day),
            Figure::Progress(Scope::Plan | Scope::Section(_))
            | Figure::Count(..)
            | Figure::Closed
            | Figure::Due
            | Figure::Falling { .. }
            | Figure::Changed(_) => self.light(board, id).cloned(),
        }
    }
}
