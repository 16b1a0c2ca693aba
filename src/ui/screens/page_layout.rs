//! What pages of the projector have in common: headings, how far apart lines stand, labels, the gap to what is expected.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;

use crate::app::App;
use crate::plan::{AgainstTime, Item, UnitName, level_of_lag};
use crate::report::Term;
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Lang};

/// Lines of content on a page.
pub(super) const LINES: usize = 7;

/// Free columns at both sides.
pub(super) const MARGIN: u16 = 2;

/// Fewer rows have no room for what stands under a heading.
const LOW: u16 = 14;

/// Rows between the beginnings of two lines, so that `count` of them fill the height without crowding.
pub(super) fn pitch(height: u16, count: usize) -> u16 {
    (height / count.max(1) as u16).clamp(1, 4)
}

/// Writes a text broken into at most `most` rows; returns the rows used.
pub(super) fn paragraph(
    memo: &mut Memo,
    canvas: &mut Canvas<'_>,
    area: Rect,
    text: &str,
    most: usize,
    role: Role,
) -> u16 {
    let most = most.min(usize::from(area.height));
    let lines = memo.wrap(text, usize::from(area.width), canvas.wide);
    for (at, line) in lines.iter().take(most).enumerate() {
        let y = area.y + at as u16;
        if at + 1 == most && lines.len() > most {
            canvas.put_cut(area.x, y, area.width, &text[line.start..], role);
        } else {
            canvas.put(area.x, y, area.width, &text[line.clone()], role);
        }
    }
    lines.len().min(most) as u16
}

/// The bar that a page begins with, and under it of what day and in what unit its figures are; returns what is left.
pub(super) fn heading(canvas: &mut Canvas<'_>, area: Rect, text: &str, under: &str) -> Rect {
    canvas.fill(Rect { x: area.x - MARGIN, width: area.width + 2 * MARGIN, height: 1, ..area }, Role::Focus);
    canvas.put_cut(area.x, area.y, area.width, text, Role::Focus);
    let used = if area.height >= LOW && !under.is_empty() {
        canvas.put_cut(area.x, area.y + 1, area.width, under, Role::Dim);
        3
    } else {
        2
    };
    Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area }
}

/// `2024-06-20 周四`: the day that the figures are of.
pub(super) fn day_in_words(app: &App) -> String {
    let day = app.meeting().map_or(app.day(), |meeting| meeting.day);
    let weekday = app.env.lang.say(day.weekday().text());
    format!("{day} {weekday}")
}

/// Who leads; that nobody does is worth a word.
pub(super) fn lead_in_words(app: &App, lead: Option<&UnitName>) -> String {
    lead.cloned().unwrap_or_else(|| app.env.lang.say(words::facet::NO_LEAD).to_owned())
}

/// Until when; that nobody has said so is worth a word: the room can still say it.
pub(super) fn due_in_words(app: &App, due: Option<NaiveDate>) -> String {
    due.map_or_else(
        || app.env.lang.say(words::projector::NO_DUE).to_owned(),
        |due| app.env.lang.fill(words::closed_loop::Until { due: &app.dates().short(due) }),
    )
}

/// Lines with a label before each: as much of each text, and as wide apart, as there is room for; returns the rows used.
pub(super) fn labelled(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, lines: &[(String, String)]) -> u16 {
    let lines: Vec<_> = lines.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    let column = lines.iter().map(|(label, _)| canvas.width(label)).max().unwrap_or(0) + 2;
    let room = area.width.saturating_sub(column);
    let mut rows = |most: usize| -> usize {
        lines.iter().map(|(_, text)| memo.wrap(text, usize::from(room), canvas.wide).len().clamp(1, most)).sum()
    };
    let most = (1..=3).rev().find(|most| rows(*most) <= usize::from(area.height)).unwrap_or(1);
    let mut spare = usize::from(area.height).saturating_sub(rows(most));
    let gap = (spare / lines.len().max(1)).min(1) as u16;
    let mut y = area.y;
    for (label, text) in lines {
        if y >= area.bottom() {
            break;
        }
        canvas.put(area.x, y, column, label, Role::Accent);
        let place = Rect { x: area.x + column, y, width: room, height: area.bottom() - y };
        y += paragraph(memo, canvas, place, text, most, Role::Text).max(1) + gap;
        // What little room is left parts the first lines.
        if gap == 0 && spare > 0 {
            (y, spare) = (y + 1, spare - 1);
        }
    }
    y - area.y
}

/// How items stand against 序时, over those of which both figures are known.
pub(super) fn against_time<'a>(app: &App, items: impl Iterator<Item = &'a Item>) -> Option<AgainstTime> {
    AgainstTime::of(items.filter_map(|item| app.data.rows.light(&app.data.board, item.id)))
}

/// `-15`, `+3`, `0`: points before or behind.
pub(super) fn signed(gap: i64) -> String {
    if gap == 0 { "0".to_owned() } else { format!("{gap:+}") }
}

/// `落后序时 15 个百分点`.
pub(super) fn gap_in_words(lang: Lang, gap: i64) -> String {
    let n = &gap.abs();
    match gap {
        ..0 => lang.fill(words::projector::Behind { n }),
        0 => lang.say(words::projector::LEVEL).to_owned(),
        1.. => lang.fill(words::projector::Ahead { n }),
    }
}

/// The look of a mean's gap: that of the light which the rules give one so far behind.
pub(super) fn gap_role(app: &App, gap: i64) -> Role {
    level_of_lag(&app.data.board.rules, -gap).map_or(Role::Text, Role::Light)
}
