//! A damaged database in words: what is broken, what can still be read, and the one command that brings the last good
//! backup back.

use std::fmt::Display;
use std::path::Path;

use crate::plan::Zone;
use crate::store::{Damage, Remains};
use crate::words::{self, Lang};

/// What is left of the database at a place, and how to go on; `restore` is the command that restores a file.
pub fn damage_in_words(lang: Lang, place: &dyn Display, damage: &Damage, restore: &dyn Fn(&Path) -> String) -> String {
    // What the bureau has set may be what is damaged.
    let zone = Zone::default();
    if damage.lost {
        return loss_in_words(lang, place, damage, restore);
    }
    let mut lines = vec![lang.fill(words::damage::Head { path: place })];
    let (whole, broken): (Vec<&Remains>, Vec<&Remains>) = damage.remains.iter().partition(|remains| remains.whole);
    if damage.remains.is_empty() {
        lines.push(lang.say(words::damage::NOTHING_LEFT).to_owned());
    }
    if !broken.is_empty() {
        let line = |remains: &&Remains| {
            lang.fill(words::damage::BrokenAt { what: &table_word(lang, remains.table), n: &remains.rows })
        };
        lines.push(lang.fill(words::damage::Broken { what: &lang.list(broken.iter().map(line)) }));
    }
    if !whole.is_empty() {
        let line = |remains: &&Remains| format!("{} {}", table_word(lang, remains.table), remains.rows);
        lines.push(lang.fill(words::damage::Readable { what: &lang.list(whole.iter().map(line)) }));
    }
    if let Some(last) = damage.last {
        lines.push(lang.fill(words::damage::Last { day: &zone.day(last) }));
    }
    match &damage.good {
        Some(good) => {
            let command = restore(&good.file);
            let (day, seq) = (&zone.day(good.at), &good.anchor.seq);
            lines.push(lang.fill(words::damage::Good { day, seq, command: &command }));
        }
        None => lines.push(lang.fill(words::damage::NoGood { path: place })),
    }
    lines.join("\n")
}

/// Nothing is left but the backups.
fn loss_in_words(lang: Lang, place: &dyn Display, damage: &Damage, restore: &dyn Fn(&Path) -> String) -> String {
    let way_back = match &damage.good {
        Some(good) => lang.fill(words::damage::GoodOfLost {
            day: &Zone::default().day(good.at),
            seq: &good.anchor.seq,
            command: &restore(&good.file),
        }),
        None => lang.fill(words::damage::NoGoodOfLost { path: place }),
    };
    [lang.fill(words::damage::Lost { path: place }), way_back, lang.say(words::damage::BEGIN_ANEW).to_owned()]
        .join("\n")
}

fn table_word(lang: Lang, table: &str) -> &str {
    lang.say(match table {
        "item" => words::damage::table::ITEM,
        "measure" => words::damage::table::MEASURE,
        "report" => words::damage::table::REPORT,
        "part" => words::damage::table::PART,
        "directive" => words::damage::table::DIRECTIVE,
        "extension" => words::damage::table::EXTENSION,
        "meeting" => words::damage::table::MEETING,
        "person" => words::damage::table::PERSON,
        "journal" => words::damage::table::JOURNAL,
        other => return other,
    })
}
