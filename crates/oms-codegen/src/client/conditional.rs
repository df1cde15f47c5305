//! Fields that hold a constant, and fields that another one makes required.

use oms_spec::ir::{Field, Presence, RequiredIf, Type, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::{Context, View};
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// Returns the value of a constant, as the field holds it; `None` where callers give the field.
pub(super) fn value(
    field: &Field,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let constant = field.constant.as_ref()?;
    let text = tokens::text(constant);
    let Type::Named(name) = &field.ty else {
        return Some(quote!(#text.to_owned()));
    };
    let ty = context.named(name, View::Inside, imports);
    let member = match context.kind(name) {
        Some(TypeKind::Enum(members)) => {
            members.iter().find(|member| member.wire_name == *constant)
        }
        _ => None,
    };
    let member = member.map(|member| tokens::ident(&member.ident));
    Some(member.map_or_else(|| quote!(#ty::from(#text)), |member| quote!(#ty::#member)))
}

/// Returns the check that a constant has its value, on which every reader of a request relies.
pub(super) fn constant_check(field: &Field) -> Option<TokenStream> {
    let constant = field.constant.as_ref()?;
    let (ident, wire_name) = (tokens::ident(&field.ident), &field.wire_name);
    let text = tokens::text(constant);
    let message = format!("must be {constant}");
    Some(quote! {
        if self.#ident.as_str() != #text {
            return Err(Invalid::new(#message).at(#wire_name));
        }
    })
}

/// Returns the check that a field is there where another one makes it required.
pub(super) fn required_check(field: &Field, fields: &[Field]) -> Option<TokenStream> {
    let condition = field.required_if.as_ref()?;
    let by = fields
        .iter()
        .find(|other| other.wire_name == condition.field)?;
    let (ident, wire_name) = (tokens::ident(&field.ident), &field.wire_name);
    let holds = holds(by, condition).map(|holds| quote!(&& #holds));
    let message = format!(
        "must be given where `{}` is {}",
        condition.field,
        condition.is.join(" or ")
    );
    Some(quote! {
        if self.#ident.is_none() #holds {
            return Err(Invalid::new(#message).at(#wire_name));
        }
    })
}

/// Returns the expression that tells whether a field has one of the values; `None` where it always
/// has.
fn holds(by: &Field, condition: &RequiredIf) -> Option<TokenStream> {
    let ident = tokens::ident(&by.ident);
    if by.ty == Type::Boolean {
        let value = match by.presence {
            Presence::Required | Presence::Optional | Presence::Nullable => quote!(self.#ident),
            Presence::OptionalNullable => quote!(self.#ident.flatten()),
        };
        let [yes, no] = ["true", "false"].map(|word| condition.is.iter().any(|is| is == word));
        return match (by.presence, yes, no) {
            (Presence::Required, true, true) => None,
            (Presence::Required, true, false) => Some(value),
            (Presence::Required, false, _) => Some(quote!(!#value)),
            (_, true, true) => Some(quote!(#value.is_some())),
            (_, yes, _) => Some(quote!(#value == Some(#yes))),
        };
    }
    let values: Vec<_> = condition
        .is
        .iter()
        .map(|value| tokens::text(value))
        .collect();
    let has_one = |text: TokenStream| match values.as_slice() {
        [only] => quote!(#text.as_str() == #only),
        values => quote!(matches!(#text.as_str(), #(#values)|*)),
    };
    let of_value = has_one(quote!(by));
    Some(match by.presence {
        Presence::Required => has_one(quote!(self.#ident)),
        Presence::Optional | Presence::Nullable => {
            quote!(self.#ident.as_ref().is_some_and(|by| #of_value))
        }
        Presence::OptionalNullable => quote! {
            self.#ident.as_ref().and_then(Option::as_ref).is_some_and(|by| #of_value)
        },
    })
}
