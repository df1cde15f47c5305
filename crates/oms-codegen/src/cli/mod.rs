//! The command's files: the arguments of each action, and the subcommands over all of them.

mod args;
mod flag;
mod line;
mod request;
mod subcommand;

use oms_spec::ir::Action;
use proc_macro2::TokenStream;
use quote::quote;

pub use flag::RESERVED_FLAGS;
pub use subcommand::RESERVED_COMMANDS;

use crate::context::{Context, ROOT_FILE};
use crate::docs::Docs;
use crate::facts;
use crate::imports::Imports;
use crate::source::{self, Job, Source};
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
    for action in &context.api.actions {
        source.declare(quote!(pub(crate)), tokens::ident(&action.ident));
    }
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
        ("crate::session", "Consent"),
        ("crate::exit", "Exit"),
        ("crate::plan", "Explanation"),
        ("crate::command::action", "Runner"),
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
            let text = format!("Examples:\n{line}");
            quote!(#[command(before_help = #text)])
        });
        let (command, variant) = (subcommand::name(action), subcommand::variant(action));
        let name = (oms_spec::names::kebab(&variant) != command)
            .then(|| quote!(#[command(name = #command)]));
        let variant = tokens::ident(&variant);
        let args = tokens::joined(&action.type_stem, "Args");
        quote!(#docs #name #example #variant(Box<#args>))
    });
    quote! {
        /// A subcommand for each action.
        #[derive(Debug, Subcommand)]
        pub(crate) enum ActionCommand {
            #(#variants,)*
        }
    }
}

/// The most lines of an arm that runs an action.
const LINES_OF_AN_ARM: usize = 4;

fn run(actions: &[Action]) -> TokenStream {
    let variants = actions
        .iter()
        .map(|action| tokens::ident(&subcommand::variant(action)));
    let arms = actions.iter().map(|action| {
        let (command, wire_name) = (subcommand::name(action), &action.wire_name);
        let args = tokens::joined(&action.type_stem, "Args");
        quote!(#command | #wire_name => runner.run_body::<#args>(body, consent),)
    });
    let run_body = quote! {
        match name {
            #(#arms)*
            _ => runner.refuse_name(name),
        }
    };
    let run = quote! {
        match self {
            #(Self::#variants(args) => runner.run(&**args),)*
        }
    };
    let length = |body| source::expect_length(actions.len(), LINES_OF_AN_ARM, body);
    let (length_of_run_body, length_of_run) = (length(&run_body), length(&run));
    quote! {
        impl ActionCommand {
            /// Runs the action of this name, as it stands on the command line or goes over the wire, with its parameters as JSON.
            #length_of_run_body
            pub(crate) fn run_body(name: &str, runner: Runner<'_, '_>, body: &str, consent: Option<&Consent>) -> Exit {
                #run_body
            }

            /// Runs the action that was named.
            #length_of_run
            pub(crate) fn run(&self, runner: Runner<'_, '_>) -> Exit {
                #run
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
