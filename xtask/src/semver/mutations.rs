//! Every change of a spec that is a change of one key: one that goes, one whose value is another
//! word of the language or another value of its kind, and one more entry where entries are free.

use oms_spec::SourceFile;
use oms_spec::language;
use toml_edit::{DocumentMut, Table, TableLike, Value};

use super::gather::Mutation;

/// The way from the root of a file to a key.
type KeyPath = Vec<String>;

/// The change that is made to a value.
#[derive(Clone)]
enum Change {
    Remove,
    Set(Value),
    /// The same table once more, under another free key.
    Copy,
}

/// The changes of every TOML file of a spec, in the order of the files and of their lines.
pub(super) fn of(files: &[SourceFile]) -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for file in files {
        let Some(document) = parsed(file).filter(|_| is_spec(&file.path)) else {
            continue;
        };
        let mut found = Vec::new();
        visit(document.as_table(), &mut Vec::new(), &mut found);
        mutations.extend(
            found
                .into_iter()
                .map(|(path, change)| mutation(file, path, change)),
        );
    }
    mutations
}

fn is_spec(path: &str) -> bool {
    path == "spec/oms.toml" || path.starts_with("spec/actions/")
}

fn parsed(file: &SourceFile) -> Option<DocumentMut> {
    std::str::from_utf8(&file.bytes).ok()?.parse().ok()
}

fn visit(table: &dyn TableLike, path: &mut KeyPath, found: &mut Vec<(KeyPath, Change)>) {
    for (key, item) in table.iter() {
        path.push(key.to_owned());
        found.push((path.clone(), Change::Remove));
        if let Some(inner) = item.as_table_like() {
            found.push((path.clone(), Change::Copy));
            visit(inner, path, found);
        } else if let Some(value) = item.as_value() {
            let others = others(key, value).into_iter();
            found.extend(others.map(|other| (path.clone(), Change::Set(other))));
        }
        path.pop();
    }
}

/// The other values that a key may have.
fn others(key: &str, value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let words = language::keys()
                .into_iter()
                .filter(|known| known.name == key);
            let mut words: Vec<&str> = words.flat_map(|known| known.words).copied().collect();
            if key == "type" {
                words = language::types();
            }
            words.sort_unstable();
            words.dedup();
            if words.is_empty() {
                return vec![format!("{}x", text.value()).into()];
            }
            let others = words.into_iter().filter(|word| word != text.value());
            others.map(Value::from).collect()
        }
        Value::Boolean(value) => vec![(!value.value()).into()],
        Value::Integer(number) => [number.value() - 1, number.value() + 1]
            .map(Value::from)
            .into(),
        Value::Array(texts) => {
            let mut more = texts.clone();
            more.push("more");
            let mut fewer = texts.clone();
            if !fewer.is_empty() {
                fewer.remove(0);
            }
            vec![more.into(), fewer.into()]
        }
        _ => Vec::new(),
    }
}

/// The keys whose values are sentences, and those that tell where something is known from.
const WORDS: &[&str] = &[
    "afterwards",
    "decision",
    "doc",
    "documented",
    "group",
    "impact",
    "observed",
    "provenance",
    "source",
    "summary",
    "title",
    "twice",
    "updated",
    "url",
];

fn mutation(file: &SourceFile, path: KeyPath, change: Change) -> Mutation {
    let what = match &change {
        Change::Remove => "is gone".to_owned(),
        Change::Copy => "is there twice, under another name".to_owned(),
        Change::Set(value) => format!("is {}", value.to_string().trim()),
    };
    let of = file.path.clone();
    Mutation {
        is_words: path.last().is_some_and(|key| WORDS.contains(&key.as_str()))
            || path.first().is_some_and(|key| key == "discrepancy"),
        title: format!("{of}: `{}` {what}", path.join(".")),
        change: Box::new(move |files| {
            let mut files = files.to_vec();
            let file = files.iter_mut().find(|file| file.path == of)?;
            let mut document = parsed(file)?;
            apply(document.as_table_mut(), &path, &change)?;
            file.bytes = document.to_string().into_bytes();
            Some(files)
        }),
    }
}

fn apply(table: &mut Table, path: &[String], change: &Change) -> Option<()> {
    let (last, way) = path.split_last()?;
    let mut around: &mut dyn TableLike = table;
    for key in way {
        around = around.get_mut(key)?.as_table_like_mut()?;
    }
    match change {
        Change::Remove => {
            around.remove(last)?;
        }
        Change::Set(value) => {
            let mut value = value.clone();
            let old = around.get_mut(last)?.as_value_mut()?;
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        Change::Copy => {
            let copy = around.get(last)?.clone();
            around.insert(&format!("{last}More"), copy);
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_of_a_file_goes_and_changes_and_every_table_is_copied() {
        let file = SourceFile {
            path: "spec/actions/X.toml".to_owned(),
            bytes: b"effect = \"read\"\nother-sources = [\"a\"]\n[request.a]\npresence = \"required\"\nminimum = 1\n[request]\nb = { doc = \"B\" }\n".to_vec(),
        };
        let mutations = of(std::slice::from_ref(&file));
        let changed: BTreeSet<Vec<u8>> = mutations
            .iter()
            .map(|mutation| {
                let files = (mutation.change)(std::slice::from_ref(&file));
                files
                    .unwrap_or_else(|| panic!("{}", mutation.title))
                    .remove(0)
                    .bytes
            })
            .collect();
        assert_eq!(changed.len(), mutations.len(), "each is another file");
        assert!(!changed.contains(&file.bytes), "each changes something");
        // effect 2, other-sources 3, request 2, a 2, presence 4, minimum 3, b 2, doc 2.
        assert_eq!(mutations.len(), 20);
    }
}
