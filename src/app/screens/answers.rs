//! What a screen answers to, asked through one trait: each screen says in its own file what it has, and the rest is as
//! here. What needs more than the screen itself stands in the files of commands.

use crate::app::lists::Wanted;
use crate::plan::{Board, Node, Subject};
use crate::words::Text;

/// What a screen has and answers to.
pub(in crate::app) trait Answers {
    /// The item or measure under the cursor.
    fn node(&self) -> Option<Node> {
        None
    }

    /// The point of a meeting that it shows.
    fn subject(&self) -> Option<Subject> {
        None
    }

    /// What has to be worked out for it, beside what is always worked out.
    fn wants(&self, _wanted: &mut Wanted) {}

    /// Whether what it shows is gone, so that it closes.
    fn is_gone(&self, _board: &Board) -> bool {
        false
    }

    /// Moves a cursor whose row is gone to the nearest that is there, where its rows need not be worked out anew for that.
    fn repair(&mut self, _board: &Board) {}

    /// Puts the cursor on an item or a measure, where it stands on such.
    fn select(&mut self, _node: Node) {}

    /// Shows more at once, or less; `month` is the month of the period that is looked at.
    fn zoom(&mut self, _month: u32) {}

    /// Sorts the rows another way, and says which.
    fn sort(&mut self) -> Option<Text> {
        None
    }

    /// Groups the rows another way, and says which.
    fn group(&mut self) -> Option<Text> {
        None
    }

    /// Shows another sort of rows or columns, and says which.
    fn change_kind(&mut self) -> Option<Text> {
        None
    }
}
