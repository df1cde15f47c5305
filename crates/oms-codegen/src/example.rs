//! The example requests of the spec, as the Rust that builds them.

use oms_spec::ir::{Action, Field, Presence, Type, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use crate::context::{Context, Scope};
use crate::imports::Imports;
use crate::{source, tokens};

/// An expression, and what it needs around it.
struct Writer<'a> {
    scope: &'a Scope<'a>,
    imports: Imports,
}

/// The documented example of a call: the first case that can be sent, as lines of Markdown.
pub(crate) fn as_documentation(context: &Context<'_>, action: &Action) -> Option<Vec<String>> {
    let scope = context.scope(action);
    let mut writer = Writer::new(&scope);
    let setters = writer.setters(&action.request, &first_request(action)?)?;
    let method = tokens::ident(&action.ident);
    let imports = writer.imports.declarations();
    let code = source::statements(&quote! {
        #imports
        let reply = client.#method() #setters.send().await?;
        println!("{:?}", reply.data);
    })?;
    let mut lines = vec!["```".to_owned()];
    lines.push(
        "# async fn example(client: &oms_client::Client) -> Result<(), oms_client::Error> {"
            .to_owned(),
    );
    lines.extend(code);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

/// The request of an example, as an expression, and the imports that it needs.
pub(crate) fn as_request(
    context: &Context<'_>,
    action: &Action,
    json: &str,
) -> Option<(TokenStream, Imports)> {
    let scope = context.scope(action);
    let mut writer = Writer::new(&scope);
    let setters = writer.setters(&action.request, &parse(json)?)?;
    let request = tokens::joined(&action.type_stem, "Request");
    writer.imports.add(
        "oms_client::actions",
        &format!("{}Request", action.type_stem),
    );
    Some((quote!(#request::builder() #setters.build()), writer.imports))
}

/// The parameters of the first example that can be sent.
pub(crate) fn first_request(action: &Action) -> Option<Map<String, Value>> {
    action
        .examples
        .iter()
        .find_map(|example| example.sendable_request.as_deref().and_then(parse))
}

fn parse(json: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(json).ok()
}

impl<'a> Writer<'a> {
    fn new(scope: &'a Scope<'a>) -> Self {
        Self {
            scope,
            imports: Imports::default(),
        }
    }

    /// A setter for each field that the object holds; `None` where a value does not fit or cannot be written in Rust.
    fn setters(&mut self, fields: &[Field], object: &Map<String, Value>) -> Option<TokenStream> {
        let known = object
            .keys()
            .all(|key| fields.iter().any(|field| field.wire_name == *key));
        let setters = fields.iter().filter_map(|field| {
            object
                .get(&field.wire_name)
                .map(|value| self.setter(field, value))
        });
        let setters = setters.collect::<Option<Vec<_>>>()?;
        known.then(|| quote!(#(#setters)*))
    }

    fn setter(&mut self, field: &Field, value: &Value) -> Option<TokenStream> {
        let ident = tokens::ident(&field.ident);
        let argument = match (field.presence, value) {
            (Presence::Nullable | Presence::OptionalNullable, Value::Null) => quote!(None),
            (Presence::Nullable | Presence::OptionalNullable, value) => {
                let exact = self.exact(&field.ty, value)?;
                quote!(Some(#exact))
            }
            (Presence::Optional, Value::Null) => return Some(TokenStream::new()),
            (_, value) => self.argument(&field.ty, value)?,
        };
        Some(quote!(.#ident(#argument)))
    }

    /// A value as the setter of its type takes it.
    fn argument(&mut self, ty: &Type, value: &Value) -> Option<TokenStream> {
        match (ty, value) {
            (Type::String, Value::String(text)) => Some(tokens::text(text)),
            (Type::Named(name), Value::String(text)) if self.is_text(name) => {
                Some(tokens::text(text))
            }
            (Type::List(element), Value::Array(values)) if !values.is_empty() => {
                let elements = values
                    .iter()
                    .map(|value| self.argument(element, value))
                    .collect::<Option<Vec<_>>>()?;
                Some(quote!([#(#elements),*]))
            }
            _ => self.exact(ty, value),
        }
    }

    /// A value of exactly its type.
    fn exact(&mut self, ty: &Type, value: &Value) -> Option<TokenStream> {
        match (ty, value) {
            (Type::Boolean, Value::Bool(value)) => Some(quote!(#value)),
            (Type::Integer, value) => value.as_i64().map(tokens::integer),
            (Type::Number, Value::Number(number)) => number.as_f64().map(tokens::number),
            (Type::String, Value::String(text)) => {
                let text = tokens::text(text);
                Some(quote!(#text.to_owned()))
            }
            (Type::Any, value) => {
                self.imports.add("oms_client", "Json");
                let text = tokens::text(&value.to_string());
                Some(quote!(Json::new(#text)?))
            }
            (Type::Named(name), value) => self.named(name, value),
            (Type::List(element), Value::Array(values)) => {
                let elements = values
                    .iter()
                    .map(|value| self.exact(element, value))
                    .collect::<Option<Vec<_>>>()?;
                let empty = elements
                    .is_empty()
                    .then(|| self.scope.rust_type(element, &mut Imports::default()));
                Some(empty.map_or_else(
                    || quote!(vec![#(#elements),*]),
                    |element| quote!(Vec::<#element>::new()),
                ))
            }
            (Type::Map(element), Value::Object(entries)) => self.map(element, entries),
            _ => None,
        }
    }

    fn map(&mut self, element: &Type, entries: &Map<String, Value>) -> Option<TokenStream> {
        self.imports.add("std::collections", "BTreeMap");
        let entries = entries
            .iter()
            .map(|(key, value)| {
                let (key, value) = (tokens::text(key), self.exact(element, value)?);
                Some(quote!((#key.to_owned(), #value)))
            })
            .collect::<Option<Vec<_>>>()?;
        Some(quote!(BTreeMap::from([#(#entries),*])))
    }

    fn is_text(&self, name: &str) -> bool {
        matches!(
            self.scope
                .definition(name)
                .map(|definition| &definition.kind),
            Some(TypeKind::Text(_))
        )
    }

    /// The name of a type, imported from where users find it.
    fn name(&mut self, name: &str) -> Ident {
        let (rust_name, of_runtime) = self.scope.rust_name(name);
        let module = match (of_runtime, self.scope.is_local(name)) {
            (true, _) => "oms_client",
            (false, true) => "oms_client::actions",
            (false, false) => "oms_client::shapes",
        };
        self.imports.add(module, rust_name);
        tokens::ident(rust_name)
    }

    fn named(&mut self, name: &str, value: &Value) -> Option<TokenStream> {
        let definition = self.scope.definition(name)?;
        let ident = match definition.kind {
            TypeKind::EpochSeconds { .. } => None,
            _ => Some(self.name(name)),
        };
        match (&definition.kind, value) {
            (TypeKind::Text(_), Value::String(text)) => {
                let text = tokens::text(text);
                Some(quote!(#ident::from(#text)))
            }
            (TypeKind::Integer(_), value) => {
                let number = tokens::integer(value.as_i64()?);
                Some(quote!(#ident::new(#number)))
            }
            (TypeKind::EpochSeconds { raw, .. }, value) => self.moment(name, *raw, value),
            (TypeKind::Object { fields, .. }, Value::Object(object)) => {
                let setters = self.setters(fields, object)?;
                Some(quote!(#ident::builder() #setters.build()))
            }
            (TypeKind::Enum(members), Value::String(text)) => {
                let member = members.iter().find(|member| member.wire_name == *text);
                let member = member.map(|member| tokens::ident(&member.ident));
                Some(member.map_or_else(
                    || quote!(#ident::from(#text)),
                    |member| quote!(#ident::#member),
                ))
            }
            _ => None,
        }
    }

    /// A moment, from either of its forms; a text that is no number is a raw position.
    fn moment(&mut self, name: &str, raw: bool, value: &Value) -> Option<TokenStream> {
        let seconds = value
            .as_i64()
            .or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        if let Some(seconds) = seconds {
            self.imports.add("oms_client", "EpochSeconds");
            let seconds = tokens::integer(seconds);
            return Some(quote!(EpochSeconds::new(#seconds)?));
        }
        let text = value.as_str().filter(|_| raw).map(tokens::text)?;
        let ident = self.name(name);
        Some(quote!(#ident::raw(#text)))
    }
}
