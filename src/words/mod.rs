//! All words a person reads. They stand in `assets/locale`; `build.rs` makes a module of each table there, a [`Text`]
//! of each plain word and a [`Template`] of each word with blanks, so that a word nobody wrote does not compile and
//! one that nobody uses is warned of. No code here may choose words for a value: that is for the floors above.

use std::fmt::{self, Display, Write};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

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

/// One plain word or sentence in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    zh: &'static str,
    en: &'static str,
}

/// A word with blanks, together with what goes into them. What is filled in is never read as a template again.
pub trait Template {
    /// Writes it in `lang`.
    fn write(self, lang: Lang, out: &mut dyn Write) -> fmt::Result;
}

/// Bytes that most words have once they are filled in.
const FILLED: usize = 64;

impl Lang {
    /// Both languages, Chinese first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The word for it on the command line and in a person's file.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language with that word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

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

    /// A plain word.
    pub const fn say(self, text: Text) -> &'static str {
        match self {
            Self::Zh => text.zh,
            Self::En => text.en,
        }
    }

    /// A word with its blanks filled in.
    pub fn fill(self, template: impl Template) -> String {
        let mut text = String::with_capacity(FILLED);
        // A String takes everything; only a value that cannot be shown at all would end it early.
        let _ = template.write(self, &mut text);
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

/// The form of a word that goes with a number: of one, or of any other.
fn counted(number: &dyn Display, one: &'static str, more: &'static str) -> &'static str {
    if number.to_string() == "1" { one } else { more }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_said_in_the_language_asked_for() {
        assert_eq!(Lang::Zh.say(stage::ACTIVE), "办理中");
        assert_eq!(Lang::En.say(stage::ACTIVE), "under way");
        assert_eq!(Lang::Zh.fill(light::Late { n: &12 }), "超期 12 天");
        assert_eq!(Lang::En.fill(light::Late { n: &12 }), "12 days late");
        assert_eq!(Lang::En.fill(light::Late { n: &1 }), "1 day late");
    }

    #[test]
    fn what_was_typed_is_never_filled_in_itself() {
        let change = change::Text { before: &"%{after} {} %{before}", after: &"新" };
        assert_eq!(Lang::Zh.fill(change), "文字:“%{after} {} %{before}”→“新”");
    }
}
