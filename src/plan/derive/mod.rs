//! What follows from a board and the day looked at. Nothing here is stored, and nothing asks what time it is.

mod adjustment;
mod chronology;
mod comparison;
mod doubt;
mod light;
mod owing;
mod progress;
mod rules;
mod situation;
mod trend;
mod waiting;

pub use adjustment::{Adjusted, Adjustment, Why, adjustments};
pub use chronology::Chronology;
pub use comparison::{Comparison, Kind};
pub use doubt::Doubt;
pub use light::{BadgeWord, Level, Light, Rule, When, default_rules, level_of_lag, rule_numbers};
pub use owing::Owed;
pub use progress::{AgainstTime, Counts, Rollup};
pub use rules::{SettingTrouble, parse_rules};
pub use situation::{Inherited, Situation};
pub use trend::{DueBucket, TrendPoint};
pub use waiting::Waiting;
