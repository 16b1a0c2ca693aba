//! An item or a measure, whole: text, facts, measures, reports, history.

use ratatui::layout::Rect;

use super::closed_loop;
use super::row::{needle, number};
use crate::app::{App, JOURNAL_PAGE, Spot};
use crate::plan::{Due, Field, Forecast, Item, ItemId, Light, Measure, MeasureId, Node, Report, Stage, Standing, Work};
use crate::read::wrong_percentages;
use crate::report::{Term, claim_in_words, date_range, entry_about, light_reasons, node_name, work_value};
use crate::ui::canvas::Canvas;
use crate::ui::doc::Doc;
use crate::ui::light::{draw_bar, draw_long, percent};
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Text};

/// From this width on the facts stand in a column of their own.
const TWO_COLUMNS: u16 = 100;
/// The width of that column.
const FACTS: u16 = 38;
/// Cells of the longest line of running text that the eye follows.
const WIDEST_TEXT: u16 = 90;
/// Lines of the journal that are shown with an item.
const ENTRIES: usize = 30;

pub(in crate::ui) fn draw(
    app: &App,
    memo: &mut Memo,
    canvas: &mut Canvas<'_>,
    area: Rect,
    node: Node,
    spot: Spot,
    scroll: Option<usize>,
) {
    let (Some(item), Some(light), Some(work)) =
        (app.data.board.item(node.item), app.data.board.light(node, app.day()), app.data.board.work(node))
    else {
        return;
    };
    let head = heading(app, memo, canvas, area, node, &light, spot);
    let body = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
    let two = area.width >= TWO_COLUMNS;
    let text = if two { Rect { width: body.width - FACTS - 2, ..body } } else { body };
    let mut doc = Doc::default();
    if !two {
        for reason in light_reasons(app.env.lang, &light).iter().skip(1).take(2) {
            doc.paragraph(memo, canvas, 1, text.width - 2, reason, Role::Text, None);
        }
        facts_in_lines(app, memo, canvas, &mut doc, text.width, &work, &light);
        doc.gap();
    }
    if node.measure.is_none() {
        links(app, memo, canvas, &mut doc, text.width, node);
        // What people wait for comes before what the plan says.
        closed_loop::directives(app, memo, canvas, &mut doc, text.width, node);
        closed_loop::parts(app, &mut doc, item);
        measures(app, memo, canvas, &mut doc, text.width, item);
    }
    reports(app, memo, canvas, &mut doc, text.width, item, node);
    history(app, memo, canvas, &mut doc, text.width, item, node);
    // When not everything fits, the last row says how much more there is.
    let overflows = doc.lines.len() > usize::from(text.height);
    let text = if overflows { Rect { height: text.height - 1, ..text } } else { text };
    let page = usize::from(text.height);
    let max_top = doc.lines.len().saturating_sub(page);
    let top = match (scroll, doc.extent(spot)) {
        (Some(top), _) => top.min(max_top),
        // The head of the first row is in view when the cursor is on the item itself.
        (None, None) => 0,
        (None, Some((first, last))) => {
            let lines = last - first;
            let at = if lines >= page { first } else { last - 1 };
            let before = memo.top("node", at, doc.lines.len(), page);
            if first < before { first } else { before }
        }
    };
    memo.painted.page = page;
    memo.painted.top = top;
    memo.painted.max_top = max_top;
    doc.draw(memo, canvas, text, top, Some(spot));
    if top < max_top {
        let more = canvas.lang.fill(words::node::More { n: &(max_top - top) });
        canvas.put_right(text.right(), text.bottom(), 24, &format!(" {more} "), Role::Bar);
    }
    if two {
        facts_column(app, memo, canvas, Rect { x: body.right() - FACTS, width: FACTS, ..body }, &work, &light);
    }
}

/// An item beside the board, as the cursor goes over it: what it is, why its light is so, what was last said of it, and what
/// is to be done. All of it is read by opening it.
pub(super) fn beside(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, id: ItemId) {
    let node = Node::item(id);
    let (Some(item), Some(light)) = (app.data.board.item(id), app.data.rows.light(&app.data.board, id)) else { return };
    let nowhere = Spot::Node(Node::measure(id, MeasureId(0)));
    let used = heading(app, memo, canvas, area, node, light, nowhere) + 1;
    let body = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
    let basis = (id, body.width, canvas.wide, app.basis());
    let doc = memo.page("beside", basis).unwrap_or_else(|| {
        let mut doc = Doc::default();
        for reason in light_reasons(app.env.lang, light).iter().skip(1).take(2) {
            doc.paragraph(memo, canvas, 1, body.width - 2, reason, Role::Text, None);
        }
        doc.gap();
        facts_in_lines(app, memo, canvas, &mut doc, body.width, &item.work, light);
        doc.gap();
        closed_loop::directives(app, memo, canvas, &mut doc, body.width, node);
        if let Some(report) = app.data.board.reports(node).rev().find(|report| report.day <= app.day()) {
            doc.line(1, app.env.lang.say(words::node::LAST_REPORT), Role::Accent);
            report_lines(app, memo, canvas, &mut doc, body.width, item, report);
            doc.gap();
        }
        measures(app, memo, canvas, &mut doc, body.width, item);
        memo.keep("beside", basis, doc)
    });
    doc.draw(memo, canvas, body, 0, None);
}

/// 结转: where the item has come from, and where it has gone.
fn links(app: &App, memo: &mut Memo, canvas: &Canvas<'_>, doc: &mut Doc, room: u16, node: Node) {
    let lang = canvas.lang;
    for link in app.data.board.links.iter().filter(|link| link.item == node.item) {
        let (title, no) = (&link.title, &link.no);
        let words = if link.is_origin {
            lang.fill(words::carry_over::From { title, no })
        } else {
            lang.fill(words::carry_over::To { title, no })
        };
        let words = lang.fill(words::carry_over::Follow { words: &words });
        doc.paragraph(memo, canvas, 0, room, &words, Role::Accent, None);
        doc.gap();
    }
}

/// Number and text, large as a title; light, progress. Returns the rows used.
fn heading(
    app: &App,
    memo: &mut Memo,
    canvas: &mut Canvas<'_>,
    area: Rect,
    node: Node,
    light: &Light,
    spot: Spot,
) -> u16 {
    let text = app.data.board.text(node).unwrap_or_default();
    let number = number(&app.data.board, node);
    let indent = number.len() as u16 + 3;
    let room = area.width.saturating_sub(indent + 2);
    let role = if spot == Spot::Node(node) { Role::Selected } else { Role::Bar };
    // A very long text leaves room for the rest; it is read whole with `e`.
    let most = usize::from(area.height / 3).max(2);
    let lines = memo.wrap(text, usize::from(room), canvas.wide);
    let shown = lines.len().min(most);
    canvas.fill(Rect { height: shown as u16, ..area }, role);
    canvas.put(area.x + 1, area.y, indent, &number, role);
    for (at, line) in lines.iter().take(shown).enumerate() {
        let y = area.y + at as u16;
        let line = &text[line.clone()];
        if at + 1 == shown && lines.len() > shown {
            canvas.put_cut(area.x + indent, y, room, &format!("{line}……"), role);
        } else {
            canvas.put(area.x + indent, y, room, line, role);
        }
        if let Some(found) = needle(app).and_then(|needle| needle.find(line)) {
            canvas.mark(area.x + indent, y, room, line, found, Role::Found);
        }
    }
    let y = area.y + shown as u16;
    let mut x = area.x + 1;
    x += draw_long(canvas, x, y, 24, light, Role::Text) + 1;
    let situation = &light.situation;
    let bar = Rect { x, y, width: (area.width / 5).clamp(8, 24), height: 1 };
    // A measure about which nothing was said has its item's figure; that is not its own.
    draw_bar(canvas, bar, situation.known_percent(), situation.expected);
    x = bar.right() + 1;
    let figure =
        if situation.percent_given { percent(situation) } else { canvas.lang.say(words::node::NO_FIGURE).to_owned() };
    x += canvas.put(x, y, area.right().saturating_sub(x), &figure, Role::Text) + 1;
    let expected = situation.expected.map(|expected| canvas.lang.fill(words::node::Expected { expected: &expected }));
    let late = situation.days_late.map(|n| canvas.lang.fill(words::light::Late { n: &n }));
    let stale = situation.stale_days.map(|n| canvas.lang.fill(words::node::Stale { n: &n }));
    let editing = app.edited_by(node).map(|who| canvas.lang.fill(words::node::EditedBy { who: &who }));
    let rest: Vec<String> =
        [editing, expected, late.filter(|_| situation.stage == Stage::Review), stale].into_iter().flatten().collect();
    canvas.put_cut(x, y, area.right().saturating_sub(x + 1), &rest.join("  "), Role::Dim);
    shown as u16 + 1
}

/// Name and value of every fact; those that were never filled in are told apart. `light` has the stage that counts: a
/// measure's begins and ends with its item's.
fn facts(app: &App, work: &Work, light: &Light) -> Vec<(String, Option<String>)> {
    let lang = app.env.lang;
    let situation = &light.situation;
    let taken = situation.inherited;
    let item = app.data.board.item_no(taken.item).filter(|_| taken.any());
    // What a measure takes from its item is shown, and from where.
    let of_item = |is_taken: bool, value: &dyn Fn(&Work) -> Option<String>| {
        let value = value(&item.filter(|_| is_taken)?.work)?;
        Some(lang.fill(words::value::OfItem { value: &value, no: &taken.item }))
    };
    // Where a measure has none, its item's counts; the stage is the one that counts, and what was never said is not claimed.
    let value = |field: Field| match field {
        Field::Standing => {
            let standing = Standing { stage: situation.stage, ..work.standing.clone() };
            work_value(lang, &Work { standing, ..Work::default() }, field)
        }
        Field::Due if work.due != Due::default() => Some(date_range(lang, work.due)),
        Field::Due => of_item(taken.due, &|work| work_value(lang, work, field)),
        Field::Lead => {
            work_value(lang, work, field).or_else(|| of_item(taken.lead, &|work| work_value(lang, work, field)))
        }
        Field::Cadence => {
            work_value(lang, work, field).or_else(|| of_item(taken.cadence, &|work| work_value(lang, work, field)))
        }
        Field::Forecast if work.forecast == Forecast::OnTrack => None,
        Field::Percent
        | Field::Start
        | Field::Support
        | Field::Leader
        | Field::Counties
        | Field::Target
        | Field::Forecast
        | Field::Lever
        | Field::Safeguard => work_value(lang, work, field),
    };
    let mut facts: Vec<_> = Field::ALL
        .iter()
        .filter(|field| **field != Field::Percent)
        .map(|field| (lang.say(field.text()).to_owned(), value(*field)))
        .collect();
    if let Some(assigned) = situation.assigned {
        facts.insert(1, (lang.say(words::field::ASSIGNED).to_owned(), Some(assigned.to_string())));
    }
    if let Some(finished) = work.standing.finished {
        facts.push((lang.say(words::field::FINISHED).to_owned(), Some(finished.to_string())));
    }
    facts
}

fn facts_column(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, work: &Work, light: &Light) {
    let mut doc = Doc::default();
    let label_cells = 10;
    let mut missing = Vec::new();
    for (label, value) in facts(app, work, light) {
        let Some(value) = value else {
            missing.push(label);
            continue;
        };
        let first = doc.lines.len();
        doc.paragraph(memo, canvas, label_cells, area.width - label_cells, &value, Role::Text, None);
        doc.lines[first].parts.insert(0, (0, label, Role::Dim));
    }
    if !missing.is_empty() {
        let words = app.env.lang.fill(words::node::Missing { fields: &app.env.lang.list(missing) });
        doc.paragraph(memo, canvas, 0, area.width, &words, Role::Dim, None);
    }
    doc.gap();
    doc.line(0, canvas.lang.say(words::node::WHY), Role::Dim);
    for reason in light_reasons(app.env.lang, light) {
        doc.paragraph(memo, canvas, 0, area.width, &reason, Role::Text, None);
    }
    doc.draw(memo, canvas, area, 0, None);
}

/// Facts run on in lines, those without a value named at the end.
fn facts_in_lines(
    app: &App,
    memo: &mut Memo,
    canvas: &Canvas<'_>,
    doc: &mut Doc,
    room: u16,
    work: &Work,
    light: &Light,
) {
    let (known, unknown): (Vec<_>, Vec<_>) =
        facts(app, work, light).into_iter().partition(|(_, value)| value.is_some());
    // A fact is broken only when it does not fit a line of its own.
    let mut line = String::new();
    for (label, value) in known {
        let fact = format!("{label}{}{}", app.env.lang.say(words::value::COLON), value.unwrap_or_default());
        if !line.is_empty() && canvas.width(&line) + 2 + canvas.width(&fact) > room - 2 {
            doc.paragraph(memo, canvas, 1, room - 2, &line, Role::Text, None);
            line.clear();
        }
        if !line.is_empty() {
            line.push_str("  ");
        }
        line.push_str(&fact);
    }
    doc.paragraph(memo, canvas, 1, room - 2, &line, Role::Text, None);
    let missing: Vec<String> = unknown.into_iter().map(|(label, _)| label).collect();
    // On a small window what is there needs the room.
    if !missing.is_empty() && app.env.size.1 >= 16 {
        let words = app.env.lang.fill(words::node::Missing { fields: &app.env.lang.list(missing) });
        doc.paragraph(memo, canvas, 1, room - 2, &words, Role::Dim, None);
    }
}

fn title(app: &App, doc: &mut Doc, title: Text, count: usize) {
    doc.line(1, format!("{} {count}", app.env.lang.say(title)), Role::Accent);
}

fn measures(app: &App, memo: &mut Memo, canvas: &Canvas<'_>, doc: &mut Doc, room: u16, item: &Item) {
    title(app, doc, words::node::MEASURES, item.measures.len());
    for (at, measure) in item.measures.iter().enumerate() {
        measure_lines(app, memo, canvas, doc, room, item, measure, at + 1);
    }
    if item.measures.is_empty() {
        doc.line(3, app.env.lang.say(words::node::NO_MEASURES), Role::Dim);
    }
}

#[expect(clippy::too_many_arguments, reason = "a measure, its place, and where it is drawn")]
fn measure_lines(
    app: &App,
    memo: &mut Memo,
    canvas: &Canvas<'_>,
    doc: &mut Doc,
    room: u16,
    item: &Item,
    measure: &Measure,
    number: usize,
) {
    let node = Node::measure(item.id, measure.id);
    let spot = Some(Spot::Node(node));
    let role = if app.data.fresh.contains_key(&node) { Role::Fresh } else { Role::Text };
    let column = 5;
    // A light of its own takes the right end; without one the sentence has all of it, but no line too long to be read.
    let beside = if measure.work.is_some() { 13 } else { 1 };
    let wide = room.saturating_sub(column + beside).min(WIDEST_TEXT);
    let first = doc.paragraph(memo, canvas, column, wide, &measure.text, role, spot);
    let mark = if app.nav.marks.contains(&node) { "*" } else { " " };
    doc.lines[first].parts.insert(0, (0, format!("{mark}{number:>2}"), Role::Dim));
    // A measure about which nothing was said goes with its item; repeating that light says nothing.
    if measure.work.is_some() {
        let light = app.data.board.light_of_measure(item, measure, app.day());
        let figure = percent(&light.situation);
        doc.lines[first].light = Some((light, figure));
    }
    if let Some(needle) = needle(app) {
        for line in &mut doc.lines[first..] {
            let Some((_, text, _)) = line.parts.last() else { continue };
            if let Some(found) = needle.find(text) {
                line.found = vec![(column, text.clone(), found)];
            }
        }
    }
    if let Some(work) = measure.work.as_deref() {
        let lang = app.env.lang;
        let dates = app.dates();
        let due = work.due.current.map(|due| lang.fill(words::board::Due { due: &dates.short(due) }));
        let target = work.target.as_ref().map(|target| target.text.clone());
        let words: Vec<String> = [work.lead.clone(), due, target].into_iter().flatten().collect();
        if !words.is_empty() {
            doc.paragraph(memo, canvas, column, room.saturating_sub(column + 1), &words.join("  "), Role::Dim, spot);
        }
    }
}

/// Columns from which on what was promised stands beside what was done.
const SIDE_BY_SIDE: u16 = 60;

/// What was promised last time, and beside it what was done since.
fn promise(app: &App, memo: &mut Memo, canvas: &Canvas<'_>, doc: &mut Doc, room: u16, item: &Item) {
    let Some((before, last)) = item.promise(app.day()).filter(|_| room >= SIDE_BY_SIDE) else { return };
    doc.gap();
    let width = (room - 4) / 2;
    let columns =
        [(1, words::projector::PROMISED, before, &before.next), (3 + width, words::projector::DONE, last, &last.done)];
    let first = doc.lines.len();
    for (column, label, report, text) in columns {
        let head = format!("{} {}", app.env.lang.say(label), app.dates().short(report.day));
        let mut side = Doc::default();
        side.line(column, head, Role::Accent);
        side.paragraph(memo, canvas, column, width, text.trim(), Role::Text, None);
        for (at, line) in side.lines.into_iter().enumerate() {
            match doc.lines.get_mut(first + at) {
                Some(beside) => beside.parts.extend(line.parts),
                None => doc.lines.push(line),
            }
        }
    }
}

fn reports(app: &App, memo: &mut Memo, canvas: &Canvas<'_>, doc: &mut Doc, room: u16, item: &Item, node: Node) {
    if node.measure.is_none() {
        promise(app, memo, canvas, doc, room, item);
    }
    doc.gap();
    title(app, doc, words::node::REPORTS, app.data.board.reports(node).count());
    for report in app.data.board.reports(node).rev() {
        report_lines(app, memo, canvas, doc, room, item, report);
    }
    if app.data.board.reports(node).next().is_none() {
        doc.line(3, app.env.lang.say(words::node::NO_REPORTS), Role::Dim);
    }
}

fn report_lines(
    app: &App,
    memo: &mut Memo,
    canvas: &Canvas<'_>,
    doc: &mut Doc,
    room: u16,
    item: &Item,
    report: &Report,
) {
    let lang = app.env.lang;
    let spot = Some(Spot::Report(report.id));
    let figure = report.percent.map(|percent| format!("  {}%", percent.get())).unwrap_or_default();
    let measure = report
        .node
        .measure
        .and_then(|id| item.position(id))
        .map(|at| lang.fill(words::node::OfMeasure { n: &(at + 1) }));
    let unchanged = if report.unchanged { format!("  {}", lang.say(words::report::UNCHANGED)) } else { String::new() };
    let author = report.unit.as_deref().unwrap_or_else(|| app.data.board.called(&report.author));
    let head = format!("{}  {author}{figure}{unchanged}  {}", report.day, measure.unwrap_or_default());
    let line = doc.line(1, head.trim_end(), Role::Dim);
    line.spot = spot;
    for (label, text) in [
        (words::report::DONE, &report.done),
        (words::report::PROBLEM, &report.problem),
        (words::report::NEXT, &report.next),
    ] {
        if !text.trim().is_empty() {
            let text = format!("{}{}{text}", lang.say(label), lang.say(words::value::COLON));
            doc.paragraph(memo, canvas, 3, room.saturating_sub(4), &text, Role::Text, spot);
            for claim in wrong_percentages(&text) {
                let words = claim_in_words(lang, &claim);
                doc.paragraph(memo, canvas, 3, room.saturating_sub(4), &words, Role::Trouble, spot);
            }
        }
    }
}

/// What was done to the item, or to this measure alone.
fn history(app: &App, memo: &mut Memo, canvas: &Canvas<'_>, doc: &mut Doc, room: u16, item: &Item, node: Node) {
    let entries = app.data.item_journal.as_ref().filter(|(id, _)| *id == item.id).map(|(_, entries)| entries);
    let read = entries.map_or(0, Vec::len);
    let entries: Vec<_> = entries.into_iter().flatten().filter(|entry| entry.edit.is_about(node)).collect();
    if entries.is_empty() {
        return;
    }
    doc.gap();
    title(app, doc, words::node::HISTORY, entries.len());
    for entry in entries.into_iter().take(ENTRIES) {
        let words = memo.said(("of item", entry.seq, node, app.basis()), || {
            let at = app.dates().stamp(entry.at);
            let what = entry_about(app.env.lang, &app.data.board, entry, node);
            // What it is about is on the screen; its name need not be said with every line.
            let name = format!("{} ", node_name(app.env.lang, &app.data.board, node));
            format!("{at}  {}  {}", app.data.board.called(&entry.edit.author), what.replace(&name, ""))
        });
        doc.paragraph(memo, canvas, 1, room.saturating_sub(2), &words, Role::Dim, None);
    }
    // Only the last lines of an item are read with it.
    if read >= JOURNAL_PAGE {
        doc.line(1, app.env.lang.say(words::node::EARLIER), Role::Dim);
    }
}
