//! `envelope.rs`: from the keys of the envelope to what they are for.

use oms_spec::ir::EnvelopeField;
use proc_macro2::TokenStream;
use quote::quote;

use super::path;
use crate::context::{Context, ROOT_FILE};
use crate::rust::docs::Docs;
use crate::rust::source::SourceModule;
use crate::rust::tokens;

/// Returns the file.
pub(super) fn source(context: &Context<'_>) -> SourceModule {
    let envelope = &context.api.envelope;
    let docs = Docs::own("The envelope that wraps every answer, as a table from keys to roles.")
        .and_spec(&envelope.doc);
    let mut source = SourceModule::new(path("envelope"), ROOT_FILE, docs);
    source.imports.add_all("oms_core", &["KeyCase", "Role"]);
    source.items = vec![role_of(&envelope.fields)];
    source
}

/// Returns the function from keys to roles.
fn role_of(fields: &[EnvelopeField]) -> TokenStream {
    let arms = fields.iter().flat_map(arms);
    let docs = Docs::own(
        "The role of a key of the envelope, in the documented case or in Pascal case; `None` for an unknown key.",
    );
    quote! {
        #docs
        pub(crate) fn role_of(key: &str) -> Option<(Role, KeyCase)> {
            let role = match key {
                #(#arms)*
                _ => return None,
            };
            Some(role)
        }
    }
}

/// Returns the spellings of one key. If the documented one is in Pascal case already, there is no
/// other.
fn arms(envelope_field: &EnvelopeField) -> Vec<TokenStream> {
    let role = tokens::variant(envelope_field.role.word());
    let documented = &envelope_field.field.wire_name;
    let pascal = capitalised(documented);
    let mut arms = vec![quote!(#documented => (Role::#role, KeyCase::Documented),)];
    if pascal != *documented {
        arms.push(quote!(#pascal => (Role::#role, KeyCase::Pascal),));
    }
    arms
}

/// Returns a key as whole envelopes in Pascal case write it.
fn capitalised(key: &str) -> String {
    let mut characters = key.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_ascii_uppercase().to_string() + characters.as_str()
    })
}
