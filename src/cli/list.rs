//! `duban list`: items that match, for people, for scripts, for a spreadsheet.

use super::Done;
use super::arguments::List;
use super::invocation::{Invocation, Snapshot};
use super::outcome::{Code, Failure, print, print_json};
use crate::app::{Facet, Filter, Needle};
use crate::plan::{Item, Level, Light, Stage};
use crate::report::{ItemJson, items_csv, light_word};
use crate::words;

pub(super) fn list(invocation: &Invocation, arguments: &List) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let Snapshot { board, day, .. } = invocation.snapshot(store.as_mut())?;
    let filter = filter(invocation, arguments)?;
    let needle = Needle::new(arguments.search.as_deref().unwrap_or_default());
    let unit = arguments.unit.as_deref().map(Needle::new);
    let found: Vec<(&Item, Light)> = board
        .items()
        .iter()
        .map(|item| (item, board.light_of(item, day)))
        .filter(|(item, light)| filter.shows(&item.work, light, day))
        .filter(|(item, _)| {
            unit.as_ref().is_none_or(|unit| {
                item.work
                    .lead
                    .iter()
                    .chain(&item.work.support)
                    .chain(&item.work.counties)
                    .any(|name| unit.matches(name))
            })
        })
        .filter(|(item, _)| {
            needle.is_empty()
                || needle.matches_item(item)
                || item.measures.iter().any(|measure| needle.matches(&measure.text))
        })
        .collect();
    if arguments.json {
        let items: Vec<ItemJson> = found.iter().map(|(item, _)| ItemJson::brief(&board, item, day, lang)).collect();
        return print_json(&items);
    }
    if arguments.csv {
        return print(&items_csv(lang, &board, &found));
    }
    let mut text = String::new();
    for (item, light) in &found {
        let figure =
            if light.situation.percent_given { format!("{}%", light.situation.percent) } else { "-".to_owned() };
        let due = item.work.due.current.map_or_else(|| "-".to_owned(), |due| due.to_string());
        let lead = item.work.lead.as_deref().unwrap_or("-");
        text.push_str(&format!(
            "{:>3}  {}  {figure}  {due}  {lead}  {}\n",
            item.no,
            light_word(lang, light),
            item.title
        ));
    }
    if found.is_empty() {
        let typed = arguments.unit.as_deref().unwrap_or_default();
        let is_known = unit.as_ref().is_none_or(|unit| board.units.iter().any(|it| unit.matches(&it.name)));
        text = if is_known {
            format!("{}\n", lang.say(words::cli::list::NOTHING))
        } else {
            format!("{}\n", lang.fill(words::cli::list::NothingOfUnit { name: &typed }))
        };
    }
    print(&text)
}

fn filter(invocation: &Invocation, arguments: &List) -> Result<Filter, Failure> {
    let unknown = |word: &str, known: String| {
        Failure::new(Code::Usage, invocation.lang.fill(words::trouble::NoSuchWord { word: &word, known: &known }))
    };
    let mut facets = Vec::new();
    if let Some(code) = &arguments.light {
        let level = Level::from_code(code)
            .ok_or_else(|| unknown(code, Level::ALL.iter().copied().map(Level::code).collect::<Vec<_>>().join(" ")))?;
        facets.push(Facet::Light(level));
    }
    if let Some(code) = &arguments.stage {
        let stage = Stage::from_code(code)
            .ok_or_else(|| unknown(code, Stage::ALL.iter().copied().map(Stage::code).collect::<Vec<_>>().join(" ")))?;
        facets.push(Facet::Stage(stage));
    }
    Ok(Filter { facets })
}
