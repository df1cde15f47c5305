//! The parameters of a request, where its secrets are searched for.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::text::redact::end_of_text;

/// The parameters of a request as a value, and the texts of those that no value can hold, such as a
/// number beyond every float or JSON that is nested too deep: a text that cannot be searched may be
/// any secret.
pub(super) fn parameters(body: &[u8]) -> (Value, Vec<String>) {
    if let Ok(body) = serde_json::from_slice(body) {
        return (body, Vec::new());
    }
    let (mut held, mut texts) = (Map::new(), Vec::new());
    match serde_json::from_slice::<BTreeMap<String, &RawValue>>(body) {
        Ok(parameters) => {
            for (name, raw) in parameters {
                match serde_json::from_str(raw.get()) {
                    Ok(value) => drop(held.insert(name, value)),
                    Err(_) => add_texts(raw.get(), &mut texts),
                }
            }
        }
        Err(_) => add_texts(&String::from_utf8_lossy(body), &mut texts),
    }
    (Value::Object(held), texts)
}

/// Adds the texts of JSON, without its keys. One that is no text to Rust is added as it is written.
fn add_texts(json: &str, texts: &mut Vec<String>) {
    let mut rest = json;
    while let Some((_, behind)) = rest.split_once('"') {
        let end = end_of_text(behind);
        let (text, after) = behind.split_at_checked(end).unwrap_or((behind, ""));
        rest = after.get(1..).unwrap_or_default();
        if !rest.trim_start().starts_with(':') {
            let read = serde_json::from_str(&format!("\"{text}\""));
            texts.push(read.unwrap_or_else(|_| text.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::parameters;

    #[test]
    fn a_parameter_that_no_value_can_hold_is_searched_text_by_text() {
        let deep = format!("{}\"a\"{}", "[".repeat(200), "]".repeat(200));
        for (odd, texts) in [
            ("1e400", vec![]),
            (r#""\ud800\"x\\""#, vec![r#"\ud800\"x\\"#]),
            (
                r#"{"a":"b\n","c" : ["d",1e400,"\\"]}"#,
                vec!["b\n", "d", "\\"],
            ),
            (deep.as_str(), vec!["a"]),
        ] {
            let body = format!(r#"{{"password":"p","odd":{odd},"name":"n"}}"#);
            let held = json!({"password": "p", "name": "n"});
            let texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
            assert_eq!(parameters(body.as_bytes()), (held, texts), "{body}");
        }
        let body = br#"{"a":"b"}"#;
        assert_eq!(parameters(body), (json!({"a": "b"}), vec![]));
        let body = br#"["a",1e400]"#;
        assert_eq!(parameters(body), (json!({}), vec!["a".to_owned()]));
    }
}
