//! The checks of a request before it is sent: the rules of its values, wherever they are inside it.

use oms_spec::ir::{Field, Presence, Type};
use proc_macro2::TokenStream;
use quote::quote;

use super::conditional;
use super::reading;
use super::rules;
use super::struct_model::StructModel;
use crate::context::{Context, View};
use crate::rust::imports::Imports;
use crate::rust::{source, tokens};

/// The number of lines that the checks of one field may take.
const LINES_OF_A_CHECK: usize = 12;

/// Returns the `check` method of an action's parameters; `None` where every value of their types
/// may be sent.
pub(super) fn of_action(
    fields: &[Field],
    further: bool,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let (body, length) = body(fields, further, context, imports)?;
    Some(quote! {
        #length
        fn check(&self) -> Result<(), Invalid> {
            #body
        }
    })
}

/// Returns the `impl` with the `check` method of an object inside a request.
pub(super) fn inherent(
    record: &StructModel<'_>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let name = &record.name;
    let (body, length) = body(record.fields, false, context, imports)?;
    Some(quote! {
        impl #name {
            /// Checks the values that the types alone cannot rule out.
            #length
            pub(crate) fn check(&self) -> Result<(), Invalid> {
                #body
            }
        }
    })
}

/// Returns the checks of all fields that have any, and the expectation of clippy's warning about
/// their length.
fn body(
    fields: &[Field],
    further: bool,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<(TokenStream, Option<TokenStream>)> {
    let mut checks: Vec<_> = fields
        .iter()
        .filter_map(|field| of_field(field, context, imports))
        .collect();
    checks.extend(reading::unions(fields, context).map(|(field, _, by)| of_union(field, by)));
    checks.extend(fields.iter().filter_map(conditional::constant_check));
    let required = |field| conditional::required_check(field, fields);
    checks.extend(fields.iter().filter_map(required));
    if further {
        let names = fields
            .iter()
            .flat_map(|field| field.also.iter().chain([&field.wire_name]));
        checks.push(quote!(self.other_fields.check_beside(&[#(#names),*])?;));
    }
    if checks.is_empty() {
        return None;
    }
    imports.add("oms_core", "Invalid");
    let body = quote! {
        #(#checks)*
        Ok(())
    };
    let length = source::expect_length(checks.len(), LINES_OF_A_CHECK, &body);
    Some((body, length))
}

fn of_field(field: &Field, context: &Context<'_>, imports: &mut Imports) -> Option<TokenStream> {
    let is_free = !has_rule(&field.ty, context) && field.rules.is_empty();
    if is_free || context.is_union(&field.ty) {
        return None;
    }
    let ident = tokens::ident(&field.ident);
    let mut check = |place: TokenStream, reference: TokenStream| {
        let mut checks = Checks {
            field: Some(field),
            context,
            imports,
        };
        checks.of_field(field, &place, &reference)
    };
    Some(match field.presence {
        Presence::Required => check(quote!(self.#ident), quote!(&self.#ident)),
        Presence::Optional | Presence::Nullable => {
            let check = check(quote!(value), quote!(value));
            quote!(if let Some(value) = &self.#ident { #check })
        }
        Presence::OptionalNullable => {
            let check = check(quote!(value), quote!(value));
            quote!(if let Some(Some(value)) = &self.#ident { #check })
        }
    })
}

/// Returns whether some value of a type must not be sent.
fn has_rule(ty: &Type, context: &Context<'_>) -> bool {
    ty.innermost().is_some_and(|name| context.is_ruled(name))
}

/// Returns the check of a union, which needs the field that chooses its type.
fn of_union(field: &Field, by: &Field) -> TokenStream {
    let (ident, wire_name) = (tokens::ident(&field.ident), &field.wire_name);
    let by_ident = tokens::ident(&by.ident);
    let union = match field.presence {
        Presence::Required => quote!(Some(&self.#ident)),
        Presence::Optional | Presence::Nullable => quote!(&self.#ident),
        Presence::OptionalNullable => quote!(self.#ident.as_ref().and_then(Option::as_ref)),
    };
    let (pattern, value) = match field.presence {
        Presence::Required => (None, quote!(self.#ident)),
        _ => (Some(quote!(let Some(value) = #union)), quote!(value)),
    };
    let chosen = match by.presence {
        Presence::Required => None,
        Presence::Optional | Presence::Nullable => Some(quote!(let Some(by) = &self.#by_ident)),
        Presence::OptionalNullable => Some(quote!(let Some(Some(by)) = &self.#by_ident)),
    };
    let by = if chosen.is_some() {
        quote!(by)
    } else {
        quote!(self.#by_ident)
    };
    let check = quote!(#value.check(#by.as_str()).map_err(|invalid| invalid.at(#wire_name))?;);
    let conditions: Vec<_> = pattern.into_iter().chain(chosen).collect();
    if conditions.is_empty() {
        return check;
    }
    quote!(if #(#conditions)&&* { #check })
}

/// Returns the check of the value of a union's variant, to which a variable refers; `None` where
/// every value may be sent.
pub(super) fn of_variant(
    ty: &Type,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    match ty {
        Type::Named(name) => context.is_ruled(name).then(|| quote!(value.check())),
        ty => {
            let mut checks = Checks {
                field: None,
                context,
                imports,
            };
            checks.of_reference(ty, &quote!(value))
        }
    }
}

/// The check of a value.
struct Checks<'a, 'c> {
    /// Whose rules hold for it beside those of its type.
    field: Option<&'a Field>,
    context: &'a Context<'c>,
    imports: &'a mut Imports,
}

impl Checks<'_, '_> {
    /// Returns the statements that check the value of a field at its place, to which `reference`
    /// refers.
    fn of_field(
        &mut self,
        field: &Field,
        place: &TokenStream,
        reference: &TokenStream,
    ) -> TokenStream {
        let at = &field.wire_name;
        let count = rules::of_items(field).map(|rule| quote!(Self::#rule.check(#place.len())));
        let value = match &field.ty {
            Type::Named(name) if self.context.is_ruled(name) => Some(quote!(#place.check())),
            // A number that is at its place needs no reference.
            Type::Integer if field.presence == Presence::Required => {
                rules::of_integer(field).map(|rule| quote!(Self::#rule.check(#place)))
            }
            ty => self.of_reference(ty, reference),
        };
        let checks = count.into_iter().chain(value);
        quote!(#(#checks.map_err(|invalid| invalid.at(#at))?;)*)
    }

    /// Returns the check of a value by a reference to it; `None` where there is nothing to check.
    fn of_reference(&mut self, ty: &Type, reference: &TokenStream) -> Option<TokenStream> {
        let (function, inner) = match ty {
            Type::List(inner) => ("check_items", inner),
            Type::Map(inner) => ("check_entries", inner),
            Type::Integer => {
                let rule = rules::of_integer(self.field?)?;
                return Some(quote!(Self::#rule.check(*#reference)));
            }
            Type::String => {
                let rule = rules::of_text(self.field?)?;
                return Some(quote!(Self::#rule.check(#reference)));
            }
            _ => return None,
        };
        let item = match &**inner {
            Type::Named(name) if self.context.is_ruled(name) => {
                let ty = self.context.named(name, View::Inside, self.imports);
                quote!(#ty::check)
            }
            inner => {
                let check = self.of_reference(inner, &quote!(item))?;
                quote!(|item| #check)
            }
        };
        self.imports.add("oms_core", function);
        let function = tokens::ident(function);
        Some(quote!(#function(#reference, #item)))
    }
}
