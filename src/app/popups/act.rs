//! Act: what may be said to an instruction or a request, and done with somebody's record.

use crate::plan::{Role, UnitName};
use crate::words::{self, Text};

/// What may be said to an instruction or a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Reply.
    Reply,
    /// Close.
    Close,
    /// Send back.
    Return,
    /// Grant.
    Grant,
    /// Refuse.
    Refuse,
    /// Write anew.
    Amend,
    /// Take back.
    Withdraw,
}

impl Act {
    /// Its words.
    pub fn text(self) -> Text {
        match self {
            Self::Reply => words::act::REPLY,
            Self::Close => words::act::CLOSE,
            Self::Return => words::act::RETURN,
            Self::Grant => words::act::GRANT,
            Self::Refuse => words::act::REFUSE,
            Self::Amend => words::act::AMEND,
            Self::Withdraw => words::act::WITHDRAW,
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
