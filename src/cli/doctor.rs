//! `duban doctor` and `duban verify`: what is well and what is not, with exit code 0, 1 (somebody should look) or 2
//! (data is in danger, or was changed past the program).

use std::path::Path;

use chrono::Utc;

use super::Done;
use super::anchor;
use super::backup::copy_damage;
use super::invocation::Invocation;
use super::outcome::{Code, Failure, print, print_json, store_failure};
use crate::report::{Term, finding_in_words};
use crate::store::{Anchor, BackupName, Checkup, Finding, Location, Severity, StoreError};
use crate::words;

pub(super) fn doctor(invocation: &Invocation, json: bool, anchors: &[String], file: Option<&Path>) -> Done {
    let lang = invocation.lang;
    let wrong = || Failure::new(Code::Usage, lang.say(words::trouble::ANCHOR));
    let mut known = anchors.iter().map(|text| Anchor::parse(text).ok_or_else(wrong)).collect::<Result<Vec<_>, _>>()?;
    // What cannot even be opened is as bad as it gets.
    let place = invocation.existing().map_err(|failure| Failure { code: Code::Usage, ..failure })?;
    if let Some(file) = file {
        let written = anchor::written_in(invocation, file, &place)?;
        if written.is_empty() {
            let words = lang.fill(words::trouble::NoAnchors { path: &file.display() });
            return Err(Failure::new(Code::Failed, words));
        }
        known.extend(written);
    }
    let unreadable = |error: StoreError| Failure { code: Code::Usage, ..invocation.unreadable(&error) };
    let checkup = place.maintenance().checkup(Utc::now(), &known).map_err(unreadable)?;
    tell(invocation, &checkup, json, Some(&place))
}

pub(super) fn verify(invocation: &Invocation, copy: &BackupName, json: bool) -> Done {
    let unreadable = |error: StoreError| {
        if error.is_damage() {
            Failure::new(Code::Usage, copy_damage(invocation, copy, &error))
        } else {
            Failure { code: Code::Usage, ..store_failure(invocation.lang)(error) }
        }
    };
    let checkup = invocation.location()?.maintenance().verify(copy).map_err(unreadable)?;
    tell(invocation, &checkup, json, None)
}

/// Tells what was found, line by line, and at last what needs somebody, by name. `place` is where a backup can be
/// brought back.
fn tell(invocation: &Invocation, checkup: &Checkup, json: bool, place: Option<&Location>) -> Done {
    let lang = invocation.lang;
    let damaged = place.filter(|_| checkup.findings.iter().any(Finding::asks_for_a_backup));
    if json {
        print_json(checkup)?;
    } else {
        let anchor = checkup.anchor.as_ref().map(ToString::to_string).unwrap_or_default();
        let head = lang.fill(words::cli::doctor::Head { path: &checkup.place, anchor: &anchor });
        let lines: Vec<String> = checkup.findings.iter().map(|finding| finding_in_words(lang, finding)).collect();
        print(&format!("{head}\n{}\n\n", lines.join("\n")))?;
        if let Some(place) = damaged {
            print(&format!("{}\n\n", invocation.damage_in_words(place, &place.maintenance().damage())))?;
        }
    }
    let worst = checkup.worst();
    let named: Vec<&Finding> = checkup.findings.iter().filter(|finding| finding.severity == worst).collect();
    let mut names: Vec<_> = named.iter().map(|finding| lang.say(finding.check.text())).collect();
    names.dedup();
    let (n, what) = (&named.len(), &lang.list(names));
    match worst {
        Severity::Fine | Severity::Note => Ok(()),
        Severity::Warning => Err(Failure::new(Code::Failed, lang.fill(words::cli::doctor::Warning { n, what }))),
        Severity::Error if place.is_none() => {
            Err(Failure::new(Code::Usage, lang.fill(words::cli::doctor::BadCopy { n, what })))
        }
        Severity::Error if damaged.is_some() && json => {
            Err(Failure::new(Code::Usage, lang.fill(words::cli::doctor::DamagedJson { n, what })))
        }
        Severity::Error if damaged.is_some() => {
            Err(Failure::new(Code::Usage, lang.fill(words::cli::doctor::Damaged { n, what })))
        }
        Severity::Error => Err(Failure::new(Code::Usage, lang.fill(words::cli::doctor::Error { n, what }))),
    }
}
