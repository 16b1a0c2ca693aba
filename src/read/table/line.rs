//! The lines of a table: what each row is of the plan.

use crate::read::columns::Column;
use crate::read::marker::{Shape, markers};
use crate::read::shadow::{Run, Shadow, folded};

/// What stands between the first head and the last row.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub run: Run,
    pub kind: Kind,
    /// The name of its sheet.
    pub sheet: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A head, also where it comes again.
    Head,
    Section,
    Group,
    Item(Vec<(Column, Run)>),
    /// More of the item above.
    More(Vec<(Column, Run)>),
    /// A note below a table.
    Note,
    /// Nothing that is known.
    Unknown,
}

/// The number that a cell of 序号 holds.
pub(super) fn number(text: &str) -> Option<u32> {
    let text = folded(text);
    text.trim().trim_end_matches(['.', '、']).parse().ok().filter(|n| *n > 0)
}

/// The marker at the beginning of a cell.
pub(super) fn marker_at(shadow: &Shadow<'_>, from: usize, to: usize) -> Option<(Shape, u32, usize)> {
    const LONGEST: usize = 24;
    let text = shadow.text(from, to.min(from + LONGEST));
    let found = markers(&Shadow::of(text), &[]).into_iter().find(|marker| marker.at == 0)?;
    (found.number > 0).then(|| (found.shape, found.number, from + found.text))
}
