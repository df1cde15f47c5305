//! A union: a value whose type is chosen by the field beside it. A value that is read and does not
//! fit the type is kept as it came; one that is sent must fit it.

use oms_spec::ir::{TypeDef, Union, Variant};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::arms::Arms;
use super::{check, newer, serde_attributes};
use crate::context::{Context, Direction, View};
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// Returns the items of a union.
pub(super) fn items(
    definition: &TypeDef,
    union: &Union,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    imports.add("oms_core", "Json");
    imports.add("serde", "Serialize");
    let direction = context.direction(&definition.name);
    if direction.is_read() {
        imports.add_all("serde", &["Deserialize", "Deserializer"]);
    }
    let name = tokens::ident(&definition.name);
    let mut items = vec![definition_of(definition, union, context, imports)];
    items.extend(debug(definition, union, context, imports));
    items.extend(from_variants(&name, union, context, imports));
    items.push(methods(&definition.name, union, context, imports));
    items.push(deserialize(&name, direction));
    items
}

fn definition_of(
    definition: &TypeDef,
    union: &Union,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let name = tokens::ident(&definition.name);
    let docs = Docs::spec(&definition.doc, &format!("The union `{name}`.")).and(format!(
        "The value of `{}` beside it chooses the type.",
        union.by
    ));
    let variants: Vec<_> = union
        .variants
        .iter()
        .map(|variant| {
            let tags: Vec<_> = variant.tags.iter().map(|tag| format!("`{tag}`")).collect();
            let docs = Docs::spec(&variant.doc, &format!("The type `{}`.", variant.ident))
                .and_spec(&format!("Chosen by {}.", tags.join(", ")));
            let ident = tokens::ident(&variant.ident);
            let ty = inner_type(variant, context, imports);
            let writing = serde_attributes::variant(&variant.ty, context);
            quote!(#docs #writing #ident(#ty))
        })
        .collect();
    let debug = (!context.holds_secret(&definition.name)).then(|| quote!(Debug,));
    let other = other(context.direction(&definition.name));
    quote! {
        #docs
        #[derive(#debug Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #other
            Other(Json),
        }
    }
}

/// The documentation of the variant for every other value.
fn other(direction: Direction) -> Docs {
    let whole = [
        "A value that none of the types is chosen for, or that does not fit the one that is,",
        "as it came.",
    ];
    let docs = Docs::default().paragraph(whole.map(str::to_owned));
    if direction.is_written() {
        docs.and("One that is sent must fit the type, where one is chosen.")
    } else {
        docs
    }
}

/// Returns the `Debug` form of a union that may hold a secret, which hides a value that was kept as
/// it came; `None` for any other union.
fn debug(
    definition: &TypeDef,
    union: &Union,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    if !context.holds_secret(&definition.name) {
        return None;
    }
    imports.add("std", "fmt");
    let name = tokens::ident(&definition.name);
    let arms = union.variants.iter().map(|variant| {
        let (ident, shown) = (tokens::ident(&variant.ident), &variant.ident);
        quote!(Self::#ident(value) => f.debug_tuple(#shown).field(value).finish(),)
    });
    Some(quote! {
        impl fmt::Debug for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    #(#arms)*
                    Self::Other(_) => f.write_str("Other(redacted)"),
                }
            }
        }
    })
}

/// Returns the type of a variant. Objects are boxed, or the largest would set the size of all.
fn inner_type(variant: &Variant, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let ty = context.rust_type(&variant.ty, View::Inside, imports);
    if context.is_object(&variant.ty) {
        quote!(Box<#ty>)
    } else {
        ty
    }
}

/// Returns the conversions from the objects of the variants.
fn from_variants(
    name: &Ident,
    union: &Union,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    let convertible = union
        .variants
        .iter()
        .filter(|variant| context.is_convertible(variant, union));
    convertible
        .map(|variant| {
            let ident = tokens::ident(&variant.ident);
            let ty = context.rust_type(&variant.ty, View::Inside, imports);
            quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#ident(Box::new(value))
                    }
                }
            }
        })
        .collect()
}

/// Returns the methods that the object around the union needs: one to read it, and two to send it.
fn methods(
    type_name: &str,
    union: &Union,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let name = tokens::ident(type_name);
    let direction = context.direction(type_name);
    let chosen_by = chosen_by(union, context);
    let check = direction.is_written().then(|| {
        imports.add("oms_core", "Invalid");
        check(union, context, imports)
    });
    let newer = (direction.is_written() && context.holds_newer(type_name)).then(|| {
        imports.add("oms_core", "Since");
        newer::of_union(union, context)
    });
    quote! {
        impl #name {
            /// Reads the value as the type that the field beside it chooses, and leaves it as it
            /// came where it does not fit.
            #chosen_by
            #check
            #newer
        }
    }
}

fn chosen_by(union: &Union, context: &Context<'_>) -> TokenStream {
    let arms = union.variants.iter().map(|variant| {
        let (ident, tags) = (tokens::ident(&variant.ident), context.tags(variant, union));
        quote! {
            (#(#tags)|*, Self::Other(json)) => {
                json.read_or_keep().map_or_else(Self::Other, Self::#ident)
            }
        }
    });
    quote! {
        fn chosen_by(self, by: &str) -> Self {
            match (by, self) {
                #(#arms)*
                (_, value) => value,
            }
        }
    }
}

fn check(union: &Union, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let by = &union.by;
    let message = format!("is not of the type that `{by}` chooses");
    let (mut checked, mut free, mut known) = (Arms::default(), Vec::new(), Vec::new());
    for variant in &union.variants {
        let (ident, tags) = (tokens::ident(&variant.ident), context.tags(variant, union));
        match check::of_variant(&variant.ty, context, imports) {
            Some(check) => checked.add(
                &variant.ty,
                quote!((#(#tags)|*, Self::#ident(value))),
                check,
            ),
            None => free.push(quote!((#(#tags)|*, Self::#ident(_)))),
        }
        known.extend(tags);
    }
    let checked = checked
        .arms()
        .map(|(patterns, check)| quote!(#(#patterns)|* => #check,));
    // A value that was kept as it came must fit the type that is chosen for it, and is held to the
    // rules of that type. Nothing is known of a value for which no type is chosen.
    quote! {
        /// Checks the value against the field beside it, and what the type alone cannot rule out.
        fn check(&self, by: &str) -> Result<(), Invalid> {
            match (by, self) {
                #(#checked)*
                (#(#known)|*, Self::Other(_)) => match self.clone().chosen_by(by) {
                    Self::Other(_) => Err(Invalid::new(#message)),
                    chosen => chosen.check(by),
                },
                #(#free |)* (_, Self::Other(_)) => Ok(()),
                _ => Err(Invalid::new(#message)),
            }
        }
    }
}

fn deserialize(name: &Ident, direction: Direction) -> TokenStream {
    if direction == Direction::Written {
        return quote! {
            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    serde::Deserialize::deserialize(deserializer).map(Self::Other)
                }
            }
        };
    }
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Json::deserialize(deserializer).map(Self::Other)
            }
        }
    }
}
