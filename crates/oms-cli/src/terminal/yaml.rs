//! JSON as YAML, for people who read and compare structures. Every text is in quotes, as in JSON,
//! so that none is taken for a number, a date or `no`.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Ordered, safe};

/// The longest key that stands before its colon in one line, in characters, as YAML counts them.
const LONGEST_KEY: usize = 1_024;

/// Writes a value as a document of YAML 1.2, in block style, in which no text acts on a terminal.
pub(crate) fn of(value: &Ordered) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    let text = text.trim_start_matches('\n');
    format!("{}\n", safe::yaml(text))
}

/// Writes a value behind a key or a dash: a scalar on the same line, anything else on the next
/// ones.
fn write(value: &Ordered, depth: usize, text: &mut String) {
    // A text takes whatever is written to it.
    match value {
        Ordered::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                let (indent, key) = (indent(depth), key(name));
                // Behind a longer key, readers see no colon unless the key is announced.
                let _ = if safe::yaml(&key).chars().count() > LONGEST_KEY {
                    write!(text, "\n{indent}? {key}\n{indent}:")
                } else {
                    write!(text, "\n{indent}{key}:")
                };
                under(value, depth, text);
            }
        }
        Ordered::List(items) if !items.is_empty() => {
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

fn under(value: &Ordered, depth: usize, text: &mut String) {
    let is_block = match value {
        Ordered::Object(fields) => !fields.is_empty(),
        Ordered::List(items) => !items.is_empty(),
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
    use serde_json::value::RawValue;

    use super::*;

    #[test]
    fn a_structure_is_written_in_blocks_in_its_order_and_every_text_in_quotes() {
        let json = r#"{"kind":"result","no":"no","empty":[],
            "data":[{"id":"np_1","lag":7,"tags":["a","2025-03-19"]},[1,null],{}],"a":0.10}"#;
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
a: 0.10
";
        assert_eq!(of(&Ordered::read(json)), expected);
        assert_eq!(of(&Ordered::of(&"a\nb")), "\"a\\nb\"\n");
        let odd = Ordered::of(&[("\u{e0067}", "\u{ffff}")]);
        assert_eq!(of(&odd), "-\n  - \"\\U000e0067\"\n  - \"\\uffff\"\n");
        let odd = Ordered::read("{\"\u{e0067}\": 1}");
        assert_eq!(of(&odd), "\"\\U000e0067\": 1\n");
    }

    #[test]
    fn a_number_of_any_size_is_written_as_it_came_in_every_format() {
        use crate::terminal::{to_csv, to_json_lines, to_text};

        for number in [
            "1e400",
            "-1e400",
            "1E-400",
            "-0",
            "123456789012345678901234567890.10",
        ] {
            let data = RawValue::from_string(format!("[{{\"a\":{number}}}]")).unwrap();
            let yaml = of(&Ordered::read(data.get()));
            let (table, _) = to_text(&data, None);
            let (csv, _) = to_csv(&data);
            for (written, expected) in [
                (yaml, format!("-\n  a: {number}\n")),
                (to_json_lines(&data), format!("{{\"a\":{number}}}\n")),
                (csv, format!("a\r\n{number}\r\n")),
            ] {
                assert_eq!(written, expected);
            }
            assert!(table.ends_with(&format!("{number}\n")), "{table}");
        }
    }

    #[test]
    fn a_key_that_is_too_long_for_one_line_is_announced() {
        let longest = "a".repeat(LONGEST_KEY);
        let json = format!(r#"{{"{longest}":{{"{longest}b":[1],"{longest}c":2}},"d":{{}}}}"#);
        let inner = format!("  ? {longest}b\n  :\n    - 1\n  ? {longest}c\n  : 2\n");
        let expected = format!("{longest}:\n{inner}d: {{}}\n");
        assert_eq!(of(&Ordered::read(&json)), expected);
        // An escape is as long as it is written.
        let escaped = "\u{7f}".repeat(LONGEST_KEY / 4);
        let text = of(&Ordered::read(&format!(r#"{{"{escaped}":1}}"#)));
        assert!(
            text.starts_with("? \"") && text.ends_with("\"\n: 1\n"),
            "{text}"
        );
    }
}
