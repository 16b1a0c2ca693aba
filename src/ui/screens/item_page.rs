//! The page of one item: its number large where there is room, its light with the reason, how far it is, and what was
//! said about it, most important first.

use ratatui::layout::Rect;

use super::decision_pages::charged;
use super::page_layout::{LINES, MARGIN, figure_in_words, labelled, paragraph};
use crate::app::App;
use crate::plan::{Directive, Item, Light, Waiting};
use crate::read::wrong_percentages;
use crate::report::{claim_in_words, light_reasons, percent_in_words};
use crate::ui::big;
use crate::ui::canvas::Canvas;
use crate::ui::light::{draw_bar, draw_long};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Text};

pub(super) fn item_page(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, item: &Item) {
    let Some(light) = app.data.rows.light(&app.data.board, item.id) else { return };
    let lines = said(app, item, light);
    let y = if area.height >= 20 && area.width >= 70 {
        large_head(memo, canvas, area, item, light)
    } else {
        head(memo, canvas, area, item, light)
    };
    let room = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    // The line of the light counts, the bar under it belongs to it.
    labelled(memo, canvas, room, &lines[..lines.len().min(LINES - 1)]);
    if lines.len() > LINES - 1 {
        let more = canvas.lang.fill(words::projector::More { n: &(lines.len() + 1 - LINES) });
        canvas.put_cut(area.x, area.bottom(), area.width / 2, &more, Role::Dim);
    }
}

/// The number in big figures, the rest beside it; returns the row where what was said begins.
fn large_head(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, item: &Item, light: &Light) -> u16 {
    let number = item.no.to_string();
    let dot = if area.height >= 30 && area.width >= 100 { (2, 1) } else { (1, 1) };
    big::draw(canvas, area.x, area.y, &number, dot, Role::Focus);
    let x = area.x + big::width(&number, dot.0) + 1;
    let beside = Rect { x, width: area.right().saturating_sub(x), ..area };
    let rows = memo.wrap(&item.title, usize::from(beside.width), canvas.wide).len().min(2) as u16;
    let bar = Rect { x: x - 1, width: (beside.right() + MARGIN).saturating_sub(x - 1), height: rows + 2, ..area };
    canvas.fill(bar, Role::Focus);
    paragraph(memo, canvas, Rect { y: area.y + 1, ..beside }, &item.title, 2, Role::Focus);
    // With a title of one line there is a free row more.
    let y = area.y + rows + 3;
    light_and_reason(canvas, Rect { y, ..beside }, light);
    progress(canvas, Rect { y: area.y + 7 - rows % 2, ..beside }, light);
    area.y + big::HEIGHT + 1
}

/// Number and title on a bar, the rest below; returns the row where what was said begins.
fn head(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, item: &Item, light: &Light) -> u16 {
    let number = format!("{} ", item.no);
    let indent = canvas.width(&number);
    let room = Rect { x: area.x + indent, width: area.width - indent, ..area };
    let rows = memo.wrap(&item.title, usize::from(room.width), canvas.wide).len().min(2) as u16;
    canvas.fill(Rect { x: area.x - MARGIN, width: area.width + 2 * MARGIN, height: rows, ..area }, Role::Focus);
    canvas.put(area.x, area.y, indent, &number, Role::Focus);
    paragraph(memo, canvas, room, &item.title, 2, Role::Focus);
    // With little room the lines stand close, and the last ones give way.
    let step = if area.height >= 14 { 2 } else { 1 };
    let mut y = area.y + rows + 1;
    y += light_and_reason(canvas, Rect { y, ..area }, light) + step;
    progress(canvas, Rect { y, ..area }, light);
    y + step
}

/// The light and why it is so; returns how many rows more than one that took.
fn light_and_reason(canvas: &mut Canvas<'_>, area: Rect, light: &Light) -> u16 {
    let used = draw_long(canvas, area.x, area.y, area.width, light, Role::Text);
    let reason = light_reasons(canvas.lang, light).get(1).cloned().unwrap_or_default();
    let beside = area.width.saturating_sub(used + 1);
    let below = canvas.width(&reason) > beside;
    if below {
        canvas.put_cut(area.x, area.y + 1, area.width, &reason, Role::Text);
    } else {
        canvas.put_cut(area.x + used + 1, area.y, beside, &reason, Role::Text);
    }
    u16::from(below)
}

/// What is done against what is expected, as a bar and in figures.
fn progress(canvas: &mut Canvas<'_>, area: Rect, light: &Light) {
    let situation = &light.situation;
    let bar = Rect { width: area.width / 2, height: 1, ..area };
    draw_bar(canvas, bar, situation.percent, situation.expected);
    let stands = situation.known_percent();
    let figure = match situation.expected {
        Some(expected) => figure_in_words(canvas.lang, area.width, stands, Some(expected)),
        None => format!("{} {}", canvas.lang.say(words::projector::STANDS), percent_in_words(stands)),
    };
    canvas.put_cut(bar.right() + 1, area.y, area.right().saturating_sub(bar.right() + 1), &figure, Role::Text);
}

/// What an item's page says, most important first: who and when, last time's promise beside this time's result, what
/// hinders, what comes, what was instructed.
fn said(app: &App, item: &Item, light: &Light) -> Vec<(String, String)> {
    let lang = app.env.lang;
    let dates = app.dates();
    let mut lines = Vec::new();
    let mut add = |label: Text, text: String| {
        if !text.trim().is_empty() {
            lines.push((lang.say(label).to_owned(), text.replace('\n', " ")));
        }
    };
    // What a key answers stands first: nobody grants what the page does not show.
    match app.asked() {
        Some(Waiting::Verify(_)) => add(words::projector::ASKED, lang.say(words::projector::VERIFY).to_owned()),
        Some(Waiting::Decide(id)) => {
            let to = app.data.board.extension(id).map(|it| dates.short(it.to)).unwrap_or_default();
            add(words::projector::ASKED, format!("{to} {}", lang.say(words::projector::UNANSWERED)));
        }
        // `asked` gives nothing else: these are answered on their own screens, not by a key of the page.
        Some(
            Waiting::Reply(_)
            | Waiting::Acknowledge(..)
            | Waiting::Report(..)
            | Waiting::Returned(..)
            | Waiting::Behind(_)
            | Waiting::VerifyPart(..)
            | Waiting::Close(_),
        )
        | None => {}
    }
    let due = light.situation.due.map(|due| lang.fill(words::closed_loop::Until { due: &dates.short(due) }));
    let due = due.unwrap_or_default();
    let lead = item.work.lead.clone().unwrap_or_else(|| lang.say(words::facet::NO_LEAD).to_owned());
    let who = [Some(lead), item.work.leader.clone(), Some(due)];
    add(
        words::projector::WHO,
        who.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("  "),
    );
    let told: Vec<_> =
        item.reports.iter().rev().filter(|report| report.day <= app.day() && !report.unchanged).collect();
    let with_words =
        |text: &&&crate::plan::Report| !text.done.is_empty() || !text.next.is_empty() || !text.problem.is_empty();
    let mut words = told.iter().filter(with_words);
    let (last, before) = (words.next(), words.next());
    add(words::projector::PROMISED, before.map(|report| report.next.clone()).unwrap_or_default());
    let wrong = last.map(|report| wrong_percentages(&report.done)).unwrap_or_default();
    add(words::projector::DONE, last.map(|report| report.done.clone()).unwrap_or_default());
    add(
        words::projector::RECOMPUTED,
        wrong.iter().map(|claim| claim_in_words(lang, claim)).collect::<Vec<_>>().join("  "),
    );
    add(words::projector::PROBLEM, last.map(|report| report.problem.clone()).unwrap_or_default());
    let open: Vec<&Directive> =
        app.data.board.directives.iter().rev().filter(|it| it.item == Some(item.id) && it.closed.is_none()).collect();
    if let Some(it) = open.first() {
        let others =
            if open.len() > 1 { lang.fill(words::projector::Others { n: &(open.len() - 1) }) } else { String::new() };
        add(words::projector::DIRECTIVE, format!("{}  {}{others}", it.text, charged(app, it)));
    }
    add(words::projector::NEXT, last.map(|report| report.next.clone()).unwrap_or_default());
    // Where nobody has reported yet, the page tells what is to be done.
    if last.is_none() {
        for (measure, n) in item.measures.iter().zip(1..=3) {
            lines.push((lang.fill(words::projector::Measure { n: &n }), measure.text.clone()));
        }
    }
    lines
}
