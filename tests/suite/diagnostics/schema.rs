//! The JSON Schemas for editors: each is one, takes every file of a good spec, and marks what it
//! can.

use jsonschema::{Draft, Validator};
use oms_spec::schema;
use serde_json::{Map, Value, json};

use crate::support::patch::{Files, base, fixtures, read_files};

/// The schemas for the root file and for an action.
fn validators() -> [Validator; 2] {
    ["spec/schema/oms.json", "spec/schema/action.json"].map(|path| {
        let documents = schema::documents();
        let document = documents.iter().find(|(other, _)| other == path);
        let (_, text) = document.unwrap_or_else(|| panic!("there is no {path}"));
        let schema: Value = serde_json::from_str(text).expect("a schema is JSON");
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{path}");
        jsonschema::options()
            .with_draft(Draft::Draft7)
            .should_validate_formats(true)
            .build(&schema)
            .expect("the schema can be used")
    })
}

/// TOML as an editor shows it to a schema: dates are texts.
fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(value) => Value::from(value),
        toml::Value::Datetime(date) => Value::from(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            let members = table.into_iter().map(|(key, value)| (key, as_json(value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
    }
}

fn parsed(text: &str) -> Value {
    let table: toml::Table = text.parse().expect("a file of a good spec is TOML");
    as_json(toml::Value::Table(table))
}

/// Every TOML file of some specs, with the schema that it is held against. Evidence is written by a
/// program and has none.
fn each_file(check: impl Fn(&str, &Value, &Validator)) {
    let [root, action] = validators();
    let spec: Files = read_files(&fixtures("../../spec"));
    let base = base();
    for (path, bytes) in spec.iter().chain(&base) {
        if path.strip_suffix(".toml").is_some() && !path.contains("evidence/") {
            let text = std::str::from_utf8(bytes).expect("a file of a good spec is UTF-8");
            let of_action = path.contains("actions/");
            check(path, &parsed(text), if of_action { &action } else { &root });
        }
    }
}

#[test]
fn the_schemas_take_every_file_of_a_good_spec() {
    each_file(|path, value, validator| {
        let errors = validator.iter_errors(value).map(|error| error.to_string());
        assert_eq!(errors.collect::<Vec<_>>(), [""; 0], "{path}");
    });
}

#[test]
fn the_schemas_mark_what_an_editor_can_tell() {
    each_file(|path, value, validator| {
        let object = value.as_object().expect("a file is a table");
        let mut misspelt = object.clone();
        misspelt.insert("nmae".to_owned(), json!("x"));
        assert!(!validator.is_valid(&Value::Object(misspelt)), "{path}");
        for key in object.keys() {
            let mut other = object.clone();
            other.insert(key.clone(), json!(1.5));
            assert!(!validator.is_valid(&Value::Object(other)), "{path}: {key}");
        }
    });
    let [root, action] = validators();
    let field = |words: Value| json!({ "request": { "id": words } });
    for (schema, pointer, value) in [
        (
            &action,
            "required presence",
            field(json!({ "type": "string", "doc": "x" })),
        ),
        (
            &action,
            "presence",
            field(json!({ "type": "string", "doc": "x", "presence": "maybe" })),
        ),
        (&action, "effect", json!({ "effect": "destroy" })),
        (
            &action,
            "version",
            json!({ "since": { "enterprise": "V4.3.0" } }),
        ),
        (
            &action,
            "url",
            json!({ "source": { "url": "http://example.com" } }),
        ),
        (
            &action,
            "date",
            json!({ "source": { "updated": "yesterday" } }),
        ),
        (&action, "count", field(json!({ "max-length": 0 }))),
        (
            &action,
            "list",
            json!({ "other-sources": ["javascript:x"] }),
        ),
        (&root, "path", json!({ "dispatch": { "path": "api" } })),
        (
            &root,
            "role",
            json!({ "envelope": { "fields": { "x": { "role": "verdit" } } } }),
        ),
        (
            &root,
            "unit",
            json!({ "shape": { "X": { "unit": "days" } } }),
        ),
    ] {
        let mut errors = schema.iter_errors(&value);
        let place = value.pointer("/request").map_or("", |_| "/request");
        let found = errors.any(|error| {
            let at = error.instance_path().to_string();
            at.starts_with(place) && at.len() > 1
        });
        assert!(found, "{pointer} is not marked");
    }
}
