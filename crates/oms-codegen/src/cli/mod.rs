//! The command's files: the arguments of each action, and the subcommands over all of them.

mod args;
mod facts;
mod flag;
mod line;
mod request;
mod subcommand;
mod subjects;

use std::collections::BTreeMap;

use oms_spec::ir::Action;
use proc_macro2::TokenStream;
use quote::quote;

pub use flag::RESERVED_FLAGS;
pub use subcommand::RESERVED_COMMANDS;

use crate::context::{Context, ROOT_FILE};
use crate::rust::docs::Docs;
use crate::rust::facts as words;
use crate::rust::imports::Imports;
use crate::rust::source::{self, Job, SourceModule};
use crate::rust::tokens;

/// The folder of the command's generated files.
pub(crate) const FOLDER: &str = "crates/oms-cli/src/generated";

/// Every file of the command, the longest first.
pub(crate) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let list: Job<'a> = Box::new(move || actions(context));
    let root: Job<'a> = Box::new(root);
    let actions = context.api.actions.iter();
    let args = actions.map(|action| -> Job<'a> { Box::new(move || args::source(context, action)) });
    let subjects: Job<'a> = Box::new(move || subjects::source(context));
    [list, root, subjects].into_iter().chain(args).collect()
}

fn root() -> SourceModule {
    let docs = Docs::own(
        "Everything of the command that names a word of the vendor's, from the files under `spec/`.",
    );
    let mut source = SourceModule::new(format!("{FOLDER}/mod.rs"), ROOT_FILE, docs);
    source.items = vec![
        quote!(
            pub(crate) mod actions;
        ),
        quote!(
            pub(crate) mod subjects;
        ),
        quote!(
            pub(crate) use actions::{ActionCommand, GROUPS, visit};
        ),
    ];
    source
}

fn actions(context: &Context<'_>) -> SourceModule {
    let docs = Docs::own("The actions as subcommands, a module each.");
    let mut source = SourceModule::new(format!("{FOLDER}/actions/mod.rs"), ROOT_FILE, docs);
    source.imports = imports(context);
    for action in &context.api.actions {
        source.declare(quote!(pub(crate)), tokens::ident(&action.ident));
    }
    source.items = vec![
        command(context),
        accept(&context.api.actions),
        visit(&context.api.actions),
        groups(&context.api.actions),
    ];
    source
}

fn imports(context: &Context<'_>) -> Imports {
    let mut imports = Imports::default();
    imports.add("clap", "Subcommand");
    imports.add("crate::plan::arguments", "ActionVisitor");
    for action in &context.api.actions {
        let args = format!("{}Args", action.type_stem);
        imports.add(&format!("self::{}", action.ident), &args);
    }
    imports
}

/// The enumeration of subcommands.
fn command(context: &Context<'_>) -> TokenStream {
    let variants = context.api.actions.iter().map(|action| {
        let docs = Docs::spec(
            &words::plain_summary(action),
            &format!("Calls `{}`.", action.wire_name),
        )
        .outer();
        let example = line::example(context, action).map(|line| {
            let text = format!("Examples:\n{line}");
            quote!(#[command(before_help = #text)])
        });
        let (command, variant) = (subcommand::name(action), subcommand::variant(action));
        let name = (oms_spec::names::kebab(&variant) != command)
            .then(|| quote!(#[command(name = #command)]));
        let also = action.command_also.iter();
        let also = also.map(|also| quote!(#[command(alias = #also)]));
        let variant = tokens::ident(&variant);
        let args = tokens::joined(&action.type_stem, "Args");
        quote!(#docs #name #(#also)* #example #variant(Box<#args>))
    });
    quote! {
        /// A subcommand for each action.
        #[derive(Debug, Subcommand)]
        pub(crate) enum ActionCommand {
            #(#variants,)*
        }
    }
}

/// The most lines of an arm that goes to an action.
const LINES_OF_AN_ARM: usize = 4;

/// The way from what was typed to the action's types.
fn accept(actions: &[Action]) -> TokenStream {
    let variants = actions
        .iter()
        .map(|action| tokens::ident(&subcommand::variant(action)));
    let body = quote! {
        match self {
            #(Self::#variants(args) => visitor.visit(Some(&**args)),)*
        }
    };
    let length = source::expect_length(actions.len(), LINES_OF_AN_ARM, &body);
    quote! {
        impl ActionCommand {
            /// Goes to the action that was typed.
            #length
            pub(crate) fn accept<V: ActionVisitor>(&self, visitor: V) -> V::Output {
                #body
            }
        }
    }
}

/// The way from a name to the action's types.
fn visit(actions: &[Action]) -> TokenStream {
    let arms = actions.iter().map(|action| {
        let (command, wire_name) = (subcommand::name(action), &action.wire_name);
        let args = tokens::joined(&action.type_stem, "Args");
        let also = action.command_also.iter();
        let also = also.chain((action.title != *wire_name).then_some(&action.title));
        quote!(#command | #wire_name #(| #also)* => visitor.visit::<#args>(None),)
    });
    let body = quote! {
        Ok(match name {
            #(#arms)*
            _ => return Err(visitor),
        })
    };
    let length = source::expect_length_of_function(actions.len(), LINES_OF_AN_ARM, &body);
    quote! {
        /// Goes to the action of this name, as it is on the command line or goes over the wire;
        /// gives the visitor back where there is none.
        #length
        pub(crate) fn visit<V: ActionVisitor>(name: &str, visitor: V) -> Result<V::Output, V> {
            #body
        }
    }
}

/// The headings in lists of commands.
fn groups(actions: &[Action]) -> TokenStream {
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for action in actions {
        if let Some(group) = &action.group {
            groups
                .entry(group)
                .or_default()
                .push(subcommand::name(action));
        }
    }
    let groups = groups
        .iter()
        .map(|(group, commands)| quote!((#group, &[#(#commands),*])));
    quote! {
        /// The headings in lists of commands, with their subcommands.
        pub(crate) static GROUPS: &[(&str, &[&str])] = &[#(#groups),*];
    }
}
