//! TOML values with their places, in the order in which they stand in the file.

use crate::report::{Span, Text};

/// A table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
    /// Where to point when something is missing from it.
    pub(crate) span: Span,
    /// Whether something in it could not be understood, so that nothing may be concluded from what it lacks.
    pub(crate) holes: bool,
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
    Text(Text),
    Integer(i64),
    Boolean(bool),
    /// A date without a time, as `YYYY-MM-DD`.
    Date(String),
    List(Vec<Value>),
    Table(Table),
    /// A value that no key of the spec takes, by the words for it.
    Other(&'static str),
    /// A value that was reported: it counts as if it were not there, but its key does.
    Void,
}

impl Kind {
    /// The words for it in messages.
    pub(crate) fn words(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a whole number",
            Self::Boolean(_) => "a boolean",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(words) => words,
            Self::Void => "nothing",
        }
    }
}

/// Reading is lenient: a value that is missing or void is absent here, because `walk` has reported it.
impl Table {
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Where a key stands.
    pub(crate) fn key(&self, key: &str) -> Option<Span> {
        self.entry(key).map(|entry| entry.key.span)
    }

    pub(crate) fn text(&self, key: &str) -> Option<Text> {
        self.get(key).and_then(Value::text).cloned()
    }

    pub(crate) fn date(&self, key: &str) -> Option<Text> {
        match self.get(key) {
            Some(Value {
                span,
                kind: Kind::Date(date),
            }) => Some(Text {
                value: date.clone(),
                span: *span,
                verbatim: None,
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
            Some(Kind::List(items)) => items.iter().filter_map(Value::text).cloned().collect(),
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

    /// Whether a key has a value that could not be read, or none at all.
    pub(crate) fn is_void(&self, key: &str) -> bool {
        self.get(key)
            .is_none_or(|value| matches!(value.kind, Kind::Void))
    }

    /// Whether nothing may be concluded from what is missing from the table under a key.
    pub(crate) fn holes_in(&self, key: &str) -> bool {
        self.holes || self.table(key).is_some_and(|table| table.holes)
    }
}

impl Value {
    fn text(&self) -> Option<&Text> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn table(&self) -> Option<&Table> {
        match &self.kind {
            Kind::Table(table) => Some(table),
            _ => None,
        }
    }
}
