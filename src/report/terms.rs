//! The terms of the domain: one word for each value of its enums, each in one place. A new value without a word does
//! not compile. Sentences about several values live in the files beside.

use chrono::Weekday;

use crate::plan::{
    Action, Cadence, DirectiveKind, Field, Forecast, Kind, Level, Origin, PlanState, Role, SchoolDay, Stage, Treated,
    UnitKind,
};
use crate::store::Check;
use crate::words::{self, Text};

/// A value of the domain that has a word of its own.
pub trait Term {
    /// The word.
    fn text(self) -> Text;
}

impl Term for PlanState {
    fn text(self) -> Text {
        match self {
            Self::Open => words::plan_state::OPEN,
            Self::Archived => words::plan_state::ARCHIVED,
            Self::Removed => words::plan_state::REMOVED,
        }
    }
}

impl Term for Stage {
    fn text(self) -> Text {
        match self {
            Self::Pending => words::stage::PENDING,
            Self::Active => words::stage::ACTIVE,
            Self::Review => words::stage::REVIEW,
            Self::Closed => words::stage::CLOSED,
            Self::Stopped => words::stage::STOPPED,
        }
    }
}

impl Term for Level {
    fn text(self) -> Text {
        match self {
            Self::Red => words::level::RED,
            Self::Yellow => words::level::YELLOW,
            Self::Green => words::level::GREEN,
            Self::Blue => words::level::BLUE,
            Self::Grey => words::level::GREY,
        }
    }
}

/// A light in one character, or a few letters.
pub fn level_short(level: Level) -> Text {
    match level {
        Level::Red => words::level_short::RED,
        Level::Yellow => words::level_short::YELLOW,
        Level::Green => words::level_short::GREEN,
        Level::Blue => words::level_short::BLUE,
        Level::Grey => words::level_short::GREY,
    }
}

impl Term for Field {
    fn text(self) -> Text {
        match self {
            Self::Standing => words::field::STANDING,
            Self::Percent => words::field::PERCENT,
            Self::Due => words::field::DUE,
            Self::Start => words::field::START,
            Self::Lead => words::field::LEAD,
            Self::Support => words::field::SUPPORT,
            Self::Leader => words::field::LEADER,
            Self::Counties => words::field::COUNTIES,
            Self::Target => words::field::TARGET,
            Self::Cadence => words::field::CADENCE,
            Self::Forecast => words::field::FORECAST,
            Self::Lever => words::field::LEVER,
            Self::Safeguard => words::field::SAFEGUARD,
        }
    }
}

impl Term for Cadence {
    fn text(self) -> Text {
        match self {
            Self::Month => words::cadence::MONTH,
            Self::Quarter => words::cadence::QUARTER,
            Self::Term => words::cadence::TERM,
            Self::Year => words::cadence::YEAR,
        }
    }
}

impl Term for Forecast {
    fn text(self) -> Text {
        match self {
            Self::OnTrack => words::forecast::ON_TRACK,
            Self::AtRisk => words::forecast::AT_RISK,
            Self::Unlikely => words::forecast::UNLIKELY,
        }
    }
}

impl Term for UnitKind {
    fn text(self) -> Text {
        match self {
            Self::Department => words::unit::DEPARTMENT,
            Self::County => words::unit::COUNTY,
            Self::Affiliated => words::unit::AFFILIATED,
            Self::School => words::unit::SCHOOL,
        }
    }
}

impl Term for Role {
    fn text(self) -> Text {
        match self {
            Self::Viewer => words::role::VIEWER,
            Self::Reporter => words::role::REPORTER,
            Self::Supervisor => words::role::SUPERVISOR,
            Self::Admin => words::role::ADMIN,
        }
    }
}

impl Term for Action {
    fn text(self) -> Text {
        match self {
            Self::Report => words::action::REPORT,
            Self::Progress => words::action::PROGRESS,
            Self::Measures => words::action::MEASURES,
            Self::Acknowledge => words::action::ACKNOWLEDGE,
            Self::AskClosing => words::action::ASK_CLOSING,
            Self::AskExtension => words::action::ASK_EXTENSION,
            Self::Reply => words::action::REPLY,
            Self::Assign => words::action::ASSIGN,
            Self::Verify => words::action::VERIFY,
            Self::Decide => words::action::DECIDE,
            Self::Direct => words::action::DIRECT,
            Self::Import => words::action::IMPORT,
            Self::RemovePlan => words::action::REMOVE_PLAN,
            Self::People => words::action::PEOPLE,
            Self::Settings => words::action::SETTINGS,
            Self::Restore => words::action::RESTORE,
        }
    }
}

impl Term for DirectiveKind {
    fn text(self) -> Text {
        match self {
            Self::Instruction => words::directive::INSTRUCTION,
            Self::Supervision => words::directive::SUPERVISION,
            Self::Decision => words::directive::DECISION,
        }
    }
}

impl Term for Origin {
    fn text(self) -> Text {
        match self {
            Self::Earlier => words::origin::EARLIER,
            Self::Light => words::origin::LIGHT,
            Self::Request => words::origin::REQUEST,
            Self::Picked => words::origin::PICKED,
        }
    }
}

impl Term for Treated {
    fn text(self) -> Text {
        match self {
            Self::Waiting => words::treated::WAITING,
            Self::Discussed => words::treated::DISCUSSED,
            Self::Skipped => words::treated::SKIPPED,
        }
    }
}

impl Term for SchoolDay {
    fn text(self) -> Text {
        match self {
            Self::SpringTerm => words::school::SPRING_TERM,
            Self::CollegeEntrance => words::school::COLLEGE_ENTRANCE,
            Self::HighSchoolEntrance => words::school::HIGH_SCHOOL_ENTRANCE,
            Self::SummerHoliday => words::school::SUMMER_HOLIDAY,
            Self::AutumnTerm => words::school::AUTUMN_TERM,
            Self::WinterHoliday => words::school::WINTER_HOLIDAY,
        }
    }
}

impl Term for Kind {
    fn text(self) -> Text {
        match self {
            Self::Overdue => words::changed::OVERDUE,
            Self::Worse => words::changed::WORSE,
            Self::Better => words::changed::BETTER,
            Self::Closed => words::changed::CLOSED,
            Self::Stopped => words::changed::STOPPED,
            Self::Added => words::changed::ADDED,
            Self::Removed => words::changed::REMOVED,
            Self::Adjusted => words::changed::ADJUSTED,
            Self::Review => words::changed::REVIEW,
            Self::Begun => words::changed::BEGUN,
            Self::Moved => words::changed::MOVED,
            Self::Problem => words::changed::PROBLEM,
            Self::Directive => words::changed::DIRECTIVE,
        }
    }
}

impl Term for Check {
    fn text(self) -> Text {
        match self {
            Self::FileSystem => words::doctor::check::FILE_SYSTEM,
            Self::Modes => words::doctor::check::MODES,
            Self::Space => words::doctor::check::SPACE,
            Self::Schema => words::doctor::check::SCHEMA,
            Self::Integrity => words::doctor::check::INTEGRITY,
            Self::ForeignKeys => words::doctor::check::FOREIGN_KEYS,
            Self::Chain => words::doctor::check::CHAIN,
            Self::Fold => words::doctor::check::FOLD,
            Self::Index => words::doctor::check::INDEX,
            Self::Anchor => words::doctor::check::ANCHOR,
            Self::Restores => words::doctor::check::RESTORES,
            Self::Backups => words::doctor::check::BACKUPS,
            Self::Settings => words::doctor::check::SETTINGS,
            Self::Keys => words::doctor::check::KEYS,
        }
    }
}

impl Term for Weekday {
    fn text(self) -> Text {
        match self {
            Self::Mon => words::weekday::MONDAY,
            Self::Tue => words::weekday::TUESDAY,
            Self::Wed => words::weekday::WEDNESDAY,
            Self::Thu => words::weekday::THURSDAY,
            Self::Fri => words::weekday::FRIDAY,
            Self::Sat => words::weekday::SATURDAY,
            Self::Sun => words::weekday::SUNDAY,
        }
    }
}

/// Lights in the order in which they stand in figures.
pub(super) const LEVELS: [Level; 5] = [Level::Blue, Level::Green, Level::Yellow, Level::Red, Level::Grey];

/// What the items of a light are called in figures.
pub(super) fn level_head(level: Level) -> Text {
    match level {
        Level::Blue => words::paper::COLUMN_BLUE,
        Level::Green => words::paper::COLUMN_GREEN,
        Level::Yellow => words::paper::COLUMN_YELLOW,
        Level::Red => words::paper::COLUMN_RED,
        Level::Grey => words::paper::COLUMN_GREY,
    }
}
