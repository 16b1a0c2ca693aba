//! Pages of the projector about the plan as a whole: its title, its sections side by side, one section.

use ratatui::layout::Rect;

use super::page_layout::{
    MARGIN, against_time, day_in_words, due_in_words, gap_in_words, gap_role, heading, lead_in_words, paragraph, pitch,
    signed,
};
use crate::app::{App, items_on_page, section_parts};
use crate::plan::{AgainstTime, Counts, Item, Level, Light, Rollup, Section, SectionId};
use crate::report::{Term, level_short, percent_in_words};
use crate::ui::big;
use crate::ui::canvas::Canvas;
use crate::ui::light::{SHORT, draw_bar_and_figure, draw_short, draw_word, percent};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

/// Cells of a section's name, at most.
const NAME: u16 = 24;
/// Cells that a section's bar has at least.
const SHORTEST: u16 = 10;
/// Cells of an item's bar.
const BAR: u16 = 24;

/// Title and day, how many items are red and yellow, how far behind the whole is.
pub(super) fn title(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    let is_high = area.height >= 16 && area.width >= 50;
    let is_large = is_high && canvas.has_half_cells();
    let mut y = area.y + if is_high { 1 } else { area.height / 6 };
    let bar = Rect { x: area.x - MARGIN, y: y - 1, width: area.width + 2 * MARGIN, height: 3 };
    canvas.fill(bar, Role::Focus);
    let title = app.meeting().map_or(app.data.board.plan.title.as_str(), |meeting| meeting.title.as_str());
    y += paragraph(memo, canvas, Rect { y, height: 1, ..area }, title, 1, Role::Focus) + 2;
    let mut parts = vec![day_in_words(app)];
    if let Some(meeting) = app.meeting() {
        parts.push(meeting.place.clone());
        let chair = (!meeting.chair.is_empty()).then(|| lang.fill(words::projector::Chair { chair: &meeting.chair }));
        parts.extend(chair);
        parts.push(lang.fill(words::projector::Points { n: &meeting.agenda.len() }));
    }
    parts.retain(|part| !part.is_empty());
    canvas.put_cut(area.x, y, area.width, &parts.join("  "), Role::Text);
    y += 2;
    let counts = &app.data.rows.total.counts;
    let all = lang.fill(words::projector::Total { n: &counts.total() });
    let used = canvas.put_cut(area.x, y, area.width, &all, Role::Text) + 2;
    let beside = Rect { x: area.x + used, y, width: area.width.saturating_sub(used), height: 1 };
    // What calls for work stands large, or else here.
    words_of(canvas, beside, counts, !is_large);
    if is_large {
        large_counts(canvas, Rect { y: y + 2, ..area }, counts);
        y += 3 + big::HEIGHT;
    } else {
        y += 1;
    }
    y += u16::from(is_high);
    against_time_in_words(app, canvas, Rect { y, height: area.bottom().saturating_sub(y), ..area });
    if !is_large {
        y += if is_high { 3 } else { 2 };
        words_of(canvas, Rect { y, height: 1, ..area }, counts, false);
    }
}

/// `落后序时 5 个百分点`, and below it the means that this comes from.
fn against_time_in_words(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    let Some(it) = against_time(app, app.data.board.items().iter()) else {
        canvas.put_cut(area.x, area.y, area.width, lang.say(words::projector::NOTHING_KNOWN), Role::Text);
        return;
    };
    canvas.put_cut(area.x, area.y, area.width, &gap_in_words(lang, it.gap()), gap_role(app, it.gap()));
    let all = &app.data.rows.total.counts.total();
    let means = words::projector::Means { percent: &it.percent, expected: &it.expected, known: &it.known, all };
    if area.height > 1 {
        canvas.put_cut(area.x, area.y + 1, area.width, &lang.fill(means), Role::Dim);
    }
}

/// The lights that call for work, and the others, as words in a row.
fn words_of(canvas: &mut Canvas<'_>, area: Rect, counts: &Counts, urgent: bool) {
    let mut x = area.x;
    for level in Level::ALL.iter().copied() {
        let count = counts.get(level);
        if (level.gravity() > 0) != urgent || count == 0 {
            continue;
        }
        let (left, right) = if urgent { (" ", " ") } else { ("", "") };
        let word = format!("{left}{} {count}{right}", canvas.lang.say(level.text()));
        x += draw_word(canvas, x, area.y, area.right().saturating_sub(x), &word, level, Role::Text) + 2;
    }
}

/// How many items are red and how many yellow, large, each with its word; where none is, that too is worth knowing.
fn large_counts(canvas: &mut Canvas<'_>, area: Rect, counts: &Counts) {
    let mut x = area.x;
    for level in [Level::Red, Level::Yellow] {
        let count = counts.get(level);
        let word = format!("  {}  ", canvas.lang.say(level.text()));
        let block = Rect { x, width: canvas.width(&word), height: big::HEIGHT, ..area };
        let role = if count > 0 { Role::Light(level) } else { Role::Head };
        canvas.fill(block, role);
        canvas.put(x, area.y + 1, block.width, &word, role);
        let ink = if count > 0 { Role::Ink(level) } else { Role::Dim };
        x = block.right() + 2;
        x += big::draw(canvas, x, area.y, &count.to_string(), ink) + 4;
    }
}

/// The sections, one row each, worst first: what is red, then what is yellow, then what is furthest behind.
pub(super) fn glance(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    let under = format!("{}  {}", day_in_words(app), lang.say(words::projector::GLANCE_LEGEND));
    let body = heading(canvas, area, lang.say(words::projector::GLANCE), &under);
    let board = &app.data.board;
    let mut rows: Vec<(&Section, &Rollup, Option<AgainstTime>)> = board
        .sections
        .iter()
        .zip(&app.data.rows.sections)
        .map(|(section, rollup)| (section, rollup, against_time(app, board.items_of(section.id).iter())))
        .collect();
    rows.sort_by_key(|(_, rollup, against)| {
        let count = |level| std::cmp::Reverse(rollup.counts.get(level));
        (count(Level::Red), count(Level::Yellow), against.map_or(i64::MAX, |it| it.gap()))
    });
    let step = pitch(body.height, rows.len());
    let shown = usize::from(body.height / step);
    // Bars are compared with each other: names, gaps and counts have columns of their own.
    let names = rows.iter().map(|(section, ..)| canvas.width(&name(section))).max().unwrap_or(0);
    let names = names.min(NAME).min(body.width / 3);
    let count = rows.iter().map(|(_, rollup, _)| canvas.width(&count_word(canvas, Level::Red, &rollup.counts))).max();
    let count = count.unwrap_or(0).max(5);
    let gaps = 6;
    let x = body.x + names + 2;
    let bar = body.right().saturating_sub(x + gaps + 2 * (count + 1) + 1);
    for ((section, rollup, against), at) in rows.into_iter().take(shown).zip(0..) {
        let y = body.y + at * step;
        canvas.put_cut(body.x, y, names, &name(section), Role::Text);
        let (percent, expected) = (against.map(|it| it.percent), against.map(|it| it.expected));
        if bar >= SHORTEST {
            draw_bar_and_figure(canvas, Rect { x, y, width: bar, height: 1 }, percent, expected);
        } else if let Some(it) = against {
            // So short a bar would look the same in every row.
            canvas.put_cut(x, y, bar + 1, &format!("{}/{}", it.percent, it.expected), Role::Text);
        }
        if let Some(gap) = against.map(|it| it.gap()) {
            canvas.put_right(x + bar + gaps + 1, y, gaps, &format!(" {} ", signed(gap)), gap_role(app, gap));
        }
        for (level, place) in [Level::Red, Level::Yellow].into_iter().zip(0..) {
            if rollup.counts.get(level) > 0 {
                let left = x + bar + gaps + 1 + place * (count + 1);
                let word = count_word(canvas, level, &rollup.counts);
                canvas.put(left, y, count, &word, Role::Light(level));
            }
        }
    }
}

fn name(section: &Section) -> String {
    format!("{} {}", section.ordinal, section.label)
}

/// ` 红4 `: a room does not know what the signs of the board mean.
fn count_word(canvas: &Canvas<'_>, level: Level, counts: &Counts) -> String {
    format!(" {}{} ", canvas.lang.say(level_short(level)), counts.get(level))
}

/// One section: each item with its light, its bar, whose it is and until when.
pub(super) fn section(app: &App, canvas: &mut Canvas<'_>, area: Rect, id: SectionId, part: usize) {
    let Some(section) = app.data.board.section(id) else { return };
    let all = app.data.board.items_of(id);
    let parts = section_parts(all.len());
    let place = if parts > 1 { format!("  {}/{parts}", part + 1) } else { String::new() };
    let under = match against_time(app, all.iter()) {
        Some(it) => format!("{}  {}", day_in_words(app), gap_in_words(canvas.lang, it.gap())),
        None => day_in_words(app),
    };
    let body = heading(canvas, area, &format!("{}{place}", name(section)), &under);
    let items = items_on_page(all, part);
    let step = pitch(body.height, items.len());
    let shown = usize::from(body.height / step);
    let number = items.iter().map(|item| canvas.width(&item.no.to_string())).max().unwrap_or(0).max(2);
    for (item, at) in items.iter().take(shown).zip(0..) {
        let Some(light) = app.data.rows.light(&app.data.board, item.id) else { continue };
        let row = Rect { y: body.y + at * step, height: 1, ..body };
        canvas.put_right(row.x + number, row.y, number, &item.no.to_string(), Role::Dim);
        let badge = Rect { x: row.x + number + 1, width: SHORT + 2, ..row };
        draw_short(canvas, badge, light, Role::Text);
        let text = Rect { x: badge.right() + 1, width: row.right().saturating_sub(badge.right() + 1), ..row };
        if step > 1 {
            canvas.put_cut(text.x, text.y, text.width, &item.title, Role::Text);
            whose_and_when(app, canvas, Rect { y: text.y + 1, ..text }, item, light);
        } else {
            let figure = percent(&light.situation);
            canvas.put_right(text.right(), text.y, 5, &figure, Role::Text);
            canvas.put_cut(text.x, text.y, text.width.saturating_sub(6), &item.title, Role::Text);
        }
    }
    if items.len() > shown {
        let more = canvas.lang.fill(words::brief::More { n: &(items.len() - shown) });
        canvas.put(area.x, area.bottom(), area.width, &more, Role::Dim);
    }
}

/// The second row of an item: its bar, or only its figure, its unit, its date.
fn whose_and_when(app: &App, canvas: &mut Canvas<'_>, row: Rect, item: &Item, light: &Light) {
    let situation = &light.situation;
    let lead = lead_in_words(app, item.work.lead.as_ref());
    if row.width < 2 * BAR {
        let due = situation.due.map(|due| app.dates().short(due)).unwrap_or_default();
        let words = format!("{}  {lead}  {due}", percent_in_words(situation.known_percent()));
        canvas.put_cut(row.x, row.y, row.width, &words, Role::Dim);
        return;
    }
    let bar = BAR.min(row.width / 3);
    draw_bar_and_figure(canvas, Rect { width: bar, ..row }, situation.known_percent(), situation.expected);
    let x = row.x + bar + 2;
    let words = format!("{lead}  {}", due_in_words(app, situation.due));
    canvas.put_cut(x, row.y, row.right().saturating_sub(x), &words, Role::Dim);
}
