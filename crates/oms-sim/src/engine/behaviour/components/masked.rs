//! The settings of a component without its secrets: of a part that may hold secrets the keys are
//! kept, and no value.

use oms_client::SecretJson;
use oms_client::shapes::ConnectorConfig;
use serde_json::Value;

use crate::secrets::is_secret_name;

/// The vendor's own example shows this in place of a password.
const MASK: &str = "******";

/// The form of a secret: its keys and lists, with every value masked.
pub(super) fn value(secret: &SecretJson) -> Value {
    serde_json::from_str(secret.expose()).map_or(Value::Null, masked)
}

/// Settings in which the secret parts are masked, and every value with the name of a secret.
pub(super) fn connector(config: &ConnectorConfig) -> Result<Value, String> {
    let mut config = config.clone();
    config.source = config.source.as_ref().map(secret).transpose()?;
    config.sink = config.sink.as_ref().map(secret).transpose()?;
    let config = serde_json::to_value(&config).map_err(|error| error.to_string())?;
    Ok(named(config))
}

fn secret(secret: &SecretJson) -> Result<SecretJson, String> {
    SecretJson::new(value(secret).to_string()).map_err(|error| error.to_string())
}

fn masked(value: Value) -> Value {
    match value {
        Value::Object(object) => object
            .into_iter()
            .map(|(key, value)| (key, masked(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(masked).collect(),
        Value::Null => Value::Null,
        _ => MASK.into(),
    }
}

fn named(value: Value) -> Value {
    match value {
        Value::Object(object) => object
            .into_iter()
            .map(|(key, value)| {
                let value = if is_secret_name(&key) {
                    masked(value)
                } else {
                    named(value)
                };
                (key, value)
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(named).collect(),
        value => value,
    }
}
