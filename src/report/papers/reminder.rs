//! 提醒单 and 催办单: a page for each unit that has something to hurry with: what is late or behind, what falls due, what it
//! has not reported, and which instructions it has not answered.

use chrono::{Days, NaiveDate};

use super::{AHEAD, lead_of, own_tasks, short_date, signature, table};
use crate::plan::{Board, Level, Light, Stage, UnitName, When};
use crate::report::dates::long_date;
use crate::report::document::{Block, Document};
use crate::report::light_prose::light_word;
use crate::words::{self, Lang};

/// The reminders of `day`, of one unit or of all that need one.
pub fn reminders(lang: Lang, board: &Board, only: Option<&str>, day: NaiveDate) -> Document {
    let mut document = Document::default();
    let charges = charges(board, day);
    let mut units: Vec<&UnitName> = charges.iter().map(|charge| charge.lead).collect();
    units.extend(board.directives.iter().filter_map(|directive| board.owner_of(directive)));
    units.sort_unstable();
    units.dedup();
    for unit in units.into_iter().filter(|unit| only.is_none_or(|only| only == *unit)) {
        let rows = rows(lang, &charges, unit, day);
        let asked = directives(lang, board, unit);
        if rows.is_empty() && asked.is_empty() {
            continue;
        }
        if !document.blocks.is_empty() {
            document.blocks.push(Block::PageBreak);
        }
        page(lang, board, unit, &rows, asked, day, &mut document);
    }
    document
}

/// An item to hurry with.
struct Row {
    is_late: bool,
    cells: Vec<String>,
}

/// What a unit answers for: an item, or a measure with a date of its own.
struct Charge<'a> {
    lead: &'a UnitName,
    number: String,
    text: &'a str,
    light: Light,
}

/// All that somebody answers for, items first, in the order of the plan.
fn charges(board: &Board, day: NaiveDate) -> Vec<Charge<'_>> {
    let items = board.items().iter().filter_map(|item| {
        let lead = item.work.lead.as_ref()?;
        Some(Charge { lead, number: item.no.to_string(), text: &item.title, light: board.light_of(item, day) })
    });
    let tasks = own_tasks(board, day).into_iter().filter_map(|(item, measure, light)| {
        let number = format!("{}-{}", item.no, item.position(measure.id)? + 1);
        Some(Charge { lead: lead_of(item, measure)?, number, text: &measure.text, light })
    });
    items.chain(tasks).collect()
}

/// What a unit has to hurry with.
fn rows(lang: Lang, charges: &[Charge<'_>], unit: &UnitName, day: NaiveDate) -> Vec<Row> {
    let soon = day.checked_add_days(Days::new(AHEAD)).unwrap_or(day);
    let hurries = |light: &Light| {
        let situation = &light.situation;
        let is_pressing = light.level <= Level::Yellow
            || situation.stale_days.is_some()
            || situation.due.is_some_and(|due| day <= due && due <= soon);
        is_pressing && matches!(situation.stage, Stage::Active | Stage::Review)
    };
    let mut found: Vec<&Charge<'_>> =
        charges.iter().filter(|charge| charge.lead == unit && hurries(&charge.light)).collect();
    // Sorting keeps the order of the plan among those that are as urgent.
    found.sort_by_key(|charge| charge.light.urgency());
    let row = |Charge { number, text, light, .. }: &Charge<'_>| Row {
        is_late: light.situation.days_late.is_some(),
        cells: vec![
            number.clone(),
            (*text).to_owned(),
            light.situation.due.map(|due| short_date(lang, due, day)).unwrap_or_default(),
            state(lang, light),
            asked(lang, light),
        ],
    };
    found.into_iter().map(row).collect()
}

/// How it stands; that no figure was given is said.
fn state(lang: Lang, light: &Light) -> String {
    let situation = &light.situation;
    let figure = situation.known_percent().map(|n| lang.fill(words::paper::PercentNow { n: &n }));
    let mut state =
        vec![light_word(lang, light), figure.unwrap_or_else(|| lang.say(words::paper::PERCENT_UNKNOWN).to_owned())];
    state.extend(situation.expected.map(|n| lang.fill(words::paper::PercentDue { n: &n })));
    state.extend(situation.stale_days.map(|n| lang.fill(words::paper::NotReported { n: &n })));
    lang.list(state)
}

/// What the unit is asked to do.
fn asked(lang: Lang, light: &Light) -> String {
    let situation = &light.situation;
    let is_behind = light.level <= Level::Yellow && !matches!(light.when, When::DueWithin { .. });
    let main = if situation.days_late.is_some() {
        Some(words::paper::DO_LATE)
    } else if is_behind {
        Some(words::paper::DO_BEHIND)
    } else {
        situation.stale_days.is_none().then_some(words::paper::DO_SOON)
    };
    let report = situation.stale_days.map(|_| words::paper::DO_REPORT);
    let asked: Vec<&str> = main.into_iter().chain(report).map(|text| lang.say(text)).collect();
    asked.join(lang.say(words::value::SEMICOLON))
}

fn directives(lang: Lang, board: &Board, unit: &str) -> Vec<String> {
    let waits = board
        .directives
        .iter()
        .filter(|it| it.awaits_reply() && it.closed.is_none() && board.owner_of(it).is_some_and(|owner| owner == unit));
    waits
        .map(|it| {
            let text = it.text.trim_end_matches(['。', '.']);
            match it.due {
                Some(due) => lang.fill(words::paper::DirectiveDue { text: &text, due: &long_date(lang, due) }),
                None => lang.fill(words::paper::DirectiveOpen { text: &text }),
            }
        })
        .collect()
}

fn page(
    lang: Lang,
    board: &Board,
    unit: &str,
    rows: &[Row],
    asked: Vec<String>,
    day: NaiveDate,
    document: &mut Document,
) {
    let is_late = rows.iter().any(|row| row.is_late);
    let title = if is_late { words::paper::URGE_TITLE } else { words::paper::REMIND_TITLE };
    document.blocks.push(Block::Title(lang.say(title).to_owned()));
    document.blocks.push(Block::Addressee(lang.fill(words::paper::ToUnit { unit: &unit })));
    if !rows.is_empty() {
        document.paragraph(lang.fill(words::paper::RemindIntro {
            title: &board.plan.title,
            day: &long_date(lang, day),
            n: &rows.len(),
        }));
        let columns = [
            (words::column::NUMBER, 2),
            (words::column::ITEM, 8),
            (words::paper::COLUMN_DUE, 4),
            (words::paper::COLUMN_STATE, 7),
            (words::paper::COLUMN_ASKED, 7),
        ];
        table(lang, document, &columns, rows.iter().map(|row| row.cells.clone()).collect());
    }
    if !asked.is_empty() {
        document.paragraph(lang.fill(words::paper::DirectivesIntro { n: &asked.len() }));
        for line in asked {
            document.paragraph(line);
        }
    }
    document.paragraph(lang.say(if is_late { words::paper::URGE_END } else { words::paper::REMIND_END }));
    document.blocks.push(signature(lang, board, day));
}
