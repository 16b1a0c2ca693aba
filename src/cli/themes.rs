//! `duban themes`: the sets of colours there are, each shown in its own; what a person's own file says wrongly; or the
//! TOML of one, to begin one's own with.

use std::io::IsTerminal;

use super::invocation::{Invocation, colour_depth};
use super::outcome::{Code, Done, Failure, print, write_out};
use super::own_file::fault_in_words;
use crate::app::ThemeName;
use crate::plan::{Level, clean_line};
use crate::ui::{Depth, Role, Theme, Themes, contrast, read_theme};
use crate::words::{self, Lang};

/// Columns before the samples.
const NAME: usize = 34;

/// Below this contrast letters are hard to read.
const READABLE: f64 = 4.5;

pub(super) fn themes(invocation: &Invocation, name: Option<&str>) -> Done {
    let themes = invocation.own.themes();
    match name {
        Some(name) => source(invocation.lang, &themes, name),
        None => list(invocation, &themes),
    }
}

/// The TOML of one.
fn source(lang: Lang, themes: &Themes, name: &str) -> Done {
    let names = themes.names();
    let Some(text) = names.iter().find(|known| known.code() == name).and_then(|name| themes.source(name)) else {
        let with_file: Vec<_> =
            names.iter().filter(|name| themes.source(name).is_some()).map(ThemeName::code).collect();
        let known = with_file.join(" ");
        return Err(Failure::new(Code::Usage, lang.fill(words::trouble::NoSuchWord { word: &name, known: &known })));
    };
    print(text)
}

fn list(invocation: &Invocation, themes: &Themes) -> Done {
    let lang = invocation.lang;
    let depth = if std::io::stdout().is_terminal() { colour_depth() } else { Depth::None };
    let mut text = String::new();
    for name in themes.names() {
        let title = format!("{}  {}", name.code(), name.in_words(lang));
        let pad = NAME.saturating_sub(unicode_width::UnicodeWidthStr::width(title.as_str()));
        text.push_str(&title);
        if depth == Depth::Colours256 {
            text.push_str(&" ".repeat(pad));
            text.push_str(&sample(lang, themes.theme(&name, depth)));
        }
        text.push('\n');
        if let Some(source) = themes.source(&name).filter(|_| !name.is_built_in()) {
            for fault in faults(lang, source) {
                text.push_str(&format!("  {}\n", clean_line(&fault)));
            }
        }
    }
    for path in invocation.own.unreadable_themes() {
        let told = lang.fill(words::themes::Unreadable { path: &path.display() });
        text.push_str(&format!("{}\n", clean_line(&told)));
    }
    if let Some(folder) = invocation.own.themes_folder() {
        text.push_str(&lang.fill(words::themes::Own { folder: &folder.display() }));
        text.push('\n');
    }
    // Names and faults are clean; the samples are to colour the terminal.
    write_out(&text)
}

/// What of a theme matters most, in its own colours.
fn sample(lang: Lang, theme: Theme) -> String {
    let light = |level: Level, solid: bool| if solid { Role::Light(level) } else { Role::Ink(level) };
    let parts = [
        (Role::Text, words::themes::TEXT),
        (Role::Dim, words::themes::DIM),
        (Role::Selected, words::themes::SELECTED),
        (Role::Focus, words::themes::FOCUS),
        (light(Level::Red, true), words::short::LATE),
        (light(Level::Yellow, true), words::short::BEHIND),
        (light(Level::Green, false), words::short::ON_TRACK),
    ];
    let mut text = String::new();
    for (role, word) in parts {
        let word = format!(" {} ", lang.say(word));
        match theme.pair(role) {
            Some((fg, bg)) => text.push_str(&format!("\x1b[38;5;{fg};48;5;{bg}m{word}\x1b[0m")),
            None if matches!(role, Role::Selected | Role::Focus | Role::Light(_)) => {
                text.push_str(&format!("\x1b[7m{word}\x1b[0m"));
            }
            None => text.push_str(&word),
        }
    }
    text
}

/// What a file says wrongly, and what in it is hard to read.
fn faults(lang: Lang, source: &str) -> Vec<String> {
    let (looks, faults) = read_theme(source);
    let theme = Theme::new(Some(looks), Depth::Colours256);
    let hard = Role::all()
        // What is behind a popup is to be out of the way.
        .filter(|role| *role != Role::Behind)
        .filter_map(|role| theme.pair(role).map(|pair| (role, contrast(pair))))
        .filter(|(_, contrast)| *contrast < READABLE)
        .map(|(role, contrast)| {
            let contrast = format!("{contrast:.1}");
            lang.fill(words::themes::HardToRead { role: &role.name(), contrast: &contrast })
        });
    faults.iter().map(|fault| fault_in_words(lang, fault)).chain(hard).collect()
}
