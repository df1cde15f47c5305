//! The agreement of an answer with the spec: it is checked against the JSON Schema that the spec is
//! exported as.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::{Draft, Validator};
use serde_json::Value;

/// The disagreements of an answer of an action with the spec, by place; empty if there are none.
pub(crate) fn disagreements(action: &str, answer: &Value) -> Vec<String> {
    let Some(validator) = validators().get(action) else {
        return vec![format!("the spec has no action {action}")];
    };
    validator
        .iter_errors(answer)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn validators() -> &'static BTreeMap<String, Validator> {
    static VALIDATORS: OnceLock<BTreeMap<String, Validator>> = OnceLock::new();
    VALIDATORS.get_or_init(|| {
        let files = oms_codegen::openapi(&crate::exports::api());
        let others = [
            "index.json",
            oms_codegen::COMBINED,
            oms_codegen::COMBINED_OLDER,
        ];
        let documents = files
            .into_iter()
            .filter(|file| !others.contains(&file.path.as_str()));
        documents
            .map(|file| {
                let document = serde_json::from_str(&file.text).expect("a document is JSON");
                (sent_name(&document), validator(&document))
            })
            .collect()
    })
}

/// The name by which a document's action is called.
fn sent_name(document: &Value) -> String {
    let name = &document["paths"]["/api/v2"]["post"]["parameters"][0]["schema"]["enum"][0];
    name.as_str().expect("the action has a name").to_owned()
}

fn validator(document: &Value) -> Validator {
    let answer = &document["paths"]["/api/v2"]["post"]["responses"]["200"];
    let mut schema = answer["content"]["application/json"]["schema"].clone();
    schema["components"] = document["components"].clone();
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&schema)
        .expect("the schema can be used")
}
