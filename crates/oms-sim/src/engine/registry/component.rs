//! Settings that components are given.

use oms_client::shapes::TicketId;
use serde_json::Value;

/// Settings that components are given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Config {
    /// The ticket under which they are given.
    pub(crate) ticket: TicketId,
    /// The names of the components.
    pub(crate) components: Vec<String>,
    /// The settings, with the secrets masked.
    pub(crate) settings: Value,
    /// True if settings that are left out are deleted.
    pub(crate) replaces: bool,
}

/// Adds settings to earlier ones, part by part.
pub(crate) fn merge(earlier: Value, added: Value) -> Value {
    match (earlier, added) {
        (Value::Object(mut earlier), Value::Object(added)) => {
            for (key, value) in added {
                let merged = match earlier.remove(&key) {
                    Some(before) => merge(before, value),
                    None => value,
                };
                earlier.insert(key, merged);
            }
            Value::Object(earlier)
        }
        (_, added) => added,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_are_added_part_by_part() {
        let earlier = json!({"source": {"a": 1, "b": 2}, "sink": {"c": 3}});
        let added = json!({"source": {"b": 4, "d": 5}, "condition": {}});
        assert_eq!(
            merge(earlier, added),
            json!({"source": {"a": 1, "b": 4, "d": 5}, "sink": {"c": 3}, "condition": {}})
        );
        assert_eq!(merge(json!({"a": 1}), json!(null)), json!(null));
    }
}
