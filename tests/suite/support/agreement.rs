//! The agreement of an answer with the spec: it is checked against the JSON Schema that the spec is
//! exported as.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::{Draft, Validator};
use serde_json::Value;

/// The disagreements of an answer of an action with the spec, by place; empty if there are none.
pub(crate) fn disagreements(action: &str, answer: &Value) -> Vec<String> {
    let Some(schemas) = schemas().get(action) else {
        return vec![format!("the spec has no action {action}")];
    };
    schemas
        .seen
        .iter_errors(answer)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The schemas of an action, as they are exported.
pub(crate) struct Schemas {
    /// Its answer in every form that was seen: the document of this action.
    pub(crate) seen: Validator,
    /// Its answer in the documented form: the document of all actions.
    pub(crate) documented: Validator,
    /// Its request in every form that is taken: the document of this action.
    pub(crate) request: Validator,
    /// Its request in the documented form: the document of all actions.
    pub(crate) documented_request: Validator,
}

/// The schemas of every action, by the name by which it is called.
pub(crate) fn schemas() -> &'static BTreeMap<String, Schemas> {
    static SCHEMAS: OnceLock<BTreeMap<String, Schemas>> = OnceLock::new();
    SCHEMAS.get_or_init(|| {
        let files = oms_codegen::openapi(&crate::exports::api());
        let parsed = |path: &str| -> Value {
            let file = files.iter().find(|file| file.path == path);
            let text = &file.expect("the document is written").text;
            serde_json::from_str(text).expect("a document is JSON")
        };
        let all = parsed(oms_codegen::COMBINED);
        let paths = all["paths"].as_object().expect("there are paths");
        let entries = paths.iter().map(|(key, item)| {
            let operation = &item["post"];
            let name = operation["operationId"].as_str().expect("it has a name");
            let one = parsed(&format!("{name}.json"));
            let own = &one["paths"]["/api/v2"]["post"];
            let schemas = Schemas {
                seen: validator(&one, &own["responses"]["200"]),
                documented: validator(&all, &operation["responses"]["200"]),
                request: validator(&one, &own["requestBody"]),
                documented_request: validator(&all, &operation["requestBody"]),
            };
            let (_, action) = key.split_once('=').expect("a key names the action");
            (action.to_owned(), schemas)
        });
        entries.collect()
    })
}

fn validator(document: &Value, of: &Value) -> Validator {
    let mut schema = of["content"]["application/json"]["schema"].clone();
    schema["components"] = document["components"].clone();
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&schema)
        .expect("the schema can be used")
}
