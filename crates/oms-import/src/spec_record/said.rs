//! The statements of the spec's types and rules, in the form that descriptions have.

use oms_spec::ir::{
    Field, IntegerRule, Pattern, SecretForm, TextRule, TimeUnit, TypeKind, WireForm,
};

use crate::prose::{Said, Unit};
use crate::shown::Kind;

/// The statements of a named type. Of two spellings of a value, the one that the page has is taken.
pub(super) fn of_type(kind: &TypeKind, on_page: &[String], said: &mut Said) {
    match kind {
        TypeKind::Text(rule) => text(rule, said),
        TypeKind::Secret(form) => said.base64 = *form == SecretForm::Base64,
        TypeKind::UtcDateTime => said.unit = Some(Unit::Utc),
        TypeKind::Integer(rule) => integer(*rule, said),
        TypeKind::Duration { unit, rule } => {
            integer(*rule, said);
            said.unit = Some(match unit {
                TimeUnit::Milliseconds => Unit::Milliseconds,
                TimeUnit::Seconds => Unit::Seconds,
                TimeUnit::Hours => Unit::Hours,
            });
        }
        TypeKind::EpochSeconds { .. } => said.unit = Some(Unit::EpochSeconds),
        TypeKind::Enum(members) => {
            let spelled = members.iter().map(|member| {
                let other = member.also.iter().find(|also| on_page.contains(also));
                let own = on_page.contains(&member.wire_name);
                other.filter(|_| !own).unwrap_or(&member.wire_name).clone()
            });
            said.values = spelled.collect();
        }
        TypeKind::Keyed(_) | TypeKind::Object { .. } | TypeKind::Union(_) => {}
    }
}

/// The statements of the rules of a field.
pub(super) fn rules(field: &Field, said: &mut Said) {
    text(&field.rules.text, said);
    integer(field.rules.integer, said);
    said.max_items = field.rules.max_items.map(u64::from);
    said.default = field
        .default
        .as_ref()
        .map(|json| json.trim_matches('"').to_owned());
}

fn text(rule: &TextRule, said: &mut Said) {
    let of_rule = rule.max_length.map(u64::from);
    let of_pattern = rule.pattern.as_ref().and_then(longest);
    let most = of_rule.into_iter().chain(of_pattern).min();
    said.max_length = most.or(said.max_length);
    let blank = |(first, last): &(char, char)| (*first..=*last).contains(&' ');
    let by_characters = !rule.characters.is_empty() && !rule.characters.iter().any(blank);
    let by_pattern = rule.pattern.as_ref().is_some_and(|pattern| {
        let takes_blanks = pattern
            .pieces
            .iter()
            .any(|piece| piece.ranges.iter().any(blank) != piece.negated);
        !takes_blanks
    });
    said.no_blanks |= by_characters || by_pattern;
}

/// The length of the longest text that matches a pattern; `None` where there is none.
fn longest(pattern: &Pattern) -> Option<u64> {
    let pieces = pattern.pieces.iter();
    pieces.map(|piece| piece.max.map(u64::from)).sum()
}

fn integer(rule: IntegerRule, said: &mut Said) {
    said.minimum = rule
        .minimum
        .map(|least| least.to_string())
        .or(said.minimum.take());
    said.maximum = rule
        .maximum
        .map(|most| most.to_string())
        .or(said.maximum.take());
}

/// The kinds of the values of a named type that is neither an object nor a union; none for any
/// kind.
pub(super) fn kinds(kind: &TypeKind) -> &'static [Kind] {
    match kind {
        TypeKind::Integer(_)
        | TypeKind::Duration { .. }
        | TypeKind::EpochSeconds {
            wire: WireForm::Number,
            raw: false,
        } => &[Kind::Number],
        TypeKind::EpochSeconds { raw: true, .. } => &[Kind::Number, Kind::String],
        TypeKind::Keyed(_)
        | TypeKind::Secret(SecretForm::Json)
        | TypeKind::Object { .. }
        | TypeKind::Union(_) => &[],
        _ => &[Kind::String],
    }
}
