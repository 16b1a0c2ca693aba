//! Dates as people write them: `6月底前`, `10月中旬`, `+2周`, `秋季开学前`, `3月—5月`, `每月25日前`. Each kind of phrase is a
//! file of its own; here is only the order in which they are tried, and what is asked of them from outside.

mod dates;
mod english;
mod events;
mod meant;
mod recurring;
mod relative;
mod wording;
mod year;

use chrono::{Datelike, NaiveDate};

use crate::plan::Calendar;

use meant::Found;
pub use meant::{DueError, Meant};
use wording::{prepared, without_before};
use year::Resolver;

/// What `phrase` comes to. `today` is for phrases counted from now, the calendar for dates without a year.
pub fn parse_when(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Result<Meant, DueError> {
    when(phrase, Some(today), calendar)
}

/// The same in a document: nobody knows what `两周内` there was counted from, so that such phrases are not understood.
pub fn parse_written(phrase: &str, calendar: &Calendar<'_>) -> Result<Meant, DueError> {
    when(phrase, None, calendar)
}

/// The last day in time that `phrase` names.
pub fn parse_due(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Result<NaiveDate, DueError> {
    parse_when(phrase, today, calendar)?.due()
}

/// The day that `phrase` names for something to be done: said in December, `1月10日` and `春节前` are next year's.
pub fn parse_coming_due(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Result<NaiveDate, DueError> {
    /// What is named without a year and lies further off is a slip, not the next year.
    const WITHIN: i64 = 200;
    coming(phrase, today, calendar, WITHIN)?.due()
}

/// What `phrase` comes to as the date of an item. The plan's period decides; only what is over in it and comes again
/// around the turn of the year is that of the next.
pub fn parse_item_when(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Result<Meant, DueError> {
    const WITHIN: i64 = 62;
    coming(phrase, today, calendar, WITHIN)
}

fn coming(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>, within: i64) -> Result<Meant, DueError> {
    let found = parse_when(phrase, today, calendar)?;
    let Ok(due) = found.due() else { return Ok(found) };
    let is_near = |day: NaiveDate| (0..=within).contains(&(day - today).num_days());
    let following = Calendar { period: calendar.period.following(), ..*calendar };
    let next = || parse_when(phrase, today, &following).ok().filter(|meant| meant.due().is_ok_and(is_near));
    Ok(if due < today { next().unwrap_or(found) } else { found })
}

/// The day that `phrase` names for somebody who looks back: `10号` and `周一` are the last such days.
pub fn parse_past_day(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Result<NaiveDate, DueError> {
    let text = said(phrase)?;
    match relative::last_such_day(&text, today) {
        Some(day) => Ok(day),
        None => parse_due(phrase, today, calendar),
    }
}

/// A phrase in plain wording, in Chinese.
fn said(phrase: &str) -> Result<String, DueError> {
    let text = prepared(phrase)?;
    Ok(english::in_chinese(&text).unwrap_or(text))
}

fn when(phrase: &str, today: Option<NaiveDate>, calendar: &Calendar<'_>) -> Result<Meant, DueError> {
    let text = said(phrase)?;
    if let Some(cadence) = recurring::recurring(&text) {
        return Ok(Meant::Recurring(cadence));
    }
    if text.starts_with("截至") || text.starts_with("截止") || is_window(&text) {
        return Err(DueError::Window);
    }
    if let Some(span) = span(&text, today, calendar) {
        return span;
    }
    // In a document any day shows whether a phrase is counted from one.
    match (relative::relative(&text, today.unwrap_or(calendar.period.first()), calendar), today) {
        (Some(found), Some(_)) => found,
        (Some(_), None) => Err(DueError::Unknown),
        (None, _) => fixed(&text, today, calendar),
    }
    .map(Meant::Day)
}

/// A day that does not depend on when it is said, but for `今年` and `明年`.
fn fixed(text: &str, today: Option<NaiveDate>, calendar: &Calendar<'_>) -> Found {
    let (text, before) = without_before(text).map_or((text, false), |rest| (rest, true));
    let (said, rest) = dates::leading_year(text, today, calendar, before);
    let by = Resolver { said, today, calendar };
    let found = events::named_day(rest, by, before).or_else(|| dates::dated(text, rest, by, before));
    found.unwrap_or(Err(DueError::Unknown))
}

/// What parts the two ends of a span.
const DASHES: [char; 7] = ['-', '~', '至', '—', '–', '到', '～'];

/// `1-6月`, `1至6月`: a stretch of months over which something is reported.
fn is_window(text: &str) -> bool {
    let Some((head, _)) = text.split_once('月') else { return false };
    let head = head.rsplit('年').next().unwrap_or(head);
    let mut parts = head.split(DASHES);
    let is_month = |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    matches!((parts.next(), parts.next(), parts.next()), (Some(a), Some(b), None) if is_month(a) && is_month(b))
}

/// `3月—5月`, `2024年3月10日至5月20日`: both ends are named, so that it is from when to when.
fn span(text: &str, today: Option<NaiveDate>, calendar: &Calendar<'_>) -> Option<Result<Meant, DueError>> {
    let (from, to) = text.split_once(DASHES)?;
    let to = to.trim_start_matches(DASHES);
    if !from.contains('月') || !to.contains('月') {
        return None;
    }
    let (said, from) = dates::leading_year(from, today, calendar, false);
    let first = match dates::beginning(from, Resolver { said, today, calendar })? {
        Ok(first) => first,
        Err(error) => return Some(Err(error)),
    };
    let to = without_before(to).unwrap_or(to);
    let (named, rest) = dates::leading_year(to, Some(first), calendar, false);
    let end = |year: i32| dates::dated(to, rest, Resolver { said: Some(year), today, calendar }, false);
    let last = match named {
        Some(year) => end(year)?,
        // `9月—1月` ends in the year after.
        None => match end(first.year())? {
            Ok(last) if last < first => end(first.year() + 1)?,
            found => found,
        },
    };
    Some(last.map(|last| Meant::Span { first, last }))
}

#[cfg(test)]
mod tests;
