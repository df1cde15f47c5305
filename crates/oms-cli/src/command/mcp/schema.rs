//! Arguments of a tool against its own schema, so that none is dropped, and the answer is never
//! about more than was asked for.

use oms_client::Shown;
use rmcp::model::Tool;
use serde_json::{Map, Value};

/// Refuses arguments that the schema of the tool does not allow. The names of actions are left to
/// the tools, which say what to do instead. Null is an argument that was not given.
pub(super) fn check(tool: &Tool, arguments: &Map<String, Value>) -> Result<(), String> {
    let properties = object(tool.input_schema.get("properties"));
    for (name, value) in arguments {
        let schema = properties.and_then(|properties| properties.get(name));
        let Some(schema) = schema else {
            return Err(unknown(tool, name, properties));
        };
        if let Some(kind) = refused(schema, value).filter(|_| !value.is_null()) {
            return Err(format!("`{name}` must be {kind}."));
        }
    }
    let required = tool.input_schema.get("required");
    let required = required.and_then(Value::as_array).into_iter().flatten();
    let is_given = |name: &&str| arguments.get(*name).is_some_and(|value| !value.is_null());
    let missing = required
        .filter_map(Value::as_str)
        .find(|name| !is_given(name));
    missing.map_or(Ok(()), |name| Err(format!("`{name}` is required.")))
}

/// Returns the whole number that a value is. JSON has one kind of number, and hosts whose numbers
/// have fractions write `50.0`.
pub(super) fn whole(value: &Value) -> Option<u64> {
    let Value::Number(number) = value else {
        return None;
    };
    let text = number.to_string();
    text.strip_suffix(".0").unwrap_or(&text).parse().ok()
}

fn object(value: Option<&Value>) -> Option<&Map<String, Value>> {
    value.and_then(Value::as_object)
}

fn unknown(tool: &Tool, name: &str, properties: Option<&Map<String, Value>>) -> String {
    let names: Vec<&str> = properties
        .into_iter()
        .flat_map(Map::keys)
        .map(String::as_str)
        .collect();
    let known = match names.as_slice() {
        [] => "It takes none".to_owned(),
        names => format!("It takes: {}", names.join(", ")),
    };
    format!("{} has no argument {}. {known}.", tool.name, Shown(name))
}

/// Returns what a value should be, if it is not that.
fn refused(schema: &Value, value: &Value) -> Option<String> {
    let kind = schema.get("type").and_then(Value::as_str);
    let (is_fit, wanted) = match kind.unwrap_or_default() {
        "string" => (value.is_string(), "a text"),
        "boolean" => (value.is_boolean(), "true or false, without quotes"),
        "object" => (value.is_object(), "an object"),
        "integer" => return out_of_range(schema, value),
        "array" => {
            let items = value.as_array();
            (
                items.is_some_and(|items| items.iter().all(Value::is_string)),
                "a list of texts",
            )
        }
        _ => (true, ""),
    };
    (!is_fit).then(|| wanted.to_owned())
}

/// As [`refused`], of a whole number between two bounds.
fn out_of_range(schema: &Value, value: &Value) -> Option<String> {
    let bound = |name| schema.get(name).and_then(Value::as_u64);
    let least = bound("minimum").unwrap_or(u64::MIN);
    let most = bound("maximum").unwrap_or(u64::MAX);
    let is_fit = whole(value).is_some_and(|value| (least..=most).contains(&value));
    (!is_fit).then(|| format!("a whole number from {least} to {most}, without quotes"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tools;
    use super::*;

    #[test]
    fn every_kind_of_argument_that_a_tool_has_is_checked() {
        for tool in tools::all(false) {
            for (name, schema) in object(tool.input_schema.get("properties")).unwrap() {
                // A text is no fit for anything but a text, and a number is none for that.
                let wrong = match schema["type"].as_str().unwrap() {
                    "string" => json!(7),
                    _ => json!("7"),
                };
                let given = Map::from_iter([(name.clone(), wrong)]);
                let refused = check(&tool, &given).unwrap_err();
                assert!(refused.contains(&format!("`{name}` must be")), "{refused}");
                if schema["type"] == "array" {
                    assert_eq!(schema["items"]["type"], "string", "{name}");
                }
                if schema["type"] == "integer" {
                    for (value, is_taken) in [
                        (json!(1), true),
                        (json!(50.0), true),
                        (json!(1_000_000), true),
                        (json!(1_000_000.0), true),
                        (json!(0), false),
                        (json!(-1), false),
                        (json!(1.5), false),
                        (json!(1_000_001), false),
                        (json!(1e30), false),
                    ] {
                        let refused = super::refused(schema, &value);
                        assert_eq!(refused.is_none(), is_taken, "{name}: {value}");
                        let words = refused.unwrap_or_default();
                        assert!(is_taken || words.contains("from 1 to 1000000"), "{words}");
                    }
                }
            }
        }
    }
}
