//! Takes secrets out of parameters before they are shown, saved or written to the journal.
//!
//! The parameters stand here as they go over the wire, where a secret is a text like any other, so its name must tell. It is
//! better to hide a name that was none than to show one that was.

use serde_json::Value;

/// What stands in the place of a secret.
pub(crate) const HIDDEN: &str = "(hidden)";

/// Parts of the names under which secrets travel, in lower case.
const NAMES: &[&str] = &[
    "password",
    "passwd",
    "secret",
    "accesskey",
    "token",
    "credential",
    "privatekey",
];

/// Replaces every secret in the parameters of an action, at any depth.
pub(crate) fn secrets(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                if is_secret(name) && !value.is_null() {
                    *value = Value::from(HIDDEN);
                } else {
                    secrets(value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(secrets),
        _ => {}
    }
}

/// Whether the parameters hold a secret.
pub(crate) fn holds_secret(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields
            .iter()
            .any(|(name, value)| (is_secret(name) && !value.is_null()) || holds_secret(value)),
        Value::Array(items) => items.iter().any(holds_secret),
        _ => false,
    }
}

fn is_secret(name: &str) -> bool {
    let name: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    NAMES.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn p101_secrets_are_hidden_at_any_depth_and_nothing_else_is() {
        let mut value = json!({
            "id": "np_1", "password": "hunter2", "drcPassword": "aHVudGVyMg==",
            "nested": [{"access_key": "AK", "secretKey": null, "name": "token of nothing"}],
        });
        assert!(holds_secret(&value));
        secrets(&mut value);
        assert_eq!(
            value,
            json!({
                "id": "np_1", "password": HIDDEN, "drcPassword": HIDDEN,
                "nested": [{"access_key": HIDDEN, "secretKey": null, "name": "token of nothing"}],
            })
        );
        assert!(!holds_secret(&json!({"id": "np_1", "name": "secret"})));
    }
}
