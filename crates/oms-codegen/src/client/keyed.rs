//! JSON of any form whose secrets are under certain keys: a type of its own, which shows everything
//! else.

use oms_spec::ir::TypeDef;
use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// Returns the items of the type.
pub(super) fn items(
    definition: &TypeDef,
    keys: &[String],
    imports: &mut Imports,
) -> Vec<TokenStream> {
    imports.add("std", "fmt");
    imports.add_all("oms_core", &["Json", "Secrets"]);
    imports.add_all("serde", &["Deserialize", "Serialize"]);
    let name = tokens::ident(&definition.name);
    let docs = Docs::spec(&definition.doc, &format!("The value `{name}`."));
    vec![
        quote! {
            #docs
            #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(transparent)]
            pub struct #name(Json);
        },
        quote! {
            impl #name {
                /// The secrets in it, by their keys.
                pub const SECRETS: Secrets = Secrets::Keys(&[#(#keys),*]);

                /// Returns the JSON with its secrets. The caller answers for where it goes.
                #[must_use]
                pub const fn expose(&self) -> &Json {
                    &self.0
                }
            }
        },
        quote! {
            impl From<Json> for #name {
                fn from(json: Json) -> Self {
                    Self(json)
                }
            }
        },
        quote! {
            impl fmt::Debug for #name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    Self::SECRETS.shown(&self.0, f)
                }
            }
        },
    ]
}
