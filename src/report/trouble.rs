//! What went wrong, in words for people: what happened, to what, what to do next.

use std::collections::BTreeSet;

use super::docx_template::{TemplateTrouble, place_names};
use super::names::clip;
use super::terms::Term;
use crate::plan::{Chronology, Denied, ExtensionRefusal, Period, PeriodError, PlanState, UnitName};
use crate::read::{DecodeError, DueError, PaperError};
use crate::store::StoreError;
use crate::words::{self, Lang};

/// Anything that went wrong below, in words that say what to do next.
pub trait Trouble {
    /// The sentence.
    fn in_words(&self, lang: Lang) -> String;
}

/// See [`Trouble`].
pub fn trouble_in_words(lang: Lang, trouble: &impl Trouble) -> String {
    trouble.in_words(lang)
}

impl Trouble for StoreError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Open { place, why } => lang.fill(words::trouble::Open { path: place, why }),
            Self::NoFolder(folder) => lang.fill(words::trouble::NoFolder { folder }),
            Self::Lost(place) => lang.fill(words::trouble::Lost { path: place }),
            Self::NotADatabase(place) => lang.fill(words::trouble::NotADatabase { path: place }),
            Self::Foreign(place) => lang.fill(words::trouble::Foreign { path: place }),
            Self::Newer { place, found, known } => lang.fill(words::trouble::Newer { path: place, found, known }),
            Self::ReadOnly => lang.say(words::trouble::READ_ONLY).to_owned(),
            Self::Full => lang.say(words::trouble::FULL).to_owned(),
            Self::Busy => lang.say(words::trouble::BUSY).to_owned(),
            Self::Empty(place) => lang.fill(words::trouble::EmptyFile { path: place }),
            Self::Moved => lang.say(words::trouble::MOVED).to_owned(),
            Self::Restoring => lang.say(words::trouble::RESTORING).to_owned(),
            Self::Network { place, name } => lang.fill(words::trouble::Network { path: place, name }),
            Self::BadBackup { place, check } => {
                lang.fill(words::trouble::BadBackup { path: place, why: &lang.say(check.text()) })
            }
            Self::NoPlan(_) => lang.say(words::trouble::NO_PLAN).to_owned(),
            Self::NotUpgraded { place, found, known, why } => {
                lang.fill(words::trouble::NotUpgraded { path: place, found, known, why })
            }
            Self::Damaged(why) => lang.fill(words::trouble::Damaged { why }),
            Self::Device(why) => lang.fill(words::trouble::Device { why }),
            Self::Refused(why) => lang.fill(words::trouble::Refused { why }),
            Self::Failed(why) => lang.fill(words::trouble::Failed { why }),
        }
    }
}

/// That clocks were wrong when lines of the journal were written; `None` where none was.
pub fn clocks_in_words(lang: Lang, written: &Chronology) -> Option<String> {
    let furthest = written.astray().iter().max()?;
    Some(lang.fill(words::trouble::Clocks { n: &written.astray().len(), day: furthest }))
}

impl Trouble for DueError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Empty => lang.say(words::trouble::DUE_EMPTY).to_owned(),
            Self::NoSuchMonth(month) => lang.fill(words::trouble::DueMonth { month }),
            Self::NoMonth => lang.say(words::trouble::DUE_NO_MONTH).to_owned(),
            Self::NoSuchDay(year, month, day) => lang.fill(words::trouble::DueDay { year, month, day }),
            Self::Window => lang.say(words::trouble::DUE_WINDOW).to_owned(),
            Self::Recurring(cadence) => lang.fill(words::trouble::DueRecurring { cadence: &lang.say(cadence.text()) }),
            Self::FarOff(day) => lang.fill(words::trouble::DueFarOff { day }),
            Self::Unknown => lang.say(words::trouble::DUE_UNKNOWN).to_owned(),
        }
    }
}

impl Trouble for PeriodError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Backwards => lang.say(words::trouble::PERIOD_BACKWARDS).to_owned(),
            Self::TooLong => lang.fill(words::trouble::PeriodTooLong { years: &Period::LONGEST_PLAN_YEARS }),
            Self::FarAway => lang.say(words::trouble::PERIOD_FAR).to_owned(),
            Self::Unknown => lang.say(words::trouble::PERIOD_UNKNOWN).to_owned(),
        }
    }
}

impl Trouble for DecodeError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Empty => lang.say(words::trouble::FILE_EMPTY).to_owned(),
            Self::TooLarge(bytes) => {
                lang.fill(words::trouble::FileLarge { size: &(bytes >> 20), limit: &(crate::read::MAX_BYTES >> 20) })
            }
            Self::NotText => lang.say(words::trouble::FILE_NOT_TEXT).to_owned(),
        }
    }
}

impl Trouble for TemplateTrouble {
    fn in_words(&self, lang: Lang) -> String {
        let known = &place_names();
        match self {
            Self::NotWord => lang.say(words::trouble::TEMPLATE_NOT_WORD).to_owned(),
            Self::NoBody => lang.fill(words::trouble::TemplateNoBody { known }),
            Self::Unknown(name) => lang.fill(words::trouble::TemplateUnknown { name: &clip(name, 20), known }),
        }
    }
}

impl Trouble for PaperError {
    fn in_words(&self, lang: Lang) -> String {
        let text = match self {
            Self::Decode(error) => return error.in_words(lang),
            Self::Broken(part) => return lang.fill(words::trouble::PaperBroken { part }),
            Self::OldWord => words::trouble::PAPER_OLD_WORD,
            Self::OldTable => words::trouble::PAPER_OLD_TABLE,
            Self::Picture => words::trouble::PAPER_PICTURE,
            Self::Pdf => words::trouble::PAPER_PDF,
            Self::Archive => words::trouble::PAPER_ARCHIVE,
            Self::Password => words::trouble::PAPER_PASSWORD,
            Self::TooLarge => words::trouble::PAPER_TOO_LARGE,
            Self::TooManyRows => words::trouble::PAPER_TOO_MANY_ROWS,
            Self::TooManyLines => words::trouble::PAPER_TOO_MANY_LINES,
            Self::ForeignJson => words::trouble::PAPER_FOREIGN_JSON,
        };
        lang.say(text).to_owned()
    }
}

pub(super) fn names(lang: Lang, units: &BTreeSet<UnitName>) -> String {
    if units.is_empty() {
        return lang.say(words::facet::NO_LEAD).to_owned();
    }
    lang.list(units)
}

impl Trouble for Denied {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::TooFast(limit) => lang.fill(words::denied::TooFast { n: limit }),
            Self::Stranger(login) => lang.fill(words::denied::Stranger { login }),
            Self::Inactive(login) => lang.fill(words::denied::Inactive { login }),
            Self::Role(role, action) => {
                lang.fill(words::denied::Role { role: &lang.say(role.text()), action: &lang.say(action.text()) })
            }
            Self::OtherUnit(action, units) if units.is_empty() => {
                lang.fill(words::denied::NoLead { action: &lang.say(action.text()) })
            }
            Self::OtherUnit(action, units) => {
                lang.fill(words::denied::OtherUnit { action: &lang.say(action.text()), units: &names(lang, units) })
            }
            Self::NoUnit(action) => lang.fill(words::denied::NoUnit { action: &lang.say(action.text()) }),
            Self::SectionInUse => lang.say(words::trouble::NO_EMPTY_SECTION).to_owned(),
            Self::OpenParts(units) => lang.fill(words::denied::OpenParts { units: &lang.list(units) }),
            Self::OtherDay(day) => lang.fill(words::denied::OtherDay { day }),
            Self::Malformed => lang.say(words::denied::MALFORMED).to_owned(),
            Self::MeetingDecided => lang.say(words::denied::MEETING_DECIDED).to_owned(),
            Self::MeetingOver => lang.say(words::denied::MEETING_OVER).to_owned(),
            Self::MeetingOpen => lang.say(words::denied::MEETING_OPEN).to_owned(),
            Self::Yourself => lang.say(words::denied::YOURSELF).to_owned(),
            Self::PlanClosed(PlanState::Removed) => lang.say(words::denied::PLAN_REMOVED).to_owned(),
            Self::PlanClosed(PlanState::Archived | PlanState::Open) => {
                lang.say(words::denied::PLAN_ARCHIVED).to_owned()
            }
            Self::LastPlan => lang.say(words::denied::LAST_PLAN).to_owned(),
            Self::LastAdmin => lang.say(words::denied::LAST_ADMIN).to_owned(),
        }
    }
}

impl Trouble for ExtensionRefusal {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::NoDate => lang.say(words::denied::NO_DATE).to_owned(),
            Self::Late(due) => lang.fill(words::denied::Late { due }),
            Self::NotOpen => lang.say(words::denied::NOT_OPEN).to_owned(),
            Self::NotLater(due) => lang.fill(words::denied::NotLater { due }),
        }
    }
}
