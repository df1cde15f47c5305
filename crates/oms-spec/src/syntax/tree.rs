//! TOML values with their places, in the order in which they are in the file.

use crate::report::{Span, Text};

/// A table.
#[derive(Debug, Clone, Default)]
pub(crate) struct TomlTable {
    pub(crate) entries: Vec<TomlEntry>,
    /// The place to point to when something is missing from it.
    pub(crate) span: Span,
    /// Says whether something in it could not be understood, so that nothing may be concluded from
    /// what it lacks.
    pub(crate) holes: bool,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub(crate) struct TomlEntry {
    pub(crate) key: Text,
    pub(crate) value: TomlValue,
}

/// A value.
#[derive(Debug, Clone)]
pub(crate) struct TomlValue {
    pub(crate) span: Span,
    pub(crate) kind: TomlKind,
}

/// The kinds of TOML values.
#[derive(Debug, Clone)]
pub(crate) enum TomlKind {
    Text(Text),
    Integer(i64),
    Boolean(bool),
    /// A date without a time, as `YYYY-MM-DD`.
    Date(String),
    List(Vec<TomlValue>),
    Table(TomlTable),
    /// A value that no key of the spec takes, by the words for it.
    Other(&'static str),
    /// A value that was reported: it counts as if it were not there, but its key does.
    Void,
}

impl TomlKind {
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

/// Reading is lenient: a value that is missing or void is absent here, because `walk` has reported
/// it.
impl TomlTable {
    pub(crate) fn entry(&self, key: &str) -> Option<&TomlEntry> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&TomlValue> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The place of a key.
    pub(crate) fn key(&self, key: &str) -> Option<Span> {
        self.entry(key).map(|entry| entry.key.span)
    }

    pub(crate) fn text(&self, key: &str) -> Option<Text> {
        self.get(key).and_then(TomlValue::text).cloned()
    }

    pub(crate) fn date(&self, key: &str) -> Option<Text> {
        match self.get(key) {
            Some(TomlValue {
                span,
                kind: TomlKind::Date(date),
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
            TomlKind::Integer(number) => Some(number),
            _ => None,
        }
    }

    pub(crate) fn boolean(&self, key: &str) -> Option<bool> {
        match self.get(key)?.kind {
            TomlKind::Boolean(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn texts(&self, key: &str) -> Vec<Text> {
        match self.get(key).map(|value| &value.kind) {
            Some(TomlKind::List(items)) => {
                items.iter().filter_map(TomlValue::text).cloned().collect()
            }
            _ => Vec::new(),
        }
    }

    pub(crate) fn table(&self, key: &str) -> Option<&TomlTable> {
        self.get(key).and_then(TomlValue::table)
    }

    /// The tables under a key, each with its own key.
    pub(crate) fn tables(&self, key: &str) -> impl Iterator<Item = (&Text, &TomlTable)> {
        let entries = self
            .table(key)
            .map(|table| table.entries.as_slice())
            .unwrap_or_default();
        entries
            .iter()
            .filter_map(|entry| entry.value.table().map(|table| (&entry.key, table)))
    }

    /// Returns whether a key has a value that could not be read, or none at all.
    pub(crate) fn is_void(&self, key: &str) -> bool {
        self.get(key)
            .is_none_or(|value| matches!(value.kind, TomlKind::Void))
    }

    /// Returns whether nothing may be concluded from what is missing from the table under a key.
    pub(crate) fn holes_in(&self, key: &str) -> bool {
        self.holes || self.table(key).is_some_and(|table| table.holes)
    }
}

impl TomlValue {
    fn text(&self) -> Option<&Text> {
        match &self.kind {
            TomlKind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn table(&self) -> Option<&TomlTable> {
        match &self.kind {
            TomlKind::Table(table) => Some(table),
            _ => None,
        }
    }
}
