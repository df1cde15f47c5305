//! The arguments of one action: a flag a parameter.

use oms_spec::command::{Flag, FlagForm};
use oms_spec::ir::{Action, Effect, Member, Presence, Provenance, TimeUnit, Type};
use proc_macro2::TokenStream;
use quote::quote;

use super::{FOLDER, copies, facts, request, subjects};
use crate::context::{Context, View};
use crate::rust::docs::Docs;
use crate::rust::facts as words;
use crate::rust::imports::Imports;
use crate::rust::source::{self, SourceModule};
use crate::rust::{markdown, tokens};

/// Returns the file.
pub(super) fn source(context: &Context<'_>, action: &Action) -> SourceModule {
    let docs = docs(action, context);
    let file = format!("{FOLDER}/actions/{}.rs", action.ident);
    let mut source = SourceModule::new(file, &action.path, docs);
    let flags = Flag::all(action, &context.types);
    source.imports = imports(context, action);
    source.items = vec![
        facts::of_action(action, context, &mut source.imports),
        definition(action, &flags, context, &mut source.imports),
        request::action_args(action, &flags, context, &mut source.imports),
    ];
    source
}

/// Returns the purpose of the file and of its items.
fn docs(action: &Action, context: &Context<'_>) -> Docs {
    let command = context.api.typed(action);
    let text = format!("The arguments of `oms {command}`.");
    Docs::own(text)
}

fn imports(context: &Context<'_>, action: &Action) -> Imports {
    let mut imports = Imports::default();
    imports.add(
        context.users_actions(),
        &format!("{}Request", action.type_stem),
    );
    imports.add("clap", "Args");
    imports.add_all(
        "crate::plan::arguments",
        &["ActionArgs", "Failure", "Moment"],
    );
    if action.effect == Effect::Write {
        imports.add("crate::plan::arguments", "Consent");
    }
    if facts::is_awaited(action) {
        imports.add("crate::plan::arguments", "Waiting");
    }
    imports
}

fn definition(
    action: &Action,
    flags: &[Flag<'_>],
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let name = tokens::joined(&action.type_stem, "Args");
    let docs = docs(action, context);
    let positional = Flag::positional(action, flags).and_then(|place| flags.get(place));
    let fields: Vec<_> = flags
        .iter()
        .map(|flag| {
            let is_either = positional.is_some_and(|it| it.name == flag.name);
            argument(action, flag, is_either, context, imports)
        })
        .collect();
    let positional = positional.map(|flag| named_alone(flag, context, imports));
    let consent = (action.effect == Effect::Write).then(|| {
        quote! {
            /// The consent to act.
            #[command(flatten)]
            pub(crate) consent: Consent,
        }
    });
    let waiting = facts::is_awaited(action).then(|| {
        quote! {
            /// The options of the wait until the change was carried out.
            #[command(flatten)]
            pub(crate) waiting: Waiting,
        }
    });
    let copied_as = copies::flag(action, context);
    let bools = source::expect_bools(flags.iter().map(bools).sum());
    quote! {
        #docs
        #bools
        #[derive(Debug, Clone, Args)]
        pub(crate) struct #name {
            #positional
            #(#fields)*
            #copied_as
            #consent
            #waiting
        }
    }
}

/// Returns the field of the parameter that may be given without its flag.
fn named_alone(flag: &Flag<'_>, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    imports.add("crate::plan::arguments", "Named");
    let FlagForm::Named(subject) = flag.form else {
        return quote!();
    };
    // Without a list, nothing leads from a name to an ID.
    let form = if subjects::has_list(subject, context) {
        "by its name or its ID"
    } else {
        "sent as it is given"
    };
    let docs = Docs::own(format!(
        "The {subject}, {form}; the same as --{}.",
        flag.name
    ));
    let value_name = oms_spec::names::snake(subject).to_uppercase();
    let read = reading(flag, subject, context, imports);
    quote! {
        #docs
        #[arg(id = "subject", value_name = #value_name, value_parser = #read)]
        pub(crate) subject_: Option<Named>,
    }
}

/// Returns the reader of a name or an ID.
fn reading(
    flag: &Flag<'_>,
    subject: &str,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add("crate::generated", "subjects");
    let kind = tokens::constant(subject);
    let ty = context.rust_type(flag.ty, View::Users, imports);
    quote!(|text: &str| Named::read::<#ty>(text, &subjects::#kind))
}

/// Returns the number of fields of the struct that are `bool` for one parameter.
fn bools(flag: &Flag<'_>) -> usize {
    let value = matches!(flag.form, FlagForm::Boolean) && flag.is_required() && !flag.repeated;
    usize::from(value) + usize::from(flag.is_nullable())
}

/// Returns the fields of the struct for one parameter: its value, and whether it is null.
fn argument(
    action: &Action,
    flag: &Flag<'_>,
    is_either: bool,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let docs = words::of_field(flag.field, action.provenance);
    let (long, ident) = (&flag.name, request::ident(flag));
    let id = id(flag);
    let value_type = value_type(flag, context, imports);
    let settings = settings(flag, &value_type, context, imports);
    let help = help(flag, action.provenance);
    let also = flag.also.as_ref().map(|also| quote!(, alias = #also));
    let null = flag.is_nullable().then(|| null(flag));
    let needed = match flag.field.presence {
        Presence::Required if flag.repeated => Some(quote!(, required = true)),
        _ => None,
    };
    let needed = if is_either {
        Some(quote!(, conflicts_with = "subject"))
    } else {
        needed
    };
    let ty = match (flag.repeated, flag.is_required() && !is_either) {
        (true, _) => quote!(Vec<#value_type>),
        (false, true) => opaque(flag, value_type),
        (false, false) => {
            let value_type = opaque(flag, value_type);
            quote!(Option<#value_type>)
        }
    };
    quote! {
        #docs
        #[arg(#id long = #long #also #settings #needed #help)]
        pub(crate) #ident: #ty,
        #null
    }
}

/// Returns the ID that clap knows the flag by, where the field's name could be that of a flag for
/// every action.
fn id(flag: &Flag<'_>) -> TokenStream {
    let id = flag_id(flag);
    quote!(id = #id,)
}

fn flag_id(flag: &Flag<'_>) -> String {
    format!("request.{}", flag.field.wire_name)
}

fn null_id(flag: &Flag<'_>) -> String {
    format!("null.{}", flag.field.wire_name)
}

/// Returns the flag that sends null.
fn null(flag: &Flag<'_>) -> TokenStream {
    let docs = Docs::own(format!(
        "Send null in place of a value for --{}.",
        flag.name
    ));
    let (id, long, other) = (null_id(flag), flag.null_name(), flag_id(flag));
    let ident = tokens::ident(&flag.null);
    quote! {
        #docs
        #[arg(id = #id, long = #long, conflicts_with = #other)]
        pub(crate) #ident: bool,
    }
}

/// Returns the type of one value of the flag.
fn value_type(flag: &Flag<'_>, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    match flag.form {
        FlagForm::Moment { .. } => {
            imports.add("crate::plan::arguments", "TimeInput");
            quote!(TimeInput)
        }
        FlagForm::Secret | FlagForm::SecretJson => {
            imports.add("std::path", "PathBuf");
            quote!(PathBuf)
        }
        FlagForm::Named(_) => {
            imports.add("crate::plan::arguments", "Named");
            quote!(Named)
        }
        _ => context.rust_type(flag.ty, View::Users, imports),
    }
}

/// Returns the type in a form that clap's derive does not look into: it would take a list for a
/// flag that is given several times.
fn opaque(flag: &Flag<'_>, value_type: TokenStream) -> TokenStream {
    if matches!((flag.form, flag.ty), (FlagForm::Json, Type::List(_))) {
        quote!(std::vec::#value_type)
    } else {
        value_type
    }
}

/// Returns the name of a flag's value, and its parser.
fn settings(
    flag: &Flag<'_>,
    value_type: &TokenStream,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let value_name = value_name(flag);
    let reading = match flag.form {
        FlagForm::Moment { .. } => {
            quote!(, allow_hyphen_values = true, value_parser = crate::plan::arguments::time::parse)
        }
        // Several booleans are appended; a single one is set.
        FlagForm::Boolean if flag.repeated => {
            quote!(, value_parser = crate::plan::arguments::parse::boolean)
        }
        FlagForm::Boolean => {
            quote!(, action = clap::ArgAction::Set, value_parser = crate::plan::arguments::parse::boolean)
        }
        FlagForm::Integer => quote!(, allow_negative_numbers = true),
        FlagForm::Number => {
            quote!(, allow_negative_numbers = true, value_parser = crate::plan::arguments::parse::number)
        }
        FlagForm::Text | FlagForm::Secret | FlagForm::SecretJson => quote!(),
        // Spelled out, because the command line would take the unchecked `From<String>` otherwise.
        FlagForm::Checked => {
            imports.add("std::str", "FromStr");
            quote!(, value_parser = #value_type::from_str)
        }
        FlagForm::Named(subject) => {
            let read = reading(flag, subject, context, imports);
            quote!(, value_parser = #read)
        }
        FlagForm::Numbered(_) => {
            quote!(, allow_negative_numbers = true, value_parser = |text: &str| text.parse().map(#value_type::new))
        }
        FlagForm::Member(members) => {
            imports.add_all(
                "clap::builder",
                &["PossibleValuesParser", "TypedValueParser"],
            );
            let spellings = spellings(members, imports);
            quote! {
                , value_parser = PossibleValuesParser::new([#(#spellings),*]).map(|text| #value_type::from(text.as_str()))
            }
        }
        FlagForm::Json => {
            quote!(, value_parser = crate::plan::arguments::parse::json::<#value_type>)
        }
    };
    quote!(, value_name = #value_name #reading)
}

/// Returns the spellings that a flag takes for the members of an enumeration. The further ones are
/// taken and not shown: scripts may give the word that a member had before.
fn spellings(members: &[Member], imports: &mut Imports) -> Vec<TokenStream> {
    if members.iter().all(|member| member.also.is_empty()) {
        let names = members.iter().map(|member| &member.wire_name);
        return names.map(|name| quote!(#name)).collect();
    }
    imports.add("clap::builder", "PossibleValue");
    let spellings = members.iter().map(|member| {
        let (name, also) = (&member.wire_name, &member.also);
        let aliases = (!also.is_empty()).then(|| quote!(.aliases([#(#also),*])));
        quote!(PossibleValue::new(#name) #aliases)
    });
    spellings.collect()
}

/// Returns the placeholder of the value in the help.
fn value_name(flag: &Flag<'_>) -> String {
    let name = match (flag.form, flag.ty) {
        (FlagForm::Moment { .. }, _) => "TIME",
        (FlagForm::Boolean, _) => "true|false",
        (FlagForm::Json, _) => "JSON",
        (FlagForm::Text, _) => "TEXT",
        (FlagForm::Secret | FlagForm::SecretJson, _) => "FILE",
        (FlagForm::Numbered(Some(TimeUnit::Milliseconds)), _) => "MILLISECONDS",
        (FlagForm::Numbered(Some(TimeUnit::Seconds)), _) => "SECONDS",
        (FlagForm::Numbered(Some(TimeUnit::Hours)), _) => "HOURS",
        (_, Type::Named(name)) => return oms_spec::names::snake(name).to_uppercase(),
        _ => "NUMBER",
    };
    name.to_owned()
}

/// Returns both helps, if the documentation in the code is not what a person should read. The long
/// one also has what is known of the parameter beyond its words, and is all that `--help` shows.
fn help(flag: &Flag<'_>, around: Provenance) -> Option<TokenStream> {
    let text = flag.field.doc.trim();
    let facts = words::beyond_words(flag.field, around);
    let said = |text: &str| match flag.form {
        FlagForm::Moment { .. } => quote!(crate::plan::arguments::time::help(#text)),
        FlagForm::Secret => {
            let text = format!("{text} It is read from a file of your own that only you can read.");
            quote!(#text)
        }
        FlagForm::SecretJson => {
            let text = format!(
                "{text} It is read as JSON from a file of your own that only you can read."
            );
            quote!(#text)
        }
        _ => quote!(#text),
    };
    let is_plain = |text: &str| markdown::lines(text).join("\n") == text;
    let says_more = matches!(
        flag.form,
        FlagForm::Moment { .. } | FlagForm::Secret | FlagForm::SecretJson
    );
    if !says_more && (text.is_empty() || is_plain(text) && is_plain(&facts)) {
        return None;
    }
    let short = said(text);
    let long = (!facts.is_empty()).then(|| {
        let long = said(&format!("{text}\n\n{facts}"));
        quote!(, long_help = #long)
    });
    Some(quote!(, help = #short #long))
}
