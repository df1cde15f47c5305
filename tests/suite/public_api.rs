//! The public API of the client and its runtime, a line an item, held to a snapshot: what changes
//! for callers is seen in a review, and not first by those who upgrade.
//!
//! It is read from the sources, because rustdoc writes its own form of it on nightly alone. Items
//! that a macro of ours writes are held by the text of the macro.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, TraitItem, UseTree, Visibility};

/// The lines of an API, in their order.
type Lines = BTreeSet<String>;

#[test]
fn p141_the_public_api_of_the_runtime_is_the_one_that_was_reviewed() {
    let root = source("crates/oms-core/src");
    let exported = exported(&root.join("lib.rs"));
    let mut lines = Lines::new();
    for file in files(&root) {
        collect(&items(&file), Some(&exported), &mut lines);
    }
    assert!(lines.len() > 500, "only {} lines", lines.len());
    hold("oms-core", &lines);
}

#[test]
fn p141_the_public_api_of_the_client_is_the_one_that_was_reviewed() {
    let root = source("crates/oms-client/src");
    let mut lines = Lines::new();
    lines.extend(
        exported(&root.join("lib.rs"))
            .iter()
            .map(|name| format!("use {name}")),
    );
    collect(&items(&root.join("client.rs")), None, &mut lines);
    for file in files(&root.join("generated")) {
        if !file.ends_with("missing.rs") {
            collect(&items(&file), None, &mut lines);
        }
    }
    assert!(lines.len() > 2000, "only {} lines", lines.len());
    hold("oms-client", &lines);
}

#[test]
fn no_type_of_the_client_has_a_name_that_fills_a_line() {
    let mut longest = String::new();
    for file in files(&source("crates/oms-client/src/generated")) {
        for item in items(&file) {
            let name = match item {
                Item::Struct(item) => item.ident.to_string(),
                Item::Enum(item) => item.ident.to_string(),
                _ => continue,
            };
            if name.len() > longest.len() {
                longest = name;
            }
        }
    }
    assert!((20..50).contains(&longest.len()), "{longest}");
}

/// Users depend on `oms-client`: an example that names the crate below it does not compile for
/// them.
#[test]
fn no_example_of_the_runtime_names_a_crate_that_its_users_do_not_have() {
    let mut examples = 0;
    for file in files(&source("crates/oms-core/src")) {
        let text = fs::read_to_string(&file).expect("a source is UTF-8");
        let comments = text.lines().filter_map(|line| {
            let line = line.trim_start();
            line.strip_prefix("///").or(line.strip_prefix("//!"))
        });
        let mut is_code = false;
        for line in comments.map(str::trim_start) {
            if line.starts_with("```") {
                is_code = !is_code;
                examples += usize::from(is_code);
            } else if is_code && !line.starts_with("# ") {
                assert!(!line.contains("oms_core"), "{}: {line}", file.display());
            }
        }
    }
    assert!(examples > 20, "only {examples} examples");
}

#[test]
fn every_kind_of_change_is_seen() {
    let lines = |text: &str| {
        let mut lines = Lines::new();
        collect(
            &syn::parse_file(text).expect("it is Rust").items,
            None,
            &mut lines,
        );
        lines
    };
    let base = "pub struct A { pub b: u8 } impl A { pub fn c(&self) -> u8 { 1 } } impl Clone for A {} \
                pub enum D { E } pub trait F { fn g(); } pub fn h(i: u8) {} macro_rules! j { () => { pub fn k() {} } }";
    for (from, to) in [
        ("pub b: u8", "pub b: u16"),
        ("pub b: u8", "b: u8"),
        ("-> u8", "-> u16"),
        ("impl Clone for A {}", ""),
        ("D { E }", "D { E, L }"),
        ("fn g();", "fn g(); fn m();"),
        ("h(i: u8)", "h(i: u8, n: u8)"),
        ("pub fn k", "pub fn o"),
    ] {
        assert_ne!(lines(base), lines(&base.replace(from, to)), "{from}");
    }
    assert_eq!(
        lines(base),
        lines(&base.replace("{ 1 }", "{ 2 }")),
        "a body is no API"
    );
}

/// The public items of a source, a line each.
pub(crate) fn signatures(source: &str) -> String {
    let mut lines = Lines::new();
    let file = syn::parse_file(source).expect("it is Rust");
    collect(&file.items, None, &mut lines);
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

fn hold(name: &str, lines: &Lines) {
    let text: Vec<&str> = lines.iter().map(String::as_str).collect();
    insta::with_settings!({
        snapshot_path => "../fixtures/api",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text.join("\n"));
    });
}

fn source(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder)
}

/// The sources below a folder, but for those of tests alone.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && name != "tests" {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !["tests.rs", "testing.rs", "internals.rs"].contains(&&*name)
        {
            found.push(path);
        }
    }
    found
}

fn items(file: &Path) -> Vec<Item> {
    let text = fs::read_to_string(file).expect("a source is UTF-8");
    syn::parse_file(&text).expect("it is Rust").items
}

/// The names that a crate's root exports.
fn exported(root: &Path) -> BTreeSet<String> {
    fn leaves(tree: &UseTree, names: &mut BTreeSet<String>) {
        match tree {
            UseTree::Path(path) => leaves(&path.tree, names),
            UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
            UseTree::Rename(rename) => drop(names.insert(rename.rename.to_string())),
            UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
            UseTree::Glob(_) => {}
        }
    }
    let mut names = BTreeSet::new();
    for item in items(root) {
        if let Item::Use(item) = item
            && is_public(&item.vis)
        {
            leaves(&item.tree, &mut names);
        }
    }
    names
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_of_tests(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| text(attribute).contains("cfg (test)"))
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// Adds the public items, of these names where some are given.
fn collect(items: &[Item], names: Option<&BTreeSet<String>>, lines: &mut Lines) {
    let is_named = |name: &str| names.is_none_or(|names| names.contains(name));
    for item in items {
        match item {
            Item::Struct(item) if is_public(&item.vis) && is_named(&item.ident.to_string()) => {
                let name = &item.ident;
                lines.insert(format!("struct {name} {}", text(&item.generics)));
                fields(&name.to_string(), &item.fields, lines);
            }
            Item::Enum(item) if is_public(&item.vis) && is_named(&item.ident.to_string()) => {
                lines.insert(format!("enum {} {}", item.ident, text(&item.generics)));
                for variant in &item.variants {
                    let mut fields = variant.fields.clone();
                    fields.iter_mut().for_each(|field| field.attrs.clear());
                    lines.insert(format!(
                        "{}::{} {}",
                        item.ident,
                        variant.ident,
                        text(&fields)
                    ));
                }
            }
            Item::Trait(item) if is_public(&item.vis) && is_named(&item.ident.to_string()) => {
                lines.insert(format!(
                    "trait {} : {}",
                    item.ident,
                    text(&item.supertraits)
                ));
                for part in &item.items {
                    lines.insert(format!("{}::{}", item.ident, of_trait(part)));
                }
            }
            Item::Fn(item) if is_public(&item.vis) && is_named(&item.sig.ident.to_string()) => {
                lines.insert(text(&item.sig));
            }
            Item::Const(item) if is_public(&item.vis) && is_named(&item.ident.to_string()) => {
                lines.insert(format!("const {} : {}", item.ident, text(&item.ty)));
            }
            Item::Type(item) if is_public(&item.vis) && is_named(&item.ident.to_string()) => {
                lines.insert(format!("type {} = {}", item.ident, text(&item.ty)));
            }
            Item::Mod(item) if !is_of_tests(&item.attrs) => {
                let inside = item.content.iter().flat_map(|(_, items)| items.clone());
                collect(&inside.collect::<Vec<_>>(), names, lines);
            }
            Item::Impl(item) if is_named(&of_type(item)) => implementation(item, lines),
            Item::Macro(item) => macro_text(item, lines),
            _ => {}
        }
    }
}

fn fields(name: &str, fields: &Fields, lines: &mut Lines) {
    for field in fields.iter().filter(|field| is_public(&field.vis)) {
        let field_name = field
            .ident
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        lines.insert(format!("{name}.{field_name} : {}", text(&field.ty)));
    }
}

fn of_trait(item: &TraitItem) -> String {
    match item {
        TraitItem::Fn(item) => format!(
            "{}{}",
            text(&item.sig),
            if item.default.is_some() {
                " { .. }"
            } else {
                ""
            }
        ),
        TraitItem::Type(item) => format!("type {} : {}", item.ident, text(&item.bounds)),
        TraitItem::Const(item) => format!("const {} : {}", item.ident, text(&item.ty)),
        other => text(other),
    }
}

/// The name of the type that an `impl` is for.
fn of_type(item: &ItemImpl) -> String {
    let ty = text(&item.self_ty);
    let name = ty
        .split([' ', '<', '&'])
        .find(|part| !part.is_empty() && !part.starts_with('\''));
    name.unwrap_or_default().to_owned()
}

fn implementation(item: &ItemImpl, lines: &mut Lines) {
    let ty = text(&item.self_ty);
    if let Some((of_trait, _)) = &item.trait_ {
        lines.insert(format!("impl {} for {ty}", text(of_trait)));
        return;
    }
    for part in &item.items {
        match part {
            ImplItem::Fn(method) if is_public(&method.vis) => {
                lines.insert(format!("{ty}::{}", text(&method.sig)));
            }
            ImplItem::Const(constant) if is_public(&constant.vis) => {
                lines.insert(format!(
                    "{ty}::const {} : {}",
                    constant.ident,
                    text(&constant.ty)
                ));
            }
            ImplItem::Macro(invoked) => {
                lines.insert(format!("{ty}::{}", text(&invoked.mac)));
            }
            _ => {}
        }
    }
}

/// A macro that writes public items is held by its text, without what documents them.
fn macro_text(item: &syn::ItemMacro, lines: &mut Lines) {
    let body = text(&item.mac);
    if item.ident.is_some() && !body.contains("pub fn") {
        return;
    }
    let mut kept = String::new();
    let mut rest = body.as_str();
    while let Some((before, after)) = rest.split_once("# [doc = ") {
        kept.push_str(before);
        rest = after
            .split_once("\"]")
            .or_else(|| after.split_once("\" ]"))
            .map_or("", |(_, rest)| rest);
    }
    kept.push_str(rest);
    let name = item
        .ident
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    lines.insert(format!("macro {name} {kept}"));
}
