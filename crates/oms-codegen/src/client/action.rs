//! One file an action: its parameters with their builder, its payload, and what is known of it before it is called.

use std::collections::BTreeSet;

use oms_spec::ir::{Action, Discrepancy, Effect, Presence, Since, TypeKind, Version};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::builder;
use super::parts::Parts;
use super::record::{Direction, Record};
use super::{check, path, shapes};
use crate::context::{Context, Scope};
use crate::docs::Docs;
use crate::imports::Imports;
use crate::source::Source;
use crate::tokens;

/// The file.
pub(super) fn source<'a>(context: &'a Context<'a>, action: &'a Action) -> Source {
    let scope = context.scope(action);
    let travel = context.travel(action);
    let record = Record::request(action);
    let parts = Parts::with_client(&record, &scope);
    let mut imports = Imports::default();
    imports.add(context.root, "Client");
    let mut items = vec![
        record.definition(&scope, &mut imports),
        builder::start_of(&parts, &mut imports),
        action_impl(action, &scope, &mut imports),
    ];
    items.extend(builder::items_of(&parts, &mut imports));
    items.push(send(action, &parts, &scope, &mut imports));
    for definition in &action.types {
        items.extend(shapes::definition(
            definition,
            &travel,
            &scope,
            &mut imports,
        ));
    }
    let mut source = Source::new(
        path(&format!("actions/{}", action.ident)),
        &action.path,
        module_docs(action),
    );
    source.imports = imports;
    source.items = items;
    source
}

/// The names that the module offers to users, in order.
pub(super) fn exports(context: &Context<'_>, action: &Action) -> BTreeSet<Ident> {
    let travel = context.travel(action);
    let mut names = BTreeSet::from([
        tokens::joined(&action.type_stem, "Builder"),
        tokens::joined(&action.type_stem, "Request"),
    ]);
    for definition in &action.types {
        names.insert(tokens::ident(&definition.name));
        if matches!(definition.kind, TypeKind::Object { .. })
            && Direction::of(&definition.name, &travel).is_written()
        {
            names.insert(tokens::joined(&definition.name, "Builder"));
        }
    }
    names
}

/// What the action does to the service, in a sentence.
pub(super) fn facts(action: &Action) -> String {
    match action.effect {
        Effect::Read => "It only reads: a lost answer is asked for again where the client's policy allows it.".to_owned(),
        Effect::Write => "It changes something: once a byte of it may have been sent, the client never sends it again.".to_owned(),
    }
}

/// Since when the action exists, and where the vendor documents it.
pub(super) fn since(action: &Action) -> String {
    let Since {
        enterprise,
        community,
    } = &action.since;
    let editions: Vec<_> = [("enterprise", enterprise), ("community", community)]
        .into_iter()
        .filter_map(|(edition, version)| {
            version.map(|version| format!("{} ({edition})", dotted(version)))
        })
        .collect();
    let since = match editions.as_slice() {
        [] => "No first version is documented.".to_owned(),
        editions => format!("Since version {}.", editions.join(" and ")),
    };
    let Some(source) = &action.source else {
        return since;
    };
    let updated = source
        .updated
        .as_ref()
        .map_or_else(String::new, |date| format!(", of {date}"));
    format!("{since} Vendor's page: <{}>{updated}.", source.url)
}

fn dotted(version: Version) -> String {
    format!("{}.{}.{}", version.major, version.minor, version.patch)
}

fn module_docs(action: &Action) -> Docs {
    let docs = Docs::own(format!("The action `{}`.", action.wire_name))
        .and_spec(&action.summary)
        .and_spec(&action.doc)
        .and(facts(action))
        .and(since(action));
    if action.discrepancies.is_empty() {
        return docs;
    }
    let list = action.discrepancies.iter().flat_map(discrepancy);
    docs.and("Where the vendor contradicts itself:")
        .paragraph(list)
}

/// One item of the list of discrepancies.
fn discrepancy(discrepancy: &Discrepancy) -> Vec<String> {
    let Discrepancy {
        id,
        at,
        documented,
        observed,
        decision,
        ..
    } = discrepancy;
    let mut lines = Docs::default()
        .and_spec(&format!(
            "- `{at}` (`{id}`): documented as `{documented}`, seen as `{observed}`. {decision}"
        ))
        .into_lines();
    // An empty line inside the item would end the list.
    lines.retain(|line| !line.is_empty());
    lines
}

/// The type that a successful answer carries.
pub(crate) fn data_type(action: &Action, scope: &Scope<'_>, imports: &mut Imports) -> TokenStream {
    let Some(data) = &action.data else {
        imports.add("oms_core", "NoData");
        return quote!(NoData);
    };
    let ty = scope.rust_type(&data.ty, imports);
    match data.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable | Presence::OptionalNullable => quote!(Option<#ty>),
    }
}

fn action_impl<'a>(action: &'a Action, scope: &Scope<'a>, imports: &mut Imports) -> TokenStream {
    imports.add_all("oms_core", &["Action", "ActionInfo", "Effect"]);
    let request = tokens::joined(&action.type_stem, "Request");
    let data = data_type(action, scope, imports);
    let wire_name = &action.wire_name;
    let documentation = action.source.as_ref().map(|source| {
        let url = &source.url;
        quote!(.documentation(#url))
    });
    let effect = tokens::ident(match action.effect {
        Effect::Read => "Read",
        Effect::Write => "Write",
    });
    let since = since_call(&action.since, imports);
    let check = check::of_action(&action.request, scope, imports);
    quote! {
        impl Action for #request {
            type Data = #data;
            const INFO: &'static ActionInfo = &ActionInfo::new(#wire_name, Effect::#effect)
                #since
                #documentation;
            #check
        }
    }
}

/// The call that states the first versions, where any is documented.
fn since_call(since: &Since, imports: &mut Imports) -> Option<TokenStream> {
    let version = |version: Version| {
        let numbers = [version.major, version.minor, version.patch].map(Literal::u16_unsuffixed);
        quote!(Version::new(#(#numbers),*))
    };
    let since = match (since.enterprise.map(version), since.community.map(version)) {
        (None, None) => return None,
        (Some(enterprise), None) => quote!(Since::enterprise(#enterprise)),
        (None, Some(community)) => quote!(Since::community(#community)),
        (Some(enterprise), Some(community)) => {
            quote!(Since::enterprise(#enterprise).and_community(#community))
        }
    };
    imports.add_all("oms_core", &["Since", "Version"]);
    Some(quote!(.since(#since)))
}

/// The `impl` with the method that sends what was built.
fn send(
    action: &Action,
    parts: &Parts<'_>,
    scope: &Scope<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add("oms_core", "Call");
    let data = data_type(action, scope, imports);
    let bounds = parts.bounds(imports);
    parts.client_impl(&quote! {
        /// Sends the request.
        ///
        /// # Errors
        ///
        /// As [`Call`] says.
        pub fn send(self) -> Call<#data> #bounds {
            let client = self.client;
            client.call(&self.build())
        }
    })
}
