//! Papers of other bureaus, in the shapes and formats that they come in, each with what a right reading of it is. A score is
//! printed; one that is read worse than before is a failure.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use duban::plan::SchoolCalendar;
use duban::read::{DraftPlan, WarningKind, parse_paper, read_paper};

/// What a right reading is.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Reading {
    title: String,
    issuer: String,
    period: String,
    preamble: String,
    sections: Vec<String>,
    items: Vec<String>,
    looks: usize,
}

fn papers() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers");
    let entries = std::fs::read_dir(folder).expect("the papers are there").map(|entry| entry.expect("a file").path());
    let mut found: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_none_or(|ending| ending != "toml")).collect();
    found.sort();
    found
}

fn draft_of(path: &Path) -> DraftPlan {
    let bytes = std::fs::read(path).expect("reads");
    let name = Path::new(path.file_name().expect("a name"));
    let paper = read_paper(&bytes, name).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
    let mut draft = parse_paper(&paper, None, &SchoolCalendar::default());
    if draft.title.text.is_empty() {
        draft.title.text = name.file_stem().expect("a stem").to_string_lossy().into_owned();
    }
    draft
}

fn reading(draft: &DraftPlan) -> Reading {
    let none = || "-".to_owned();
    let items = draft.sections.iter().flat_map(|section| &section.items).map(|item| {
        let lead = item.work.lead.clone().unwrap_or_else(none);
        let due = item.work.due.map_or_else(none, |day| day.to_string());
        format!("{} {} | {lead} | {due} | {}", item.no, item.title.text, item.measures.len())
    });
    Reading {
        title: draft.title.text.clone(),
        issuer: draft.issuer.clone(),
        period: draft.period.map_or_else(none, |period| period.to_string()),
        preamble: draft.preamble.text.clone(),
        sections: draft.sections.iter().map(|section| section.label.clone()).collect(),
        items: items.collect(),
        looks: draft.warnings.iter().filter(|warning| warning.kind.needs_a_look()).count(),
    }
}

#[test]
fn every_paper_is_read_right() {
    let (mut right, mut told) = (0, String::new());
    let papers = papers();
    for path in &papers {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let expected = std::fs::read_to_string(path.with_file_name(format!("{name}.toml"))).expect("what is right");
        let expected: Reading = toml::from_str(&expected).unwrap_or_else(|error| panic!("{name}: {error}"));
        let draft = draft_of(path);
        let found = reading(&draft);
        if found == expected {
            right += 1;
        } else {
            let warnings: Vec<(usize, &WarningKind)> = draft.warnings.iter().map(|w| (w.line, &w.kind)).collect();
            writeln!(told, "{name}\n  right: {expected:?}\n  read:  {found:?}\n  {warnings:?}").expect("writes");
        }
    }
    println!("papers read right: {right} of {}", papers.len());
    assert!(told.is_empty(), "read right: {right} of {}\n{told}", papers.len());
    assert!(papers.len() >= 30);
}
