//! One text to type, with what it will come to.

use ratatui::layout::{Position, Rect};

use super::{field, window};
use crate::app::{App, Prompt, Purpose};
use crate::plan::{Field, FieldChange, Swap};
use crate::report::{clip, field_value};
use crate::ui::canvas::Canvas;
use crate::ui::text::wrap;
use crate::ui::theme::Role;

pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, area: Rect, prompt: &Prompt) -> Position {
    let width = 72.min(area.width);
    let long = matches!(
        prompt.purpose,
        Purpose::Text(_)
            | Purpose::NewMeasure(_)
            | Purpose::Split(_)
            | Purpose::Reply(_)
            | Purpose::Field(Field::Lever | Field::Safeguard | Field::Target)
    );
    let rows = if long { 5 } else { 1 };
    let hint = hint(app, prompt);
    let inside_width = usize::from(width - 4);
    let hint_lines = wrap(&hint, inside_width, canvas.wide);
    let said = prompt.theirs.as_ref().or(prompt.trouble.as_ref());
    let said_lines = said.map(|said| wrap(said, inside_width, canvas.wide)).unwrap_or_default();
    let height = 2 + rows + hint_lines.len() as u16 + said_lines.len() as u16;
    let inside = window(canvas, area, &title(app, prompt), (width, height));
    let cursor = field(canvas, Rect { height: rows.min(inside.height), ..inside }, &prompt.editor);
    let mut y = inside.y + rows;
    if let Some(said) = said {
        for line in said_lines {
            canvas.fill(Rect { y, height: 1, ..inside }, Role::Found);
            canvas.put(inside.x, y, inside.width, &said[line], Role::Found);
            y += 1;
        }
    }
    for line in hint_lines {
        if y < inside.bottom() {
            canvas.put(inside.x, y, inside.width, &hint[line], Role::PopupDim);
        }
        y += 1;
    }
    cursor
}

fn title(app: &App, prompt: &Prompt) -> String {
    let lang = app.env.lang;
    let subject = app.prompt_subject(&prompt.targets);
    let said = |key: &str, id: &crate::plan::DirectiveId| {
        let text = app.data.board.directive(*id).map(|it| clip(&it.text, 28)).unwrap_or_default();
        format!("{}  {text}", lang.say(key))
    };
    let what = match &prompt.purpose {
        Purpose::Reply(id) => return said("prompt.reply", id),
        Purpose::ReturnDirective(id) => return said("prompt.return_directive", id),
        Purpose::RefuseExtension(_) => lang.say("prompt.refuse_extension"),
        Purpose::ReturnPart(unit) => return lang.fill("prompt.return_part", &[("subject", &subject), ("unit", unit)]),
        Purpose::NewPerson => return lang.say("prompt.new_person").into_owned(),
        Purpose::AddPoint => return lang.say("prompt.add_point").into_owned(),
        Purpose::Since => return lang.say("prompt.since").into_owned(),
        Purpose::Past => return lang.say("prompt.past").into_owned(),
        Purpose::PartPercent(unit) => return format!("{subject} {unit} {}", lang.say("field.percent")),
        Purpose::Field(field) => lang.say(&format!("field.{}", field.code())),
        Purpose::Reason(stage) => {
            return lang
                .fill("prompt.reason", &[("subject", &subject), ("stage", &crate::report::stage_word(lang, *stage))]);
        }
        Purpose::Text(_) => lang.say("prompt.text"),
        Purpose::NewMeasure(_) => lang.say("prompt.new_measure"),
        Purpose::Split(_) => lang.say("prompt.split"),
        Purpose::GoTo => return lang.say("prompt.go_to").into_owned(),
        Purpose::Day => return lang.say("prompt.day").into_owned(),
        Purpose::Search => return lang.say("prompt.search").into_owned(),
    };
    let text = match prompt.targets.as_slice() {
        [node] => app.data.board.text(*node).map(|text| clip(text, 20)).unwrap_or_default(),
        _ => String::new(),
    };
    let unit = match (&prompt.purpose, prompt.targets.as_slice()) {
        (Purpose::Field(Field::Percent), [node]) => app.own_part(*node).map(|unit| format!("{unit} ")),
        _ => None,
    };
    format!("{subject} {}{what}  {text}", unit.unwrap_or_default())
}

/// What the text may be, what it is now, and what it will come to.
fn hint(app: &App, prompt: &Prompt) -> String {
    let lang = app.env.lang;
    match app.due_preview(prompt) {
        // Said above already.
        Some(Err(_)) if prompt.trouble.is_some() => {}
        Some(Ok(day)) => return lang.fill("prompt.date_is", &[("day", &day)]),
        Some(Err(trouble)) => return trouble,
        None => {}
    }
    let key = match &prompt.purpose {
        Purpose::Reply(_) => "prompt.hint_reply".to_owned(),
        Purpose::ReturnDirective(_) | Purpose::RefuseExtension(_) | Purpose::ReturnPart(_) => {
            "prompt.hint_reason".to_owned()
        }
        Purpose::NewPerson => "prompt.hint_new_person".to_owned(),
        Purpose::AddPoint => "prompt.hint_add_point".to_owned(),
        Purpose::Since => "prompt.hint_since".to_owned(),
        Purpose::Past => "prompt.hint_past".to_owned(),
        Purpose::PartPercent(_) => "prompt.hint_percent".to_owned(),
        Purpose::Field(field) => format!("prompt.hint_{}", field.code()),
        Purpose::Reason(_) => "prompt.hint_reason".to_owned(),
        Purpose::Text(_) | Purpose::NewMeasure(_) => "prompt.hint_text".to_owned(),
        Purpose::Split(_) => "prompt.hint_split".to_owned(),
        Purpose::GoTo => "prompt.hint_go_to".to_owned(),
        Purpose::Day => "prompt.hint_day".to_owned(),
        Purpose::Search => match &app.nav.search {
            Some(search) if !prompt.editor.is_blank() => {
                return lang.fill("prompt.found", &[("n", &search.hits.len())]);
            }
            _ => "prompt.hint_search".to_owned(),
        },
    };
    let hint = lang.say(&key).into_owned();
    match (&prompt.purpose, prompt.targets.as_slice()) {
        (Purpose::Field(Field::Percent), [node]) if app.own_part(*node).is_some() => {
            let part = app.own_part(*node).and_then(|unit| Some(app.data.board.item(node.item)?.part(&unit)));
            let figure =
                part.and_then(|part| part.percent).map_or_else(|| "-".to_owned(), |it| format!("{}%", it.get()));
            lang.fill("prompt.now", &[("hint", &hint), ("value", &figure)])
        }
        (Purpose::Field(field), [node]) => match app.data.board.work(*node).and_then(|work| now(*field, &work)) {
            Some(change) => lang.fill("prompt.now", &[("hint", &hint), ("value", &field_value(lang, &change, false))]),
            None => hint,
        },
        _ => hint,
    }
}

/// The present value, as a change to nothing else.
fn now(field: Field, work: &crate::plan::Work) -> Option<FieldChange> {
    Some(match field {
        Field::Percent => FieldChange::Percent(Swap::new(work.percent, work.percent)),
        Field::Due => FieldChange::Due(Swap::new(work.due, work.due)),
        Field::Start => FieldChange::Start(Swap::new(work.start, work.start)),
        _ => return None,
    })
}
