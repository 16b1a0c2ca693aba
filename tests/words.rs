//! The words: both languages have the same keys, the same blanks to fill, and every key that the code names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use duban::words::Lang;

/// The keys of a locale file with their texts.
fn texts(lang: Lang) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/locale/{}.toml", lang.locale()));
    let mut texts = BTreeMap::new();
    let mut section = String::new();
    for line in fs::read_to_string(path).expect("a locale file").lines() {
        if let Some(head) = line.strip_prefix('[') {
            section = format!("{}.", head.trim_end_matches(']'));
        } else if let Some((key, text)) =
            line.split_once(" = ").filter(|(key, _)| !key.starts_with('#') && *key != "_version")
        {
            texts.insert(format!("{section}{}", key.trim_matches('"')), text.trim_matches('"').to_owned());
        }
    }
    texts
}

fn blanks(text: &str) -> BTreeSet<&str> {
    text.split("%{").skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn both_languages_have_the_same_keys_and_blanks() {
    let [chinese, english] = Lang::ALL.map(texts);
    assert!(chinese.len() > 300);
    assert_eq!(chinese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    for (key, text) in &chinese {
        assert_eq!(blanks(text), blanks(&english[key]), "{key}");
    }
}

#[test]
fn every_key_that_the_code_names_has_words() {
    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() { sources(&entry, found) } else { found.push(entry) }
        }
    }
    let known = texts(Lang::Zh);
    let sections: BTreeSet<&str> = known.keys().filter_map(|key| key.split('.').next()).collect();
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut seen = 0;
    for file in files {
        let code = fs::read_to_string(&file).expect("a source file");
        for literal in code.split('"').skip(1).step_by(1) {
            let key_like =
                literal.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-'));
            let section = literal.split('.').next().unwrap_or_default();
            if key_like
                && literal.contains('.')
                && !literal.ends_with('.')
                && sections.contains(section)
                && literal != "plan.db"
            {
                seen += 1;
                assert!(known.contains_key(literal), "{literal} in {}", file.display());
            }
        }
    }
    assert!(seen > 150, "keys were found in the code: {seen}");
}

#[test]
fn words_are_found_in_the_language_asked_for() {
    assert_eq!(Lang::Zh.say("stage.active"), "办理中");
    assert_eq!(Lang::En.say("stage.active"), "under way");
    assert_eq!(Lang::Zh.fill("light.late", &[("n", &12)]), "超期 12 天");
}

#[test]
fn words_that_are_looked_up_by_code_are_there_for_every_code() {
    use duban::plan::{DirectiveKind, PERMISSIONS, Role};
    let keys = DirectiveKind::ALL.map(|kind| format!("directive.{}", kind.code())).into_iter();
    let keys = keys.chain(Role::ALL.map(|role| format!("role.{}", role.code())));
    let keys = keys.chain(PERMISSIONS.map(|(action, _)| format!("action.{}", action.code())));
    // The footer names what it offers, the help and the palette name every command.
    let bindings = duban::app::BINDINGS.iter();
    let keys = keys.chain(bindings.flat_map(|row| {
        let hint = row.hint.map(|_| format!("hint.{}", row.command.code()));
        hint.into_iter().chain([row.command.key()])
    }));
    for key in keys {
        assert!(texts(Lang::Zh).contains_key(&key), "{key}");
    }
}
