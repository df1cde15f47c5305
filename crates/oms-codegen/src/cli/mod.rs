//! The command's files: the arguments of each action, and the subcommands over all of them.

mod args;

use oms_spec::ir::{Action, Type, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::context::{Context, ROOT_FILE};
use crate::docs::Docs;
use crate::example;
use crate::imports::Imports;
use crate::source::Source;
use crate::tokens;

/// Where the command's generated files stand.
pub(crate) const FOLDER: &str = "crates/oms-cli/src/generated";

/// Every file of the command.
pub(crate) fn sources(context: &Context<'_>) -> Vec<Source> {
    let mut sources = vec![root(), actions(context)];
    sources.extend(
        context
            .api
            .actions
            .iter()
            .map(|action| args::source(context, action)),
    );
    sources
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
    source.imports = imports(&context.api.actions);
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

fn imports(actions: &[Action]) -> Imports {
    let mut imports = Imports::default();
    imports.add("clap", "Subcommand");
    for (path, name) in [
        ("crate::exit", "Exit"),
        ("crate::plan", "Explanation"),
        ("crate::run", "Runner"),
        ("crate::time", "Moment"),
    ] {
        imports.add(path, name);
    }
    for action in actions {
        imports.add(
            "oms_client::actions",
            &format!("{}Request", action.type_stem),
        );
        imports.add(
            &format!("self::{}", action.ident),
            &format!("{}Args", action.type_stem),
        );
    }
    imports
}

/// The enumeration of subcommands.
fn command(context: &Context<'_>) -> TokenStream {
    let variants = context.api.actions.iter().map(|action| {
        let docs = Docs::spec(&action.summary, &format!("Calls `{}`.", action.wire_name)).outer();
        let example = example_line(context, action).map(|line| {
            let text = format!("Examples:\n  {line}");
            quote!(#[command(before_help = #text)])
        });
        let (stem, args) = (
            tokens::ident(&action.type_stem),
            tokens::joined(&action.type_stem, "Args"),
        );
        quote!(#docs #example #stem(Box<#args>))
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
    quote! {
        impl ActionCommand {
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
        let (args, request) = (tokens::joined(&action.type_stem, "Args"), tokens::joined(&action.type_stem, "Request"));
        quote! {
            #docs
            fn #method(&self, _args: &#args, _request: &#request, _moment: &Moment) -> Option<Explanation> {
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

/// The command line of the first example that can be sent.
fn example_line(context: &Context<'_>, action: &Action) -> Option<String> {
    let request = example::first_request(action)?;
    let mut line = format!("oms {}", action.command);
    for field in &action.request {
        let Some(value) = request.get(&field.wire_name) else {
            continue;
        };
        for argument in arguments(context, action, &field.ty, value) {
            line.extend([" --", &field.flag, " ", &quoted(&argument)]);
        }
    }
    Some(line)
}

/// What is written behind a flag, once for each time that the flag is given.
fn arguments(context: &Context<'_>, action: &Action, ty: &Type, value: &Value) -> Vec<String> {
    match (ty, value) {
        (Type::List(element), Value::Array(values)) if is_flat(context, action, element) => values
            .iter()
            .flat_map(|value| arguments(context, action, element, value))
            .collect(),
        (_, Value::String(text)) if is_flat(context, action, ty) => vec![text.clone()],
        (_, value) => vec![value.to_string()],
    }
}

/// Whether a value of the type is written on the command line as it is, not as JSON.
fn is_flat(context: &Context<'_>, action: &Action, ty: &Type) -> bool {
    match ty {
        Type::Boolean | Type::Integer | Type::Number | Type::String => true,
        Type::Any | Type::List(_) | Type::Map(_) => false,
        Type::Named(name) => {
            let scope = context.scope(action);
            !matches!(
                scope.definition(name).map(|definition| &definition.kind),
                Some(TypeKind::Object { .. }) | None
            )
        }
    }
}

/// An argument as a shell takes it.
fn quoted(argument: &str) -> String {
    let plain =
        |character: char| character.is_ascii_alphanumeric() || "_-.:/@%+,=".contains(character);
    if !argument.is_empty() && argument.chars().all(plain) {
        return argument.to_owned();
    }
    format!("'{}'", argument.replace('\'', r"'\''"))
}
