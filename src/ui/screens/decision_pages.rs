//! Pages of the projector about what meetings decide: what earlier ones decided and how it stands, one decision, one
//! request, and what this one has decided.

use ratatui::layout::Rect;

use super::page_layout::{
    LINES, MARGIN, day_in_words, due_in_words, heading, labelled, lead_in_words, paragraph, pitch,
};
use crate::app::{App, DECISIONS_ON_A_PAGE};
use crate::plan::{Directive, DirectiveId, ExtensionId, Level, Subject};
use crate::report::{commitment_state, directive_head, light_word, percent_in_words};
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Text};

/// What earlier meetings decided, and how it stands: what is late first.
pub(super) fn earlier(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let lang = canvas.lang;
    let commitments = app.data.board.commitments(app.meeting().map(|meeting| meeting.id));
    let closed = commitments.iter().filter(|it| it.closed.is_some()).count();
    let late = commitments.iter().filter(|it| it.is_unanswered(app.day())).count();
    let words = lang.fill(words::projector::EarlierSum { n: &commitments.len(), closed: &closed, late: &late });
    let body = heading(canvas, area, lang.say(words::projector::EARLIER), &words);
    let step = pitch(body.height, commitments.len().min(LINES - 1));
    let shown = usize::from(body.height / step).min(LINES - 1);
    let states: Vec<String> = commitments
        .iter()
        .take(shown)
        .map(|it| format!(" {} ", commitment_state(lang, it, app.dates(), app.day())))
        .collect();
    let column = states.iter().map(|state| canvas.width(state)).max().unwrap_or(0).min(area.width / 2) + 1;
    for ((it, state), at) in commitments.iter().zip(&states).zip(0..) {
        let y = body.y + at * step;
        let role = if it.is_unanswered(app.day()) { Role::Light(Level::Red) } else { Role::Accent };
        canvas.put(area.x, y, column - 1, state, role);
        let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
        paragraph(memo, canvas, place, &it.text.replace('\n', " "), 1, Role::Text);
        if step > 1 {
            canvas.put_cut(place.x, y + 1, place.width, &charged(app, it), Role::Dim);
        }
    }
    if commitments.len() > shown {
        let more = lang.fill(words::brief::More { n: &(commitments.len() - shown) });
        canvas.put(area.x, area.bottom(), area.width, &more, Role::Dim);
    }
}

/// One decision: its text large, who, until when, what was answered.
pub(super) fn directive_page(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, id: DirectiveId) {
    let lang = canvas.lang;
    let Some(it) = app.data.board.directive(id) else { return gone(canvas, area) };
    let dates = app.dates();
    let text = it.text.replace('\n', " ");
    let rows = memo.wrap(&text, usize::from(area.width), canvas.wide).len().min(3) as u16;
    canvas.fill(Rect { x: area.x - MARGIN, width: area.width + 2 * MARGIN, height: rows, ..area }, Role::Focus);
    paragraph(memo, canvas, area, &text, 3, Role::Focus);
    let state = commitment_state(lang, it, app.dates(), app.day());
    let y = area.y + rows + 1;
    let role = if it.is_unanswered(app.day()) { Role::Light(Level::Red) } else { Role::Bar };
    let used = canvas.put(area.x, y, area.width, &format!(" {state} "), role) + 2;
    let held = it.meeting.and_then(|given| app.data.board.meeting(given.meeting));
    let from =
        held.map(|held| lang.fill(words::projector::DecidedAt { day: &dates.short(held.day), title: &held.title }));
    let from = from.unwrap_or_else(|| directive_head(lang, it));
    canvas.put_cut(area.x + used, y, area.width.saturating_sub(used), &from, Role::Text);
    let item = it.item.and_then(|id| app.data.board.item(id)).map(|item| format!("{} {}", item.no, item.title));
    let said = |said: &Option<crate::plan::Said>| {
        let words = said.as_ref().map(|said| format!("{} {}", dates.short(said.day), said.text));
        words.unwrap_or_default().replace('\n', " ")
    };
    let line = |label: Text, text: String| (lang.say(label).to_owned(), text);
    let lines = [
        line(words::projector::WHO, app.data.board.owner_of(it).cloned().unwrap_or_default()),
        line(words::projector::UNTIL, it.due.map(|due| dates.short(due)).unwrap_or_default()),
        line(words::projector::REPLY, said(&it.reply)),
        line(words::projector::RETURNED, said(&it.returned)),
        line(words::projector::OF_ITEM, item.unwrap_or_default()),
        line(
            words::projector::ASKED,
            if it.awaits_closing() { lang.say(words::projector::CLOSE).to_owned() } else { String::new() },
        ),
    ];
    let y = y + 2;
    labelled(memo, canvas, Rect { y, height: area.bottom().saturating_sub(y), ..area }, &lines);
}

/// One request for a later date.
pub(super) fn extension_page(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, id: ExtensionId) {
    let lang = canvas.lang;
    let Some(it) = app.data.board.extension(id) else { return gone(canvas, area) };
    let text = crate::report::subject_in_words(lang, &app.data.board, Subject::Extension(id));
    let body = heading(canvas, area, &text, &day_in_words(app));
    let answer = match &it.answer {
        None => lang.say(words::projector::UNANSWERED).to_owned(),
        Some(answer) if answer.granted => lang.fill(words::closed_loop::ExtensionGranted { to: &it.to }),
        Some(answer) => lang.fill(words::closed_loop::ExtensionRefused { to: &it.to, note: &answer.note }),
    };
    canvas.put_cut(body.x, body.y, body.width, &answer, if it.answer.is_none() { Role::Found } else { Role::Text });
    let work = app.data.board.work(it.node).unwrap_or_default();
    let light = app.data.board.light(it.node, app.day());
    let stands = light.map(|light| {
        let expected =
            light.situation.expected.map(|expected| format!("  {} {expected}%", lang.say(words::projector::EXPECTED)));
        let stands = percent_in_words(light.situation.known_percent());
        format!("{}  {stands}{}", light_word(lang, &light), expected.unwrap_or_default())
    });
    let line = |label: Text, text: String| (lang.say(label).to_owned(), text.replace('\n', " "));
    let lines = [
        line(words::projector::OF_ITEM, app.data.board.text(it.node).unwrap_or_default().to_owned()),
        line(words::projector::WHO, it.unit.clone().or(work.lead).unwrap_or_default()),
        line(words::projector::DUE_NOW, crate::report::date_range(lang, work.due)),
        line(words::projector::STANDS, stands.unwrap_or_default()),
        line(words::projector::WHY, it.reason.clone()),
    ];
    labelled(memo, canvas, Rect { y: body.y + 2, height: body.height.saturating_sub(2), ..body }, &lines);
}

fn gone(canvas: &mut Canvas<'_>, area: Rect) {
    canvas.put_cut(area.x, area.y + 1, area.width, canvas.lang.say(words::value::GONE), Role::Text);
}

pub(super) fn closing(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, part: usize) {
    let lang = canvas.lang;
    let title = if app.meeting().is_some() { words::projector::CLOSING_MEETING } else { words::projector::CLOSING };
    let body = heading(canvas, area, lang.say(title), &day_in_words(app));
    let decided = app.decided();
    if decided.is_empty() {
        canvas.put_cut(body.x, body.y, body.width, lang.say(words::projector::NOTHING_DECIDED), Role::Text);
        return;
    }
    let step = (body.height / DECISIONS_ON_A_PAGE as u16).clamp(2, 4);
    let shown = decided.iter().enumerate().skip(part * DECISIONS_ON_A_PAGE).take(DECISIONS_ON_A_PAGE);
    for ((at, id), row) in shown.zip(0..) {
        let Some(it) = app.data.board.directive(*id) else { continue };
        let y = body.y + row * step;
        let no = it.meeting.map_or(at as u32 + 1, |given| given.no);
        let item = it
            .item
            .and_then(|id| app.data.board.item(id))
            .map(|item| lang.fill(words::meeting::OfItem { no: &item.no }));
        let text = format!("{no}. {}{}", item.unwrap_or_default(), it.text.replace('\n', " "));
        let most = usize::from(step).saturating_sub(2).max(1);
        let place = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        let used = paragraph(memo, canvas, place, &text, most, Role::Text);
        if y + used < area.bottom() {
            canvas.put_cut(area.x + 3, y + used, area.width.saturating_sub(3), &charged(app, it), Role::Accent);
        }
    }
}

/// Who has to do it, and until when.
pub(super) fn charged(app: &App, it: &Directive) -> String {
    let issuer = it.issuer.as_ref().map(|issuer| format!("({issuer})"));
    let whose = [lead_in_words(app, app.data.board.owner_of(it)), due_in_words(app, it.due)];
    whose.into_iter().chain(issuer).collect::<Vec<_>>().join("  ")
}
