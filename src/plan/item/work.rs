//! Work: everything the office adds to the bare text of an item or a measure (who, by when, how far), and the
//! typed change of each such field. One macro lists the fields, so that none can be forgotten in applying,
//! inverting or checking.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::plan::{Delta, Stage, Target, UnitName};

/// A whole percentage, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Percent(u8);

/// The number given is no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not between 0 and 100")]
pub struct PercentError(pub i64);

impl Percent {
    /// Nothing done.
    pub const ZERO: Self = Self(0);
    /// All done.
    pub const FULL: Self = Self(100);

    /// The plain number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<i64> for Percent {
    type Error = PercentError;
    fn try_from(value: i64) -> Result<Self, PercentError> {
        u8::try_from(value).ok().filter(|v| *v <= 100).map(Self).ok_or(PercentError(value))
    }
}

impl From<Percent> for i64 {
    fn from(value: Percent) -> Self {
        value.0.into()
    }
}

/// The stage with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Standing {
    /// The stage itself.
    pub stage: Stage,
    /// Why it was stopped, sent back or taken up again.
    pub note: Option<String>,
    /// 交办: the day it was handed over. Older lines of the journal do not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned: Option<NaiveDate>,
    /// The day the work was said to be done. May be later than the due date: lateness is told truthfully.
    pub finished: Option<NaiveDate>,
}

impl Standing {
    /// Under way, handed over on `day`.
    #[must_use]
    pub fn handed_over(&self, day: NaiveDate) -> Self {
        Self { assigned: Some(day), stage: Stage::Active, ..self.clone() }
    }

    /// The standing after a step to `to` taken on `day`.
    #[must_use]
    pub fn stepped(&self, to: Stage, note: Option<String>, day: NaiveDate) -> Self {
        let finished = match to {
            Stage::Review => Some(day),
            Stage::Closed => self.finished.or(Some(day)),
            Stage::Pending | Stage::Active | Stage::Stopped => None,
        };
        let begins = to == Stage::Active && matches!(self.stage, Stage::Pending | Stage::Stopped);
        Self { stage: to, note, finished, assigned: self.assigned.or(begins.then_some(day)) }
    }
}

/// 完成时限: the original date is kept for ever beside the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Due {
    /// 现行: the last day on which the work is in time.
    pub current: Option<NaiveDate>,
    /// 原定: the first date ever given.
    pub original: Option<NaiveDate>,
    /// How often it was moved later.
    pub extensions: u32,
}

impl Due {
    /// The due date moved to `to`; moving it later counts as an extension.
    #[must_use]
    pub fn moved_to(self, to: Option<NaiveDate>) -> Self {
        let Some(new) = to else { return Self { current: None, ..self } };
        let later = self.current.or(self.original).is_some_and(|old| new > old);
        Self {
            current: Some(new),
            original: self.original.or(Some(new)),
            extensions: self.extensions + u32::from(later),
        }
    }
}

/// 报送周期: how often a word is expected.
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
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Cadence {
    /// 每月.
    Month,
    /// 每季.
    Quarter,
    /// 每学期.
    Term,
    /// 每年.
    Year,
}

impl Cadence {
    /// All cadences, shortest first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word kept in the database and in JSON.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The cadence with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    /// The last day on which a word given on `day` is still fresh.
    pub fn fresh_until(self, day: NaiveDate) -> NaiveDate {
        let months = match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Term => 6,
            Self::Year => 12,
        };
        day.checked_add_months(Months::new(months)).or_else(|| day.checked_add_days(Days::new(30))).unwrap_or(day)
    }
}

/// 研判: what the unit itself expects.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Forecast {
    /// 可按期完成, also when nothing was said.
    #[default]
    OnTrack,
    /// 有风险.
    AtRisk,
    /// 难完成.
    Unlikely,
}

impl Forecast {
    /// All forecasts, best first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word kept in the database and in JSON.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The forecast with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident($field:ident: $ty:ty)),* $(,)?) => {
        /// What the office adds to an item or a measure. Everything starts empty: the plan itself names no
        /// date, no department and no number.
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        pub struct Work { $($(#[$doc])* pub $field: $ty,)* }

        /// The name of one field of [`Work`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Field { $($(#[$doc])* $variant,)* }

        impl Field {
            /// All fields in the order they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The field's name in JSON, in `set` and in locale keys.
            pub fn code(self) -> &'static str { match self { $(Self::$variant => stringify!($field),)* } }
        }

        /// The change of one field of [`Work`], with the value before and after.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "field", rename_all = "snake_case")]
        pub enum FieldChange { $($(#[$doc])* $variant(Delta<$ty>),)* }

        impl FieldChange {
            /// Which field it changes.
            pub fn field(&self) -> Field { match self { $(Self::$variant(_) => Field::$variant,)* } }
            /// The way back.
            #[must_use]
            pub fn inverted(&self) -> Self { match self { $(Self::$variant(swap) => Self::$variant(swap.inverted()),)* } }
            /// Writes the value after.
            pub fn apply(&self, work: &mut Work) { match self { $(Self::$variant(swap) => work.$field.clone_from(&swap.after),)* } }
            /// Whether the value before is still true.
            pub fn holds(&self, work: &Work) -> bool { match self { $(Self::$variant(swap) => work.$field == swap.before,)* } }
            /// Whether nothing would change.
            pub fn is_idle(&self) -> bool { match self { $(Self::$variant(swap) => swap.before == swap.after,)* } }
            /// The same wish, starting from what is there now.
            #[must_use]
            pub fn rebased(&self, now: &Work) -> Self {
                match self { $(Self::$variant(swap) => Self::$variant(Delta::new(now.$field.clone(), swap.after.clone())),)* }
            }
        }

        impl Work {
            /// The changes that lead from this work to `other`.
            pub fn changes_to(&self, other: &Self) -> Vec<FieldChange> {
                let all = [$(FieldChange::$variant(Delta::new(self.$field.clone(), other.$field.clone()))),*];
                all.into_iter().filter(|change| !change.is_idle()).collect()
            }
        }
    };
}

fields! {
    /// 状态: stage, reason and finishing day.
    Standing(standing: Standing),
    /// 进度.
    Percent(percent: Option<Percent>),
    /// 完成时限.
    Due(due: Due),
    /// 启动日期; the day of 交办 when empty.
    Start(start: Option<NaiveDate>),
    /// 牵头科室.
    Lead(lead: Option<UnitName>),
    /// 配合科室.
    Support(support: BTreeSet<UnitName>),
    /// 分管领导.
    Leader(leader: Option<String>),
    /// 涉及县区.
    Counties(counties: BTreeSet<UnitName>),
    /// 目标.
    Target(target: Option<Target>),
    /// 报送周期.
    Cadence(cadence: Option<Cadence>),
    /// 研判.
    Forecast(forecast: Forecast),
    /// 项目抓手.
    Lever(lever: Option<String>),
    /// 工作保障.
    Safeguard(safeguard: Option<String>),
}

impl Work {
    /// Whether somebody is charged with it: a lead, and a day or a rhythm.
    pub fn is_charged(&self) -> bool {
        self.lead.is_some() && self.is_dated()
    }

    /// Whether it is to be done by a day, or again and again.
    pub fn is_dated(&self) -> bool {
        self.due.current.is_some() || self.cadence.is_some()
    }
}

impl Field {
    /// The text that was written, of a field that holds sentences; `None` for fields of another sort. What holds sentences
    /// is typed in several rows, shown again when it is edited, and asked about before it is thrown away.
    pub fn sentences(self, work: &Work) -> Option<String> {
        match self {
            Self::Target => Some(work.target.as_ref().map(|target| target.text.clone()).unwrap_or_default()),
            Self::Lever => Some(work.lever.clone().unwrap_or_default()),
            Self::Safeguard => Some(work.safeguard.clone().unwrap_or_default()),
            Self::Standing
            | Self::Percent
            | Self::Due
            | Self::Start
            | Self::Lead
            | Self::Support
            | Self::Leader
            | Self::Counties
            | Self::Cadence
            | Self::Forecast => None,
        }
    }

    /// Whether it holds sentences.
    pub fn is_long(self) -> bool {
        self.sentences(&Work::default()).is_some()
    }

    /// The field with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn the_original_due_date_stays_and_extensions_are_counted() {
        let due = Due::default().moved_to(Some(day("2024-06-30")));
        assert_eq!((due.original, due.extensions), (Some(day("2024-06-30")), 0));
        let due = due.moved_to(Some(day("2024-09-30"))).moved_to(Some(day("2024-08-31")));
        assert_eq!((due.original, due.current), (Some(day("2024-06-30")), Some(day("2024-08-31"))));
        assert_eq!(due.extensions, 1, "moving it earlier is no extension");
    }

    #[test]
    fn a_percentage_over_100_is_none() {
        assert_eq!(Percent::try_from(140), Err(PercentError(140)));
        assert_eq!(serde_json::from_str::<Percent>("-1").ok(), None);
    }

    #[test]
    fn finishing_late_is_recorded_as_it_was() {
        let standing = Standing { stage: Stage::Active, ..Standing::default() };
        let review = standing.stepped(Stage::Review, None, day("2025-01-05"));
        let closed = review.stepped(Stage::Closed, None, day("2025-02-01"));
        assert_eq!(closed.finished, Some(day("2025-01-05")));
    }
}
