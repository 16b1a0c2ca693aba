//! Word's automatic numbers: they stand in no text, so that a paper without them would have no outline. Here they are
//! counted as Word counts them and written as it writes them.

use std::collections::{HashMap, HashSet};

use crate::plan::chinese_numeral;

/// A level of a list: how its number is written, and with what it begins.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub format: String,
    /// `%1、`, `（%2）`.
    pub text: String,
    pub start: u32,
}

impl Default for Level {
    fn default() -> Self {
        Self { format: "decimal".to_owned(), text: String::new(), start: 1 }
    }
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by abstract list.
    pub lists: HashMap<String, Vec<Level>>,
    /// The abstract list behind each list.
    pub of: HashMap<String, String>,
    /// Lists that begin anew, and the level and number with which.
    pub restarts: HashMap<(String, usize), u32>,
    /// Which level a style stands for: (abstract list, level).
    pub styles: HashMap<String, (String, usize)>,
    /// How far each has counted.
    counted: HashMap<String, Vec<Option<u32>>>,
    begun: HashSet<(String, usize)>,
}

const LEVELS: usize = 9;

impl Numbering {
    /// The number of the next paragraph of a list at a level, as it is written before its text.
    pub fn next(&mut self, list: &str, level: usize) -> String {
        let Some(of) = self.of.get(list).cloned() else { return String::new() };
        let Some(levels) = self.lists.get(&of).filter(|levels| level < levels.len().min(LEVELS)) else {
            return String::new();
        };
        let counted = self.counted.entry(of).or_insert_with(|| vec![None; LEVELS]);
        let restart = self.restarts.get(&(list.to_owned(), level)).copied();
        let anew = restart.filter(|_| self.begun.insert((list.to_owned(), level)));
        let next = anew.unwrap_or_else(|| counted[level].map_or(levels[level].start, |n| n.saturating_add(1)));
        counted[level] = Some(next);
        for deeper in &mut counted[level + 1..] {
            *deeper = None;
        }
        if levels[level].format == "bullet" {
            return "• ".to_owned();
        }
        let mut text = levels[level].text.clone();
        for (at, other) in levels.iter().enumerate().take(level + 1) {
            let n = counted[at].unwrap_or(other.start);
            text = text.replace(&format!("%{}", at + 1), &written(&other.format, n));
        }
        text
    }
}

/// A number as a format writes it: ECMA-376, part 1, 17.18.59.
fn written(format: &str, n: u32) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "chineseLegalSimplified"
        | "japaneseDigitalTenThousand" => chinese_numeral(n),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            let circled = (1..=20).contains(&n).then(|| char::from_u32('①' as u32 + n - 1)).flatten();
            circled.map_or_else(|| n.to_string(), |c| c.to_string())
        }
        "decimalEnclosedParen" => format!("({n})"),
        "decimalEnclosedFullstop" => format!("{n}."),
        "decimalZero" => format!("{n:02}"),
        "upperLetter" | "lowerLetter" => {
            let c = char::from(b'A' + ((n.max(1) - 1) % 26) as u8);
            if format == "lowerLetter" { c.to_ascii_lowercase().to_string() } else { c.to_string() }
        }
        "none" => String::new(),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeper_levels_begin_anew() {
        let level = |format: &str, text: &str| Level { format: format.to_owned(), text: text.to_owned(), start: 1 };
        let mut numbering = Numbering::default();
        numbering.lists.insert("a".to_owned(), vec![level("chineseCounting", "%1、"), level("decimal", "%2.")]);
        numbering.of.insert("1".to_owned(), "a".to_owned());
        let said: Vec<String> = [0, 1, 1, 0, 1].into_iter().map(|at| numbering.next("1", at)).collect();
        assert_eq!(said, ["一、", "1.", "2.", "二、", "1."]);
    }
}
