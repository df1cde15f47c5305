//! From which side a schema is seen, and how one is put together.

use serde_json::Value;

/// Who makes the values that a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    Caller,
    Service,
}

/// The forms of an answer's values that a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forms {
    /// Every form in which the service was seen to write a value.
    Seen,
    /// The documented form alone: generated code has one type for a value.
    Documented,
}

pub(super) fn set(schema: &mut Value, key: &str, value: Value) {
    if let Value::Object(members) = schema {
        members.insert(key.to_owned(), value);
    }
}
