//! `duban backup` and `duban restore`.

use std::io::{IsTerminal, Write};
use std::path::Path;

use chrono::Utc;

use super::Done;
use super::invocation::{Invocation, new_op};
use super::outcome::{Code, Failure, print, store_failure};
use crate::report::finding_in_words;
use crate::store::{BackupDone, Restoring};
use crate::words;

pub(super) fn backup(invocation: &Invocation) -> Done {
    let done =
        invocation.existing()?.maintenance().backup(Utc::now()).map_err(|error| invocation.unreadable(&error))?;
    told(invocation, &done)
}

/// Where it is and how its journal ends; a copy of damaged data is told as such.
fn told(invocation: &Invocation, done: &BackupDone) -> Done {
    let lang = invocation.lang;
    print(&format!("{}\n", lang.fill(words::cli::backup::Done { path: &done.file.display(), anchor: &done.anchor })))?;
    if done.bad.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = done.bad.iter().map(|finding| finding_in_words(lang, finding)).collect();
    Err(Failure::new(Code::Failed, format!("{}\n{}", lang.say(words::cli::backup::DAMAGED), lines.join("\n"))))
}

pub(super) fn restore(invocation: &Invocation, copy: &Path, yes: bool) -> Done {
    let lang = invocation.lang;
    let place = invocation.existing()?;
    let mut maintenance = place.maintenance();
    let checkup = maintenance.verify(copy).map_err(store_failure(lang))?;
    let words = match maintenance.loss(copy).map_err(store_failure(lang))? {
        Some(loss) => {
            let lost: u64 = loss.by.values().sum();
            let by: Vec<String> = loss.by.iter().map(|(author, n)| format!("{author} {n}")).collect();
            let anchor = checkup.anchor.map(|anchor| anchor.to_string()).unwrap_or_default();
            let (to, by) = (&loss.last.0, &lang.list(by));
            lang.fill(words::cli::restore::Loss { anchor: &anchor, to, n: &lost, by })
        }
        // Nobody can say what would be given up.
        None if place.is_lost() => lang.say(words::cli::restore::LOST).to_owned(),
        None => lang.say(words::cli::restore::RUIN).to_owned(),
    };
    print(&format!("{words}\n"))?;
    if !yes && !agreed(invocation)? {
        return Err(Failure::new(Code::Failed, lang.say(words::cli::restore::NOT_DONE)));
    }
    let (author, known_only) = (invocation.author.as_str(), invocation.restricted);
    let restoring = Restoring { copy, author, op: new_op(), at: Utc::now(), known_only };
    let before = maintenance.restore(&restoring).map_err(|error| Failure::of_commit(lang, &error))?;
    let said = match before {
        Some(before) => lang.fill(words::cli::restore::Done { path: &before.file.display() }),
        None => lang.say(words::cli::restore::DONE_LOST).to_owned(),
    };
    print(&format!("{said}\n"))
}

fn agreed(invocation: &Invocation) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(Code::Usage, invocation.lang.say(words::cli::restore::NEEDS_YES)));
    }
    print(invocation.lang.say(words::cli::restore::ASK))?;
    std::io::stdout().flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(matches!(line.trim(), "y" | "Y" | "yes" | "是"))
}
