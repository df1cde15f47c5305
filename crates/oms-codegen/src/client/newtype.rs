//! A shape that is one text or one whole number: a type of its own, so that it cannot be given for another.

use oms_spec::ir::{TextRule, TypeDef};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::docs::Docs;
use crate::imports::Imports;
use crate::tokens;

/// The items of a text.
pub(super) fn text(
    definition: &TypeDef,
    rule: &TextRule,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    imports.add("std", "fmt");
    imports.add("std::str", "FromStr");
    imports.add_all("oms_core", &["Invalid", "TextRule"]);
    imports.add_all("serde", &["Deserialize", "Serialize"]);
    let name = tokens::ident(&definition.name);
    vec![
        text_struct(definition, &name),
        text_methods(&name, rule),
        from_str_slice(&name),
        from_string(&name),
        text_from_str(&name),
        text_as_ref(&name),
        text_display(&name),
    ]
}

/// The items of a whole number.
pub(super) fn integer(definition: &TypeDef, imports: &mut Imports) -> Vec<TokenStream> {
    imports.add("std", "fmt");
    imports.add_all("serde", &["Deserialize", "Serialize"]);
    let name = tokens::ident(&definition.name);
    vec![
        integer_struct(definition, &name),
        integer_methods(&name),
        integer_from(&name),
        integer_display(&name),
    ]
}

fn text_struct(definition: &TypeDef, name: &Ident) -> TokenStream {
    let docs = Docs::spec(&definition.doc, &format!("The text `{name}`.")).outer();
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct #name(#[serde(deserialize_with = "oms_core::codec::Text::read")] String);
    }
}

fn text_methods(name: &Ident, rule: &TextRule) -> TokenStream {
    let rule = text_rule(rule);
    let check_docs = Docs::own(format!("Checks the text against [`{name}::RULE`]."))
        .and("# Errors")
        .and("What the text breaks.")
        .outer();
    quote! {
        impl #name {
            /// What such a text must look like before it is sent.
            pub const RULE: TextRule = #rule;

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #check_docs
            pub fn check(&self) -> Result<(), Invalid> {
                Self::RULE.check(&self.0)
            }
        }
    }
}

/// The rule as a constant expression.
fn text_rule(rule: &TextRule) -> TokenStream {
    let ranges = rule
        .characters
        .iter()
        .map(|(first, last)| quote!((#first, #last)));
    let characters = (!rule.characters.is_empty()).then(|| quote!(.characters(&[#(#ranges),*])));
    let max_length = rule.max_length.map(|most| {
        let most = Literal::u32_unsuffixed(most);
        quote!(.max_length(#most))
    });
    let usual_prefix = rule
        .usual_prefix
        .as_ref()
        .map(|prefix| quote!(.usual_prefix(#prefix)));
    quote!(TextRule::new()#characters #max_length #usual_prefix)
}

fn from_str_slice(name: &Ident) -> TokenStream {
    quote! {
        impl From<&str> for #name {
            /// Takes the text unchecked; it is checked before it is sent.
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    }
}

fn from_string(name: &Ident) -> TokenStream {
    quote! {
        impl From<String> for #name {
            /// Takes the text unchecked; it is checked before it is sent.
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    }
}

fn text_from_str(name: &Ident) -> TokenStream {
    quote! {
        impl FromStr for #name {
            type Err = Invalid;

            /// Takes the text and checks it.
            fn from_str(text: &str) -> Result<Self, Invalid> {
                Self::RULE.check(text)?;
                Ok(Self(text.to_owned()))
            }
        }
    }
}

fn text_as_ref(name: &Ident) -> TokenStream {
    quote! {
        impl AsRef<str> for #name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    }
}

fn text_display(name: &Ident) -> TokenStream {
    quote! {
        impl fmt::Display for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    }
}

fn integer_struct(definition: &TypeDef, name: &Ident) -> TokenStream {
    let docs = Docs::spec(&definition.doc, &format!("The number `{name}`.")).outer();
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct #name(#[serde(deserialize_with = "oms_core::codec::Integer::read")] i64);
    }
}

fn integer_methods(name: &Ident) -> TokenStream {
    quote! {
        impl #name {
            /// Takes the number.
            #[must_use]
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }
    }
}

fn integer_from(name: &Ident) -> TokenStream {
    quote! {
        impl From<i64> for #name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }
    }
}

fn integer_display(name: &Ident) -> TokenStream {
    quote! {
        impl fmt::Display for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    }
}
