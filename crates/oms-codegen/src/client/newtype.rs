//! A shape that is one text or one whole number: a type of its own, so that it cannot be given for
//! another.

use oms_spec::ir::{IntegerRule, TextRule, TimeUnit, TypeDef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::rules;
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// Returns the items of a text.
pub(super) fn text(
    definition: &TypeDef,
    rule: &TextRule,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    imports.add("std", "fmt");
    imports.add("std::str", "FromStr");
    imports.add("oms_core", "Invalid");
    imports.add_all("serde", &["Deserialize", "Serialize"]);
    let name = tokens::ident(&definition.name);
    vec![
        text_struct(definition, &name),
        text_methods(&name, rule, imports),
        from_str_slice(&name),
        from_string(&name),
        from_reference(&name),
        text_from_str(&name),
        text_as_ref(&name),
        text_display(&name),
    ]
}

/// Returns the items of a whole number, which may be a length of time.
pub(super) fn integer(
    definition: &TypeDef,
    rule: IntegerRule,
    unit: Option<TimeUnit>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    imports.add("std", "fmt");
    imports.add_all("serde", &["Deserialize", "Serialize"]);
    let name = tokens::ident(&definition.name);
    vec![
        integer_struct(definition, &name),
        integer_methods(&name, rule, unit, imports),
        integer_from(&name),
        integer_display(&name),
    ]
}

fn text_struct(definition: &TypeDef, name: &Ident) -> TokenStream {
    let docs = Docs::spec(&definition.doc, &format!("The text `{name}`."));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct #name(String);
    }
}

fn text_methods(name: &Ident, rule: &TextRule, imports: &mut Imports) -> TokenStream {
    imports.add("oms_core", "TextRule");
    let rule = rules::name(rule, imports);
    let check_docs = check_docs(name, "text");
    quote! {
        impl #name {
            /// The rule that such a text must keep before it is sent.
            pub const RULE: TextRule = #rule;

            /// Returns the text.
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

fn check_docs(name: &Ident, what: &str) -> Docs {
    Docs::own(format!("Checks the {what} against [`{name}::RULE`]."))
        .and("# Errors")
        .and(format!("The rule that the {what} breaks."))
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

fn from_reference(name: &Ident) -> TokenStream {
    quote! {
        impl From<&#name> for #name {
            /// Copies it, so that a setter takes it by reference as well.
            fn from(other: &#name) -> Self {
                other.clone()
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
    let docs = Docs::spec(&definition.doc, &format!("The number `{name}`."));
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct #name(i64);
    }
}

fn integer_methods(
    name: &Ident,
    rule: IntegerRule,
    unit: Option<TimeUnit>,
    imports: &mut Imports,
) -> TokenStream {
    let rule = rules::integer(rule, imports);
    let (constant, check) = match &rule {
        None => (None, None),
        Some(rule) => (Some(integer_rule(rule)), Some(integer_check(name, imports))),
    };
    let duration = unit.map(|unit| duration(unit, imports));
    quote! {
        impl #name {
            #constant

            /// Takes the number.
            #[must_use]
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// Returns the number.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }

            #duration
            #check
        }
    }
}

fn integer_rule(rule: &TokenStream) -> TokenStream {
    quote! {
        /// Which numbers may be sent.
        pub const RULE: IntegerRule = #rule;
    }
}

fn integer_check(name: &Ident, imports: &mut Imports) -> TokenStream {
    imports.add("oms_core", "Invalid");
    let docs = check_docs(name, "number");
    quote! {
        #docs
        pub fn check(&self) -> Result<(), Invalid> {
            Self::RULE.check(self.0)
        }
    }
}

/// Returns the method that gives a length of time as the standard library has it.
fn duration(unit: TimeUnit, imports: &mut Imports) -> TokenStream {
    imports.add("std::time", "Duration");
    let body = match unit {
        TimeUnit::Milliseconds => quote!(u64::try_from(self.0).ok().map(Duration::from_millis)),
        TimeUnit::Seconds => quote!(u64::try_from(self.0).ok().map(Duration::from_secs)),
        TimeUnit::Hours => quote! {
            let seconds = u64::try_from(self.0).ok()?.checked_mul(3_600)?;
            Some(Duration::from_secs(seconds))
        },
    };
    quote! {
        /// Returns the length of time; `None` where the number is negative or too large for one.
        #[must_use]
        pub fn duration(self) -> Option<Duration> {
            #body
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
