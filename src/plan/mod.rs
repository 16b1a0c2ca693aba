//! The domain: what a plan is made of, how it may change, and what its figures mean.
//! Pure values: no I/O, no clock (every derived figure takes the day as an argument), no words for people
//! beyond the plan's own text.

mod agenda;
mod audit;
mod board;
mod change;
mod clean;
mod comparison;
mod consequence;
mod directive;
mod extension;
mod history;
mod ids;
mod light;
mod meeting;
mod node;
mod part;
mod permission;
mod person;
mod progress;
mod setting;
mod stage;
mod trend;
mod unit;
mod waiting;
mod work;
mod zone;

pub use audit::Mismatch;
pub use board::{Board, Plan, PlanSummary, Report, Section};
pub use change::{Author, Change, Clash, Conflict, Edit, EditKind, Entry, OpId};
pub use clean::{clean_line, clean_text, is_clean};
pub use comparison::{Comparison, Kind};
pub use directive::{Directive, DirectiveKind, Given, Said};
pub use extension::{Answer, Extension, ExtensionRefusal};
pub use history::{Steps, steps};
pub use ids::{DirectiveId, ExtensionId, ItemId, MeasureId, MeetingId, PlanId, ReportId, Revision, SectionId};
pub use light::{Level, Light, Rule, When, default_rules};
pub use meeting::{Meeting, Origin, Point, Subject, Treated, Up, to_milliseconds};
pub use node::{Item, Measure, Node};
pub use part::Part;
pub use permission::{Action, Actor, Denied, PERMISSIONS, Reach, owners, units_of};
pub use person::{Person, Role, is_login};
pub use progress::{Counts, Rollup, Situation};
pub use setting::{SettingFault, Settings};
pub use stage::{Stage, Step};
pub use trend::{Ahead, Stand};
pub use unit::{COUNTIES, Unit, UnitKind, UnitName};
pub use waiting::Waiting;
pub use work::{Cadence, Due, Field, FieldChange, Forecast, Percent, PercentError, Standing, Swap, Target, Work};
pub use zone::Zone;
