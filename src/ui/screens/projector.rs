//! 投屏: pages to be read from five metres. Few lines, wide apart, no decoration; every light has its word.

use chrono::Datelike;
use ratatui::layout::Rect;

use super::changes::since_in_words;
use super::decision_pages::{closing, directive_page, earlier, extension_page};
use super::item_page::item_page;
use super::page_layout::{MARGIN, figure_in_words, heading, paragraph, pitch};
use crate::app::{App, CHANGES_ON_A_PAGE, Page, ProjectorScreen, Screen, Tone, items_on_page};
use crate::plan::{Counts, Kind, Level, Rollup, Section, SectionId, Treated};
use crate::report::{Term, level_short, mean_progress, minutes_spent, percent_in_words};
use crate::ui::big;
use crate::ui::canvas::Canvas;
use crate::ui::frame::past_in_words;
use crate::ui::light::{draw_bar, draw_short};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Projector(ProjectorScreen { page, blank, .. }) = *app.screen() else { return };
    canvas.fill(area, Role::Text);
    if blank {
        return;
    }
    let body = Rect { x: area.x + MARGIN, y: area.y + 1, width: area.width - 2 * MARGIN, height: area.height - 2 };
    match page {
        Page::Title => title(app, memo, canvas, body),
        Page::Glance => glance(app, canvas, body),
        Page::Section(id, part) => section(app, canvas, body, id, part),
        Page::Item(id) => {
            if let Some(item) = app.data.board.item(id) {
                item_page(app, memo, canvas, body, item);
            }
        }
        Page::Closing(part) => closing(app, memo, canvas, body, part),
        Page::Changed(0) => changed_figures(app, canvas, body),
        Page::Changed(n) => changed(app, memo, canvas, body, n - 1),
        Page::Earlier => earlier(app, memo, canvas, body),
        Page::Directive(id) => directive_page(app, memo, canvas, body, id),
        Page::Extension(id) => extension_page(app, memo, canvas, body, id),
    }
    foot(app, canvas, area, page);
}

/// What was just done, which past is shown, how far the meeting is, and which page it is.
fn foot(app: &App, canvas: &mut Canvas<'_>, area: Rect, page: Page) {
    let y = area.bottom() - 1;
    // A page that was jumped to has no place in the run.
    let place = app
        .place_of(page)
        .map(|at| canvas.lang.fill(words::projector::Page { at: &(at + 1), all: &app.pages().len() }));
    let mut right = area.right() - 1;
    if let Some(place) = place {
        right = canvas.put_right(right, y, 12, &place, Role::Dim).saturating_sub(2);
    }
    let point = app.meeting().zip(page.subject()).and_then(|(meeting, subject)| {
        let point = meeting.point(subject)?;
        let spent = minutes_spent(meeting.seconds_on(subject, app.env.now));
        let spent = canvas.lang.fill(words::meeting::Minutes { n: &spent });
        Some(match point.treated {
            Treated::Waiting => spent,
            treated => format!("{} {spent}", canvas.lang.say(treated.text())),
        })
    });
    if let Some(words) = point {
        right = canvas.put_right(right, y, 20, &words, Role::Dim).saturating_sub(2);
    }
    let room = right.saturating_sub(area.x + MARGIN);
    // Others' changes show in the page itself; what the speaker did or could not do is told.
    if let Some(notice) = app.nav.notice.as_ref().filter(|notice| notice.tone != Tone::Info) {
        let role = if notice.tone == Tone::Done { Role::Done } else { Role::Trouble };
        canvas.put_cut(area.x + MARGIN, y, room, &notice.text, role);
    } else if let Some(words) = changed_by_others(app, page) {
        canvas.put_cut(area.x + MARGIN, y, room, &words, Role::Fresh);
    } else if let Some(words) = past_in_words(app) {
        canvas.put_cut(area.x + MARGIN, y, room, &words, Role::Found);
    } else if page == Page::Title && area.width >= 100 {
        // So many columns mean small letters in a room.
        let text = if app.env.can_enlarge { words::projector::SMALL_LETTERS } else { words::projector::SMALL_FONT };
        canvas.put_cut(area.x + MARGIN, y, room, canvas.lang.say(text), Role::Dim);
    }
}

/// Who has just changed what on the page that is shown.
fn changed_by_others(app: &App, page: Page) -> Option<String> {
    let item = app.data.board.item_of_subject(page.subject()?)?;
    app.data.fresh.get(&crate::plan::Node::item(item)).cloned()
}

fn title(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    let has_figure = area.height >= 14 && area.width >= 58;
    let mut y = area.y + if has_figure { 1 } else { area.height / 4 };
    let bar = Rect { x: area.x - MARGIN, y: y - 1, width: area.width + 2 * MARGIN, height: 3 };
    canvas.fill(bar, Role::Focus);
    let title = app.meeting().map_or(app.data.board.plan.title.as_str(), |meeting| meeting.title.as_str());
    y += paragraph(memo, canvas, Rect { y, height: 1, ..area }, title, 1, Role::Focus) + 1;
    let day = app.meeting().map_or(app.day(), |meeting| meeting.day);
    let weekday = lang.say(day.weekday().text());
    let mut parts = vec![format!("{day} {weekday}")];
    if let Some(meeting) = app.meeting() {
        parts.push(meeting.place.clone());
        let chair = (!meeting.chair.is_empty()).then(|| lang.fill(words::projector::Chair { chair: &meeting.chair }));
        parts.extend(chair);
        parts.push(lang.fill(words::projector::Points { n: &meeting.agenda.len() }));
    }
    parts.retain(|part| !part.is_empty());
    canvas.put_cut(area.x, y, area.width, &parts.join("  "), Role::Text);
    y += 2;
    let total = &app.data.rows.total;
    let words = mean_progress(lang, total);
    if has_figure {
        canvas.put_cut(area.x, y, area.width, &words, Role::Text);
        y += 1;
        let figure = percent_in_words(total.percent);
        let room = area.width.saturating_sub(20) / big::width(&figure, 1).max(1);
        let dot = match area.height {
            30.. => (room.clamp(1, 4), 2),
            18.. => (room.clamp(1, 2), 1),
            _ => (1, 1),
        };
        let used = big::width(&figure, dot.0);
        big::draw(canvas, area.x, y + 1, &figure, dot, Role::Focus);
        let x = area.x + used + 3;
        for (level, row) in Level::ALL.iter().copied().filter(|level| total.counts.get(*level) > 0).zip(0..) {
            let step = match area.height {
                30.. => 3,
                20.. => 2,
                _ => 1,
            };
            let word = format!(" {} {} ", lang.say(level.text()), total.counts.get(level));
            canvas.put(x, y + 1 + row * step, area.right().saturating_sub(x), &word, Role::Light(level));
        }
        return;
    }
    canvas.put_cut(area.x, y, area.width, &words, Role::Text);
    y += 2;
    counts_in_words(canvas, Rect { y, height: 1, ..area }, total);
}

/// `!4 红灯  ~7 黄灯 …`, as chips.
fn counts_in_words(canvas: &mut Canvas<'_>, area: Rect, total: &Rollup) {
    let (mut x, mut y) = (area.x, area.y);
    for level in Level::ALL.iter().copied() {
        let count = total.counts.get(level);
        if count > 0 {
            let word = format!(" {} {count} ", canvas.lang.say(level.text()));
            if x + canvas.width(&word) > area.right() {
                (x, y) = (area.x, y + 2);
            }
            x += canvas.put(x, y, area.right().saturating_sub(x), &word, Role::Light(level)) + 1;
        }
    }
}

/// `红4 `: a room does not know what the signs of the board mean.
fn count_in_short(canvas: &Canvas<'_>, level: Level, count: u32) -> String {
    format!("{}{count} ", canvas.lang.say(level_short(level)))
}

/// Counts per light, those that occur, ending at `right`; returns where they begin.
fn counts_to_the_left(canvas: &mut Canvas<'_>, right: u16, y: u16, counts: &Counts) -> u16 {
    Level::ALL.iter().copied().rev().filter(|level| counts.get(*level) > 0).fold(right, |x, level| {
        let word = count_in_short(canvas, level, counts.get(level));
        canvas.put_right(x, y, 8, &word, Role::Light(level))
    })
}

fn glance(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    if app.data.board.sections.len() <= 6 && area.width >= 76 && area.height >= 21 {
        return glance_in_figures(app, canvas, area);
    }
    heading(canvas, area, lang.say(words::projector::GLANCE));
    let count = app.data.board.sections.len();
    let step = pitch(area.height.saturating_sub(2), count);
    let shown = usize::from(area.height.saturating_sub(2) / step);
    let rows: Vec<(u16, &Section, &Rollup)> = app
        .data
        .board
        .sections
        .iter()
        .zip(&app.data.rows.sections)
        .zip(0..)
        .map(|((section, rollup), at)| (area.y + 2 + at * step, section, rollup))
        .take(shown)
        .collect();
    let figure = |rollup: &Rollup| figure_in_words(lang, area.width, rollup.percent, rollup.expected);
    // Bars are compared with each other: all have the length that the row with the least room leaves.
    let counts = rows.iter().map(|(y, _, rollup)| counts_to_the_left(canvas, area.right(), *y, &rollup.counts)).min();
    let figures = rows.iter().map(|(.., rollup)| canvas.width(&figure(rollup))).max().unwrap_or(0);
    let label = (area.width / 4).clamp(10, 24);
    let x = area.x + label + 1;
    let right = counts.unwrap_or(area.right());
    let bar = right.saturating_sub(x + figures + 3).min(30);
    for (y, section, rollup) in rows {
        canvas.put_cut(area.x, y, label, &format!("{} {}", section.ordinal, section.label), Role::Text);
        draw_bar(canvas, Rect { x, y, width: bar, height: 1 }, rollup.percent.unwrap_or(0), rollup.expected);
        canvas.put_cut(x + bar + 1, y, right.saturating_sub(x + bar + 2), &figure(rollup), Role::Text);
    }
}

/// Six sections, each with its progress large.
fn glance_in_figures(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    let (width, height) = (area.width / 3, area.height / 2);
    // With room to spare the dots grow wide.
    let dot = (if width >= 16 * 2 + 5 { 2 } else { 1 }, if height >= 18 { 2 } else { 1 });
    let tall = big::HEIGHT * dot.1;
    for ((section, rollup), at) in app.data.board.sections.iter().zip(&app.data.rows.sections).zip(0u16..) {
        let (x, y) = (area.x + at % 3 * width, area.y + at / 3 * height + height.saturating_sub(tall + 2) / 3);
        canvas.put_cut(x, y, width - 1, &format!("{} {}", section.ordinal, section.label), Role::Text);
        let figure = rollup.percent.map_or_else(|| " -".to_owned(), |percent| format!("{:>2}", percent.min(100)));
        let dot = if big::width(&figure, dot.0) + 5 > width { (1, dot.1) } else { dot };
        big::draw(canvas, x, y + 1, &figure, dot, Role::Focus);
        let beside = x + big::width(&figure, dot.0) + 1;
        let room = (x + width).saturating_sub(beside);
        canvas.put_cut(beside, y + 1, room, lang.say(words::projector::PERCENT), Role::Text);
        canvas.put(beside, y + tall / 2, room, lang.say(words::projector::EXPECTED), Role::Text);
        canvas.put(beside, y + tall / 2 + 1, room, &percent_in_words(rollup.expected), Role::Text);
        let mut right = x;
        for level in Level::ALL.iter().copied() {
            let count = rollup.counts.get(level);
            if count > 0 {
                let word = count_in_short(canvas, level, count);
                right += canvas.put(right, y + 1 + tall, (x + width).saturating_sub(right), &word, Role::Light(level));
            }
        }
    }
}

fn section(app: &App, canvas: &mut Canvas<'_>, area: Rect, id: SectionId, part: usize) {
    let (Some(section), Some(at)) =
        (app.data.board.section(id), app.data.board.sections.iter().position(|section| section.id == id))
    else {
        return;
    };
    heading(canvas, area, &format!("{} {}", section.ordinal, section.label));
    if let Some(rollup) = app.data.rows.sections.get(at) {
        counts_to_the_left(canvas, area.right(), area.y, &rollup.counts);
    }
    let items = items_on_page(app.data.board.items_of(id), part);
    let room = area.height.saturating_sub(2);
    let step = pitch(room, items.len());
    let shown = usize::from(room / step);
    let number = items.iter().map(|item| canvas.width(&item.no.to_string())).max().unwrap_or(0).max(2);
    for (item, at) in items.iter().take(shown).zip(0..) {
        let y = area.y + 2 + at * step;
        let Some(light) = app.data.rows.light(&app.data.board, item.id) else { continue };
        canvas.put_right(area.x + number, y, number, &item.no.to_string(), Role::Dim);
        let figure = crate::ui::light::percent(&light.situation);
        canvas.put_right(area.right(), y, 5, &figure, Role::Text);
        draw_short(canvas, Rect { x: area.right().saturating_sub(12), y, width: 6, height: 1 }, light, Role::Text);
        let x = area.x + number + 2;
        canvas.put_cut(x, y, area.right().saturating_sub(x + 13), &item.title, Role::Text);
    }
    if items.len() > shown {
        let more = canvas.lang.fill(words::brief::More { n: &(items.len() - shown) });
        canvas.put(area.x, area.bottom(), area.width, &more, Role::Dim);
    }
}

/// What changed, in figures.
fn changed_figures(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let (Some(changes), Some(since)) = (&app.data.rows.changes, app.since()) else { return };
    let lang = canvas.lang;
    heading(canvas, area, &since_in_words(app, since));
    let shown: Vec<Level> = Level::ALL.to_vec();
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| changes.count(*kind) > 0).collect();
    let rows = shown.len().max(kinds.len());
    let step = pitch(area.height.saturating_sub(2), rows).min(2);
    let half = area.width / 2;
    for (level, at) in shown.into_iter().zip(0..) {
        let y = area.y + 2 + at * step;
        let (was, is) = (changes.counts.0.get(level), changes.counts.1.get(level));
        let word = format!(" {} ", lang.say(level.text()));
        let x = area.x + canvas.put(area.x, y, half, &word, Role::Light(level)) + 1;
        let figures = if was == is { is.to_string() } else { format!("{was} → {is}") };
        canvas.put(x, y, half.saturating_sub(x - area.x), &figures, Role::Text);
    }
    // The ninth kind takes the empty row where there is no other.
    let top = if kinds.len() > usize::from(area.height.saturating_sub(2)) { 1 } else { 2 };
    for (kind, at) in kinds.iter().zip(0..) {
        let y = area.y + top + at * step;
        if y < area.bottom() {
            let word = lang.say(kind.text());
            let x = area.x + half + canvas.put(area.x + half, y, half, word, Role::Text) + 1;
            canvas.put(x, y, area.right().saturating_sub(x), &changes.count(*kind).to_string(), Role::Text);
        }
    }
}

/// What changed, line by line.
fn changed(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, page: usize) {
    let lang = canvas.lang;
    let Some(since) = app.since() else { return };
    heading(canvas, area, &since_in_words(app, since));
    let lines = &app.data.rows.changed;
    let shown = lines.iter().skip(page * CHANGES_ON_A_PAGE).take(CHANGES_ON_A_PAGE);
    let step = pitch(area.height.saturating_sub(2), CHANGES_ON_A_PAGE);
    for (line, at) in shown.zip(0..) {
        let y = area.y + 2 + at * step;
        let label = lang.say(line.kind.text());
        let used = canvas.put(area.x, y, area.width, label, Role::Accent).max(8) + 1;
        let place = Rect {
            x: area.x + used,
            y,
            width: area.width.saturating_sub(used),
            height: area.bottom().saturating_sub(y),
        };
        let words =
            if line.what.is_empty() { line.subject.clone() } else { format!("{}  {}", line.subject, line.what) };
        let most = usize::from(step.max(2) - 1).min(2);
        // What became of it counts more than the whole title.
        let what = canvas.width(&line.what);
        if most == 1 && canvas.width(&words) > place.width && what + 12 <= place.width && what > 0 {
            let subject = place.width - what - 2;
            canvas.put_cut(place.x, y, subject, &line.subject, Role::Text);
            canvas.put(place.right() - what, y, what, &line.what, Role::Text);
        } else {
            paragraph(memo, canvas, place, &words, most, Role::Text);
        }
    }
}
