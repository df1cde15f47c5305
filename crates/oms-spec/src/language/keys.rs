//! The types of the key table in `tables`: the keys that a table of the spec may hold.
//!
//! The same table drives the check of the files, their JSON Schema and the manual, so that the
//! three cannot disagree.

use crate::language::TextForm;

/// A kind of table.
#[derive(Debug)]
pub(crate) struct TableRule {
    /// Its name in the JSON Schema.
    pub(crate) id: &'static str,
    /// The form of its header.
    pub(crate) header: &'static str,
    /// Its name in messages; a name of its own follows.
    pub(crate) noun: &'static str,
    /// Its purpose, in one sentence.
    pub(crate) doc: &'static str,
    pub(crate) keys: &'static [KeyRule],
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyRule {
    pub(crate) name: &'static str,
    pub(crate) kind: KeyKind,
    pub(crate) need: Need,
    /// Its meaning, in one sentence.
    pub(crate) doc: &'static str,
    /// A value as it is written; empty where the kind is a table that has a section of its own.
    pub(crate) example: &'static str,
}

/// Says whether a key must be there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Need {
    Required,
    Optional,
    /// It has a meaning only where another key has one of these values; no values mean any.
    OnlyWith {
        key: &'static str,
        values: &'static [&'static str],
    },
    /// It must be there where another key has one of these values, and has no meaning elsewhere.
    RequiredWith {
        key: &'static str,
        values: &'static [&'static str],
    },
}

/// The values that a key takes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum KeyKind {
    Text(TextForm),
    Boolean,
    /// A whole number from 1.
    Count,
    /// Any whole number.
    Integer,
    /// A text, a whole number or a boolean.
    Scalar,
    /// A name, or `false` for none.
    NameOrFalse,
    /// A date without a time.
    Date,
    /// A list of texts, each of a form.
    Texts(TextForm),
    Table(&'static TableRule),
    /// Tables under free keys, such as the fields of an object by wire name.
    Tables(&'static TableRule),
}

impl KeyKind {
    /// The words for the values, for messages and the manual.
    pub(crate) fn expected(self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Boolean => "`true` or `false`",
            Self::Count => "a whole number from 1",
            Self::Integer => "a whole number",
            Self::Scalar => "a text, a whole number or a boolean",
            Self::NameOrFalse => "a name, or `false`",
            Self::Date => "a date",
            Self::Texts(_) => "a list of texts",
            Self::Table(_) | Self::Tables(_) => "a table",
        }
    }
}

impl TableRule {
    pub(crate) fn key(&self, name: &str) -> Option<&'static KeyRule> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl KeyRule {
    /// Returns whether it holds a table, or tables under free keys.
    pub(crate) fn is_table(&self) -> bool {
        matches!(self.kind, KeyKind::Table(_) | KeyKind::Tables(_))
    }

    /// The same key in a table that needs it otherwise.
    pub(crate) const fn when(self, need: Need) -> Self {
        Self { need, ..self }
    }
}

/// A row of the key table.
pub(crate) const fn key(
    name: &'static str,
    need: Need,
    kind: KeyKind,
    example: &'static str,
    doc: &'static str,
) -> KeyRule {
    KeyRule {
        name,
        kind,
        need,
        doc,
        example,
    }
}

pub(crate) const fn only_with(key: &'static str, values: &'static [&'static str]) -> Need {
    Need::OnlyWith { key, values }
}

pub(crate) const fn required_with(key: &'static str, values: &'static [&'static str]) -> Need {
    Need::RequiredWith { key, values }
}
