//! The README's tables are made from those of the program: the keys that work everywhere and a table a screen for the rest,
//! and the rules of lights. `UPDATE=1 cargo test --test readme` rewrites them.

use duban::app::{key_tables, written_all};
use duban::plan::default_rules;
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
