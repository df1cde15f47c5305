//! The words of the spec language, for tests and tools that must know all of them.
//!
//! It is a view of the key table; nothing is decided here.

mod documented;
pub(crate) mod keys;
pub mod manual;
pub mod names;
pub(crate) mod pattern;
pub mod schema;
#[rustfmt::skip]
pub(crate) mod tables;
mod text_forms;
pub(crate) mod type_expression;
pub(crate) mod values;

use std::collections::BTreeSet;

pub(crate) use documented::Documented;
pub(crate) use text_forms::TextForm;
pub(crate) use type_expression::TypeExpression;

use keys::{KeyKind, TableRule};

/// A key of a table of the language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The table that it is in, by its name in the JSON Schema; `root` and `action` are the files
    /// themselves.
    pub table: &'static str,
    /// The table's header in the manual.
    pub header: &'static str,
    /// The key.
    pub name: &'static str,
    /// The words that it takes, where it takes no others.
    pub words: &'static [&'static str],
    /// The values under it.
    pub inside: KeyContents,
}

/// The values under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyContents {
    /// A value.
    Value,
    /// A table.
    Table(&'static str),
    /// Tables under free keys.
    Tables(&'static str),
}

/// Every key of every table.
#[must_use]
pub fn keys() -> Vec<Key> {
    let (mut keys, mut seen) = (Vec::new(), BTreeSet::new());
    for root in [&tables::ROOT, &tables::ACTION] {
        collect(root, &mut seen, &mut keys);
    }
    keys
}

/// The words of a type expression.
#[must_use]
pub fn types() -> Vec<&'static str> {
    let built_in = type_expression::built_in();
    built_in.chain(["list", "map"]).collect()
}

fn collect(table: &'static TableRule, seen: &mut BTreeSet<&'static str>, keys: &mut Vec<Key>) {
    if !seen.insert(table.id) {
        return;
    }
    for key in table.keys {
        let (words, inside): (&[&str], _) = match key.kind {
            KeyKind::Text(TextForm::Word(words)) => (words, KeyContents::Value),
            KeyKind::Table(inner) => (&[], KeyContents::Table(inner.id)),
            KeyKind::Tables(inner) => (&[], KeyContents::Tables(inner.id)),
            _ => (&[], KeyContents::Value),
        };
        keys.push(Key {
            table: table.id,
            header: table.header,
            name: key.name,
            words,
            inside,
        });
        if let KeyKind::Table(inner) | KeyKind::Tables(inner) = key.kind {
            collect(inner, seen, keys);
        }
    }
}
