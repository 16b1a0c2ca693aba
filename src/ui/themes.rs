//! The themes there are: those that come with the program and a person's own, all read from TOML in the same way. What a
//! file says wrongly is told with its place; the rest of it holds.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::theme::{Depth, Look, Looks, Role, Theme, nearest};
use crate::app::{FileFault, FileFaults, FileTrouble, ThemeName};

/// The text of the themes that come with the program; the one without colours needs none.
const BUILT_IN: [(ThemeName, &str); 7] = [
    (ThemeName::DARK, include_str!("../../assets/themes/dark.toml")),
    (ThemeName::LIGHT, include_str!("../../assets/themes/light.toml")),
    (ThemeName::PROJECTOR, include_str!("../../assets/themes/projector.toml")),
    (ThemeName::SOLARIZED_LIGHT, include_str!("../../assets/themes/solarized-light.toml")),
    (ThemeName::GRUVBOX, include_str!("../../assets/themes/gruvbox.toml")),
    (ThemeName::HIGH_CONTRAST, include_str!("../../assets/themes/high-contrast.toml")),
    (ThemeName::COLOUR_BLIND, include_str!("../../assets/themes/colour-blind.toml")),
];

/// A person's own themes, by name; each is read when it is shown.
#[derive(Debug, Clone, Default)]
pub struct Themes {
    own: Vec<(ThemeName, String)>,
}

impl Themes {
    /// The built-in themes and these; a name of a built-in one is not given to another.
    pub fn new(own: Vec<(ThemeName, String)>) -> Self {
        Self { own: own.into_iter().filter(|(name, _)| !name.is_built_in()).collect() }
    }

    /// The names of all, in the order in which one key goes through them.
    pub fn names(&self) -> Vec<ThemeName> {
        ThemeName::BUILT_IN.into_iter().chain(self.own.iter().map(|(name, _)| name.clone())).collect()
    }

    /// The TOML of a theme; there is none for the one without colours.
    pub fn source(&self, name: &ThemeName) -> Option<&str> {
        let built_in = BUILT_IN.iter().find(|(known, _)| known == name).map(|(_, text)| *text);
        built_in.or_else(|| self.own.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str()))
    }

    /// A theme on a terminal with so many colours. One that is not there looks like the first.
    pub fn theme(&self, name: &ThemeName, depth: Depth) -> Theme {
        if *name == ThemeName::MONO || depth == Depth::None {
            return Theme::new(None, depth);
        }
        let text = self.source(name).unwrap_or(BUILT_IN[0].1);
        Theme::new(Some(read_theme(text).0), depth)
    }
}

/// The looks that a file tells, and what it says wrongly.
pub fn read_theme(text: &str) -> (Looks, Vec<FileFault>) {
    let (table, mut faults) = FileFaults::read(text);
    let mut looks = base(&table, text, &mut faults);
    let palette = palette(&table, &mut faults);
    let ground = looks[Role::Text].bg;
    let mut given = Vec::new();
    for (key, value) in &table {
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("base" | "palette", _) => {}
            ("colours" | "colors", DeValue::Table(roles)) => given = colours(roles, &palette, &mut looks, &mut faults),
            (other, _) => faults.add(key.span().start, FileTrouble::Unknown(other.to_owned())),
        }
    }
    // What stands on the page stands on its ground, also where that alone is another.
    let page = looks[Role::Text].bg;
    let on_page = looks.iter_mut().filter(|(role, look)| look.bg == ground && !given.contains(role));
    on_page.for_each(|(_, look)| look.bg = page);
    (looks, faults.in_order())
}

/// The looks that hold where the file says nothing: those of its base, else of the first. The first stands on nothing.
fn base(table: &DeTable<'_>, text: &str, faults: &mut FileFaults<'_>) -> Looks {
    let first = BUILT_IN[0].1;
    let mut source = first;
    if let Some(value) = table.get("base") {
        let name = value.get_ref().as_str().unwrap_or_default();
        match BUILT_IN.iter().find(|(known, _)| known.code() == name) {
            Some((_, found)) => source = found,
            None => faults.add(value.span().start, FileTrouble::UnknownBase(name.to_owned())),
        }
    }
    if source == text { Looks::default() } else { read_theme(source).0 }
}

/// Colours with names of the file's own.
fn palette(table: &DeTable<'_>, faults: &mut FileFaults<'_>) -> HashMap<String, u8> {
    let mut palette = HashMap::new();
    let entries = table.get("palette").and_then(|value| value.get_ref().as_table());
    for (name, value) in entries.into_iter().flatten() {
        match colour(value.get_ref(), &palette) {
            Ok(index) => drop(palette.insert(name.get_ref().to_string(), index)),
            Err(said) => faults.add(value.span().start, FileTrouble::NoColour(said)),
        }
    }
    palette
}

/// Takes over the looks that a file tells; returns the roles whose ground it tells.
fn colours(
    roles: &DeTable<'_>,
    palette: &HashMap<String, u8>,
    looks: &mut Looks,
    faults: &mut FileFaults<'_>,
) -> Vec<Role> {
    let mut given = Vec::new();
    let names: HashMap<String, Role> = Role::all().map(|role| (role.name(), role)).collect();
    for (name, value) in roles {
        let Some(role) = names.get(name.get_ref().as_ref()).copied() else {
            faults.add(name.span().start, FileTrouble::Unknown(name.get_ref().to_string()));
            continue;
        };
        let DeValue::Table(parts) = value.get_ref() else {
            faults.add(value.span().start, FileTrouble::NoColour(as_written(value.get_ref())));
            continue;
        };
        if parts.contains_key("bg") {
            given.push(role);
        }
        for (part, value) in parts {
            look(&mut looks[role], part, value, palette, faults);
        }
    }
    given
}

/// One part of a look: its colour, its ground, whether it is bold.
fn look(
    look: &mut Look,
    part: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
    palette: &HashMap<String, u8>,
    faults: &mut FileFaults<'_>,
) {
    match part.get_ref().as_ref() {
        part @ ("fg" | "bg") => match colour(value.get_ref(), palette) {
            Ok(index) if part == "fg" => look.fg = index,
            Ok(index) => look.bg = index,
            Err(said) => faults.add(value.span().start, FileTrouble::NoColour(said)),
        },
        "bold" if value.get_ref().is_bool() => look.is_bold = value.get_ref().as_bool() == Some(true),
        other => faults.add(part.span().start, FileTrouble::Unknown(other.to_owned())),
    }
}

/// A colour as it is written, or what is written in its place.
fn colour(value: &DeValue<'_>, palette: &HashMap<String, u8>) -> Result<u8, String> {
    let written = as_written(value);
    let number = value.as_integer().and_then(|number| number.as_str().parse::<u8>().ok()).filter(|index| *index >= 16);
    let hex = || {
        let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
        Some(nearest([part(0)?, part(2)?, part(4)?]))
    };
    number.or_else(|| palette.get(&written).copied()).or_else(hex).ok_or(written)
}

fn as_written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        other => other.type_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_with_the_program_is_whole_and_says_nothing_wrong() {
        for (name, text) in BUILT_IN {
            assert_eq!(read_theme(text).1, [], "{name:?}");
        }
        // The first says every role, so that nothing is black on black.
        for role in Role::all() {
            assert!(BUILT_IN[0].1.contains(&format!("\n{} = ", role.name())), "{}", role.name());
        }
    }

    #[test]
    fn a_mistake_is_told_with_its_place_and_the_rest_holds() {
        let text = "base = \"light\"\n[palette]\nsea = \"#005f87\"\n[colours]\ntext = { fg = \"sea\", bg = \"mud\" }\n\
                    txt = { fg = 16 }\nbar = { fg = 9 }\n";
        let (looks, faults) = read_theme(text);
        assert_eq!((looks[Role::Text].fg, looks[Role::Text].bg), (24, 231), "the sea on the ground of its base");
        let told: Vec<_> = faults.iter().map(|it| (it.line, it.column, it.what.clone())).collect();
        assert_eq!(
            told,
            [
                (5, 27, FileTrouble::NoColour("mud".into())),
                (6, 1, FileTrouble::Unknown("txt".into())),
                (7, 14, FileTrouble::NoColour("9".into())),
            ]
        );
        let (looks, faults) = read_theme("[colours]\ntext = { fg = 16 }\nbar = {\n");
        assert_eq!(looks[Role::Text].fg, 16);
        assert!(matches!(&faults[..], [FileFault { what: FileTrouble::Syntax(_), .. }, ..]), "{faults:?}");
    }
}
