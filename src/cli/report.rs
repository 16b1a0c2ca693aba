//! `duban report`: a progress report.

use super::arguments::Report as Arguments;
use super::invocation::Invocation;
use super::outcome::{Done, Failure, print};
use crate::app::{LONGEST_TEXT, Refusal};
use crate::plan::{Report, ReportId, clean_text};
use crate::read::parse_percent;
use crate::report::node_name;
use crate::words;

pub(super) fn report(invocation: &Invocation, arguments: &Arguments) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let board = invocation.board(store.as_mut())?;
    let node = invocation.node(&board, &arguments.number)?;
    let percent = arguments.progress.as_deref().map(parse_percent).transpose();
    let percent = percent.map_err(|error| Failure::usage(lang, &Refusal::Number(error)))?;
    let text = |text: &Option<String>| clean_text(text.as_deref().unwrap_or_default()).trim().to_owned();
    let texts = [&arguments.done, &arguments.problem, &arguments.next];
    if texts.into_iter().flatten().any(|text| text.chars().count() > LONGEST_TEXT) {
        return Err(Failure::usage(lang, &Refusal::TooLong(LONGEST_TEXT)));
    }
    let unit = board.own_part(&invocation.author, node);
    if percent.is_some() && unit.as_ref().is_some_and(|unit| board.is_verified(node, unit)) {
        return Err(Failure::usage(lang, &Refusal::Verified));
    }
    let report = Report {
        id: ReportId(fastrand::i64(1 << 32..1 << 48)),
        node,
        day: invocation.writing_day(&board)?,
        author: invocation.author.clone(),
        percent,
        done: text(&arguments.done),
        problem: text(&arguments.problem),
        next: text(&arguments.next),
        unchanged: arguments.no_change,
        unit,
    };
    let is_empty = [&report.done, &report.problem, &report.next].iter().all(|text| text.is_empty());
    if is_empty && percent.is_none() && !arguments.no_change {
        return Err(Failure::usage(lang, &Refusal::NothingTyped));
    }
    let says_more = !is_empty || percent.is_some();
    if report.unchanged && !says_more && board.is_unchanged_on(node, report.unit.as_ref(), report.day) {
        let what = &node_name(lang, &board, node);
        return print(&format!("{}\n", lang.fill(words::notice::NoChangeAlready { what, day: &report.day })));
    }
    super::set::commit(invocation, store.as_mut(), &board, board.reported(report))
}
