//! Key: a key press, independent of the terminal library, with its notation (`ctrl-r`, `pgdn`, `space`) and the
//! folding of what input methods send in place of ASCII.

use std::fmt;

use crate::read::fold;

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the keys")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Backspace,
    Delete,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key with its modifiers. Shift is part of the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
}

const NAMES: [(&str, Code); 15] = [
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("backspace", Code::Backspace),
    ("del", Code::Delete),
    ("tab", Code::Tab),
    ("shift-tab", Code::BackTab),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
    ("space", Code::Char(' ')),
];

impl Key {
    /// The key without modifiers.
    pub fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// Reads the notation: `j`, `?`, `ctrl-r`, `f5`, `space`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("ctrl-") {
            return Self::parse(rest).map(|key| Self { ctrl: true, ..key });
        }
        if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Some(Self::plain(*code));
        }
        let mut chars = text.chars();
        match (chars.next()?, chars.as_str()) {
            (c, "") => Some(Self::plain(Code::Char(c))),
            ('f', number) => number.parse().ok().filter(|n| (1..=12).contains(n)).map(|n| Self::plain(Code::F(n))),
            _ => None,
        }
    }

    /// The key as it counts outside text fields: full-width forms and Chinese punctuation become their ASCII twins.
    #[must_use]
    pub fn folded(self) -> Self {
        let Code::Char(c) = self.code else { return self };
        let twin = match c {
            '、' => '/',
            '。' => '.',
            '【' => '[',
            '】' => ']',
            '《' => '<',
            '》' => '>',
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            c => fold(c),
        };
        Self { code: Code::Char(twin), ..self }
    }

    /// The character it types in a text field, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        let arrow = match self.code {
            Code::Up => "↑",
            Code::Down => "↓",
            Code::Left => "←",
            Code::Right => "→",
            Code::Enter => "Enter",
            Code::Esc => "Esc",
            Code::PageUp => "PgUp",
            Code::PageDown => "PgDn",
            Code::Home => "Home",
            Code::End => "End",
            Code::Tab => "Tab",
            Code::BackTab => "Shift-Tab",
            Code::Backspace => "Backspace",
            Code::Delete => "Del",
            Code::Char(' ') => "Space",
            Code::Char(c) if self.ctrl => return write!(f, "{}", c.to_ascii_uppercase()),
            Code::Char(c) => return write!(f, "{c}"),
            Code::F(n) => return write!(f, "F{n}"),
        };
        f.write_str(arrow)
    }
}
