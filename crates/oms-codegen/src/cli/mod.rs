//! The command's files: the arguments of each action, and the subcommands over all of them.

mod args;
mod copies;
mod facts;
mod line;
mod places;
mod request;
mod subjects;

use std::collections::{BTreeMap, BTreeSet};

use oms_spec::ir::{Action, Group};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub use oms_spec::command::RESERVED_FLAGS;
pub use oms_spec::names::RESERVED_COMMANDS;

use crate::context::{Context, ROOT_FILE};
use crate::rust::docs::Docs;
use crate::rust::facts::plain_summary;
use crate::rust::imports::Imports;
use crate::rust::source::{self, Job, SourceModule};
use crate::rust::tokens;

/// The folder of the command's generated files.
pub(crate) const FOLDER: &str = "crates/oms-cli/src/generated";

/// Returns every file of the command, the longest first.
pub(crate) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let list: Job<'a> = Box::new(move || actions(context).into());
    let root: Job<'a> = Box::new(|| root().into());
    let actions = context.api.actions.iter();
    let args =
        actions.map(|action| -> Job<'a> { Box::new(move || args::source(context, action).into()) });
    let subjects: Job<'a> = Box::new(move || subjects::source(context).into());
    [list, root, subjects].into_iter().chain(args).collect()
}

fn root() -> SourceModule {
    let docs = Docs::own(
        "Everything of the command that names a word of the vendor's, from the files under `spec/`.",
    );
    let mut source = SourceModule::new(format!("{FOLDER}/mod.rs"), ROOT_FILE, docs);
    source.items = vec![
        quote!(
            #[allow(
                clippy::type_complexity,
                reason = "a parameter has the type that the spec gives it, however deep that is"
            )]
            pub(crate) mod actions;
        ),
        quote!(
            pub(crate) mod subjects;
        ),
        quote!(
            pub(crate) use actions::{ActionCommand, GROUPS, OTHER_NAMES, visit};
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
    source.items = Commands::items(context);
    source
        .items
        .extend([visit(context), groups(context), other_names(context)]);
    source
}

fn imports(context: &Context<'_>) -> Imports {
    let mut imports = Imports::default();
    imports.add("clap", "Subcommand");
    imports.add("crate::plan::arguments", "ActionVisitor");
    imports.add("crate::plan::arguments", "Deferred");
    for action in &context.api.actions {
        let args = format!("{}Args", action.type_stem);
        imports.add(&format!("self::{}", action.ident), &args);
    }
    imports
}

/// An enumeration of subcommands: all of them, or those of a group.
struct Commands<'a> {
    ident: Ident,
    docs: Docs,
    groups: Vec<&'a Group>,
    actions: Vec<&'a Action>,
}

impl<'a> Commands<'a> {
    /// Returns the groups, and the actions that are in none.
    fn all(context: &Context<'a>) -> Self {
        let actions = context.api.actions.iter();
        let groups = context.api.groups.iter();
        Self {
            ident: tokens::ident("ActionCommand"),
            docs: Docs::own("The groups of actions, and the actions that are in none."),
            groups: groups
                .filter(|group| !Self::of(group, context).actions.is_empty())
                .collect(),
            actions: actions
                .filter(|action| context.api.group_of(action).is_none())
                .collect(),
        }
    }

    /// Returns the actions of a group.
    fn of(group: &'a Group, context: &Context<'a>) -> Self {
        let actions = context.api.actions.iter();
        let is_own = |action: &&Action| {
            let own = context.api.group_of(action);
            own.is_some_and(|own| own.heading == group.heading)
        };
        let command = context.api.group_command(group);
        Self {
            ident: tokens::joined(&oms_spec::names::pascal(&command), "Group"),
            docs: Docs::own(format!("The subcommands of `oms {command}`.")),
            groups: Vec::new(),
            actions: actions.filter(is_own).collect(),
        }
    }

    /// Returns the items of all enumerations.
    fn items(context: &Context<'a>) -> Vec<TokenStream> {
        let all = Self::all(context);
        let groups = all.groups.iter().map(|group| Self::of(group, context));
        let groups: Vec<_> = groups.collect();
        let each = || std::iter::once(&all).chain(&groups);
        let definitions = each().map(|commands| commands.definition(context));
        let ways = each().map(|commands| commands.accept(context));
        definitions.chain(ways).collect()
    }

    fn definition(&self, context: &Context<'_>) -> TokenStream {
        let (ident, docs) = (&self.ident, &self.docs);
        let groups = self.groups.iter().map(|group| {
            let docs = Docs::spec(&group.doc, "A group of actions.");
            let command = context.api.group_command(group);
            let variant = tokens::ident(&oms_spec::names::variant(&command));
            let inner = Commands::of(group, context).ident;
            quote!(#docs #[command(name = #command, subcommand)] #variant(#inner))
        });
        let actions = self.actions.iter().map(|action| variant(action, context));
        let variants: Vec<_> = groups.chain(actions).collect();
        quote! {
            #docs
            #[derive(Debug, Subcommand)]
            pub(crate) enum #ident {
                #(#variants,)*
            }
        }
    }

    /// Returns the function from the words that were typed to the action's types.
    fn accept(&self, context: &Context<'_>) -> TokenStream {
        let ident = &self.ident;
        let groups = self.groups.iter().map(|group| {
            let command = context.api.group_command(group);
            let variant = tokens::ident(&oms_spec::names::variant(&command));
            quote!(Self::#variant(command) => command.accept(visitor))
        });
        let actions = self.actions.iter().map(|action| {
            let variant = tokens::ident(&variant_name(action, context));
            quote!(Self::#variant(args) => visitor.visit(Some(&**args)))
        });
        let arms: Vec<_> = groups.chain(actions).collect();
        let body = quote! {
            match self {
                #(#arms,)*
            }
        };
        let length = source::expect_length(arms.len(), LINES_OF_AN_ARM, &body);
        quote! {
            impl #ident {
                /// Goes to the action that was typed.
                #length
                pub(crate) fn accept<V: ActionVisitor>(&self, visitor: V) -> V::Output {
                    #body
                }
            }
        }
    }
}

/// Returns the action among the others of its enumeration, in Rust.
fn variant_name(action: &Action, context: &Context<'_>) -> String {
    match (context.api.group_of(action), &action.word) {
        (Some(_), Some(word)) => oms_spec::names::variant(word),
        _ => oms_spec::names::variant(&action.type_stem),
    }
}

/// Returns a subcommand that is an action.
fn variant(action: &Action, context: &Context<'_>) -> TokenStream {
    let docs = Docs::spec(
        &plain_summary(action),
        &format!("Calls `{}`.", action.wire_name),
    );
    let example = line::example(context, action).map(|line| {
        let text = format!("Examples:\n{line}");
        quote!(#[command(before_help = #text)])
    });
    let variant = variant_name(action, context);
    let command = match (context.api.group_of(action), &action.word) {
        (Some(_), Some(word)) => word.clone(),
        _ => action.own_command(),
    };
    let name =
        (oms_spec::names::kebab(&variant) != command).then(|| quote!(#[command(name = #command)]));
    // In a group, the other names are found where the groups are chosen.
    let has_group = context.api.group_of(action).is_some();
    let also = action.command_also.iter().filter(|_| !has_group);
    let also = also.map(|also| quote!(#[command(alias = #also)]));
    let variant = tokens::ident(&variant);
    let args = tokens::joined(&action.type_stem, "Args");
    quote!(#docs #name #(#also)* #example #variant(Deferred<#args>))
}

/// The most lines of an arm that goes to an action.
const LINES_OF_AN_ARM: usize = 4;

/// Returns the function from a name to the action's types.
fn visit(context: &Context<'_>) -> TokenStream {
    let actions = &context.api.actions;
    let arms = actions.iter().map(|action| {
        let (command, wire_name) = (action.own_command(), &action.wire_name);
        let words = context.api.typed(action);
        let words = (words != command).then(|| quote!(#words |));
        let args = tokens::joined(&action.type_stem, "Args");
        let also = action.command_also.iter();
        let also = also.chain((action.title != *wire_name).then_some(&action.title));
        quote!(#words #command | #wire_name #(| #also)* => visitor.visit::<#args>(None),)
    });
    let body = quote! {
        Ok(match name {
            #(#arms)*
            _ => return Err(visitor),
        })
    };
    let length = source::expect_length_of_function(actions.len(), LINES_OF_AN_ARM, &body);
    quote! {
        /// Goes to the action of this name, as it is on the command line, by itself or in its
        /// group, or goes over the wire; gives the visitor back where there is none.
        #length
        pub(crate) fn visit<V: ActionVisitor>(name: &str, visitor: V) -> Result<V::Output, V> {
            #body
        }
    }
}

/// Returns the headings in lists of commands.
fn groups(context: &Context<'_>) -> TokenStream {
    let mut groups: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for action in &context.api.actions {
        if let Some(heading) = &action.group {
            let group = context.api.group_of(action);
            let command = group.map(|group| context.api.group_command(group));
            let command = command.unwrap_or_else(|| action.own_command());
            groups.entry(heading).or_default().insert(command);
        }
    }
    let groups = groups.iter().map(|(group, commands)| {
        let commands = commands.iter();
        quote!((#group, &[#(#commands),*]))
    });
    quote! {
        /// The headings in lists of commands, with their commands.
        pub(crate) static GROUPS: &[(&str, &[&str])] = &[#(#groups),*];
    }
}

/// Returns the names of actions by themselves, with the words that are typed in their groups.
fn other_names(context: &Context<'_>) -> TokenStream {
    let actions = context.api.actions.iter();
    let names = actions.flat_map(|action| {
        let words = context.api.typed(action);
        let name = action.own_command();
        let names = std::iter::once(&name).chain(&action.command_also);
        let names = names.filter_map(|name| {
            let (group, word) = words.split_once(' ')?;
            Some(quote!((#name, [#group, #word])))
        });
        names.collect::<Vec<_>>()
    });
    quote! {
        /// The names that actions have by themselves, with what is typed in their groups.
        pub(crate) static OTHER_NAMES: &[(&str, [&str; 2])] = &[#(#names),*];
    }
}
