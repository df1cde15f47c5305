//! The kinds of subjects, and the reads that show one.

use oms_spec::command::{Flag, FlagForm};
use oms_spec::ir::{Look, Subject, TypeDef, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::FOLDER;
use crate::context::{Context, ROOT_FILE, View};
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::source::SourceModule;
use crate::rust::tokens;

/// Returns the file.
pub(super) fn source(context: &Context<'_>) -> SourceModule {
    let docs = Docs::own("Subjects: the things that actions act on, and the reads that show one.");
    let mut source = SourceModule::new(format!("{FOLDER}/subjects.rs"), ROOT_FILE, docs);
    let named: Vec<&Subject> = named(context).collect();
    source.imports.add("crate::plan::arguments", "SubjectKind");
    let looks = || {
        let subjects = named.iter();
        subjects.flat_map(|subject| subject.looks.iter().chain(&subject.list))
    };
    if looks().next().is_some() {
        source
            .imports
            .add_all("crate::plan::arguments", &["Fact", "Look"]);
    }
    if looks().any(|look| look.pages.is_some()) {
        source.imports.add("crate::plan::arguments", "LookPages");
    }
    let mut imports = Imports::default();
    let kinds = named.iter();
    source.items = kinds
        .map(|subject| kind(subject, context, &mut imports))
        .collect();
    source.imports.extend(&imports);
    let all = named.iter().map(|subject| tokens::constant(&subject.name));
    source.items.push(quote! {
        /// Every kind.
        pub(crate) static ALL: &[&SubjectKind] = &[#(&#all),*];
    });
    source
}

/// Returns the subjects that parameters name; another one would be named by nothing.
fn named<'a>(context: &'a Context<'_>) -> impl Iterator<Item = &'a Subject> {
    let subjects = context.api.subjects.iter();
    subjects.filter(|subject| is_named(&subject.name, context))
}

fn is_named(subject: &str, context: &Context<'_>) -> bool {
    let mut actions = context.api.actions.iter();
    let by_flag = |action| {
        let flags = Flag::all(action, &context.types);
        let mut flags = flags.iter();
        flags.any(|flag| matches!(flag.form, FlagForm::Named(named) if named == subject))
    };
    actions.any(|action| {
        let acts_on = action.subject.as_ref();
        acts_on.is_some_and(|acts_on| acts_on.subject == subject) || by_flag(action)
    })
}

/// Returns the name of a kind that parameters name.
pub(super) fn known(subject: &str, context: &Context<'_>) -> Option<Ident> {
    let mut subjects = context.api.subjects.iter();
    subjects
        .any(|known| known.name == subject)
        .then(|| tokens::constant(subject))
}

/// Returns whether a list of the service leads from a name of this subject to its ID.
pub(super) fn has_list(subject: &str, context: &Context<'_>) -> bool {
    let mut subjects = context.api.subjects.iter();
    subjects.any(|known| known.name == subject && known.list.is_some())
}

fn kind(subject: &Subject, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let (ident, name) = (tokens::constant(&subject.name), &subject.name);
    let docs = Docs::own(format!("The subject `{name}`."));
    // The rule of the ID has it, and is in the client already.
    let id = prefixed(&context.api.shapes, name)
        .map(|shape| context.named(&shape.name, View::Users, imports));
    let prefix = id.map_or_else(|| quote!(None), |id| quote!(#id::RULE.prefix()));
    let looks = subject.looks.iter().map(|look| self::look(look, context));
    let list = subject.list.as_ref().map(|list| self::look(list, context));
    let list = tokens::option(list);
    quote! {
        #docs
        pub(crate) static #ident: SubjectKind = SubjectKind {
            name: #name,
            usual_prefix: #prefix,
            looks: &[#(#looks),*],
            list: #list,
        };
    }
}

/// Returns a shape of a subject's IDs that says which prefix they usually have, where all its
/// shapes agree.
fn prefixed<'a>(shapes: &'a [TypeDef], subject: &str) -> Option<&'a TypeDef> {
    let prefix = |shape: &'a TypeDef| match &shape.kind {
        TypeKind::Text(rule) => rule.usual_prefix.as_deref(),
        _ => None,
    };
    let mut all = shapes
        .iter()
        .filter(|shape| shape.identifies.as_deref() == Some(subject));
    let first = all.next()?;
    let usual = prefix(first)?;
    all.all(|shape| prefix(shape) == Some(usual))
        .then_some(first)
}

fn look(look: &Look, context: &Context<'_>) -> TokenStream {
    let (action, items) = (&look.action, &look.items);
    let (command, is_number) = typed(look, context);
    let by = tokens::option(look.by.as_ref().map(|by| quote!(#by)));
    let pages = tokens::option(look.pages.as_ref().map(|pages| {
        let (number, size) = (&pages.number, &pages.size);
        let most = tokens::option(pages.most.map(tokens::integer));
        quote!(LookPages { number: #number, size: #size, most: #most })
    }));
    let search = tokens::option(look.search.as_ref().map(|search| quote!(#search)));
    let all = look.all.iter();
    let shows = look.shows.iter().map(|(fact, place)| {
        let fact = tokens::variant(fact.word());
        quote!((Fact::#fact, &[#(#place),*]))
    });
    quote! {
        Look {
            action: #action,
            command: #command,
            by: #by,
            is_number: #is_number,
            items: &[#(#items),*],
            pages: #pages,
            search: #search,
            all: &[#(#all),*],
            shows: &[#(#shows),*],
        }
    }
}

/// Returns the command that reads it, up to the ID, and whether the ID is a whole number.
fn typed(look: &Look, context: &Context<'_>) -> (String, bool) {
    let mut actions = context.api.actions.iter();
    let Some(action) = actions.find(|action| action.wire_name == look.action) else {
        return (String::new(), false);
    };
    let command = context.api.typed(action);
    let flags = Flag::all(action, &context.types);
    let by = flags
        .iter()
        .find(|flag| Some(&flag.field.wire_name) == look.by.as_ref());
    let alone = Flag::positional(action, &flags).and_then(|place| flags.get(place));
    match by {
        Some(flag) if alone.is_some_and(|alone| alone.name == flag.name) => (command, false),
        Some(flag) => (
            format!("{command} --{}", flag.name),
            matches!(flag.form, FlagForm::Numbered(_)),
        ),
        None => (command, false),
    }
}
