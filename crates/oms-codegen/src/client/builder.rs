//! The builder of a struct: a setter a parameter, and a type state that tells at compile time which required ones are missing.
//!
//! Required parameters are fields of the builder, so that giving one changes its type; the others sit in one struct of
//! their own, so that a setter of a required one moves a single field for all of them.

use oms_spec::ir::{Field, Presence, Type, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::parts::Parts;
use super::record::{Record, awaited, field_docs, left_out};
use crate::context::Scope;
use crate::docs::Docs;
use crate::imports::Imports;
use crate::tokens;

/// The `builder` function of an object; that of an action's parameters has a client's place to fill as well.
pub(super) fn start(record: &Record<'_>, imports: &mut Imports, scope: &Scope<'_>) -> TokenStream {
    start_of(&Parts::new(record, scope), imports)
}

/// The builder of an object.
pub(super) fn items(
    record: &Record<'_>,
    scope: &Scope<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    items_of(&Parts::new(record, scope), imports)
}

/// The `impl` with the `builder` function.
pub(super) fn start_of(parts: &Parts<'_>, imports: &mut Imports) -> TokenStream {
    let (name, builder) = (&parts.record.name, &parts.record.builder);
    let client = parts.client.as_ref().map(|_| quote!(client: (),));
    let unset = parts.client.as_ref().map(|_| quote!(()));
    let arguments = unset.map(|client| quote!(<#client>));
    let markers = awaited(parts.record.fields).map(|field| {
        let ident = tokens::ident(&field.ident);
        quote!(#ident: missing::#ident,)
    });
    let optional = parts.has_optional().then(|| {
        let optional = &parts.record.optional;
        quote!(optional: #optional::default(),)
    });
    if !parts.states.is_empty() {
        imports.add(
            &format!("{}::generated", parts.scope.context.root),
            "missing",
        );
    }
    let docs = Docs::own(if parts.client.is_some() {
        "Starts to build the parameters."
    } else {
        "Starts to build the value."
    })
    .outer();
    quote! {
        impl #name {
            #docs
            pub fn builder() -> #builder #arguments {
                #builder { #client #(#markers)* #optional }
            }
        }
    }
}

/// The builder's struct, its store of optional parameters, and its methods.
pub(super) fn items_of(parts: &Parts<'_>, imports: &mut Imports) -> Vec<TokenStream> {
    let mut items = vec![definition(parts)];
    if parts.has_optional() {
        items.push(optional_store(parts, imports));
    }
    items.push(methods(parts, imports));
    items
}

fn definition(parts: &Parts<'_>) -> TokenStream {
    let (builder, name) = (&parts.record.builder, &parts.record.name);
    let states = awaited(parts.record.fields)
        .zip(&parts.states)
        .map(|(field, state)| {
            let ident = tokens::ident(&field.ident);
            quote!(#state = missing::#ident)
        });
    let parameters: Vec<_> = parts
        .client
        .iter()
        .map(|client| quote!(#client))
        .chain(states)
        .collect();
    let generics = (!parameters.is_empty()).then(|| quote!(<#(#parameters),*>));
    let client = parts.client.as_ref().map(|client| quote!(client: #client,));
    let fields = awaited(parts.record.fields)
        .zip(&parts.states)
        .map(|(field, state)| {
            let ident = tokens::ident(&field.ident);
            quote!(#ident: #state,)
        });
    let optional = parts.has_optional().then(|| {
        let optional = &parts.record.optional;
        quote!(optional: #optional,)
    });
    let promise = if parts.states.is_empty() {
        "."
    } else {
        "; a required parameter that is missing is a compile error that names it."
    };
    let docs = Docs::own(format!("Builds a [`{name}`]{promise}")).outer();
    let reason = if parts.client.is_some() {
        "nothing is sent before `send`"
    } else {
        "nothing is built before `build`"
    };
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[must_use = #reason]
        pub struct #builder #generics {
            #client
            #(#fields)*
            #optional
        }
    }
}

fn optional_store(parts: &Parts<'_>, imports: &mut Imports) -> TokenStream {
    let (optional, name) = (&parts.record.optional, &parts.record.name);
    let expectation = super::serde_attributes::expectation(parts.record.fields);
    let fields = left_out(parts.record.fields).map(|field| {
        let ident = tokens::ident(&field.ident);
        let ty = parts.scope.field_type(&field.ty, field.presence, imports);
        quote!(#ident: #ty,)
    });
    let docs = Docs::own(format!(
        "The parameters of [`{name}`] that may be left out."
    ))
    .outer();
    quote! {
        #docs
        #[derive(Debug, Clone, Default)]
        #expectation
        struct #optional {
            #(#fields)*
        }
    }
}

fn methods(parts: &Parts<'_>, imports: &mut Imports) -> TokenStream {
    let builder = &parts.record.builder;
    let generics = parts.generics();
    let client = parts.client.as_ref().map(|_| on_client(parts));
    let required: Vec<_> = awaited(parts.record.fields)
        .enumerate()
        .map(|(position, field)| required_setter(parts, position, field, imports))
        .collect();
    let optional: Vec<_> = left_out(parts.record.fields)
        .map(|field| optional_setter(parts, field, imports))
        .collect();
    let build = build(parts, imports);
    quote! {
        impl #generics #builder #generics {
            #client
            #(#required)*
            #(#optional)*
            #build
        }
    }
}

/// The method that gives the builder a client to send with.
fn on_client(parts: &Parts<'_>) -> TokenStream {
    let builder = &parts.record.builder;
    let arguments = parts.arguments(Some(quote!(&Client)), &parts.states);
    let rest = moved(parts, None);
    quote! {
        /// The same parameters, for `client` to send.
        pub(crate) fn client(self, client: &Client) -> #builder #arguments {
            #builder { client, #rest }
        }
    }
}

/// The fields of the builder as they are moved into its next state; one may be given anew.
fn moved(parts: &Parts<'_>, given: Option<&(usize, TokenStream)>) -> TokenStream {
    let fields = awaited(parts.record.fields)
        .enumerate()
        .map(|(position, field)| match given {
            Some((at, given)) if *at == position => given.clone(),
            _ => {
                let ident = tokens::ident(&field.ident);
                quote!(#ident: self.#ident,)
            }
        });
    let optional = parts
        .has_optional()
        .then(|| quote!(optional: self.optional,));
    quote!(#(#fields)* #optional)
}

fn required_setter(
    parts: &Parts<'_>,
    position: usize,
    field: &Field,
    imports: &mut Imports,
) -> TokenStream {
    let builder = &parts.record.builder;
    let ident = tokens::ident(&field.ident);
    let ty = parts.scope.field_type(&field.ty, field.presence, imports);
    let states = parts.states.iter().enumerate().map(|(at, state)| {
        if at == position {
            ty.clone()
        } else {
            quote!(#state)
        }
    });
    let arguments = parts.arguments(
        parts.client.as_ref().map(|client| quote!(#client)),
        &states.collect::<Vec<_>>(),
    );
    let (parameter, value) = match field.presence {
        Presence::Nullable => (ty.clone(), None),
        _ => accepted(&field.ty, &ident, parts.scope, imports),
    };
    let given = value.map_or_else(|| quote!(#ident,), |value| quote!(#ident: #value,));
    let client = parts.client.as_ref().map(|_| quote!(client: self.client,));
    let rest = moved(parts, Some(&(position, given)));
    let docs = field_docs(field).outer();
    quote! {
        #docs
        pub fn #ident(self, #ident: #parameter) -> #builder #arguments {
            #builder { #client #rest }
        }
    }
}

fn optional_setter(parts: &Parts<'_>, field: &Field, imports: &mut Imports) -> TokenStream {
    let ident = tokens::ident(&field.ident);
    let inner = parts.scope.rust_type(&field.ty, imports);
    let (parameter, value) = match field.presence {
        Presence::OptionalNullable => (quote!(Option<#inner>), None),
        _ => accepted(&field.ty, &ident, parts.scope, imports),
    };
    let value = value.unwrap_or_else(|| quote!(#ident));
    let docs = field_docs(field).outer();
    quote! {
        #docs
        pub fn #ident(mut self, #ident: #parameter) -> Self {
            self.optional.#ident = Some(#value);
            self
        }
    }
}

/// What a setter takes for a type, and how that becomes the type where it is another.
fn accepted(
    ty: &Type,
    ident: &Ident,
    scope: &Scope<'_>,
    imports: &mut Imports,
) -> (TokenStream, Option<TokenStream>) {
    let rust_type = scope.rust_type(ty, imports);
    let is_plain = match ty {
        Type::Boolean | Type::Any => true,
        Type::Named(name) => matches!(
            scope.definition(name).map(|definition| &definition.kind),
            Some(
                TypeKind::Object { .. }
                    | TypeKind::Enum(_)
                    | TypeKind::EpochSeconds { raw: false, .. }
            )
        ),
        _ => false,
    };
    if is_plain {
        return (rust_type, None);
    }
    if let Type::List(element) = ty {
        let element = scope.rust_type(element, imports);
        return (
            quote!(impl IntoIterator<Item = impl Into<#element>>),
            Some(quote!(#ident.into_iter().map(Into::into).collect())),
        );
    }
    (quote!(impl Into<#rust_type>), Some(quote!(#ident.into())))
}

/// The method that ends the building.
fn build(parts: &Parts<'_>, imports: &mut Imports) -> TokenStream {
    let name = &parts.record.name;
    let bounds = parts.bounds(imports);
    let fields = parts.record.fields.iter().map(|field| {
        let ident = tokens::ident(&field.ident);
        if super::missing::is_awaited(field.presence) {
            quote!(#ident: self.#ident.given(),)
        } else {
            quote!(#ident: self.optional.#ident,)
        }
    });
    let docs = Docs::own(if parts.client.is_some() {
        "The request as data."
    } else {
        "The value as data."
    })
    .outer();
    quote! {
        #docs
        #[must_use]
        pub fn build(self) -> #name #bounds {
            #name { #(#fields)* }
        }
    }
}
