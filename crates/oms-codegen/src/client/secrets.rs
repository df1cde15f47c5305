//! Which parts of requests and answers are secret, by their types.
//!
//! Each named type with a secret in it has a table of its own, so that types may hold each other; a
//! request and a payload have theirs where what is known of the action is said.

use oms_spec::ir::{Action, Field, Type, TypeDef, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::path;
use crate::context::{Context, ROOT_FILE};
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::source::SourceModule;
use crate::rust::tokens;

/// Returns the file with the tables of the named types.
pub(super) fn source(context: &Context<'_>) -> SourceModule {
    let docs = Docs::own("Which parts of values are secret, by their types.");
    let mut source = SourceModule::new(path("secrets"), ROOT_FILE, docs);
    let of_actions = context.api.actions.iter().flat_map(|action| &action.types);
    let mut tables: Vec<(Ident, TokenStream)> = of_actions
        .chain(&context.api.shapes)
        // Nothing leads to the table of a type that is neither sent nor read.
        .filter(|definition| context.travels(&definition.name))
        .filter_map(|definition| table(definition, context))
        .collect();
    tables.sort_by_key(|(name, _)| name.to_string());
    if !tables.is_empty() {
        source.imports.add("oms_core", "Secrets");
    }
    source.items = tables.into_iter().map(|(_, item)| item).collect();
    source
}

/// Returns the statements about an action's secrets, if it has any: the tables, and the call that
/// names them.
pub(super) fn of_action(
    action: &Action,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<(TokenStream, TokenStream)> {
    let tables = quote!(secrets::);
    let request = if action.further {
        Some(fields_alone(&action.request, context, &tables))
    } else {
        fields(&action.request, context, &tables)
    };
    let answer = action.data.as_ref();
    let answer = answer.and_then(|data| inner(&data.ty, context, &tables));
    if request.is_none() && answer.is_none() {
        return None;
    }
    imports.add("oms_core", "Secrets");
    // A table that leads to another one must be a static itself.
    let request_table = request.map(|fields| {
        quote! {
            /// Which parameters are secret.
            static REQUEST_SECRETS: Secrets = #fields;
        }
    });
    let answer_table = answer.map(|answer| {
        quote! {
            /// The secrets of the payload.
            const ANSWER_SECRETS: &Secrets = #answer;
        }
    });
    let parameters = action.request.iter().map(|field| &field.ty);
    let mut types = parameters.chain(action.data.iter().map(|data| &data.ty));
    if types.any(|ty| has_table(ty, context)) {
        let generated = format!("{}::generated", context.place.root);
        imports.add(&generated, "secrets");
    }
    let named = |table: &Option<TokenStream>, name: TokenStream| {
        let name = table.as_ref().map(|_| name);
        name.unwrap_or_else(|| quote!(&Secrets::None))
    };
    let request = named(&request_table, quote!(&REQUEST_SECRETS));
    let answer = named(&answer_table, quote!(ANSWER_SECRETS));
    Some((
        quote!(#request_table #answer_table),
        quote!(.secrets(#request, #answer)),
    ))
}

/// Returns the table of a named type, where a secret is in it.
fn table(definition: &TypeDef, context: &Context<'_>) -> Option<(Ident, TokenStream)> {
    let secrets = match &definition.kind {
        TypeKind::Object { fields: list, .. } => fields(list, context, &quote!())?,
        TypeKind::Keyed(keys) => quote!(Secrets::Keys(&[#(#keys),*])),
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            let types: Vec<_> = variants
                .filter_map(|variant| inner(&variant.ty, context, &quote!()))
                .collect();
            if types.is_empty() {
                return None;
            }
            quote!(Secrets::AnyOf(&[#(#types),*]))
        }
        _ => return None,
    };
    let name = tokens::constant(&definition.name);
    let docs = Docs::own(format!("The secrets of a `{}`.", definition.name));
    let item = quote! {
        #docs
        pub(super) static #name: Secrets = #secrets;
    };
    Some((name, item))
}

/// Returns the fields of an object that hold a secret, by every name under which they are read;
/// `None` where no field does.
fn fields(list: &[Field], context: &Context<'_>, tables: &TokenStream) -> Option<TokenStream> {
    let entries: Vec<_> = list
        .iter()
        .filter_map(|field| Some((field, inner(&field.ty, context, tables)?)))
        .flat_map(|(field, secrets)| {
            let names = std::iter::once(&field.wire_name).chain(&field.also);
            names.map(move |name| quote!((#name, #secrets)))
        })
        .collect();
    (!entries.is_empty()).then(|| quote!(Secrets::Fields(&[#(#entries),*])))
}

/// Returns the fields of an object whose further fields are never shown.
fn fields_alone(list: &[Field], context: &Context<'_>, tables: &TokenStream) -> TokenStream {
    let entries = list.iter().flat_map(|field| {
        let secrets = inner(&field.ty, context, tables);
        let secrets = secrets.unwrap_or_else(|| quote!(&Secrets::None));
        let names = std::iter::once(&field.wire_name).chain(&field.also);
        names.map(move |name| quote!((#name, #secrets)))
    });
    quote!(Secrets::FieldsAlone(&[#(#entries),*]))
}

/// Returns whether a type leads to the table of another one.
fn has_table(ty: &Type, context: &Context<'_>) -> bool {
    ty.innermost().is_some_and(|name| {
        let is_secret = matches!(context.kind(name), Some(TypeKind::Secret(_)));
        context.holds_secret(name) && !is_secret
    })
}

/// Returns the secrets of a type; `tables` is the path to the tables of the named types.
fn inner(ty: &Type, context: &Context<'_>, tables: &TokenStream) -> Option<TokenStream> {
    match ty {
        Type::List(element) => {
            let element = inner(element, context, tables)?;
            Some(quote!(&Secrets::Items(#element)))
        }
        Type::Map(value) => {
            let value = inner(value, context, tables)?;
            Some(quote!(&Secrets::Values(#value)))
        }
        Type::Named(name) if !context.holds_secret(name) => None,
        Type::Named(name) if matches!(context.kind(name), Some(TypeKind::Secret(_))) => {
            Some(quote!(&Secrets::Whole))
        }
        Type::Named(name) => {
            let name = tokens::constant(name);
            Some(quote!(&#tables #name))
        }
        _ => None,
    }
}
