//! Reads that show a state or positions: what can be waited for.

use oms_spec::ir::{Action, Effect, Fact, Field, Member, Presence, Type, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::builder_parts::BuilderParts;
use super::open_enum;
use crate::context::{Context, View};
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// A state in a payload: a field of it, or of each item of the list that it is.
struct State<'a> {
    field: &'a Field,
    /// Name of its enumeration.
    ty: &'a str,
    members: &'a [Member],
    listed: bool,
}

/// Returns the state that an action shows, if it can be waited for: a read of one thing, with an
/// enumeration that names the final states.
fn state<'a>(action: &'a Action, context: &'a Context<'_>) -> Option<State<'a>> {
    if action.effect != Effect::Read || action.paging.is_some() {
        return None;
    }
    let (name, listed) = match &action.data.as_ref()?.ty {
        Type::Named(name) => (name, false),
        Type::List(inner) => match &**inner {
            Type::Named(name) => (name, true),
            _ => return None,
        },
        _ => return None,
    };
    fields(name, context)?.iter().find_map(|field| {
        let Type::Named(ty) = &field.ty else {
            return None;
        };
        let TypeKind::Enum(members) = context.kind(ty)? else {
            return None;
        };
        let ends = members.iter().any(|member| member.ends);
        ends.then_some(State {
            field,
            ty,
            members,
            listed,
        })
    })
}

fn fields<'a>(name: &str, context: &'a Context<'_>) -> Option<&'a [Field]> {
    match context.kind(name)? {
        TypeKind::Object { fields, .. } => Some(fields),
        _ => None,
    }
}

/// Returns the `impl` of `Watched` for an action with this payload.
pub(super) fn watched(
    action: &Action,
    data: &TokenStream,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let state = state(action, context)?;
    let another = another(action, data, context);
    imports.add("oms_core", "Watched");
    let request = tokens::joined(&action.type_stem, "Request");
    let ty = context.named(state.ty, View::Inside, imports);
    let is_there = is_there(action);
    let things = match (state.listed, is_there) {
        (false, true) => quote!(std::iter::once(data)),
        (true, true) | (false, false) => quote!(data.iter()),
        (true, false) => quote!(data.iter().flatten()),
    };
    let ident = tokens::ident(&state.field.ident);
    let states = match state.field.presence {
        Presence::Required => quote!(map(|thing| &thing.#ident)),
        Presence::Optional | Presence::Nullable => {
            quote!(filter_map(|thing| thing.#ident.as_ref()))
        }
        Presence::OptionalNullable => quote!(filter_map(|thing| thing.#ident.as_ref()?.as_ref())),
    };
    let counts_as = open_enum::has_families(state.members).then(|| {
        quote! {
            fn counts_as(state: &#ty, wanted: &#ty) -> bool {
                state.counts_as(wanted)
            }
        }
    });
    let is_limited = |member: &Member| member.followed_by.is_some();
    let can_become = state.members.iter().any(is_limited).then(|| {
        quote! {
            fn can_become(state: &#ty, other: &#ty) -> bool {
                state.can_become(other)
            }
        }
    });
    Some(quote! {
        impl Watched for #request {
            type State = #ty;
            fn states(data: &#data) -> Vec<&#ty> {
                #things.#states.collect()
            }
            fn name(state: &#ty) -> &str {
                state.as_str()
            }
            fn has_ended(state: &#ty) -> bool {
                state.has_ended()
            }
            #counts_as
            #can_become
            #another
        }
    })
}

/// Returns the method that says whose state an answer shows, for an action that names the ID that
/// it is asked for in its answer.
fn another(action: &Action, data: &TokenStream, context: &Context<'_>) -> Option<TokenStream> {
    let Type::Named(payload) = &action.data.as_ref()?.ty else {
        return None;
    };
    let looks = context.api.subjects.iter().flat_map(|it| &it.looks);
    let mut looks = looks.filter(|look| look.action == action.wire_name);
    let look = looks.find(|look| look.by.is_some())?;
    let (_, place) = look.shows.iter().find(|(fact, _)| *fact == Fact::Id)?;
    let named = |fields: &'_ [Field], wire_name: &str| {
        let mut fields = fields.iter();
        let found = fields.find(|field| field.wire_name == wire_name)?;
        let is_there = found.presence == Presence::Required;
        is_there.then(|| (tokens::ident(&found.ident), found.ty.clone()))
    };
    let [wire_name] = place.as_slice() else {
        return None;
    };
    let (shown, shown_type) = named(fields(payload, context)?, wire_name)?;
    let (asked, asked_type) = named(&action.request, look.by.as_deref()?)?;
    let is_text = match &shown_type {
        Type::String => true,
        Type::Named(name) => matches!(context.kind(name), Some(TypeKind::Text(_))),
        _ => false,
    };
    (is_there(action) && is_text && shown_type == asked_type).then(|| {
        quote! {
            fn another<'d>(&self, data: &'d #data) -> Option<&'d str> {
                (data.#shown != self.#asked).then(|| data.#shown.as_str())
            }
        }
    })
}

/// Returns the `impl` of `Positioned`, and the accessor of the payload that it is for.
pub(super) fn positioned(
    action: &Action,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let payload = position_payload(action, context)?;
    let forward = position(action, payload, Fact::ForwardPosition, context);
    let reverse = position(action, payload, Fact::ReversePosition, context);
    if forward.is_none() && reverse.is_none() {
        return None;
    }
    imports.add_all("oms_core", &["Positioned", "StartPosition"]);
    let none = || quote!(None);
    let (forward, reverse) = (forward.unwrap_or_else(none), reverse.unwrap_or_else(none));
    let request = tokens::joined(&action.type_stem, "Request");
    let payload: Ident = tokens::ident(payload);
    let docs = Docs::own(
        "The position of the direction from source to target, or with `true` of the reverse one, where it is shown.",
    );
    Some(quote! {
        impl #payload {
            #docs
            #[must_use]
            pub fn position(&self, reverse: bool) -> Option<StartPosition> {
                if reverse { #reverse } else { #forward }
            }
        }
        impl Positioned for #request {
            fn position(data: &#payload, reverse: bool) -> Option<StartPosition> {
                data.position(reverse)
            }
        }
    })
}

/// Returns the payload that may show positions: an object of the action's own that is always there.
fn position_payload<'a>(action: &'a Action, context: &Context<'_>) -> Option<&'a str> {
    let Type::Named(name) = &action.data.as_ref()?.ty else {
        return None;
    };
    let own = action
        .types
        .iter()
        .any(|definition| definition.name == *name);
    let read = action.effect == Effect::Read && is_there(action);
    let named_so = |field: &Field| field.ident == "position";
    let free = !fields(name, context)?.iter().any(named_so);
    (own && read && free).then_some(name)
}

/// Returns the position that a payload shows as this fact, as an option.
fn position(
    action: &Action,
    payload: &str,
    fact: Fact,
    context: &Context<'_>,
) -> Option<TokenStream> {
    let looks = context
        .api
        .subjects
        .iter()
        .flat_map(|subject| &subject.looks);
    let mut shown = looks
        .filter(|look| look.action == action.wire_name)
        .flat_map(|look| &look.shows);
    let (_, place) = shown.find(|(shown, _)| *shown == fact)?;
    let [wire_name] = place.as_slice() else {
        return None;
    };
    let mut fields = fields(payload, context)?.iter();
    let field = fields.find(|field| field.wire_name == *wire_name)?;
    let Type::Named(ty) = &field.ty else {
        return None;
    };
    let TypeKind::EpochSeconds { raw, .. } = context.kind(ty)? else {
        return None;
    };
    let ident = tokens::ident(&field.ident);
    let shown = match (field.presence, raw) {
        (Presence::Required, true) => quote!(Some(self.#ident.clone())),
        (Presence::Required, false) => quote!(Some(self.#ident.into())),
        (Presence::Optional | Presence::Nullable, true) => quote!(self.#ident.clone()),
        (Presence::Optional | Presence::Nullable, false) => {
            quote!(self.#ident.map(StartPosition::from))
        }
        (Presence::OptionalNullable, true) => quote!(self.#ident.clone().flatten()),
        (Presence::OptionalNullable, false) => {
            quote!(self.#ident.flatten().map(StartPosition::from))
        }
    };
    Some(shown)
}

fn is_there(action: &Action) -> bool {
    let data = action.data.as_ref();
    data.is_some_and(|data| data.presence == Presence::Required)
}

/// Returns the method that waits.
pub(super) fn wait_method(
    action: &Action,
    parts: &BuilderParts<'_>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let state = state(action, context)?;
    imports.add("oms_core", "Wait");
    let request = tokens::joined(&action.type_stem, "Request");
    let bounds = parts.bounds(imports);
    let docs = Docs::own(format!(
        "Waits: looks again and again until `{}` is as it should be, which [`Wait`] is told. Nothing is sent before it is awaited.",
        state.field.ident
    ));
    Some(quote! {
        #docs
        pub fn wait(self) -> Wait<#request> #bounds {
            let client = self.client;
            client.wait(self.build())
        }
    })
}
