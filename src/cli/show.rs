//! `duban show`: one item whole.

use super::Done;
use super::invocation::{Invocation, Snapshot};
use super::outcome::{Code, Failure, print, print_json};
use crate::plan::{Field, Node};
use crate::report::{
    ItemJson, Term, date_range, directive_head, light_reasons, light_word, report_in_words, work_value,
};
use crate::words;

pub(super) fn show(invocation: &Invocation, number: &str, json: bool) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let Snapshot { board, day, .. } = invocation.snapshot(store.as_mut())?;
    let node = invocation.node(&board, number)?;
    let Some(item) = board.item(node.item) else {
        return Err(Failure::new(Code::Failed, lang.say(words::trouble::GONE)));
    };
    if json {
        return print_json(&ItemJson::whole(&board, item, day, lang));
    }
    let (Some(light), Some(work)) = (board.light(node, day), board.work(node)) else {
        return Err(Failure::new(Code::Failed, lang.say(words::trouble::GONE)));
    };
    let mut text = format!("{number}  {}\n{}\n", board.text(node).unwrap_or_default(), light_word(lang, &light));
    for reason in light_reasons(lang, &light) {
        text.push_str(&format!("  {reason}\n"));
    }
    let figure = light.situation.known_percent().map(|percent| format!("{percent}%"));
    for field in Field::ALL {
        let value = match field {
            Field::Percent => figure.clone(),
            Field::Due => Some(date_range(lang, work.due)),
            field => work_value(lang, &work, *field),
        };
        text.push_str(&format!("{}:{}\n", lang.say(field.text()), value.unwrap_or_else(|| "-".to_owned())));
    }
    if node.measure.is_none() {
        for (measure, n) in item.measures.iter().zip(1..) {
            let light = board.light_of_measure(item, measure, day);
            text.push_str(&format!("{n:>4}. [{}] {}\n", light_word(lang, &light), measure.text));
        }
    }
    for directive in board.directives.iter().filter(|it| it.item == Some(node.item) && node.measure.is_none()) {
        let reply = directive.reply.as_ref().map(|said| format!("  {}", said.text)).unwrap_or_default();
        text.push_str(&format!("{}  {}  {}{reply}\n", directive.day, directive_head(lang, directive), directive.text));
    }
    for report in board.reports(Node { ..node }).rev() {
        text.push_str(&format!(
            "{}  {}  {}\n",
            report.day,
            report.unit.as_deref().unwrap_or_else(|| board.called(&report.author)),
            report_in_words(lang, report)
        ));
    }
    print(&text)
}
