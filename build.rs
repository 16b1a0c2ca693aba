//! Turns the locale files into Rust: a module for each table, a constant for each plain word and a struct for each
//! word with blanks. A word that one language lacks, or whose blanks differ, ends the build with its file and key.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// The languages: how the generated code calls them, and their files below `assets/locale`.
const LANGUAGES: [(&str, &str); 2] = [("zh", "zh-CN.toml"), ("en", "en.toml")];

/// Names that Rust keeps for itself, as far as a translator is likely to use them.
const KEYWORDS: &[&str] = &[
    "as", "async", "await", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum", "extern",
    "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut",
    "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type",
    "unsafe", "use", "virtual", "where", "while", "yield",
];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the folder of the crate"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder for what is built"));
    println!("cargo::rerun-if-changed=build.rs");
    let texts = LANGUAGES.map(|(_, name)| {
        let path = root.join("assets/locale").join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    });
    let written = match texts {
        [Ok(zh), Ok(en)] => generate([&zh, &en]).and_then(|code| write(&out.join("words.rs"), &code)),
        texts => Err(texts.into_iter().filter_map(Result::err).collect()),
    };
    if let Err(faults) = written {
        for fault in faults {
            println!("cargo::error={fault}");
        }
        process::exit(1);
    }
}

fn write(path: &Path, code: &str) -> Result<(), Vec<String>> {
    fs::write(path, code).map_err(|error| vec![format!("{}: {error}", path.display())])
}

/// One table of both locale files.
#[derive(Default)]
struct Module {
    modules: BTreeMap<String, Module>,
    words: BTreeMap<String, Word>,
}

/// One word in both languages, in the order of [`LANGUAGES`].
struct Word {
    texts: [Vec<Piece>; 2],
    /// In the order of the first text.
    blanks: Vec<String>,
}

#[derive(PartialEq)]
enum Piece {
    Text(String),
    Blank(String),
    /// By the number in a blank, one of two: `%{n:day|days}`.
    Counted(String, String, String),
}

/// The generated code for two locale files, or everything that is wrong with them.
pub fn generate(sources: [&str; 2]) -> Result<String, Vec<String>> {
    let mut faults = Vec::new();
    let tables = [0, 1].map(|at| {
        let read = sources[at].parse::<toml::Table>();
        read.map_err(|error| faults.push(format!("{}: {error}", LANGUAGES[at].1))).unwrap_or_default()
    });
    let mut module = Module::default();
    if faults.is_empty() {
        module = pair("", [Some(&tables[0]), Some(&tables[1])], &mut faults);
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut code = String::new();
    module.print(&mut code, 0);
    Ok(code)
}

/// Brings the same table of both files together.
fn pair(path: &str, tables: [Option<&toml::Table>; 2], faults: &mut Vec<String>) -> Module {
    let mut module = Module::default();
    let keys: BTreeSet<&String> = tables.iter().flatten().flat_map(|table| table.keys()).collect();
    let mut names = BTreeMap::new();
    for key in keys.into_iter().filter(|key| !(path.is_empty() && *key == "_version")) {
        let whole = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let name = key.replace('-', "_");
        if !is_name(&name) {
            faults.push(format!("{whole}: a key is made of a-z, 0-9, `_` and `-`, and begins with a letter"));
            continue;
        }
        if let Some(other) = names.insert(name.clone(), key) {
            faults.push(format!("{whole}: reads like `{other}` beside it"));
            continue;
        }
        let missing = [0, 1].into_iter().find(|at| tables[*at].is_none_or(|table| !table.contains_key(key)));
        if let Some(at) = missing {
            faults.push(format!("{whole}: missing in {}, but there in {}", LANGUAGES[at].1, LANGUAGES[1 - at].1));
            continue;
        }
        let values = tables.map(|table| table.and_then(|table| table.get(key)));
        match values {
            [Some(toml::Value::Table(zh)), Some(toml::Value::Table(en))] => {
                if KEYWORDS.contains(&name.as_str()) {
                    faults.push(format!("[{whole}]: Rust keeps this name for itself; please choose another"));
                    continue;
                }
                module.modules.insert(name, pair(&whole, [Some(zh), Some(en)], faults));
            }
            [Some(toml::Value::String(zh)), Some(toml::Value::String(en))] => {
                if let Some(word) = word(&whole, [zh, en], faults) {
                    module.words.insert(name, word);
                }
            }
            _ => faults.push(format!("{whole}: must be a text in both files, or a table in both")),
        }
    }
    module
}

/// One word in both languages, if its blanks agree.
fn word(path: &str, texts: [&str; 2], faults: &mut Vec<String>) -> Option<Word> {
    let before = faults.len();
    let texts = [0, 1].map(|at| {
        if texts[at].trim().is_empty() {
            faults.push(format!("{path}: empty in {}", LANGUAGES[at].1));
        }
        pieces(texts[at])
            .map_err(|fault| faults.push(format!("{path}: {fault} in {}", LANGUAGES[at].1)))
            .unwrap_or_default()
    });
    for at in [0, 1] {
        for piece in &texts[at] {
            if let Piece::Counted(name, ..) = piece
                && !texts[at].iter().any(|piece| matches!(piece, Piece::Blank(blank) if blank == name))
            {
                faults.push(format!("{path}: %{{{name}:…}} counts what does not stand in {}", LANGUAGES[at].1));
            }
        }
    }
    let blanks = [0, 1].map(|at| {
        let blank = |piece: &Piece| if let Piece::Blank(name) = piece { Some(name.clone()) } else { None };
        texts[at].iter().filter_map(blank).collect::<BTreeSet<String>>()
    });
    if faults.len() > before {
        return None;
    }
    for at in [0, 1] {
        for name in blanks[at].difference(&blanks[1 - at]) {
            let (here, there) = (LANGUAGES[at].1, LANGUAGES[1 - at].1);
            faults.push(format!("{path}: %{{{name}}} stands in {here}, but not in {there}"));
        }
    }
    let mut blanks: Vec<String> = Vec::new();
    for piece in &texts[0] {
        if let Piece::Blank(name) = piece
            && !blanks.contains(name)
        {
            blanks.push(name.clone());
        }
    }
    (faults.len() == before).then_some(Word { texts, blanks })
}

/// Parts a text at its blanks, `%{name}`, and at words that go by the number in one, `%{n:day|days}`.
fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut parts = text.split("%{");
    pieces.push(Piece::Text(parts.next().unwrap_or_default().to_owned()));
    for part in parts {
        let Some((name, rest)) = part.split_once('}') else { return Err("`%{` without `}`".to_owned()) };
        let (name, forms) = name.split_once(':').map_or((name, None), |(name, forms)| (name, Some(forms)));
        if !is_name(name) {
            return Err(format!("%{{{name}}} is no name: a-z, 0-9 and `_`"));
        }
        pieces.push(match forms.map(|forms| forms.split_once('|')) {
            None => Piece::Blank(name.to_owned()),
            Some(Some((one, more))) => Piece::Counted(name.to_owned(), one.to_owned(), more.to_owned()),
            Some(None) => return Err(format!("%{{{name}:…}} needs two words, as in %{{n:day|days}}")),
        });
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    Ok(pieces)
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

impl Module {
    fn print(&self, code: &mut String, depth: usize) {
        let pad = "    ".repeat(depth);
        for (name, word) in &self.words {
            word.print(code, &pad, name);
        }
        for (name, module) in &self.modules {
            let _ = writeln!(code, "{pad}pub(crate) mod {name} {{");
            module.print(code, depth + 1);
            let _ = writeln!(code, "{pad}}}");
        }
    }
}

impl Word {
    fn print(&self, code: &mut String, pad: &str, name: &str) {
        let [zh, en] = [0, 1].map(|at| self.shown(at));
        let _ = writeln!(code, "{pad}/// `{}` · `{}`", zh.replace('\n', "⏎"), en.replace('\n', "⏎"));
        if self.blanks.is_empty() {
            let name = name.to_ascii_uppercase();
            let _ = writeln!(code, "{pad}pub(crate) const {name}: {TEXT} = {TEXT} {{ zh: {zh:?}, en: {en:?} }};");
            return;
        }
        if self.blanks.iter().any(|blank| blank.starts_with(name) || blank.ends_with(name)) {
            let _ = writeln!(code, "{pad}#[allow(clippy::struct_field_names, reason = \"the words say so\")]");
        }
        let name = camel(name);
        let _ = writeln!(code, "{pad}pub(crate) struct {name}<'a> {{");
        for blank in &self.blanks {
            let _ = writeln!(code, "{pad}    pub(crate) {}: &'a dyn ::std::fmt::Display,", field(blank));
        }
        let _ = writeln!(code, "{pad}}}");
        let _ = writeln!(code, "{pad}impl {TEMPLATE} for {name}<'_> {{");
        let _ = writeln!(
            code,
            "{pad}    fn write(self, lang: {LANG}, out: &mut dyn ::std::fmt::Write) -> ::std::fmt::Result {{"
        );
        let _ = writeln!(code, "{pad}        match lang {{");
        for (at, (lang, _)) in LANGUAGES.iter().enumerate() {
            let _ = writeln!(code, "{pad}            {LANG}::{} => {},", camel(lang), self.written(at));
        }
        let _ = writeln!(code, "{pad}        }}\n{pad}    }}\n{pad}}}");
    }

    /// As it stands in the file.
    fn shown(&self, at: usize) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Blank(name) => format!("%{{{name}}}"),
            Piece::Counted(name, one, more) => format!("%{{{name}:{one}|{more}}}"),
        };
        self.texts[at].iter().map(piece).collect()
    }

    /// The statement that writes it, blanks and all, in one pass.
    fn written(&self, at: usize) -> String {
        let mut format = String::new();
        let mut values = String::new();
        for piece in &self.texts[at] {
            match piece {
                Piece::Text(text) => format.push_str(&text.replace('{', "{{").replace('}', "}}")),
                Piece::Blank(name) => {
                    format.push_str("{}");
                    let _ = write!(values, ", self.{}", field(name));
                }
                Piece::Counted(name, one, more) => {
                    format.push_str("{}");
                    let _ = write!(values, ", crate::words::counted(self.{}, {one:?}, {more:?})", field(name));
                }
            }
        }
        format!("write!(out, {format:?}{values})")
    }
}

const TEXT: &str = "crate::words::Text";
const TEMPLATE: &str = "crate::words::Template";
const LANG: &str = "crate::words::Lang";

fn camel(name: &str) -> String {
    let part = |part: &str| part[..1].to_ascii_uppercase() + &part[1..];
    name.split('_').filter(|part| !part.is_empty()).map(part).collect()
}

/// The name of a blank as a field.
fn field(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}
