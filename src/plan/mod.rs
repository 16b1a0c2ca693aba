//! The domain: what a plan is made of, how it may change, and what its figures mean.
//! Pure values: no I/O, no clock (every derived figure takes the day as an argument), no words for people
//! beyond the plan's own text.
//!
//! | room | what lives there |
//! |---|---|
//! | `ids`, `delta`, `text`, `unit`, `person`, `period`, `festival`, `school` | leaves that everything else is made of |
//! | `item` | items, measures and what the office adds to them |
//! | `closed_loop` | instructions, requests, meetings and their agendas |
//! | `board` | one whole plan, indexed |
//! | `change` | what can change, how it is applied, taken back, merged and checked |
//! | `derive` | what follows from a board and a day: lights, trends, what waits for whom |
//! | `access` | who may do what |

mod access;
mod board;
mod change;
mod closed_loop;
mod delta;
mod derive;
mod festival;
mod head;
mod ids;
mod item;
mod limits;
mod period;
mod person;
mod school;
mod setting;
mod text;
mod unit;
mod zone;

pub use access::{Action, Actor, Denied, PERMISSIONS, Reach, owners, units_of};
pub use board::{Board, CarryLink, Section};
pub use change::{
    CarriedItem, Change, Clash, Conflict, Edit, EditKind, Entry, HandingOver, Mismatch, PaperKind, Ranks, Settled,
    Steps, number_on, steps, with_free_ranks,
};
use closed_loop::is_place_only;
pub use closed_loop::{
    Answer, CurrentPoint, Directive, DirectiveKind, Extension, ExtensionRefusal, Given, Meeting, Origin, Point, Said,
    Subject, Treated, to_milliseconds,
};
pub use delta::Delta;
pub use derive::{
    Adjusted, Adjustment, AgainstTime, BadgeWord, Chronology, Comparison, Counts, Doubt, DueBucket, Inherited, Kind,
    Level, Light, Owed, Rollup, Rule, SettingTrouble, Situation, TrendPoint, Waiting, When, Why, adjustments,
    default_rules, level_of_lag, parse_rules, rule_numbers,
};
pub use festival::Festival;
pub use head::{Plan, PlanChange, PlanState, PlanSummary};
pub use ids::{
    Author, DirectiveId, ExtensionId, ItemId, MeasureId, MeetingId, Node, OpId, PlanId, ReportId, Revision, SectionId,
};
pub use item::{
    Cadence, Due, Field, FieldChange, Forecast, Item, ItemHead, Measure, Part, Percent, PercentError, Report, Stage,
    Standing, Step, Target, Work, chinese_numeral,
};
pub use limits::Limits;
pub use period::{Period, PeriodError, PeriodKind, month_end};
pub use person::{Person, Role, is_login};
pub use school::{Calendar, DayRule, ExactDay, SchoolCalendar, SchoolDay, SchoolRule};
pub use setting::{LeaderList, SettingFault, Settings};
pub use text::{
    bare, clean_line, clean_text, is_clean, narrow, with_short_clusters, with_unsafe_escaped, without_unsafe,
};
pub use unit::{COUNTIES, Unit, UnitEntry, UnitKind, UnitName, UnitTable, in_printed_order};
pub use zone::Zone;
