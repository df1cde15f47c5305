//! The requests that a spec allows, and their schemas.

use jsonschema::Validator;
use oms_spec::ir::Api;
use serde_json::{Value, json};

use super::{all_documents_of, documents, validator};
use crate::specs::files;

/// The documents leave an example out that does not agree, so the spec is asked for them.
#[test]
fn every_request_of_every_spec_agrees_with_its_schema() {
    let mut checked = 0;
    let mut failures = Vec::new();
    for name in files::names() {
        let api = files::api(&name);
        for action in &api.actions {
            let validator = request_of(&api, &action.wire_name);
            let examples = action.examples.iter();
            for request in examples.filter_map(|example| example.sendable_request.as_ref()) {
                let value: Value = serde_json::from_str(request).expect("an example is JSON");
                let errors = validator.iter_errors(&value);
                failures.extend(errors.map(|error| format!("{name}: {request}: {error}")));
                checked += 1;
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(checked > 50, "only {checked} examples were checked");
}

/// A schema has one pattern.
#[test]
fn a_text_keeps_its_characters_and_its_pattern() {
    let api = files::api("texts");
    let validator = request_of(&api, "SealCrate");
    for (seal, agrees) in [("S123-ab", true), ("S123-a_b", false), ("S12-ab", false)] {
        let request = json!({ "id": "c_4w3a", "seals": [seal] });
        assert_eq!(validator.is_valid(&request), agrees, "{seal}");
    }
    let pages = oms_codegen::reference(&api);
    let page = pages
        .iter()
        .find(|page| page.path.ends_with("SealCrate.md"));
    let text = &page.expect("the action has a page").text;
    let words = "Holds the characters `0-9A-Za-z-` alone. Looks like `S[0-9]{3}-[^ ]+x?`.";
    assert!(text.contains(words), "{text}");
}

#[test]
fn a_request_that_breaks_a_rule_does_not_agree_with_its_schema() {
    let (_, document) = documents()
        .into_iter()
        .find(|(path, _)| path == "ResetIncrStartTimestamp.json")
        .expect("the action has a document");
    let validator = validator(&json!({
        "$ref": "#/components/schemas/ResetIncrStartTimestampRequest",
        "components": document["components"],
    }));
    let good = json!({ "id": "np_4w3a0001", "reverse": false, "startTimestamp": 1_742_365_118 });
    assert!(validator.is_valid(&good));
    for (key, value) in [
        ("id", json!("np_4w3a****")),
        ("id", json!("")),
        ("reverse", json!("false")),
        ("startTimestamp", json!(1_742_365_118_000_i64)),
        ("extra", json!(1)),
    ] {
        let mut bad = good.clone();
        bad[key] = value.clone();
        assert!(!validator.is_valid(&bad), "{key} = {value}");
    }
}

/// The schema of the requests of an action of a spec.
fn request_of(api: &Api, action: &str) -> Validator {
    let (_, document) = all_documents_of(api)
        .into_iter()
        .find(|(path, _)| path == oms_codegen::COMBINED)
        .expect("the document is written");
    let path = format!("/api?Action={action}");
    let content = &document["paths"][&path]["post"]["requestBody"]["content"];
    let mut schema = content["application/json"]["schema"].clone();
    assert!(!schema.is_null(), "{path}");
    schema["components"] = document["components"].clone();
    validator(&schema)
}
