//! Parts of a request that only newer versions know: a server that is too old would ignore it
//! without a word.

use oms_spec::ir::{Field, Member, Presence, Type, TypeKind, Union};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::arms::Arms;
use super::struct_model::StructModel;
use crate::context::{Context, has_since, is_known};
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// Returns the `newer_fields` method of an action's parameters; `None` where every version that
/// knows the action knows all of them.
pub(super) fn of_action(
    fields: &[Field],
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let visits = visits(fields, context, imports)?;
    imports.add("oms_core", "Since");
    Some(quote! {
        fn newer_fields(&self, visit: &mut dyn FnMut(&'static str, Since)) {
            #visits
        }
    })
}

/// Returns the same method for an object inside a request.
pub(super) fn inherent(
    record: &StructModel<'_>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let name = &record.name;
    let visits = visits(record.fields, context, imports)?;
    imports.add("oms_core", "Since");
    let always = |field: &&Field| {
        !holds_newer(&field.ty, context)
            && (!has_since(field) || field.presence == Presence::Required)
    };
    let unused = (record.fields.iter().filter(always).count() == record.fields.len()).then(|| {
        quote!(#[expect(clippy::unused_self, reason = "what is newer has to be there in every value")])
    });
    Some(quote! {
        impl #name {
            /// Tells what of the value only newer versions know.
            #unused
            pub(crate) fn newer_fields(&self, visit: &mut dyn FnMut(&'static str, Since)) {
                #visits
            }
        }
    })
}

/// Returns the method of an enumeration that tells the first version of a member; `None` if all
/// members are as old as their type.
pub(super) fn of_members(members: &[Member], imports: &mut Imports) -> Option<TokenStream> {
    let newer: Vec<&Member> = members
        .iter()
        .filter(|member| is_known(member.since))
        .collect();
    if newer.is_empty() {
        return None;
    }
    let arms = newer.iter().map(|member| {
        let ident = tokens::ident(&member.ident);
        let since = tokens::since(member.since, imports);
        quote!(Self::#ident => Some(#since),)
    });
    let arms: Vec<_> = arms.collect();
    let rest = if newer.len() == members.len() {
        quote!(Self::Unknown(_))
    } else {
        quote!(_)
    };
    Some(quote! {
        /// Returns the first versions that know the member, where they are later than those of what
        /// it is in.
        pub(crate) const fn since(&self) -> Option<Since> {
            match self {
                #(#arms)*
                #rest => None,
            }
        }
    })
}

/// Returns the method of a union. A variant that is not an object has no place of its own, so it is
/// given the place of the union.
pub(super) fn of_union(union: &Union, context: &Context<'_>) -> TokenStream {
    let at = needs_place(union, context).then(|| quote!(at: &'static str,));
    let mut newer = Arms::default();
    for variant in &union.variants {
        if holds_newer(&variant.ty, context) {
            let ident = tokens::ident(&variant.ident);
            let visit = within(&variant.ty, &quote!(value), &quote!(at), context);
            newer.add(&variant.ty, quote!(Self::#ident(value)), visit);
        }
    }
    let all: usize = newer.arms().map(|(patterns, _)| patterns.len()).sum();
    let arms = newer
        .arms()
        .map(|(patterns, visit)| (quote!(#(#patterns)|*), visit));
    let body = if arms.len() == 1 {
        let arms = arms.map(|(patterns, visit)| visit.under(&quote!(let #patterns = self)));
        quote!(#(#arms)*)
    } else {
        let arms = arms.map(|(patterns, visit)| {
            let visit = visit.always();
            quote!(#patterns => { #visit })
        });
        let rest = if all == union.variants.len() {
            quote!(Self::Other(_))
        } else {
            quote!(_)
        };
        quote!(match self { #(#arms)* #rest => {} })
    };
    quote! {
        /// Tells what of the value only newer versions know.
        fn newer_fields(&self, #at visit: &mut dyn FnMut(&'static str, Since)) {
            #body
        }
    }
}

/// Returns whether a variant is, or lists, members of an enumeration.
fn needs_place(union: &Union, context: &Context<'_>) -> bool {
    let variants = union.variants.iter();
    let mut newer = variants.filter(|variant| holds_newer(&variant.ty, context));
    newer.any(|variant| {
        let innermost = variant.ty.innermost().and_then(|name| context.kind(name));
        matches!(innermost, Some(TypeKind::Enum(_)))
    })
}

/// Returns the statements that visit newer parts; `None` if there are none.
fn visits(fields: &[Field], context: &Context<'_>, imports: &mut Imports) -> Option<TokenStream> {
    let visits: Vec<_> = fields
        .iter()
        .filter(|field| has_since(field) || holds_newer(&field.ty, context))
        .map(|field| of_field(field, context, imports))
        .collect();
    (!visits.is_empty()).then(|| quote!(#(#visits)*))
}

fn holds_newer(ty: &Type, context: &Context<'_>) -> bool {
    ty.innermost().is_some_and(|name| context.holds_newer(name))
}

/// The visit of what is newer inside a value.
#[derive(Default)]
struct Visit {
    /// The condition on which the whole visit depends.
    condition: Option<TokenStream>,
    statements: TokenStream,
}

impl Visit {
    /// Returns the visit of a value that is there.
    fn always(&self) -> TokenStream {
        let statements = &self.statements;
        match &self.condition {
            Some(condition) => quote!(if #condition { #statements }),
            None => statements.clone(),
        }
    }

    /// Returns the visit of a value that a pattern finds. The two conditions are one `if`, because
    /// clippy refuses an `if` that holds nothing but another one.
    fn under(&self, pattern: &TokenStream) -> TokenStream {
        let condition = self
            .condition
            .as_ref()
            .map(|condition| quote!(&& #condition));
        let statements = &self.statements;
        quote!(if #pattern #condition { #statements })
    }
}

impl From<TokenStream> for Visit {
    fn from(statements: TokenStream) -> Self {
        Self {
            statements,
            ..Self::default()
        }
    }
}

fn of_field(field: &Field, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let (ident, wire_name) = (tokens::ident(&field.ident), &field.wire_name);
    let itself =
        tokens::since(field.since, imports).map(|since| quote!(visit(#wire_name, #since);));
    let is_newer_inside = holds_newer(&field.ty, context);
    if field.presence == Presence::Required {
        let place = quote!(self.#ident);
        let visit = || inside(&field.ty, &place, &quote!(&#place), wire_name, context).always();
        let inside = is_newer_inside.then(visit);
        return quote!(#itself #inside);
    }
    let given = itself
        .as_ref()
        .map(|itself| quote!(if self.#ident.is_some() { #itself }));
    if !is_newer_inside {
        return quote!(#given);
    }
    let inside = within(&field.ty, &quote!(value), wire_name, context);
    match (field.presence, itself) {
        (Presence::OptionalNullable, _) => {
            let inside = inside.under(&quote!(let Some(Some(value)) = &self.#ident));
            quote!(#given #inside)
        }
        (_, None) => inside.under(&quote!(let Some(value) = &self.#ident)),
        (_, Some(itself)) => {
            let inside = inside.always();
            quote!(if let Some(value) = &self.#ident { #itself #inside })
        }
    }
}

/// Visits what is inside a value that a variable refers to.
fn within(ty: &Type, variable: &TokenStream, at: &dyn ToTokens, context: &Context<'_>) -> Visit {
    inside(ty, variable, variable, at, context)
}

/// Visits what is inside a value at a place; `reference` refers to it.
fn inside(
    ty: &Type,
    place: &TokenStream,
    reference: &TokenStream,
    at: &dyn ToTokens,
    context: &Context<'_>,
) -> Visit {
    let item = quote!(item);
    let name = match ty {
        Type::List(inner) => {
            let within = within(inner, &item, at, context).always();
            return quote!(for item in #reference { #within }).into();
        }
        Type::Map(inner) => {
            let within = within(inner, &item, at, context).always();
            return quote!(for item in #place.values() { #within }).into();
        }
        Type::Named(name) => name,
        _ => return TokenStream::new().into(),
    };
    match context.kind(name) {
        Some(TypeKind::Enum(_)) => Visit {
            condition: Some(quote!(let Some(since) = #place.since())),
            statements: quote!(visit(#at, since);),
        },
        Some(TypeKind::Union(union)) if needs_place(union, context) => {
            quote!(#place.newer_fields(#at, visit);).into()
        }
        _ => quote!(#place.newer_fields(visit);).into(),
    }
}
