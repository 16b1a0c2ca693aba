//! One text to type, with what it will come to.

use ratatui::layout::{Position, Rect};

use super::window::{field, rows_of, window_beside};
use crate::app::{App, Prompt, Purpose, ReviewText, SettingText};
use crate::plan::{Delta, Field, FieldChange};
use crate::read::Meant;
use crate::report::{Term, field_value};
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::text::wrap;
use crate::ui::theme::Role;
use crate::words::{self, Lang, Text};

pub(super) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, prompt: &Prompt) -> Position {
    let width = 72.min(area.width);
    let long = match &prompt.purpose {
        Purpose::Field(field) => field.is_long(),
        purpose => {
            matches!(
                purpose,
                Purpose::Text(_) | Purpose::NewMeasure(_) | Purpose::Split(_) | Purpose::Reply(_) | Purpose::NewUnits
            )
        }
    };
    let rows = if long { 5 } else { 1 };
    // Dates are read and doubted once for each text, not for each frame.
    let found = app.nav.search.as_ref().map(|search| search.hits.len());
    let about = (prompt.editor.text(), prompt.trouble.is_some(), std::mem::discriminant(&prompt.purpose), found);
    let basis = (about, &prompt.targets, app.basis());
    let hint = memo.said(basis, || hint(app, prompt));
    let inside_width = usize::from(width - 4);
    let hint_lines = wrap(&hint, inside_width, canvas.wide);
    // Why it was not taken stands first; what somebody else has done meanwhile hides nothing.
    let said = [&prompt.trouble, &prompt.theirs].into_iter().flatten();
    let said: Vec<&str> =
        said.flat_map(|said| wrap(said, inside_width, canvas.wide).into_iter().map(move |line| &said[line])).collect();
    let height = 2 + rows + hint_lines.len() as u16 + said.len() as u16;
    let about = rows_of(memo, &prompt.targets);
    let inside = window_beside(canvas, area, &app.prompt_title(prompt), (width, height), about.as_ref());
    let cursor = field(canvas, Rect { height: rows.min(inside.height), ..inside }, &prompt.editor);
    let mut y = inside.y + rows;
    for line in said {
        if y < inside.bottom() {
            canvas.fill(Rect { y, height: 1, ..inside }, Role::Found);
            canvas.put(inside.x, y, inside.width, line, Role::Found);
        }
        y += 1;
    }
    for line in hint_lines {
        if y < inside.bottom() {
            canvas.put(inside.x, y, inside.width, &hint[line], Role::PopupDim);
        }
        y += 1;
    }
    cursor
}

/// What the text may be, what it is now, and what it will come to.
fn hint(app: &App, prompt: &Prompt) -> String {
    let lang = app.env.lang;
    match app.due_preview(prompt) {
        // Said above already.
        Some(Err(_)) if prompt.trouble.is_some() => {}
        Some(Ok(meant)) => {
            let doubts = app.date_doubts(prompt);
            // A due date that has passed may be meant, and is red at once: said, not asked.
            let is_due = matches!(prompt.purpose, Purpose::Field(Field::Due));
            let passed = meant.due().ok().filter(|due| is_due && *due < app.day());
            let passed = passed.map(|due| lang.fill(words::prompt::Passed { n: &(app.day() - due).num_days() }));
            let said = std::iter::once(meant_in_words(lang, meant)).chain(passed).chain(doubts);
            return said.collect::<Vec<_>>().join("  ");
        }
        Some(Err(trouble)) => return trouble,
        None => {}
    }
    if let Some(trouble) = app.prompt_told(prompt).filter(|_| prompt.trouble.is_none()) {
        return trouble;
    }
    let hint = match &prompt.purpose {
        Purpose::Reply(_) => words::prompt::HINT_REPLY,
        Purpose::ReturnDirective(_) | Purpose::RefuseExtension(_) | Purpose::ReturnPart(_) => {
            words::prompt::HINT_REASON
        }
        Purpose::NewPerson => words::prompt::HINT_NEW_PERSON,
        Purpose::AddPoint(_) => words::prompt::HINT_ADD_POINT,
        Purpose::Since => words::prompt::HINT_SINCE,
        Purpose::Past => words::prompt::HINT_PAST,
        Purpose::NewItem(_) => words::prompt::HINT_NEW_ITEM,
        Purpose::MoveItem(..) => words::prompt::HINT_MOVE_ITEM,
        Purpose::RemoveItem(_) => words::prompt::HINT_REMOVE_ITEM,
        Purpose::PlanTitle | Purpose::Review(ReviewText::Title | ReviewText::Issuer) => words::prompt::HINT_TEXT,
        Purpose::Review(ReviewText::Period) => words::prompt::HINT_PLAN_PERIOD,
        Purpose::Review(ReviewText::Due) => words::review::HINT_DUE,
        Purpose::NewSection | Purpose::SectionHeading(_) => words::prompt::HINT_HEADING,
        Purpose::ItemNumber(_) => words::prompt::HINT_ITEM_NUMBER,
        Purpose::MergeItem(..) => words::prompt::HINT_REMOVE_ITEM,
        Purpose::NewUnits => words::units::HINT_ADD,
        Purpose::RenameUnit(_) => words::units::HINT_RENAME,
        Purpose::ImportPath => words::prompt::HINT_IMPORT_PATH,
        Purpose::Setting(SettingText::RuleFigures(at)) => app.rule_figures_wanted(*at),
        Purpose::Setting(SettingText::RuleWord(_)) => words::settings::HINT_WORD,
        Purpose::Setting(SettingText::SchoolDay(..)) => words::settings::HINT_DAY,
        Purpose::Setting(SettingText::Leaders) => words::settings::HINT_ASK_LEADERS,
        Purpose::PlanPeriod => words::prompt::HINT_PLAN_PERIOD,
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
    let [node] = prompt.targets.as_slice() else { return hint };
    let own =
        || Some(*node).filter(|_| prompt.purpose == Purpose::Field(Field::Percent)).and_then(|it| app.own_part(it));
    let unit = if let Purpose::PartPercent(unit) = &prompt.purpose { Some(unit.clone()) } else { own() };
    if let Some(unit) = unit {
        let part = app.data.board.item(node.item).map(|item| item.part(&unit));
        let figure = part.and_then(|part| part.percent).map_or_else(|| "-".to_owned(), |it| format!("{}%", it.get()));
        return lang.fill(words::prompt::Now { hint: &hint, value: &figure });
    }
    let Purpose::Field(field) = &prompt.purpose else { return hint };
    match app.data.board.work(*node).and_then(|work| now(*field, &work)) {
        Some(change) => lang.fill(words::prompt::Now { hint: &hint, value: &field_value(lang, &change, false) }),
        None => hint,
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
        Field::Percent => FieldChange::Percent(Delta::new(work.percent, work.percent)),
        Field::Due => FieldChange::Due(Delta::new(work.due, work.due)),
        Field::Start => FieldChange::Start(Delta::new(work.start, work.start)),
        // Their value is what the prompt begins with.
        Field::Standing
        | Field::Lead
        | Field::Support
        | Field::Leader
        | Field::Counties
        | Field::Target
        | Field::Cadence
        | Field::Forecast
        | Field::Lever
        | Field::Safeguard => return None,
    })
}

/// The day, the days or the cadence that a phrase comes to.
fn meant_in_words(lang: Lang, meant: Meant) -> String {
    match meant {
        Meant::Day(day) => lang.fill(words::prompt::DateIs { day: &day }),
        Meant::Span { first, last } => lang.fill(words::prompt::SpanIs { first: &first, last: &last }),
        Meant::Recurring { cadence, whole } => {
            let cadence = &lang.say(cadence.text());
            let is = lang.fill(words::prompt::CadenceIs { cadence });
            if whole { is } else { format!("{is}  {}", lang.fill(words::prompt::CadenceOnly { cadence })) }
        }
    }
}
