//! The domain: what a plan is made of, how it may change, and what its figures mean.
//! Pure values: no I/O, no clock (every derived figure takes the day as an argument), no words for people
//! beyond the plan's own text.

mod board;
mod change;
mod clean;
mod consequence;
mod history;
mod ids;
mod light;
mod node;
mod progress;
mod stage;
mod unit;
mod work;

pub use board::{Board, Plan, PlanSummary, Report, Section};
pub use change::{Author, Change, Clash, Conflict, Edit, EditKind, Entry, OpId};
pub use clean::{clean_line, clean_text, is_clean};
pub use history::{Steps, steps};
pub use ids::{ItemId, MeasureId, PlanId, ReportId, Revision, SectionId};
pub use light::{Level, Light, Rule, When, default_rules};
pub use node::{Item, Measure, Node};
pub use progress::{Counts, Rollup, Situation};
pub use stage::{Stage, Step};
pub use unit::{COUNTIES, Unit, UnitKind, UnitName};
pub use work::{Cadence, Due, Field, FieldChange, Forecast, Percent, PercentError, Standing, Swap, Target, Work};
