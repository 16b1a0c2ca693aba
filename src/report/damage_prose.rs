//! A damaged database in words: what is broken, what can still be read, and the one command that brings the last good
//! backup back.

use std::path::Path;

use crate::plan::Zone;
use crate::store::{Damage, Remains};
use crate::words::Lang;

/// What is left of the database at `path`, and how to go on; `restore` is the command that restores a file.
pub fn damage_in_words(lang: Lang, path: &Path, damage: &Damage, restore: &dyn Fn(&Path) -> String) -> String {
    // What the bureau has set may be what is damaged.
    let zone = Zone::default();
    let mut lines = vec![lang.fill("damage.head", &[("path", &path.display())])];
    let (whole, broken): (Vec<&Remains>, Vec<&Remains>) = damage.remains.iter().partition(|remains| remains.whole);
    if damage.remains.is_empty() {
        lines.push(lang.say("damage.nothing_left").into_owned());
    }
    if !broken.is_empty() {
        let line = |remains: &&Remains| {
            lang.fill("damage.broken_at", &[("what", &table_word(lang, remains.table)), ("n", &remains.rows)])
        };
        lines.push(lang.fill("damage.broken", &[("what", &lang.list(broken.iter().map(line)))]));
    }
    if !whole.is_empty() {
        let line = |remains: &&Remains| format!("{} {}", table_word(lang, remains.table), remains.rows);
        lines.push(lang.fill("damage.readable", &[("what", &lang.list(whole.iter().map(line)))]));
    }
    if let Some(last) = damage.last {
        lines.push(lang.fill("damage.last", &[("day", &zone.day(last))]));
    }
    match &damage.good {
        Some(good) => {
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("day", &zone.day(good.at)), ("seq", &good.anchor.seq), ("command", &restore(&good.file))];
            lines.push(lang.fill("damage.good", &values));
        }
        None => lines.push(lang.fill("damage.no_good", &[("path", &path.display())])),
    }
    lines.join("\n")
}

fn table_word(lang: Lang, table: &str) -> String {
    lang.say(&format!("damage.table.{table}")).into_owned()
}
