//! Somebody was there first: both values, one to choose.

use ratatui::layout::{Position, Rect};

use super::window::window;
use crate::app::{App, Clashing};
use crate::plan::Change;
use crate::report::{Sides, clash_sides, clip, node_name, who_was_first};
use crate::ui::canvas::Canvas;
use crate::ui::doc::Doc;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

pub(super) fn draw(
    app: &App,
    memo: &mut Memo,
    canvas: &mut Canvas<'_>,
    area: Rect,
    clashing: &Clashing,
) -> Option<Position> {
    let lang = app.env.lang;
    let Sides { theirs, mine } = clash_sides(lang, &clashing.conflict)?;
    let width = 72.min(area.width);
    let room = width - 4;
    let mut doc = Doc::default();
    let who = who_was_first(lang, &app.data.board, clashing.conflict.by.as_ref(), "%H:%M:%S");
    doc.paragraph(memo, canvas, 0, room, &who, Role::Popup, None);
    doc.gap();
    for (whose, value) in [(words::conflict::THEIRS, &theirs), (words::conflict::MINE, &mine)] {
        // Both must be in view at once; three lines tell them apart.
        let value = clip(value, usize::from(room - 10) * 3 / 2 - 2);
        let first = doc.paragraph(memo, canvas, 10, room - 10, &value, Role::Popup, None);
        doc.lines[first].parts.insert(0, (0, lang.say(whose).to_owned(), Role::PopupDim));
    }
    doc.gap();
    // The keys are named once they are heard: those pressed before were meant for something else.
    let keys = if clashing.is_deaf(app.env.now) { words::conflict::WAIT } else { words::conflict::KEYS };
    doc.paragraph(memo, canvas, 0, room, lang.say(keys), Role::PopupDim, None);
    let about = clashing.edit().changes.get(clashing.conflict.index);
    let name = about.and_then(Change::node).map(|node| node_name(lang, &app.data.board, node)).unwrap_or_default();
    let title = lang.fill(words::conflict::Title { node: &name });
    let inside = window(canvas, area, &title, (width, doc.lines.len() as u16 + 2));
    doc.draw(memo, canvas, inside, 0, None);
    None
}
