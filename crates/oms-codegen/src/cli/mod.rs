//! The command's files: the arguments of each action, and the subcommands over all of them.

mod args;
mod flag;
mod line;
mod request;

use oms_spec::ir::Action;
use proc_macro2::TokenStream;
use quote::quote;

pub use flag::RESERVED_FLAGS;

use crate::context::{Context, ROOT_FILE};
use crate::docs::Docs;
use crate::facts;
use crate::imports::Imports;
use crate::source::{Job, Source};
use crate::tokens;

/// Where the command's generated files stand.
pub(crate) const FOLDER: &str = "crates/oms-cli/src/generated";

/// Every file of the command, the longest first.
pub(crate) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let list: Job<'a> = Box::new(move || actions(context));
    let root: Job<'a> = Box::new(root);
    let actions = context.api.actions.iter();
    let args = actions.map(|action| -> Job<'a> { Box::new(move || args::source(context, action)) });
    [list, root].into_iter().chain(args).collect()
}

fn root() -> Source {
    let docs = Docs::own(
        "Everything of the command that names a word of the vendor's, from the files under `spec/`.",
    );
    let mut source = Source::new(format!("{FOLDER}/mod.rs"), ROOT_FILE, docs);
    source.items = vec![
        quote!(
            pub(crate) mod actions;
        ),
        quote!(
            pub(crate) use actions::{ActionCommand, Wording};
        ),
    ];
    source
}

fn actions(context: &Context<'_>) -> Source {
    let docs = Docs::own("The actions as subcommands, a module each.");
    let mut source = Source::new(format!("{FOLDER}/actions/mod.rs"), ROOT_FILE, docs);
    source.imports = imports(context);
    source.modules = context
        .api
        .actions
        .iter()
        .map(|action| {
            let module = tokens::ident(&action.ident);
            quote!(pub(crate) mod #module;)
        })
        .collect();
    source.items = vec![
        command(context),
        run(&context.api.actions),
        wording(&context.api.actions),
    ];
    source
}

fn imports(context: &Context<'_>) -> Imports {
    let mut imports = Imports::default();
    imports.add("clap", "Subcommand");
    for (path, name) in [
        ("crate::args", "Consent"),
        ("crate::exit", "Exit"),
        ("crate::plan", "Explanation"),
        ("crate::run", "Runner"),
        ("crate::time", "Moment"),
    ] {
        imports.add(path, name);
    }
    for action in &context.api.actions {
        let (request, args) = names(action);
        imports.add(context.users_actions(), &request);
        imports.add(&format!("self::{}", action.ident), &args);
    }
    imports
}

/// The names of an action's request and of its arguments.
fn names(action: &Action) -> (String, String) {
    let stem = &action.type_stem;
    (format!("{stem}Request"), format!("{stem}Args"))
}

/// The enumeration of subcommands.
fn command(context: &Context<'_>) -> TokenStream {
    let variants = context.api.actions.iter().map(|action| {
        let docs = Docs::spec(
            &facts::plain_summary(action),
            &format!("Calls `{}`.", action.wire_name),
        )
        .outer();
        let example = line::example(context, action).map(|line| {
            let text = format!("Examples:\n  {line}");
            quote!(#[command(before_help = #text)])
        });
        let command = &action.command;
        let name = (oms_spec::names::kebab(&action.type_stem) != *command)
            .then(|| quote!(#[command(name = #command)]));
        let (stem, args) = (
            tokens::ident(&action.type_stem),
            tokens::joined(&action.type_stem, "Args"),
        );
        quote!(#docs #name #example #stem(Box<#args>))
    });
    quote! {
        /// A subcommand for each action.
        #[derive(Debug, Subcommand)]
        pub(crate) enum ActionCommand {
            #(#variants,)*
        }
    }
}

fn run(actions: &[Action]) -> TokenStream {
    let stems = actions
        .iter()
        .map(|action| tokens::ident(&action.type_stem));
    let arms = actions.iter().map(|action| {
        let (command, wire_name) = (&action.command, &action.wire_name);
        let args = tokens::joined(&action.type_stem, "Args");
        quote!(#command | #wire_name => runner.run_body::<#args>(body, consent),)
    });
    quote! {
        impl ActionCommand {
            /// Runs the action of this name, as it stands on the command line or goes over the wire, with its parameters as JSON.
            pub(crate) fn run_body(name: &str, runner: Runner<'_, '_>, body: &str, consent: Option<&Consent>) -> Exit {
                match name {
                    #(#arms)*
                    _ => runner.refuse_name(name),
                }
            }

            /// Runs the action that was named.
            pub(crate) fn run(&self, runner: Runner<'_, '_>) -> Exit {
                match self {
                    #(Self::#stems(args) => runner.run(&**args),)*
                }
            }
        }
    }
}

fn wording(actions: &[Action]) -> TokenStream {
    let methods = actions.iter().map(|action| {
        let docs = Docs::own(format!("What a person is told of `{}`.", action.wire_name)).outer();
        let method = tokens::ident(&action.ident);
        let (request, args) = names(action);
        let (request, args) = (tokens::ident(&request), tokens::ident(&args));
        quote! {
            #docs
            fn #method(&self, _args: Option<&#args>, _request: &#request, _moment: &Moment) -> Option<Explanation> {
                None
            }
        }
    });
    quote! {
        /// What a person is told of each action before it is sent, beyond its parameters.
        pub(crate) trait Wording {
            #(#methods)*
        }
    }
}
