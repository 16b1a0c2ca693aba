//! Elsewhere: copies of a backup on a second disk or machine, and commands that something is sent to. What arrived is
//! compared with what was sent; what cannot be compared is said not to be.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::Utc;
use sha2::{Digest, Sha256};

use super::invocation::Invocation;
use super::outcome::{Code, Failure, store_failure};
use crate::store::{BackupDone, BackupName, Elsewhere, Finding, Location, hex};
use crate::words::{self, Lang};

/// Puts a copy of a backup into another folder, and reads it there.
pub(super) fn copy_to(
    invocation: &Invocation,
    place: &Location,
    done: &BackupDone,
    folder: &Path,
) -> Result<String, Failure> {
    let lang = invocation.lang;
    let from = Path::new(done.name.as_os_str());
    let Some(name) = from.file_name() else { return Err(Failure::new(Code::Failed, done.name.to_string())) };
    let real = |path: &Path| path.canonicalize().ok();
    if from.parent().and_then(real).is_some_and(|own| real(folder) == Some(own)) {
        return Err(Failure::new(Code::Usage, lang.fill(words::trouble::OwnFolder { path: &folder.display() })));
    }
    // One name: what was cut off is written over the next time.
    let (to, unfinished) = (folder.join(name), folder.join("duban.unfinished"));
    let failed = |why: std::io::Error| {
        Failure::new(Code::Failed, lang.fill(words::trouble::FileNotWritten { name: &to.display(), why: &why }))
    };
    let copied = std::fs::copy(from, &unfinished)
        .and_then(|_| File::open(&unfinished)?.sync_all())
        .and_then(|()| std::fs::rename(&unfinished, &to))
        .and_then(|()| File::open(folder)?.sync_all());
    if copied.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    copied.map_err(failed)?;
    let looked = place.maintenance().verify(&BackupName::new(&to)).map_err(store_failure(lang))?;
    if looked.findings.iter().any(Finding::is_bad) || looked.anchor.as_ref() != Some(&done.anchor) {
        return Err(Failure::new(Code::Failed, lang.fill(words::cli::backup::BadElsewhere { path: &to.display() })));
    }
    note(invocation, place, done, &folder.display().to_string())?;
    Ok(lang.fill(words::cli::backup::Elsewhere { path: &to.display() }))
}

/// Gives a backup to a command, which proves that it has it by printing its SHA-256.
pub(super) fn give_to(
    invocation: &Invocation,
    place: &Location,
    done: &BackupDone,
    command: &str,
) -> Result<String, Failure> {
    let lang = invocation.lang;
    let bytes = std::fs::read(done.name.as_os_str())?;
    let hash = hex(&Sha256::digest(&bytes));
    let said = run_command(lang, command, &bytes)?;
    if !said.to_ascii_lowercase().contains(&hash) {
        return Err(Failure::new(
            Code::Failed,
            lang.fill(words::cli::backup::Unproven { command: &command, hash: &hash }),
        ));
    }
    note(invocation, place, done, command)?;
    Ok(lang.fill(words::cli::backup::Given { command: &command }))
}

/// Notes where a copy went, for the doctor.
fn note(invocation: &Invocation, place: &Location, done: &BackupDone, to: &str) -> Result<(), Failure> {
    let elsewhere = Elsewhere { to: to.to_owned(), at: Utc::now(), seq: done.anchor.seq };
    place.maintenance().note_elsewhere(&elsewhere).map_err(store_failure(invocation.lang))
}

/// Gives bytes to a command of the shell; what it printed.
pub(super) fn run_command(lang: Lang, command: &str, bytes: &[u8]) -> Result<String, Failure> {
    let failed = |why: &dyn std::fmt::Display| {
        Failure::new(Code::Failed, lang.fill(words::trouble::Command { command: &command, why }))
    };
    let mut child = Command::new("/bin/sh")
        .args(["-c", command])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|why| failed(&why))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    // A command that answers before it has read all must not stop both.
    let (sent, said) = std::thread::scope(|scope| {
        let sending = scope.spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(bytes)));
        let mut said = Vec::new();
        if let Some(stdout) = stdout {
            // More than a page of it proves nothing more.
            let _ = stdout.take(64 << 10).read_to_end(&mut said);
        }
        (sending.join().unwrap_or(Ok(())), String::from_utf8_lossy(&said).into_owned())
    });
    let status = child.wait().map_err(|why| failed(&why))?;
    if !status.success() {
        return Err(failed(&status));
    }
    sent.map_err(|why| failed(&why))?;
    Ok(said)
}
