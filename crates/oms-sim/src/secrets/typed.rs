//! Takes the secrets out of JSON, and remembers them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::pairs::pairs;
use super::{HIDDEN, Needles, is_secret_name};
use crate::generated::ACTIONS;
use crate::rules;

/// Hides the values that the spec declares secrets among the parameters of an action, at any depth.
///
/// `true` if something was hidden.
pub(crate) fn hide_typed(action: &str, parameters: &mut Value, needles: &mut Needles) -> bool {
    let known = ACTIONS.iter().find(|known| known.name == action);
    let (Some(action), Value::Object(parameters)) = (known, parameters) else {
        return false;
    };
    let mut hidden = rules::secrets(action.request, parameters, &mut |value| {
        hide(value, needles)
    });
    if action.further {
        // Nobody knows what a parameter is that is not declared.
        for value in rules::undeclared(action.request, parameters) {
            hidden |= hide(value, needles);
        }
    }
    hidden
}

/// Hides the values under the name of a secret, at any depth: in answers, and in parameters that
/// the spec does not declare.
///
/// `true` if something was hidden.
pub(crate) fn hide_named(value: &mut Value, needles: &mut Needles) -> bool {
    match value {
        Value::Object(object) => hide_fields(object, needles),
        Value::Array(values) => {
            values
                .iter_mut()
                .filter_map(|value| hide_named(value, needles).then_some(()))
                .count()
                > 0
        }
        _ => false,
    }
}

fn hide_fields(object: &mut Map<String, Value>, needles: &mut Needles) -> bool {
    object.iter_mut().fold(false, |hidden, (name, value)| {
        let hides = if is_secret_name(name) {
            hide(value, needles)
        } else {
            hide_named(value, needles)
        };
        hides || hidden
    })
}

/// Remembers the values of JSON in a text that have the names of secrets, even if it is not JSON as
/// a whole, or has a key twice.
pub(crate) fn remember_named(text: &str, needles: &mut Needles) {
    for (name, value) in pairs(text) {
        if needles.are_too_many() {
            return;
        }
        if is_secret_name(&unquoted(name)) {
            remember(&Value::String(unquoted(value)), needles);
        }
    }
}

/// The text that JSON writes so; anything else as it is.
fn unquoted(quoted: &str) -> String {
    serde_json::from_str::<String>(quoted).unwrap_or_else(|_| quoted.to_owned())
}

/// Hides a value whole, and remembers every text and number in it. A null says nothing, and neither
/// does a boolean.
fn hide(value: &mut Value, needles: &mut Needles) -> bool {
    if value.is_null() || value.is_boolean() {
        return false;
    }
    remember(value, needles);
    *value = HIDDEN.into();
    true
}

fn remember(value: &Value, needles: &mut Needles) {
    match value {
        Value::String(text) => {
            needles.add(text);
            // A secret may travel as Base64, and be repeated as it is.
            if let Ok(plain) = STANDARD.decode(text) {
                needles.add_bytes(&plain);
            }
        }
        Value::Number(number) => needles.add(&number.to_string()),
        Value::Array(values) => values.iter().for_each(|value| remember(value, needles)),
        Value::Object(object) => object.values().for_each(|value| remember(value, needles)),
        Value::Null | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_secret_is_hidden_by_its_type_and_by_its_name() {
        let mut needles = Needles::default();
        let mut parameters = json!({"name": "a", "password": "aHVudGVyMg==", "pwd": "left-alone"});
        let mut partly_known = parameters.clone();
        let mut typed =
            |action, parameters: &mut Value| hide_typed(action, parameters, &mut needles);
        assert!(typed("CreatePilarDBDataSource", &mut parameters));
        assert_eq!(
            parameters,
            json!({"name": "a", "password": "***", "pwd": "left-alone"})
        );
        // Of an action that is known in part, nobody knows what else is a secret.
        assert!(typed("CreateMySqlDataSource", &mut partly_known));
        assert_eq!(
            partly_known,
            json!({"name": "a", "password": "***", "pwd": "***"})
        );
        assert!(!typed("ListProjects", &mut json!({"password": "x"})));
        assert!(!typed("NoSuchAction", &mut json!({"password": "x"})));
        assert!(needles.are_in("it was hunter2") && needles.are_in("aHVudGVyMg=="));

        let mut answer =
            json!({"data": [{"apiKey": {"a": ["canary", 12_345]}, "token": null, "auth": true}]});
        assert!(hide_named(&mut answer, &mut needles));
        assert_eq!(
            answer,
            json!({"data": [{"apiKey": "***", "token": null, "auth": true}]})
        );
        assert!(needles.are_in("canary") && needles.are_in("12345"));
    }
    #[test]
    fn a_secret_is_remembered_from_what_is_no_strict_json() {
        let mut needles = Needles::default();
        let text = r#"{"password":"first","password" : "sec\u006fnd","apiKey":123456,"name":"plain", oops"#;
        remember_named(text, &mut needles);
        for secret in ["first", "second", "123456"] {
            assert!(needles.are_in(secret), "{secret}");
        }
        assert!(!needles.are_in("plain"));
    }
}
