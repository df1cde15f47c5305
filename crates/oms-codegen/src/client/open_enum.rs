//! An open enumeration: the members that are known, and a variant that keeps any other text.

use oms_spec::ir::{Member, TypeDef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::docs::Docs;
use crate::imports::Imports;
use crate::tokens;

/// The items of an enumeration.
pub(super) fn items(
    definition: &TypeDef,
    members: &[Member],
    imports: &mut Imports,
) -> Vec<TokenStream> {
    imports.add("std", "fmt");
    imports.add_all(
        "serde",
        &["Deserialize", "Deserializer", "Serialize", "Serializer"],
    );
    let name = tokens::ident(&definition.name);
    vec![
        definition_of(definition, &name, members),
        as_str(&name, members),
        from_str_slice(&name, members),
        display(&name),
        serialize(&name),
        deserialize(&name),
    ]
}

fn definition_of(definition: &TypeDef, name: &Ident, members: &[Member]) -> TokenStream {
    let docs = Docs::spec(&definition.doc, &format!("The enumeration `{name}`.")).outer();
    let variants = members.iter().map(|member| {
        let docs = Docs::spec(&member.doc, &format!("`{}`.", member.wire_name)).outer();
        let ident = tokens::ident(&member.ident);
        quote!(#docs #ident)
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A member that this crate does not know, as it came.
            Unknown(String),
        }
    }
}

fn as_str(name: &Ident, members: &[Member]) -> TokenStream {
    let arms = members.iter().map(|member| {
        let (ident, wire_name) = (tokens::ident(&member.ident), &member.wire_name);
        quote!(Self::#ident => #wire_name)
    });
    quote! {
        impl #name {
            /// The member as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#arms,)*
                    Self::Unknown(text) => text,
                }
            }
        }
    }
}

fn from_str_slice(name: &Ident, members: &[Member]) -> TokenStream {
    let arms = members.iter().map(|member| {
        let ident = tokens::ident(&member.ident);
        let spellings = std::iter::once(&member.wire_name).chain(&member.also);
        quote!(#(#spellings)|* => Self::#ident)
    });
    quote! {
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                match text {
                    #(#arms,)*
                    other => Self::Unknown(other.to_owned()),
                }
            }
        }
    }
}

fn display(name: &Ident) -> TokenStream {
    quote! {
        impl fmt::Display for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}

fn serialize(name: &Ident) -> TokenStream {
    quote! {
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    }
}

fn deserialize(name: &Ident) -> TokenStream {
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                oms_core::codec::Text::read(deserializer).map(|text| Self::from(text.as_str()))
            }
        }
    }
}
