//! Settings of the bureau in words, as the history tells that one was changed.

use super::light_prose::{RuleLine, rule_lines};
use super::names::clip;
use super::terms::Term;
use crate::plan::{Delta, Settings};
use crate::words::{self, Lang, Text};

/// What became of a setting of the bureau: which, and what of it is new.
pub(super) fn setting_change(lang: Lang, name: &str, value: &Delta<Option<String>>) -> String {
    let of = |text: &Option<String>| {
        let stored = text.iter().map(|text| (name.to_owned(), text.clone())).collect();
        Settings::of(&stored)
    };
    let (before, after) = (of(&value.before), of(&value.after));
    let new = match name {
        Settings::RULES => {
            let was = rule_lines(lang, &before.rules);
            let new = rule_lines(lang, &after.rules).into_iter().filter(|line| {
                was.iter().all(|was| (&was.rule, was.level, &was.word) != (&line.rule, line.level, &line.word))
            });
            let told = |line: RuleLine| format!("{} → {} {}", line.rule, lang.say(line.level.text()), line.word);
            lang.list(new.map(told))
        }
        Settings::SCHOOL => {
            let rules = after.school.rules.iter().filter(|rule| !before.school.rules.contains(rule));
            let exact = after.school.exact.iter().filter(|exact| !before.school.exact.contains(exact));
            let rules = rules.map(|rule| lang.say(rule.begins.text()).to_owned());
            lang.list(rules.chain(exact.map(|exact| format!("{} {}", lang.say(exact.begins.text()), exact.day))))
        }
        Settings::LEADERS => lang.list(&after.leaders.names),
        Settings::CADENCE => lang.say(after.cadence.text()).to_owned(),
        Settings::ZONE => after.zone.name().to_owned(),
        _ => value.after.as_deref().map(|text| clip(text, 24)).unwrap_or_default(),
    };
    let what = lang.say(setting_name(name));
    match (&value.after, new.is_empty()) {
        (None, _) => lang.fill(words::change::SettingUsual { name: &what }),
        (Some(_), true) => lang.fill(words::change::SettingArranged { name: &what }),
        (Some(_), false) => lang.fill(words::change::SettingSet { name: &what, new: &new }),
    }
}

/// What a setting is called.
fn setting_name(name: &str) -> Text {
    match name {
        Settings::RULES => words::settings::RULES,
        Settings::SCHOOL => words::settings::SCHOOL,
        Settings::LEADERS => words::settings::LEADERS,
        Settings::CADENCE => words::settings::CADENCE,
        Settings::ZONE => words::settings::ZONE,
        Settings::UNITS => words::settings::UNITS,
        _ => words::settings::LIMITS,
    }
}
