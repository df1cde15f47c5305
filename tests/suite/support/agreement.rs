//! Whether an answer agrees with the spec: it is held against the JSON Schema that the spec is
//! exported as.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::{Draft, Validator};
use serde_json::Value;

/// What is wrong with an answer of an action, by place; nothing where it agrees with the spec.
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
                let action = file.path.trim_end_matches(".json").to_owned();
                (action, validator(&file.text))
            })
            .collect()
    })
}

fn validator(document: &str) -> Validator {
    let document: Value = serde_json::from_str(document).expect("a document is JSON");
    let answer = &document["paths"]["/api/v2"]["post"]["responses"]["200"];
    let mut schema = answer["content"]["application/json"]["schema"].clone();
    schema["components"] = document["components"].clone();
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&schema)
        .expect("the schema can be used")
}
