//! Values of examples as Rust expressions, and objects as chains of setters.
//!
//! A value that cannot be written so, such as a moment that the client refuses, is given up as a
//! whole; nothing is made up for it.

use std::collections::BTreeMap;

use oms_spec::ir::{Action, Field, Presence, SecretForm, Type, TypeKind, Union, Variant};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use super::canonical::{chosen, entry};
use crate::context::{Context, View};
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// Writes expressions, and gathers what they need around them.
pub(super) struct ExampleWriter<'a> {
    context: &'a Context<'a>,
    /// The names that the expressions take from elsewhere.
    pub(super) imports: Imports,
    /// Says whether an expression names something deprecated.
    pub(super) deprecated: bool,
}

impl<'a> ExampleWriter<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            imports: Imports::default(),
            deprecated: false,
        }
    }

    /// Returns a setter for each parameter, including undeclared ones if there may be any.
    pub(super) fn request(
        &mut self,
        action: &Action,
        object: &Map<String, Value>,
    ) -> Option<TokenStream> {
        if !action.further {
            return self.setters(&action.request, object);
        }
        let is_declared = |name: &str| {
            let mut fields = action.request.iter();
            fields
                .any(|field| field.wire_name == name || field.also.iter().any(|also| also == name))
        };
        let (declared, further): (Map<String, Value>, Map<String, Value>) = object
            .clone()
            .into_iter()
            .partition(|(name, _)| is_declared(name));
        let setters = self.setters(&action.request, &declared)?;
        let further = sorted(&further);
        let further = further.into_iter().map(|(name, value)| {
            let (name, value) = (tokens::text(name), self.json(value));
            quote!(.further(#name, #value))
        });
        Some(quote!(#setters #(#further)*))
    }

    /// Returns a setter for each field that the object holds; `None` where a value does not fit or
    /// cannot be written in Rust.
    pub(super) fn setters(
        &mut self,
        fields: &[Field],
        object: &Map<String, Value>,
    ) -> Option<TokenStream> {
        let mut setters = TokenStream::new();
        let mut known = 0;
        for field in fields {
            if let Some(value) = entry(field, object) {
                known += 1;
                // A constant has no setter; another text in its place cannot be built.
                if let Some(constant) = &field.constant {
                    if value.as_str() != Some(constant) {
                        return None;
                    }
                    continue;
                }
                setters.extend(self.setter(field, value, fields, object)?);
            }
        }
        (known == object.len()).then_some(setters)
    }

    fn setter(
        &mut self,
        field: &Field,
        value: &Value,
        fields: &[Field],
        object: &Map<String, Value>,
    ) -> Option<TokenStream> {
        self.deprecated |= field.deprecated.is_some();
        let ident = tokens::ident(&field.ident);
        let union = match &field.ty {
            Type::Named(name) => match self.context.kind(name) {
                Some(TypeKind::Union(union)) => Some((name, union)),
                _ => None,
            },
            _ => None,
        };
        let nullable = matches!(
            field.presence,
            Presence::Nullable | Presence::OptionalNullable
        );
        let argument = match (union, value) {
            (_, Value::Null) if nullable => quote!(None),
            (_, Value::Null) => return None,
            (Some((name, union)), value) => {
                let variant = chosen(union, fields, object, self.context);
                let value = self.union(name, union, variant, value, nullable)?;
                if nullable {
                    quote!(Some(#value))
                } else {
                    value
                }
            }
            (None, value) if nullable => {
                let exact = self.exact(&field.ty, value)?;
                quote!(Some(#exact))
            }
            (None, value) => self.argument(&field.ty, value)?,
        };
        Some(quote!(.#ident(#argument)))
    }

    /// Returns a value as the setter of its type takes it.
    fn argument(&mut self, ty: &Type, value: &Value) -> Option<TokenStream> {
        match (ty, value) {
            (Type::String, Value::String(text)) => Some(tokens::text(text)),
            (Type::Named(name), Value::String(text)) => match self.context.kind(name) {
                Some(TypeKind::Text(_)) => Some(tokens::text(text)),
                Some(TypeKind::Secret(form)) if *form != SecretForm::Json => {
                    plain(*form, text).map(|text| tokens::text(&text))
                }
                _ => self.exact(ty, value),
            },
            (Type::Named(name), _) => match self.context.kind(name) {
                Some(TypeKind::EpochSeconds { .. }) => self.seconds(value),
                _ => self.exact(ty, value),
            },
            (Type::List(element), Value::Array(values)) if !values.is_empty() => {
                let mut elements = Vec::new();
                for value in values {
                    elements.push(self.item(element, value)?);
                }
                Some(quote!([#(#elements),*]))
            }
            (Type::Map(element), Value::Object(entries)) if !entries.is_empty() => {
                let mut pairs = Vec::new();
                for (key, value) in sorted(entries) {
                    let (key, value) = (tokens::text(key), self.item(element, value)?);
                    pairs.push(quote!((#key, #value)));
                }
                Some(quote!([#(#pairs),*]))
            }
            _ => self.exact(ty, value),
        }
    }

    /// Returns a value inside a list or a map, as the setter takes it: all have one type.
    fn item(&mut self, ty: &Type, value: &Value) -> Option<TokenStream> {
        let is_text = match ty {
            Type::String => true,
            Type::Named(name) => matches!(
                self.context.kind(name),
                Some(TypeKind::Text(_) | TypeKind::Secret(SecretForm::Plain | SecretForm::Base64))
            ),
            _ => false,
        };
        if is_text {
            self.argument(ty, value)
        } else {
            self.exact(ty, value)
        }
    }

    /// Returns a value of exactly its type.
    fn exact(&mut self, ty: &Type, value: &Value) -> Option<TokenStream> {
        match (ty, value) {
            (Type::Boolean, Value::Bool(value)) => Some(quote!(#value)),
            (Type::Integer, value) => value.as_i64().map(tokens::integer),
            (Type::Number, Value::Number(number)) => number.as_f64().map(tokens::number),
            (Type::String, Value::String(text)) => {
                let text = tokens::text(text);
                Some(quote!(#text.to_owned()))
            }
            (Type::Any, value) => Some(self.json(value)),
            (Type::Named(name), value) => self.named(name, value),
            (Type::List(element), Value::Array(values)) => self.list(element, values),
            (Type::Map(element), Value::Object(entries)) => self.map(element, entries),
            _ => None,
        }
    }

    fn json(&mut self, value: &Value) -> TokenStream {
        self.imports.add(self.context.place.users, "Json");
        let text = tokens::text(&super::json_text(value));
        quote!(Json::new(#text)?)
    }

    fn list(&mut self, element: &Type, values: &[Value]) -> Option<TokenStream> {
        if values.is_empty() {
            let element = self
                .context
                .rust_type(element, View::Users, &mut self.imports);
            return Some(quote!(Vec::<#element>::new()));
        }
        let mut elements = Vec::new();
        for value in values {
            elements.push(self.exact(element, value)?);
        }
        Some(quote!(vec![#(#elements),*]))
    }

    fn map(&mut self, element: &Type, entries: &Map<String, Value>) -> Option<TokenStream> {
        self.imports.add("std::collections", "BTreeMap");
        if entries.is_empty() {
            let element = self
                .context
                .rust_type(element, View::Users, &mut self.imports);
            return Some(quote!(BTreeMap::<String, #element>::new()));
        }
        let mut pairs = Vec::new();
        for (key, value) in sorted(entries) {
            let (key, value) = (tokens::text(key), self.exact(element, value)?);
            pairs.push(quote!((#key.to_owned(), #value)));
        }
        Some(quote!(BTreeMap::from([#(#pairs),*])))
    }

    /// Returns the name of a type, imported from where users find it.
    fn name(&mut self, name: &str) -> Ident {
        self.context.named(name, View::Users, &mut self.imports);
        tokens::ident(self.context.rust_name(name).0)
    }

    fn named(&mut self, name: &str, value: &Value) -> Option<TokenStream> {
        match (self.context.kind(name)?, value) {
            (TypeKind::Text(_), Value::String(text)) => {
                let (name, text) = (self.name(name), tokens::text(text));
                Some(quote!(#name::from(#text)))
            }
            (TypeKind::Secret(SecretForm::Json) | TypeKind::Keyed(_), value) => {
                let (name, json) = (self.name(name), self.json(value));
                Some(quote!(#name::from(#json)))
            }
            (TypeKind::Secret(form), Value::String(text)) => {
                let (name, text) = (self.name(name), tokens::text(&plain(*form, text)?));
                Some(quote!(#name::from(#text)))
            }
            (TypeKind::UtcDateTime, Value::String(text)) => {
                let (name, text) = (self.name(name), tokens::text(text));
                Some(quote!(#text.parse::<#name>()?))
            }
            (TypeKind::Integer(_) | TypeKind::Duration { .. }, value) => {
                let number = tokens::integer(value.as_i64()?);
                let name = self.name(name);
                Some(quote!(#name::new(#number)))
            }
            (TypeKind::EpochSeconds { raw, .. }, value) => self.moment(name, *raw, value),
            (TypeKind::Object { fields, .. }, Value::Object(object)) => {
                let name = self.name(name);
                let setters = self.setters(fields, object)?;
                Some(quote!(#name::builder() #setters.build()))
            }
            (TypeKind::Enum(members), Value::String(text)) => {
                let name = self.name(name);
                let member = members
                    .iter()
                    .find(|member| member.wire_name == *text || member.also.contains(text));
                let member = member.map(|member| tokens::ident(&member.ident));
                let text = tokens::text(text);
                Some(member.map_or_else(
                    || quote!(#name::from(#text)),
                    |member| quote!(#name::#member),
                ))
            }
            _ => None,
        }
    }

    /// Returns a union's value, as the type that the field beside it chooses.
    fn union(
        &mut self,
        name: &str,
        union: &Union,
        variant: Option<&Variant>,
        value: &Value,
        exactly: bool,
    ) -> Option<TokenStream> {
        let Some(variant) = variant else {
            let (name, json) = (self.name(name), self.json(value));
            return Some(quote!(#name::Other(#json)));
        };
        let inner = self.exact(&variant.ty, value)?;
        if self.context.is_convertible(variant, union) {
            return Some(if exactly {
                quote!(#inner.into())
            } else {
                inner
            });
        }
        let (name, ident) = (self.name(name), tokens::ident(&variant.ident));
        Some(if self.context.is_object(&variant.ty) {
            quote!(#name::#ident(Box::new(#inner)))
        } else {
            quote!(#name::#ident(#inner))
        })
    }

    /// Returns seconds, from either of their forms.
    fn seconds(&mut self, value: &Value) -> Option<TokenStream> {
        let number = value
            .as_i64()
            .or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        let Some(number) = number else {
            let text = value.as_str().map(tokens::text)?;
            self.imports.add(self.context.place.users, "StartPosition");
            return Some(quote!(StartPosition::raw(#text)));
        };
        self.imports.add(self.context.place.users, "EpochSeconds");
        let number = tokens::integer(number);
        Some(quote!(EpochSeconds::new(#number)?))
    }

    /// Returns a moment, or the text of a source's own where there may be one.
    fn moment(&mut self, name: &str, raw: bool, value: &Value) -> Option<TokenStream> {
        let seconds = self.seconds(value)?;
        let is_number = value.is_i64()
            || value
                .as_str()
                .is_some_and(|text| text.parse::<i64>().is_ok());
        Some(match (raw, is_number) {
            (true, true) => {
                let name = self.name(name);
                quote!(#name::from(#seconds))
            }
            (false, false) => return None,
            _ => seconds,
        })
    }
}

/// Returns a secret as a person gives it.
fn plain(form: SecretForm, text: &str) -> Option<String> {
    match form {
        SecretForm::Plain | SecretForm::Json => Some(text.to_owned()),
        SecretForm::Base64 => oms_spec::base64_text(text),
    }
}

/// Returns the entries of a map by key, because another crate of the build may change the order of
/// maps.
fn sorted(entries: &Map<String, Value>) -> BTreeMap<&String, &Value> {
    entries.iter().collect()
}
