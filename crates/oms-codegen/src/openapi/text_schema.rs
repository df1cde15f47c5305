//! The rules of a text as keywords of JSON Schema.

use oms_spec::ir::TextRule;
use serde_json::{Value, json};

use super::maker::{Maker, set};

/// Adds the rules of a text; the service is held to none.
pub(super) fn with_text(mut schema: Value, rule: &TextRule, maker: Maker) -> Value {
    if maker == Maker::Service {
        return json!({ "type": "string" });
    }
    for (key, length) in [
        ("minLength", rule.min_length),
        ("maxLength", rule.max_length),
    ] {
        if let Some(length) = length {
            set(&mut schema, key, json!(length));
        }
    }
    let pattern = rule
        .pattern
        .as_ref()
        .map(|pattern| format!("^(?:{})$", pattern.source));
    let characters =
        (!rule.characters.is_empty()).then(|| format!("^[{}]+$", class(&rule.characters)));
    match (pattern, characters) {
        (Some(pattern), Some(characters)) => {
            set(&mut schema, "pattern", json!(pattern));
            // A schema has one pattern, and a text has to keep both.
            set(&mut schema, "allOf", json!([{ "pattern": characters }]));
        }
        (Some(pattern), None) | (None, Some(pattern)) => {
            set(&mut schema, "pattern", json!(pattern));
        }
        (None, None) => {}
    }
    schema
}

/// Returns the inside of a class of a regular expression.
fn class(ranges: &[(char, char)]) -> String {
    let mut class = String::new();
    for (low, high) in ranges {
        escaped(*low, &mut class);
        if low != high {
            class.push('-');
            escaped(*high, &mut class);
        }
    }
    class
}

fn escaped(character: char, class: &mut String) {
    if matches!(character, '\\' | ']' | '[' | '^' | '-') {
        class.push('\\');
    }
    class.push(character);
}
