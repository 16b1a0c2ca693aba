//! Lights: what the program computes from stage, dates and progress on the day looked at. The rules are data, an
//! ordered list in which the first match wins; the office may replace them.

use serde::{Deserialize, Serialize};

use crate::plan::{Forecast, Situation, Stage};

/// How serious a light is, most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Late or far behind.
    Red,
    /// Behind, at risk or due soon.
    Yellow,
    /// In time.
    Green,
    /// Done.
    Blue,
    /// Not begun or stopped.
    Grey,
}

impl Level {
    /// All levels, most serious first.
    pub const ALL: [Self; 5] = [Self::Red, Self::Yellow, Self::Green, Self::Blue, Self::Grey];

    /// The word in JSON and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Grey => "grey",
        }
    }

    /// The level with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// The condition of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum When {
    /// The stage is this one.
    Stage {
        /// Which.
        stage: Stage,
    },
    /// More than `days` days past the due date.
    Late {
        /// Days.
        days: i64,
    },
    /// More than `points` percentage points behind 序时进度.
    Behind {
        /// Points.
        points: i64,
    },
    /// The unit's own forecast is this one.
    Forecast {
        /// Which.
        forecast: Forecast,
    },
    /// Due within `days` days and not done.
    DueWithin {
        /// Days.
        days: i64,
    },
    /// Always.
    Otherwise,
}

impl When {
    /// Whether the condition is met.
    pub fn matches(self, situation: &Situation) -> bool {
        match self {
            Self::Stage { stage } => situation.stage == stage,
            Self::Late { days } => situation.days_late.is_some_and(|late| late > days),
            Self::Behind { points } => situation.behind.is_some_and(|behind| behind > points),
            Self::Forecast { forecast } => situation.forecast == forecast && situation.stage == Stage::Active,
            Self::DueWithin { days } => {
                situation.stage == Stage::Active
                    && situation.days_left.is_some_and(|left| (0..=days).contains(&left))
                    && situation.percent < 100
            }
            Self::Otherwise => true,
        }
    }
}

/// One rule: when it matches, the light has this level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The level it gives.
    pub level: Level,
    /// Its condition.
    #[serde(flatten)]
    pub when: When,
}

/// The rules as a bureau usually has them.
pub fn default_rules() -> Vec<Rule> {
    let rule = |level, when| Rule { level, when };
    vec![
        rule(Level::Blue, When::Stage { stage: Stage::Closed }),
        rule(Level::Grey, When::Stage { stage: Stage::Stopped }),
        rule(Level::Grey, When::Stage { stage: Stage::Pending }),
        rule(Level::Red, When::Late { days: 0 }),
        rule(Level::Red, When::Behind { points: 30 }),
        rule(Level::Yellow, When::Behind { points: 9 }),
        rule(Level::Yellow, When::Forecast { forecast: Forecast::AtRisk }),
        rule(Level::Red, When::Forecast { forecast: Forecast::Unlikely }),
        rule(Level::Yellow, When::DueWithin { days: 7 }),
        rule(Level::Green, When::Otherwise),
    ]
}

/// Rules from their stored form; else the number of the rule that cannot be read, and why.
pub fn parse_rules(json: &str) -> Result<Vec<Rule>, (Option<usize>, String)> {
    let values: Vec<serde_json::Value> = serde_json::from_str(json).map_err(|error| (None, error.to_string()))?;
    let rule = |(value, no): (&serde_json::Value, usize)| {
        let rule = Rule::deserialize(value).map_err(|error| (Some(no), error.to_string()))?;
        // A key that no rule has is a typing error, and the condition is not the one that was meant.
        let known = serde_json::to_value(rule).unwrap_or_default();
        let is_odd = |key: &&String| known.get(key.as_str()).is_none();
        match value.as_object().and_then(|object| object.keys().find(is_odd)) {
            Some(key) => Err((Some(no), format!("unknown key `{key}`"))),
            None => Ok(rule),
        }
    };
    let rules: Vec<Rule> = values.iter().zip(1..).map(rule).collect::<Result<_, _>>()?;
    if rules.is_empty() { Err((None, "no rules".to_owned())) } else { Ok(rules) }
}

/// A light with everything needed to explain it.
#[derive(Debug, Clone, PartialEq)]
pub struct Light {
    /// How serious.
    pub level: Level,
    /// The rule that matched, by its place in the list, from 0.
    pub rule: usize,
    /// Its condition.
    pub when: When,
    /// The figures it was computed from.
    pub situation: Situation,
}

impl Light {
    /// Sorts the most serious first.
    pub fn urgency(&self) -> (Level, i64, i64) {
        let situation = &self.situation;
        let weight = situation.days_late.unwrap_or(0) * 100 + situation.behind.unwrap_or(0);
        (self.level, -weight, -situation.stale_days.unwrap_or(0))
    }

    /// The light of a situation under `rules`; green when no rule matches.
    pub fn of(situation: Situation, rules: &[Rule]) -> Self {
        let found = rules.iter().enumerate().find(|(_, rule)| rule.when.matches(&situation));
        let (rule, level, when) =
            found.map_or((rules.len(), Level::Green, When::Otherwise), |(at, rule)| (at, rule.level, rule.when));
        Self { level, rule, when, situation }
    }
}
