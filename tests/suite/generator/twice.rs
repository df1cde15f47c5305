//! No generated file has two things of one name.

use std::collections::BTreeSet;

use oms_codegen::GeneratedFile;
use syn::{File, Item, UseTree};

use super::parsed::rust_files;
use crate::specs::files::{api, names};

/// The crate whose module of shapes has tables. Everything else that is imported by a name with a
/// capital letter is a type.
const SIMULATOR: &str = "crates/oms-sim/";

const SHAPES: &str = "crate::generated::shapes";

#[test]
fn no_file_declares_or_imports_two_things_of_one_name() {
    let fixtures = names().into_iter().map(|name| api(&name));
    let mut items = 0;
    for api in fixtures.chain([crate::exports::api()]) {
        for GeneratedFile { path, text } in rust_files(&api) {
            let parsed: File = syn::parse_file(&text).expect("it is Rust");
            let mut seen = BTreeSet::new();
            let tables = path.starts_with(SIMULATOR).then_some(SHAPES);
            for item in declared(&parsed.items, tables) {
                assert!(seen.insert(item.clone()), "{path}: {item:?} is there twice");
                items += 1;
            }
        }
    }
    assert!(items > 5_000, "only {items} items were looked at");
}

#[test]
fn a_table_of_the_name_of_an_import_is_seen() {
    let text =
        "use crate::generated::shapes::{A, RULES}; use x::A; static RULES: u8 = 0; fn a() {}";
    let parsed: File = syn::parse_file(text).expect("it is Rust");
    let names = declared(&parsed.items, Some(SHAPES));
    let distinct: BTreeSet<_> = names.iter().collect();
    assert_eq!((names.len(), distinct.len()), (5, 4), "{names:?}");
}

/// Says whether a name is that of a value, and the name. A type and a value may share one.
type Name = (bool, String);

/// The names that a file declares and imports; `tables` is the module whose names are of values.
fn declared(items: &[Item], tables: Option<&str>) -> Vec<Name> {
    let mut names = Vec::new();
    for item in items {
        match item {
            Item::Use(item) => imported(&item.tree, "", &mut |module, name| {
                let is_small = name.starts_with(|first: char| first.is_lowercase());
                names.push((is_small || tables == Some(module), name.to_owned()));
            }),
            Item::Const(item) => names.push((true, item.ident.to_string())),
            Item::Static(item) => names.push((true, item.ident.to_string())),
            Item::Fn(item) => names.push((true, item.sig.ident.to_string())),
            Item::Enum(item) => names.push((false, item.ident.to_string())),
            Item::Struct(item) => names.push((false, item.ident.to_string())),
            Item::Trait(item) => names.push((false, item.ident.to_string())),
            Item::Type(item) => names.push((false, item.ident.to_string())),
            Item::Mod(item) => names.push((false, item.ident.to_string())),
            _ => {}
        }
    }
    names
}

/// Tells of each name that an import brings in, with its module.
fn imported(tree: &UseTree, module: &str, tell: &mut dyn FnMut(&str, &str)) {
    match tree {
        UseTree::Path(path) => {
            let ident = path.ident.to_string();
            let module = match module {
                "" => ident,
                module => format!("{module}::{ident}"),
            };
            imported(&path.tree, &module, tell);
        }
        UseTree::Name(name) => tell(module, &name.ident.to_string()),
        // A trait that is imported for its methods alone has no name.
        UseTree::Rename(name) if name.rename == "_" => {}
        UseTree::Rename(name) => tell(module, &name.rename.to_string()),
        UseTree::Group(group) => {
            for tree in &group.items {
                imported(tree, module, tell);
            }
        }
        UseTree::Glob(_) => {}
    }
}
