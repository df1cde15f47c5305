//! Takes the secrets out of JSON, and remembers them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::names::in_a_private_key;
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

/// Hides private keys, and the values under the name of a secret or beside it, at any depth: in
/// answers, and in parameters that the spec does not declare.
///
/// `true` if something was hidden.
pub(crate) fn hide_named(value: &mut Value, needles: &mut Needles) -> bool {
    match value {
        Value::Object(object) => hide_fields(object, needles),
        Value::Array(values) => {
            let mut hidden = false;
            for value in values {
                hidden |= hide_named(value, needles);
            }
            hidden
        }
        Value::String(text) if in_a_private_key(text).is_some() => hide(value, needles),
        _ => false,
    }
}

fn hide_fields(object: &mut Map<String, Value>, needles: &mut Needles) -> bool {
    // The name of a secret may be a value itself: `{"name": "password", "value": "…"}`.
    let is_named = |(key, name): (&String, &Value)| {
        is_of_a_name(key) && name.as_str().is_some_and(is_secret_name)
    };
    let is_pair = object.iter().any(is_named);
    object.iter_mut().fold(false, |hidden, (name, value)| {
        let hides = if is_secret_name(name) || (is_pair && is_of_a_value(name)) {
            hide(value, needles)
        } else {
            hide_named(value, needles)
        };
        hides || hidden
    })
}

/// Returns whether a field says what the value beside it is called.
fn is_of_a_name(key: &str) -> bool {
    key.eq_ignore_ascii_case("name") || key.eq_ignore_ascii_case("key")
}

fn is_of_a_value(key: &str) -> bool {
    key.eq_ignore_ascii_case("value")
}

/// Remembers the values of JSON in a text that have the names of secrets, even if it is not JSON as
/// a whole, or has a key twice.
pub(crate) fn remember_named(text: &str, needles: &mut Needles) {
    let mut is_pair = false;
    for (name, value) in pairs(text) {
        if needles.are_too_many() {
            return;
        }
        let name = unquoted(name);
        if is_secret_name(&name) || (is_pair && is_of_a_value(&name)) {
            remember(&Value::String(unquoted(value)), needles);
        }
        if is_of_a_name(&name) {
            is_pair = is_secret_name(&unquoted(value));
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
    fn p304_a_secret_is_known_by_the_name_beside_it_and_a_private_key_by_its_form() {
        let mut needles = Needles::default();
        let key = "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----";
        let mut answer = json!({"data": [
            {"name": "password", "value": "first"},
            {"Value": ["second"], "Key": "api_key"},
            {"name": "speed", "value": "fast"},
            {"value": "slow"},
            {"text": key},
        ]});
        assert!(hide_named(&mut answer, &mut needles));
        let hidden = json!({"data": [
            {"name": "password", "value": "***"},
            {"Value": "***", "Key": "api_key"},
            {"name": "speed", "value": "fast"},
            {"value": "slow"},
            {"text": "***"},
        ]});
        assert_eq!(answer, hidden);

        let text = r#"{"name":"password","value":"third"},{"name":"speed","value":"fourth"}, oops"#;
        remember_named(text, &mut needles);
        for secret in ["first", "second", "third", key] {
            assert!(needles.are_in(secret), "{secret}");
        }
        for text in ["fast", "slow", "fourth", "password"] {
            assert!(!needles.are_in(text), "{text}");
        }
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
