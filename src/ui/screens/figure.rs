//! A figure opened to its rows: which items it is made of, with the sum it comes from.

use ratatui::layout::Rect;

use super::row;
use crate::app::{App, Figure, FigureScreen, Screen, figure_in_words};
use crate::plan::Node;
use crate::ui::canvas::Canvas;
use crate::ui::light::{SHORT, draw_short};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Figure(FigureScreen { figure, node: selected }) = app.screen() else { return };
    let lang = canvas.lang;
    let rows = &app.data.rows.figure;
    let (words, value) = figure_in_words(app, figure);
    let head = Rect { height: 1, ..area };
    canvas.fill(head, Role::Focus);
    canvas.put_cut(head.x + 1, head.y, head.width - 2, &format!("{words}  {value}"), Role::Focus);
    let sum = Rect { y: area.y + 1, height: 1, ..area };
    canvas.put_cut(sum.x + 1, sum.y, sum.width - 2, &how(app, figure), Role::Dim);
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    if rows.is_empty() {
        canvas.put_cut(list.x + 1, list.y, list.width - 2, lang.say(words::figure::NOTHING), Role::Dim);
        return;
    }
    let page = usize::from(list.height).max(1);
    let at = rows.iter().position(|node| Some(*node) == *selected).unwrap_or(0);
    let top = memo.top("figure", at, rows.len(), page);
    memo.painted.page = page;
    for (node, y) in rows.iter().skip(top).zip(list.y..list.bottom()) {
        item_row(app, memo, canvas, Rect { y, height: 1, ..list }, figure, *node, Some(*node) == *selected);
    }
}

fn item_row(
    app: &App,
    memo: &mut Memo,
    canvas: &mut Canvas<'_>,
    line: Rect,
    figure: &Figure,
    node: Node,
    has_cursor: bool,
) {
    let (Some(item), Some(light)) =
        (app.data.board.item(node.item), app.data.rows.light_in(&app.data.board, figure, node.item, app.day()))
    else {
        return;
    };
    let role = row::role_of(app, node, has_cursor);
    let used = row::begin(app, memo, canvas, line, node, role);
    let mut right = line.right() - 1;
    let expected = light.situation.expected.map(|expected| format!("{expected}%")).unwrap_or_default();
    canvas.put_right(right, line.y, 5, &expected, role);
    right = right.saturating_sub(6);
    canvas.put_right(right, line.y, 5, &format!("{}%", light.situation.percent), role);
    right = right.saturating_sub(6);
    draw_short(canvas, Rect { x: right.saturating_sub(SHORT), width: SHORT, ..line }, &light, role);
    right = right.saturating_sub(SHORT + 1);
    let x = line.x + used;
    row::text(app, canvas, x, line.y, right.saturating_sub(x), &item.title, role);
}

/// How the figure came about.
fn how(app: &App, figure: &Figure) -> String {
    let lang = app.env.lang;
    let rows = &app.data.rows.figure;
    match figure {
        Figure::Progress(_) => {
            let sum: i64 = rows
                .iter()
                .filter_map(|node| app.data.rows.light_in(&app.data.board, figure, node.item, app.day()))
                .map(|light| light.situation.percent)
                .sum();
            let mean = if rows.is_empty() { 0 } else { sum / rows.len() as i64 };
            lang.fill(words::figure::Mean { sum: &sum, n: &rows.len(), mean: &mean })
        }
        Figure::Count(..) | Figure::Closed | Figure::Due | Figure::Falling { .. } | Figure::Changed(_) => {
            lang.fill(words::figure::Count { n: &rows.len() })
        }
    }
}
