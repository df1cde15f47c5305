//! One exchange: what was asked and what was answered, without headers, which hold credentials and nothing that matters.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::hint::with_hint;

/// One exchange.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Exchange {
    /// The action that was named.
    pub(crate) action: String,
    /// The body of the request: JSON, or a text where it was none.
    pub(crate) request: Value,
    /// HTTP status of the answer.
    pub(crate) status: u16,
    /// The content type of the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) content_type: String,
    /// The body of the answer: JSON, or a text where it was none.
    pub(crate) answer: Value,
}

impl Exchange {
    /// Reads the text of a file.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| with_hint(&error.to_string()))
    }

    /// The text of its file: keys in their order, a line each, so that two recordings are compared line by line.
    pub(crate) fn to_text(&self) -> String {
        // Strings, numbers and lists are always written; a failure would be an empty file, which no replay takes.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// What a file may be called after: the action, as far as a file name can hold it.
    pub(crate) fn file_stem(&self) -> String {
        let stem: String = self
            .action
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(64)
            .collect();
        if stem.is_empty() {
            "unnamed".to_owned()
        } else {
            stem
        }
    }
}

/// The value of a body: JSON, or a text where it is none.
pub(crate) fn value(body: &[u8]) -> Value {
    serde_json::from_slice(body)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()))
}

/// The body of a value: JSON, or the text that it was.
pub(crate) fn body(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}
