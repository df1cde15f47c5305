//! The sources of a crate, read by syn: what each file imports of the others, and what it calls.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::buffer::{Cursor, TokenBuffer};
use syn::visit::{self, Visit};
use syn::{
    Attribute, ExprCall, ExprMethodCall, ItemMod, ItemUse, Lit, LitStr, UseTree, Visibility,
};

/// The files of a crate, what each imports of the others, what it calls, and its texts.
pub(super) struct Sources {
    pub(super) files: BTreeSet<String>,
    pub(super) arrows: BTreeSet<(String, String)>,
    pub(super) calls: BTreeSet<(String, String)>,
    pub(super) texts: BTreeSet<(String, String)>,
}

/// A layer, and those that it imports.
pub(super) type Layer = (&'static str, &'static [&'static str]);

/// The arrows of a table, as [`Sources::between_layers`] has those of the sources.
pub(super) fn drawn(layers: &[Layer]) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let arrows = layers.iter();
    arrows
        .map(|(layer, below)| (*layer, below.iter().copied().collect()))
        .collect()
}

/// Each layer imports only what comes after it in the table, so that the table itself holds no
/// circle.
pub(super) fn assert_is_ordered(layers: &[Layer]) {
    let place = |layer: &str| layers.iter().position(|(name, _)| *name == layer);
    for (layer, below) in layers {
        for other in *below {
            assert!(place(layer) < place(other), "{layer} and {other}");
        }
    }
}

/// One file, read.
#[derive(Default)]
struct File {
    /// The module that it is, as names from the crate's root.
    module: Vec<String>,
    /// Paths that it names, from the crate's root.
    paths: Vec<Vec<String>>,
    /// Its re-exports: the name, and the path that it comes from.
    handed_on: BTreeMap<String, Vec<String>>,
    calls: BTreeSet<String>,
    texts: BTreeSet<String>,
}

impl Sources {
    /// Reads the sources in a folder of the workspace. The root of a crate is read for what it
    /// hands on, and is no file of a layer.
    pub(super) fn of(folder: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(folder);
        let mut names = Vec::new();
        list(&root, "", &mut names);
        let files: BTreeMap<String, File> = names
            .into_iter()
            .filter(|name| !is_of_tests_alone(name))
            .map(|name| {
                let text = fs::read_to_string(root.join(&name)).expect("a source is UTF-8");
                let file = File::read(&name, &text);
                (name, file)
            })
            .collect();
        let modules: BTreeMap<&[String], &str> = files
            .iter()
            .map(|(name, file)| (file.module.as_slice(), name.as_str()))
            .collect();
        let mut arrows = BTreeSet::new();
        let mut calls = BTreeSet::new();
        let mut texts = BTreeSet::new();
        for (name, file) in &files {
            for path in &file.paths {
                let to = defined_in(path, &modules, &files, 0);
                arrows.extend(
                    to.filter(|to| to != name && !is_root(to) && !is_root(name))
                        .map(|to| (name.clone(), to.to_owned())),
                );
            }
            calls.extend(file.calls.iter().map(|call| (name.clone(), call.clone())));
            texts.extend(file.texts.iter().map(|text| (name.clone(), text.clone())));
        }
        assert!(arrows.len() > files.len(), "the imports were found");
        Self {
            files: files.into_keys().filter(|file| !is_root(file)).collect(),
            arrows,
            calls,
            texts,
        }
    }

    pub(super) fn layers(&self) -> BTreeSet<&str> {
        self.files.iter().map(|file| layer(file)).collect()
    }

    /// Each layer with the other layers of which it imports something.
    pub(super) fn between_layers(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let layers = self.layers().into_iter();
        let mut between: BTreeMap<&str, BTreeSet<&str>> =
            layers.map(|layer| (layer, BTreeSet::new())).collect();
        for (from, to) in &self.arrows {
            let (from, to) = (layer(from), layer(to));
            if from != to {
                between.entry(from).or_default().insert(to);
            }
        }
        between
    }

    /// The files that reach each other, a set each.
    pub(super) fn circles(&self) -> BTreeSet<BTreeSet<&str>> {
        let reached: BTreeMap<&str, BTreeSet<&str>> = self
            .files
            .iter()
            .map(|file| (file.as_str(), self.reached_from(file)))
            .collect();
        self.files
            .iter()
            .map(|file| {
                let there = reached[file.as_str()].iter().copied();
                there
                    .filter(|other| reached[other].contains(file.as_str()))
                    .collect()
            })
            .collect()
    }

    pub(super) fn reached_from(&self, start: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![start.to_owned()];
        while let Some(file) = open.pop() {
            let next = self.arrows.range((file.clone(), String::new())..);
            for (_, to) in next.take_while(|(from, _)| *from == file) {
                if reached.insert(to.as_str()) {
                    open.push(to.clone());
                }
            }
        }
        reached
    }
}

/// The folder at the top in which a file is, or its own name.
pub(super) fn layer(file: &str) -> &str {
    let top = file.split('/').next().unwrap_or_default();
    top.strip_suffix(".rs").unwrap_or(top)
}

/// The root of a crate, which is below no layer and above none.
fn is_root(file: &str) -> bool {
    matches!(file, "lib.rs" | "main.rs")
}

/// Files that only tests are compiled from.
fn is_of_tests_alone(file: &str) -> bool {
    let mut names = file.strip_suffix(".rs").unwrap_or(file).split('/');
    names.any(|name| matches!(name, "tests" | "testing"))
}

fn list(root: &Path, below: &str, names: &mut Vec<String>) {
    for entry in fs::read_dir(root.join(below)).expect("the folder is there") {
        let entry = entry.expect("the folder can be listed");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        if entry.file_type().expect("it has a type").is_dir() {
            list(root, &path, names);
        } else if Path::new(&path)
            .extension()
            .is_some_and(|extension| extension == "rs")
        {
            names.push(path);
        }
    }
}

/// The file that defines what a path names: that of the deepest module on it, or where that module
/// takes the name from.
fn defined_in<'f>(
    path: &[String],
    modules: &BTreeMap<&[String], &'f str>,
    files: &'f BTreeMap<String, File>,
    depth: usize,
) -> Option<&'f str> {
    let (length, file) = (0..=path.len())
        .rev()
        .find_map(|length| Some((length, *modules.get(path.get(..length)?)?)))?;
    let handed_on = path
        .get(length)
        .and_then(|name| files.get(file)?.handed_on.get(name));
    match handed_on {
        Some(source) if depth < 8 => defined_in(source, modules, files, depth + 1).or(Some(file)),
        _ => Some(file),
    }
}

impl File {
    fn read(name: &str, text: &str) -> Self {
        let stem = name.strip_suffix(".rs").unwrap_or(name);
        let stem = stem.strip_suffix("/mod").unwrap_or(stem);
        let module = stem.split('/').filter(|_| !is_root(name));
        let mut file = Self {
            module: module.map(ToOwned::to_owned).collect(),
            ..Self::default()
        };
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        file.visit_file(&parsed);
        file
    }

    /// A path from the crate's root, if it is one of this crate's.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let mut start = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.module.clone(),
            "super" => self.module.split_last()?.1.to_vec(),
            _ => return None,
        };
        let mut rest = rest;
        while let Some(("super", further)) =
            rest.split_first().map(|(name, rest)| (name.as_str(), rest))
        {
            start.pop();
            rest = further;
        }
        start.extend_from_slice(rest);
        Some(start)
    }

    fn add(&mut self, path: &[String]) {
        let path = self.absolute(path);
        self.paths.extend(path);
    }

    /// Every name that a `use` brings in, with the path to it.
    fn use_tree(&mut self, tree: &UseTree, before: &[String], is_handed_on: bool) {
        let mut path = before.to_vec();
        let (name, known_as) = match tree {
            UseTree::Path(inner) => {
                path.push(inner.ident.to_string());
                return self.use_tree(&inner.tree, &path, is_handed_on);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(tree, before, is_handed_on);
                }
                return;
            }
            UseTree::Glob(_) => return self.add(&path),
            UseTree::Name(name) => (name.ident.to_string(), name.ident.to_string()),
            UseTree::Rename(rename) => (rename.ident.to_string(), rename.rename.to_string()),
        };
        if name != "self" {
            path.push(name);
        }
        if is_handed_on {
            // A face names its own modules without `self`.
            let source = self.absolute(&path).unwrap_or_else(|| {
                let mut source = self.module.clone();
                source.extend_from_slice(&path);
                source
            });
            self.handed_on.insert(known_as, source);
        } else {
            self.add(&path);
        }
    }
}

impl<'ast> Visit<'ast> for File {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !module.attrs.iter().any(is_of_tests) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_handed_on = !matches!(item.vis, Visibility::Inherited);
        self.use_tree(&item.tree, &[], is_handed_on);
    }

    /// A visibility such as `pub(super)` imports nothing.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        self.add(&names);
        visit::visit_path(self, path);
    }

    /// Paths in attributes and macros, such as the parser of a flag's value, are only tokens.
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            for path in paths_in(&list.tokens.to_string()) {
                self.add(&path);
            }
        }
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        for path in paths_in(&called.tokens.to_string()) {
            self.add(&path);
        }
        let tokens = TokenBuffer::new2(called.tokens.clone());
        texts_in(tokens.begin(), &mut self.texts);
    }

    fn visit_lit_str(&mut self, text: &'ast LitStr) {
        self.texts.insert(text.value());
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if let syn::Expr::Path(path) = &*call.func {
            let last = path.path.segments.last();
            self.calls
                .extend(last.map(|segment| segment.ident.to_string()));
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        self.calls.insert(format!(".{}", call.method));
        visit::visit_expr_method_call(self, call);
    }
}

fn is_of_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string().contains("test"))
}

/// The paths from the crate's root in a text of tokens, which are written with spaces between them.
fn paths_in(tokens: &str) -> Vec<Vec<String>> {
    let dense: String = tokens.split_whitespace().collect::<Vec<_>>().join(" ");
    dense
        .match_indices("crate :: ")
        .map(|(at, _)| {
            let rest = dense.get(at..).unwrap_or_default();
            let words = rest.split(" :: ");
            let mut path = Vec::new();
            for word in words {
                let name: String = word
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                let is_last = name != word;
                path.push(name);
                if is_last {
                    break;
                }
            }
            path
        })
        .collect()
}

/// Adds the texts among some tokens, those in brackets as well.
fn texts_in(mut tokens: Cursor<'_>, texts: &mut BTreeSet<String>) {
    while let Some((_, rest)) = tokens.token_tree() {
        if let Some((inner, ..)) = tokens.any_group() {
            texts_in(inner, texts);
        } else if let Some((literal, _)) = tokens.literal()
            && let Lit::Str(text) = Lit::new(literal)
        {
            texts.insert(text.value());
        }
        tokens = rest;
    }
}

#[test]
fn texts_in_macros_are_read() {
    let source = "fn f() { g(&format!(\"a {}\", h(\"b\"))); let i = vec![(1, 'c', r\"d\")]; }";
    let texts = File::read("f.rs", source).texts;
    let expected = ["a {}", "b", "d"].map(str::to_owned);
    assert_eq!(texts, BTreeSet::from(expected));
}
