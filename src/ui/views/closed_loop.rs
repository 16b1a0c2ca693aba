//! The closed loop of an item: each unit's part, instructions and what was replied, requests for later dates.

use crate::app::{App, Spot};
use crate::plan::{Item, Node};
use crate::report::{directive_head, short_date, stage_word};
use crate::ui::canvas::Canvas;
use crate::ui::doc::Doc;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;

/// Who has received the task, and how far each county is.
pub(super) fn parts(app: &App, doc: &mut Doc, item: &Item) {
    let lang = app.env.lang;
    let mut lines = Vec::new();
    let units = item.units();
    // The lead first, the others in their usual order.
    let known = app.data.board.units.iter().map(|unit| &unit.name).filter(|name| units.contains(*name));
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
            || lang.say("loop.not_acknowledged").into_owned(),
            |at| lang.fill("loop.acknowledged_at", &[("at", &app.data.board.zone.clock(at, "%m-%d %H:%M"))]),
        );
        let figure = part.percent.map(|percent| format!("{}%", percent.get())).unwrap_or_default();
        let stage = if is_county {
            stage_word(lang, item.stage_of_part(&unit))
        } else if is_lead {
            lang.say("field.lead").into_owned()
        } else {
            lang.say("field.support").into_owned()
        };
        let note = part.standing.note.clone().map(|note| format!("({note})")).unwrap_or_default();
        let words = [unit, format!("{stage}{note}"), figure, acknowledged];
        lines.push(words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("  "));
    }
    if lines.is_empty() {
        return;
    }
    doc.line(1, format!("{} {}", lang.say("node.parts"), lines.len()), Role::Accent);
    for line in lines {
        doc.line(3, line, Role::Text);
    }
    doc.gap();
}

pub(super) fn directives(app: &App, memo: &mut Memo, canvas: &Canvas<'_>, doc: &mut Doc, room: u16, node: Node) {
    let lang = app.env.lang;
    let year = app.data.board.plan.year;
    let (directives, extensions) = app.loop_of(node);
    let room = room.saturating_sub(4);
    let any = !directives.is_empty() || !extensions.is_empty();
    if !directives.is_empty() {
        doc.line(1, format!("{} {}", lang.say("node.directives"), directives.len()), Role::Accent);
    }
    for id in directives {
        let Some(it) = app.data.board.directive(id) else { continue };
        let spot = Some(Spot::Directive(id));
        let state = match (it.days_late(app.day()), &it.closed, &it.reply) {
            (_, Some(said), _) => lang.fill("loop.state_closed", &[("day", &short_date(said.day, year))]),
            (Some(n), None, None) => lang.fill("light.late", &[("n", &n)]),
            (_, None, Some(_)) => lang.say("loop.state_replied").into_owned(),
            (None, None, None) => lang.say("loop.state_open").into_owned(),
        };
        let head = format!("{}  {}  [{state}]", short_date(it.day, year), directive_head(lang, it));
        let late = it.closed.is_none() && it.days_late(app.day()).is_some();
        doc.paragraph(memo, canvas, 1, room + 2, &head, if late { Role::Trouble } else { Role::Dim }, spot);
        doc.paragraph(memo, canvas, 3, room, &it.text, Role::Text, spot);
        for (key, said) in
            [("loop.reply_of", &it.reply), ("loop.returned_by", &it.returned), ("loop.closed_by", &it.closed)]
        {
            if let Some(said) = said.as_ref().filter(|said| !said.text.is_empty()) {
                let words = lang.fill(key, &[("by", &app.data.board.called(&said.by)), ("text", &said.text)]);
                doc.paragraph(memo, canvas, 3, room, &words, Role::Dim, spot);
            }
        }
    }
    if !extensions.is_empty() {
        doc.line(1, format!("{} {}", lang.say("node.extensions"), extensions.len()), Role::Accent);
    }
    for id in extensions {
        let Some(it) = app.data.board.extension(id) else { continue };
        let spot = Some(Spot::Extension(id));
        let state = match &it.answer {
            None => lang.say("loop.extension_open").into_owned(),
            Some(answer) if answer.granted => lang.say("loop.extension_yes").into_owned(),
            Some(answer) => lang.fill("loop.extension_no", &[("note", &answer.note)]),
        };
        let by = it.unit.as_deref().unwrap_or_else(|| app.data.board.called(&it.author));
        let words = format!("{}  {by} → {}  [{state}]  {}", short_date(it.day, year), it.to, it.reason);
        doc.paragraph(memo, canvas, 1, room + 2, &words, Role::Text, spot);
    }
    if any {
        doc.gap();
    }
}
