//! The house keeps its floors: a module may use only what lies below it, and no two files take names from each other, not
//! even through a third.

mod arms;
mod imports;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use imports::Imports;

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

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn short(path: &Path) -> String {
    path.strip_prefix(src()).unwrap_or(path).display().to_string()
}

#[test]
fn every_floor_uses_only_what_lies_below_it() {
    for (file, targets) in Imports::read(&src()).edges() {
        let Some(floor) = floor_of(&file) else { continue };
        let allowed = FLOORS.iter().find(|(name, _)| *name == floor).map(|(_, allowed)| *allowed).expect("a floor");
        for (target, names) in targets {
            let Some(other) = floor_of(&target) else { continue };
            assert!(
                other == floor || allowed.contains(&other.as_str()),
                "{} takes {names:?} from {}",
                short(&file),
                short(&target)
            );
        }
    }
}

#[test]
fn no_two_files_take_names_from_each_other() {
    let imports = Imports::read(&src());
    let edges = imports.edges();
    assert!(
        imports.files().len() > 100 && edges.values().map(BTreeMap::len).sum::<usize>() > 300,
        "the sources were read"
    );
    let mut told = String::new();
    for circle in Imports::circles(&edges) {
        let _ = writeln!(told, "a circle of {} files:", circle.len());
        for file in &circle {
            for (target, names) in edges[file].iter().filter(|(target, _)| circle.contains(target)) {
                let _ = writeln!(told, "  {} -> {}: {names:?}", short(file), short(target));
            }
        }
    }
    assert!(told.is_empty(), "{told}");
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
fn only_the_store_knows_its_engines() {
    for path in all() {
        let floor = floor_of(&path);
        if floor.as_deref().is_none_or(|floor| floor == "store") {
            continue;
        }
        let code = code(&path).to_lowercase();
        assert!(!code.contains("sqlite"), "{} names an engine", path.display());
    }
    // The half that is the same for every engine names none either, but for the one file that opens them.
    let neutral = |path: &Path| path.parent() == Some(src().join("store").as_path());
    for path in all().into_iter().filter(|path| neutral(path)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let code = code(&path);
        let opens = ["location.rs", "mod.rs"].contains(&name.as_str());
        assert!(opens || !(code.contains("sqlite") || code.contains("Sqlite")), "{name} names an engine");
        assert!(!code.contains("rusqlite"), "{name} uses an engine's library");
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

#[test]
fn no_new_variant_of_our_own_enumerations_passes_unseen() {
    let files = all();
    let found: Vec<String> =
        arms::wildcards(&files).iter().map(|(file, of, line)| format!("{}:{line} over {of}", short(file))).collect();
    assert!(found.is_empty(), "`_` stands for variants that nobody named:\n{}", found.join("\n"));
}

/// Every file and folder that ARCHITECTURE.md names in code quotes is there: `NAME` and `NNNN` stand for any, and a name
/// without a folder is looked for everywhere.
#[test]
fn the_architecture_names_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("the architecture");
    let everything: Vec<PathBuf> =
        ["src", "tests", "assets", "docs"].iter().flat_map(|folder| all_in(&root.join(folder))).collect();
    let is_path = |word: &&str| {
        let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
        plain && (word.contains('/') || [".rs", ".toml", ".sql", ".md"].iter().any(|end| word.ends_with(end)))
    };
    let quoted: Vec<&str> = text.split('`').skip(1).step_by(2).filter(is_path).collect();
    assert!(quoted.len() > 40, "the paths were found");
    let is_there = |word: &str| {
        let word = word.trim_end_matches('/');
        let stem = word.find("NAME").or_else(|| word.find("NNNN")).map_or(word, |at| &word[..at]);
        root.join(stem).exists()
            || src().join(stem).exists()
            || (!word.contains('/') && everything.iter().any(|path| path.file_name().is_some_and(|name| name == word)))
    };
    let missing: Vec<&str> = quoted.into_iter().filter(|word| !is_there(word)).collect();
    assert!(missing.is_empty(), "named, but not there: {missing:?}");
}

fn all_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { all_in(&path) } else { vec![path] }).collect()
}
