//! The copies of what a read shows: the parameters of another action that create the same again.

use oms_spec::ir::{Action, Copies, Effect};
use proc_macro2::TokenStream;
use quote::quote;

use super::subcommand;
use crate::context::Context;
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;

/// Returns the actions that can be made from the answer of a read, each with the way from there to
/// its parameters.
fn of<'a>(
    read: &'a Action,
    context: &'a Context<'_>,
) -> impl Iterator<Item = (&'a Action, &'a Copies)> {
    let actions = context.api.actions.iter();
    let is_read = read.effect == Effect::Read;
    actions
        .filter_map(|action| Some((action, action.copies.as_ref()?)))
        .filter(move |(_, copies)| is_read && copies.action == read.wire_name)
}

/// Returns the word by which a copy is asked for: the last one of its command.
fn word(action: &Action, context: &Context<'_>) -> String {
    let words = subcommand::words(action, context.api);
    words.split(' ').next_back().unwrap_or_default().to_owned()
}

/// Returns the facts about the copies.
pub(super) fn facts(
    read: &Action,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    let facts: Vec<TokenStream> = of(read, context)
        .map(|(action, copies)| {
            let (word, name) = (word(action, context), &action.wire_name);
            let command = subcommand::words(action, context.api);
            let parameters = copies.parameters.iter().map(|copied| {
                let (to, from) = (&copied.wire_name, &copied.from);
                quote!((#to, &[#(#from),*]))
            });
            quote! {
                CopyFacts {
                    word: #word,
                    action: #name,
                    command: #command,
                    parameters: &[#(#parameters),*],
                }
            }
        })
        .collect();
    if !facts.is_empty() {
        imports.add("crate::plan::arguments", "CopyFacts");
    }
    facts
}

/// Returns the flag that asks for a copy, where there is one to ask for.
pub(super) fn flag(read: &Action, context: &Context<'_>) -> Option<TokenStream> {
    let words: Vec<String> = of(read, context)
        .map(|(action, _)| word(action, context))
        .collect();
    let (first, _) = of(read, context).next()?;
    let docs = Docs::own(format!(
        "Print the parameters with which the same is created again, in place of the answer: \
         `oms {} -f FILE` takes them.",
        subcommand::words(first, context.api)
    ))
    .outer();
    Some(quote! {
        #docs
        #[arg(long = "as", value_name = "ACTION", value_parser = [#(#words),*])]
        pub(crate) copied_as: Option<String>,
    })
}

/// Returns the method that finds the copy that is asked for.
pub(super) fn method(
    read: &Action,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    of(read, context).next()?;
    imports.add("crate::plan::arguments", "CopyFacts");
    Some(quote! {
        fn copy(&self) -> Option<&'static CopyFacts> {
            let word = self.copied_as.as_deref()?;
            FACTS.copies.iter().find(|copy| copy.word == word)
        }
    })
}
