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
use wording::{excludes_its_day, prepared, without_before};
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
    parse_item_when(phrase, today, calendar)?.due()
}

/// What `phrase` comes to where somebody types until when something is to be done. The plan's period decides; what is
/// over in it is the next one to come, unless that is so far off that the one just past is meant, filled in late.
pub fn parse_item_when(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Result<Meant, DueError> {
    const WITHIN: i64 = 200;
    coming(phrase, today, calendar, WITHIN)
}

/// The day on which something begins: of a span its first. What has begun is often filled in late, so that only what
/// comes around the turn of the year is of the next.
pub fn parse_start(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>) -> Result<NaiveDate, DueError> {
    const WITHIN: i64 = 62;
    match coming(phrase, today, calendar, WITHIN)? {
        Meant::Span { first, .. } => Ok(first),
        meant => meant.due(),
    }
}

fn coming(phrase: &str, today: NaiveDate, calendar: &Calendar<'_>, within: i64) -> Result<Meant, DueError> {
    let found = parse_when(phrase, today, calendar);
    let is_near = |day: NaiveDate| (0..=within).contains(&(day - today).num_days());
    let following = Calendar { period: calendar.period.following(), ..*calendar };
    let next = || parse_when(phrase, today, &following).ok().filter(|meant| meant.due().is_ok_and(is_near));
    let is_over = match &found {
        Ok(meant) => meant.due().is_ok_and(|due| due < today),
        // The 29th of February that is to come.
        Err(DueError::NoSuchDay(..)) => true,
        Err(_) => false,
    };
    let meant = if is_over { next().map_or(found, Ok) } else { found }?;
    match meant.due() {
        Ok(day) if is_far_off(day, calendar) => Err(DueError::FarOff(day)),
        _ => Ok(meant),
    }
}

/// No plan sets anything for another century.
fn is_far_off(day: NaiveDate, calendar: &Calendar<'_>) -> bool {
    const YEARS: i32 = 100;
    (day.year() - calendar.period.last().year()) > YEARS || (calendar.period.first().year() - day.year()) > YEARS
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
    if let Some(meant) = recurring::recurring(&text) {
        return Ok(meant);
    }
    let text = match text.strip_prefix("截至") {
        Some(day) if names_a_day(day) => day.trim_start_matches(['到', ',', ':']).to_owned(),
        // `截至6月底` is a stretch over which something is counted.
        Some(_) => return Err(DueError::Window),
        None => text,
    };
    if is_window(&text) {
        return Err(DueError::Window);
    }
    let excluded = excludes_its_day(phrase);
    if let Some(span) = span(&text, today, calendar) {
        return if excluded { Err(DueError::Unknown) } else { span };
    }
    // In a document any day shows whether a phrase is counted from one.
    match (relative::relative(&text, today.unwrap_or(calendar.period.first()), calendar), today) {
        (Some(found), Some(_)) => found,
        (Some(_), None) => Err(DueError::Unknown),
        (None, _) => fixed(&text, today, calendar),
    }
    .and_then(|day| if excluded { day.pred_opt().ok_or(DueError::Unknown) } else { Ok(day) })
    .map(Meant::Day)
}

/// Whether a certain day is named, by whatever signs.
fn names_a_day(text: &str) -> bool {
    let text = without_before(text).unwrap_or(text);
    text.contains(['日', '号']) || (text.contains(['-', '.', '/']) && text.ends_with(|c: char| c.is_ascii_digit()))
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

/// `1-6月`, `1至6月`: figures are counted from January on; it is no stretch in which something is done.
fn is_window(text: &str) -> bool {
    let Some((head, _)) = text.split_once('月') else { return false };
    let head = head.rsplit('年').next().unwrap_or(head);
    head.split_once(DASHES).is_some_and(|(first, last)| first == "1" && is_number(last.trim_start_matches(DASHES)))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `3月—5月`, `3-5月`, `2024年3月10日至5月20日`, `6月上旬至下旬`: both ends are named, so that it is from when to when.
fn span(text: &str, today: Option<NaiveDate>, calendar: &Calendar<'_>) -> Option<Result<Meant, DueError>> {
    let (from, to) = text.split_once(DASHES)?;
    let from = from.strip_prefix(['从', '自']).unwrap_or(from);
    let to = to.trim_start_matches(DASHES);
    let to = without_before(to).unwrap_or(to);
    let signs = dates::dotted(from).zip(dates::dotted(to));
    let (from, to) = signs.as_ref().map_or((from, to), |(from, to)| (from.as_str(), to.as_str()));
    let (said, from) = dates::leading_year(from, today, calendar, false);
    let (from, to) = both_with_months(from, to)?;
    let (from, to) = (from.as_str(), to.as_str());
    let first = match dates::beginning(from, Resolver { said, today, calendar })? {
        Ok(first) => first,
        Err(error) => return Some(Err(error)),
    };
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

/// Both ends of a span with their months: a month that is written once holds for both.
fn both_with_months(from: &str, to: &str) -> Option<(String, String)> {
    let of_same_month = ["月底", "月末", "月初"].contains(&to);
    match (from.split_once('月'), to.contains('月') && !of_same_month) {
        (Some(_), true) => Some((from.to_owned(), to.to_owned())),
        // `3-5月`.
        (None, true) if is_number(from) && !to.contains('年') => Some((format!("{from}月"), to.to_owned())),
        // `6月10日-15日`, `6月上旬至下旬`.
        (Some((month, _)), false) => {
            let is_day = to.strip_suffix(['日', '号']).is_some_and(is_number);
            let is_part = of_same_month || dates::is_part_of_month(to) || ["底", "末"].contains(&to);
            (is_day || is_part).then(|| (from.to_owned(), format!("{month}月{to}")))
        }
        (None, _) => None,
    }
}

#[cfg(test)]
mod phrases;
#[cfg(test)]
mod tests;
