//! Settings: what a bureau sets once for its whole database. Each is kept as text under a name; one that cannot be read
//! gives way to the default, and says so.

use crate::plan::{Rule, SchoolCalendar, SettingTrouble, Zone, default_rules, parse_rules};

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

/// All settings, and which of them could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// In which days are counted.
    pub zone: Zone,
    /// How lights are computed.
    pub rules: Vec<Rule>,
    /// 校历: terms, holidays and the days of examinations.
    pub school: SchoolCalendar,
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

    /// All names under which a bureau sets something.
    pub const NAMES: [&str; 3] = [Self::ZONE, Self::RULES, Self::SCHOOL];

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
        let school = stored(Self::SCHOOL)?.and_then(|json| match serde_json::from_str(&json) {
            Ok(school) => Some(school),
            Err(error) => {
                faults.push(SettingFault {
                    name: Self::SCHOOL,
                    place: None,
                    what: SettingTrouble::Unfit(error.to_string()),
                });
                None
            }
        });
        let school: SchoolCalendar = school.unwrap_or_default();
        Ok(Self { zone: zone.unwrap_or_default(), rules, school, faults })
    }
}
