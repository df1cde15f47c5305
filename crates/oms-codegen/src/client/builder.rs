//! The builder of a struct: a type state tells at compile time which required parameters are
//! missing.
//!
//! Every parameter is a field of the builder. Giving a required one changes the builder's type, so
//! that it is moved field by field.

use proc_macro2::TokenStream;
use quote::quote;

use super::builder_parts::{BuilderParts, expect_length, moved};
use super::struct_model::{given, is_awaited};
use super::{conditional, rules, setters};
use crate::context::View;
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// Returns the `impl` with the rules of the fields and the `builder` function.
pub(super) fn start(parts: &BuilderParts<'_>, imports: &mut Imports) -> TokenStream {
    let (name, builder) = (&parts.record.name, &parts.record.builder);
    let (client, arguments) = match &parts.client {
        Some(_) => (quote!(()), Some(quote!(<()>))),
        None => (quote!(), None),
    };
    let docs = Docs::own(if parts.client.is_some() {
        "Starts to build the parameters."
    } else {
        "Starts to build the value."
    });
    let rules = rules::constants(parts.record.fields, imports);
    quote! {
        impl #name {
            #(#rules)*

            #docs
            pub fn builder() -> #builder #arguments {
                #builder::new(#client)
            }
        }
    }
}

/// Returns the `impl` with the function that makes a builder to which nothing was given yet; none
/// where every builder is of one type.
pub(super) fn empty(parts: &BuilderParts<'_>, imports: &mut Imports) -> Option<TokenStream> {
    if parts.awaited.is_empty() {
        return None;
    }
    let builder = &parts.record.builder;
    let generics = parts.client.as_ref().map(|client| quote!(<#client>));
    let new = new(parts, imports);
    Some(quote! {
        impl #generics #builder #generics {
            #new
        }
    })
}

/// Returns the function that makes a builder to which nothing was given yet.
fn new(parts: &BuilderParts<'_>, imports: &mut Imports) -> TokenStream {
    let parameter = parts.client.as_ref().map(|client| quote!(client: #client));
    let client = parts.client.as_ref().map(|_| quote!(client,));
    let visibility = parts.client.as_ref().map(|_| quote!(pub(crate)));
    if !parts.awaited.is_empty() {
        imports.add(
            &format!("{}::generated", parts.context.place.root),
            "missing",
        );
    }
    let fields = given(parts.record.fields).map(|field| {
        let ident = tokens::ident(&field.ident);
        if is_awaited(field) {
            quote!(#ident: missing::#ident,)
        } else {
            quote!(#ident: None,)
        }
    });
    let further = parts.takes_further().then(|| {
        imports.add("oms_core", "OtherFields");
        quote!(other_fields: OtherFields::new(),)
    });
    let body = quote!(Self { #client #(#fields)* #further });
    let length = expect_length(parts, &body);
    quote! {
        #length
        #visibility const fn new(#parameter) -> Self {
            #body
        }
    }
}

/// Returns the builder itself.
pub(super) fn definition(parts: &BuilderParts<'_>, imports: &mut Imports) -> TokenStream {
    let builder = &parts.record.builder;
    let markers = parts.awaited.iter().map(|(field, state)| {
        let ident = tokens::ident(&field.ident);
        quote!(#state = missing::#ident)
    });
    let client = parts.client.as_ref().map(|client| quote!(#client));
    let generics = BuilderParts::arguments(client, markers);
    let client = parts.client.as_ref().map(|client| quote!(client: #client,));
    let mut states = parts.states();
    let further = parts.takes_further().then(|| {
        imports.add("oms_core", "OtherFields");
        quote!(other_fields: OtherFields,)
    });
    let fields: Vec<_> = given(parts.record.fields)
        .map(|field| {
            let ident = tokens::ident(&field.ident);
            let ty = if is_awaited(field) {
                states.next().map(|state| quote!(#state))
            } else {
                let (ty, presence) = (&field.ty, field.presence);
                let view = View::Inside;
                Some(parts.context.field_type(ty, presence, view, imports))
            };
            quote!(#ident: #ty,)
        })
        .collect();
    let docs = builder_docs(parts);
    let tristate = parts.record.tristate();
    let reason = if parts.client.is_some() {
        "nothing is sent before `send`"
    } else {
        "nothing is built before `build`"
    };
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[must_use = #reason]
        #tristate
        pub struct #builder #generics {
            #client
            #(#fields)*
            #further
        }
    }
}

fn builder_docs(parts: &BuilderParts<'_>) -> Docs {
    let name = &parts.record.name;
    Docs::own(if parts.awaited.is_empty() {
        format!("Builds a [`{name}`].")
    } else {
        format!(
            "Builds a [`{name}`]; a required parameter that is missing is a compile error that names it."
        )
    })
}

/// Returns the builder's methods.
pub(super) fn methods(parts: &BuilderParts<'_>, imports: &mut Imports) -> TokenStream {
    let builder = &parts.record.builder;
    let generics = parts.generics();
    let setters: Vec<_> = given(parts.record.fields)
        .map(|field| setters::setter(parts, field, imports))
        .collect();
    let further = parts.takes_further().then(|| setters::further(imports));
    let build = build(parts, imports);
    let new = parts.awaited.is_empty().then(|| new(parts, imports));
    let complexity = parts.is_complex().then(|| {
        quote!(#[expect(clippy::type_complexity, reason = "the type tells of each required parameter whether it was given")])
    });
    quote! {
        #complexity
        impl #generics #builder #generics {
            #new
            #(#setters)*
            #further
            #build
        }
    }
}

/// Returns the method that ends the building.
fn build(parts: &BuilderParts<'_>, imports: &mut Imports) -> TokenStream {
    let name = &parts.record.name;
    let bounds = parts.bounds(imports);
    let fields = parts.record.fields.iter().map(|field| {
        let ident = tokens::ident(&field.ident);
        if let Some(constant) = conditional::value(field, parts.context, imports) {
            quote!(#ident: #constant,)
        } else if is_awaited(field) {
            quote!(#ident: self.#ident.given(),)
        } else {
            moved(field)
        }
    });
    let fields: Vec<_> = fields.collect();
    let others = if parts.takes_further() {
        Some(quote!(other_fields: self.other_fields,))
    } else {
        parts.record.open.then(|| {
            imports.add("oms_core", "OtherFields");
            quote!(other_fields: OtherFields::new(),)
        })
    };
    let docs = Docs::own(if parts.client.is_some() {
        "The request as data."
    } else {
        "The value as data."
    });
    let body = quote!(#name { #(#fields)* #others });
    let length = expect_length(parts, &body);
    quote! {
        #docs
        #[must_use]
        #length
        pub fn build(self) -> #name #bounds {
            #body
        }
    }
}
