//! Finds matches over this program's own enumerations in which `_` stands for what was not named: a new variant would
//! pass there without a word. Only reading of sources lives here; what is allowed is said by the test that asks.

use std::collections::BTreeSet;
use std::path::Path;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// Reads each file, and hands it over with its text parsed.
fn parsed(file: &Path) -> syn::File {
    let text = std::fs::read_to_string(file).expect("a source file");
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The names of the enumerations that are declared in these files.
struct Names(BTreeSet<String>);

impl<'ast> Visit<'ast> for Names {
    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.0.insert(item.ident.to_string());
    }
}

/// Collects the enumerations of which a pattern names a variant.
struct Named<'a> {
    own: &'a BTreeSet<String>,
    within: Option<&'a str>,
    found: Option<String>,
}

impl<'ast> Visit<'ast> for Named<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let [.., of, _] = segments.as_slice() {
            let of = if of == "Self" { self.within.unwrap_or_default() } else { of };
            if self.own.contains(of) {
                self.found = Some(of.to_owned());
            }
        }
        visit::visit_path(self, path);
    }
}

/// Whether a pattern takes whatever comes and gives it no name.
fn takes_all(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Wild(_) => true,
        syn::Pat::Tuple(tuple) => tuple.elems.iter().all(takes_all),
        syn::Pat::Or(or) => or.cases.iter().any(takes_all),
        _ => false,
    }
}

struct Matches<'a> {
    own: &'a BTreeSet<String>,
    within: Option<String>,
    found: Vec<(String, usize)>,
}

impl<'ast> Visit<'ast> for Matches<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let of = if let syn::Type::Path(path) = item.self_ty.as_ref() { path.path.segments.last() } else { None };
        let before = std::mem::replace(&mut self.within, of.map(|segment| segment.ident.to_string()));
        visit::visit_item_impl(self, item);
        self.within = before;
    }

    fn visit_expr_match(&mut self, expr: &'ast syn::ExprMatch) {
        let wild = expr.arms.iter().find(|arm| arm.guard.is_none() && takes_all(&arm.pat));
        if let Some(wild) = wild {
            let mut named = Named { own: self.own, within: self.within.as_deref(), found: None };
            for arm in &expr.arms {
                named.visit_pat(&arm.pat);
            }
            if let Some(of) = named.found {
                self.found.push((of, wild.span().start().line));
            }
        }
        visit::visit_expr_match(self, expr);
    }
}

/// Any key may be pressed and any command given: what means nothing in a place is passed on there, not named. That no
/// command which edits slips through is kept by a test of rights.
const OPEN: [&str; 2] = ["Code", "Command"];

/// Made by macros, so that no declaration of theirs is read here.
const BY_MACRO: [&str; 2] = ["Field", "FieldChange"];

/// Each `_` over one of the enumerations that the files declare: file, enumeration, line.
pub fn wildcards(files: &[std::path::PathBuf]) -> Vec<(&Path, String, usize)> {
    let trees: Vec<(&Path, syn::File)> = files.iter().map(|file| (file.as_path(), parsed(file))).collect();
    let mut names = Names(BTreeSet::new());
    for (_, tree) in &trees {
        names.visit_file(tree);
    }
    names.0.extend(BY_MACRO.map(str::to_owned));
    names.0.retain(|name| !OPEN.contains(&name.as_str()));
    let mut all = Vec::new();
    for (file, tree) in &trees {
        let mut matches = Matches { own: &names.0, within: None, found: Vec::new() };
        matches.visit_file(tree);
        all.extend(matches.found.into_iter().map(|(of, line)| (*file, of, line)));
    }
    all
}
