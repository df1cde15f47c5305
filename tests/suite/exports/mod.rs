//! The exports for other ecosystems: each document is one that tools can read, and each example
//! agrees with its schema.

mod details;
mod pages;
mod requests;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jsonschema::{Draft, Validator};
use oms_spec::SourceFile;
use oms_spec::ir::Api;
use oms_spec::names::SchemaName;
use serde_json::{Value, json};

const DOCUMENT_SCHEMA: &str = include_str!("../../fixtures/openapi/document.schema.json");

#[test]
fn every_document_is_openapi_and_every_reference_in_it_leads_somewhere() {
    let schema: Value = serde_json::from_str(DOCUMENT_SCHEMA).expect("the schema is JSON");
    let validator = validator(&schema);
    for (path, document) in documents() {
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .map(|error| format!("{path}{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        for reference in references(&document) {
            let pointer = reference.trim_start_matches('#');
            assert!(document.pointer(pointer).is_some(), "{path}: {reference}");
        }
    }
}

#[test]
fn each_schema_has_a_name_that_the_check_of_a_spec_knows() {
    let api = api();
    let of_actions = api.actions.iter();
    let types = of_actions.clone().flat_map(|action| &action.types);
    let types = types.chain(&api.shapes).map(|shape| shape.name.as_str());
    let known: BTreeSet<String> = of_actions
        .flat_map(|action| SchemaName::of_action(&action.title))
        .chain(types.flat_map(SchemaName::of_type))
        .chain([SchemaName::Envelope])
        .map(|name| name.to_string())
        .collect();
    let mut checked = 0;
    for (path, document) in all_documents() {
        let schemas = document["components"]["schemas"].as_object();
        for name in schemas.into_iter().flatten().map(|(name, _)| name) {
            assert!(known.contains(name), "{path}: {name}");
            checked += 1;
        }
    }
    assert!(checked > 3 * api.actions.len(), "{checked}");
}

/// Lists and menus of other tools show a summary on one line.
#[test]
fn a_summary_has_at_most_eighty_characters() {
    let mut checked = 0;
    for (path, document) in all_documents() {
        let operations = document["paths"].as_object().into_iter().flatten();
        let operations = operations.map(|(_, path)| &path["post"]["summary"]);
        // The twin in 3.0.3 has no summary of its own.
        let own = document["info"].get("summary");
        for summary in operations.chain(own) {
            let summary = summary.as_str().expect("it is a text");
            assert!(summary.chars().count() <= 80, "{path}: {summary}");
            checked += 1;
        }
    }
    assert!(checked >= 2, "no summary was checked");
}

#[test]
fn every_example_agrees_with_the_schema_that_it_stands_beside() {
    let mut checked = 0;
    let mut failures = Vec::new();
    for (path, mut document) in all_documents() {
        if path == oms_codegen::COMBINED_OLDER {
            as_newer(&mut document);
        }
        let paths = document["paths"].as_object().into_iter().flatten();
        let contents = paths.flat_map(|(_, path)| {
            ["/post/requestBody/content", "/post/responses/200/content"]
                .map(|place| &path.pointer(place).expect("an operation has it")["application/json"])
        });
        for content in contents {
            let mut schema = content["schema"].clone();
            schema["components"] = document["components"].clone();
            let validator = validator(&schema);
            for (case, example) in content["examples"].as_object().into_iter().flatten() {
                let errors: Vec<String> = validator
                    .iter_errors(&example["value"])
                    .map(|error| format!("{path}, {case}{}: {error}", error.instance_path()))
                    .collect();
                failures.extend(errors);
                checked += 1;
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(checked >= 2, "no example was checked");
}

#[test]
fn the_document_of_all_actions_has_each_under_a_path_of_its_own_in_both_versions() {
    let api = api();
    for path in [oms_codegen::COMBINED, oms_codegen::COMBINED_OLDER] {
        let document = document(path);
        let paths = document["paths"].as_object().expect("there are paths");
        assert_eq!(paths.len(), api.actions.len(), "{path}");
        for action in &api.actions {
            let key = format!("/api/v2?Action={}", action.wire_name);
            assert_eq!(
                paths[&key]["post"]["operationId"],
                json!(action.title),
                "{path}"
            );
        }
    }
}

#[test]
fn the_older_document_has_no_word_of_the_newer_version() {
    let document = document(oms_codegen::COMBINED_OLDER);
    assert_eq!(document["openapi"], json!("3.0.3"));
    for reference in references(&document) {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    let schemas = document["components"]["schemas"].to_string();
    for word in [
        "\"null\"",
        "\"if\":",
        "\"then\":",
        "\"const\":",
        "\"examples\":",
        "\"contentEncoding\":",
        "\"type\":[",
    ] {
        assert!(!schemas.contains(word), "{word}");
    }
}

/// progenitor takes `default` for a success, and has no type for two of them.
#[test]
fn the_older_document_has_one_response_that_may_be_a_success() {
    let document = document(oms_codegen::COMBINED_OLDER);
    let paths = document["paths"].as_object().expect("there are paths");
    assert!(!paths.is_empty(), "there are paths");
    for (path, item) in paths {
        let responses = item["post"]["responses"].as_object().expect("it has them");
        let successes = responses
            .keys()
            .filter(|status| status.starts_with('2') || *status == "default");
        assert_eq!(successes.count(), 1, "{path}");
        assert!(responses.contains_key("401"), "{path}");
    }
}

#[test]
fn success_without_its_payload_agrees_with_no_answer_that_has_one() {
    let document = document(oms_codegen::COMBINED);
    let validator = validator(&json!({
        "$ref": "#/components/schemas/DescribeProjectStepsAnswer",
        "components": document["components"],
    }));
    for (answer, agrees) in [
        (json!({ "success": true, "data": [] }), true),
        (json!({ "success": true, "data": null }), false),
        (json!({ "success": true }), false),
        (json!({ "success": true, "data": [], "code": "200" }), true),
        (json!({ "success": true, "data": [], "code": "A-1" }), false),
        (
            json!({ "success": true, "data": [], "errorDetail": {} }),
            true,
        ),
        (
            json!({ "success": true, "data": [], "errorDetail": { "code": "A-1" } }),
            false,
        ),
        (
            json!({ "success": false, "data": null, "code": "A-1" }),
            true,
        ),
        (json!({ "success": false, "anything": 1 }), true),
        (json!({ "success": "true", "data": [] }), false),
    ] {
        assert_eq!(validator.is_valid(&answer), agrees, "{answer}");
    }
}

/// Generators look for further fields beside `allOf`, and lose the payload where a condition is
/// among its members.
#[test]
fn an_answer_says_beside_its_parts_that_it_is_open_and_what_success_brings() {
    for path in [oms_codegen::COMBINED, oms_codegen::COMBINED_OLDER] {
        let document = document(path);
        let schemas = document["components"]["schemas"].as_object();
        let answers = schemas.into_iter().flatten();
        let mut checked = 0;
        for (name, schema) in answers.filter(|(name, _)| name.ends_with("Answer")) {
            assert_eq!(schema["additionalProperties"], json!(true), "{path} {name}");
            let parts = schema["allOf"].as_array().expect("it has parts");
            assert!(
                parts.iter().all(|part| part.get("if").is_none()),
                "{path} {name}"
            );
            checked += 1;
        }
        assert_eq!(checked, api().actions.len(), "{path}");
    }
}

#[test]
fn no_description_is_about_this_projects_client() {
    for (path, document) in all_documents() {
        let text = document.to_string().to_lowercase();
        assert!(!text.contains("this client"), "{path}");
    }
}

#[test]
fn a_step_keeps_the_fields_of_every_kind_and_a_password_says_how_it_is_sent() {
    let document = document(oms_codegen::COMBINED);
    let schemas = &document["components"]["schemas"];
    let info = &schemas["StepInfo"]["properties"];
    assert!(info.get("incrTimestampCheckpoint").is_some(), "{info}");
    assert!(info.get("srcRtRef").is_some(), "{info}");
    let password = &schemas["CreateMySqlDataSourceRequest"]["properties"]["password"];
    let description = password["description"].as_str().expect("it is described");
    assert!(description.contains("Base64"), "{description}");
}

#[test]
fn the_reference_has_a_page_for_every_action_and_every_link_in_it_leads_somewhere() {
    let api = api();
    let pages = oms_codegen::reference(&api);
    assert_eq!(pages.len(), api.actions.len() + 1);
    for page in &pages {
        assert!(
            page.text.starts_with(oms_codegen::PAGE_HEADER),
            "{}",
            page.path
        );
        let anchors: Vec<String> = page
            .text
            .lines()
            .filter_map(|line| line.trim_start_matches('#').strip_prefix(' '))
            .map(str::to_lowercase)
            .collect();
        for link in page.text.split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            match target.strip_prefix('#') {
                Some(anchor) => assert!(
                    anchors.iter().any(|known| known == anchor),
                    "{}: #{anchor}",
                    page.path
                ),
                None => assert!(
                    target.starts_with("https://")
                        || pages.iter().any(|other| other.path == target),
                    "{}: {target}",
                    page.path
                ),
            }
        }
    }
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(schema)
        .expect("the schema can be used")
}

/// Writes `nullable` of OpenAPI 3.0 as 3.1 has it. By the letter of the older version, it counts
/// only beside `type`.
fn as_newer(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.get("nullable") == Some(&json!(true)) {
                let word = members.get("type").and_then(Value::as_str);
                let word = word.unwrap_or_else(|| panic!("`nullable` without `type`: {members:?}"));
                let types = json!([word, "null"]);
                members.insert("type".to_owned(), types);
            }
            let others = members.iter_mut();
            others
                .filter(|(key, _)| !key.starts_with("example"))
                .for_each(|(_, member)| as_newer(member));
        }
        Value::Array(values) => values.iter_mut().for_each(as_newer),
        _ => {}
    }
}

/// The documents in OpenAPI 3.1: one an action, and one of all of them.
fn documents() -> Vec<(String, Value)> {
    let mut documents = all_documents();
    documents.retain(|(path, _)| path != oms_codegen::COMBINED_OLDER);
    documents
}

fn document(path: &str) -> Value {
    let mut documents = all_documents();
    documents.retain(|(other, _)| other == path);
    documents.pop().expect("the document is written").1
}

fn all_documents() -> Vec<(String, Value)> {
    all_documents_of(&api())
}

fn all_documents_of(api: &Api) -> Vec<(String, Value)> {
    let files = oms_codegen::openapi(api).into_iter();
    files
        .filter(|file| file.path != "index.json")
        .map(|file| {
            let document = serde_json::from_str(&file.text).expect("a document is JSON");
            (file.path, document)
        })
        .collect()
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => {
            let own = members
                .get("$ref")
                .and_then(Value::as_str)
                .map(str::to_owned);
            own.into_iter()
                .chain(members.values().flat_map(references))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The project's own spec.
pub(crate) fn api() -> Api {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    collect(&root, Path::new("spec"), &mut files);
    oms_spec::load(&files).unwrap_or_else(|problems| panic!("{problems}"))
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(root.join(folder)).expect("the spec can be listed") {
        let entry = entry.expect("the spec can be listed");
        let path = folder.join(entry.file_name());
        if entry.path().is_dir() {
            collect(root, &path, files);
        } else {
            let bytes = fs::read(entry.path()).expect("a spec file can be read");
            let path = path.to_string_lossy().replace('\\', "/");
            files.push(SourceFile { path, bytes });
        }
    }
}
