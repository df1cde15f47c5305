//! The copies of what a read shows: the parameters of another action that create the same again.

use oms_spec::ir::Action;
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;

/// Returns the facts about the copies.
pub(super) fn facts(
    read: &Action,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    let facts = context.api.copies_of(read).filter_map(|(action, word)| {
        let (copies, name) = (action.copies.as_ref()?, &action.wire_name);
        let command = context.api.typed(action);
        let parameters = copies.parameters.iter().map(|copied| {
            let (to, from) = (&copied.wire_name, &copied.from);
            quote!((#to, &[#(#from),*]))
        });
        Some(quote! {
            CopyFacts {
                word: #word,
                action: #name,
                command: #command,
                parameters: &[#(#parameters),*],
            }
        })
    });
    let facts: Vec<TokenStream> = facts.collect();
    if !facts.is_empty() {
        imports.add("crate::plan::arguments", "CopyFacts");
    }
    facts
}

/// Returns the flag that asks for a copy, where there is one to ask for.
pub(super) fn flag(read: &Action, context: &Context<'_>) -> Option<TokenStream> {
    let (first, _) = context.api.copies_of(read).next()?;
    let words = context.api.copies_of(read).map(|(_, word)| word);
    let docs = Docs::own(format!(
        "Print the parameters with which the same is created again, in place of the answer: \
         `oms {} -f FILE` takes them.",
        context.api.typed(first)
    ));
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
    context.api.copies_of(read).next()?;
    imports.add("crate::plan::arguments", "CopyFacts");
    Some(quote! {
        fn copy(&self) -> Option<&'static CopyFacts> {
            let word = self.copied_as.as_deref()?;
            FACTS.copies.iter().find(|copy| copy.word == word)
        }
    })
}
