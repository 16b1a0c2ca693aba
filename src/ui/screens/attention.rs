//! 关注: what is red, yellow, stale or waits for verification, most serious first, each with its reason.

use ratatui::layout::Rect;

use super::row;
use crate::app::{App, AttentionScreen, Screen};
use crate::plan::Node;
use crate::report::{light_reasons, report_in_words};
use crate::ui::canvas::Canvas;
use crate::ui::light::draw_long;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

/// Cells for a light with its whole word.
const CHIP: u16 = 16;
/// On a wide window who answers for it stays near its name.
const WIDEST: u16 = 112;
/// Rows of one entry: title, reason, last word.
const ROWS: u16 = 3;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Attention(AttentionScreen { node: selected }) = app.screen() else { return };
    let area = Rect { width: area.width.min(WIDEST), ..area };
    let rows = &app.data.rows.attention;
    if rows.is_empty() {
        canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, canvas.lang.say(words::attention::NOTHING), Role::Dim);
        return;
    }
    let page = usize::from(area.height / ROWS).max(1);
    let at = rows.iter().position(|node| Some(*node) == *selected).unwrap_or(0);
    let top = memo.top("attention", at, rows.len(), page);
    memo.painted.page = page;
    for (place, node) in rows.iter().skip(top).take(page).enumerate() {
        let y = area.y + place as u16 * ROWS;
        entry(
            app,
            memo,
            canvas,
            Rect { y, height: ROWS.min(area.bottom() - y), ..area },
            *node,
            Some(*node) == *selected,
        );
    }
}

fn entry(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, node: Node, has_cursor: bool) {
    let (Some(item), Some(light)) = (app.data.board.item(node.item), app.data.rows.light(&app.data.board, node.item))
    else {
        return;
    };
    let lang = canvas.lang;
    let role = row::role_of(app, node, has_cursor);
    let line = Rect { height: 1, ..area };
    let used = row::begin(app, memo, canvas, line, node, role);
    let mut right = line.right() - 1;
    if line.width >= 60 {
        let due = item.work.due.current.map(|due| app.dates().short(due)).unwrap_or_default();
        let lead = item.work.lead.clone().unwrap_or_else(|| lang.say(words::facet::NO_LEAD).to_owned());
        right = canvas.put_right(right, line.y, 10, &due, role);
        right = canvas.put_right(right.saturating_sub(2), line.y, line.width / 5, &lead, role).saturating_sub(2);
    }
    let mut x = line.x + used;
    draw_long(canvas, x, line.y, CHIP, light, role);
    x += CHIP + 1;
    row::text(app, canvas, x, line.y, right.saturating_sub(x), &item.title, role);
    let room = area.right().saturating_sub(x + 1);
    if area.height > 1 {
        let reason = memo.said(("reason", node, app.basis()), || {
            let stale = light.situation.stale_days.map(|n| lang.fill(words::node::Stale { n: &n }));
            light_reasons(lang, light).into_iter().nth(1).into_iter().chain(stale).collect::<Vec<_>>().join("  ")
        });
        canvas.put_cut(x, area.y + 1, room, &reason, Role::Dim);
        memo.target(area.y + 1, area.x, area.right(), crate::app::Target::Node(node));
    }
    if area.height > 2
        && let Some(report) = item.reports.iter().rev().find(|report| report.day <= app.day())
    {
        let words = memo.said(("last report", node, app.basis()), || {
            // What keeps it from going on is read first.
            let words = match report.told_problem() {
                Some(text) => format!(
                    "{}{}{}",
                    lang.say(words::report::PROBLEM),
                    lang.say(words::value::COLON),
                    text.replace('\n', " ")
                ),
                None => report_in_words(lang, report),
            };
            format!("{} {words}", app.dates().short(report.day))
        });
        canvas.put_cut(x, area.y + 2, room, &words, Role::Dim);
    }
}
