//! Act: what may be said to an instruction or a request, and done with somebody's record.

use crate::plan::{DirectiveId, ExtensionId, Role, UnitName};
use crate::words::{self, Text};

/// What may be said to an instruction or a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Reply.
    Reply(DirectiveId),
    /// Close.
    Close(DirectiveId),
    /// Send back.
    Return(DirectiveId),
    /// Grant.
    Grant(ExtensionId),
    /// Refuse.
    Refuse(ExtensionId),
    /// Write anew.
    Amend(DirectiveId),
    /// Take back.
    Withdraw(DirectiveId),
}

impl Act {
    /// Its words.
    pub fn text(self) -> Text {
        match self {
            Self::Reply(_) => words::act::REPLY,
            Self::Close(_) => words::act::CLOSE,
            Self::Return(_) => words::act::RETURN,
            Self::Grant(_) => words::act::GRANT,
            Self::Refuse(_) => words::act::REFUSE,
            Self::Amend(_) => words::act::AMEND,
            Self::Withdraw(_) => words::act::WITHDRAW,
        }
    }
}

/// What can be done with somebody's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonAct {
    /// Another role.
    Role(Role),
    /// Another unit, to be chosen.
    ChooseUnit,
    /// This unit.
    Unit(Option<UnitName>),
    /// Gone, or back.
    Active(bool),
}
