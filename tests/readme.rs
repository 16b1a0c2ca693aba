//! The README's tables are made from those of the program: the keys that work everywhere and a table a screen for the rest,
//! and the rules of lights. `UPDATE=1 cargo test --test readme` rewrites them.

use duban::app::{key_tables, written_all};
use duban::plan::{Field, default_rules};
use duban::report::{RuleLine, Term, rule_lines};
use duban::words::Lang;

/// The key tables as Markdown.
fn written(lang: Lang) -> String {
    let heads = if lang == Lang::Zh { "| 按键 | 作用 |" } else { "| keys | meaning |" };
    let mut text = String::new();
    for table in key_tables() {
        text.push_str(&format!("\n**{}**\n\n{heads}\n|---|---|\n", lang.say(table.heading)));
        for row in table.rows {
            let keys: Vec<String> =
                written_all(row).split("  ").map(|keys| format!("`{}`", keys.replace('|', "\\|"))).collect();
            text.push_str(&format!("| {} | {} |\n", keys.join(" "), lang.say(row.command.text())));
        }
    }
    text
}

/// The rules of lights as Markdown, with the numbers by which `w` calls them.
fn rules(lang: Lang) -> String {
    let heads = if lang == Lang::Zh { "| | 规则 | 灯 |" } else { "| | rule | light |" };
    let line = |line: RuleLine| {
        let level = lang.say(line.level.text());
        format!("| {} | {} | {level} {} |\n", line.no, line.rule, line.word)
    };
    let lines = rule_lines(lang, &default_rules()).into_iter().map(line);
    format!("\n{heads}\n|---|---|---|\n{}", lines.collect::<String>())
}

#[test]
fn the_tables_are_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let mut readme = std::fs::read_to_string(path).expect("the README");
    let tables = [
        ("keys", written(Lang::Zh)),
        ("keys-en", written(Lang::En)),
        ("rules", rules(Lang::Zh)),
        ("rules-en", rules(Lang::En)),
    ];
    for (name, table) in tables {
        let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let from = readme.find(&open).expect("the opening mark") + open.len();
        let to = readme.find(&close).expect("the closing mark");
        if std::env::var_os("UPDATE").is_some() {
            readme.replace_range(from..to, &table);
        } else {
            assert_eq!(&readme[from..to], table, "run UPDATE=1 cargo test --test readme");
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, readme).expect("writes the README");
    }
}

fn said(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().expect("a folder");
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_duban"));
    let output = program.args(arguments).env_clear().env("HOME", home.path()).output().expect("runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every key that `set` takes and every field of the JSON stands in the README, and the help of `set` names its keys.
#[test]
fn every_key_of_set_and_every_field_of_the_json_is_written_down() {
    let readme = include_str!("../README.md");
    let (zh, en) = (said(&["--lang", "zh", "set", "--help"]), said(&["--lang", "en", "set", "--help"]));
    let keys = readme.lines().find(|line| line.starts_with("`set` 的键")).expect("the keys of set");
    for field in Field::ALL {
        let key = if *field == Field::Standing { "stage" } else { field.code() };
        assert!(keys.contains(&format!("`{key}`")), "{key} in the README");
        assert!(zh.contains(key) && en.contains(key), "{key} in the help of set");
    }
    let json: serde_json::Value = serde_json::from_str(&said(&["show", "14", "--json"])).expect("JSON");
    for name in json.as_object().expect("an object").keys() {
        assert!(readme.contains(&format!("`{name}`")), "{name} in the README");
    }
}
