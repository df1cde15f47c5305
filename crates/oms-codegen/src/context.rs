//! The model with what every emitter asks of it: which type a name stands for, and in which direction a type travels.
//!
//! It emits nothing but the tokens of a type.

use std::collections::{BTreeMap, BTreeSet};

use oms_spec::ir::{Action, Api, Presence, SecretForm, Type, TypeDef, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use crate::imports::Imports;
use crate::tokens;

/// The file of the spec that declares what all actions share.
pub(crate) const ROOT_FILE: &str = "spec/oms.toml";

/// The model, indexed.
pub(crate) struct Context<'a> {
    /// The model itself.
    pub(crate) api: &'a Api,
    /// Path of the module that the client's `generated` module stands in.
    pub(crate) root: &'a str,
    shapes: BTreeMap<&'a str, &'a TypeDef>,
    shape_travel: Travel<'a>,
}

/// The types that are written in requests, and the types that are read in answers.
#[derive(Debug, Default)]
pub(crate) struct Travel<'a> {
    written: BTreeSet<&'a str>,
    read: BTreeSet<&'a str>,
}

impl Travel<'_> {
    /// Whether a type is part of a request.
    pub(crate) fn is_written(&self, name: &str) -> bool {
        self.written.contains(name)
    }

    /// Whether a type is part of an answer.
    pub(crate) fn is_read(&self, name: &str) -> bool {
        self.read.contains(name)
    }
}

/// One action, with the types that its names stand for.
pub(crate) struct Scope<'a> {
    /// The whole model.
    pub(crate) context: &'a Context<'a>,
    types: BTreeMap<&'a str, &'a TypeDef>,
}

impl<'a> Context<'a> {
    /// Indexes the model. `root` is the module that the client's `generated` module stands in.
    pub(crate) fn new(api: &'a Api, root: &'a str) -> Self {
        let shapes = api.shapes_by_name();
        let mut shape_travel = Travel::default();
        for action in &api.actions {
            let travel = travel(action, &shapes);
            shape_travel.written.extend(travel.written);
            shape_travel.read.extend(travel.read);
        }
        Self {
            api,
            root,
            shapes,
            shape_travel,
        }
    }

    /// The path of a module of the client's generated code.
    pub(crate) fn module(&self, name: &str) -> String {
        format!("{}::generated::{name}", self.root)
    }

    /// How the shared shapes travel, over all actions.
    pub(crate) fn shape_travel(&self) -> &Travel<'a> {
        &self.shape_travel
    }

    /// The scope in which the shapes themselves are declared.
    pub(crate) fn shared(&'a self) -> Scope<'a> {
        Scope {
            context: self,
            types: BTreeMap::new(),
        }
    }

    /// The scope of an action.
    pub(crate) fn scope(&'a self, action: &'a Action) -> Scope<'a> {
        Scope {
            context: self,
            types: action
                .types
                .iter()
                .map(|definition| (definition.name.as_str(), definition))
                .collect(),
        }
    }

    /// How the types of an action travel.
    pub(crate) fn travel(&self, action: &'a Action) -> Travel<'a> {
        travel(action, &self.shapes)
    }
}

impl<'a> Scope<'a> {
    /// What a name stands for.
    pub(crate) fn definition(&self, name: &str) -> Option<&'a TypeDef> {
        self.types
            .get(name)
            .or_else(|| self.context.shapes.get(name))
            .copied()
    }

    /// Whether a name is a type of the action itself.
    pub(crate) fn is_local(&self, name: &str) -> bool {
        self.types.contains_key(name)
    }

    /// The Rust name of the type behind a name, and whether the runtime brings it.
    pub(crate) fn rust_name<'n>(&self, name: &'n str) -> (&'n str, bool) {
        match self.definition(name).map(|definition| &definition.kind) {
            Some(TypeKind::EpochSeconds { raw: true, .. }) => ("StartPosition", true),
            Some(TypeKind::EpochSeconds { raw: false, .. }) => ("EpochSeconds", true),
            Some(TypeKind::Secret(SecretForm::Plain)) => ("Secret", true),
            Some(TypeKind::Secret(SecretForm::Base64)) => ("Base64Secret", true),
            Some(TypeKind::UtcDateTime) => ("UtcDateTime", true),
            _ => (name, false),
        }
    }

    /// A type in Rust, with its names imported.
    pub(crate) fn rust_type(&self, ty: &Type, imports: &mut Imports) -> TokenStream {
        match ty {
            Type::Boolean => quote!(bool),
            Type::Integer => quote!(i64),
            Type::Number => quote!(f64),
            Type::String => quote!(String),
            Type::Any => {
                imports.add("oms_core", "Json");
                quote!(Json)
            }
            Type::Named(name) => self.named(name, imports),
            Type::List(element) => {
                let element = self.rust_type(element, imports);
                quote!(Vec<#element>)
            }
            Type::Map(value) => {
                imports.add("std::collections", "BTreeMap");
                let value = self.rust_type(value, imports);
                quote!(BTreeMap<String, #value>)
            }
        }
    }

    /// A field's type in Rust: its type, and what its presence makes of it.
    pub(crate) fn field_type(
        &self,
        ty: &Type,
        presence: Presence,
        imports: &mut Imports,
    ) -> TokenStream {
        let inner = self.rust_type(ty, imports);
        match presence {
            Presence::Required => inner,
            Presence::Optional | Presence::Nullable => quote!(Option<#inner>),
            Presence::OptionalNullable => quote!(Option<Option<#inner>>),
        }
    }

    fn named(&self, name: &str, imports: &mut Imports) -> TokenStream {
        let (rust_name, of_runtime) = self.rust_name(name);
        if of_runtime {
            imports.add("oms_core", rust_name);
        } else if !self.is_local(name) {
            imports.add(&self.context.module("shapes"), rust_name);
        }
        let ident = tokens::ident(rust_name);
        quote!(#ident)
    }
}

/// Follows the types of an action from its request and from its payload.
fn travel<'a>(action: &'a Action, shapes: &BTreeMap<&'a str, &'a TypeDef>) -> Travel<'a> {
    let mut types = shapes.clone();
    types.extend(
        action
            .types
            .iter()
            .map(|definition| (definition.name.as_str(), definition)),
    );
    let mut travel = Travel::default();
    for field in &action.request {
        follow(&field.ty, &types, &mut travel.written);
    }
    if let Some(data) = &action.data {
        follow(&data.ty, &types, &mut travel.read);
    }
    travel
}

/// Adds the names that a type leads to.
fn follow<'a>(ty: &'a Type, types: &BTreeMap<&'a str, &'a TypeDef>, names: &mut BTreeSet<&'a str>) {
    match ty {
        Type::List(inner) | Type::Map(inner) => follow(inner, types, names),
        Type::Named(name) if names.insert(name) => {
            if let Some(TypeKind::Object { fields, .. }) =
                types.get(name.as_str()).map(|definition| &definition.kind)
            {
                for field in fields {
                    follow(&field.ty, types, names);
                }
            }
        }
        _ => {}
    }
}
