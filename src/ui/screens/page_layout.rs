//! What pages of the projector have in common: how many lines, how wide apart, headings and labels.

use ratatui::layout::Rect;

use crate::report::percent_in_words;
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Lang};

/// Lines of content on a page.
pub(super) const LINES: usize = 7;

/// Free columns at both sides.
pub(super) const MARGIN: u16 = 2;

/// Rows between the beginnings of two lines, so that `count` of them fill the height without crowding.
pub(super) fn pitch(height: u16, count: usize) -> u16 {
    (height / count.max(1) as u16).clamp(1, 3)
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
            canvas.put_cut(area.x, y, area.width, &format!("{}……", &text[line.clone()]), role);
        } else {
            canvas.put(area.x, y, area.width, &text[line.clone()], role);
        }
    }
    lines.len().min(most) as u16
}

pub(super) fn heading(canvas: &mut Canvas<'_>, area: Rect, text: &str) {
    canvas.fill(Rect { x: area.x - MARGIN, width: area.width + 2 * MARGIN, height: 1, ..area }, Role::Focus);
    canvas.put_cut(area.x, area.y, area.width, text, Role::Focus);
}

/// Lines with a label before each: as much of each text, and as wide apart, as there is room for.
pub(super) fn labelled(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, lines: &[(String, String)]) {
    let lines: Vec<_> = lines.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    let column = lines.iter().map(|(label, _)| canvas.width(label)).max().unwrap_or(0) + 1;
    let room = area.width.saturating_sub(column);
    let mut rows = |most: usize| -> usize {
        lines.iter().map(|(_, text)| memo.wrap(text, usize::from(room), canvas.wide).len().clamp(1, most)).sum()
    };
    let most = (1..=3).rev().find(|most| rows(*most) <= usize::from(area.height)).unwrap_or(1);
    let mut spare = usize::from(area.height).saturating_sub(rows(most));
    let gap = (spare / lines.len().max(1)).min(3) as u16;
    let mut y = area.y;
    for (label, text) in lines {
        if y >= area.bottom() {
            return;
        }
        canvas.put(area.x, y, column, label, Role::Accent);
        let place = Rect { x: area.x + column, y, width: room, height: area.bottom() - y };
        y += paragraph(memo, canvas, place, text, most, Role::Text).max(1) + gap;
        // What little room is left parts the first lines.
        if gap == 0 && spare > 0 {
            (y, spare) = (y + 1, spare - 1);
        }
    }
}

/// What is done against what is expected, as long as the room allows.
pub(super) fn figure_in_words(lang: Lang, width: u16, percent: Option<i64>, expected: Option<i64>) -> String {
    let (percent, expected) = (&percent_in_words(percent), &percent_in_words(expected));
    if width < 50 {
        lang.fill(words::projector::FigureShort { percent, expected })
    } else {
        lang.fill(words::projector::Figure { percent, expected })
    }
}
