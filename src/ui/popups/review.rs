//! A paper beside the plan that is read from it: the source with a margin that says what each part became, the plan as it is
//! understood, and below both the part under the cursor, whole, with what the reader was unsure of.

use std::path::Path;

use ratatui::layout::Rect;

use crate::app::{Review, Target};
use crate::plan::Level;
use crate::read::{Became, DraftWork, LineRole, Piece};
use crate::report::{Dates, Term, period_in_words, reason_in_words, warning_in_words};
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Lang};

pub(super) fn draw(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, review: &Review, waiting: usize) {
    canvas.fill(area, Role::Text);
    head(canvas, area, review, waiting);
    let below = detail_lines(memo, canvas, area, review);
    let legend = legend(canvas, area.width);
    let height = (below.len() + legend.len()) as u16;
    // Two rows of head, one of column heads; below the list a bar, the part under the cursor and the roles.
    let list = Rect { y: area.y + 3, height: area.height.saturating_sub(4 + height), ..area };
    rows(memo, canvas, list, review);
    let mut y = list.bottom();
    canvas.fill(Rect { y, height: 1, ..area }, Role::Bar);
    canvas.put_cut(area.x + 1, y, area.width - 2, &about(canvas, review), Role::Bar);
    for (text, role) in &below {
        y += 1;
        canvas.put_cut(area.x + 1, y, area.width - 2, text, *role);
    }
    for (row, y) in legend.iter().zip(area.bottom() - legend.len() as u16..area.bottom()) {
        canvas.fill(Rect { y, height: 1, ..area }, Role::Bar);
        for (words, x) in row {
            canvas.put_cut(area.x + x, y, area.width - x, words, Role::Bar);
        }
    }
}

/// What is read, and how much of a plan it is.
fn head(canvas: &mut Canvas<'_>, area: Rect, review: &Review, waiting: usize) {
    let lang = canvas.lang;
    let (sections, items, measures) = review.extent();
    let row = Rect { height: 1, ..area };
    canvas.fill(row, Role::Focus);
    let counts = lang.fill(words::review::Counts { sections: &sections, items: &items, measures: &measures });
    let counts = if review.is_writing { lang.say(words::review::WRITING).to_owned() } else { counts };
    let right = canvas.put_right(row.right() - 1, row.y, row.width - 2, &counts, Role::Focus);
    let name = Path::new(&review.path).file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let mut title = format!("{}  {name}", lang.say(words::review::TITLE));
    if waiting > 0 {
        title.push_str(&format!("  ({})", lang.fill(words::review::MorePapers { n: &waiting })));
    }
    canvas.put_cut(row.x + 1, row.y, right.saturating_sub(row.x + 2), &title, Role::Focus);

    let y = area.y + 1;
    let mut right = area.right() - 1;
    let (to_look_at, all) = (review.to_look_at(), review.doubts.len());
    if all > to_look_at {
        let remarks = lang.fill(words::review::Remarks { n: &(all - to_look_at) });
        right = canvas.put_right(right, y, area.width / 3, &remarks, Role::Dim) - 2;
    }
    if to_look_at > 0 {
        let doubts = format!(" {} ", lang.fill(words::review::Doubts { n: &to_look_at }));
        right = canvas.put_right(right, y, area.width / 3, &doubts, Role::Found) - 1;
    }
    let draft = &review.draft;
    let title = if draft.title.text.is_empty() { lang.say(words::review::NO_TITLE) } else { &draft.title.text };
    let period = match draft.period {
        Some(period) => (period_in_words(lang, period), Role::Accent),
        None => (lang.say(words::review::NO_PERIOD).to_owned(), Role::Trouble),
    };
    let mut said = vec![(title.to_owned(), Role::Accent), period];
    if !draft.issuer.is_empty() {
        said.push((draft.issuer.clone(), Role::Dim));
    }
    if let Some(known) = review.known {
        said.push((lang.fill(words::review::Known { id: &known.0 }), Role::Trouble));
    }
    let mut x = area.x + 1;
    // The title gives way to what is said about it.
    let others: u16 = said[1..].iter().map(|(text, _)| canvas.width(text) + 2).sum();
    for (at, (text, role)) in said.iter().enumerate() {
        let room = right.saturating_sub(x);
        let room = if at == 0 { room.saturating_sub(others).max(room / 2) } else { room };
        x += canvas.put_cut(x, y, room, text, *role) + 2;
    }
}

/// The columns: where the margin, the source and the plan begin, and how wide they are.
struct Columns {
    margin: u16,
    source: (u16, u16),
    plan: (u16, u16),
}

fn columns(canvas: &Canvas<'_>, area: Rect) -> Columns {
    let nothing = canvas.width(canvas.lang.say(words::review::NOTHING));
    let widest = LineRole::ALL.iter().map(|role| canvas.width(canvas.lang.say(role.text()))).max().unwrap_or(4);
    let margin = widest.max(nothing);
    let source = area.x + margin + 1;
    let rest = area.width.saturating_sub(margin + 2);
    let left = rest * 11 / 20;
    Columns { margin, source: (source, left), plan: (source + left + 1, rest.saturating_sub(left + 1)) }
}

fn rows(memo: &mut Memo, canvas: &mut Canvas<'_>, list: Rect, review: &Review) {
    let lang = canvas.lang;
    let Columns { margin, source, plan } = columns(canvas, list);
    let heads = list.y.saturating_sub(1);
    canvas.fill(Rect { y: heads, height: 1, ..list }, Role::Bar);
    canvas.put_cut(source.0, heads, source.1, lang.say(words::review::SOURCE), Role::Bar);
    canvas.put_cut(plan.0, heads, plan.1, lang.say(words::review::PLAN), Role::Bar);
    let page = usize::from(list.height).max(1);
    let top = memo.top("review", review.at, review.pieces.len(), page);
    memo.painted.popup = (top, page, review.pieces.len().saturating_sub(page));
    for (place, y) in (top..review.pieces.len()).zip(list.y..list.bottom()) {
        let piece = review.pieces[place];
        let is_selected = place == review.at;
        let quiet = matches!(piece.became, Became::LeftOut | Became::Preamble);
        let role = if is_selected {
            Role::Selected
        } else if quiet {
            Role::Dim
        } else {
            Role::Text
        };
        let row = Rect { y, height: 1, ..list };
        canvas.fill(row, role);
        memo.target(y, row.x, row.right(), Target::Choice(place));
        let role_of = piece.became.role();
        let label = lang.say(role_of.map_or(words::review::NOTHING, LineRole::text));
        let colour = margin_role(piece.became);
        canvas.fill(Rect { width: margin, ..row }, colour);
        canvas.put_cut(row.x, y, margin, label, colour);
        if doubts_at(review, place).any(|it| it.kind.needs_a_look()) {
            canvas.put(source.0 - 1, y, 1, "!", if is_selected { role } else { Role::Trouble });
        }
        canvas.put_cut(source.0, y, source.1, review.text(piece).trim(), role);
        let (indent, text, side) = understood(lang, review, piece);
        let dim = if is_selected { role } else { Role::Dim };
        let side_cells = canvas.width(&side).min(plan.1 * 2 / 3);
        canvas.put_right(plan.0 + plan.1, y, side_cells, &side, if is_selected { role } else { Role::Accent });
        let room = plan.1.saturating_sub(indent + side_cells + u16::from(side_cells > 0));
        let is_task = matches!(piece.became, Became::Measure(..));
        canvas.put_cut(plan.0 + indent, y, room, &text, if is_task { dim } else { role });
    }
}

/// What a part became in the plan: how far in it stands, its words, and who and when.
fn understood(lang: Lang, review: &Review, piece: Piece) -> (u16, String, String) {
    let draft = &review.draft;
    let dates = draft.period.map(Dates::of_period);
    let item = |s: usize, i: usize| draft.sections.get(s).and_then(|section| section.items.get(i));
    let nothing = || (0, String::new(), String::new());
    match piece.became {
        Became::Title => (0, format!("《{}》", draft.title.text), String::new()),
        Became::Section(s) => draft.sections.get(s).map_or_else(nothing, |section| {
            let (no, items) = (&section.ordinal, &section.items.len());
            let words = words::review::SectionRow { no, label: &section.label, items };
            (0, lang.fill(words), String::new())
        }),
        Became::Group => (1, review.text(piece).trim().to_owned(), String::new()),
        Became::Item(s, i) => item(s, i).map_or_else(nothing, |item| {
            (2, format!("{} {}", item.no, item.title.text), who_and_when(lang, dates, &item.work))
        }),
        Became::Measure(s, i, m) => item(s, i)
            .and_then(|item| item.measures.get(m))
            .map_or_else(nothing, |measure| (4, measure.0.text.clone(), who_and_when(lang, dates, &measure.1))),
        Became::Preamble | Became::Owner | Became::Due | Became::LeftOut | Became::Nothing => nothing(),
    }
}

fn who_and_when(lang: Lang, dates: Option<Dates>, work: &DraftWork) -> String {
    let due = work.due.map(|due| dates.map_or_else(|| due.to_string(), |dates| dates.short(due)));
    let cadence = work.cadence.map(|cadence| lang.say(cadence.text()).to_owned());
    [work.lead.clone(), due, cadence].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The colour of the margin beside a part.
fn margin_role(became: Became) -> Role {
    match became {
        Became::Title => Role::Focus,
        Became::Preamble => Role::Bar,
        Became::Section(_) => Role::BarDone,
        Became::Group => Role::BarExpected,
        Became::Item(..) => Role::BarRest,
        Became::Owner | Became::Due => Role::Accent,
        Became::Measure(..) | Became::LeftOut => Role::Dim,
        Became::Nothing => Role::Light(Level::Red),
    }
}

fn doubts_at(review: &Review, place: usize) -> impl Iterator<Item = &crate::read::Warning> {
    let from = review.doubts.partition_point(|(at, _)| *at < place);
    review.doubts[from..].iter().take_while(move |(at, _)| *at == place).map(|(_, warning)| warning)
}

/// The line and role of the part under the cursor.
fn about(canvas: &Canvas<'_>, review: &Review) -> String {
    let lang = canvas.lang;
    let Some(piece) = review.piece() else { return String::new() };
    let role = lang.say(piece.became.role().map_or(words::review::NOTHING, LineRole::text));
    lang.fill(words::review::At { line: &piece.line, role: &role })
}

/// The part under the cursor, whole, and what there is to say of it; as many rows at each moment, so that nothing jumps.
fn detail_lines(memo: &mut Memo, canvas: &Canvas<'_>, area: Rect, review: &Review) -> Vec<(String, Role)> {
    let rows = usize::from((area.height / 5).clamp(2, 5));
    let mut lines: Vec<(String, Role)> = Vec::new();
    let width = usize::from(area.width.saturating_sub(2));
    if let Some(piece) = review.piece() {
        let lang = canvas.lang;
        let mut remarks: Vec<(String, Role)> = Vec::new();
        for warning in doubts_at(review, review.at) {
            let role = if warning.kind.needs_a_look() { Role::Found } else { Role::Accent };
            remarks.push((warning_in_words(lang, warning), role));
        }
        if review.draft.items() == 0 {
            let in_table = review.column().is_ok();
            let how = if in_table { words::review::NAME_COLUMNS } else { words::review::NAME_LINES };
            remarks.push((lang.say(how).to_owned(), Role::Accent));
        }
        let here = |at: usize| piece.span.start <= at && at < piece.span.end;
        let reasons = review.draft.reasons.iter().filter(|reason| here(reason.at));
        remarks.extend(reasons.map(|reason| (reason_in_words(lang, &reason.kind), Role::Dim)));
        let mut told: Vec<(String, Role)> = Vec::new();
        for (text, role) in remarks {
            let wrapped = memo.wrap(&text, width, canvas.wide);
            told.extend(wrapped.iter().map(|line| (text[line.clone()].to_owned(), role)));
        }
        told.truncate(rows - 1);
        let text = review.text(piece).trim();
        // More than a few rows of it are not read here.
        let end = text.char_indices().nth(width * rows).map_or(text.len(), |(end, _)| end);
        let wrapped = memo.wrap(&text[..end], width, canvas.wide);
        let room = rows - told.len();
        for (at, line) in wrapped.iter().take(room).enumerate() {
            let more = at + 1 == room && wrapped.len() > room;
            lines.push((format!("{}{}", &text[line.clone()], if more { "…" } else { "" }), Role::Text));
        }
        lines.extend(told);
    }
    lines.resize(rows, (String::new(), Role::Text));
    lines
}

/// Which digit says what, in as many rows as it takes.
fn legend(canvas: &Canvas<'_>, width: u16) -> Vec<Vec<(String, u16)>> {
    let lang = canvas.lang;
    let mut rows = vec![Vec::new()];
    let mut x = 1;
    for (at, role) in LineRole::ALL.iter().enumerate() {
        let digit = if *role == LineRole::LeftOut { 0 } else { at + 1 };
        let words = format!("{digit}{}", lang.say(role.text()));
        let cells = canvas.width(&words);
        if x + cells + 1 > width {
            rows.push(Vec::new());
            x = 1;
        }
        if let Some(row) = rows.last_mut() {
            row.push((words, x));
        }
        x += cells + 2;
    }
    rows
}
