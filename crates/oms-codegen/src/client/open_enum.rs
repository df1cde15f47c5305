//! An open enumeration: the members that are known, and a variant that keeps any other text.

use oms_spec::ir::{Member, TypeDef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::newer;
use crate::context::{Context, snake};
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::{facts, source, tokens};

/// The number of lines that an arm for one member may take.
const LINES_OF_AN_ARM: usize = 4;

/// Returns the items of an enumeration.
pub(super) fn items(
    definition: &TypeDef,
    members: &[Member],
    context: &Context<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    imports.add("std", "fmt");
    imports.add_all(
        "serde",
        &["Deserialize", "Deserializer", "Serialize", "Serializer"],
    );
    let name = tokens::ident(&definition.name);
    let written = context.direction(&definition.name).is_written();
    let since = written
        .then(|| newer::of_members(members, imports))
        .flatten();
    vec![
        definition_of(definition, &name, members),
        methods(&name, members, since.as_ref()),
        from_str_slice(&name, members),
        display(&name),
        serialize(&name),
        deserialize(&name),
    ]
}

fn definition_of(definition: &TypeDef, name: &Ident, members: &[Member]) -> TokenStream {
    let docs = Docs::spec(&definition.doc, &format!("The enumeration `{name}`."));
    let variants = members.iter().map(|member| {
        let docs = member_docs(member);
        let ident = tokens::ident(&member.ident);
        quote!(#docs #ident)
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A member that this crate does not know, as it came. A later version may know it, so
            /// it is made by `From<&str>` and read by [`as_str`](Self::as_str).
            #[non_exhaustive]
            Unknown(String),
        }
    }
}

/// Returns the documentation of a member.
fn member_docs(member: &Member) -> Docs {
    let deprecated = member.deprecated.as_ref();
    let deprecated = deprecated.map(|instead| format!("Deprecated: {instead}"));
    let since = facts::since(member.since).map(|since| format!("Since version {since}."));
    let facts: Vec<String> = deprecated.into_iter().chain(since).collect();
    Docs::spec(&member.doc, &format!("`{}`.", member.wire_name)).and_spec(&facts.join(" "))
}

/// Returns the methods: the spelling of a member and, if `since` tells it, its first version.
fn methods(name: &Ident, members: &[Member], since: Option<&TokenStream>) -> TokenStream {
    let arms = members.iter().map(|member| {
        let (ident, wire_name) = (tokens::ident(&member.ident), &member.wire_name);
        quote!(Self::#ident => #wire_name)
    });
    let body = quote! {
        match self {
            #(#arms,)*
            Self::Unknown(text) => text,
        }
    };
    let length = source::expect_length(members.len(), LINES_OF_AN_ARM, &body);
    let families = members.iter().filter_map(|member| family(member, members));
    let counts_as = counts_as(members);
    let has_ended = has_ended(members);
    let can_become = can_become(members);
    quote! {
        impl #name {
            /// The member as it is written.
            #[must_use]
            #length
            pub fn as_str(&self) -> &str {
                #body
            }

            #(#families)*

            #counts_as

            #has_ended

            #can_become

            #since
        }
    }
}

/// Returns the question for the members that nothing leaves by itself, where there are some.
fn has_ended(members: &[Member]) -> Option<TokenStream> {
    let ends: Vec<_> = members
        .iter()
        .filter(|member| member.ends)
        .map(|member| tokens::ident(&member.ident))
        .collect();
    if ends.is_empty() {
        return None;
    }
    Some(quote! {
        /// Returns `true` for a state that nothing leaves by itself. One that this crate does not
        /// know is none.
        #[must_use]
        pub fn has_ended(&self) -> bool {
            matches!(self, #(Self::#ends)|*)
        }
    })
}

/// Returns the question for what may follow a member, where the spec says it of some.
fn can_become(members: &[Member]) -> Option<TokenStream> {
    let mut limited: Vec<(&[String], Vec<Ident>)> = Vec::new();
    for member in members {
        let Some(followers) = member.followed_by.as_deref() else {
            continue;
        };
        let ident = tokens::ident(&member.ident);
        match limited.iter_mut().find(|(others, _)| *others == followers) {
            Some((_, idents)) => idents.push(ident),
            None => limited.push((followers, vec![ident])),
        }
    }
    if limited.is_empty() {
        return None;
    }
    let arms = limited
        .iter()
        .map(|(followers, idents)| quote!(#(Self::#idents)|* => &[#(#followers),*]));
    Some(quote! {
        /// Returns `true` if another state may still follow, by itself or by an action. Any may
        /// follow one that this crate does not know.
        #[must_use]
        pub fn can_become(&self, other: &Self) -> bool {
            let followers: &[&str] = match self {
                #(#arms,)*
                _ => return true,
            };
            followers.contains(&other.as_str())
        }
    })
}

/// Returns the question for a state or a variant of it, where there are states with variants.
fn counts_as(members: &[Member]) -> Option<TokenStream> {
    let families: Vec<_> = members
        .iter()
        .filter(|member| family(member, members).is_some())
        .map(|member| {
            let (ident, question) = (tokens::ident(&member.ident), question(member));
            quote!(|| *wanted == Self::#ident && self.#question())
        })
        .collect();
    if families.is_empty() || !members.iter().any(|member| member.ends) {
        return None;
    }
    Some(quote! {
        /// Returns `true` for the wanted member, and for every variant of it.
        #[must_use]
        pub fn counts_as(&self, wanted: &Self) -> bool {
            self == wanted #(#families)*
        }
    })
}

/// Returns whether there is a member that others are variants of.
pub(super) fn has_families(members: &[Member]) -> bool {
    members
        .iter()
        .any(|member| family(member, members).is_some())
}

/// Returns the name of the question for a member and its variants.
fn question(member: &Member) -> Ident {
    tokens::joined(&format!("is_{}", snake(member)), "")
}

/// Returns the question for a member that others are variants of, such as `RUNNING` of
/// `RUNNING_MERGING`; a member that this crate does not know may be one as well.
fn family(member: &Member, members: &[Member]) -> Option<TokenStream> {
    let wire_name = &member.wire_name;
    let prefix = format!("{wire_name}_");
    let variants = members
        .iter()
        .filter(|other| other.wire_name.starts_with(&prefix));
    let names: Vec<_> = variants
        .map(|other| format!("`{}`", other.wire_name))
        .collect();
    // One variant is rather a member of its own.
    if names.len() < 2 {
        return None;
    }
    let docs = Docs::own(format!(
        "Returns `true` for `{wire_name}` and every variant of it, such as {}.",
        names.join(", ")
    ));
    let ident = question(member);
    Some(quote! {
        #docs
        #[must_use]
        pub fn #ident(&self) -> bool {
            let text = self.as_str();
            text == #wire_name || text.starts_with(#prefix)
        }
    })
}

fn from_str_slice(name: &Ident, members: &[Member]) -> TokenStream {
    let arms = members.iter().map(|member| {
        let ident = tokens::ident(&member.ident);
        let spellings = std::iter::once(&member.wire_name).chain(&member.also);
        quote!(#(#spellings)|* => Self::#ident)
    });
    let body = quote! {
        match text {
            #(#arms,)*
            other => Self::Unknown(other.to_owned()),
        }
    };
    let length = source::expect_length(members.len(), LINES_OF_AN_ARM, &body);
    quote! {
        impl From<&str> for #name {
            #length
            fn from(text: &str) -> Self {
                #body
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
                String::deserialize(deserializer).map(|text| Self::from(text.as_str()))
            }
        }
    }
}
