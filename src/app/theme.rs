//! The names of the themes; what they look like is decided in `ui`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::words::{self, Lang};

/// The name of a set of colours: of a built-in one, or of a person's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ThemeName(Cow<'static, str>);

impl Default for ThemeName {
    fn default() -> Self {
        Self::DARK
    }
}

impl ThemeName {
    /// Light text on a dark ground.
    pub const DARK: Self = Self(Cow::Borrowed("dark"));
    /// Dark text on a light ground.
    pub const LIGHT: Self = Self(Cow::Borrowed("light"));
    /// Black on white, for a washed-out projector.
    pub const PROJECTOR: Self = Self(Cow::Borrowed("projector"));
    /// No colours.
    pub const MONO: Self = Self(Cow::Borrowed("mono"));
    /// The warm light colours of Solarized, with more contrast.
    pub const SOLARIZED_LIGHT: Self = Self(Cow::Borrowed("solarized-light"));
    /// The earthy dark colours of Gruvbox.
    pub const GRUVBOX: Self = Self(Cow::Borrowed("gruvbox"));
    /// White on black, nothing between.
    pub const HIGH_CONTRAST: Self = Self(Cow::Borrowed("high-contrast"));
    /// Colours that people tell apart who do not see red or green.
    pub const COLOUR_BLIND: Self = Self(Cow::Borrowed("colour-blind"));

    /// What comes with the program, in the order in which one key goes through it.
    pub const BUILT_IN: [Self; 8] = [
        Self::DARK,
        Self::LIGHT,
        Self::PROJECTOR,
        Self::MONO,
        Self::SOLARIZED_LIGHT,
        Self::GRUVBOX,
        Self::HIGH_CONTRAST,
        Self::COLOUR_BLIND,
    ];

    /// The name on the command line, and of its file.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// A person's own, by the name of its file.
    pub fn own(name: String) -> Self {
        Self(Cow::Owned(name))
    }

    /// Whether it comes with the program.
    pub fn is_built_in(&self) -> bool {
        Self::BUILT_IN.contains(self)
    }

    /// What it is called.
    pub fn in_words(&self, lang: Lang) -> String {
        let text = match self.code() {
            "dark" => words::theme::DARK,
            "light" => words::theme::LIGHT,
            "projector" => words::theme::PROJECTOR,
            "mono" => words::theme::MONO,
            "solarized-light" => words::theme::SOLARIZED_LIGHT,
            "gruvbox" => words::theme::GRUVBOX,
            "high-contrast" => words::theme::HIGH_CONTRAST,
            "colour-blind" => words::theme::COLOUR_BLIND,
            own => return own.to_owned(),
        };
        lang.say(text).to_owned()
    }
}
