//! `duban export`: the whole plan as JSON on standard output, with the end of the journal as its anchor.

use serde::Serialize;

use super::invocation::{Invocation, Snapshot};
use super::outcome::{Done, print_json, store_failure};
use crate::plan::{Directive, Extension, Meeting, Period};
use crate::report::ItemJson;
use crate::store::Anchor;

#[derive(Serialize)]
struct Export<'a> {
    title: &'a str,
    issuer: &'a str,
    period: Period,
    day: chrono::NaiveDate,
    anchor: Option<Anchor>,
    items: Vec<ItemJson>,
    directives: &'a [Directive],
    extensions: &'a [Extension],
    meetings: &'a [Meeting],
}

pub(super) fn export(invocation: &Invocation) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let Snapshot { board, day } = invocation.snapshot(store.as_mut())?;
    // The end of the journal vouches for what is true now, not for what was.
    let is_past = day < invocation.today(board.zone);
    let anchor = if is_past { None } else { store.anchor().map_err(store_failure(lang))? };
    let export = Export {
        title: &board.plan.title,
        issuer: &board.plan.issuer,
        period: board.plan.period,
        day,
        anchor,
        items: board.items().iter().map(|item| ItemJson::whole(&board, item, day, lang)).collect(),
        directives: &board.directives,
        extensions: &board.extensions,
        meetings: &board.meetings,
    };
    print_json(&export)
}
