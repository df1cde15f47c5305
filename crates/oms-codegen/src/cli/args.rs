//! The arguments of one action: a flag a parameter, and the request that they make.

use oms_spec::ir::{Action, Effect, Field, Presence, Type, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use super::FOLDER;
use crate::context::{Context, Scope};
use crate::docs::Docs;
use crate::imports::Imports;
use crate::markdown;
use crate::source::Source;
use crate::tokens;

/// How a parameter is given on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A moment, which is known only once the clock was read.
    Moment,
    /// `true` or `false`.
    Boolean,
    /// A number or a text without rules.
    Plain,
    /// A text with rules.
    Checked,
    /// A whole number of a type of its own.
    Numbered,
    /// A member of an enumeration.
    Member,
    /// JSON text.
    Json,
}

/// One parameter, as its flag takes it.
struct Flag<'a> {
    field: &'a Field,
    form: Form,
    /// Whether the flag may be given several times.
    repeated: bool,
    /// The type of one value.
    ty: &'a Type,
}

/// The file.
pub(super) fn source(context: &Context<'_>, action: &Action) -> Source {
    let docs = Docs::own(format!("The arguments of `oms {}`.", action.command));
    let mut source = Source::new(
        format!("{FOLDER}/actions/{}.rs", action.ident),
        &action.path,
        docs,
    );
    let scope = context.scope(action);
    source.imports = imports(action);
    let flags: Vec<_> = action
        .request
        .iter()
        .map(|field| Flag::new(field, &scope))
        .collect();
    let mut named = Imports::default();
    let definition = definition(action, &flags, &scope, &mut named);
    source.imports.extend_for_users(
        &named.renamed("oms_core", "oms_client"),
        &context.module("shapes"),
    );
    if flags.iter().any(|flag| flag.form == Form::Checked) {
        source.imports.add("std::str", "FromStr");
    }
    if flags.iter().any(|flag| flag.form == Form::Moment) {
        source.imports.add("crate::time", "TimeInput");
    }
    source.items = vec![definition, action_args(action, &flags)];
    source
}

fn imports(action: &Action) -> Imports {
    let mut imports = Imports::default();
    imports.add(
        "oms_client::actions",
        &format!("{}Request", action.type_stem),
    );
    for (path, name) in [
        ("clap", "Args"),
        ("super", "Wording"),
        ("crate::action", "ActionArgs"),
        ("crate::failure", "Failure"),
        ("crate::plan", "Explanation"),
        ("crate::time", "Moment"),
    ] {
        imports.add(path, name);
    }
    if action.effect == Effect::Write {
        imports.add("crate::args", "Consent");
    }
    imports
}

impl<'a> Flag<'a> {
    fn new(field: &'a Field, scope: &Scope<'_>) -> Self {
        let (repeated, ty) = match &field.ty {
            Type::List(element)
                if !matches!(form(element, scope), Form::Json | Form::Moment)
                    && field.presence != Presence::OptionalNullable =>
            {
                (true, &**element)
            }
            ty => (false, ty),
        };
        Self {
            field,
            form: form(ty, scope),
            repeated,
            ty,
        }
    }

    /// Whether the flag must be given.
    fn is_required(&self) -> bool {
        self.field.presence == Presence::Required && !self.repeated
    }
}

fn form(ty: &Type, scope: &Scope<'_>) -> Form {
    match ty {
        Type::Boolean => Form::Boolean,
        Type::Integer | Type::Number | Type::String => Form::Plain,
        Type::Any | Type::List(_) | Type::Map(_) => Form::Json,
        Type::Named(name) => match scope.definition(name).map(|definition| &definition.kind) {
            Some(TypeKind::EpochSeconds { .. }) => Form::Moment,
            Some(TypeKind::Text(_)) => Form::Checked,
            Some(TypeKind::Integer(_) | TypeKind::Duration { .. }) => Form::Numbered,
            Some(TypeKind::Enum(_)) => Form::Member,
            _ => Form::Json,
        },
    }
}

fn definition(
    action: &Action,
    flags: &[Flag<'_>],
    scope: &Scope<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let name = tokens::joined(&action.type_stem, "Args");
    let docs = Docs::own(format!("The arguments of `oms {}`.", action.command)).outer();
    let fields: Vec<_> = flags
        .iter()
        .map(|flag| argument(flag, scope, imports))
        .collect();
    let consent = (action.effect == Effect::Write).then(|| {
        quote! {
            /// Whether to act.
            #[command(flatten)]
            pub(crate) consent: Consent,
        }
    });
    quote! {
        #docs
        #[derive(Debug, Clone, Args)]
        pub(crate) struct #name {
            #(#fields)*
            #consent
        }
    }
}

/// One field of the struct.
fn argument(flag: &Flag<'_>, scope: &Scope<'_>, imports: &mut Imports) -> TokenStream {
    let field = flag.field;
    let docs = Docs::spec(&field.doc, &format!("The parameter `{}`.", field.wire_name)).outer();
    let (long, ident) = (&field.flag, tokens::ident(&field.ident));
    let value_type = match flag.form {
        Form::Moment => quote!(TimeInput),
        _ => scope.rust_type(flag.ty, imports),
    };
    if let Type::Named(name) = flag.ty
        && scope.is_local(name)
    {
        imports.add("oms_client::actions", name);
    }
    let settings = settings(flag, &value_type);
    let help = help(field, flag.form);
    let ty = match (flag.repeated, flag.is_required()) {
        (true, _) => quote!(Vec<#value_type>),
        (false, true) => value_type,
        (false, false) => quote!(Option<#value_type>),
    };
    quote! {
        #docs
        #[arg(long = #long #settings #help)]
        pub(crate) #ident: #ty,
    }
}

/// How the value of a flag is named, and how it is read.
fn settings(flag: &Flag<'_>, value_type: &TokenStream) -> TokenStream {
    let value_name = value_name(flag);
    let reading = match flag.form {
        Form::Moment => quote!(, allow_hyphen_values = true, value_parser = crate::time::parse),
        Form::Boolean => {
            quote!(, action = clap::ArgAction::Set, value_parser = crate::parse::boolean)
        }
        Form::Plain => quote!(),
        // Spelled out, because the command line would take the unchecked `From<String>` otherwise.
        Form::Checked => quote!(, value_parser = #value_type::from_str),
        Form::Numbered => quote!(, value_parser = |text: &str| text.parse().map(#value_type::new)),
        Form::Member => {
            quote!(, value_parser = |text: &str| Ok::<_, std::convert::Infallible>(#value_type::from(text)))
        }
        Form::Json => quote!(, value_parser = crate::parse::json::<#value_type>),
    };
    // Several booleans are appended; a single one is set.
    let reading = if flag.repeated && flag.form == Form::Boolean {
        quote!(, value_parser = crate::parse::boolean)
    } else {
        reading
    };
    let negative = (flag.form == Form::Plain && flag.ty != &Type::String
        || flag.form == Form::Numbered)
        .then(|| quote!(, allow_negative_numbers = true));
    quote!(, value_name = #value_name #negative #reading)
}

/// What stands for the value in the help.
fn value_name(flag: &Flag<'_>) -> String {
    match (flag.form, flag.ty) {
        (Form::Moment, _) => "TIME".to_owned(),
        (Form::Boolean, _) => "true|false".to_owned(),
        (Form::Json, _) => "JSON".to_owned(),
        (Form::Plain, Type::String) => "TEXT".to_owned(),
        (_, Type::Named(name)) => oms_spec::names::snake(name).to_uppercase(),
        _ => "NUMBER".to_owned(),
    }
}

/// The help, where the documentation in the code is not what a person should read.
fn help(field: &Field, form: Form) -> Option<TokenStream> {
    let text = field.doc.trim();
    if form == Form::Moment {
        return Some(quote!(, help = crate::time::help(#text)));
    }
    (!text.is_empty() && markdown::lines(text).join("\n") != text).then(|| quote!(, help = #text))
}

/// The `impl` that makes the request.
fn action_args(action: &Action, flags: &[Flag<'_>]) -> TokenStream {
    let (args, request) = (
        tokens::joined(&action.type_stem, "Args"),
        tokens::joined(&action.type_stem, "Request"),
    );
    let method = tokens::ident(&action.ident);
    let body = request_body(&request, flags);
    let moment = tokens::ident(if flags.iter().any(|flag| flag.form == Form::Moment) {
        "moment"
    } else {
        "_moment"
    });
    let consent = (action.effect == Effect::Write).then(|| {
        quote! {
            fn consent(&self) -> Option<&Consent> {
                Some(&self.consent)
            }
        }
    });
    quote! {
        impl ActionArgs for #args {
            type Request = #request;
            fn request(&self, #moment: &Moment) -> Result<Self::Request, Failure> {
                #body
            }
            #consent
            fn explain(&self, request: &Self::Request, moment: &Moment, wording: &impl Wording) -> Option<Explanation> {
                wording.#method(self, request, moment)
            }
        }
    }
}

/// The request, with what must be given in one chain and what may be left out behind it.
fn request_body(request: &proc_macro2::Ident, flags: &[Flag<'_>]) -> TokenStream {
    let (given, left_out): (Vec<_>, Vec<_>) = flags
        .iter()
        .partition(|flag| matches!(flag.field.presence, Presence::Required | Presence::Nullable));
    let given = given.into_iter().map(given_setter);
    if left_out.is_empty() {
        return quote!(Ok(#request::builder()#(#given)*.build()));
    }
    let left_out = left_out.into_iter().map(left_out_setter);
    quote! {
        let mut builder = #request::builder()#(#given)*;
        #(#left_out)*
        Ok(builder.build())
    }
}

fn given_setter(flag: &Flag<'_>) -> TokenStream {
    let ident = tokens::ident(&flag.field.ident);
    let flag_name = format!("--{}", flag.field.flag);
    match (flag.field.presence, flag.form) {
        (Presence::Nullable, Form::Moment) => {
            quote!(.#ident(self.#ident.as_ref().map(|input| input.resolve(#flag_name, moment)).transpose()?.map(Into::into)))
        }
        (_, Form::Moment) => quote!(.#ident(self.#ident.resolve(#flag_name, moment)?)),
        _ => {
            let value = copied(flag, &quote!(self.#ident));
            quote!(.#ident(#value))
        }
    }
}

fn left_out_setter(flag: &Flag<'_>) -> TokenStream {
    let ident = tokens::ident(&flag.field.ident);
    let flag_name = format!("--{}", flag.field.flag);
    let value = if flag.form == Form::Moment {
        quote!(value.resolve(#flag_name, moment)?)
    } else {
        quote!(value.clone())
    };
    let value = if flag.field.presence == Presence::OptionalNullable {
        quote!(Some(#value))
    } else {
        value
    };
    if flag.repeated {
        return quote! {
            if !self.#ident.is_empty() {
                builder = builder.#ident(self.#ident.clone());
            }
        };
    }
    quote! {
        if let Some(value) = &self.#ident {
            builder = builder.#ident(#value);
        }
    }
}

/// The value of a flag, out of a borrowed one.
fn copied(flag: &Flag<'_>, place: &TokenStream) -> TokenStream {
    let scalar = matches!(flag.ty, Type::Boolean | Type::Integer | Type::Number);
    let is_copy = !flag.repeated && (scalar || flag.form == Form::Numbered);
    if is_copy {
        place.clone()
    } else {
        quote!(#place.clone())
    }
}
