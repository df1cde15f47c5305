//! Small pieces of Rust: identifiers, paths and literals.

use oms_spec::names;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// The identifier of a name of the model, raw where it is a keyword.
///
/// Text that is no identifier becomes `_`, which no emitter's output parses with: a defect is reported instead of a panic.
pub(crate) fn ident(name: &str) -> Ident {
    if !is_identifier(name) {
        return Ident::new("_", Span::call_site());
    }
    if names::is_raw(name) {
        return Ident::new_raw(name, Span::call_site());
    }
    Ident::new(name, Span::call_site())
}

/// An identifier for `prefix` and `name` together, such as the type parameter of a builder.
pub(crate) fn joined(prefix: &str, name: &str) -> Ident {
    ident(&format!("{prefix}{name}"))
}

/// A path such as `crate::generated::shapes`.
pub(crate) fn path(text: &str) -> TokenStream {
    let segments = text.split("::").map(|segment| match segment {
        "crate" | "super" | "self" => Ident::new(segment, Span::call_site()),
        other => ident(other),
    });
    quote!(#(#segments)::*)
}

/// A whole number, with `_` between groups of three digits.
pub(crate) fn integer(value: i64) -> TokenStream {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    let sign = (value < 0).then(|| quote!(-));
    let literal = literal(&text);
    quote!(#sign #literal)
}

/// A number; nothing where it is none that Rust can write, which the parser then reports.
pub(crate) fn number(value: f64) -> TokenStream {
    if !value.is_finite() {
        return TokenStream::new();
    }
    let sign = value.is_sign_negative().then(|| quote!(-));
    let literal = Literal::f64_unsuffixed(value.abs());
    quote!(#sign #literal)
}

/// A text literal that reads as its value does: raw where that spares escapes.
pub(crate) fn text(value: &str) -> TokenStream {
    let plain = value.chars().all(|character| !character.is_control());
    if plain && value.contains('"') && !value.contains("\"#") && !value.contains('\r') {
        return literal(&format!("r#\"{value}\"#"));
    }
    let literal = Literal::string(value);
    quote!(#literal)
}

/// A literal from its own text; nothing where that is no literal, which the parser then reports.
fn literal(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// Whether a name is an ASCII identifier or keyword that can be written in Rust.
fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    let starts = characters
        .next()
        .is_some_and(|first| first == '_' || first.is_ascii_alphabetic());
    let reserved = matches!(name, "_" | "self" | "Self" | "super" | "crate");
    starts
        && !reserved
        && characters.all(|character| character == '_' || character.is_ascii_alphanumeric())
}
