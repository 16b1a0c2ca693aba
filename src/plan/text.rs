//! Cleaning of text that comes in from outside (file, paste, command line, another program's database), once at
//! each border. What is let through cannot move the cursor, change colours or reverse the reading order.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// More combining marks than this on one character serve only to overflow other lines.
const MARKS_PER_CHARACTER: usize = 2;
/// So many characters may be drawn as one, of whatever kind they are; terminals and multiplexers lose their place over
/// more.
const CHARACTERS_PER_CLUSTER: usize = 4;

/// The ASCII twin of a full-width character, as it comes out of an input method; others stay.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// A text without what nobody means by it when two are compared: widths, blanks, punctuation.
pub fn bare(text: &str) -> String {
    text.chars().map(narrow).filter(|c| c.is_alphanumeric()).collect()
}

/// Text of several lines: line ends become `\n`, tabs stay, everything unsafe is dropped, the rest is NFC.
pub fn clean_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    let mut kept = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                kept.push('\n');
            }
            '\u{1b}' => skip_escape(&mut chars),
            c if is_let_through(c) => kept.push(c),
            _ => {}
        }
    }
    for c in kept.nfc() {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks <= MARKS_PER_CHARACTER {
            out.push(c);
        }
    }
    // Where some of a cluster goes, what is left may grow together.
    while let Cow::Owned(shorter) = with_short_clusters(&out) {
        out = shorter;
    }
    out
}

/// What is drawn as one is cut to so many characters.
pub fn with_short_clusters(text: &str) -> Cow<'_, str> {
    let is_long =
        |cluster: &str| cluster.len() > CHARACTERS_PER_CLUSTER && cluster.chars().count() > CHARACTERS_PER_CLUSTER;
    if !text.chars().any(may_join) || !text.graphemes(true).any(is_long) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.graphemes(true).flat_map(|cluster| cluster.chars().take(CHARACTERS_PER_CLUSTER)).collect())
}

/// Whether [`clean_text`] would drop nothing; a quick look for text that was cleaned when it came in.
pub fn is_clean(text: &str) -> bool {
    text.chars().all(is_let_through)
}

/// What must not reach a terminal is left out; for text that goes out, wherever it came from.
pub fn without_unsafe(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| is_let_through(*c)).collect())
}

/// The same for JSON, in which nothing is lost: it is written as `\\u202e`.
pub fn with_unsafe_escaped(json: &str) -> Cow<'_, str> {
    if is_clean(json) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if is_let_through(c) {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    Cow::Owned(out)
}

/// Text of one line: as [`clean_text`], with line ends and tabs turned into blanks and the ends trimmed.
pub fn clean_line(text: &str) -> String {
    let text = clean_text(text).replace(['\n', '\t'], " ");
    text.trim().to_owned()
}

/// An escape sequence goes as a whole, so that `ESC[31m` does not leave `[31m` behind; one that is not well formed
/// takes no text with it.
fn skip_escape(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match chars.next_if(|c| matches!(c, '[' | ']' | 'P' | '_' | '^')) {
        Some('[') => {
            while chars.next_if(|c| (' '..='?').contains(c)).is_some() {}
            chars.next_if(|c| ('@'..='~').contains(c));
        }
        Some(_) => {
            while chars.next_if(|c| !matches!(c, '\u{7}' | '\u{1b}' | '\u{9c}' | '\r' | '\n')).is_some() {}
            if chars.next_if_eq(&'\u{1b}').is_some() {
                chars.next_if_eq(&'\\');
            }
        }
        None => {}
    }
}

/// Whether a character may be a part of another; of what most text consists of none is.
fn may_join(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3020}' | '\u{3400}'..='\u{9fff}'
        | '\u{ff01}'..='\u{ff9d}')
}

fn is_let_through(c: char) -> bool {
    matches!(c, '\n' | '\t') || !is_unsafe(c)
}

/// Control characters, bidirectional controls, invisible joiners and signs, tags, private use, what prepends itself to the
/// next character, and code points that will never be characters.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || (c as u32) & 0xfffe == 0xfffe
        || matches!(c,
            '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{d4e}'
            | '\u{110bd}' | '\u{110cd}' | '\u{111c2}' | '\u{111c3}' | '\u{113d1}' | '\u{1193f}' | '\u{11941}'
            | '\u{11a3a}' | '\u{11a84}'..='\u{11a89}' | '\u{11d46}' | '\u{11f02}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{fdd0}'..='\u{fdef}')
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_the_same_whatever_their_widths_and_signs() {
        assert_eq!(bare("２０２４年“双减” 工作。"), bare("2024年「双减」工作"));
        assert_ne!(bare("第1项"), bare("第2项"));
    }

    #[test]
    fn escapes_and_bidi_overrides_vanish_and_chinese_stays() {
        assert_eq!(clean_text("红\u{1b}[31m色\u{202e}字\u{7}\r\n第二行"), "红色字\n第二行");
        assert_eq!(clean_line("  一\r\n二\t三 "), "一 二 三");
        assert_eq!(clean_text("\u{1b}]0;title\u{7}正文"), "正文");
    }

    #[test]
    fn nothing_that_is_drawn_as_one_is_long() {
        for piece in [
            "\u{ff9e}",
            "\u{1f3ff}",
            "\u{600}",
            "\u{301}",
            "\u{e33}",
            "\u{94d}\u{915}",
            "\u{1f1e8}",
            "\u{1160}",
            "\u{d4e}",
        ] {
            for base in ["", "字", "क", "a", "👍"] {
                let cleaned = clean_text(&format!("{base}{}后", piece.repeat(300)));
                let longest = cleaned.graphemes(true).map(|cluster| cluster.chars().count()).max();
                assert!(longest <= Some(CHARACTERS_PER_CLUSTER), "{base} {}", piece.escape_unicode());
                assert!(cleaned.ends_with('后'), "{base} {}", piece.escape_unicode());
            }
        }
        assert_eq!(clean_text("👍🏽🇨🇳é한각"), "👍🏽🇨🇳é한각");
        assert_eq!(clean_text("a\u{13431}\u{1bca1}\u{1d175}\u{fffe}\u{1ffff}\u{fdd1}b"), "ab");
    }

    #[test]
    fn the_plan_itself_is_left_alone() {
        let plan = include_str!("../../seeds/liuan-2024.txt");
        assert_eq!(clean_text(plan), plan.replace("\r\n", "\n"));
    }

    proptest! {
        #[test]
        fn what_is_left_is_safe_and_cleaning_twice_changes_nothing(text in "\\PC*|.*") {
            let once = clean_text(&text);
            prop_assert!(is_clean(&once));
            prop_assert_eq!(clean_text(&once), once);
        }
    }
}
