//! The lines of the spec's keys in its TOML files.

use std::collections::BTreeMap;

use oms_spec::SourceFile;
use toml::de::{DeTable, DeValue};

use crate::record::Place;

/// Deepest nesting that is searched.
const DEEPEST: usize = 40;

/// The lines of the keys of a spec's files.
#[derive(Debug, Default)]
pub(crate) struct SpecLines {
    /// By path, then by the keys with a NUL between them.
    files: BTreeMap<String, BTreeMap<String, usize>>,
}

impl SpecLines {
    pub(crate) fn of(files: &[SourceFile]) -> Self {
        let tables = files.iter().filter(|file| is_toml(&file.path));
        let read = tables.map(|file| {
            let text = String::from_utf8_lossy(&file.bytes);
            let (table, _) = DeTable::parse_recoverable(&text);
            let mut keys = BTreeMap::new();
            collect(table.get_ref(), "", &text, 0, &mut keys);
            (file.path.clone(), keys)
        });
        Self {
            files: read.collect(),
        }
    }

    /// The place of a key of an action's file, or of the innermost table around it.
    pub(crate) fn of_action(&self, path: &str, keys: &[&str]) -> Place {
        let line = self
            .files
            .get(path)
            .map_or(0, |known| innermost(known, keys));
        Place::new(path, line.max(1))
    }

    /// The place of a key of a shape, in whatever file it is declared.
    pub(crate) fn of_shape(&self, keys: &[&str]) -> Place {
        let best = self
            .files
            .iter()
            .map(|(path, known)| (innermost(known, keys), path))
            .filter(|(line, _)| *line > 0)
            .max_by_key(|(line, path)| (self.depth(path, keys), *line));
        best.map_or_else(Place::default, |(line, path)| Place::new(path, line))
    }

    fn depth(&self, path: &str, keys: &[&str]) -> usize {
        let known = self.files.get(path);
        (1..=keys.len())
            .rev()
            .find(|length| known.is_some_and(|known| known.contains_key(&joined(keys, *length))))
            .unwrap_or(0)
    }
}

/// True if a file is TOML of the spec; examples and files of an editor are not.
fn is_toml(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| ending == "toml")
}

fn joined(keys: &[&str], length: usize) -> String {
    keys.get(..length).unwrap_or_default().join("\0")
}

fn innermost(known: &BTreeMap<String, usize>, keys: &[&str]) -> usize {
    (1..=keys.len())
        .rev()
        .find_map(|length| known.get(&joined(keys, length)).copied())
        .unwrap_or(0)
}

fn collect(
    table: &DeTable<'_>,
    within: &str,
    text: &str,
    depth: usize,
    keys: &mut BTreeMap<String, usize>,
) {
    if depth > DEEPEST {
        return;
    }
    for (key, value) in table {
        let separator = if within.is_empty() { "" } else { "\0" };
        let path = format!("{within}{separator}{}", key.get_ref());
        let before = text.get(..key.span().start).unwrap_or_default();
        keys.insert(path.clone(), before.matches('\n').count() + 1);
        if let DeValue::Table(inner) = value.get_ref() {
            collect(inner, &path, text, depth + 1, keys);
        }
    }
}
