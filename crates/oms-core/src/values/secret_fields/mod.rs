//! The secret parts of a JSON value, by the types that the spec declares.
//!
//! The typed forms of a request and of an answer hide their secrets by themselves. In their JSON,
//! as in a plan, a journal or a recording, only the types distinguish a secret from another text;
//! the generated tables contain these types.

use std::{fmt, ptr};

use serde_json::Value;

use crate::Json;
use crate::text::redact::{Redactor, beginning};
use crate::text::shown::Shown;

/// The text that replaces a secret.
pub const HIDDEN: &str = "(hidden)";

/// The secret parts of a JSON value.
///
/// The tables are generated from the types of the spec, so that a new action cannot be forgotten:
/// [`ActionInfo`](crate::ActionInfo) leads to those of its parameters and of its payload. A value
/// of another form than the type says is searched as far as its form allows; where the two leave a
/// doubt, more is hidden rather than less.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::Secrets;
/// use serde_json::json;
///
/// static CONNECTION: Secrets = Secrets::Fields(&[("key", &Secrets::Whole)]);
/// static REQUEST: Secrets = Secrets::Fields(&[("connections", &Secrets::Items(&CONNECTION))]);
///
/// let mut value = json!({"name": "key", "connections": [{"host": "a", "key": "hunter2"}]});
/// assert!(REQUEST.holds(&value));
/// REQUEST.hide(&mut value);
/// assert_eq!(value, json!({"name": "key", "connections": [{"host": "a", "key": "(hidden)"}]}));
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Secrets {
    /// Nothing of it.
    None,
    /// All of it, whatever its form.
    Whole,
    /// Parts of each item of a list.
    Items(&'static Secrets),
    /// Parts of each value of a map.
    Values(&'static Secrets),
    /// Parts of the fields of an object, by their names on the wire and those under which they are
    /// read.
    Fields(&'static [(&'static str, &'static Secrets)]),
    /// As [`Fields`](Self::Fields), and every field beyond these, whose type nobody knows.
    FieldsAlone(&'static [(&'static str, &'static Secrets)]),
    /// The values under these keys, in any case and however deep they are.
    Keys(&'static [&'static str]),
    /// Every value of an object, but for those under these names, and any text that is no object's:
    /// nothing is declared about it.
    AllBut(&'static [&'static str]),
    /// Parts of any of several types that the value may have.
    AnyOf(&'static [&'static Secrets]),
}

impl Secrets {
    /// Puts [`HIDDEN`] in the place of every secret. Null, which means a secret that is not
    /// there, stays.
    pub fn hide(&self, value: &mut Value) {
        hide_by(&[self], value);
    }

    /// Returns the secrets of an object's value, by its name.
    fn of_entry(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Values(inner) => Some(inner),
            Self::Fields(fields) => known(fields, name),
            Self::FieldsAlone(fields) => Some(known(fields, name).unwrap_or(&Self::Whole)),
            // Clients differ in how they spell a key, and a secret must not depend on it.
            Self::Keys(keys) if keys.iter().any(|key| key.eq_ignore_ascii_case(name)) => {
                Some(&Self::Whole)
            }
            Self::AllBut(shown) if shown.contains(&name) => None,
            Self::AllBut(_) => Some(&Self::Whole),
            Self::Keys(_) => Some(self),
            Self::None | Self::Whole | Self::Items(_) | Self::AnyOf(_) => None,
        }
    }

    /// Writes JSON with its secrets hidden, as the debug form of a type that holds it.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn shown(&self, json: &Json, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match serde_json::from_str(json.get()) {
            Ok(value) => write!(f, "{}", Shown(&self.hidden(value).to_string())),
            // A text that cannot be searched may hold anything.
            Err(_) => f.write_str(HIDDEN),
        }
    }

    /// The same value with its secrets hidden.
    #[must_use]
    pub fn hidden(&self, mut value: Value) -> Value {
        self.hide(&mut value);
        value
    }

    /// Returns `true` if a secret is in a value. Null is none.
    #[must_use]
    pub fn holds(&self, value: &Value) -> bool {
        let mut found = false;
        self.visit(value, &mut |_| found = true);
        found
    }

    /// Takes the secrets of a value out of a text that may repeat them, such as what a server
    /// answered to it, in whichever form they are there. As from an answer, only those of six bytes
    /// and more are taken out.
    #[must_use]
    pub fn taken_out(&self, value: &Value, text: String) -> String {
        let secrets = self.texts_in(value);
        if secrets.is_empty() {
            return text;
        }
        let secrets = secrets.into_iter();
        Redactor::of_texts(secrets.map(|secret| beginning(secret, text.len()))).redact(text)
    }

    /// Returns the texts in the secrets of a value.
    pub(crate) fn texts_in<'v>(&self, value: &'v Value) -> Vec<&'v str> {
        let mut found = Vec::new();
        self.visit(value, &mut |secret| add_texts(secret, &mut found));
        found
    }

    /// Shows every secret in a value, whole: a text, or any JSON where the type is a secret of any
    /// form.
    pub fn visit<'v>(&self, value: &'v Value, visit: &mut dyn FnMut(&'v Value)) {
        visit_by(&[self], value, visit);
    }
}

fn hide_by(tables: &[&Secrets], value: &mut Value) {
    let tables = Tables::of(tables, value);
    if tables.hide_all_of(value) {
        *value = Value::from(HIDDEN);
        return;
    }
    match value {
        Value::Array(items) => {
            let inner = tables.of_items();
            for item in items {
                hide_by(&inner, item);
            }
        }
        Value::Object(entries) => {
            for (name, value) in entries {
                hide_by(&tables.of_entry(name), value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn visit_by<'v>(tables: &[&Secrets], value: &'v Value, visit: &mut dyn FnMut(&'v Value)) {
    let tables = Tables::of(tables, value);
    if tables.hide_all_of(value) {
        visit(value);
        return;
    }
    match value {
        Value::Array(items) => {
            let inner = tables.of_items();
            for item in items {
                visit_by(&inner, item, visit);
            }
        }
        Value::Object(entries) => {
            for (name, value) in entries {
                visit_by(&tables.of_entry(name), value, visit);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The tables by which one value is searched: several where it may have several types.
///
/// They go down through the value together, each of them once. If each type of a union went down
/// by itself, a union inside of itself would double the work with every level.
struct Tables<'s>(Vec<&'s Secrets>);

impl<'s> Tables<'s> {
    /// Puts the types of a union in its place. A list is searched where one item is expected as
    /// well, and the other way round.
    fn of(tables: &[&'s Secrets], value: &Value) -> Self {
        let mut rest = tables.to_vec();
        let mut all: Vec<&Secrets> = Vec::new();
        while let Some(table) = rest.pop() {
            if all.iter().any(|known| ptr::eq(*known, table)) {
                continue;
            }
            all.push(table);
            match table {
                Secrets::AnyOf(types) => rest.extend_from_slice(types),
                Secrets::Items(inner) if !value.is_array() => rest.push(inner),
                _ => {}
            }
        }
        Self(all)
    }

    /// Returns whether the value is a secret as a whole.
    fn hide_all_of(&self, value: &Value) -> bool {
        self.0.iter().any(|table| match table {
            Secrets::Whole => !value.is_null(),
            Secrets::AllBut(_) => value.is_string(),
            _ => false,
        })
    }

    /// Returns the tables of the items of a list.
    fn of_items(&self) -> Vec<&'s Secrets> {
        let tables = self.0.iter().filter_map(|table| match *table {
            Secrets::None | Secrets::AnyOf(_) => None,
            Secrets::Items(inner) => Some(*inner),
            table => Some(table),
        });
        tables.collect()
    }

    /// Returns the tables of an object's value, by its name.
    fn of_entry(&self, name: &str) -> Vec<&'s Secrets> {
        let tables = self.0.iter().filter_map(|table| table.of_entry(name));
        tables.collect()
    }
}

/// Returns the secrets of a field, if it is one of these.
fn known(fields: &[(&str, &'static Secrets)], name: &str) -> Option<&'static Secrets> {
    let found = fields.iter().find(|(known, _)| *known == name);
    found.map(|(_, secrets)| *secrets)
}

/// Adds the texts in a value.
fn add_texts<'v>(value: &'v Value, texts: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(items) => items.iter().for_each(|item| add_texts(item, texts)),
        Value::Object(entries) => entries.values().for_each(|value| add_texts(value, texts)),
        _ => {}
    }
}

impl fmt::Debug for Secrets {
    /// Names no more than its outermost part: types may hold themselves.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Whole => "Whole",
            Self::Items(_) => "Items(..)",
            Self::Values(_) => "Values(..)",
            Self::Fields(_) => "Fields(..)",
            Self::FieldsAlone(_) => "FieldsAlone(..)",
            Self::Keys(_) => "Keys(..)",
            Self::AllBut(_) => "AllBut(..)",
            Self::AnyOf(_) => "AnyOf(..)",
        })
    }
}

#[cfg(test)]
mod tests;
