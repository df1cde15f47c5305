//! A tree against the key table: unknown keys, missing keys, values of the wrong type or form.
//!
//! It knows the language only through the key table; what needs two tables to decide is in `checks`.

use std::collections::BTreeSet;

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Text};
use crate::keys::{Key, Kind, Need, Table};
use crate::text_forms::{listed, nearest};
use crate::tree;

/// Checks a table and everything in it.
pub(crate) fn walk(table: &tree::Table, rules: &'static Table, problems: &mut Problems) {
    let meant = unknown_keys(table, rules, problems);
    for key in rules.keys {
        match table
            .entries
            .iter()
            .find(|entry| entry.key.value == key.name)
        {
            Some(entry) => {
                misplaced(table, rules, entry, key, problems);
                value(key, entry, problems);
            }
            // A misspelt key is one problem, not two.
            None if matches!(key.need, Need::Required) && !meant.contains(key.name) => {
                problems.push(missing(table, rules, key));
            }
            None => {}
        }
    }
}

/// Reports the unknown keys; returns the known ones that were probably meant.
fn unknown_keys(
    table: &tree::Table,
    rules: &'static Table,
    problems: &mut Problems,
) -> BTreeSet<&'static str> {
    let mut meant = BTreeSet::new();
    for entry in &table.entries {
        let name = entry.key.value.as_str();
        if rules.key(name).is_some() {
            continue;
        }
        let absent = rules
            .keys
            .iter()
            .map(|key| key.name)
            .filter(|known| table.get(known).is_none());
        let message = format!(
            "`{}` is no key of `{}`",
            name.escape_default(),
            rules.header
        );
        let diagnostic = Diagnostic::new(Code::UnknownKey, entry.key.span, message);
        problems.push(match nearest(name, absent) {
            Some(known) => {
                meant.insert(known);
                diagnostic.label(format!("did you mean `{known}`?"))
            }
            None => diagnostic.label("not a known key").help(format!(
                "it takes {}",
                listed(rules.keys.iter().map(|key| key.name))
            )),
        });
    }
    meant
}

fn missing(table: &tree::Table, rules: &Table, key: &Key) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::MissingKey,
        table.span,
        format!("`{}` lacks `{}`", rules.header, key.name),
    );
    let diagnostic = diagnostic.label(format!("`{}` is missing: {}", key.name, key.doc));
    if key.example.is_empty() {
        diagnostic
    } else {
        diagnostic.help(format!("for example `{} = {}`", key.name, key.example))
    }
}

fn misplaced(
    table: &tree::Table,
    rules: &Table,
    entry: &tree::Entry,
    key: &Key,
    problems: &mut Problems,
) {
    let Need::OnlyWith { key: other, values } = key.need else {
        return;
    };
    let wanted = if values.is_empty() {
        format!("`{other}`")
    } else {
        format!("`{other}` = {}", listed(values.iter().copied()))
    };
    let diagnostic = Diagnostic::new(
        Code::MisplacedKey,
        entry.key.span,
        format!("`{}` has no meaning here", key.name),
    )
    .label(format!("it belongs to {wanted}"))
    .help("remove it");
    match table.get(other) {
        // Where the other key must be there, its absence is a problem of its own.
        None if rules
            .key(other)
            .is_some_and(|other| matches!(other.need, Need::Required)) => {}
        None => problems.push(diagnostic),
        Some(value) => {
            if let tree::Kind::Text(word) = &value.kind
                && !values.is_empty()
                && !values.contains(&word.as_str())
            {
                problems.push(diagnostic.also(
                    value.span,
                    format!("`{other}` is `{}` here", word.escape_default()),
                ));
            }
        }
    }
}

fn value(key: &Key, entry: &tree::Entry, problems: &mut Problems) {
    match (key.kind, &entry.value.kind) {
        (Kind::Text(form), tree::Kind::Text(text)) => {
            let text = Text {
                value: text.clone(),
                span: entry.value.span,
            };
            if let Some(problem) = form.problem(key.name, &text) {
                problems.push(problem);
            }
        }
        (Kind::Count, tree::Kind::Integer(number))
            if *number >= 1 && u32::try_from(*number).is_ok() => {}
        (Kind::Boolean | Kind::Scalar, tree::Kind::Boolean(_))
        | (Kind::Date, tree::Kind::Date(_))
        | (Kind::Integer | Kind::Scalar, tree::Kind::Integer(_))
        | (Kind::Scalar, tree::Kind::Text(_)) => {}
        (Kind::Texts, tree::Kind::List(items)) => {
            for item in items
                .iter()
                .filter(|item| !matches!(item.kind, tree::Kind::Text(_)))
            {
                problems.push(wrong_type(key, "a text", item));
            }
        }
        (Kind::Table(rules), tree::Kind::Table(table)) => walk(table, rules, problems),
        (Kind::Tables(rules), tree::Kind::Table(tables)) => {
            for entry in &tables.entries {
                match &entry.value.kind {
                    tree::Kind::Table(table) => walk(table, rules, problems),
                    _ => problems.push(wrong_type(key, "a table", &entry.value)),
                }
            }
        }
        _ => problems.push(wrong_type(key, key.kind.expected(), &entry.value)),
    }
}

fn wrong_type(key: &Key, expected: &str, value: &tree::Value) -> Diagnostic {
    let message = format!("`{}` takes {expected}, not {}", key.name, value.kind.word());
    let diagnostic = Diagnostic::new(Code::WrongValueType, value.span, message)
        .label(format!("{expected} is expected here"));
    if key.example.is_empty() {
        diagnostic
    } else {
        diagnostic.help(format!("for example `{} = {}`", key.name, key.example))
    }
}
