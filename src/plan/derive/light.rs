//! Lights: what the program computes from stage, dates and progress on the day looked at. The rules are data, an
//! ordered list in which the first match wins; the office may replace them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthStr;

use crate::plan::{Forecast, Situation, Stage, clean_line};

/// How serious a light is, most serious first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    enum_map::Enum,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
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
    /// How bad it is: only red, yellow and all others are better or worse than each other. Grey is not worse than
    /// green: it says that less is known.
    pub fn gravity(self) -> u8 {
        match self {
            Self::Red => 2,
            Self::Yellow => 1,
            Self::Green | Self::Blue | Self::Grey => 0,
        }
    }

    /// All levels, most serious first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word in JSON and on the command line.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The level with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }
}

/// The condition of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(strum::EnumIter))]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum When {
    /// The stage is this one.
    Stage {
        /// Which.
        stage: Stage,
    },
    /// 未交办: no unit leads it, or it was not handed over.
    NotHandedOver,
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
    /// From `from` to `to` percentage points behind 序时进度, and the unit itself does not call it 难完成, which is worse.
    BehindBetween {
        /// The first point that counts.
        from: i64,
        /// The last one.
        to: i64,
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
    /// 未定时限: neither a due date nor a cadence; or a cadence that nobody has kept.
    Undated,
    /// Always.
    Otherwise,
}

impl When {
    /// Whether the condition is met.
    pub fn matches(self, situation: &Situation) -> bool {
        match self {
            Self::Stage { stage } => situation.stage == stage,
            Self::NotHandedOver => situation.stage == Stage::Pending || !situation.has_lead,
            Self::Late { days } => situation.days_late.is_some_and(|late| late > days),
            Self::Behind { points } => situation.behind.is_some_and(|behind| behind > points),
            // Else falling behind would make a light better that is red by the unit's own word.
            Self::BehindBetween { .. } if situation.forecast == Forecast::Unlikely => false,
            Self::BehindBetween { from, to } => situation.behind.is_some_and(|behind| (from..=to).contains(&behind)),
            Self::Forecast { forecast } => situation.forecast == forecast && situation.stage == Stage::Active,
            Self::DueWithin { days } => {
                situation.stage == Stage::Active
                    && situation.days_left.is_some_and(|left| (0..=days).contains(&left))
                    && situation.percent < 100
            }
            Self::Undated => !situation.is_dated() || situation.has_fallen_silent(),
            Self::Otherwise => true,
        }
    }
}

/// One rule: when it matches, the light has this level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The level it gives.
    pub level: Level,
    /// Its condition.
    #[serde(flatten)]
    pub when: When,
    /// What the bureau calls such a light; none is the usual word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<BadgeWord>,
}

/// A word on a badge: no wider than its column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BadgeWord(Arc<str>);

impl BadgeWord {
    /// Cells of the column: three Chinese characters.
    pub const CELLS: usize = 6;

    /// A word of one line that is neither empty nor too wide.
    pub fn new(text: &str) -> Option<Self> {
        let text = clean_line(text);
        (1..=Self::CELLS).contains(&text.width()).then(|| Self(text.into()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for BadgeWord {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::new(&text).ok_or(text)
    }
}

impl From<BadgeWord> for String {
    fn from(word: BadgeWord) -> Self {
        word.0.to_string()
    }
}

/// The rules as a bureau usually has them.
pub fn default_rules() -> Vec<Rule> {
    let rule = |level, when| Rule { level, when, word: None };
    vec![
        rule(Level::Blue, When::Stage { stage: Stage::Closed }),
        rule(Level::Grey, When::Stage { stage: Stage::Stopped }),
        rule(Level::Grey, When::NotHandedOver),
        rule(Level::Red, When::Late { days: 0 }),
        rule(Level::Red, When::Behind { points: 30 }),
        rule(Level::Yellow, When::BehindBetween { from: 10, to: 30 }),
        rule(Level::Red, When::Forecast { forecast: Forecast::Unlikely }),
        rule(Level::Yellow, When::Forecast { forecast: Forecast::AtRisk }),
        rule(Level::Yellow, When::DueWithin { days: 7 }),
        rule(Level::Grey, When::Undated),
        rule(Level::Green, When::Otherwise),
    ]
}

/// The number of each rule, from 1: what people call it by. Rules about the forecast that follow each other are one.
pub fn rule_numbers(rules: &[Rule]) -> Vec<usize> {
    let is_forecast = |rule: &Rule| matches!(rule.when, When::Forecast { .. });
    let mut no = 0;
    let mut follows = false;
    let number = |rule: &Rule| {
        no += usize::from(!(follows && is_forecast(rule)));
        follows = is_forecast(rule);
        no
    };
    rules.iter().map(number).collect()
}

/// What the rules about 序时 call a mean so many points behind: of a mean nothing else is known.
pub fn level_of_lag(rules: &[Rule], lag: i64) -> Option<Level> {
    let is_met = |rule: &&Rule| {
        matches!(rule.when, When::Behind { points } if lag > points)
            || matches!(rule.when, When::BehindBetween { from, to } if (from..=to).contains(&lag))
    };
    rules.iter().find(is_met).map(|rule| rule.level)
}

/// A light with everything needed to explain it.
#[derive(Debug, Clone, PartialEq)]
pub struct Light {
    /// How serious.
    pub level: Level,
    /// The number of the rule that matched; `None` where no rule says what is known.
    pub rule: Option<usize>,
    /// Its condition.
    pub when: When,
    /// What the bureau calls it, where it does.
    pub word: Option<BadgeWord>,
    /// The figure from which on no rule calls it behind any more; only where one does.
    pub enough: Option<i64>,
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

    /// The light of a situation under `rules`. Whatever they say, nothing is green of which neither a due date nor a
    /// cadence is known.
    pub fn of(situation: Situation, rules: &[Rule]) -> Self {
        let found = rules.iter().position(|rule| rule.when.matches(&situation));
        let (rule, level, when, word) = match found.map(|at| (at, &rules[at])) {
            Some((at, rule)) if rule.level != Level::Green || situation.is_dated() => {
                (rule_numbers(rules).get(at).copied(), rule.level, rule.when, rule.word.clone())
            }
            None if situation.is_dated() => (None, Level::Green, When::Otherwise, None),
            _ => (None, Level::Grey, When::Undated, None),
        };
        let first = rules.iter().filter_map(|rule| match rule.when {
            When::Behind { points } => Some(points + 1),
            When::BehindBetween { from, .. } => Some(from),
            When::Stage { .. }
            | When::NotHandedOver
            | When::Late { .. }
            | When::Forecast { .. }
            | When::DueWithin { .. }
            | When::Undated
            | When::Otherwise => None,
        });
        let is_behind = matches!(when, When::Behind { .. } | When::BehindBetween { .. });
        let enough = situation.expected.zip(first.min()).filter(|_| is_behind);
        let enough = enough.map(|(expected, first)| (expected - first + 1).clamp(0, 100));
        Self { level, rule, when, word, enough, situation }
    }
}
