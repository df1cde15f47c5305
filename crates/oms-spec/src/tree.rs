//! TOML values with their places, in the order in which they stand in the file.

use crate::diagnostics::{Span, Text};

/// A table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
    /// Where to point when something is missing from it.
    pub(crate) span: Span,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: Text,
    pub(crate) value: Value,
}

/// A value.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Text(String),
    Integer(i64),
    Boolean(bool),
    /// A date without a time, as `YYYY-MM-DD`.
    Date(String),
    List(Vec<Value>),
    Table(Table),
    /// A value that no key of the spec takes, by the word for it.
    Other(&'static str),
}

impl Kind {
    /// The word for it in messages.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a whole number",
            Self::Boolean(_) => "a boolean",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(word) => word,
        }
    }
}

/// Reading is lenient: a value that is missing or of the wrong type is absent here, because `walk` has reported it.
impl Table {
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.entries
            .iter()
            .find(|entry| entry.key.value == key)
            .map(|entry| &entry.value)
    }

    /// Where a key stands.
    pub(crate) fn key(&self, key: &str) -> Option<Span> {
        self.entries
            .iter()
            .find(|entry| entry.key.value == key)
            .map(|entry| entry.key.span)
    }

    pub(crate) fn text(&self, key: &str) -> Option<Text> {
        self.get(key).and_then(Value::text)
    }

    pub(crate) fn date(&self, key: &str) -> Option<Text> {
        match self.get(key) {
            Some(Value {
                span,
                kind: Kind::Date(date),
            }) => Some(Text {
                value: date.clone(),
                span: *span,
            }),
            _ => None,
        }
    }

    pub(crate) fn integer(&self, key: &str) -> Option<i64> {
        match self.get(key)?.kind {
            Kind::Integer(number) => Some(number),
            _ => None,
        }
    }

    pub(crate) fn boolean(&self, key: &str) -> Option<bool> {
        match self.get(key)?.kind {
            Kind::Boolean(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn texts(&self, key: &str) -> Vec<Text> {
        match self.get(key).map(|value| &value.kind) {
            Some(Kind::List(items)) => items.iter().filter_map(Value::text).collect(),
            _ => Vec::new(),
        }
    }

    pub(crate) fn table(&self, key: &str) -> Option<&Table> {
        self.get(key).and_then(Value::table)
    }

    /// The tables under a key, each with its own key.
    pub(crate) fn tables(&self, key: &str) -> impl Iterator<Item = (&Text, &Table)> {
        let entries = self
            .table(key)
            .map(|table| table.entries.as_slice())
            .unwrap_or_default();
        entries
            .iter()
            .filter_map(|entry| entry.value.table().map(|table| (&entry.key, table)))
    }
}

impl Value {
    fn text(&self) -> Option<Text> {
        match &self.kind {
            Kind::Text(value) => Some(Text {
                value: value.clone(),
                span: self.span,
            }),
            _ => None,
        }
    }

    fn table(&self) -> Option<&Table> {
        match &self.kind {
            Kind::Table(table) => Some(table),
            _ => None,
        }
    }
}
