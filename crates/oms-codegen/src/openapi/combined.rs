//! The document of all actions, in both versions of OpenAPI that tools read.
//!
//! A path holds one operation a method, and all actions share a path, so that the key of a path
//! ends with the query that names the action. No other form was carried by every generator that
//! was tried: a parameter of one value was left out by some, and a path of its own reaches nothing.

use std::collections::BTreeMap;

use oms_spec::ir::Api;
use serde_json::{Map, Value, json};

use super::document::{self, Scopes};
use super::fits::fits;
use super::maker::{Forms, set};
use super::words;

/// Returns the document in OpenAPI 3.1.
pub(super) fn combined(api: &Api) -> Value {
    let scopes = Scopes::of(api, Forms::Documented);
    let method = api.dispatch.method.to_lowercase();
    let (mut schemas, mut paths) = (Map::new(), Map::new());
    let mut tags = BTreeMap::new();
    for action in &api.actions {
        document::add_schemas(api, &scopes, action, &mut schemas);
        let dispatch = &api.dispatch;
        let path = format!(
            "{}?{}={}",
            dispatch.path, dispatch.query_key, action.wire_name
        );
        let operation = document::operation(api, &scopes, action);
        paths.insert(path, json!({ &method: operation }));
        tags.insert(document::tag_name(action), document::tag(action));
    }
    let mut document = document::frame(api);
    let description = format!(
        "{}\n\nEvery answer over HTTP 200 is an envelope that tells of success or of failure. A call without an answer may have taken effect all the same.",
        words::ended(&api.service.doc)
    );
    let info = json!({
        "title": api.service.title,
        "summary": "Every action of the service that is known, in one document.",
        "description": description,
        "version": env!("CARGO_PKG_VERSION"),
        "license": document::license(),
    });
    set(&mut document, "info", info);
    set(&mut document, "paths", Value::Object(paths));
    set(&mut document, "components", document::components(&schemas));
    set(
        &mut document,
        "tags",
        json!(tags.into_values().collect::<Vec<Value>>()),
    );
    set(&mut document, "x-spec-digest", json!(api.digest));
    keep_fitting_examples(&mut document);
    document
}

/// Takes out the examples that show a value in another than the documented form.
fn keep_fitting_examples(document: &mut Value) {
    let whole = document.clone();
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    let operations = paths
        .values_mut()
        .filter_map(Value::as_object_mut)
        .flat_map(Map::values_mut);
    for operation in operations {
        for place in ["/requestBody/content", "/responses/200/content"] {
            let Some(Value::Object(media)) = operation.pointer_mut(place) else {
                continue;
            };
            for content in media.values_mut() {
                let schema = content["schema"].clone();
                if let Some(Value::Object(examples)) = content.get_mut("examples") {
                    examples.retain(|_, example| fits(&example["value"], &schema, &whole));
                }
            }
        }
    }
}
