//! `duban anchor`: the end of the journal, sent where whoever owns the database cannot change it: to a file on another
//! disk, or to a command. What was written there before is compared, so that a journal that was cut off is noticed.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{SecondsFormat, Utc};

use super::Done;
use super::elsewhere::run_command;
use super::invocation::Invocation;
use super::outcome::{Code, Failure, print, store_failure};
use crate::report::finding_in_words;
use crate::store::{Anchor, Finding, Location, Severity};
use crate::words;

pub(super) fn anchor(invocation: &Invocation, to: Option<&Path>, pipe: Option<&str>) -> Done {
    let lang = invocation.lang;
    let place = invocation.existing()?;
    // What was sent before is looked at first: afterwards the file has a line that fits.
    let known = match to.filter(|file| file.exists()) {
        Some(file) => written_in(invocation, file, &place)?,
        None => Vec::new(),
    };
    let maintenance = place.maintenance();
    let anchor = maintenance.anchor().map_err(|error| invocation.unreadable(&error))?;
    let line = format!("{} {anchor} {}\n", Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true), place.absolute()?);
    if let Some(file) = to {
        append(file, &line).map_err(|why| {
            Failure::new(Code::Failed, lang.fill(words::trouble::FileNotWritten { name: &file.display(), why: &why }))
        })?;
    }
    if let Some(command) = pipe {
        run_command(lang, command, line.as_bytes())?;
    }
    print(&format!("{anchor}\n"))?;
    let findings = maintenance.compare(&known, Utc::now()).map_err(store_failure(lang))?;
    let odd: Vec<&Finding> = findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
    if odd.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = odd.iter().map(|finding| finding_in_words(lang, finding)).collect();
    let code = if odd.iter().any(|finding| finding.is_bad()) { Code::Usage } else { Code::Failed };
    Err(Failure::new(code, lines.join("\n")))
}

/// The anchors of this database that were written into a file: the second word of a line, of those that end in its place
/// or in none.
pub(super) fn written_in(invocation: &Invocation, file: &Path, place: &Location) -> Result<Vec<Anchor>, Failure> {
    let lang = invocation.lang;
    let text = std::fs::read_to_string(file).map_err(|why| {
        Failure::new(Code::Usage, lang.fill(words::trouble::Open { path: &file.display(), why: &why }))
    })?;
    let own = place.identity();
    let mut anchors = Vec::new();
    for (line, no) in text.lines().map(str::trim).zip(1_usize..).filter(|(line, _)| !line.is_empty()) {
        let words: Vec<&str> = line.splitn(3, ' ').collect();
        // The same file may have been named through a link.
        if words.get(2).is_some_and(|of| Location::from(PathBuf::from(of)).identity() != own) {
            continue;
        }
        // A line that somebody has spoilt is not passed over.
        let anchor = words.iter().find_map(|word| Anchor::parse(word)).ok_or_else(|| {
            Failure::new(Code::Usage, lang.fill(words::trouble::AnchorLine { path: &file.display(), no: &no }))
        })?;
        anchors.push(anchor);
    }
    Ok(anchors)
}

/// Adds a line and waits until it is on the disk.
fn append(file: &Path, line: &str) -> std::io::Result<()> {
    let mut file = File::options().create(true).append(true).open(file)?;
    file.write_all(line.as_bytes())?;
    file.sync_all()
}
