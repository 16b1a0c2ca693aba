//! `duban backup` and `duban restore`.

use chrono::Utc;
use std::io::IsTerminal;
use std::path::Path;

use super::elsewhere::{copy_to, give_to};
use super::invocation::{Invocation, new_op};
use super::outcome::{Code, Failure, print, though_saved};
use super::{Done, ask};
use crate::plan::Revision;
use crate::report::{copy_damage_in_words, finding_in_words};
use crate::store::{BackupDone, BackupName, CommitError, Restorable, Restoring, StoreError};
use crate::words;

pub(super) fn backup(invocation: &Invocation, to: Option<&Path>, pipe: Option<&str>) -> Done {
    let place = invocation.existing()?;
    let done = place.maintenance().backup(Utc::now()).map_err(|error| invocation.unreadable(&error))?;
    // What is damaged is kept here, and nowhere in the place of a good copy.
    told(invocation, &done)?;
    if let Some(folder) = to {
        print(&format!("{}\n", copy_to(invocation, &place, &done, folder)?))?;
    }
    if let Some(command) = pipe {
        print(&format!("{}\n", give_to(invocation, &place, &done, command)?))?;
    }
    Ok(())
}

/// Where it is and how its journal ends; a copy of damaged data is told as such.
fn told(invocation: &Invocation, done: &BackupDone) -> Done {
    let lang = invocation.lang;
    if done.bad.is_empty() {
        let words = lang.fill(words::cli::backup::Done { path: &done.name, anchor: &done.anchor });
        return print(&format!("{words}\n"));
    }
    print(&format!("{}\n", lang.fill(words::cli::backup::Kept { path: &done.name })))?;
    let lines: Vec<String> = done.bad.iter().map(|finding| finding_in_words(lang, finding)).collect();
    Err(Failure::new(Code::Failed, format!("{}\n{}", lang.say(words::cli::backup::DAMAGED), lines.join("\n"))))
}

pub(super) fn restore(invocation: &Invocation, copy: &BackupName, yes: bool) -> Done {
    let lang = invocation.lang;
    let place = invocation.location()?;
    let mut maintenance = place.maintenance();
    let (author, known_only) = (invocation.author.as_str(), invocation.restricted);
    let restoring = Restoring { copy, author, op: new_op(), at: Utc::now(), known_only };
    // What cannot be is refused before anybody is asked about it.
    let restorable = maintenance.restorable(&restoring).map_err(|error| refused(invocation, copy, &error))?;
    let is_gone = place.is_lost() || !place.exists();
    print(&format!("{}\n", what_it_would_do(invocation, &restorable, is_gone)))?;
    if !yes && !agreed(invocation)? {
        return Err(Failure::new(Code::Failed, lang.say(words::cli::restore::NOT_DONE)));
    }
    let before = maintenance.restore(&restoring).map_err(|error| refused(invocation, copy, &error))?;
    let done = match before {
        Some(before) => lang.fill(words::cli::restore::Done { path: &before.name }),
        None => lang.say(words::cli::restore::DONE_ANEW).to_owned(),
    };
    print(&format!("{done}\n")).map_err(though_saved(lang))
}

fn what_it_would_do(invocation: &Invocation, restorable: &Restorable, is_gone: bool) -> String {
    let lang = invocation.lang;
    let (anchor, to) = (&restorable.anchor, &restorable.anchor.seq);
    let Some(loss) = &restorable.loss else {
        return if is_gone {
            lang.fill(words::cli::restore::Lost { anchor, to })
        } else {
            lang.fill(words::cli::restore::Ruin { anchor, to })
        };
    };
    let lost: u64 = loss.by.values().sum();
    let by: Vec<String> = loss.by.iter().map(|(author, n)| format!("{author} {n}")).collect();
    if loss.to == Revision(0) {
        return lang.fill(words::cli::restore::Other { anchor, to, n: &lost, by: &lang.list(by) });
    }
    lang.fill(words::cli::restore::Loss { anchor, to, n: &lost, by: &lang.list(by) })
}

/// Why it is not restored; a copy that is not whole is told with what can be read of it, and with another one to take.
fn refused(invocation: &Invocation, copy: &BackupName, error: &CommitError) -> Failure {
    match error {
        CommitError::Store(
            error @ (StoreError::BadBackup { .. } | StoreError::Damaged(_) | StoreError::NotADatabase(_)),
        ) => Failure::new(Code::Failed, copy_damage(invocation, copy, error)),
        CommitError::Store(_) | CommitError::Denied(_) | CommitError::Conflict(_) => {
            Failure::of_commit(invocation.lang, error)
        }
    }
}

/// What is left of a copy, and which other one to take.
pub(super) fn copy_damage(invocation: &Invocation, copy: &BackupName, error: &StoreError) -> String {
    let damage = invocation.location().map(|place| place.maintenance().damage_of(copy)).unwrap_or_default();
    copy_damage_in_words(invocation.lang, copy, error, &damage, &|name| invocation.restore_command(name))
}

fn agreed(invocation: &Invocation) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(Code::Usage, invocation.lang.say(words::cli::restore::NEEDS_YES)));
    }
    ask::agreed(invocation.lang.say(words::cli::restore::ASK))
}
