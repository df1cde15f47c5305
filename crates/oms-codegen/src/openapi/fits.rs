//! Tells which recorded examples have the documented form.
//!
//! A recorded answer may show a value in another form, such as a number for an ID. It is kept in
//! the document of its action, whose schemas know every form, and left out of the document of all
//! actions, whose schemas know one. Only types are compared: no rule of a text is looked at.

use serde_json::Value;

/// Returns whether a value has the types that a schema names. `document` resolves references.
pub(super) fn fits(value: &Value, schema: &Value, document: &Value) -> bool {
    let reference = schema["$ref"].as_str();
    let target = reference.and_then(|text| document.pointer(text.trim_start_matches('#')));
    if target.is_some_and(|target| !fits(value, target, document)) {
        return false;
    }
    let one = |name: &str| match schema[name].as_array() {
        Some(forms) => forms.iter().any(|form| fits(value, form, document)),
        None => true,
    };
    let every = |name: &str| match schema[name].as_array() {
        Some(forms) => forms.iter().all(|form| fits(value, form, document)),
        None => true,
    };
    has_type(value, &schema["type"])
        && one("anyOf")
        && every("allOf")
        && members_fit(value, schema, document)
}

fn members_fit(value: &Value, schema: &Value, document: &Value) -> bool {
    match value {
        Value::Object(members) => {
            let required = schema["required"].as_array();
            let is_there =
                |name: &Value| name.as_str().is_some_and(|name| members.contains_key(name));
            required.is_none_or(|names| names.iter().all(is_there))
                && members
                    .iter()
                    .all(|(name, member)| match schema["properties"].get(name) {
                        Some(property) => fits(member, property, document),
                        None => match &schema["additionalProperties"] {
                            Value::Bool(false) => false,
                            others => fits(member, others, document),
                        },
                    })
        }
        Value::Array(items) => items
            .iter()
            .all(|item| fits(item, &schema["items"], document)),
        _ => true,
    }
}

fn has_type(value: &Value, types: &Value) -> bool {
    let is = |word: &Value| match word.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    };
    match types {
        Value::Array(words) => words.iter().any(is),
        word => is(word),
    }
}
