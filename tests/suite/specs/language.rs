//! That every word of the spec language is known to the manual and to the schema, and has a spec
//! that shows what is made of it.

use std::collections::BTreeSet;

use oms_spec::language::{self, Key, KeyContents};
use oms_spec::{manual, schema};
use serde_json::Value;
use toml::Table;

use super::files::{names, sources};

/// The parts of the language that the specs use: tables with their keys, keys with their words in
/// any table, and the words of types.
#[derive(Debug, Default)]
struct Used {
    keys: BTreeSet<(&'static str, String)>,
    words: BTreeSet<(String, String)>,
    types: BTreeSet<String>,
}

#[test]
fn every_key_has_a_spec_that_shows_it() {
    let used = used();
    let mut missing = Vec::new();
    for key in language::keys() {
        let named = format!("`{}` of {}", key.name, key.header);
        if !used.keys.contains(&(key.table, key.name.to_owned())) {
            missing.push(named.clone());
        }
        for word in key.words {
            let word = (key.name.to_owned(), (*word).to_owned());
            if !used.words.contains(&word) {
                missing.push(format!("`{}` for {named}", word.1));
            }
        }
    }
    let types = language::types();
    let types = types.into_iter().filter(|word| !used.types.contains(*word));
    missing.extend(types.map(|word| format!("the type `{word}`")));
    assert_eq!(
        missing,
        Vec::<String>::new(),
        "no spec under tests/fixtures/specs uses this"
    );
}

#[test]
fn every_key_has_its_entry_in_the_manual_and_in_the_schema() {
    let manual = manual::text();
    let schemas: Vec<Value> = schema::documents()
        .iter()
        .map(|(_, text)| serde_json::from_str(text).expect("a schema is JSON"))
        .collect();
    for key in language::keys() {
        let named = format!("`{}` of {}", key.name, key.header);
        let section = manual
            .split_once(&format!("# {}\n", key.header))
            .and_then(|(_, rest)| rest.split_once("\n#\n"))
            .map(|(section, _)| section);
        let section = section.unwrap_or_else(|| panic!("the manual has no section {}", key.header));
        assert!(
            section.contains(&format!("\n#   - {} (", key.name)),
            "the manual says nothing of {named}"
        );
        assert!(
            schemas.iter().any(|schema| has_entry(schema, &key)),
            "no schema has {named}"
        );
    }
}

/// Returns whether a schema describes a key, and every word that it takes.
fn has_entry(schema: &Value, key: &Key) -> bool {
    let table = match key.table {
        "root" | "action" => schema,
        table => &schema["definitions"][table],
    };
    let property = &table["properties"][key.name];
    let words = property["enum"].as_array();
    let described = property["description"].is_string();
    described
        && key
            .words
            .iter()
            .all(|word| words.is_some_and(|words| words.contains(&(*word).into())))
}

/// The parts of the language that all specs use.
fn used() -> Used {
    let (keys, mut used) = (language::keys(), Used::default());
    for file in names().iter().flat_map(|name| sources(name)) {
        let table = match file.path.as_str() {
            "spec/oms.toml" => "root",
            path if path.starts_with("spec/actions/") => "action",
            _ => continue,
        };
        let text = String::from_utf8(file.bytes).expect("a spec is UTF-8");
        let values: Table = text.parse().expect("a spec is TOML");
        collect(table, &values, &keys, &mut used);
    }
    used
}

fn collect(table: &'static str, values: &Table, keys: &[Key], used: &mut Used) {
    for (name, value) in values {
        let key = keys
            .iter()
            .find(|key| key.table == table && key.name == name);
        let Some(key) = key else {
            panic!("`{name}` is no key of {table}");
        };
        used.keys.insert((table, name.clone()));
        match (key.inside, value) {
            (KeyContents::Table(inner), toml::Value::Table(values)) => {
                collect(inner, values, keys, used);
            }
            (KeyContents::Tables(inner), toml::Value::Table(tables)) => {
                for values in tables.values().filter_map(toml::Value::as_table) {
                    collect(inner, values, keys, used);
                }
            }
            (_, toml::Value::String(word)) => {
                used.words.insert((name.clone(), word.clone()));
                if name == "type" {
                    let words = word.split(['<', '>']).map(str::to_owned);
                    used.types.extend(words);
                }
            }
            _ => {}
        }
    }
}
