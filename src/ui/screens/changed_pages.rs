//! Pages of the projector about what changed since the last meeting: in figures, then line by line.

use ratatui::layout::Rect;

use super::changes::since_in_words;
use super::page_layout::{day_in_words, heading, paragraph, pitch};
use crate::app::{App, CHANGES_ON_A_PAGE, Page};
use crate::plan::{Kind, Level};
use crate::report::{ChangedLine, Term};
use crate::ui::canvas::Canvas;
use crate::ui::light::draw_word;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

/// What changed, in figures.
pub(super) fn changed_figures(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let (Some(changes), Some(since)) = (&app.data.rows.changes, app.since()) else { return };
    let lang = canvas.lang;
    let body = heading(canvas, area, &since_in_words(app, since), &day_in_words(app));
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| changes.count(*kind) > 0).collect();
    let step = pitch(body.height, Level::ALL.len().max(kinds.len())).min(2);
    let half = body.width / 2;
    for (level, at) in Level::ALL.iter().copied().zip(0..) {
        let y = body.y + at * step;
        let (was, is) = (changes.counts.0.get(level), changes.counts.1.get(level));
        let word = format!(" {} ", lang.say(level.text()));
        let x = body.x + draw_word(canvas, body.x, y, half, &word, level, Role::Text) + 1;
        let figures = if was == is { is.to_string() } else { format!("{was} → {is}") };
        canvas.put(x, y, half.saturating_sub(x - body.x), &figures, Role::Text);
    }
    let labels = kinds.iter().map(|kind| canvas.width(lang.say(kind.text()))).max().unwrap_or(0);
    // The ninth kind takes the empty row where there is no other.
    let top = if kinds.len() > usize::from(body.height) { body.y - 1 } else { body.y };
    for (kind, at) in kinds.into_iter().zip(0..) {
        let y = top + at * step;
        if y < area.bottom() {
            let x = body.x + half;
            canvas.put(x, y, half, lang.say(kind.text()), kind_role(kind));
            canvas.put_right(x + labels + 5, y, 4, &changes.count(kind).to_string(), Role::Text);
        }
    }
}

/// What changed, line by line: the kind once, before the first of its lines.
pub(super) fn changed(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, page: usize) {
    let lang = canvas.lang;
    let Some(since) = app.since() else { return };
    let body = heading(canvas, area, &since_in_words(app, since), &day_in_words(app));
    // The run has no more than a few of these pages; that there is more is said on the last of them.
    let left = app.data.rows.changed.len().saturating_sub((page + 1) * CHANGES_ON_A_PAGE);
    if left > 0 && app.place_of(Page::Changed(page + 2)).is_none() {
        let more = lang.fill(words::brief::More { n: &left });
        canvas.put_cut(area.x, area.bottom(), area.width / 2, &more, Role::Dim);
    }
    let shown: Vec<_> = app.data.rows.changed.iter().skip(page * CHANGES_ON_A_PAGE).take(CHANGES_ON_A_PAGE).collect();
    let step = pitch(body.height, CHANGES_ON_A_PAGE);
    let column = shown.iter().map(|line| canvas.width(lang.say(line.kind.text()))).max().unwrap_or(0) + 2;
    let mut before = None;
    for (line, at) in shown.into_iter().zip(0..) {
        let y = body.y + at * step;
        if before != Some(line.kind) {
            canvas.put(body.x, y, column, lang.say(line.kind.text()), kind_role(line.kind));
        }
        before = Some(line.kind);
        let room = Rect { x: body.x + column, y, width: body.width.saturating_sub(column), height: step };
        if step > 1 { in_rows(app, memo, canvas, room, line) } else { in_one_row(app, canvas, room, line) }
    }
}

/// The title in one row; below it whose it is, and what became of it.
fn in_rows(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, room: Rect, line: &ChangedLine) {
    canvas.put_cut(room.x, room.y, room.width, &line.subject, Role::Text);
    let mut below = Rect { y: room.y + 1, height: room.height - 1, ..room };
    // The words of an instruction name who has to answer.
    let lead = line.item.filter(|_| line.kind != Kind::Directive).and_then(|id| app.data.board.item(id));
    if let Some(lead) = lead.and_then(|item| item.work.lead.as_ref()) {
        let used = canvas.put_cut(below.x, below.y, below.width / 2, lead, Role::Dim) + 2;
        (below.x, below.width) = (below.x + used, below.width.saturating_sub(used));
    }
    let most = usize::from(below.height);
    paragraph(memo, canvas, below, &line.what, most, what_role(app, line));
}

/// Title and what became of it, which counts more than the whole title.
fn in_one_row(app: &App, canvas: &mut Canvas<'_>, room: Rect, line: &ChangedLine) {
    let what = canvas.width(&line.what).min(room.width.saturating_sub(14));
    let subject = room.width.saturating_sub(what + 2);
    let used = canvas.put_cut(room.x, room.y, subject, &line.subject, Role::Text) + 2;
    canvas.put_cut(room.x + used, room.y, room.width.saturating_sub(used), &line.what, what_role(app, line));
}

/// What is worse in the colour of what is worst, what is better in that of what is well.
fn kind_role(kind: Kind) -> Role {
    match kind {
        Kind::Overdue => Role::Ink(Level::Red),
        Kind::Better | Kind::Closed => Role::Ink(Level::Green),
        Kind::Worse
        | Kind::Stopped
        | Kind::Added
        | Kind::Removed
        | Kind::Adjusted
        | Kind::Review
        | Kind::Begun
        | Kind::Moved
        | Kind::Problem
        | Kind::Directive => Role::Accent,
    }
}

/// A light that turned is told in the colour that it has now.
fn what_role(app: &App, line: &ChangedLine) -> Role {
    if !line.kind.is_of_light() {
        return Role::Text;
    }
    let light = line.item.and_then(|id| app.data.rows.light(&app.data.board, id));
    light.map(|light| light.level).filter(|level| *level != Level::Yellow).map_or(Role::Strong, Role::Ink)
}
