//! One text to type, with what it will come to.

use ratatui::layout::{Position, Rect};

use super::{field, window};
use crate::app::{App, Prompt, Purpose};
use crate::plan::{Field, FieldChange, Swap};
use crate::report::{Term, clip, field_value};
use crate::ui::canvas::Canvas;
use crate::ui::text::wrap;
use crate::ui::theme::Role;
use crate::words::{self, Text};

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
    let said = |what: Text, id: &crate::plan::DirectiveId| {
        let text = app.data.board.directive(*id).map(|it| clip(&it.text, 28)).unwrap_or_default();
        format!("{}  {text}", lang.say(what))
    };
    let what = match &prompt.purpose {
        Purpose::Reply(id) => return said(words::prompt::REPLY, id),
        Purpose::ReturnDirective(id) => return said(words::prompt::RETURN_DIRECTIVE, id),
        Purpose::RefuseExtension(_) => lang.say(words::prompt::REFUSE_EXTENSION),
        Purpose::ReturnPart(unit) => return lang.fill(words::prompt::ReturnPart { subject: &subject, unit }),
        Purpose::NewPerson => return lang.say(words::prompt::NEW_PERSON).to_owned(),
        Purpose::AddPoint => return lang.say(words::prompt::ADD_POINT).to_owned(),
        Purpose::Since => return lang.say(words::prompt::SINCE).to_owned(),
        Purpose::Past => return lang.say(words::prompt::PAST).to_owned(),
        Purpose::PartPercent(unit) => return format!("{subject} {unit} {}", lang.say(words::field::PERCENT)),
        Purpose::Field(field) => lang.say(field.text()),
        Purpose::Reason(stage) => {
            return lang.fill(words::prompt::Reason { subject: &subject, stage: &lang.say(stage.text()) });
        }
        Purpose::Text(_) => lang.say(words::prompt::TEXT),
        Purpose::NewMeasure(_) => lang.say(words::prompt::NEW_MEASURE),
        Purpose::Split(_) => lang.say(words::prompt::SPLIT),
        Purpose::GoTo => return lang.say(words::prompt::GO_TO).to_owned(),
        Purpose::Day => return lang.say(words::prompt::DAY).to_owned(),
        Purpose::Search => return lang.say(words::prompt::SEARCH).to_owned(),
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
        Some(Ok(day)) => return lang.fill(words::prompt::DateIs { day: &day }),
        Some(Err(trouble)) => return trouble,
        None => {}
    }
    let hint = match &prompt.purpose {
        Purpose::Reply(_) => words::prompt::HINT_REPLY,
        Purpose::ReturnDirective(_) | Purpose::RefuseExtension(_) | Purpose::ReturnPart(_) => {
            words::prompt::HINT_REASON
        }
        Purpose::NewPerson => words::prompt::HINT_NEW_PERSON,
        Purpose::AddPoint => words::prompt::HINT_ADD_POINT,
        Purpose::Since => words::prompt::HINT_SINCE,
        Purpose::Past => words::prompt::HINT_PAST,
        Purpose::PartPercent(_) => words::prompt::HINT_PERCENT,
        Purpose::Field(field) => field_hint(*field),
        Purpose::Reason(_) => words::prompt::HINT_REASON,
        Purpose::Text(_) | Purpose::NewMeasure(_) => words::prompt::HINT_TEXT,
        Purpose::Split(_) => words::prompt::HINT_SPLIT,
        Purpose::GoTo => words::prompt::HINT_GO_TO,
        Purpose::Day => words::prompt::HINT_DAY,
        Purpose::Search => match &app.nav.search {
            Some(search) if !prompt.editor.is_blank() => {
                return lang.fill(words::prompt::Found { n: &search.hits.len() });
            }
            _ => words::prompt::HINT_SEARCH,
        },
    };
    let hint = lang.say(hint).to_owned();
    match (&prompt.purpose, prompt.targets.as_slice()) {
        (Purpose::Field(Field::Percent), [node]) if app.own_part(*node).is_some() => {
            let part = app.own_part(*node).and_then(|unit| Some(app.data.board.item(node.item)?.part(&unit)));
            let figure =
                part.and_then(|part| part.percent).map_or_else(|| "-".to_owned(), |it| format!("{}%", it.get()));
            lang.fill(words::prompt::Now { hint: &hint, value: &figure })
        }
        (Purpose::Field(field), [node]) => match app.data.board.work(*node).and_then(|work| now(*field, &work)) {
            Some(change) => lang.fill(words::prompt::Now { hint: &hint, value: &field_value(lang, &change, false) }),
            None => hint,
        },
        _ => hint,
    }
}

/// What may be typed for a field; those with a list to choose from have none and are never typed.
fn field_hint(field: Field) -> Text {
    match field {
        Field::Percent => words::prompt::HINT_PERCENT,
        Field::Due => words::prompt::HINT_DUE,
        Field::Start => words::prompt::HINT_START,
        Field::Target => words::prompt::HINT_TARGET,
        Field::Lever => words::prompt::HINT_LEVER,
        Field::Safeguard => words::prompt::HINT_SAFEGUARD,
        Field::Standing
        | Field::Lead
        | Field::Support
        | Field::Leader
        | Field::Counties
        | Field::Cadence
        | Field::Forecast => words::prompt::HINT_TEXT,
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
