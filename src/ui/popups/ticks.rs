//! What a ledger or a corrected paper would change: line by line what the board says and what it would say, and below the
//! line under the cursor, whole.

use ratatui::layout::Rect;

use crate::app::{Target, Ticks};
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

pub(super) fn draw(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, ticks: &Ticks) {
    let lang = canvas.lang;
    canvas.fill(area, Role::Text);
    let row = Rect { height: 1, ..area };
    canvas.fill(row, Role::Focus);
    let (all, taken) = (&ticks.ticks.len(), &ticks.ticks.iter().filter(|tick| tick.ticked).count());
    let counts = lang.fill(words::ticks::Counts { taken, all });
    let right = canvas.put_right(row.right() - 1, row.y, row.width / 2, &counts, Role::Focus);
    canvas.put_cut(row.x + 1, row.y, right.saturating_sub(row.x + 2), &ticks.title, Role::Focus);
    if ticks.is_ahead() {
        let words = lang.say(words::notice::READING_CHRONICLE);
        canvas.put_cut(area.x + 1, area.y + 2, area.width - 2, words, Role::Dim);
        return;
    }
    if ticks.ticks.is_empty() && ticks.remarks.is_empty() {
        let words = lang.say(words::ticks::NOTHING);
        canvas.put_cut(area.x + 1, area.y + 2, area.width - 2, words, Role::Dim);
        return;
    }
    let below = detail(memo, canvas, area, ticks);
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(3 + below.len() as u16), ..area };
    rows(memo, canvas, list, ticks);
    let mut y = list.bottom();
    canvas.fill(Rect { y, height: 1, ..area }, Role::Bar);
    if let Some(tick) = ticks.ticks.get(ticks.at) {
        let about = format!("{}  {}", tick.place, tick.subject);
        canvas.put_cut(area.x + 1, y, area.width - 2, about.trim_end(), Role::Bar);
    }
    for (text, role) in &below {
        y += 1;
        canvas.put_cut(area.x + 1, y, area.width - 2, text, *role);
    }
}

fn rows(memo: &mut Memo, canvas: &mut Canvas<'_>, list: Rect, ticks: &Ticks) {
    let lang = canvas.lang;
    let place = (list.x + 6, canvas.width(&ticks.widest).min(list.width / 3));
    let rest = list.right().saturating_sub(place.0 + place.1 + 3);
    let now = (place.0 + place.1 + 1, rest / 2);
    let after = (now.0 + now.1 + 1, rest.saturating_sub(rest / 2));
    let heads = list.y - 1;
    canvas.fill(Rect { y: heads, height: 1, ..list }, Role::Bar);
    canvas.put_cut(now.0, heads, now.1, lang.say(words::ticks::NOW), Role::Bar);
    canvas.put_cut(after.0, heads, after.1, lang.say(words::ticks::AFTER), Role::Bar);
    let page = usize::from(list.height).max(1);
    let count = ticks.ticks.len() + ticks.remarks.len();
    let top = memo.top("ticks", ticks.at, count, page);
    memo.painted.popup = (top, page, count.saturating_sub(page));
    for (at, y) in (top..count).zip(list.y..list.bottom()) {
        let is_selected = at == ticks.at;
        let role = if is_selected { Role::Selected } else { Role::Text };
        let dim = if is_selected { role } else { Role::Dim };
        let row = Rect { y, height: 1, ..list };
        canvas.fill(row, role);
        memo.target(y, row.x, row.right(), Target::Choice(at));
        let Some(tick) = ticks.ticks.get(at) else {
            if let Some(remark) = ticks.remarks.get(at - ticks.ticks.len()) {
                canvas.put_cut(row.x + 1, y, row.width - 2, remark, dim);
            }
            continue;
        };
        let mark = if tick.barred {
            " x "
        } else if tick.ticked {
            "[x]"
        } else {
            "[ ]"
        };
        canvas.put(row.x + 1, y, 3, mark, if tick.ticked { role } else { dim });
        if tick.contested || tick.barred {
            canvas.put(row.x + 4, y, 1, "!", if is_selected { role } else { Role::Trouble });
        }
        canvas.put_cut(place.0, y, place.1, &tick.place, role);
        canvas.put_cut(now.0, y, now.1, &tick.now, dim);
        canvas.put_cut(after.0, y, after.1, &tick.after, if tick.ticked { role } else { dim });
    }
}

/// The line under the cursor, whole: what the board says, what it would say, and what there is to say of it.
fn detail(memo: &mut Memo, canvas: &Canvas<'_>, area: Rect, ticks: &Ticks) -> Vec<(String, Role)> {
    let lang = canvas.lang;
    let rows = usize::from((area.height / 3).clamp(3, 9));
    let mut said: Vec<(String, Role)> = Vec::new();
    if let Some(tick) = ticks.ticks.get(ticks.at) {
        let or_none = |text: &str| {
            if text.is_empty() { lang.say(words::cli::ledger::EMPTY).to_owned() } else { text.to_owned() }
        };
        said.extend(tick.remarks.iter().map(|remark| (remark.clone(), Role::Found)));
        said.push((lang.fill(words::ticks::NowIs { text: &or_none(&tick.now) }), Role::Dim));
        said.push((lang.fill(words::ticks::AfterIs { text: &or_none(&tick.after) }), Role::Text));
    } else {
        let remark = ticks.at.checked_sub(ticks.ticks.len()).and_then(|at| ticks.remarks.get(at));
        said.extend(remark.map(|remark| (remark.clone(), Role::Text)));
    }
    let width = usize::from(area.width.saturating_sub(2));
    let mut lines: Vec<(String, Role)> = Vec::new();
    for (text, role) in said {
        for line in memo.wrap(&text, width, canvas.wide).iter() {
            lines.push((text[line.clone()].to_owned(), role));
        }
    }
    lines.resize(rows, (String::new(), Role::Text));
    lines
}
