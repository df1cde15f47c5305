//! Rules as constant expressions of the runtime's types, and the constants that hold those of
//! fields.

use oms_spec::ir::{Field, IntegerRule, Pattern, Piece, TextRule};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// Returns the rule of a text that names something: empty texts are refused.
pub(super) fn name(rule: &TextRule, imports: &mut Imports) -> TokenStream {
    text(rule, None, imports)
}

/// Returns the rule of a free text: it may be empty where nothing forbids it, and have several
/// lines.
fn free_text(rule: &TextRule, imports: &mut Imports) -> TokenStream {
    let may_be_empty = rule.min_length.unwrap_or(0) == 0
        && rule
            .pattern
            .as_ref()
            .is_none_or(|pattern| pattern.pieces.iter().all(|piece| piece.min == 0));
    let empty = may_be_empty.then(|| quote!(.allow_empty()));
    // A pattern is written for one line, and says little of line breaks where it says what may not
    // be there.
    let line_breaks = rule.pattern.is_none().then(|| quote!(.allow_line_breaks()));
    text(rule, Some(&quote!(#empty #line_breaks)), imports)
}

fn text(rule: &TextRule, allowed: Option<&TokenStream>, imports: &mut Imports) -> TokenStream {
    imports.add("oms_core", "TextRule");
    let characters = (!rule.characters.is_empty()).then(|| {
        let ranges = ranges(&rule.characters);
        quote!(.characters(#ranges))
    });
    let min_length = rule.min_length.map(|least| {
        let least = tokens::integer(least);
        quote!(.min_length(#least))
    });
    let max_length = rule.max_length.map(|most| {
        let most = tokens::integer(most);
        quote!(.max_length(#most))
    });
    let pattern = rule.pattern.as_ref().map(|rule| {
        let pattern = pattern(rule, imports);
        quote!(.pattern(#pattern))
    });
    let usual_prefix = rule
        .usual_prefix
        .as_ref()
        .map(|prefix| quote!(.usual_prefix(#prefix)));
    quote!(TextRule::new() #allowed #characters #min_length #max_length #pattern #usual_prefix)
}

fn pattern(pattern: &Pattern, imports: &mut Imports) -> TokenStream {
    imports.add_all("oms_core", &["Pattern", "Piece"]);
    let source = tokens::text(&pattern.source);
    let pieces = pattern.pieces.iter().map(piece);
    quote!(Pattern::new(#source, &[#(#pieces),*]))
}

fn piece(piece: &Piece) -> TokenStream {
    let ranges = ranges(&piece.ranges);
    let start = if piece.negated {
        quote!(Piece::none_of(#ranges))
    } else {
        quote!(Piece::new(#ranges))
    };
    let least = tokens::integer(piece.min);
    match piece.max {
        Some(1) if piece.min == 1 => start,
        Some(most) => {
            let most = tokens::integer(most);
            quote!(#start.times(#least, #most))
        }
        None => quote!(#start.at_least(#least)),
    }
}

fn ranges(ranges: &[(char, char)]) -> TokenStream {
    let ranges = ranges.iter().map(|(first, last)| quote!((#first, #last)));
    quote!(&[#(#ranges),*])
}

/// Returns the rule of a whole number; `None` where every one may be sent.
pub(super) fn integer(rule: IntegerRule, imports: &mut Imports) -> Option<TokenStream> {
    let minimum = rule.minimum.map(|least| {
        let least = tokens::integer(least);
        quote!(.minimum(#least))
    });
    let maximum = rule.maximum.map(|greatest| {
        let greatest = tokens::integer(greatest);
        quote!(.maximum(#greatest))
    });
    if minimum.is_none() && maximum.is_none() {
        return None;
    }
    imports.add("oms_core", "IntegerRule");
    Some(quote!(IntegerRule::new() #minimum #maximum))
}

/// Returns the constants that hold the rules of fields, where they have any beyond those of their
/// types.
pub(super) fn constants(fields: &[Field], imports: &mut Imports) -> Vec<TokenStream> {
    let mut constants = Vec::new();
    for field in fields {
        let wire_name = &field.wire_name;
        if let Some(name) = of_text(field) {
            let rule = free_text(&field.rules.text, imports);
            let docs = Docs::own(format!(
                "The rules that `{wire_name}` must keep before it is sent."
            ));
            constants.push(constant(&docs, &name, "TextRule", &rule));
        }
        if let Some(name) = of_integer(field)
            && let Some(rule) = integer(field.rules.integer, imports)
        {
            let docs = Docs::own(format!("Which numbers may be sent as `{wire_name}`."));
            constants.push(constant(&docs, &name, "IntegerRule", &rule));
        }
        if let (Some(name), Some(most)) = (of_items(field), field.rules.max_items) {
            imports.add("oms_core", "ListRule");
            let most = tokens::integer(most);
            let docs = Docs::own(format!(
                "The number of items that `{wire_name}` may have when it is sent."
            ));
            let rule = quote!(ListRule::new().max_items(#most));
            constants.push(constant(&docs, &name, "ListRule", &rule));
        }
    }
    constants
}

fn constant(docs: &Docs, name: &Ident, ty: &str, rule: &TokenStream) -> TokenStream {
    let ty = tokens::ident(ty);
    quote! {
        #docs
        pub const #name: #ty = #rule;
    }
}

/// Returns the constant with the rule of a field's texts; `None` where every text may be sent.
pub(crate) fn of_text(field: &Field) -> Option<Ident> {
    (field.rules.text != TextRule::default()).then(|| named(field, "RULE"))
}

/// Returns the constant with the rule of a field's whole numbers; `None` where every one may be
/// sent.
pub(crate) fn of_integer(field: &Field) -> Option<Ident> {
    (field.rules.integer != IntegerRule::default()).then(|| named(field, "RULE"))
}

/// Returns the constant with the rule of a field's number of items; `None` where there may be any
/// number.
pub(crate) fn of_items(field: &Field) -> Option<Ident> {
    field.rules.max_items.map(|_| named(field, "COUNT_RULE"))
}

fn named(field: &Field, suffix: &str) -> Ident {
    let name = field.ident.trim_end_matches('_').to_uppercase();
    tokens::ident(&format!("{name}_{suffix}"))
}
