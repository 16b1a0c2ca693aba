//! Settings: what a bureau sets once for its whole database. Each is kept as text under a name; one that cannot be read
//! gives way to the default, and says so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::plan::{Cadence, Limits, Rule, SchoolCalendar, SettingTrouble, UnitTable, Zone, default_rules, parse_rules};

/// A stored setting that cannot be read; its default counts meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingFault {
    /// The name under which it is stored.
    pub name: &'static str,
    /// Where in it: the number of the rule that cannot be read.
    pub place: Option<usize>,
    /// What is wrong.
    pub what: SettingTrouble,
}

/// 分管领导, in the order in which a bureau prints them; those that items name besides come after them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeaderList {
    /// Their names.
    pub names: Vec<String>,
}

/// All settings, and which of them could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// In which days are counted.
    pub zone: Zone,
    /// How lights are computed.
    pub rules: Vec<Rule>,
    /// 校历: terms, holidays and the days of examinations.
    pub school: SchoolCalendar,
    /// What one person may have of it.
    pub limits: Limits,
    /// The order and kinds of its units.
    pub units: UnitTable,
    /// Its leaders.
    pub leaders: LeaderList,
    /// How often what says nothing else is reported on.
    pub cadence: Cadence,
    /// What could not be read.
    pub faults: Vec<SettingFault>,
}

impl Settings {
    /// The name of the time zone: `Asia/Urumqi`.
    pub const ZONE: &'static str = "time_zone";
    /// The name of the rules of lights: a JSON list.
    pub const RULES: &'static str = "light_rules";
    /// The name of the school calendar: JSON.
    pub const SCHOOL: &'static str = "school_calendar";

    /// The name of the limits of each person: JSON.
    pub const LIMITS: &'static str = "limits";

    /// The name of the table of units: JSON.
    pub const UNITS: &'static str = "units";

    /// The name of the list of leaders: JSON.
    pub const LEADERS: &'static str = "leaders";

    /// The name of the cadence of what says none itself: `month`.
    pub const CADENCE: &'static str = "default_cadence";

    /// All names under which a bureau sets something.
    pub const NAMES: [&str; 7] =
        [Self::ZONE, Self::RULES, Self::SCHOOL, Self::LIMITS, Self::UNITS, Self::LEADERS, Self::CADENCE];

    /// Of these texts by their names.
    pub fn of(stored: &BTreeMap<String, String>) -> Self {
        let read = |name: &str| Ok::<_, std::convert::Infallible>(stored.get(name).cloned());
        let Ok(settings) = Self::read(read);
        settings
    }

    /// What is wrong with a text under a name, if anything is.
    pub fn check(name: &'static str, value: &str) -> Option<SettingFault> {
        Self::of(&BTreeMap::from([(name.to_owned(), value.to_owned())])).faults.pop()
    }

    /// The zone that a name stands for; the default where nothing is set or nobody knows it.
    pub fn zone_named(stored: Option<&str>) -> Zone {
        stored.and_then(Zone::named).unwrap_or_default()
    }

    /// Reads all settings; `stored` is the text under a name.
    pub fn read<E>(stored: impl Fn(&str) -> Result<Option<String>, E>) -> Result<Self, E> {
        let mut faults = Vec::new();
        let zone = stored(Self::ZONE)?.and_then(|name| {
            let zone = Zone::named(&name);
            if zone.is_none() {
                let what = SettingTrouble::Value { key: Self::ZONE.to_owned(), value: name };
                faults.push(SettingFault { name: Self::ZONE, place: None, what });
            }
            zone
        });
        let rules = stored(Self::RULES)?.and_then(|json| match parse_rules(&json) {
            Ok(rules) => Some(rules),
            Err((place, what)) => {
                faults.push(SettingFault { name: Self::RULES, place, what });
                None
            }
        });
        let rules = rules.unwrap_or_else(default_rules);
        let school = of_json(Self::SCHOOL, stored(Self::SCHOOL)?, &mut faults);
        let limits = of_json(Self::LIMITS, stored(Self::LIMITS)?, &mut faults);
        let units = of_json(Self::UNITS, stored(Self::UNITS)?, &mut faults);
        let leaders = of_json(Self::LEADERS, stored(Self::LEADERS)?, &mut faults);
        let cadence = stored(Self::CADENCE)?.and_then(|code| {
            let cadence = Cadence::from_code(&code);
            if cadence.is_none() {
                let what = SettingTrouble::Value { key: Self::CADENCE.to_owned(), value: code };
                faults.push(SettingFault { name: Self::CADENCE, place: None, what });
            }
            cadence
        });
        let (zone, cadence) = (zone.unwrap_or_default(), cadence.unwrap_or(Cadence::Month));
        Ok(Self { zone, rules, school, limits, units, leaders, cadence, faults })
    }
}

/// A setting that is JSON; its default where it is not set or cannot be read.
fn of_json<T: Default + serde::de::DeserializeOwned>(
    name: &'static str,
    stored: Option<String>,
    faults: &mut Vec<SettingFault>,
) -> T {
    // A list would be taken for the values of a record without their names.
    let object = |json: String| serde_json::from_str::<serde_json::Map<_, _>>(&json);
    let read = stored.map(|json| object(json).and_then(|map| serde_json::from_value(serde_json::Value::Object(map))));
    match read {
        None => T::default(),
        Some(Ok(value)) => value,
        Some(Err(error)) => {
            faults.push(SettingFault { name, place: None, what: SettingTrouble::Unfit(error.to_string()) });
            T::default()
        }
    }
}
