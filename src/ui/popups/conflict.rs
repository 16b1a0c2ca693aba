//! Somebody was there first: both values, one to choose.

use ratatui::layout::{Position, Rect};

use super::window::window;
use crate::app::{App, Clashing};
use crate::plan::{Change, Clash, Delta, FieldChange};
use crate::report::{change_in_words, clip, field_value, node_name};
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
    let Clash::Rebased(change) = &clashing.conflict.clash else { return None };
    let (theirs, mine) = match change.as_ref() {
        Change::Field { to, .. } => (field_value(lang, to, false), field_value(lang, to, true)),
        Change::Text { text, .. } => (text.before.clone(), text.after.clone()),
        Change::Part { part, .. } if part.before.percent != part.after.percent => {
            let figure = FieldChange::Percent(Delta::new(part.before.percent, part.after.percent));
            (field_value(lang, &figure, false), field_value(lang, &figure, true))
        }
        Change::MeasureRemoved { measure, .. } => (measure.text.clone(), change_in_words(lang, change)),
        // Records are told by what is wished; what is there stands on the screen behind.
        other => (lang.say(words::conflict::CHANGED).to_owned(), change_in_words(lang, other)),
    };
    let width = 72.min(area.width);
    let room = width - 4;
    let mut doc = Doc::default();
    let who = clashing.conflict.by.as_ref().map(|(author, at)| {
        lang.fill(words::conflict::Who {
            author: &app.data.board.called(author),
            at: &app.data.board.zone.clock(*at, "%H:%M:%S"),
        })
    });
    doc.paragraph(
        memo,
        canvas,
        0,
        room,
        &who.unwrap_or_else(|| lang.say(words::conflict::SOMEBODY).to_owned()),
        Role::Popup,
        None,
    );
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
    let name = change.node().map(|node| node_name(lang, &app.data.board, node)).unwrap_or_default();
    let title = lang.fill(words::conflict::Title { node: &name });
    let inside = window(canvas, area, &title, (width, doc.lines.len() as u16 + 2));
    doc.draw(memo, canvas, inside, 0, None);
    None
}
