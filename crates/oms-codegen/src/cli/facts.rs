//! The command's facts about an action beyond those of the client, and the way from a request to
//! its subject.

use oms_spec::command::{Flag, FlagForm};
use oms_spec::ir::{Action, Effect, SubjectParameter, Type, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use super::{copies, places, request, subjects};
use crate::context::{Context, View};
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// The effect of sending a write once more, where the spec does not tell it.
const TWICE: &str = "Sending it once more takes effect once more.";

/// The same for a write that may be repeated.
const HARMLESS: &str = "Sending it once more changes nothing further.";

/// Returns the constant that holds the facts.
pub(super) fn of_action(
    action: &Action,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add("crate::plan::arguments", "ActionFacts");
    let command = context.api.typed(action);
    let impact = &action.impact;
    let afterwards = action.afterwards.as_deref().unwrap_or_default();
    let twice = match (&action.twice, action.effect) {
        (Some(twice), _) => twice,
        (None, Effect::Read) => "",
        (None, Effect::Write) if action.repeatable => HARMLESS,
        (None, Effect::Write) => TWICE,
    };
    let leads_to = &action.leads_to;
    let payload = payload(action, context);
    let names = names(action, context, imports);
    let columns = columns(action, context);
    let times = times(action, context);
    let copies = copies::facts(action, context, imports);
    let subject = tokens::option(action.subject.as_ref().map(|subject| {
        imports.add("crate::plan::arguments", "SubjectFacts");
        imports.add("crate::generated", "subjects");
        let (kind, parameter) = (tokens::constant(&subject.subject), &subject.wire_name);
        quote!(SubjectFacts { kind: &subjects::#kind, parameter: #parameter })
    }));
    quote! {
        /// The command's facts about the action.
        static FACTS: ActionFacts = ActionFacts {
            command: #command,
            impact: #impact,
            afterwards: #afterwards,
            twice: #twice,
            leads_to: &[#(#leads_to),*],
            payload: #payload,
            subject: #subject,
            names: &[#(#names),*],
            copies: &[#(#copies),*],
            columns: &[#(#columns),*],
            times: &[#(#times),*],
        };
    }
}

/// Returns whether a look can show that a write was carried out: its subject is in another state,
/// or at another position.
pub(super) fn is_awaited(action: &Action) -> bool {
    let is_one = action
        .subject
        .as_ref()
        .is_some_and(|subject| !subject.is_list);
    is_one && (!action.leads_to.is_empty() || action.moves.is_some())
}

/// Returns the fields of an item, where the action answers page by page with nothing but a list of
/// them.
fn columns<'a>(action: &'a Action, context: &Context<'a>) -> Vec<&'a str> {
    let data = action.data.as_ref().filter(|_| action.paging.is_some());
    let item = match data.map(|data| &data.ty) {
        Some(Type::List(item)) => item.innermost().and_then(|name| context.kind(name)),
        _ => None,
    };
    let Some(TypeKind::Object { fields, .. }) = item else {
        return Vec::new();
    };
    let names = fields.iter().map(|field| field.wire_name.as_str());
    names.collect()
}

/// Returns the places in a request that take the ID of a subject, or a name that leads to it.
fn names(action: &Action, context: &Context<'_>, imports: &mut Imports) -> Vec<TokenStream> {
    let found = places::in_fields(&action.request, context, |definition| {
        let subject = definition.identifies.as_ref()?;
        matches!(definition.kind, TypeKind::Text(_)).then(|| subjects::known(subject, context))?
    });
    if !found.is_empty() {
        imports.add("crate::plan::arguments", "NameFacts");
        imports.add("crate::generated", "subjects");
    }
    let facts = found
        .into_iter()
        .map(|(place, kind)| quote!(NameFacts { place: &[#(#place),*], kind: &subjects::#kind }));
    facts.collect()
}

/// Returns the places in an answer that hold a moment.
fn times(action: &Action, context: &Context<'_>) -> Vec<TokenStream> {
    let Some(data) = &action.data else {
        return Vec::new();
    };
    let found = places::in_type(&data.ty, context, |definition| {
        let (TypeKind::UtcDateTime | TypeKind::EpochSeconds { .. }) = definition.kind else {
            return None;
        };
        Some(())
    });
    let places = found.into_iter().map(|(place, ())| quote!(&[#(#place),*]));
    places.collect()
}

/// Returns the name of the payload: after the subject that it is the ID of, where it is one.
fn payload(action: &Action, context: &Context<'_>) -> String {
    let named = match action.data.as_ref().map(|data| &data.ty) {
        Some(Type::Named(name)) => context.definition(name),
        _ => None,
    };
    let subject = named.and_then(|definition| definition.identifies.as_deref());
    let mut letters = subject.unwrap_or("answer").chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Returns the method that finds the subject of a request.
pub(super) fn subject(
    action: &Action,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let subject = action.subject.as_ref()?;
    imports.add("crate::plan::arguments", "Subject");
    let (kind, ident) = (
        tokens::constant(&subject.subject),
        tokens::ident(&subject.ident),
    );
    // The text as it is sent: a display form may have escapes.
    let is_text = is_text(action, subject, context);
    let found = match (subject.is_list, is_text) {
        (false, true) => quote!(Subject::one(&subjects::#kind, request.#ident.as_str())),
        (false, false) => quote!(Subject::one(&subjects::#kind, request.#ident)),
        (true, true) => {
            let id = id_type(action, subject, context, imports);
            quote!(Subject::several(&subjects::#kind, request.#ident.iter().map(#id::as_str)))
        }
        (true, false) => quote!(Subject::several(&subjects::#kind, &request.#ident)),
    };
    Some(quote! {
        fn subject(request: &Self::Request) -> Option<Subject> {
            Some(#found)
        }
    })
}

/// Returns the type of an ID in a list.
fn id_type(
    action: &Action,
    subject: &SubjectParameter,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let mut parameters = action.request.iter();
    let field = parameters.find(|field| field.ident == subject.ident)?;
    Some(context.named(field.ty.innermost()?, View::Users, imports))
}

/// Returns whether an ID is a text, and not a whole number.
fn is_text(action: &Action, subject: &SubjectParameter, context: &Context<'_>) -> bool {
    let mut parameters = action.request.iter();
    let field = parameters.find(|field| field.ident == subject.ident);
    let kind = field.and_then(|field| context.kind(field.ty.innermost()?));
    matches!(kind, Some(TypeKind::Text(_)))
}

/// Returns the method that finds the position that a request moves.
pub(super) fn moves(
    action: &Action,
    flags: &[Flag<'_>],
    imports: &mut Imports,
) -> Option<TokenStream> {
    let moves = action.moves.as_ref()?;
    imports.add("crate::plan::arguments", "Move");
    let position = tokens::ident(&moves.position);
    let reverse = moves.reverse.as_ref().map(|reverse| {
        let reverse = tokens::ident(reverse);
        quote!(request.#reverse)
    });
    let reverse = reverse.unwrap_or_else(|| quote!(false));
    let to = if moves.raw {
        quote!(request.#position.clone())
    } else {
        quote!(request.#position.into())
    };
    // A moment is written in many ways; what was written tells more of a slip than the seconds that
    // it came to.
    let is_position = |flag: &&Flag<'_>| flag.field.ident == moves.position;
    let typed = flags
        .iter()
        .find(is_position)
        .filter(|flag| matches!(flag.form, FlagForm::Moment { .. }) && !flag.repeated);
    let written = typed.map(|flag| {
        let ident = request::ident(flag);
        quote!(args.map(|args| &args.#ident))
    });
    let written = written.unwrap_or_else(|| quote!(None));
    let args = tokens::ident(if typed.is_some() { "args" } else { "_args" });
    Some(quote! {
        fn moves(#args: Option<&Self>, request: &Self::Request) -> Option<Move> {
            Some(Move::new(#reverse, #to, #written))
        }
    })
}
