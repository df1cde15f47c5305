//! A document of OpenAPI 3.1 in the words of 3.0.3, for tools that read no later version.
//!
//! A fact that the older version cannot state is left out: which fields an answer has follows from
//! no verdict, and a secret is not marked as Base64.
//!
//! The statuses that no response names are left out as well. progenitor takes `default` for a
//! success of another type, and makes no client then.

use serde_json::{Map, Value, json};

use super::maker::set;

/// Returns the document in OpenAPI 3.0.3.
pub(super) fn older(mut document: Value) -> Value {
    set(&mut document, "openapi", json!("3.0.3"));
    if let Some(Value::Object(info)) = document.get_mut("info") {
        info.remove("summary");
        if let Some(Value::Object(license)) = info.get_mut("license") {
            license.remove("identifier");
            let url = json!("https://www.apache.org/licenses/LICENSE-2.0");
            license.insert("url".to_owned(), url);
        }
    }
    if let Some(Value::Object(schemas)) = document.pointer_mut("/components/schemas") {
        schemas.values_mut().for_each(schema);
    }
    if let Some(paths) = document.pointer_mut("/paths") {
        contents(paths);
        without_default(paths);
    }
    document
}

/// Removes the response of every status that has none of its own.
fn without_default(paths: &mut Value) {
    let paths = paths.as_object_mut().into_iter().flatten();
    for (_, path) in paths {
        if let Some(Value::Object(responses)) = path.pointer_mut("/post/responses") {
            responses.remove("default");
        }
    }
}

/// Rewrites the schemas of requests and answers, which stand under `schema`; examples are left
/// alone.
fn contents(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match key.as_str() {
                    "schema" => schema(member),
                    "examples" => {}
                    _ => contents(member),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(contents),
        _ => {}
    }
}

fn schema(schema: &mut Value) {
    let Value::Object(members) = schema else {
        return;
    };
    for key in ["if", "then", "contentEncoding"] {
        members.remove(key);
    }
    if let Some(Value::Object(properties)) = members.get_mut("properties") {
        properties.values_mut().for_each(self::schema);
    }
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = members.get_mut(key) {
            self::schema(inner);
        }
    }
    for key in ["anyOf", "allOf"] {
        if let Some(Value::Array(forms)) = members.get_mut(key) {
            forms.iter_mut().for_each(self::schema);
        }
    }
    // A condition has nothing left.
    let nothing = json!({});
    if let Some(Value::Array(forms)) = members.get_mut("allOf") {
        forms.retain(|form| *form != nothing);
    }
    if members
        .get("allOf")
        .is_some_and(|forms| *forms == json!([]))
    {
        members.remove("allOf");
    }
    nullable_type(members);
    nullable_forms(members);
    if let Some(Value::Array(examples)) = members.remove("examples")
        && let Some(first) = examples.into_iter().next()
    {
        members.insert("example".to_owned(), first);
    }
    // Beside a reference, everything else would be passed over.
    if members.len() > 1
        && let Some(reference) = members.remove("$ref")
    {
        members.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
    }
}

/// Turns a list of types into one type that may be null, or into a choice.
fn nullable_type(members: &mut Map<String, Value>) {
    let Some(Value::Array(words)) = members.get_mut("type") else {
        return;
    };
    let mut words = std::mem::take(words);
    members.remove("type");
    let count = words.len();
    words.retain(|word| word != "null");
    let nullable = words.len() < count;
    match <[Value; 1]>::try_from(words) {
        Ok([word]) => {
            members.insert("type".to_owned(), word);
            if nullable {
                members.insert("nullable".to_owned(), json!(true));
            }
        }
        Err(mut words) => {
            words.extend(nullable.then(|| json!("null")));
            let forms = words.into_iter().map(|word| json!({ "type": word }));
            members.insert("anyOf".to_owned(), forms.collect());
        }
    }
}

/// Turns a choice with null into its only form, which may be null, or into a choice with what this
/// version has for null.
///
/// `nullable` counts only beside `type`, and not beside a reference or a choice. An enumeration of
/// null alone is exact, and progenitor takes it for null.
fn nullable_forms(members: &mut Map<String, Value>) {
    let Some(Value::Array(forms)) = members.get_mut("anyOf") else {
        return;
    };
    let count = forms.len();
    forms.retain(|form| form["type"] != "null");
    if forms.len() == count {
        return;
    }
    let form = match <[Value; 1]>::try_from(std::mem::take(forms)) {
        Ok([Value::Object(only)]) if only.contains_key("type") => {
            members.remove("anyOf");
            for (key, value) in only {
                members.entry(key).or_insert(value);
            }
            members.insert("nullable".to_owned(), json!(true));
            return;
        }
        Ok([only]) => only,
        Err(forms) => json!({ "anyOf": forms }),
    };
    let nothing = json!({ "enum": [null] });
    members.insert("anyOf".to_owned(), json!([form, nothing]));
}
