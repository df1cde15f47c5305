//! The names that the generator keeps free for its own methods are those that the generated client
//! has beside the names of the spec.

use std::collections::BTreeSet;

use oms_codegen::ClientPlace;
use oms_spec::ir::{Api, TypeKind};
use oms_spec::names::RESERVED_METHODS;
use syn::ext::IdentExt as _;
use syn::{File, ImplItem, Item, Type};

use crate::exports;
use crate::specs::files;

/// The client's type, around which its generated methods are.
const CLIENT: &str = include_str!("../../../crates/oms-client/src/client.rs");

/// The type with a method for each action.
const CLIENT_TYPE: &str = "Client";

/// Methods of traits that are derived, or that every reader and clippy take for those of one.
const OF_TRAITS: [&str; 17] = [
    "add", "bitand", "bitor", "bitxor", "clone", "default", "div", "fmt", "from", "into", "iter",
    "iter_mut", "mul", "rem", "shl", "shr", "sub",
];

/// The names in Rust that a spec has given: its parameters, fields and actions.
fn of_the_spec(api: &Api) -> BTreeSet<String> {
    let of_actions = api.actions.iter();
    let types = of_actions.clone().flat_map(|action| &action.types);
    let objects = types.chain(&api.shapes).flat_map(|definition| {
        let TypeKind::Object { fields, .. } = &definition.kind else {
            return [].iter();
        };
        fields.iter()
    });
    let parameters = of_actions.clone().flat_map(|action| &action.request);
    let fields = parameters.chain(objects).map(|field| field.ident.clone());
    let actions = of_actions.map(|action| action.ident.clone());
    fields.chain(actions).collect()
}

/// The names that would clash with one of the spec: methods of builders and of the client, and the
/// fields of every struct.
fn names(file: &File) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for item in &file.items {
        match item {
            Item::Struct(item) => {
                let fields = item.fields.iter().filter_map(|field| field.ident.as_ref());
                names.extend(fields.map(|ident| ident.unraw().to_string()));
            }
            Item::Impl(item) if item.trait_.is_none() && is_built_or_called(&item.self_ty) => {
                let methods = item.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(method) => Some(&method.sig.ident),
                    _ => None,
                });
                names.extend(methods.map(|ident| ident.unraw().to_string()));
            }
            _ => {}
        }
    }
    names
}

/// Returns whether a type has methods that the spec names: setters, or those that call an action.
fn is_built_or_called(ty: &Type) -> bool {
    let Type::Path(ty) = ty else { return false };
    let name = ty.path.segments.last().map(|last| last.ident.to_string());
    name.is_some_and(|name| name == CLIENT_TYPE || name.ends_with("Builder"))
}

#[test]
fn the_reserved_methods_are_those_that_the_client_has_beside_the_names_of_the_spec() {
    let client = syn::parse_file(CLIENT).expect("it is Rust");
    let by_hand = client.items.iter().filter_map(|item| match item {
        // The field of the client is its own, and private.
        Item::Impl(_) => Some(item.clone()),
        _ => None,
    });
    let by_hand = File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: by_hand.collect(),
    };
    let mut own = names(&by_hand);
    assert!(own.contains("call"), "{own:?}");
    let features = files::names();
    let specs = features.iter().map(|name| files::api(name));
    let mut setters = 0;
    for api in specs.chain([exports::api()]) {
        let given = of_the_spec(&api);
        for file in oms_codegen::generate_client(&api, ClientPlace::WORKSPACE) {
            let file = syn::parse_file(&file.text).expect("it is Rust");
            let found = names(&file);
            setters += found.intersection(&given).count();
            own.extend(found.difference(&given).cloned());
        }
    }
    assert!(setters > 500, "only {setters} names of specs were seen");
    own.extend(OF_TRAITS.map(str::to_owned));
    let reserved: BTreeSet<String> = RESERVED_METHODS.iter().map(|&name| name.into()).collect();
    assert_eq!(own, reserved);
}
