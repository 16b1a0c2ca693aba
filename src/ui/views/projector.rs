//! 投屏: pages to be read from five metres. Few lines, wide apart, no decoration; every light has its word.

use chrono::Datelike;
use ratatui::layout::Rect;

use crate::app::{App, Page, Screen, Tone};
use crate::plan::{Item, Light, Rollup, Section, SectionId};
use crate::report::{directive_head, light_reasons, short_date};
use crate::ui::canvas::Canvas;
use crate::ui::light::{draw_bar, draw_counts, draw_long, draw_short};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;

/// Lines of content on a page.
const LINES: usize = 7;
/// Free columns at both sides.
const MARGIN: u16 = 2;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Projector { page, blank, .. } = *app.screen() else { return };
    canvas.fill(area, Role::Text);
    if blank {
        return;
    }
    let body = Rect { x: area.x + MARGIN, y: area.y + 1, width: area.width - 2 * MARGIN, height: area.height - 2 };
    match page {
        Page::Title => title(app, memo, canvas, body),
        Page::Glance => glance(app, canvas, body),
        Page::Section(id) => section(app, canvas, body, id),
        Page::Item(id) => {
            if let Some(item) = app.board.item(id) {
                item_page(app, memo, canvas, body, item);
            }
        }
        Page::Closing => closing(app, memo, canvas, body),
    }
    // Others' changes show in the page itself; what the speaker did or could not do is told.
    if let Some(notice) = app.notice.as_ref().filter(|notice| notice.tone != Tone::Info) {
        let role = if notice.tone == Tone::Done { Role::Done } else { Role::Trouble };
        canvas.put_cut(area.x + MARGIN, area.bottom() - 1, area.width.saturating_sub(16), &notice.text, role);
    }
    let place = app.place_of(page).map_or_else(|| "-".to_owned(), |at| (at + 1).to_string());
    canvas.put_right(area.right() - 1, area.bottom() - 1, 12, &format!("{place}/{}", app.pages().len()), Role::Dim);
}

/// Rows between the beginnings of two lines, so that `count` of them fill the height without crowding.
fn pitch(height: u16, count: usize) -> u16 {
    (height / count.max(1) as u16).clamp(1, 3)
}

/// Writes a text broken into at most `most` rows; returns the rows used.
fn paragraph(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, text: &str, most: usize, role: Role) -> u16 {
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

fn title(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    let mut y = area.y + area.height / 4;
    let bar = Rect { x: area.x - MARGIN, y: y - 1, width: area.width + 2 * MARGIN, height: 3 };
    canvas.fill(bar, Role::Focus);
    y += paragraph(memo, canvas, Rect { y, height: 1, ..area }, &app.board.plan.title, 1, Role::Focus) + 2;
    let day = app.day();
    let weekday = lang.say(&format!("weekday.{}", day.weekday().num_days_from_monday()));
    canvas.put(area.x, y, area.width, &format!("{day} {weekday}"), Role::Text);
    y += 2;
    let total = &app.rows.total;
    let words = lang.fill("frame.progress", &[("percent", &total.percent), ("expected", &total.expected)]);
    canvas.put_cut(area.x, y, area.width, &words, Role::Text);
    y += 2;
    counts_in_words(canvas, Rect { y, height: 1, ..area }, total);
}

/// `!4 红灯  ~7 黄灯 …`, as chips.
fn counts_in_words(canvas: &mut Canvas<'_>, area: Rect, total: &Rollup) {
    let mut x = area.x;
    for level in crate::plan::Level::ALL {
        let count = total.counts.get(level);
        if count > 0 {
            let word = canvas.lang.say(&format!("level.{}", level.code()));
            x +=
                canvas.put(x, area.y, area.right().saturating_sub(x), &format!(" {word} {count} "), Role::Light(level))
                    + 1;
        }
    }
}

fn glance(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    heading(canvas, area, &lang.say("projector.glance"));
    let count = app.board.sections.len();
    let step = pitch(area.height.saturating_sub(2), count);
    let shown = usize::from(area.height.saturating_sub(2) / step);
    let rows: Vec<(u16, &Section, &Rollup)> = app
        .board
        .sections
        .iter()
        .zip(&app.rows.sections)
        .zip(0..)
        .map(|((section, rollup), at)| (area.y + 2 + at * step, section, rollup))
        .take(shown)
        .collect();
    let key = if area.width < 50 { "projector.figure_short" } else { "projector.figure" };
    let figure = |rollup: &Rollup| lang.fill(key, &[("percent", &rollup.percent), ("expected", &rollup.expected)]);
    // Bars are compared with each other: all have the length that the row with the least room leaves.
    let counts = rows.iter().map(|(y, _, rollup)| draw_counts(canvas, area.right(), *y, &rollup.counts)).min();
    let figures = rows.iter().map(|(.., rollup)| canvas.width(&figure(rollup))).max().unwrap_or(0);
    let label = (area.width / 4).clamp(10, 24);
    let x = area.x + label + 1;
    let right = counts.unwrap_or(area.right());
    let bar = right.saturating_sub(x + figures + 3).min(30);
    for (y, section, rollup) in rows {
        canvas.put_cut(area.x, y, label, &format!("{} {}", section.ordinal, section.label), Role::Text);
        draw_bar(canvas, Rect { x, y, width: bar, height: 1 }, rollup.percent, Some(rollup.expected));
        canvas.put_cut(x + bar + 1, y, right.saturating_sub(x + bar + 2), &figure(rollup), Role::Text);
    }
}

fn heading(canvas: &mut Canvas<'_>, area: Rect, text: &str) {
    canvas.fill(Rect { x: area.x - MARGIN, width: area.width + 2 * MARGIN, height: 1, ..area }, Role::Focus);
    canvas.put_cut(area.x, area.y, area.width, text, Role::Focus);
}

fn section(app: &App, canvas: &mut Canvas<'_>, area: Rect, id: SectionId) {
    let (Some(section), Some(at)) =
        (app.board.section(id), app.board.sections.iter().position(|section| section.id == id))
    else {
        return;
    };
    heading(canvas, area, &format!("{} {}", section.ordinal, section.label));
    if let Some(rollup) = app.rows.sections.get(at) {
        draw_counts(canvas, area.right(), area.y, &rollup.counts);
    }
    let items = app.board.items_of(id);
    let room = area.height.saturating_sub(2);
    let step = pitch(room, items.len());
    let shown = usize::from(room / step);
    for (item, at) in items.iter().take(shown).zip(0..) {
        let y = area.y + 2 + at * step;
        let Some(light) = app.rows.light(&app.board, item.id) else { continue };
        canvas.put_right(area.x + 2, y, 2, &item.no.to_string(), Role::Dim);
        let figure = crate::ui::light::percent(&light.situation);
        canvas.put_right(area.right(), y, 5, &figure, Role::Text);
        draw_short(canvas, Rect { x: area.right().saturating_sub(12), y, width: 6, height: 1 }, light);
        canvas.put_cut(area.x + 4, y, area.width.saturating_sub(17), &item.title, Role::Text);
    }
    if items.len() > shown {
        let more = canvas.lang.fill("brief.more", &[("n", &(items.len() - shown))]);
        canvas.put(area.x, area.bottom(), area.width, &more, Role::Dim);
    }
}

fn item_page(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, item: &Item) {
    let lang = canvas.lang;
    let Some(light) = app.rows.light(&app.board, item.id) else { return };
    let number = format!("{} ", item.no);
    let indent = canvas.width(&number);
    let room = Rect { x: area.x + indent, width: area.width - indent, ..area };
    let rows = memo.wrap(&item.title, usize::from(room.width), canvas.wide).len().min(2) as u16;
    canvas.fill(Rect { x: area.x - MARGIN, width: area.width + 2 * MARGIN, height: rows, ..area }, Role::Focus);
    canvas.put(area.x, area.y, indent, &number, Role::Focus);
    paragraph(memo, canvas, room, &item.title, 2, Role::Focus);
    let mut y = area.y + rows + 1;
    let lines = said(app, item, light);
    let spare = area.bottom().saturating_sub(y + 4);
    // With little room the lines stand close, and the last ones give way.
    let step = if usize::from(spare) >= lines.len() * 2 { 2 } else { 1 };
    let used = draw_long(canvas, area.x, y, area.width, light);
    let reason = light_reasons(lang, light).get(1).cloned().unwrap_or_default();
    canvas.put_cut(area.x + used + 1, y, area.width.saturating_sub(used + 1), &reason, Role::Text);
    y += step;
    let situation = &light.situation;
    let bar = Rect { x: area.x, y, width: area.width / 2, height: 1 };
    draw_bar(canvas, bar, situation.percent, situation.expected);
    let figure = lang
        .fill("projector.figure", &[("percent", &situation.percent), ("expected", &situation.expected.unwrap_or(0))]);
    canvas.put_cut(bar.right() + 1, y, area.right().saturating_sub(bar.right() + 1), &figure, Role::Text);
    y += step;
    let column = lines.iter().map(|(label, _)| canvas.width(label)).max().unwrap_or(0) + 1;
    for (label, text) in lines.iter().take(LINES - 2) {
        if y >= area.bottom() {
            break;
        }
        canvas.put(area.x, y, area.width, label, Role::Accent);
        let x = area.x + column;
        let left = area.bottom() - y;
        let place = Rect { x, y, width: area.right().saturating_sub(x), height: left };
        y += paragraph(memo, canvas, place, text, usize::from(step), Role::Text).max(1) + (step - 1).min(1);
    }
}

/// What an item's page says, most important first: who and when, last time's promise beside this time's result, what
/// hinders, what comes, what was instructed.
fn said(app: &App, item: &Item, light: &Light) -> Vec<(String, String)> {
    let lang = app.lang;
    let year = app.board.plan.year;
    let mut lines = Vec::new();
    let mut add = |key: &str, text: String| {
        if !text.trim().is_empty() {
            lines.push((lang.say(key).into_owned(), text.replace('\n', " ")));
        }
    };
    let due = light.situation.due.map(|due| short_date(due, year)).unwrap_or_default();
    let who = [item.work.lead.clone(), item.work.leader.clone(), Some(due)];
    add("projector.who", who.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("  "));
    let told: Vec<_> =
        item.reports.iter().rev().filter(|report| report.day <= app.day() && !report.unchanged).collect();
    let with_words =
        |text: &&&crate::plan::Report| !text.done.is_empty() || !text.next.is_empty() || !text.problem.is_empty();
    let mut words = told.iter().filter(with_words);
    let (last, before) = (words.next(), words.next());
    add("projector.promised", before.map(|report| report.next.clone()).unwrap_or_default());
    add("projector.done", last.map(|report| report.done.clone()).unwrap_or_default());
    add("projector.problem", last.map(|report| report.problem.clone()).unwrap_or_default());
    let open = app.board.directives.iter().rev().find(|it| it.item == Some(item.id) && it.closed.is_none());
    add("projector.directive", open.map(|it| format!("{} {}", directive_head(lang, it), it.text)).unwrap_or_default());
    add("projector.next", last.map(|report| report.next.clone()).unwrap_or_default());
    lines
}

fn closing(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    heading(canvas, area, &lang.say("projector.closing"));
    let decided = app.decided();
    if decided.is_empty() {
        canvas.put_cut(area.x, area.y + 3, area.width, &lang.say("projector.nothing_decided"), Role::Text);
        return;
    }
    let mut y = area.y + 2;
    for (id, n) in decided.iter().zip(1..=LINES) {
        let Some(it) = app.board.directive(*id) else { continue };
        if y >= area.bottom() {
            break;
        }
        let text = format!("{n}. {}  {}", it.text.replace('\n', " "), directive_head(lang, it));
        let place = Rect { y, height: area.bottom() - y, ..area };
        y += paragraph(memo, canvas, place, &text, 2, Role::Text) + 1;
    }
}
