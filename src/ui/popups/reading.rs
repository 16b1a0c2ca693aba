//! Something to read: the keys that work, or why a light is what it is.

use ratatui::layout::{Position, Rect};

use super::window::window;
use crate::app::{App, Binding, Context, Group, Reading, Topic, bindings, written_all};
use crate::plan::{Light, Node};
use crate::report::{Term, fault_in_words, light_reasons, light_word, node_name, rule_lines};
use crate::ui::canvas::Canvas;
use crate::ui::doc::{Doc, Line};
use crate::ui::light::draw_long;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

/// Cells of the page of keys, at most: three columns.
const HELP: u16 = 118;
/// Cells of one of its columns, at least.
const HELP_COLUMN: u16 = 36;

pub(super) fn draw(
    app: &App,
    memo: &mut Memo,
    canvas: &mut Canvas<'_>,
    area: Rect,
    reading: &Reading,
) -> Option<Position> {
    match reading.topic {
        Topic::Help(context) => {
            let inside = window(canvas, area, canvas.lang.say(words::help::TITLE), (HELP, area.height));
            let basis = (context, inside.width, canvas.wide, app.basis());
            let doc = memo.page("help", basis).unwrap_or_else(|| {
                let doc = help(app, memo, canvas, context, inside.width);
                memo.keep("help", basis, doc)
            });
            scroll(memo, canvas, inside, &doc, reading.top);
        }
        Topic::Paper(paper) => {
            let name = app.paper_name(paper);
            let reading_back = canvas.lang.say(words::notice::READING_CHRONICLE);
            let text = if reading.text.is_empty() { reading_back } else { reading.text.as_str() };
            let inside = window(canvas, area, &name, (92, area.height));
            let basis = (text, inside.width, canvas.wide);
            let doc = memo.page("paper", basis).unwrap_or_else(|| {
                let doc = paper_of(memo, canvas, text, inside.width);
                memo.keep("paper", basis, doc)
            });
            scroll(memo, canvas, inside, &doc, reading.top);
            let keys = canvas.lang.say(words::meeting::PAPER_KEYS);
            let y = inside.bottom() - 1;
            canvas.fill(Rect { y, height: 1, ..inside }, Role::Popup);
            canvas.put_cut(inside.x, y, inside.width, keys, Role::PopupDim);
        }
        Topic::Why(node) => why(app, memo, canvas, area, node, reading.top),
    }
    None
}

/// A paper; its headings are told by their looks, the file has their signs.
fn paper_of(memo: &mut Memo, canvas: &Canvas<'_>, text: &str, room: u16) -> Doc {
    let mut doc = Doc::default();
    for line in text.lines() {
        let (line, role) = match line.strip_prefix('#') {
            Some(rest) => (rest.trim_start_matches('#').trim_start(), Role::Popup),
            None => (line, Role::PopupDim),
        };
        doc.paragraph(memo, canvas, 0, room, line, role, None);
    }
    doc
}

fn scroll(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, doc: &Doc, top: usize) {
    let page = usize::from(area.height.saturating_sub(1)).max(1);
    let max = doc.lines.len().saturating_sub(page);
    let top = top.min(max);
    memo.painted.popup = (top, page, max);
    doc.draw(memo, canvas, Rect { height: page as u16, ..area }, top, None);
    let foot = if max > 0 { words::help::SCROLL } else { words::help::CLOSE };
    canvas.put_cut(area.x, area.bottom() - 1, area.width, canvas.lang.say(foot), Role::PopupDim);
}

fn help(app: &App, memo: &mut Memo, canvas: &Canvas<'_>, context: Context, room: u16) -> Doc {
    let lang = app.env.lang;
    let mut doc = Doc::default();
    // A screen's help names the keys of the popups that open from it; a whole page names its own, the important ones first.
    let is_page = Context::POPUPS.contains(&context);
    let intro = if is_page { context.text() } else { words::help::INTRO };
    doc.paragraph(memo, canvas, 0, room, lang.say(intro), Role::Popup, None);
    for group in Group::ALL {
        let of_popups =
            |row: &Binding| group == Group::Popup && !row.contexts.iter().all(|it| Context::PAGES.contains(it));
        let is_told = |row: &&Binding| row.contexts.contains(&context) || (!is_page && of_popups(row));
        let mut rows: Vec<&Binding> = bindings().iter().filter(|row| row.group == group).filter(is_told).collect();
        if rows.is_empty() {
            continue;
        }
        doc.gap();
        if is_page {
            rows.sort_by_key(|row| row.hint.unwrap_or(u8::MAX));
        } else {
            doc.line(0, lang.say(group.text()), Role::Popup);
        }
        let mut told: Vec<(String, &str)> = Vec::new();
        for row in rows {
            let line = (written_all(row), lang.say(row.command.text()));
            if !told.contains(&line) {
                told.push(line);
            }
        }
        in_columns(&mut doc, memo, canvas, room, told);
    }
    doc
}

/// Keys with what they do, in as many columns as there is room for; what is too long for one follows below, whole.
fn in_columns(doc: &mut Doc, memo: &mut Memo, canvas: &Canvas<'_>, room: u16, told: Vec<(String, &str)>) {
    let columns = (room / HELP_COLUMN).max(1);
    let width = room / columns;
    let is_short = |keys: &str| canvas.width(keys) <= width / 3;
    let keys = told.iter().map(|(keys, _)| canvas.width(keys)).filter(|keys| *keys <= width / 3).max().unwrap_or(0);
    let indent = 1 + keys.max(3) + 2;
    let (short, long): (Vec<_>, Vec<_>) =
        told.into_iter().partition(|(keys, words)| is_short(keys) && indent + canvas.width(words) < width);
    let rows = short.len().div_ceil(usize::from(columns));
    for at in 0..rows {
        let mut parts = Vec::with_capacity(2 * usize::from(columns));
        for ((keys, words), column) in short.iter().skip(at).step_by(rows.max(1)).zip(0..) {
            parts.push((column * width + 1, keys.clone(), Role::Popup));
            parts.push((column * width + indent, (*words).to_owned(), Role::PopupDim));
        }
        doc.lines.push(Line { parts, ..Line::default() });
    }
    for (keys, words) in long {
        let indent = indent.max(canvas.width(&keys) + 3);
        let first = doc.paragraph(memo, canvas, indent, room.saturating_sub(indent), words, Role::PopupDim, None);
        doc.lines[first].parts.insert(0, (1, keys, Role::Popup));
    }
}

/// What `w` says of a light, and the line on which the light itself stands.
fn reasons(app: &App, memo: &mut Memo, canvas: &Canvas<'_>, room: u16, node: Node, light: &Light) -> (Doc, usize) {
    let mut doc = Doc::default();
    doc.paragraph(memo, canvas, 0, room, app.data.board.text(node).unwrap_or_default(), Role::PopupDim, None);
    doc.gap();
    doc.gap();
    let light_line = doc.lines.len() - 1;
    doc.gap();
    for reason in light_reasons(app.env.lang, light) {
        doc.paragraph(memo, canvas, 0, room, &reason, Role::Popup, None);
    }
    for fault in &app.data.board.faults {
        doc.paragraph(memo, canvas, 0, room, &fault_in_words(app.env.lang, fault), Role::Trouble, None);
    }
    doc.gap();
    doc.paragraph(memo, canvas, 0, room, app.env.lang.say(words::why::RULES), Role::PopupDim, None);
    for line in rule_lines(app.env.lang, &app.data.board.rules) {
        let is_it = light.rule == Some(line.no) && line.level == light.level;
        let words = app.env.lang.fill(words::rule::Line {
            no: &format!("{:>2}", line.no),
            rule: &line.rule,
            level: &app.env.lang.say(line.level.text()),
            word: &line.word,
        });
        doc.paragraph(memo, canvas, 0, room, &words, if is_it { Role::Popup } else { Role::PopupDim }, None);
    }
    (doc, light_line)
}

fn why(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, node: Node, top: usize) {
    let Some(light) = app.data.board.light(node, app.day()) else { return };
    let width = 72.min(area.width);
    let room = width - 4;
    let basis = (node, room, canvas.wide, app.basis());
    let kept = memo.page("why", basis).unwrap_or_else(|| {
        let doc = reasons(app, memo, canvas, room, node, &light);
        memo.keep("why", basis, doc)
    });
    let (doc, light_line): &(Doc, usize) = &kept;
    let title = app.env.lang.fill(words::why::Title {
        node: &node_name(app.env.lang, &app.data.board, node),
        word: &light_word(app.env.lang, &light),
    });
    let inside = window(canvas, area, &title, (width, doc.lines.len() as u16 + 3));
    scroll(memo, canvas, inside, doc, top);
    let y = inside.y + *light_line as u16;
    if top == 0 && y + 1 < inside.bottom() {
        draw_long(canvas, inside.x, y, inside.width, &light, Role::Popup);
    }
}
