//! The house keeps its floors: a module may use only what lies below it.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up, with what each may use.
const FLOORS: [(&str, &[&str]); 9] = [
    ("plan", &[]),
    ("words", &[]),
    ("read", &["plan"]),
    ("store", &["plan", "read"]),
    ("report", &["plan", "words", "read", "store"]),
    ("app", &["plan", "words", "read", "report"]),
    ("ui", &["plan", "words", "read", "report", "app"]),
    ("term", &["plan", "words", "read", "store", "report", "app", "ui"]),
    ("cli", &["plan", "words", "read", "store", "report", "app", "ui", "term"]),
];

/// Libraries that belong to some floors only.
const LIBRARIES: [(&str, &[&str]); 5] = [
    ("rusqlite", &["store"]),
    ("crossterm", &["term"]),
    ("signal_hook", &["term"]),
    ("clap", &["cli"]),
    ("ratatui", &["app", "ui", "term"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The code without comments and without its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn floor_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?.to_owned();
    FLOORS.iter().any(|(floor, _)| *floor == first).then_some(first)
}

fn all() -> Vec<PathBuf> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 50, "the sources were found");
    found
}

#[test]
fn every_floor_uses_only_what_lies_below_it() {
    for path in all() {
        let Some(floor) = floor_of(&path) else { continue };
        let allowed = FLOORS.iter().find(|(name, _)| *name == floor).map(|(_, allowed)| *allowed).expect("a floor");
        let code = code(&path);
        for (other, _) in FLOORS {
            let used = code.contains(&format!("crate::{other}::")) || code.contains(&format!("crate::{other};"));
            assert!(!used || other == floor || allowed.contains(&other), "{} uses crate::{other}", path.display());
        }
    }
}

#[test]
fn libraries_stay_on_their_floors() {
    for path in all() {
        let Some(floor) = floor_of(&path) else { continue };
        let code = code(&path);
        for (library, floors) in LIBRARIES {
            let used = code.contains(&format!("{library}::"));
            assert!(!used || floors.contains(&floor.as_str()), "{} uses {library}", path.display());
        }
    }
}

#[test]
fn only_the_upper_floors_read_a_clock() {
    for path in all() {
        let Some(floor) = floor_of(&path) else { continue };
        if matches!(floor.as_str(), "term" | "cli") {
            continue;
        }
        let code = code(&path);
        for clock in ["Utc::now", "Local::now", "Instant::now", "SystemTime::now"] {
            assert!(!code.contains(clock), "{} reads the clock", path.display());
        }
    }
}

#[test]
fn every_module_says_what_lives_there() {
    for path in all() {
        let text = fs::read_to_string(&path).expect("a source file");
        assert!(text.starts_with("//!"), "{} has no opening sentence", path.display());
    }
}
