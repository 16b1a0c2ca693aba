//! 矩阵: items × counties or departments as a heat map with words in its cells.

use ratatui::layout::Rect;

use super::row;
use crate::app::{App, MatrixScreen, Screen, cell_light};
use crate::plan::{Item, Node, UnitName};
use crate::report::{light_short, light_word};
use crate::ui::canvas::Canvas;
use crate::ui::light::{draw_word, glyph, is_solid};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

/// Cells of a column with its gap, at least.
const NARROW: u16 = 5;
/// Cells of a column with its gap, where there is room.
const WIDE: u16 = 9;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Matrix(MatrixScreen { item: at_item, unit: at_unit, setup }) = app.screen() else { return };
    let matrix = &app.data.rows.matrix;
    let lang = canvas.lang;
    if matrix.units.is_empty() || matrix.items.is_empty() {
        canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, lang.say(words::matrix::NOTHING), Role::Dim);
        return;
    }
    let label = (area.width / 4).clamp(16, 40);
    let room = area.width.saturating_sub(label + 1);
    let step = (room / matrix.units.len() as u16).clamp(NARROW, WIDE);
    let fit = usize::from(room / step).max(1);
    let column = at_unit.as_ref().and_then(|unit| matrix.units.iter().position(|other| other == unit)).unwrap_or(0);
    let left = memo.top("matrix columns", column, matrix.units.len(), fit);
    let units: Vec<(u16, &UnitName)> = (0..)
        .zip(matrix.units.iter().skip(left).take(fit))
        .map(|(n, unit)| (area.x + label + n * step, unit))
        .collect();
    head(canvas, Rect { height: 1, ..area }, &units, step, at_unit.as_ref());
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(3), ..area };
    let page = usize::from(body.height).max(1);
    let at = at_item.and_then(|item| matrix.items.iter().position(|other| *other == item)).unwrap_or(0);
    let top = memo.top("matrix", at, matrix.items.len(), page);
    memo.painted.page = page;
    for (id, y) in matrix.items.iter().skip(top).zip(body.y..body.bottom()) {
        let Some(item) = app.data.board.item(*id) else { continue };
        let has_cursor = Some(*id) == *at_item;
        let role = row::role_of(app, Node::item(*id), has_cursor);
        let line = Rect { y, height: 1, ..body };
        let used = row::begin(app, memo, canvas, Rect { width: label, ..line }, Node::item(*id), role);
        row::text(app, canvas, line.x + used, y, label.saturating_sub(used + 1), &item.title, role);
        for (x, unit) in &units {
            let under = has_cursor && Some(*unit) == at_unit.as_ref();
            cell(app, canvas, Rect { x: *x, y, width: step - 1, height: 1 }, item, unit, setup.departments, under);
        }
    }
    totals(app, canvas, Rect { y: area.bottom() - 2, height: 1, ..area }, &units, step, left);
    let foot = Rect { y: area.bottom() - 1, height: 1, ..area };
    details(app, canvas, foot);
}

fn head(canvas: &mut Canvas<'_>, row: Rect, units: &[(u16, &UnitName)], step: u16, at: Option<&UnitName>) {
    canvas.fill(row, Role::Bar);
    for (x, unit) in units {
        let role = if Some(*unit) == at { Role::Selected } else { Role::Bar };
        // 金安 says as much as 金安区, where there is no room for more.
        canvas.put(*x, row.y, step - 1, unit, role);
    }
}

fn cell(app: &App, canvas: &mut Canvas<'_>, area: Rect, item: &Item, unit: &UnitName, departments: bool, under: bool) {
    let lang = canvas.lang;
    let light = cell_light(&app.data.board, item, unit, departments, app.day());
    let text = match &light {
        Some(light) => {
            let figure = if departments {
                lang.say(words::matrix::LEAD).to_owned()
            } else if light.situation.percent_given {
                format!("{}%", light.situation.percent)
            } else {
                "-".to_owned()
            };
            let word = light_short(lang, light);
            // Half a word of letters is none: there the sign of the light says it.
            let first = if word.is_ascii() {
                glyph(light.level).to_owned()
            } else {
                word.chars().take(if area.width >= 8 { 2 } else { 1 }).collect::<String>()
            };
            format!("{first}{figure}")
        }
        None if departments && item.work.support.contains(unit) => lang.say(words::matrix::SUPPORT).to_owned(),
        None => String::new(),
    };
    let level = light.map(|light| light.level);
    // Under the cursor the cell is that of the row; its word says what its colour did.
    let ground = if under { Role::Focus } else { Role::Text };
    canvas.fill(area, level.filter(|level| !under && is_solid(*level)).map_or(ground, Role::Light));
    let pad = area.width.saturating_sub(canvas.width(&text)) / 2;
    let room = area.width.saturating_sub(pad);
    match level {
        Some(level) if !under => draw_word(canvas, area.x + pad, area.y, room, &text, level, ground),
        Some(_) | None => canvas.put_over(area.x + pad, area.y, room, &text, if under { ground } else { Role::Dim }),
    };
}

/// Below each column the mean of its figures.
fn totals(app: &App, canvas: &mut Canvas<'_>, row: Rect, units: &[(u16, &UnitName)], step: u16, left: usize) {
    canvas.fill(row, Role::Bar);
    let words = canvas.lang.say(words::matrix::MEAN);
    canvas.put_cut(row.x + 1, row.y, units.first().map_or(10, |(x, _)| x - row.x - 2), words, Role::Bar);
    for ((x, _), mean) in units.iter().zip(app.data.rows.matrix.means.iter().skip(left)) {
        if let Some(mean) = mean {
            canvas.put_right(x + step - 1, row.y, step - 1, &format!("{mean}%"), Role::Bar);
        }
    }
}

/// The cell under the cursor in words.
fn details(app: &App, canvas: &mut Canvas<'_>, row: Rect) {
    let Screen::Matrix(MatrixScreen { item: Some(id), unit: Some(unit), setup }) = app.screen() else { return };
    let Some(item) = app.data.board.item(*id) else { return };
    let lang = canvas.lang;
    let words = match cell_light(&app.data.board, item, unit, setup.departments, app.day()) {
        Some(light) => format!(
            "{} {}",
            light_word(lang, &light),
            crate::report::light_reasons(lang, &light).get(1).cloned().unwrap_or_default()
        ),
        None if item.work.support.contains(unit) => lang.say(words::field::SUPPORT).to_owned(),
        None => lang.say(words::matrix::NO_PART).to_owned(),
    };
    canvas.put_cut(row.x + 1, row.y, row.width - 2, &format!("{} {unit}  {words}", item.no), Role::Dim);
}
