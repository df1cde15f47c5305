//! Keys that a table does not have, and the ones that were probably meant.

use std::collections::HashSet;

use oms_text::nearest;

use super::TableName;
use crate::language::keys::{KeyKind, KeyRule, TableRule};
use crate::report::{Code, Diagnostic, Problems, any_of, quoted};
use crate::syntax::tree::{TomlEntry, TomlKind, TomlTable};

/// Words of other formats, and what they are called here.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("body", "request"),
    ("comment", "doc"),
    ("desc", "doc"),
    ("description", "doc"),
    ("enum", "values"),
    ("format", "pattern"),
    ("nullable", "presence"),
    ("optional", "presence"),
    ("parameters", "request"),
    ("params", "request"),
    ("payload", "data"),
    ("properties", "fields"),
    ("regex", "pattern"),
    ("required", "presence"),
    ("response", "data"),
    ("result", "data"),
    ("url", "source"),
    ("version", "since"),
];

/// Keys that another table has, by the table in which they are looked for, and what says the same
/// there.
const ADVICE: &[(&str, &str, &str)] = &[
    ("field", "secret", OF_A_SECRET),
    ("field", "encoding", OF_A_SECRET),
    ("field", "secret-keys", OF_A_SECRET),
];

const OF_A_SECRET: &str = "a shape says so: write the name of one with `secret` or `secret-keys` as the `type`, or declare it as `[shape.<RustName>]` in spec/oms.toml";

/// Reports the unknown keys of a table, and takes each for the key that was probably meant.
pub(super) fn keys(table: &mut TomlTable, subject: &TableName<'_>, problems: &mut Problems) {
    let rules = subject.rules;
    if table
        .entries
        .iter()
        .all(|entry| rules.key(&entry.key.value).is_some())
    {
        return;
    }
    let entries = std::mem::take(&mut table.entries);
    let (known, unknown): (Vec<_>, Vec<_>) = entries
        .into_iter()
        .partition(|entry| rules.key(&entry.key.value).is_some());
    table.entries = known;
    for entry in unknown {
        let name = &entry.key.value;
        let message = format!("{} is no key of {}", quoted(name), subject.words());
        let diagnostic = Diagnostic::new(Code::UnknownKey, entry.key.span, message);
        let Some(key) = meant(name, table, rules) else {
            let advice = ADVICE
                .iter()
                .find(|(id, word, _)| *id == rules.id && *word == name);
            let help = advice.map_or_else(
                || {
                    let keys = any_of(rules.keys.iter().map(|key| key.name));
                    format!("{} takes {keys}", rules.noun)
                },
                |(_, _, advice)| (*advice).to_owned(),
            );
            problems.push(diagnostic.label("not a known key").help(help));
            table.holes |= entry.value.table().is_some();
            continue;
        };
        let diagnostic = diagnostic.label(format!("did you mean `{}`?", key.name));
        let right = table.key(key.name).filter(|_| !key.is_table());
        problems.push(match right {
            Some(right) => diagnostic.also(right, "it is here as well"),
            None => diagnostic,
        });
        take_for(table, key, entry);
    }
}

/// The key that a word was probably meant to be: the one that it means in other formats, or else
/// the nearest; of two that are as near, the one that is not there yet.
fn meant(name: &str, table: &TomlTable, rules: &'static TableRule) -> Option<&'static KeyRule> {
    let free = |key: &&KeyRule| table.entry(key.name).is_none();
    let (missing, present): (Vec<&KeyRule>, Vec<&KeyRule>) = rules.keys.iter().partition(free);
    let other = OTHER_WORDS.iter().find(|(word, _)| *word == name);
    let other = other.and_then(|(_, word)| rules.key(word));
    other.or_else(|| {
        let near = nearest(name, missing.iter().chain(&present).map(|key| key.name));
        near.and_then(|name| rules.key(name))
    })
}

/// Takes an entry for the one that was meant.
fn take_for(table: &mut TomlTable, key: &KeyRule, entry: TomlEntry) {
    let mut entry = entry;
    key.name.clone_into(&mut entry.key.value);
    let existing = table
        .entries
        .iter_mut()
        .find(|other| other.key.value == key.name);
    match (existing, entry.value.kind) {
        (None, kind) => {
            let fits = key.is_table() == matches!(kind, TomlKind::Table(_));
            // The word for `presence = "required"` is often `required = true`: the key was meant,
            // the value was not.
            let scalar = matches!((&key.kind, &kind), (KeyKind::Text(_), TomlKind::Boolean(_)));
            entry.value.kind = if fits && !scalar {
                kind
            } else {
                TomlKind::Void
            };
            // The tables under the key cannot be read.
            table.holes |= key.is_table() && matches!(entry.value.kind, TomlKind::Void);
            table.entries.push(entry);
        }
        (Some(existing), TomlKind::Table(more)) => {
            if let TomlKind::Table(first) = &mut existing.value.kind {
                let known = first.entries.iter().map(|entry| entry.key.value.clone());
                let known: HashSet<String> = known.collect();
                let twice = |entry: &TomlEntry| known.contains(&entry.key.value);
                let (again, new): (Vec<_>, Vec<_>) = more.entries.into_iter().partition(twice);
                first.holes |= !again.is_empty();
                first.entries.extend(new);
            }
        }
        (Some(_), _) => {}
    }
}
