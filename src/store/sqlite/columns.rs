//! Columns: how work is spread over the columns that `item` and `measure` have in common.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::types::{FromSqlError, Type, Value};
use rusqlite::{Error, Result, Row};

use crate::plan::{
    Cadence, Delta, Due, FieldChange, Forecast, Percent, Stage, Standing, Target, UnitName, Work, clean_line,
    clean_text, is_clean,
};

/// The columns, in the order in which [`work`] reads them.
pub(super) const WORK: &str = "stage, stage_note, finished, percent, due, due_original, extensions, start, lead, support, \
     leader, counties, target, target_value, target_unit, cadence, forecast, lever, safeguard, assigned";

/// Reads [`WORK`] from the columns at `first` and after.
pub(super) fn work(row: &Row<'_>, first: usize) -> Result<Work> {
    let text = |at: usize| -> Result<Option<String>> {
        Ok(row.get::<_, Option<String>>(first + at)?.map(|text| clean_line(&text)))
    };
    let code = |at: usize| row.get::<_, Option<String>>(first + at);
    Ok(Work {
        standing: Standing {
            stage: known(code(0)?, first, Stage::from_code)?.unwrap_or_default(),
            note: text(1)?,
            finished: row.get(first + 2)?,
            assigned: row.get(first + 19)?,
        },
        percent: percent(row.get(first + 3)?, first + 3)?,
        due: Due { current: row.get(first + 4)?, original: row.get(first + 5)?, extensions: row.get(first + 6)? },
        start: row.get(first + 7)?,
        lead: text(8)?,
        support: names(code(9)?, first + 9)?,
        leader: text(10)?,
        counties: names(code(11)?, first + 11)?,
        target: match text(12)? {
            Some(target) => Some(Target { text: target, value: row.get(first + 13)?, unit: text(14)? }),
            None => None,
        },
        cadence: known(code(15)?, first + 15, Cadence::from_code)?,
        forecast: known(code(16)?, first + 16, Forecast::from_code)?.unwrap_or_default(),
        lever: text(17)?,
        safeguard: text(18)?,
    })
}

/// A percentage column.
pub(super) fn percent(value: Option<i64>, at: usize) -> Result<Option<Percent>> {
    let convert = |value| {
        Percent::try_from(value).map_err(|error| Error::FromSqlConversionFailure(at, Type::Integer, Box::new(error)))
    };
    value.map(convert).transpose()
}

pub(super) fn known<T>(code: Option<String>, at: usize, find: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    let convert = |code: String| {
        find(&code).ok_or_else(|| Error::FromSqlConversionFailure(at, Type::Text, Box::new(FromSqlError::InvalidType)))
    };
    code.map(convert).transpose()
}

pub(super) fn names(json: Option<String>, at: usize) -> Result<BTreeSet<UnitName>> {
    let json = json.unwrap_or_default();
    if json == "[]" {
        return Ok(BTreeSet::new());
    }
    let names: Vec<String> = serde_json::from_str(&json)
        .map_err(|error| Error::FromSqlConversionFailure(at, Type::Text, Box::new(error)))?;
    Ok(names.iter().map(|name| clean_line(name)).collect())
}

/// The columns that a change touches, with what they become.
pub(super) fn touched(change: &FieldChange) -> Vec<(&'static str, Value)> {
    match change {
        FieldChange::Standing(swap) => vec![
            ("stage", each(swap, |s| Value::from(s.stage.code().to_owned()))),
            ("stage_note", each(swap, |s| s.note.clone().into())),
            ("finished", each(swap, |s| date(s.finished))),
            ("assigned", each(swap, |s| date(s.assigned))),
        ],
        FieldChange::Percent(swap) => vec![("percent", each(swap, |p| p.map(i64::from).into()))],
        FieldChange::Due(swap) => vec![
            ("due", each(swap, |due| date(due.current))),
            ("due_original", each(swap, |due| date(due.original))),
            ("extensions", each(swap, |due| i64::from(due.extensions).into())),
        ],
        FieldChange::Start(swap) => vec![("start", each(swap, |day| date(*day)))],
        FieldChange::Lead(swap) => vec![("lead", each(swap, |name| name.clone().into()))],
        FieldChange::Support(swap) => vec![("support", each(swap, list))],
        FieldChange::Leader(swap) => vec![("leader", each(swap, |name| name.clone().into()))],
        FieldChange::Counties(swap) => vec![("counties", each(swap, list))],
        FieldChange::Target(swap) => vec![
            ("target", each(swap, |t| t.as_ref().map(|t| t.text.clone()).into())),
            ("target_value", each(swap, |t| t.as_ref().and_then(|t| t.value).into())),
            ("target_unit", each(swap, |t| t.as_ref().and_then(|t| t.unit.clone()).into())),
        ],
        FieldChange::Cadence(swap) => vec![("cadence", each(swap, |c| c.map(|c| c.code().to_owned()).into()))],
        FieldChange::Forecast(swap) => vec![("forecast", each(swap, |f| f.code().to_owned().into()))],
        FieldChange::Lever(swap) => vec![("lever", each(swap, |text| text.clone().into()))],
        FieldChange::Safeguard(swap) => vec![("safeguard", each(swap, |text| text.clone().into()))],
    }
}

fn each<T>(swap: &Delta<T>, value: impl Fn(&T) -> Value) -> Value {
    value(&swap.after)
}

fn date(day: Option<NaiveDate>) -> Value {
    day.map(|day| day.to_string()).into()
}

fn list(names: &BTreeSet<UnitName>) -> Value {
    // A list of strings always has a JSON form.
    serde_json::to_string(names).unwrap_or_else(|_| "[]".to_owned()).into()
}

/// A single line of text. Anybody with the file could have written it.
pub(super) fn line(row: &Row<'_>, at: usize) -> Result<String> {
    let text: String = row.get(at)?;
    Ok(if is_clean(&text) && !text.contains(['\n', '\t']) { text } else { clean_line(&text) })
}

/// A text of several lines.
pub(super) fn text(row: &Row<'_>, at: usize) -> Result<String> {
    let text: String = row.get(at)?;
    Ok(if is_clean(&text) { text } else { clean_text(&text) })
}
