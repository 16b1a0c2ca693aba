//! The README's key tables are made from the key table. `UPDATE=1 cargo test --test readme` rewrites them.

use duban::app::{BINDINGS, Group, written_all};
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

#[test]
fn the_key_tables_are_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let mut readme = std::fs::read_to_string(path).expect("the README");
    for (name, lang) in [("keys", Lang::Zh), ("keys-en", Lang::En)] {
        let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let from = readme.find(&open).expect("the opening mark") + open.len();
        let to = readme.find(&close).expect("the closing mark");
        let table = table(lang);
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
