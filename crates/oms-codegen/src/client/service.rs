//! `service.rs`: how the service is addressed, and the digest of the spec, which is nowhere else.

use oms_spec::ir::Role;
use proc_macro2::TokenStream;
use quote::quote;

use super::path;
use crate::context::{Context, ROOT_FILE};
use crate::rust::docs::Docs;
use crate::rust::source::SourceModule;
use crate::rust::tokens;

/// Returns the file.
pub(super) fn source(context: &Context<'_>) -> SourceModule {
    let docs = Docs::own(
        "The address of the service, and the digest of the spec that this code was generated from.",
    );
    let mut source = SourceModule::new(path("service"), ROOT_FILE, docs);
    source.imports.add("oms_core", "Service");
    if let Some(probe) = context.probe() {
        source.imports.add("oms_core", "Action");
        let request = format!("{}Request", probe.type_stem);
        source.imports.add(&context.module("actions"), &request);
    }
    source.imports.add(&context.module("envelope"), "role_of");
    source.items = vec![digest(context), service(context)];
    source
}

fn digest(context: &Context<'_>) -> TokenStream {
    let digest = &context.api.digest;
    let docs = Docs::own("SHA-256 over the files of the spec that this crate was generated from.");
    quote! {
        #docs
        pub const SPEC_DIGEST: &str = #digest;
    }
}

fn service(context: &Context<'_>) -> TokenStream {
    let service = &context.api.service;
    let dispatch = &context.api.dispatch;
    let (name, method, path, query_key) = (
        &service.name,
        &dispatch.method,
        &dispatch.path,
        &dispatch.query_key,
    );
    let success_codes = context
        .api
        .envelope
        .fields
        .iter()
        .filter(|field| field.role == Role::ErrorCode)
        .flat_map(|field| &field.success_codes);
    let probe = context.probe().map_or_else(
        || quote!(None),
        |probe| {
            let request = tokens::joined(&probe.type_stem, "Request");
            quote!(Some(#request::INFO))
        },
    );
    let docs = Docs::spec(&format!("{}.", service.title), "The service.").and_spec(&service.doc);
    quote! {
        #docs
        pub(crate) static SERVICE: Service = Service {
            name: #name,
            method: #method,
            path: #path,
            query_key: #query_key,
            role_of,
            success_codes: &[#(#success_codes),*],
            probe: #probe,
        };
    }
}
