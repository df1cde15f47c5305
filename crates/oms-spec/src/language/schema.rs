//! JSON Schema of the spec's files, from the key table, for editors that complete and check while
//! one types.
//!
//! It is weaker than the checks: what needs two tables or an example to decide is not said.

use serde_json::{Map, Value, json};

use crate::language::keys::{KeyKind, KeyRule, Need, TableRule};
use crate::language::type_expression::built_in;
use crate::language::{Documented, TextForm, tables};

/// The schemas with their paths, relative to the workspace.
#[must_use]
pub fn documents() -> Vec<(String, String)> {
    [
        ("spec/schema/action.json", &tables::ACTION),
        ("spec/schema/oms.json", &tables::ROOT),
    ]
    .map(|(path, table)| (path.to_owned(), document(table)))
    .into()
}

fn document(root: &'static TableRule) -> String {
    let mut definitions = Map::new();
    let mut schema = table(root, &mut definitions);
    if let Value::Object(members) = &mut schema {
        members.insert(
            "$schema".to_owned(),
            json!("http://json-schema.org/draft-07/schema#"),
        );
        members.insert("title".to_owned(), json!(root.header));
        members.insert("definitions".to_owned(), Value::Object(definitions));
    }
    // Another crate of the build may make maps keep their insertion order; the schema must not
    // change with it.
    schema.sort_all_objects();
    format!("{schema:#}\n")
}

fn table(rules: &'static TableRule, definitions: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for key in rules.keys {
        properties.insert(key.name.to_owned(), property(key, definitions));
    }
    let required: Vec<&str> = rules
        .keys
        .iter()
        .filter(|key| matches!(key.need, Need::Required))
        .map(|key| key.name)
        .collect();
    json!({
        "type": "object",
        "description": rules.doc,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(key: &KeyRule, definitions: &mut Map<String, Value>) -> Value {
    let mut schema = match key.kind {
        KeyKind::Text(form) => text(form),
        KeyKind::Boolean => json!({ "type": "boolean" }),
        KeyKind::Count => json!({ "type": "integer", "minimum": 1 }),
        KeyKind::Integer => json!({ "type": "integer" }),
        KeyKind::Scalar => json!({ "type": ["string", "integer", "boolean"] }),
        KeyKind::NameOrFalse => json!({ "anyOf": [text(TextForm::Line), { "const": false }] }),
        KeyKind::Date => json!({ "type": "string", "format": "date" }),
        KeyKind::Texts(form) => json!({ "type": "array", "items": text(form) }),
        // A reference hides its neighbours in this draft, hence the list of one.
        KeyKind::Table(rules) => json!({ "allOf": [reference(rules, definitions)] }),
        KeyKind::Tables(rules) => {
            json!({ "type": "object", "additionalProperties": reference(rules, definitions) })
        }
    };
    if let Value::Object(members) = &mut schema {
        members.insert("description".to_owned(), json!(key.doc));
    }
    schema
}

fn reference(rules: &'static TableRule, definitions: &mut Map<String, Value>) -> Value {
    if !definitions.contains_key(rules.id) {
        // The place is taken first: fields nest in themselves.
        definitions.insert(rules.id.to_owned(), Value::Null);
        let schema = table(rules, definitions);
        definitions.insert(rules.id.to_owned(), schema);
    }
    json!({ "$ref": format!("#/definitions/{}", rules.id) })
}

fn text(form: TextForm) -> Value {
    // Words that an editor offers where others may be as well.
    let offered = |words: &[&str]| json!({ "anyOf": [{ "enum": words }, { "type": "string", "minLength": 1 }] });
    match (form, form.pattern()) {
        (TextForm::Word(words), _) => json!({ "enum": words }),
        (TextForm::Type, _) => offered(&built_in().collect::<Vec<_>>()),
        (TextForm::Documented, _) => offered(Documented::WORDS),
        (_, Some(pattern)) => json!({ "type": "string", "pattern": pattern }),
        (_, None) => json!({ "type": "string", "minLength": 1 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_has_its_definition() {
        for (path, text) in documents() {
            let schema: Value = serde_json::from_str(&text).unwrap();
            for part in text.split("#/definitions/").skip(1) {
                let name = part.split('"').next().unwrap();
                assert!(schema["definitions"][name].is_object(), "{path}: {name}");
            }
        }
    }
}
