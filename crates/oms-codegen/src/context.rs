//! The model with what every emitter asks of it: what a name means, what it needs, and which way it
//! travels.
//!
//! It emits nothing but the tokens of a type.

use std::collections::BTreeSet;

use oms_spec::ir::{
    Action, Api, Effect, Field, Member, NamedTypes, Paging, Presence, SecretForm, Since, Type,
    TypeDef, TypeKind, Union, Variant,
};
use oms_spec::names;
use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::imports::Imports;
use crate::rust::tokens;

/// The file of the spec that declares what all actions share.
pub(crate) const ROOT_FILE: &str = "spec/oms.toml";

/// The place of the client's generated code, and its names for others.
///
/// The workspace has one client. The tests compile further ones, each as a module of one crate.
#[derive(Debug, Clone, Copy)]
pub struct ClientPlace<'a> {
    /// Path of the module that holds the generated one, as its own crate writes it: `crate`, or
    /// `crate::lists`.
    pub root: &'a str,
    /// The same module, as users of the crate write it: `oms_client`, or `fixtures::lists`.
    pub users: &'a str,
    /// The folder of the spec, as the generated tests see it.
    pub spec: &'a str,
}

impl ClientPlace<'static> {
    /// The client of the workspace.
    pub const WORKSPACE: Self = Self {
        root: "crate",
        users: "oms_client",
        spec: "../../../spec",
    };
}

/// The model, indexed. Names of types are unique over shapes and actions, which the spec's checks
/// see to.
pub(crate) struct Context<'a> {
    /// The model itself.
    pub(crate) api: &'a Api,
    /// The place of the client.
    pub(crate) place: ClientPlace<'a>,
    /// Path of the module of shapes, as the client's own crate writes it.
    shapes_module: String,
    /// The same, as users write it.
    users_shapes: String,
    /// Path of the module of actions, as users write it.
    users_actions: String,
    /// The named types.
    pub(crate) types: NamedTypes<'a>,
    shapes: BTreeSet<&'a str>,
    ruled: BTreeSet<&'a str>,
    newer: BTreeSet<&'a str>,
}

/// From where a type is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// From the client's own file that declares the types of its action.
    Inside,
    /// From another crate.
    Users,
}

/// Which way a type travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// In requests alone: reading it costs build time that callers need not pay.
    Written,
    /// In answers alone: nobody builds it. A type that no action names is like an answer.
    Read,
    /// In both.
    Both,
}

impl Direction {
    /// Returns whether a caller builds values of the type.
    pub(crate) fn is_written(self) -> bool {
        self != Self::Read
    }

    /// Returns whether a caller reads values of the type.
    pub(crate) fn is_read(self) -> bool {
        self != Self::Written
    }
}

impl<'a> Context<'a> {
    /// Indexes the model.
    pub(crate) fn new(api: &'a Api, place: ClientPlace<'a>) -> Self {
        let types = NamedTypes::of(api);
        Self {
            ruled: types.holders(has_rule),
            newer: types.holders(is_newer),
            shapes: api.shapes.iter().map(|shape| shape.name.as_str()).collect(),
            shapes_module: format!("{}::generated::shapes", place.root),
            users_shapes: format!("{}::shapes", place.users),
            users_actions: format!("{}::actions", place.users),
            api,
            place,
            types,
        }
    }

    /// Returns whether a type is an object.
    pub(crate) fn is_object(&self, ty: &Type) -> bool {
        matches!(ty, Type::Named(name) if matches!(self.kind(name), Some(TypeKind::Object { .. })))
    }

    /// Returns whether a type is a union.
    pub(crate) fn is_union(&self, ty: &Type) -> bool {
        matches!(ty, Type::Named(name) if matches!(self.kind(name), Some(TypeKind::Union(_))))
    }

    /// Returns whether a value of the variant's type can be given for the union: no other variant
    /// may have the same type.
    pub(crate) fn is_convertible(&self, variant: &Variant, union: &Union) -> bool {
        let same = union.variants.iter().filter(|other| other.ty == variant.ty);
        self.is_object(&variant.ty) && same.count() == 1
    }

    /// Returns the values of the field beside a union that choose a variant, as that field spells
    /// them once it was read.
    pub(crate) fn tags(&self, variant: &Variant, union: &Union) -> Vec<String> {
        let spellings = self.spellings(variant, union).into_iter();
        let first = spellings.filter_map(|spellings| spellings.into_iter().next());
        first.collect()
    }

    /// Returns the same values in every spelling in which they come or are given.
    pub(crate) fn all_tags(&self, variant: &Variant, union: &Union) -> Vec<String> {
        self.spellings(variant, union).concat()
    }

    fn spellings(&self, variant: &Variant, union: &Union) -> Vec<Vec<String>> {
        let by = union.by_type.innermost();
        variant.spellings(by.and_then(|name| self.kind(name)))
    }

    /// Returns the definition of a name.
    pub(crate) fn definition(&self, name: &str) -> Option<&'a TypeDef> {
        self.types.definition(name)
    }

    /// Returns the kind of the type behind a name.
    pub(crate) fn kind(&self, name: &str) -> Option<&'a TypeKind> {
        self.definition(name).map(|definition| &definition.kind)
    }

    /// Returns whether a name is that of a shared shape, or of a type inside one.
    pub(crate) fn is_shape(&self, name: &str) -> bool {
        self.shapes.contains(name)
    }

    /// Returns the direction in which a named type travels.
    pub(crate) fn direction(&self, name: &str) -> Direction {
        match (self.types.is_written(name), self.types.is_read(name)) {
            (true, true) => Direction::Both,
            (true, false) => Direction::Written,
            (false, _) => Direction::Read,
        }
    }

    /// Returns whether some value of a named type must not be sent.
    pub(crate) fn is_ruled(&self, name: &str) -> bool {
        self.ruled.contains(name)
    }

    /// Returns whether a named type holds something that only newer versions know.
    pub(crate) fn holds_newer(&self, name: &str) -> bool {
        self.newer.contains(name)
    }

    /// Returns whether a named type is a secret or has one in it, however deep.
    pub(crate) fn holds_secret(&self, name: &str) -> bool {
        self.types.holds_secret(name)
    }

    /// Returns the types that have a property, and those that contain one that has it.
    pub(crate) fn holders(&self, has: impl Fn(&'a TypeDef) -> bool) -> BTreeSet<&'a str> {
        self.types.holders(has)
    }

    /// Returns whether a value of a type is a secret, or holds one that has no name of its own.
    pub(crate) fn is_secret(&self, ty: &Type) -> bool {
        self.types.is_secret(ty)
    }

    /// Returns whether a named type is sent or read.
    pub(crate) fn travels(&self, name: &str) -> bool {
        self.types.is_written(name) || self.types.is_read(name)
    }

    /// Returns the path of a module of the client's generated code, as its own crate writes it.
    pub(crate) fn module(&self, name: &str) -> String {
        format!("{}::generated::{name}", self.place.root)
    }

    /// Returns the action that proves the connection to the service.
    pub(crate) fn probe(&self) -> Option<&'a Action> {
        let name = self.api.service.probe.as_ref()?;
        let mut actions = self.api.actions.iter();
        actions.find(|action| action.title == *name)
    }

    /// Returns the path of the module of actions, as users write it.
    pub(crate) fn users_actions(&self) -> &str {
        &self.users_actions
    }

    /// Returns the Rust name of the type behind a name, and whether the runtime brings it.
    pub(crate) fn rust_name<'n>(&self, name: &'n str) -> (&'n str, bool) {
        match self.kind(name) {
            Some(TypeKind::EpochSeconds { raw: true, .. }) => ("StartPosition", true),
            Some(TypeKind::EpochSeconds { raw: false, .. }) => ("EpochSeconds", true),
            Some(TypeKind::Secret(SecretForm::Plain)) => ("Secret", true),
            Some(TypeKind::Secret(SecretForm::Base64)) => ("Base64Secret", true),
            Some(TypeKind::Secret(SecretForm::Json)) => ("SecretJson", true),
            Some(TypeKind::UtcDateTime) => ("UtcDateTime", true),
            _ => (name, false),
        }
    }

    /// Returns a type in Rust, with its names imported.
    pub(crate) fn rust_type(&self, ty: &Type, view: View, imports: &mut Imports) -> TokenStream {
        match ty {
            Type::Boolean => quote!(bool),
            Type::Integer => quote!(i64),
            Type::Number => quote!(f64),
            Type::String => quote!(String),
            Type::Any => {
                imports.add(self.runtime(view), "Json");
                quote!(Json)
            }
            Type::Named(name) => self.named(name, view, imports),
            Type::List(element) => {
                let element = self.rust_type(element, view, imports);
                quote!(Vec<#element>)
            }
            Type::Map(value) => {
                imports.add("std::collections", "BTreeMap");
                let value = self.rust_type(value, view, imports);
                quote!(BTreeMap<String, #value>)
            }
        }
    }

    /// Returns a field's type in Rust: its type, adapted to its presence.
    pub(crate) fn field_type(
        &self,
        ty: &Type,
        presence: Presence,
        view: View,
        imports: &mut Imports,
    ) -> TokenStream {
        let inner = self.rust_type(ty, view, imports);
        match presence {
            Presence::Required => inner,
            Presence::Optional | Presence::Nullable => quote!(Option<#inner>),
            Presence::OptionalNullable => quote!(Option<Option<#inner>>),
        }
    }

    /// Returns the crate from which the runtime's types are named.
    pub(crate) fn runtime(&self, view: View) -> &str {
        match view {
            View::Inside => "oms_core",
            View::Users => self.place.users,
        }
    }

    /// Returns the type behind a name, imported from where it is to be had.
    pub(crate) fn named(&self, name: &str, view: View, imports: &mut Imports) -> TokenStream {
        let (rust_name, of_runtime) = self.rust_name(name);
        match view {
            _ if of_runtime => imports.add(self.runtime(view), rust_name),
            View::Inside if self.shapes.contains(name) => {
                imports.add(&self.shapes_module, rust_name);
            }
            View::Inside => {}
            View::Users if self.shapes.contains(name) => imports.add(&self.users_shapes, rust_name),
            View::Users => imports.add(&self.users_actions, rust_name),
        }
        let ident = tokens::ident(rust_name);
        quote!(#ident)
    }
}

/// Returns the fields of a named type, where it is an object.
pub(crate) fn fields_of(definition: &TypeDef) -> &[Field] {
    match &definition.kind {
        TypeKind::Object { fields, .. } => fields,
        _ => &[],
    }
}

/// Returns the paging of an action whose pages can be asked for one after the other: only reads can
/// be sent again and again.
pub(crate) fn paging(action: &Action) -> Option<&Paging> {
    action
        .paging
        .as_ref()
        .filter(|_| action.effect == Effect::Read)
}

/// Returns whether a type by itself has values that must not be sent.
fn has_rule(definition: &TypeDef) -> bool {
    match &definition.kind {
        TypeKind::Secret(form) => *form != SecretForm::Json,
        TypeKind::Text(_) | TypeKind::UtcDateTime | TypeKind::Union(_) => true,
        TypeKind::EpochSeconds { raw, .. } => *raw,
        TypeKind::Integer(rule) | TypeKind::Duration { rule, .. } => {
            rule.minimum.is_some() || rule.maximum.is_some()
        }
        TypeKind::Object { fields, .. } => fields.iter().any(|field| {
            !field.rules.is_empty() || field.constant.is_some() || field.required_if.is_some()
        }),
        TypeKind::Enum(_) | TypeKind::Keyed(_) => false,
    }
}

/// Returns whether a type by itself holds something that only newer versions know.
fn is_newer(definition: &TypeDef) -> bool {
    match &definition.kind {
        TypeKind::Object { fields, .. } => fields.iter().any(has_since),
        TypeKind::Enum(members) => members.iter().any(|member| is_known(member.since)),
        _ => false,
    }
}

/// Returns the words of a member's name in snake case, from the name on the wire where the Rust
/// name is made of it: `A_B` and `AB` are `AB` and `Ab` in Rust, and only the former tell the
/// words.
pub(crate) fn snake(member: &Member) -> String {
    let is_of_wire = names::variant(&member.wire_name) == member.ident;
    names::snake(if is_of_wire {
        &member.wire_name
    } else {
        &member.ident
    })
}

/// Returns whether only newer versions know a field.
pub(crate) fn has_since(field: &Field) -> bool {
    is_known(field.since)
}

/// Returns whether any first version is known.
pub(crate) fn is_known(since: Since) -> bool {
    since != Since::default()
}
