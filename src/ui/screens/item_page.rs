//! The page of one item: its light and the gap to what is expected, large where there is room, and what was said about
//! it, most important first.

use ratatui::layout::Rect;

use super::decision_pages::charged;
use super::page_layout::{LINES, MARGIN, due_in_words, gap_in_words, labelled, lead_in_words, paragraph, signed};
use crate::app::App;
use crate::plan::{Directive, Item, Light, Report, Waiting};
use crate::read::wrong_percentages;
use crate::report::{claim_in_words, commitment_state, light_reasons, light_word, percent_in_words};
use crate::ui::big;
use crate::ui::canvas::Canvas;
use crate::ui::light::{draw_bar_and_figure, draw_long, draw_word, is_solid};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Text};

/// Rows from which on the light and the gap are large.
const HIGH: u16 = 18;
/// Columns from which on what was promised stands beside what was done.
const WIDE: u16 = 60;

pub(super) fn item_page(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, item: &Item) {
    let Some(light) = app.data.rows.light(&app.data.board, item.id) else { return };
    let y = head(app, memo, canvas, area, item, light);
    let mut room = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let mut lines = said(app, item);
    if let Some(both) = beside(app, item).filter(|_| room.width >= WIDE && room.height >= 8) {
        // The problem comes first, and what a key answers.
        let (first, rest): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(place, ..)| *place < Place::Promised);
        let first: Vec<_> = first.into_iter().map(|(_, label, text)| (label, text)).collect();
        let close = Rect { height: room.height.min(3 * first.len() as u16), ..room };
        let used = labelled(memo, canvas, close, &first);
        (room.y, room.height) = (room.y + used, room.height.saturating_sub(used));
        let used = two_columns(memo, canvas, room, &both) + 1;
        (room.y, room.height) = (room.y + used, room.height.saturating_sub(used));
        lines = rest.into_iter().filter(|(place, ..)| !matches!(place, Place::Promised | Place::Done)).collect();
    }
    let most = LINES - 1;
    let more = lines.len().saturating_sub(most);
    let lines: Vec<_> = lines.into_iter().take(most).map(|(_, label, text)| (label, text)).collect();
    labelled(memo, canvas, room, &lines);
    if more > 0 {
        let more = canvas.lang.fill(words::projector::More { n: &(more + 1) });
        canvas.put_cut(area.x, area.bottom(), area.width / 2, &more, Role::Dim);
    }
}

/// Number and title on a bar, below it whose it is and until when, and how it stands; returns the row where what was
/// said begins.
fn head(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, item: &Item, light: &Light) -> u16 {
    let number = format!("{} ", item.no);
    let indent = canvas.width(&number);
    let room = Rect { x: area.x + indent, width: area.width - indent, ..area };
    let rows = memo.wrap(&item.title, usize::from(room.width), canvas.wide).len().min(2) as u16;
    canvas.fill(Rect { x: area.x - MARGIN, width: area.width + 2 * MARGIN, height: rows, ..area }, Role::Focus);
    canvas.put(area.x, area.y, indent, &number, Role::Focus);
    paragraph(memo, canvas, room, &item.title, 2, Role::Focus);
    let y = area.y + rows;
    canvas.put_cut(area.x, y, area.width, &who(app, item, light), Role::Strong);
    if area.height >= HIGH && area.width >= WIDE {
        large(canvas, Rect { y: y + 2, ..area }, light);
        return y + 3 + big::HEIGHT;
    }
    // With little room the lines stand close, and the last ones give way.
    let step = if area.height >= 14 { 2 } else { 1 };
    let y = y + step;
    let y = y + light_and_reason(canvas, Rect { y, ..area }, light) + step;
    progress(canvas, Rect { y, ..area }, light);
    y + step
}

/// Whose it is and until when.
fn who(app: &App, item: &Item, light: &Light) -> String {
    let (lead, due) = (lead_in_words(app, item.work.lead.as_ref()), due_in_words(app, light.situation.due));
    let who = [Some(lead), item.work.leader.clone(), Some(due)];
    who.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("  ")
}

/// The light as a block, beside it the gap to what is expected in big figures, then the bar and why it is so.
fn large(canvas: &mut Canvas<'_>, area: Rect, light: &Light) {
    let word = light_word(canvas.lang, light);
    let block = Rect { width: canvas.width(&word) + 6, height: big::HEIGHT, ..area };
    if is_solid(light.level) {
        canvas.fill(block, Role::Light(light.level));
    }
    draw_word(canvas, block.x + 3, block.y + 1, block.width - 3, &word, light.level, Role::Text);
    let mut x = block.right() + 2;
    let situation = &light.situation;
    let figure = situation.gap().map(signed).filter(|_| canvas.has_half_cells());
    if let Some(figure) = figure.filter(|figure| big::width(figure) + 30 <= area.right().saturating_sub(x)) {
        x += big::draw(canvas, x, area.y, &figure, Role::Ink(light.level)) + 2;
    }
    let beside = Rect { x, width: area.right().saturating_sub(x), ..area };
    let words = situation.gap().map(|gap| gap_in_words(canvas.lang, gap)).unwrap_or_default();
    canvas.put_cut(x, area.y, beside.width, &words, Role::Text);
    let bar = Rect { y: area.y + 1, height: 1, ..beside };
    draw_bar_and_figure(canvas, bar, situation.known_percent(), situation.expected);
    if situation.expected.is_some() {
        let (percent, expected) = (&percent_in_words(situation.known_percent()), &percent_in_words(situation.expected));
        let figures = canvas.lang.fill(words::projector::Figure { percent, expected });
        canvas.put_cut(x, area.y + 2, beside.width, &figures, Role::Text);
    }
    let reason = light_reasons(canvas.lang, light).get(1).cloned().unwrap_or_default();
    // What it says stands above already, in parts.
    if canvas.width(&reason) <= beside.width {
        canvas.put(x, area.y + 3, beside.width, &reason, Role::Dim);
    }
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

/// What is done against what is expected, as a bar and in words.
fn progress(canvas: &mut Canvas<'_>, area: Rect, light: &Light) {
    let situation = &light.situation;
    let words = situation.gap().map(|gap| gap_in_words(canvas.lang, gap)).unwrap_or_default();
    let room = area.width.saturating_sub(canvas.width(&words) + 1).min(area.width / 2);
    let bar = Rect { width: room, height: 1, ..area };
    draw_bar_and_figure(canvas, bar, situation.known_percent(), situation.expected);
    canvas.put_cut(bar.right() + 1, area.y, area.right().saturating_sub(bar.right() + 1), &words, Role::Text);
}

/// What was promised last time, and beside it what became of it; returns the rows used.
fn two_columns(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, both: &[(String, String); 2]) -> u16 {
    let width = (area.width - 2) / 2;
    let mut used = 0;
    for ((label, text), x) in both.iter().zip([area.x, area.x + width + 2]) {
        canvas.put(x, area.y, width, label, Role::Accent);
        let place = Rect { x, y: area.y + 1, width, height: area.height.saturating_sub(1).min(4) };
        used = used.max(1 + paragraph(memo, canvas, place, text, 4, Role::Text));
    }
    used
}

/// What was promised and what was done, where both were said.
fn beside(app: &App, item: &Item) -> Option<[(String, String); 2]> {
    let (before, last) = item.promise(app.day())?;
    // With the day: what was said in March is no news in June.
    let label = |label: Text, report: &Report| format!("{} {}", app.env.lang.say(label), app.dates().short(report.day));
    let flat = |text: &str| text.replace('\n', " ");
    Some([
        (label(words::projector::PROMISED, before), flat(before.next.trim())),
        (label(words::projector::DONE, last), flat(last.done.trim())),
    ])
}

/// Where a line of the page stands: what a key answers first, then what hinders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Asked,
    Problem,
    Promised,
    Done,
    Other,
}

/// A line of the page: its place, its label, its text.
type Said = (Place, String, String);

/// What an item's page says, most important first: what hinders, last time's promise and this time's result, what was
/// instructed, what comes.
fn said(app: &App, item: &Item) -> Vec<Said> {
    let lang = app.env.lang;
    let dates = app.dates();
    let mut lines = Vec::new();
    let mut add = |place: Place, label: Text, text: String| {
        if !text.trim().is_empty() {
            lines.push((place, lang.say(label).to_owned(), text.replace('\n', " ")));
        }
    };
    // What a key answers stands first: nobody grants what the page does not show.
    match app.asked() {
        Some(Waiting::Verify(_)) => {
            add(Place::Asked, words::projector::ASKED, lang.say(words::projector::VERIFY).to_owned());
        }
        Some(Waiting::Decide(id)) => {
            let to = app.data.board.extension(id).map(|it| dates.short(it.to)).unwrap_or_default();
            add(Place::Asked, words::projector::ASKED, format!("{to} {}", lang.say(words::projector::UNANSWERED)));
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
    let (last, before) = item.last_said(app.day());
    add(Place::Problem, words::projector::PROBLEM, last.map(|report| report.problem.clone()).unwrap_or_default());
    add(Place::Promised, words::projector::PROMISED, before.map(|report| report.next.clone()).unwrap_or_default());
    let wrong = last.map(|report| wrong_percentages(&report.done)).unwrap_or_default();
    let done = last.filter(|report| !report.done.trim().is_empty());
    add(
        Place::Done,
        words::projector::DONE,
        done.map(|report| format!("{}  {}", dates.short(report.day), report.done)).unwrap_or_default(),
    );
    add(
        Place::Other,
        words::projector::RECOMPUTED,
        wrong.iter().map(|claim| claim_in_words(lang, claim)).collect::<Vec<_>>().join("  "),
    );
    let open: Vec<&Directive> =
        app.data.board.directives.iter().rev().filter(|it| it.item == Some(item.id) && it.closed.is_none()).collect();
    if let Some(it) = open.first() {
        let others =
            if open.len() > 1 { lang.fill(words::projector::Others { n: &(open.len() - 1) }) } else { String::new() };
        add(
            Place::Other,
            words::projector::DIRECTIVE,
            format!("{}  {}  {}{others}", it.text, commitment_state(lang, it, dates, app.day()), charged(app, it)),
        );
    }
    add(Place::Other, words::projector::NEXT, last.map(|report| report.next.clone()).unwrap_or_default());
    // Where nobody has reported yet, the page tells what is to be done.
    if last.is_none() {
        for (measure, n) in item.measures.iter().zip(1..=3) {
            lines.push((Place::Other, lang.fill(words::projector::Measure { n: &n }), measure.text.clone()));
        }
    }
    lines
}
