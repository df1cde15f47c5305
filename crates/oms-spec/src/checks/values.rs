//! Whether a value of an example keeps the rules of its field and of its shape.

use crate::ir::{IntegerRule, TextRule};
use crate::json::{Kind, Node};
use crate::pattern;
use crate::raw::{self, Field, Rules, Shape, Unit};

/// The rule for the texts of a field.
pub(crate) fn text_rule_of_field(field: &Field) -> TextRule {
    text_rule(&field.rules)
}

/// The rule for the texts of a shape.
pub(crate) fn text_rule_of_shape(shape: &Shape) -> TextRule {
    text_rule(&shape.rules)
}

fn text_rule(rules: &Rules) -> TextRule {
    TextRule {
        characters: rules
            .characters
            .as_ref()
            .and_then(|text| raw::characters(&text.value))
            .unwrap_or_default(),
        pattern: rules
            .pattern
            .as_ref()
            .and_then(|text| pattern::parse(&text.value)),
        min_length: rules.min_length.map(|(length, _)| length),
        max_length: rules.max_length.map(|(length, _)| length),
        usual_prefix: rules.usual_prefix.as_ref().map(|text| text.value.clone()),
    }
}

/// The rule for whole numbers.
pub(crate) fn integer_rule(rules: &Rules) -> IntegerRule {
    IntegerRule {
        minimum: rules.minimum.map(|(number, _)| number),
        maximum: rules.maximum.map(|(number, _)| number),
    }
}

/// What a value of a request breaks, in a few words.
pub(super) fn broken(
    node: &Node,
    field_rules: Option<&Rules>,
    shape: Option<&Shape>,
) -> Option<String> {
    let of_shape = shape.map(|shape| &shape.rules);
    match &node.kind {
        Kind::Text(text) => {
            if let Some(Unit::UtcDateTime) = shape
                .and_then(|shape| shape.unit.as_ref())
                .map(|(unit, _)| *unit)
            {
                return (!is_date_time(text))
                    .then(|| "is no date and time such as `2024-09-13T09:08:34`".to_owned());
            }
            if let Some(Unit::EpochSeconds { .. }) = shape
                .and_then(|shape| shape.unit.as_ref())
                .map(|(unit, _)| *unit)
            {
                let digits = text.chars().all(|character| character.is_ascii_digit());
                return match text.as_str() {
                    "" => Some("is empty".to_owned()),
                    _ if digits => seconds_break(text.parse().unwrap_or(i64::MAX)),
                    _ => None,
                };
            }
            let named = shape.is_some_and(|shape| shape.unit.is_none() && shape.secret.is_none());
            if named && text.is_empty() {
                return Some("is empty".to_owned());
            }
            [of_shape, field_rules]
                .into_iter()
                .flatten()
                .find_map(|rules| text_breaks(text, &text_rule(rules)))
        }
        Kind::Number(digits) => {
            let number: i64 = digits.parse().ok()?;
            if let Some(Unit::EpochSeconds { .. }) = shape
                .and_then(|shape| shape.unit.as_ref())
                .map(|(unit, _)| *unit)
            {
                return seconds_break(number);
            }
            [of_shape, field_rules]
                .into_iter()
                .flatten()
                .find_map(|rules| integer_breaks(number, integer_rule(rules)))
        }
        Kind::List(items) => {
            let most = field_rules.and_then(|rules| rules.max_items)?.0;
            (items.len() > usize::try_from(most).unwrap_or(usize::MAX))
                .then(|| format!("has more than {most} items"))
        }
        _ => None,
    }
}

/// Ten digits at the most, as the client holds it: more are milliseconds.
fn seconds_break(number: i64) -> Option<String> {
    (!(0..=9_999_999_999).contains(&number))
        .then(|| "is no number of seconds: it has more than ten digits".to_owned())
}

fn text_breaks(text: &str, rule: &TextRule) -> Option<String> {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if let Some(least) = rule.min_length.filter(|least| length < *least) {
        return Some(format!("has fewer than {least} characters"));
    }
    if let Some(most) = rule.max_length.filter(|most| length > *most) {
        return Some(format!("has more than {most} characters"));
    }
    let allowed = |character: &char| {
        rule.characters.is_empty()
            || rule
                .characters
                .iter()
                .any(|(low, high)| (*low..=*high).contains(character))
    };
    if let Some(character) = text.chars().find(|character| !allowed(character)) {
        return Some(format!(
            "holds `{}`, which its rule does not allow",
            character.escape_debug()
        ));
    }
    match &rule.pattern {
        Some(pattern) if !pattern::matches(pattern, text) => {
            Some(format!("does not match `{}`", pattern.source))
        }
        _ => None,
    }
}

fn integer_breaks(number: i64, rule: IntegerRule) -> Option<String> {
    if let Some(least) = rule.minimum.filter(|least| number < *least) {
        return Some(format!("is less than {least}"));
    }
    rule.maximum
        .filter(|most| number > *most)
        .map(|most| format!("is greater than {most}"))
}

/// The form alone; which days a month has is the client's to know.
fn is_date_time(text: &str) -> bool {
    let form = "dddd-dd-ddTdd:dd:dd";
    text.len() == form.len()
        && text.chars().zip(form.chars()).all(|(character, form)| {
            if form == 'd' {
                character.is_ascii_digit()
            } else {
                character == form
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Span, Text};
    use crate::ir::WireForm;

    #[test]
    fn a_moment_in_text_keeps_the_rule_of_the_number() {
        let unit = Unit::EpochSeconds {
            wire: WireForm::Text,
            raw: true,
        };
        let shape = Shape {
            unit: Some((unit, Text::default())),
            ..Shape::default()
        };
        for (text, expected) in [
            ("1742365118", true),
            ("100,30", true),
            ("", false),
            ("1742365118000", false),
            ("99999999999999999999999", false),
        ] {
            let node = Node {
                span: Span::nowhere(),
                kind: Kind::Text(text.to_owned()),
            };
            assert_eq!(
                broken(&node, None, Some(&shape)).is_none(),
                expected,
                "{text}"
            );
        }
    }
}
