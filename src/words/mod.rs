//! All words a person reads, by key and language. The texts themselves are in `assets/locale`; a test compares the
//! two languages' keys and looks for every key that the code names.

use std::borrow::Cow;
use std::fmt::Display;

use rust_i18n::t;

/// The languages of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese, the users' language.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Chinese first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The name of its locale file.
    pub fn locale(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language that a `LANG` setting such as `en_GB.UTF-8` asks for. Chinese unless it clearly asks for another:
    /// servers are often left at `C`.
    pub fn from_environment(setting: Option<&str>) -> Self {
        if setting.is_some_and(|setting| setting.starts_with("en")) { Self::En } else { Self::Zh }
    }

    /// The words under `key`.
    pub fn say(self, key: &str) -> Cow<'static, str> {
        let found = t!(key, locale = self.locale());
        Cow::Owned(found.into_owned())
    }

    /// The words under `key` with `%{name}` filled in.
    pub fn fill(self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let mut text = self.say(key).into_owned();
        for (name, value) in values {
            text = text.replace(&format!("%{{{name}}}"), &value.to_string());
        }
        text
    }

    /// Several things in a row: `甲、乙`, in English with commas.
    pub fn list<T: Display>(self, parts: impl IntoIterator<Item = T>) -> String {
        let separator = match self {
            Self::Zh => "、",
            Self::En => ", ",
        };
        parts.into_iter().map(|part| part.to_string()).collect::<Vec<_>>().join(separator)
    }
}
