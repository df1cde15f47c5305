//! The settings of a component without its secrets: of a part that may hold secrets the keys are
//! kept, and no value.

use oms_client::shapes::{ComponentConfig, ConnectorConfig};
use serde_json::Value;

use crate::secrets::is_secret_name;

/// The vendor's own example shows this in place of a password.
const MASK: &str = "******";

/// Settings of which whatever bears the name of a secret is masked.
pub(super) fn value(config: &ComponentConfig) -> Value {
    serde_json::from_str(config.expose().get()).map_or(Value::Null, named)
}

/// Settings in several parts, masked in the same way.
pub(super) fn connector(config: &ConnectorConfig) -> Result<Value, String> {
    let config = serde_json::to_value(config).map_err(|error| error.to_string())?;
    Ok(named(config))
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
