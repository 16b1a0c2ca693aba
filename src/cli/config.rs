//! `duban config`: what the bureau sets once for its whole database. A setting is a line of the journal like any other
//! change: admins make it, it can be undone, and everybody who has the board open sees it.

use std::io::Read;

use chrono::Utc;

use super::Done;
use super::arguments::Config as Asked;
use super::invocation::{Invocation, new_op};
use super::outcome::{Code, Failure, print, though_saved};
use super::own_config::{self, OWN, own_lines, own_value};
use crate::app::OwnConfig;
use crate::plan::{Change, Delta, Edit, EditKind, Settings, UnitTable, clean_line, default_rules};
use crate::report::fault_in_words;
use crate::words;

/// Bytes of a setting; the longest is a school calendar of many years.
const LONGEST: u64 = 64 << 10;

/// What is asked of a setting, be it a person's own or the bureau's.
pub(super) fn settings(invocation: &Invocation, asked: Asked) -> Done {
    match asked {
        Asked::Show => own_config::show(invocation),
        Asked::Edit => own_config::edit(invocation),
        Asked::Get { name } => match own_value(&invocation.own.config().0, &name) {
            Some(value) => print(&format!("{value}\n")),
            None => config(invocation, Some(&name), None, false),
        },
        Asked::Set { name, value } if OWN.contains(&name.as_str()) => own_config::set(invocation, &name, &value),
        Asked::Set { name, value } => config(invocation, Some(&name), Some(&value), false),
    }
}

/// Whether a setting is a person's own.
pub(super) fn is_own(name: &str) -> bool {
    OWN.contains(&name)
}

/// A person's own, as it is asked for without `get` and `set`.
pub(super) fn own(invocation: &Invocation, name: String, value: Option<String>, reset: bool) -> Done {
    match value.or_else(|| reset.then(|| own_value(&OwnConfig::default(), &name).unwrap_or_default())) {
        Some(value) => settings(invocation, Asked::Set { name, value }),
        None => settings(invocation, Asked::Get { name }),
    }
}

pub(super) fn config(invocation: &Invocation, name: Option<&str>, value: Option<&str>, reset: bool) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let board = invocation.board(store.as_mut())?;
    let Some(name) = name else {
        let lines = Settings::NAMES.map(|name| match board.settings.get(name) {
            Some(text) => format!("{name} = {}\n", clean_line(text)),
            None => format!("{name} = {}  {}\n", default_of(name), lang.say(words::cli::config::BY_DEFAULT)),
        });
        return print(&(lines.concat() + &own_lines(invocation)));
    };
    let Some(name) = Settings::NAMES.into_iter().find(|known| *known == name) else {
        let known = &Settings::NAMES.iter().chain(&OWN).copied().collect::<Vec<_>>().join(" ");
        return Err(Failure::new(
            Code::Usage,
            lang.fill(words::trouble::NoSuchWord { word: &clean_line(name), known }),
        ));
    };
    let before = board.settings.get(name).cloned();
    let after = match value {
        None if reset => None,
        None => return print(&format!("{}\n", before.map_or_else(|| default_of(name), |text| clean_line(&text)))),
        Some("-") => Some(from_stdin()?),
        Some(text) => Some(text.to_owned()),
    };
    let after = after.map(|text| clean_line(&text));
    if let Some(fault) = after.as_ref().and_then(|text| Settings::check(name, text)) {
        let words = lang.fill(words::cli::config::NotSet { why: &fault_in_words(lang, &fault) });
        return Err(Failure::new(Code::Usage, words));
    }
    // A new name has to be written into the plans as well.
    if name == Settings::UNITS && renames(before.as_deref(), after.as_deref()) {
        return Err(Failure::new(Code::Usage, lang.say(words::cli::config::RENAME_ON_THE_BOARD)));
    }
    if before == after {
        return print(&format!("{}\n", lang.say(words::notice::NOTHING_CHANGED)));
    }
    let changes = vec![Change::Setting { name: name.to_owned(), value: Delta::new(before, after) }];
    let edit = Edit { op: new_op(), plan: None, author: invocation.author.clone(), kind: EditKind::Do, changes };
    store.commit(&edit, Utc::now()).map_err(|error| Failure::of_commit(lang, &error))?;
    print(&format!("{}\n", lang.say(words::cli::config::SET))).map_err(though_saved(lang))
}

/// Whether a table of units makes one a part of another that was not so before.
fn renames(before: Option<&str>, after: Option<&str>) -> bool {
    let of = |text| UnitTable::of(text).units.into_iter().filter_map(|unit| Some((unit.name, unit.into?)));
    let known: Vec<(String, String)> = of(before).collect();
    of(after).any(|pair| !known.contains(&pair))
}

/// What counts where nothing is set, as it would be written.
fn default_of(name: &str) -> String {
    let Settings { zone, school, limits, units, leaders, cadence, .. } =
        Settings::of(&std::collections::BTreeMap::new());
    // Plain values always have a JSON form.
    let json = match name {
        Settings::ZONE => return zone.name().to_owned(),
        Settings::SCHOOL => serde_json::to_string(&school),
        Settings::LIMITS => serde_json::to_string(&limits),
        Settings::UNITS => serde_json::to_string(&units),
        Settings::LEADERS => serde_json::to_string(&leaders),
        Settings::CADENCE => return cadence.code().to_owned(),
        _ => serde_json::to_string(&default_rules()),
    };
    json.unwrap_or_default()
}

fn from_stdin() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin().take(LONGEST).read_to_string(&mut text)?;
    Ok(text)
}
