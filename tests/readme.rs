//! The README's tables of keys and of rules are made from those of the program. `UPDATE=1 cargo test --test readme` rewrites them.

use duban::app::{BINDINGS, Group, written_all};
use duban::plan::default_rules;
use duban::report::{RuleLine, Term, rule_lines};
use duban::words::Lang;

/// The key table as Markdown.
fn table(lang: Lang) -> String {
    let mut text = String::new();
    let heads = if lang == Lang::Zh { "| 按键 | 作用 |" } else { "| keys | meaning |" };
    for group in Group::ALL {
        text.push_str(&format!("\n**{}**\n\n{heads}\n|---|---|\n", lang.say(group.text())));
        let mut told: Vec<String> = Vec::new();
        for row in BINDINGS.iter().filter(|row| row.group == group) {
            let keys: Vec<String> =
                written_all(row).split("  ").map(|keys| format!("`{}`", keys.replace('|', "\\|"))).collect();
            let line = format!("| {} | {} |\n", keys.join(" "), lang.say(row.command.text()));
            if !told.contains(&line) {
                text.push_str(&line);
                told.push(line);
            }
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
        ("keys", table(Lang::Zh)),
        ("keys-en", table(Lang::En)),
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
