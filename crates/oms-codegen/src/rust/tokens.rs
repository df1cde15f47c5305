//! Small pieces of Rust: identifiers, paths, literals and the expressions that several kinds of
//! files share.

use oms_spec::ir::{Since, Version};
use oms_spec::names;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote};

use crate::rust::imports::Imports;

/// Returns the name in Rust of the variant for a word of the spec, such as `ErrorCode` for
/// `error-code`.
pub(crate) fn variant(word: &str) -> Ident {
    ident(&names::pascal(word))
}

/// Returns the identifier of a name of the model, raw where it is a keyword.
///
/// Text that is no identifier becomes `_`, which the compiler refuses as a name: that is seen where
/// the code is compiled, and is no panic here.
pub(crate) fn ident(name: &str) -> Ident {
    if matches!(name, "self" | "Self" | "super" | "crate") || !names::is_identifier(name) {
        return Ident::new("_", Span::call_site());
    }
    if names::is_raw(name) {
        return Ident::new_raw(name, Span::call_site());
    }
    Ident::new(name, Span::call_site())
}

/// Returns an identifier for `prefix` and `name` together, such as the type parameter of a builder.
pub(crate) fn joined(prefix: &str, name: &str) -> Ident {
    ident(&format!("{prefix}{name}"))
}

/// Returns the name in Rust of the static or the constant for a name of the model, such as
/// `DATA_SOURCE` for `DataSource`.
pub(crate) fn constant(name: &str) -> Ident {
    ident(&names::snake(name).to_uppercase())
}

/// Returns the expression of an `Option`.
pub(crate) fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// Returns a path such as `crate::generated::shapes`.
pub(crate) fn path(text: &str) -> TokenStream {
    let segments = text.split("::").map(|segment| match segment {
        "crate" | "super" | "self" => Ident::new(segment, Span::call_site()),
        other => ident(other),
    });
    quote!(#(#segments)::*)
}

/// Returns a whole number, with `_` between groups of three digits.
pub(crate) fn integer(value: impl Into<i64>) -> TokenStream {
    let value = value.into();
    let sign = (value < 0).then(|| quote!(-));
    let literal = literal(&grouped(&value.unsigned_abs().to_string()));
    quote!(#sign #literal)
}

/// Returns a number; nothing if Rust cannot write it, which no value of JSON is.
pub(crate) fn number(value: f64) -> TokenStream {
    if !value.is_finite() {
        return TokenStream::new();
    }
    let sign = value.is_sign_negative().then(|| quote!(-));
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let fraction: Vec<String> = fraction
        .as_bytes()
        .chunks(3)
        .map(|digits| String::from_utf8_lossy(digits).into_owned())
        .collect();
    let literal = literal(&format!("{}.{}", grouped(whole), fraction.join("_")));
    quote!(#sign #literal)
}

/// Digits with `_` between groups of three, counted from the end.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

/// Returns a text literal that reads as its value does: raw where that spares escapes.
pub(crate) fn text(value: &str) -> TokenStream {
    let plain = value.chars().all(|character| !character.is_control());
    if plain && value.contains(['"', '\\']) {
        if !value.contains('"') {
            return literal(&format!("r\"{value}\""));
        }
        if !value.contains("\"#") {
            return literal(&format!("r#\"{value}\"#"));
        }
    }
    string(value).into_token_stream()
}

/// Returns a text literal with its escapes.
pub(crate) fn string(value: &str) -> Literal {
    let is_plain = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    // `Literal::string` asks of each character whether it needs an escape. Most texts here are
    // documentation that needs none, and to read the literal of such a text is far cheaper.
    let plain = value.bytes().all(is_plain);
    let read = plain.then(|| format!("\"{value}\"").parse().ok());
    read.flatten().unwrap_or_else(|| Literal::string(value))
}

/// Returns a literal from its own text; nothing if that is not a literal.
fn literal(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// Returns the expression of first versions; `None` where no version is known.
pub(crate) fn since(since: Since, imports: &mut Imports) -> Option<TokenStream> {
    let version = |version: Version| {
        let numbers = [version.major, version.minor, version.patch].map(Literal::u16_unsuffixed);
        quote!(Version::new(#(#numbers),*))
    };
    let expression = match (since.enterprise.map(version), since.community.map(version)) {
        (None, None) => return None,
        (Some(enterprise), None) => quote!(Since::enterprise(#enterprise)),
        (None, Some(community)) => quote!(Since::community(#community)),
        (Some(enterprise), Some(community)) => {
            quote!(Since::enterprise(#enterprise).and_community(#community))
        }
    };
    imports.add_all("oms_core", &["Since", "Version"]);
    Some(expression)
}

#[cfg(test)]
mod tests {
    use super::{integer, number, text};

    #[test]
    fn literals_are_written_as_a_person_writes_them() {
        for (tokens, expected) in [
            (integer(1_742_365_118_i64), "1_742_365_118"),
            (integer(-1000), "- 1_000"),
            (integer(i64::MIN), "- 9_223_372_036_854_775_808"),
            (number(0.5), "0.5"),
            (number(-1_234.567_89), "- 1_234.567_89"),
            (number(f64::NAN), ""),
            (text("a"), "\"a\""),
            (text("say \"a\""), "r#\"say \"a\"\"#"),
            (text("a\\b"), "r\"a\\b\""),
            (text("\"#\n"), "\"\\\"#\\n\""),
        ] {
            assert_eq!(tokens.to_string(), expected);
        }
    }
}
