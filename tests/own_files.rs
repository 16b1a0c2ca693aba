//! A person's own colours, written from the documentation alone: a file in a folder, shown by the program, its mistakes
//! told with their place.

#[path = "support/pty.rs"]
mod pty;
#[path = "support/shell.rs"]
mod shell;

use pty::Setup;
use shell::said;
use tempfile::tempdir;

#[test]
fn a_theme_of_ones_own_is_shown_and_its_mistakes_are_told_with_their_place() {
    let home = tempdir().expect("a home");
    let folder = home.path().join(".config/duban/themes");
    std::fs::create_dir_all(&folder).expect("a folder");
    // Begun with one that is there, as the documentation says.
    let begun = said(home.path(), &["themes", "gruvbox"]).1;
    assert!(begun.contains("[colours]"), "{begun}");
    std::fs::write(folder.join("mine.toml"), begun).expect("written");
    let list = said(home.path(), &["themes"]).1;
    assert!(list.contains("mine"), "{list}");
    assert!(!list.contains("行"), "nothing is wrong with it: {list}");

    let text =
        "base = \"light\"\n[colours]\nfocus = { bg = \"rot\" }\ntxet = { fg = \"#000000\" }\ndim = { fg = 255 }\n";
    std::fs::write(folder.join("mine.toml"), text).expect("written");
    let list = said(home.path(), &["themes"]).1;
    assert!(list.contains("第 3 行第 16 列:“rot”不是颜色"), "{list}");
    assert!(list.contains("第 4 行第 1 列:不认识“txet”"), "{list}");
    assert!(list.contains("dim 的对比只有 1.2:1"), "{list}");
    let mut terminal = Setup { arguments: &["--theme", "mine"], ..Setup::at(home.path()) }.start();
    terminal.wait_for("配色文件 2 处有误").wait_for("政治引领");
}

#[test]
fn a_name_that_is_not_there_is_answered_with_those_that_are() {
    let home = tempdir().expect("a home");
    let said = said(home.path(), &["themes", "nosuch"]).1;
    assert!(said.contains("gruvbox") && said.contains("solarized-light"), "{said}");
}

#[test]
fn keys_of_ones_own_hold_and_show_in_footer_and_help() {
    let home = tempdir().expect("a home");
    let folder = home.path().join(".config/duban");
    std::fs::create_dir_all(&folder).expect("a folder");
    // What is printed can be kept as it is, whole: it says nothing wrong and changes nothing.
    let printed = said(home.path(), &["keymap"]).1;
    let whole: String = printed.lines().map(|line| format!("{}\n", line.trim_start_matches("# "))).skip(1).collect();
    std::fs::write(folder.join("config.toml"), whole).expect("written");
    assert!(!said(home.path(), &["keymap"]).1.contains("duban:"), "{printed}");

    let text = "[keys]\nwhy = \"p\"\nedit-percent = \"w\"\nmark = \"q\"\n";
    std::fs::write(folder.join("config.toml"), text).expect("written");
    assert!(said(home.path(), &["keymap"]).1.contains("第 4 行第 1 列:“q”已经是“退出”"));
    let mut terminal = Setup { arguments: &["demo"], ..Setup::at(home.path()) }.start();
    terminal.wait_for("配置文件 1 处有误").keys("j").wait_for("w 进度").wait_for("p 为何");
    terminal.keys("p").wait_for("为什么是").keys("\x1b").wait_gone("为什么是");
    terminal.keys("?").wait_for("帮助").wait_for("w       填进度");
}

#[test]
fn the_whole_of_ones_choices_is_printed_kept_and_changed_one_by_one() {
    let home = tempdir().expect("a home");
    let file = home.path().join(".config/duban/config.toml");
    // What is printed is a file that says nothing wrong, also with every line of it taken in.
    let printed = said(home.path(), &["config", "show"]).1;
    let taken_in = |line: &str| line.strip_prefix("# ").filter(|line| line.contains(" = ")).unwrap_or(line).to_owned();
    let whole: String = printed.lines().map(|line| taken_in(line) + "\n").collect();
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    std::fs::write(&file, &whole).expect("written");
    let again = said(home.path(), &["config", "show"]).1;
    assert!(!again.contains("duban:") && again.contains("\ntheme = \"dark\""), "{again}");

    std::fs::write(&file, "# 我的\n[keys]\nwhy = \"p\"  # 说明\nedit-percent = \"w\"\n").expect("written");
    said(home.path(), &["config", "set", "theme", "gruvbox"]);
    said(home.path(), &["config", "set", "columns", "lead days_late"]);
    let text = std::fs::read_to_string(&file).expect("text");
    assert!(text.contains("# 我的") && text.contains("why = \"p\"  # 说明"), "{text}");
    assert_eq!(said(home.path(), &["config", "get", "columns"]).1.trim(), "lead days_late");
    assert!(said(home.path(), &["config"]).1.contains("theme = gruvbox  (自己的)"));
    let refused = said(home.path(), &["config", "set", "columns", "lead laed"]).1;
    assert!(refused.contains("laed") && refused.contains("days_late"), "{refused}");
    // The board takes it up: no light, the lead and how late; and T writes the next theme into the same file.
    let mut terminal = Setup { arguments: &[], ..Setup::at(home.path()) }.start();
    terminal.wait_for("政治引领").keys("v2").wait_for("超期天数").keys("T").wait_for("高对比");
    terminal.keys("q");
    terminal.wait_end();
    let text = std::fs::read_to_string(&file).expect("text");
    assert!(text.contains("theme = \"high-contrast\"") && text.contains("# 我的"), "{text}");
}

#[test]
fn what_earlier_versions_kept_is_taken_over_once() {
    let home = tempdir().expect("a home");
    let folder = home.path().join(".config/duban");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("preferences.json"), r#"{"lang":"zh","theme":"gruvbox","plan":1}"#).expect("written");
    std::fs::write(folder.join("keys.toml"), "# mine\n[keys]\nwhy = \"p\"\nedit-percent = \"w\"\n").expect("written");
    assert_eq!(said(home.path(), &["config", "get", "theme"]).1.trim(), "gruvbox");
    assert!(said(home.path(), &["keymap"]).1.contains("\nwhy = [\"p\"]"));
    // From here on it is one file, and the old ones are not looked at any more.
    said(home.path(), &["config", "set", "theme", "mono"]);
    assert_eq!(said(home.path(), &["config", "theme"]).1.trim(), "mono", "also asked for by its name alone");
    said(home.path(), &["config", "theme", "light"]);
    assert_eq!(said(home.path(), &["config", "get", "theme"]).1.trim(), "light");
}
