//! The closed loop of an item: each unit's part, instructions and what was replied, requests for later dates.

use crate::app::{App, Spot};
use crate::plan::{Item, Node, Said};
use crate::report::{Term, directive_head};
use crate::ui::canvas::Canvas;
use crate::ui::doc::Doc;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Lang};

/// Who has received the task, and how far each county is.
pub(super) fn parts(app: &App, doc: &mut Doc, item: &Item) {
    let lang = app.env.lang;
    let mut lines = Vec::new();
    let units = item.units();
    // The lead first, the others in their usual order.
    let order = app.data.board.units_in_order();
    let known = order.iter().map(|unit| &unit.name).filter(|name| units.contains(*name));
    let ordered = item.work.lead.iter().chain(known.filter(|name| Some(*name) != item.work.lead.as_ref()));
    let shared = !item.parts.is_empty() || !item.work.counties.is_empty();
    for unit in ordered.filter(|_| shared).cloned() {
        let part = item.part(&unit);
        let is_lead = item.work.lead.as_ref() == Some(&unit);
        let is_county = item.work.counties.contains(&unit) && !is_lead;
        if part.acknowledged.is_none() && !is_county && !is_lead {
            continue;
        }
        let acknowledged = part.acknowledged.map_or_else(
            || lang.say(words::closed_loop::NOT_ACKNOWLEDGED).to_owned(),
            |at| lang.fill(words::closed_loop::AcknowledgedAt { at: &app.dates().stamp(at) }),
        );
        let figure = part.percent.map(|percent| format!("{}%", percent.get())).unwrap_or_default();
        let stage = if is_county {
            lang.say(item.stage_of_part(&unit).text())
        } else if is_lead {
            lang.say(words::field::LEAD)
        } else {
            lang.say(words::field::SUPPORT)
        };
        let note = part.standing.note.clone().map(|note| format!("({note})")).unwrap_or_default();
        let words = [unit, format!("{stage}{note}"), figure, acknowledged];
        lines.push(words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("  "));
    }
    if lines.is_empty() {
        return;
    }
    doc.line(1, format!("{} {}", lang.say(words::node::PARTS), lines.len()), Role::Accent);
    for line in lines {
        doc.line(3, line, Role::Text);
    }
    doc.gap();
}

pub(super) fn directives(app: &App, memo: &mut Memo, canvas: &Canvas<'_>, doc: &mut Doc, room: u16, node: Node) {
    let lang = app.env.lang;
    let dates = app.dates();
    let (directives, extensions) = app.loop_of(node);
    let room = room.saturating_sub(4);
    let any = !directives.is_empty() || !extensions.is_empty();
    if !directives.is_empty() {
        doc.line(1, format!("{} {}", lang.say(words::node::DIRECTIVES), directives.len()), Role::Accent);
    }
    for id in directives {
        let Some(it) = app.data.board.directive(id) else { continue };
        let spot = Some(Spot::Directive(id));
        let state = match (it.days_late(app.day()), &it.closed, &it.reply) {
            (_, Some(said), _) => lang.fill(words::closed_loop::StateClosed { day: &dates.short(said.day) }),
            (Some(n), None, None) => lang.fill(words::light::Late { n: &n }),
            (_, None, Some(_)) => lang.say(words::closed_loop::STATE_REPLIED).to_owned(),
            (None, None, None) => lang.say(words::closed_loop::STATE_OPEN).to_owned(),
        };
        let head = format!("{}  {}  [{state}]", dates.short(it.day), directive_head(lang, it));
        let late = it.closed.is_none() && it.days_late(app.day()).is_some();
        doc.paragraph(memo, canvas, 1, room + 2, &head, if late { Role::Trouble } else { Role::Dim }, spot);
        doc.paragraph(memo, canvas, 3, room, &it.text, Role::Text, spot);
        let told = |said: &Option<Said>, words: fn(Lang, &str, &str) -> String| {
            let said = said.as_ref().filter(|said| !said.text.is_empty())?;
            Some(words(lang, app.data.board.called(&said.by), &said.text))
        };
        let lines = [
            told(&it.reply, |lang, by, text| lang.fill(words::closed_loop::ReplyOf { by: &by, text: &text })),
            told(&it.returned, |lang, by, text| lang.fill(words::closed_loop::ReturnedBy { by: &by, text: &text })),
            told(&it.closed, |lang, by, text| lang.fill(words::closed_loop::ClosedBy { by: &by, text: &text })),
        ];
        for words in lines.into_iter().flatten() {
            doc.paragraph(memo, canvas, 3, room, &words, Role::Dim, spot);
        }
    }
    if !extensions.is_empty() {
        doc.line(1, format!("{} {}", lang.say(words::node::EXTENSIONS), extensions.len()), Role::Accent);
    }
    for id in extensions {
        let Some(it) = app.data.board.extension(id) else { continue };
        let spot = Some(Spot::Extension(id));
        let state = match &it.answer {
            None => lang.say(words::closed_loop::EXTENSION_OPEN).to_owned(),
            Some(answer) if answer.granted => lang.say(words::closed_loop::EXTENSION_YES).to_owned(),
            Some(answer) => lang.fill(words::closed_loop::ExtensionNo { note: &answer.note }),
        };
        let by = it.unit.as_deref().unwrap_or_else(|| app.data.board.called(&it.author));
        let words = format!("{}  {by} → {}  [{state}]  {}", dates.short(it.day), it.to, it.reason);
        doc.paragraph(memo, canvas, 1, room + 2, &words, Role::Text, spot);
    }
    if any {
        doc.gap();
    }
}
