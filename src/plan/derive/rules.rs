//! Rules of lights as they are stored: a JSON list of conditions. What cannot be read is told with its place, never
//! guessed at.

use serde::Deserialize;
use serde_json::Value;

use crate::plan::{BadgeWord, Level, Rule};

/// What is wrong with a stored setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingTrouble {
    /// No JSON list from here on.
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A list without rules.
    Empty,
    /// A key that no such rule has.
    UnknownKey(String),
    /// A key that the rule needs.
    Missing(String),
    /// Anything else, in the words of whoever tried to read it.
    Unfit(String),
    /// A value that its key cannot have.
    Value {
        /// The key.
        key: String,
        /// The value.
        value: String,
    },
}

/// Conditions by the word under which they are stored, with the keys that each needs.
const CONDITIONS: [(&str, &[&str]); 9] = [
    ("stage", &["stage"]),
    ("not_handed_over", &[]),
    ("late", &["days"]),
    ("behind", &["points"]),
    ("behind_between", &["from", "to"]),
    ("forecast", &["forecast"]),
    ("due_within", &["days"]),
    ("undated", &[]),
    ("otherwise", &[]),
];

/// Rules from their stored form; else the number of the rule that cannot be read, and why.
pub fn parse_rules(json: &str) -> Result<Vec<Rule>, (Option<usize>, SettingTrouble)> {
    let no_list = |error: serde_json::Error| SettingTrouble::Json { line: error.line(), column: error.column() };
    let values: Vec<Value> = serde_json::from_str(json).map_err(|error| (None, no_list(error)))?;
    if values.is_empty() {
        return Err((None, SettingTrouble::Empty));
    }
    values.iter().zip(1..).map(|(value, no)| parse_rule(value).map_err(|what| (Some(no), what))).collect()
}

fn parse_rule(value: &Value) -> Result<Rule, SettingTrouble> {
    let odd = |key: &str, value: &Value| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        SettingTrouble::Value { key: key.to_owned(), value }
    };
    let Some(rule) = value.as_object() else { return Err(odd("rule", value)) };
    let get = |key: &str| rule.get(key).ok_or_else(|| SettingTrouble::Missing(key.to_owned()));
    let (level, when) = (get("level")?, get("when")?);
    if level.as_str().and_then(Level::from_code).is_none() {
        return Err(odd("level", level));
    }
    let condition = CONDITIONS.iter().find(|(name, _)| when.as_str() == Some(*name));
    let Some((_, needed)) = condition else { return Err(odd("when", when)) };
    for key in *needed {
        get(key)?;
    }
    if let Some(key) =
        rule.keys().find(|key| !["level", "when", "word"].contains(&key.as_str()) && !needed.contains(&key.as_str()))
    {
        return Err(SettingTrouble::UnknownKey(key.clone()));
    }
    if let Some(word) = rule.get("word").filter(|word| word.as_str().is_none_or(|word| BadgeWord::new(word).is_none()))
    {
        return Err(odd("word", word));
    }
    // Only the value of a condition is left to be wrong.
    let wrong = |_| needed.iter().find(|key| !is_number_where_one_belongs(key, rule.get(**key)));
    Rule::deserialize(value).map_err(|error| {
        let key = wrong(error).or(needed.first()).copied().unwrap_or("when");
        odd(key, rule.get(key).unwrap_or(when))
    })
}

fn is_number_where_one_belongs(key: &str, value: Option<&Value>) -> bool {
    matches!(key, "stage" | "forecast") || value.is_some_and(Value::is_i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{When, default_rules};

    fn trouble(json: &str) -> (Option<usize>, SettingTrouble) {
        parse_rules(json).expect_err("a mistake")
    }

    #[test]
    fn the_default_rules_survive_being_stored() {
        let json = serde_json::to_string(&default_rules()).expect("JSON");
        assert_eq!(parse_rules(&json), Ok(default_rules()));
    }

    #[test]
    fn every_condition_can_be_set() {
        use strum::IntoEnumIterator;
        for when in When::iter() {
            let rules = vec![Rule { level: Level::Red, when, word: BadgeWord::new("要紧") }];
            let json = serde_json::to_string(&rules).expect("JSON");
            assert_eq!(parse_rules(&json), Ok(rules));
        }
    }

    #[test]
    fn a_typing_error_is_told_with_its_place() {
        let value = |key: &str, value: &str| SettingTrouble::Value { key: key.to_owned(), value: value.to_owned() };
        let good = r#"{"level":"red","when":"late","days":0}"#;
        let with = |bad: &str| trouble(&format!("[{good},{bad}]"));
        assert_eq!(with(r#"{"level":"redd","when":"otherwise"}"#), (Some(2), value("level", "redd")));
        assert_eq!(with(r#"{"level":"red","when":"lat","days":0}"#), (Some(2), value("when", "lat")));
        assert_eq!(with(r#"{"level":"red","when":"late"}"#), (Some(2), SettingTrouble::Missing("days".to_owned())));
        let twice = r#"{"level":"red","when":"late","days":0,"dasy":3}"#;
        assert_eq!(with(twice), (Some(2), SettingTrouble::UnknownKey("dasy".to_owned())));
        assert_eq!(with(r#"{"level":"red","when":"late","days":"3"}"#), (Some(2), value("days", "3")));
        let range = r#"{"level":"red","when":"behind_between","from":10,"to":"x"}"#;
        assert_eq!(with(range), (Some(2), value("to", "x")));
        assert_eq!(with(r#"{"level":"red","when":"forecast","forecast":"bad"}"#), (Some(2), value("forecast", "bad")));
        let wide = r#"{"level":"red","when":"late","days":0,"word":"超过时限"}"#;
        assert_eq!(with(wide), (Some(2), value("word", "超过时限")));
        assert_eq!(trouble("[{]"), (None, SettingTrouble::Json { line: 1, column: 3 }));
        assert_eq!(trouble("[]"), (None, SettingTrouble::Empty));
    }
}
