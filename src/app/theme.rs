//! The names of the themes; what they look like is decided in `ui`.

use crate::words::{self, Text};
use serde::{Deserialize, Serialize};

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeName {
    /// Light text on a dark ground.
    #[default]
    Dark,
    /// Dark text on a light ground.
    Light,
    /// Black on white, for a washed-out projector.
    Projector,
    /// No colours.
    Mono,
}

impl ThemeName {
    /// All themes, in the order in which one key goes through them.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::Projector, Self::Mono];

    /// The name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Projector => "projector",
            Self::Mono => "mono",
        }
    }

    /// Its word.
    pub fn text(self) -> Text {
        match self {
            Self::Dark => words::theme::DARK,
            Self::Light => words::theme::LIGHT,
            Self::Projector => words::theme::PROJECTOR,
            Self::Mono => words::theme::MONO,
        }
    }

    /// The theme with that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|theme| *theme == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}
