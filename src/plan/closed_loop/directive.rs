//! 批示, 督办, 议定事项: an instruction with an owner and a date, which is replied to and closed. It may belong to an
//! item or stand alone.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::{Author, Delta, DirectiveId, ItemId, MeetingId, UnitName};

/// What sort of instruction it is.
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
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum DirectiveKind {
    /// 批示, by a leader.
    #[default]
    Instruction,
    /// 督办, by the office.
    Supervision,
    /// 议定事项, by a meeting.
    Decision,
}

impl DirectiveKind {
    /// All kinds.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word kept in the database.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The kind with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }
}

/// Words said on a day by somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The words.
    pub text: String,
    /// Who.
    pub by: Author,
    /// When.
    pub day: NaiveDate,
}

/// The meeting in which an instruction was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Which.
    pub meeting: MeetingId,
    /// Its number among what that meeting decided, from 1.
    pub no: u32,
}

/// An instruction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// Identity.
    pub id: DirectiveId,
    /// The item it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The meeting in which it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Given>,
    /// What sort.
    pub kind: DirectiveKind,
    /// What is to be done.
    pub text: String,
    /// The leader whose word it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The unit that has to reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<UnitName>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// When it was given.
    pub day: NaiveDate,
    /// Who wrote it down.
    pub author: Author,
    /// What the owner replied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Said>,
    /// What the office found wanting in the reply, when it was sent back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Said>,
    /// Who closed it, and with which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Said>,
}

impl Delta<Option<Directive>> {
    /// The same, with another number in its meeting.
    #[must_use]
    pub fn renumbered(&self, no: u32) -> Self {
        let mut swap = self.clone();
        if let Some(given) = swap.after.as_mut().and_then(|it| it.meeting.as_mut()) {
            given.no = no;
        }
        swap
    }
}

impl Directive {
    /// Whether both say the same; who said it, and on which day, makes no difference.
    pub fn agrees_with(&self, other: &Self) -> bool {
        let text = |said: &Option<Said>| said.as_ref().map(|said| said.text.clone());
        let said = |it: &Self| (text(&it.reply), text(&it.returned), text(&it.closed));
        let bare = |it: &Self| Self { reply: None, returned: None, closed: None, ..it.clone() };
        said(self) == said(other) && bare(self) == bare(other)
    }

    /// Whether a reply is still awaited.
    pub fn awaits_reply(&self) -> bool {
        self.closed.is_none() && self.reply.is_none()
    }

    /// Whether the office has to look at the reply.
    pub fn awaits_closing(&self) -> bool {
        self.closed.is_none() && self.reply.is_some()
    }

    /// Days past its date while it is open; a reply that was given in time waits, it is not late.
    pub fn days_late(&self, day: NaiveDate) -> Option<i64> {
        let until = self.reply.as_ref().map_or(day, |reply| reply.day.min(day));
        let due = self.due.filter(|due| self.closed.is_none() && until > *due)?;
        Some((until - due).num_days())
    }

    /// Whether its date is over and nobody has replied.
    pub fn is_unanswered(&self, day: NaiveDate) -> bool {
        self.reply.is_none() && self.days_late(day).is_some()
    }
}
