//! A damaged database in words: what is broken, what can still be read, and the one command that brings the last good
//! backup back.

use std::fmt::Display;

use super::trouble::trouble_in_words;
use crate::plan::Zone;
use crate::store::{BackupName, Damage, GoodBackup, Remains, StoreError};
use crate::words::{self, Lang};

// What the bureau has set may be what is damaged: days are told by the default zone.

/// What is left of the database at a place, and how to go on; `restore` is the command that restores a backup, `aside` the
/// one that gives the place of the backups another name.
pub fn damage_in_words(
    lang: Lang,
    place: &dyn Display,
    damage: &Damage,
    restore: &dyn Fn(&BackupName) -> String,
    aside: &dyn Fn(&str) -> String,
) -> String {
    let mut lines = Vec::new();
    if let Some(orphans) = &damage.orphans {
        lines.push(lang.fill(words::damage::Lost { path: place }));
        if orphans.count > 0 {
            lines.push(lang.fill(words::damage::LostButKept { n: &orphans.count, folder: &orphans.place }));
        }
        if let Some((log, size)) = &orphans.log {
            lines.push(lang.fill(words::damage::LostButLog { path: log, kib: &size.div_ceil(1_024) }));
        }
    } else {
        lines.push(lang.fill(words::damage::Head { path: place }));
        lines.extend(remains_in_words(lang, damage));
        lines.extend(damage.last.map(|last| lang.fill(words::damage::Last { day: &Zone::default().day(last) })));
    }
    match &damage.good {
        Some(good) if damage.orphans.is_some() => {
            let (day, seq) = (&Zone::default().day(good.at), &good.anchor.seq);
            lines.push(lang.fill(words::damage::GoodOfLost { day, seq, command: &restore(&good.name) }));
        }
        Some(good) => lines.push(good_in_words(lang, good, restore)),
        None if damage.orphans.as_ref().is_some_and(|orphans| orphans.count == 0) => {}
        None if damage.orphans.is_some() => lines.push(lang.say(words::damage::NO_OTHER_GOOD).to_owned()),
        None => lines.push(lang.fill(words::damage::NoGood { path: place })),
    }
    if let Some(orphans) = &damage.orphans {
        let left = [(orphans.count > 0).then_some(&orphans.place), orphans.log.as_ref().map(|(log, _)| log)];
        let commands: Vec<String> = left.into_iter().flatten().map(|left| aside(left)).collect();
        lines.push(lang.fill(words::damage::BeginAnew { command: &commands.join("\n  ") }));
    }
    lines.join("\n")
}

/// What is left of a copy that is not whole, why, and another one to take.
pub fn copy_damage_in_words(
    lang: Lang,
    copy: &dyn Display,
    why: &StoreError,
    damage: &Damage,
    restore: &dyn Fn(&BackupName) -> String,
) -> String {
    let mut lines = vec![lang.fill(words::damage::Copy { path: copy })];
    // Where all can be read, what is wrong is what does not fit together.
    if !damage.remains.is_empty() && damage.remains.iter().all(|remains| remains.whole) {
        lines.push(trouble_in_words(lang, why));
    } else {
        lines.extend(remains_in_words(lang, damage));
        lines.extend(damage.last.map(|last| lang.fill(words::damage::CopyLast { day: &Zone::default().day(last) })));
    }
    match &damage.good {
        Some(good) => lines.push(good_in_words(lang, good, restore)),
        None => lines.push(lang.say(words::damage::NO_OTHER_GOOD).to_owned()),
    }
    lines.join("\n")
}

fn remains_in_words(lang: Lang, damage: &Damage) -> Vec<String> {
    let mut lines = Vec::new();
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
    lines
}

fn good_in_words(lang: Lang, good: &GoodBackup, restore: &dyn Fn(&BackupName) -> String) -> String {
    let (day, seq) = (&Zone::default().day(good.at), &good.anchor.seq);
    lang.fill(words::damage::Good { day, seq, command: &restore(&good.name) })
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
