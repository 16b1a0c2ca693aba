//! Reads which file takes which name from which other file: `use` groups, renames, globs and re-exports are resolved, and
//! so are paths in the middle of code and inside macros. Tests inside the sources are left out. What is not seen: calls of
//! methods, since those need types.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, UseTree};

/// A path of names from the root of the crate.
type Place = Vec<String>;

/// One module of the crate.
#[derive(Default)]
struct Module {
    file: PathBuf,
    children: BTreeSet<String>,
    defined: BTreeSet<String>,
    /// Names brought in by `use`, with where they point.
    aliases: BTreeMap<String, Place>,
    globs: Vec<Place>,
    /// Paths that the code names, as written.
    named: Vec<Place>,
}

/// The modules of a crate and how they name each other.
pub struct Imports {
    modules: BTreeMap<Place, Module>,
}

/// For each file, the files it takes names from, with the names.
pub type Edges = BTreeMap<PathBuf, BTreeMap<PathBuf, BTreeSet<String>>>;

impl Imports {
    /// Reads all sources under `src`.
    pub fn read(src: &Path) -> Self {
        let mut imports = Self { modules: BTreeMap::new() };
        imports.read_file(&src.join("lib.rs"), src, Vec::new());
        imports
    }

    /// All files that were read.
    pub fn files(&self) -> BTreeSet<&Path> {
        self.modules.values().map(|module| module.file.as_path()).collect()
    }

    fn read_file(&mut self, file: &Path, folder: &Path, place: Place) {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.read_items(&parsed.items, file, folder, place);
    }

    fn read_items(&mut self, items: &[Item], file: &Path, folder: &Path, place: Place) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items.iter().filter(|item| !is_test(item)) {
            if let Some(name) = defined_name(item) {
                module.defined.insert(name);
            }
            match item {
                Item::Mod(child) => {
                    let name = child.ident.to_string();
                    module.children.insert(name.clone());
                    let below = [place.clone(), vec![name.clone()]].concat();
                    if let Some((_, items)) = &child.content {
                        self.read_items(items, file, &folder.join(&name), below);
                    } else {
                        let flat = folder.join(format!("{name}.rs"));
                        let inside = folder.join(&name);
                        let file = if flat.exists() { flat } else { inside.join("mod.rs") };
                        self.read_file(&file, &inside, below);
                    }
                }
                Item::Use(it) => {
                    let is_public = !matches!(it.vis, syn::Visibility::Inherited);
                    read_use(&it.tree, &mut Vec::new(), &mut |name, path| match name {
                        Some(name) => {
                            // A re-export hands a name on; it takes nothing for itself.
                            if !is_public {
                                module.named.push(path.clone());
                            }
                            module.aliases.insert(name, path);
                        }
                        None => module.globs.push(path),
                    });
                }
                other => read_paths(other.to_token_stream(), &mut module.named),
            }
        }
        self.modules.insert(place, module);
    }

    /// Which file takes which names from which other.
    pub fn edges(&self) -> Edges {
        let mut edges = Edges::new();
        for (place, module) in &self.modules {
            let from = edges.entry(module.file.clone()).or_default();
            for path in &module.named {
                let Some((file, name)) = self.resolve(place, path, 0) else { continue };
                if *file != module.file {
                    from.entry(file.clone()).or_default().insert(name);
                }
            }
        }
        edges
    }

    /// The file in which what a path names is defined; `None` for a module, for what comes from another crate and for names
    /// of the function at hand.
    fn resolve(&self, from: &[String], path: &[String], depth: u32) -> Option<(&PathBuf, String)> {
        if depth > 16 {
            return None;
        }
        let (first, rest) = path.split_first()?;
        let mut at = from.to_vec();
        match first.as_str() {
            "crate" | "duban" => self.descend(Vec::new(), rest, depth),
            "self" => self.descend(at, rest, depth),
            "super" => {
                at.pop()?;
                let up: Vec<String> = [vec!["self".to_owned()], rest.to_vec()].concat();
                if rest.first().is_some_and(|next| next == "super") {
                    self.resolve(&at, rest, depth + 1)
                } else {
                    self.resolve(&at, &up, depth + 1)
                }
            }
            _ => self.descend(at, path, depth),
        }
    }

    fn descend(&self, at: Place, path: &[String], depth: u32) -> Option<(&PathBuf, String)> {
        let module = self.modules.get(&at)?;
        let (first, rest) = path.split_first()?;
        if module.children.contains(first) {
            let below = [at, vec![first.clone()]].concat();
            return self.descend(below, rest, depth);
        }
        if module.defined.contains(first) {
            return Some((&module.file, first.clone()));
        }
        if let Some(target) = module.aliases.get(first) {
            let onward = [target.clone(), rest.to_vec()].concat();
            return if target.first() == Some(first) && target.len() == 1 {
                None
            } else {
                self.resolve(&at, &onward, depth + 1)
            };
        }
        module.globs.iter().find_map(|glob| {
            let onward = [glob.clone(), path.to_vec()].concat();
            self.resolve(&at, &onward, depth + 1)
        })
    }

    /// Sets of files that reach each other, each at least two.
    pub fn circles(edges: &Edges) -> Vec<Vec<PathBuf>> {
        let reach: BTreeMap<&PathBuf, BTreeSet<&PathBuf>> =
            edges.keys().map(|file| (file, reachable(edges, file))).collect();
        let mut circles: BTreeSet<Vec<PathBuf>> = BTreeSet::new();
        for (file, seen) in &reach {
            if seen.contains(file) {
                let back = |other: &&&PathBuf| reach.get(*other).is_some_and(|theirs| theirs.contains(file));
                circles.insert(seen.iter().filter(back).map(|path| (*path).clone()).collect());
            }
        }
        circles.into_iter().collect()
    }
}

fn reachable<'a>(edges: &'a Edges, from: &'a PathBuf) -> BTreeSet<&'a PathBuf> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for next in edges.get(file).into_iter().flat_map(BTreeMap::keys) {
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    seen
}

fn is_test(item: &Item) -> bool {
    let attributes = match item {
        Item::Mod(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        _ => return false,
    };
    attributes.iter().any(|it| it.path().is_ident("cfg") && it.to_token_stream().to_string().contains("test"))
}

fn defined_name(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(it) => it.ident.to_string(),
        Item::Enum(it) => it.ident.to_string(),
        Item::Fn(it) => it.sig.ident.to_string(),
        Item::Static(it) => it.ident.to_string(),
        Item::Struct(it) => it.ident.to_string(),
        Item::Trait(it) => it.ident.to_string(),
        Item::Type(it) => it.ident.to_string(),
        Item::Macro(it) => it.ident.as_ref()?.to_string(),
        _ => return None,
    })
}

/// Hands each name that a `use` brings in, with its path; a glob has no name.
fn read_use(tree: &UseTree, path: &mut Place, found: &mut impl FnMut(Option<String>, Place)) {
    match tree {
        UseTree::Path(it) => {
            path.push(it.ident.to_string());
            read_use(&it.tree, path, found);
            path.pop();
        }
        UseTree::Name(it) if it.ident == "self" => found(path.last().cloned(), path.clone()),
        UseTree::Name(it) => found(Some(it.ident.to_string()), [path.as_slice(), &[it.ident.to_string()]].concat()),
        UseTree::Rename(it) => found(Some(it.rename.to_string()), [path.as_slice(), &[it.ident.to_string()]].concat()),
        UseTree::Glob(_) => found(None, path.clone()),
        UseTree::Group(it) => {
            for tree in &it.items {
                read_use(tree, path, found);
            }
        }
    }
}

/// All paths of at least two names in a run of tokens, also inside macros.
fn read_paths(tokens: TokenStream, found: &mut Vec<Place>) {
    let mut path: Place = Vec::new();
    let mut colons = 0;
    let mut close = |path: &mut Place| {
        if path.len() > 1 {
            found.push(std::mem::take(path));
        }
        path.clear();
    };
    let mut groups = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                if colons != 2 {
                    close(&mut path);
                }
                colons = 0;
                path.push(ident.to_string());
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
            TokenTree::Group(group) => {
                close(&mut path);
                colons = 0;
                groups.push(group.stream());
            }
            _ => {
                close(&mut path);
                colons = 0;
            }
        }
    }
    close(&mut path);
    for stream in groups {
        read_paths(stream, found);
    }
}
