//! The surface of the generated client: its own types, those of `oms-core` and those of the
//! standard library.

use std::collections::BTreeMap;

use oms_codegen::{ClientPlace, GeneratedFile};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, ItemImpl, Path, UseTree, Visibility};

use crate::specs::files::{api, names};

/// The first parts of the paths of types that a caller has to name.
const OURS: [&str; 5] = ["crate", "oms_core", "self", "std", "super"];

#[test]
fn p162_the_generated_client_shows_no_foreign_type_and_stays_open_to_fields() {
    let mut items = 0;
    for name in names() {
        let files = oms_codegen::generate_client(&api(&name), ClientPlace::WORKSPACE);
        for GeneratedFile { path, text } in files {
            let parsed: File = syn::parse_file(&text).expect("it is Rust");
            let mut surface = Surface::of(&parsed);
            surface.visit_file(&parsed);
            items += surface.items;
            assert!(
                surface.problems.is_empty(),
                "{name}: {path}: {:#?}",
                surface.problems
            );
        }
    }
    assert!(items > 500, "only {items} public items were looked at");
}

#[test]
fn p162_a_foreign_type_in_a_signature_is_seen() {
    let text = "use reqwest::Client; use http::header as names; #[non_exhaustive] pub struct A { pub b: Option<Client> } \
                impl A { pub fn c(&self) -> names::Name { d() } fn own(client: Client) {} } pub fn e(f: url::Url) {} \
                pub enum G { H }";
    let parsed: File = syn::parse_file(text).expect("it is Rust");
    let mut surface = Surface::of(&parsed);
    surface.visit_file(&parsed);
    let expected = [
        "Client is of reqwest",
        "names :: Name is of http",
        "url :: Url is of url",
        "G is exhaustive",
    ];
    assert_eq!(surface.problems, expected);
}

/// The public part of a file.
struct Surface {
    /// The crate that a name comes from.
    uses: BTreeMap<String, String>,
    items: usize,
    problems: Vec<String>,
}

impl Surface {
    fn of(file: &File) -> Self {
        let mut uses = BTreeMap::new();
        for item in &file.items {
            if let Item::Use(item) = item {
                let UseTree::Path(path) = &item.tree else {
                    continue;
                };
                imported(&path.tree, &path.ident.to_string(), &mut uses);
            }
        }
        Self {
            uses,
            items: 0,
            problems: Vec::new(),
        }
    }

    /// Notes a public type with public parts that does not say that it can get another part.
    fn stays_open(&mut self, name: &syn::Ident, attributes: &[Attribute]) {
        let open = |attribute: &Attribute| attribute.path().is_ident("non_exhaustive");
        if !attributes.iter().any(open) {
            self.problems.push(format!("{name} is exhaustive"));
        }
    }

    fn is_shown(&mut self, visibility: &Visibility) -> bool {
        let shown = matches!(visibility, Visibility::Public(_));
        self.items += usize::from(shown);
        shown
    }
}

/// The names that a `use` brings in.
fn imported(tree: &UseTree, root: &str, uses: &mut BTreeMap<String, String>) {
    match tree {
        UseTree::Path(path) => imported(&path.tree, root, uses),
        UseTree::Name(name) => drop(uses.insert(name.ident.to_string(), root.to_owned())),
        UseTree::Rename(name) => drop(uses.insert(name.rename.to_string(), root.to_owned())),
        UseTree::Group(group) => {
            for tree in &group.items {
                imported(tree, root, uses);
            }
        }
        UseTree::Glob(_) => {}
    }
}

impl<'ast> Visit<'ast> for Surface {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        if self.is_shown(&item.vis) {
            let fields = item.fields.iter();
            let mut fields = fields.filter(|field| matches!(field.vis, Visibility::Public(_)));
            if fields.clone().next().is_some() {
                self.stays_open(&item.ident, &item.attrs);
            }
            fields.by_ref().for_each(|field| self.visit_type(&field.ty));
            self.visit_generics(&item.generics);
        }
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        if self.is_shown(&item.vis) {
            self.stays_open(&item.ident, &item.attrs);
            for field in item.variants.iter().flat_map(|variant| &variant.fields) {
                self.visit_type(&field.ty);
            }
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if self.is_shown(&item.vis) {
            self.visit_signature(&item.sig);
        }
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        if self.is_shown(&item.vis) {
            self.visit_type(&item.ty);
        }
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        if self.is_shown(&item.vis) {
            self.visit_type(&item.ty);
        }
    }

    /// The types that a trait names are the trait's, such as a serializer.
    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if item.trait_.is_none() {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if self.is_shown(&item.vis) {
            self.visit_signature(&item.sig);
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let first = path.segments.first().map(|part| part.ident.to_string());
        let first = first.unwrap_or_default();
        let root = match self.uses.get(&first) {
            Some(root) => root.clone(),
            // A name of the prelude, of this file or of a parameter is alone.
            None if path.segments.len() == 1 => "self".to_owned(),
            None if first == "Self" => "self".to_owned(),
            None => first,
        };
        if !OURS.contains(&root.as_str()) {
            let path = path.to_token_stream();
            self.problems.push(format!("{path} is of {root}"));
        }
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}
