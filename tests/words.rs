//! The words: what the compiler cannot see about them. That each word is there in both languages, with the same
//! blanks, is seen to when they are made into code; here is what a translator is told when it is not so.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use duban::words::Lang;

#[path = "../build.rs"]
#[allow(dead_code, reason = "the build runs what the tests do not")]
mod build;

/// The keys of a locale file with their texts.
fn texts(lang: Lang) -> BTreeMap<String, String> {
    fn collect(table: toml::Table, path: &str, texts: &mut BTreeMap<String, String>) {
        for (key, value) in table {
            match value {
                toml::Value::Table(table) => collect(table, &format!("{path}{key}."), texts),
                value => drop(texts.insert(format!("{path}{key}"), value.as_str().expect("a text").to_owned())),
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/locale/{}.toml", lang.locale()));
    let mut texts = BTreeMap::new();
    collect(fs::read_to_string(path).expect("a locale file").parse().expect("TOML"), "", &mut texts);
    assert!(texts.len() > 1000, "{}", texts.len());
    texts
}

/// The texts that `odd` finds something in.
fn odd(lang: Lang, odd: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    texts(lang).into_iter().filter(|(_, text)| odd(text)).collect()
}

/// Without what stands between `“` and `”`: that is quoted from a document, or typed.
fn unquoted(text: &str) -> String {
    text.split('“').map(|part| part.split_once('”').map_or(part, |(_, rest)| rest)).collect()
}

#[test]
fn each_language_keeps_to_its_own_punctuation() {
    let found = odd(Lang::Zh, |text| text.contains(['，', '：', '；', '（', '）', '？', '！', '％', '　']));
    assert!(found.is_empty(), "Chinese is written with half-width , : ; ( ) ? like the plans: {found:?}");
    let found = odd(Lang::Zh, |text| {
        let signs: Vec<char> = text.chars().collect();
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        signs.windows(2).any(|two| han(two[0]) && two[1] == '.') || text.contains(['"', '\u{2018}', '\u{2019}'])
    });
    assert!(found.is_empty(), "Chinese sentences end with 。 and quote with “”: {found:?}");
    let found =
        odd(Lang::En, |text| unquoted(text).contains(['，', '：', '；', '（', '）', '？', '！', '。', '、', '《']));
    assert!(found.is_empty(), "English has no Chinese punctuation: {found:?}");
}

#[test]
fn no_sign_is_doubled() {
    for lang in Lang::ALL {
        let found = odd(lang, |text| [",,", "。。", "::", ";;", "、、"].iter().any(|twice| text.contains(twice)));
        assert!(found.is_empty(), "{lang:?}: {found:?}");
    }
}

/// What the build says about these two files.
fn faults(zh: &str, en: &str) -> String {
    build::generate([zh, en]).expect_err("the build must stop").join("\n")
}

#[test]
fn a_word_that_one_language_lacks_ends_the_build_with_file_and_key() {
    let said = faults("[light]\nlate = \"超期\"\nred = \"红\"", "[light]\nlate = \"late\"");
    assert_eq!(said, "light.red: missing in en.toml, but there in zh-CN.toml");
    let said = faults("[light]\nlate = \"超期\"", "[light]\nlate = \"late\"\n[more]\nx = \"y\"");
    assert_eq!(said, "more: missing in zh-CN.toml, but there in en.toml");
}

#[test]
fn blanks_that_differ_end_the_build_with_file_key_and_blank() {
    let said = faults("late = \"超期 %{n} 天\"", "late = \"%{days} days late\"");
    assert!(said.contains("late: %{n} stands in zh-CN.toml, but not in en.toml"), "{said}");
    assert!(said.contains("late: %{days} stands in en.toml, but not in zh-CN.toml"), "{said}");
    assert_eq!(faults("late = \"超期 %{n\"", "late = \"late\""), "late: `%{` without `}` in zh-CN.toml");
    assert!(faults("late = \"%{N}\"", "late = \"%{N}\"").contains("is no name"));
}

#[test]
fn what_cannot_become_code_ends_the_build_in_words() {
    assert!(faults("[loop]\na = \"b\"", "[loop]\na = \"b\"").contains("[loop]: Rust keeps this name"));
    assert!(faults("a-b = \"1\"\na_b = \"2\"", "a-b = \"1\"\na_b = \"2\"").contains("reads like"));
    assert!(faults("1a = \"1\"", "1a = \"1\"").contains("begins with a letter"));
    assert!(faults("a = 1", "a = 1").contains("must be a text in both files"));
    assert!(faults("a = \"\"", "a = \"b\"").contains("a: empty in zh-CN.toml"));
    assert!(faults("a = \"b", "a = \"b\"").starts_with("zh-CN.toml: TOML parse error at line 1"));
}

#[test]
fn a_word_with_blanks_becomes_a_struct_and_a_plain_one_a_constant() {
    let code = build::generate([
        "[light]\nlate = \"超期 %{n} 天\"\non-track = \"正常\"",
        "[light]\nlate = \"%{n} late {}\"\non-track = \"fine\"",
    ]);
    let code = code.expect("code");
    assert!(code.contains("pub(crate) mod light {"), "{code}");
    assert!(code.contains("pub(crate) const ON_TRACK: crate::words::Text"), "{code}");
    assert!(code.contains("pub(crate) struct Late<'a>"), "{code}");
    assert!(code.contains(r#"write!(out, "{} late {{}}", self.n)"#), "{code}");
}

#[test]
fn one_thing_has_one_word() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/words.md");
    let list = fs::read_to_string(path).expect("the list of words");
    let rows: Vec<Vec<&str>> = list
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| 说"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() > 20, "{}", rows.len());
    for row in rows {
        let [word, never, ..] = row[..] else { panic!("{row:?}") };
        assert!(!odd(Lang::Zh, |text| text.contains(word)).is_empty(), "{word} is said nowhere");
        for other in never.split('、') {
            // What people type in the palette is not what the program says.
            let said = odd(Lang::Zh, |text| text.contains(other));
            let found: Vec<_> = said.into_iter().filter(|(key, _)| !key.starts_with("synonym.")).collect();
            assert!(found.is_empty(), "{other} is said for {word}: {found:?}");
        }
    }
}

#[test]
fn the_demonstration_is_english_where_the_language_is_and_has_the_same_lights() {
    let boards = duban::words::Lang::ALL.map(|lang| {
        let mut store = duban::cli::demo_store_in(lang).expect("the demonstration");
        store.load(duban::plan::PlanId(1)).expect("the plan")
    });
    let levels = boards.each_ref().map(|board| {
        board
            .items()
            .iter()
            .map(|item| (item.no, board.light_of(item, duban::cli::demo_day()).level))
            .collect::<Vec<_>>()
    });
    assert_eq!(levels[0], levels[1]);
    let [_, english] = &boards;
    let is_han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let mut said: Vec<&str> = english.sections.iter().map(|section| section.heading.as_str()).collect();
    for item in english.items() {
        assert!(!item.measures.is_empty(), "{}", item.no);
        said.push(&item.title);
        said.extend(item.measures.iter().map(|measure| measure.text.as_str()));
        said.extend(item.reports.iter().flat_map(|report| [report.done.as_str(), &report.problem, &report.next]));
        said.extend(item.work.lead.iter().chain(&item.work.leader).map(String::as_str));
    }
    said.extend(english.directives.iter().map(|it| it.text.as_str()));
    said.extend(english.meetings.iter().map(|it| it.title.as_str()));
    assert_eq!(said.iter().filter(|text| text.chars().any(is_han)).collect::<Vec<_>>(), Vec::<&&str>::new());
}
