//! The setters of a builder, one a parameter.

use oms_spec::ir::{Field, Presence, Type, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use super::builder_parts::{BuilderParts, expect_length, moved};
use super::struct_model::{given, is_awaited};
use crate::context::{Context, View};
use crate::rust::imports::Imports;
use crate::rust::{facts, tokens};

/// Returns the setter of one field.
pub(super) fn setter(
    parts: &BuilderParts<'_>,
    field: &Field,
    imports: &mut Imports,
) -> TokenStream {
    let docs = facts::of_field(field, parts.record.around);
    let deprecated = field
        .deprecated
        .as_ref()
        .map(|instead| quote!(#[deprecated = #instead]));
    let method = if is_awaited(field) {
        required(parts, field, imports)
    } else {
        optional(parts, field, imports)
    };
    quote!(#docs #deprecated #method)
}

/// Returns the setter of undeclared parameters.
pub(super) fn further(imports: &mut Imports) -> TokenStream {
    imports.add("oms_core", "Json");
    quote! {
        /// Sets a parameter that is not declared, by its name on the wire, because not all of them
        /// are known. Its value is never shown.
        ///
        /// The name of a declared parameter is refused before anything is sent.
        pub fn further(mut self, name: impl Into<String>, value: impl Into<Json>) -> Self {
            self.other_fields.insert(name, value);
            self
        }
    }
}

/// Returns a setter that changes the type of the builder.
fn required(parts: &BuilderParts<'_>, field: &Field, imports: &mut Imports) -> TokenStream {
    let (builder, ident) = (&parts.record.builder, tokens::ident(&field.ident));
    let ty = parts
        .context
        .field_type(&field.ty, field.presence, View::Inside, imports);
    let (parameter, value) = match field.presence {
        Presence::Nullable => (ty.clone(), quote!(value)),
        _ => accepted(&field.ty, parts.context, imports),
    };
    let states = parts.awaited.iter().map(|(awaited, state)| {
        if std::ptr::eq(*awaited, field) {
            ty.clone()
        } else {
            quote!(#state)
        }
    });
    let client = parts.client.as_ref().map(|client| quote!(#client));
    let arguments = BuilderParts::arguments(client, states);
    let client = parts.client.as_ref().map(|_| quote!(client: self.client,));
    let further = parts
        .takes_further()
        .then(|| quote!(other_fields: self.other_fields,));
    let fields = given(parts.record.fields).map(|other| {
        if std::ptr::eq(other, field) {
            quote!(#ident: #value,)
        } else {
            moved(other)
        }
    });
    let body = quote!(#builder { #client #(#fields)* #further });
    let length = expect_length(parts, &body);
    quote! {
        #length
        pub fn #ident(self, value: #parameter) -> #builder #arguments {
            #body
        }
    }
}

/// Returns a setter that leaves the type of the builder as it is.
fn optional(parts: &BuilderParts<'_>, field: &Field, imports: &mut Imports) -> TokenStream {
    let ident = tokens::ident(&field.ident);
    let (parameter, value) = if field.presence == Presence::OptionalNullable {
        let inner = parts.context.rust_type(&field.ty, View::Inside, imports);
        (quote!(Option<#inner>), quote!(value))
    } else {
        accepted(&field.ty, parts.context, imports)
    };
    quote! {
        pub fn #ident(mut self, value: #parameter) -> Self {
            self.#ident = Some(#value);
            self
        }
    }
}

/// Returns the parameter of a setter for a type, and the expression that converts it.
fn accepted(ty: &Type, context: &Context<'_>, imports: &mut Imports) -> (TokenStream, TokenStream) {
    let ty_in_rust =
        |ty: &Type, imports: &mut Imports| context.rust_type(ty, View::Inside, imports);
    let item = |ty: &Type, imports: &mut Imports| {
        let rust = ty_in_rust(ty, imports);
        if is_taken_as_it_is(ty, context) {
            (rust, false)
        } else {
            (quote!(impl Into<#rust>), true)
        }
    };
    match ty {
        Type::List(element) => {
            let (item, converted) = item(element, imports);
            let map = converted.then(|| quote!(.map(Into::into)));
            let value = quote!(value.into_iter()#map.collect());
            (quote!(impl IntoIterator<Item = #item>), value)
        }
        Type::Map(value) => {
            let (item, converted) = item(value, imports);
            let converted = converted.then(|| quote!(.into()));
            let entry = quote!(|(key, value)| (key.into(), value #converted));
            let value = quote!(value.into_iter().map(#entry).collect());
            (
                quote!(impl IntoIterator<Item = (impl Into<String>, #item)>),
                value,
            )
        }
        ty if is_taken_as_it_is(ty, context) => (ty_in_rust(ty, imports), quote!(value)),
        ty => {
            let ty = ty_in_rust(ty, imports);
            (quote!(impl Into<#ty>), quote!(value.into()))
        }
    }
}

/// Returns whether a setter takes exactly the type: nothing else converts into it without a loss or
/// a doubt.
fn is_taken_as_it_is(ty: &Type, context: &Context<'_>) -> bool {
    match ty {
        Type::Boolean | Type::Integer | Type::Number | Type::Any => true,
        Type::Named(name) => matches!(
            context.kind(name),
            Some(
                TypeKind::Object { .. }
                    | TypeKind::Enum(_)
                    | TypeKind::EpochSeconds { raw: false, .. }
            )
        ),
        Type::String | Type::List(_) | Type::Map(_) => false,
    }
}
