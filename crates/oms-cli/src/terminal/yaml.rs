//! JSON as YAML, for people who read and compare structures. Every text is in quotes, as in JSON,
//! so that none is taken for a number, a date or `no`.

use std::fmt::Write as _;

use serde_json::Value;

/// Writes a value as a document of YAML 1.2, in block style.
pub(crate) fn of(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    let text = text.trim_start_matches('\n');
    format!("{text}\n")
}

/// Writes a value behind a key or a dash: a scalar on the same line, anything else on the next
/// ones.
fn write(value: &Value, depth: usize, text: &mut String) {
    // A text takes whatever is written to it.
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                let _ = write!(text, "\n{}{}:", indent(depth), key(name));
                under(value, depth, text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                let _ = write!(text, "\n{}-", indent(depth));
                under(item, depth, text);
            }
        }
        scalar => {
            let _ = write!(text, "{scalar}");
        }
    }
}

fn under(value: &Value, depth: usize, text: &mut String) {
    let is_block = match value {
        Value::Object(fields) => !fields.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    if !is_block {
        text.push(' ');
    }
    write(value, depth + 1, text);
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth)
}

/// Writes a key: bare if it is a plain word that no reader takes for anything else.
fn key(name: &str) -> String {
    let mut letters = name.chars();
    let begins = letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic());
    let is_plain = begins && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    let is_word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        .contains(&name.to_ascii_lowercase().as_str());
    if is_plain && !is_word {
        name.to_owned()
    } else {
        Value::from(name).to_string()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_structure_is_written_in_blocks_and_every_text_in_quotes() {
        let value = json!({
            "kind": "result",
            "no": "no",
            "empty": [],
            "data": [{"id": "np_1", "lag": 7, "tags": ["a", "2025-03-19"]}, [1, null], {}],
        });
        let expected = "\
kind: \"result\"
\"no\": \"no\"
empty: []
data:
  -
    id: \"np_1\"
    lag: 7
    tags:
      - \"a\"
      - \"2025-03-19\"
  -
    - 1
    - null
  - {}
";
        assert_eq!(of(&value).lines().count(), expected.lines().count());
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&of(&value)), sorted(expected));
        assert_eq!(of(&json!("a\nb")), "\"a\\nb\"\n");
    }
}
