//! Makes answers short enough for a model to read: empty parts are left out, and an answer that is
//! too long is refused with advice on asking for less.

use serde_json::Value;

/// The longest answer, in bytes.
const LONGEST: usize = 60_000;

/// Returns a report without the fields that tell a model nothing new. Text that is not JSON stays
/// as it is.
pub(super) fn compact(text: &str) -> String {
    let text = match serde_json::from_str::<Value>(text) {
        Ok(mut report) => {
            if let Some(fields) = report.as_object_mut() {
                // They repeat what the model has asked for.
                for name in [
                    "schema_version",
                    "request",
                    "endpoint",
                    "profile",
                    "explanation",
                ] {
                    fields.remove(name);
                }
            }
            strip(&mut report);
            report.to_string()
        }
        Err(_) => text.trim_end().to_owned(),
    };
    if text.len() <= LONGEST {
        return crate::terminal::safe_json(&text).into_owned();
    }
    format!(
        "The answer takes {} bytes, and at most {LONGEST} are given. Ask for less: with `limit`, with a filter, or \
         with `query` for a part of it.",
        text.len()
    )
}

/// Removes members that are null or empty from objects.
fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(strip);
            fields.retain(|_, value| !says_nothing(value));
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_left_out_and_what_is_too_long_is_refused() {
        let report = r#"{"schema_version":1,"kind":"result","data":[{"a":null,"b":0,"c":{"d":""}}],"causes":[]}"#;
        assert_eq!(compact(report), r#"{"data":[{"b":0}],"kind":"result"}"#);
        assert_eq!(compact("no JSON\n"), "no JSON");
        let long = format!("{:?}", "a".repeat(LONGEST));
        assert!(compact(&long).contains("Ask for less"));
    }
}
