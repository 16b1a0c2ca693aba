//! The value of each field of an item in words: on its page, in `show`, in CSV and in what the journal says changed. A
//! field without words does not compile.

use std::collections::BTreeSet;

use super::terms::Term;
use crate::plan::{Field, FieldChange, Standing, Work, in_printed_order};
use crate::words::{self, Lang};

/// The value of a field; `None` where nothing was filled in.
pub fn work_value(lang: Lang, work: &Work, field: Field) -> Option<String> {
    let names = |value: &BTreeSet<String>| (!value.is_empty()).then(|| lang.list(in_printed_order(value)));
    match field {
        Field::Standing => Some(standing(lang, &work.standing)),
        Field::Percent => work.percent.map(|percent| format!("{}%", percent.get())),
        Field::Due => work.due.current.map(|day| day.to_string()),
        Field::Start => work.start.map(|day| day.to_string()),
        Field::Lead => work.lead.clone(),
        Field::Support => names(&work.support),
        Field::Leader => work.leader.clone(),
        Field::Counties => names(&work.counties),
        Field::Target => work.target.as_ref().map(|target| target.text.clone()),
        Field::Cadence => work.cadence.map(|cadence| lang.say(cadence.text()).to_owned()),
        Field::Forecast => Some(lang.say(work.forecast.text()).to_owned()),
        Field::Lever => work.lever.clone(),
        Field::Safeguard => work.safeguard.clone(),
    }
}

/// The value of a field before (`false`) or after (`true`) a change.
pub fn field_value(lang: Lang, change: &FieldChange, after: bool) -> String {
    let mut work = Work::default();
    if after {
        change.apply(&mut work);
    } else {
        change.inverted().apply(&mut work);
    }
    work_value(lang, &work, change.field()).unwrap_or_else(|| lang.say(words::value::NONE).to_owned())
}

fn standing(lang: Lang, standing: &Standing) -> String {
    let word = lang.say(standing.stage.text());
    match &standing.note {
        Some(note) => lang.fill(words::value::StageWithNote { stage: &word, note }),
        None => word.to_owned(),
    }
}
