//! One file an action: its parameters with their builder, its payload, and what is known of it
//! before it is called.

use std::collections::BTreeSet;

use oms_spec::ir::{Action, Presence, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::builder_parts::BuilderParts;
use super::struct_model::StructModel;
use super::{builder, check, newer, object, paging, path, reading, secrets, shapes, waiting};
use crate::context::{Context, View};
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::source::SourceModule;
use crate::rust::{facts, tokens};

/// Returns the file.
pub(super) fn source(context: &Context<'_>, action: &Action) -> SourceModule {
    let record = StructModel::request(action);
    let parts = BuilderParts::with_client(&record, context);
    let mut imports = Imports::default();
    imports.add(context.place.root, "Client");
    let mut items = vec![
        object::definition(&record, context, &mut imports),
        builder::start(&parts, &mut imports),
    ];
    items.extend(reading::items(&record, context, &mut imports));
    items.push(info(action, context, &mut imports));
    items.push(action_impl(action, context, &mut imports));
    items.extend(paging::paged_impl(action, context, &mut imports));
    let data = data_type(action, context, View::Inside, &mut imports);
    items.extend(waiting::watched(action, &data, context, &mut imports));
    items.push(builder::definition(&parts, &mut imports));
    items.extend(builder::empty(&parts, &mut imports));
    items.push(builder::methods(&parts, &mut imports));
    items.push(ending(action, &parts, context, &mut imports));
    for definition in &action.types {
        let around = action.provenance;
        items.extend(shapes::items(definition, around, context, &mut imports));
    }
    items.extend(waiting::positioned(action, context, &mut imports));
    let wire_name = &action.wire_name;
    let docs = Docs::spec(&facts::summary(action), &format!("Calls `{wire_name}`.")).and(format!(
        "The action `{wire_name}`; [`Client::{}`] says what calling it does.",
        action.ident
    ));
    let file = path(&format!("actions/{}", action.ident));
    let mut source = SourceModule::new(file, &action.path, docs);
    source.imports = imports;
    source.items = items;
    source
}

/// Returns the names that the module offers to users, in order.
pub(super) fn exports(context: &Context<'_>, action: &Action) -> BTreeSet<Ident> {
    let mut names = BTreeSet::from([
        tokens::joined(&action.type_stem, "Builder"),
        tokens::joined(&action.type_stem, "Request"),
    ]);
    for definition in &action.types {
        names.insert(tokens::ident(&definition.name));
        let is_object = matches!(definition.kind, TypeKind::Object { .. });
        if is_object && context.direction(&definition.name).is_written() {
            names.insert(tokens::joined(&definition.name, "Builder"));
        }
    }
    names
}

/// Returns the type that a successful answer carries.
pub(crate) fn data_type(
    action: &Action,
    context: &Context<'_>,
    view: View,
    imports: &mut Imports,
) -> TokenStream {
    let Some(data) = &action.data else {
        imports.add(context.runtime(view), "NoData");
        return quote!(NoData);
    };
    let ty = context.rust_type(&data.ty, view, imports);
    match data.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable | Presence::OptionalNullable => quote!(Option<#ty>),
    }
}

fn action_impl(action: &Action, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    imports.add("oms_core", "Action");
    let request = tokens::joined(&action.type_stem, "Request");
    let data = data_type(action, context, View::Inside, imports);
    let check = check::of_action(&action.request, action.further, context, imports);
    let newer = newer::of_action(&action.request, context, imports);
    quote! {
        impl Action for #request {
            type Data = #data;
            const INFO: &'static ActionInfo = &INFO;
            #check
            #newer
        }
    }
}

/// Returns the constant with the facts that are known of the action before it is called.
fn info(action: &Action, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    imports.add_all("oms_core", &["ActionInfo", "Effect"]);
    let wire_name = &action.wire_name;
    let effect = tokens::variant(action.effect.word());
    let since = tokens::since(action.since, imports).map(|since| quote!(.since(#since)));
    let documentation = action.source.as_ref().map(|source| {
        let url = &source.url;
        quote!(.documentation(#url))
    });
    let repeatable = action.repeatable.then(|| quote!(.repeatable()));
    let (tables, secrets) = secrets::of_action(action, context, imports).unzip();
    let partly_known = (!action.complete).then(|| quote!(.partly_known()));
    let either = action.data.as_ref().is_some_and(|data| data.one_or_list);
    let one_or_list = either.then(|| quote!(.one_or_list()));
    quote! {
        #tables
        /// The facts about the action that are known before it is called.
        const INFO: ActionInfo = ActionInfo::new(#wire_name, Effect::#effect)
            #since #repeatable #partly_known #one_or_list #documentation #secrets;
    }
}

/// Returns the `impl` with the methods that end a chain which began at a client.
fn ending(
    action: &Action,
    parts: &BuilderParts<'_>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add("oms_core", "Call");
    let data = data_type(action, context, View::Inside, imports);
    let bounds = parts.bounds(imports);
    let pages = paging::pages_method(action, parts, imports);
    let wait = waiting::wait_method(action, parts, context, imports);
    let sent = parts.client_impl(
        None,
        &quote! {
            /// Sends the request.
            ///
            /// # Errors
            ///
            /// As [`Call`] says.
            pub fn send(self) -> Call<#data> #bounds {
                let client = self.client;
                client.call(&self.build())
            }
            #pages
            #wait
        },
    );
    imports.add_all("oms_core", &["Error", "Reply"]);
    let awaited = parts.client_impl(
        Some((&quote!(IntoFuture for), bounds.as_ref())),
        &quote! {
            type Output = Result<Reply<#data>, Error>;
            type IntoFuture = Call<#data>;

            /// Sends the request, as `send` does.
            fn into_future(self) -> Call<#data> {
                self.send()
            }
        },
    );
    quote!(#sent #awaited)
}
