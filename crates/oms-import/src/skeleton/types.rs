//! The type of a field in the language of the spec, from its type word, its example and what it
//! consists of.

use std::collections::BTreeSet;

use oms_spec::ir::Api;

use super::known::Known;
use crate::contradictions::{kinds_at, promised, word_of_items};
use crate::facts::{Facts, Field};
use crate::odd_values::{self, Fault, OddValue};
use crate::record::{Record, placed, plain};
use crate::shown::{self, Kind};
use crate::words;

/// The facts that decide about types.
pub(super) struct Types<'a> {
    record: &'a Record,
    /// The places at which an example shows a number that is not whole.
    fractions: BTreeSet<String>,
    /// The values of examples that no table allows.
    odd: BTreeSet<OddValue>,
    /// The types that fields of the same name have in the spec that there is.
    known: Known,
}

impl<'a> Types<'a> {
    pub(super) fn new(facts: &Facts, record: &'a Record, api: Option<&Api>) -> Self {
        Self {
            record,
            fractions: fractions(facts),
            odd: odd_values::of(facts),
            known: api.map_or_else(Known::default, Known::of),
        }
    }

    /// The kind of a field's values: that of the example, or else that of the type word.
    pub(super) fn kind(&self, at: &str, field: &Field) -> Option<Kind> {
        let shown = kinds_at(self.record, at);
        // If examples show several kinds, the type word decides between them.
        let word = promised(&field.type_word);
        let shown = word
            .filter(|kind| shown.contains(kind))
            .or(shown.into_iter().next());
        let kind = shown.or(word);
        let has_parts = !field.fields.is_empty() || !field.variants.is_empty();
        match kind {
            Some(Kind::String) | None if has_parts => Some(Kind::Object),
            kind => kind,
        }
    }

    /// True if an example has a value at a place.
    pub(super) fn is_shown(&self, at: &str) -> bool {
        !kinds_at(self.record, at).is_empty()
    }

    /// A Rust name for a field that only an example has, where a listed one differs from it by
    /// capital letters alone.
    pub(super) fn other_name(&self, place: &str) -> Option<String> {
        let (parent, name) = place.rsplit_once('.')?;
        let ident = oms_spec::names::ident(name);
        let mut beside = self.record.rows.iter().filter_map(|row| {
            let row = plain(&row.at);
            let (of, name) = row.rsplit_once('.')?;
            (of == parent).then(|| oms_spec::names::ident(name))
        });
        let taken = beside.any(|other| other == ident);
        taken.then(|| format!("{ident}_of_example"))
    }

    /// True if a place is a part of a variant.
    pub(super) fn is_in_union(&self, place: &str) -> bool {
        let mut unions = self.record.rows.iter().filter_map(|row| {
            let (union, _) = row.at.rsplit_once('<')?;
            Some(plain(union))
        });
        unions.any(|union| {
            let inside = place.strip_prefix(&union);
            inside.is_some_and(|rest| rest.starts_with('.'))
        })
    }

    pub(super) fn is_list(&self, at: &str, field: &Field) -> bool {
        self.kind(at, field) == Some(Kind::Array)
    }

    /// The type; `object`, `enum` and `union` are described below it. It is a blank where a person
    /// has to choose between shapes.
    pub(super) fn of(&self, at: &str, field: &Field) -> String {
        if let Some(shape) = self.agreed(field) {
            return shape.to_owned();
        }
        if self.choice(field).is_some() {
            return String::new();
        }
        let kind = self.kind(at, field);
        let item = self.item(at, field, kind);
        match kind {
            Some(Kind::Array) => format!("list<{item}>"),
            _ => item,
        }
    }

    /// The shape that every other field of the name and the type word has. One that shows its value
    /// is none for a secret.
    fn agreed(&self, field: &Field) -> Option<&str> {
        let agreed = self.known.agreed(&field.name, &field.type_word);
        let is_secret = self.secret(&field.name, &field.type_word, field.said.base64);
        let is_secret = is_secret.is_some();
        agreed.filter(|shape| is_bare(field) && (!is_secret || self.known.hides(shape)))
    }

    /// The reason why a person has to choose the type, with the shapes to choose from: a guess
    /// could leave a write without its guards, or show a secret.
    pub(super) fn choice(&self, field: &Field) -> Option<String> {
        if self.agreed(field).is_some() || !is_bare(field) {
            return None;
        }
        self.choice_of(&field.name, &field.type_word, field.said.base64)
    }

    /// The reason for a field that only an example has, by the type of its value there.
    pub(super) fn choice_of_unlisted(&self, name: &str, type_of: &str) -> Option<String> {
        self.choice_of(name, type_of, false)
    }

    /// The spelling of a listed value in an example, where it differs by case alone.
    pub(super) fn other_spelling(&self, at: &str, listed: &str) -> Option<&str> {
        let at = plain(at);
        let mut odd = self.odd.iter().filter(|odd| odd.at == at);
        let near = odd.find(|odd| matches!(&odd.fault, Fault::Spelling(of) if of == listed))?;
        Some(&near.value)
    }

    /// True if a text may be held to be Base64: by the page, by the shape of its field, or by a
    /// shape that a person may choose for it.
    pub(super) fn may_be_base64(&self, name: &str, field: Option<&Field>) -> bool {
        let (type_word, is_base64) = field.map_or(("", false), |field| {
            (field.type_word.as_str(), field.said.base64)
        });
        match field.and_then(|field| self.agreed(field)) {
            Some(shape) => self.known.encodes(shape),
            None => {
                self.known.may_encode(name) || self.secret(name, type_word, is_base64).is_some()
            }
        }
    }

    fn choice_of(&self, name: &str, type_word: &str, is_base64: bool) -> Option<String> {
        let guarding = self.known.guarding(name);
        guarding.or_else(|| Some(self.known.hiding(self.secret(name, type_word, is_base64)?)))
    }

    /// The words about a secret that a field holds, as its description or its name tells. A value
    /// that is no text, such as a number or a boolean, tells of passwords and is none. A list holds
    /// secrets if its items can be texts.
    fn secret(&self, name: &str, type_word: &str, is_base64: bool) -> Option<&'static str> {
        let items = word_of_items(type_word);
        let kind = promised(items.as_deref().unwrap_or(type_word));
        if let Some(Kind::Boolean | Kind::Number | Kind::Object) = kind {
            return None;
        }
        if is_base64 {
            return Some("a secret in Base64");
        }
        let is_named = self.known.names_secret(name);
        is_named.then_some("a secret by its name")
    }

    /// The type of a number: a whole one, unless its type word or an example knows fractions.
    pub(super) fn number(&self, at: &str, type_word: &str) -> &'static str {
        let promises = words::is_number(type_word) && !words::is_integer(type_word);
        if promises || self.fractions.contains(&plain(at)) {
            "number"
        } else {
            "integer"
        }
    }

    /// The type of a value, or of an item of a list.
    fn item(&self, at: &str, field: &Field, kind: Option<Kind>) -> String {
        let word = if !field.variants.is_empty() {
            "union"
        } else if !field.fields.is_empty() {
            "object"
        } else if !field.said.values.is_empty() {
            "enum"
        } else {
            match kind {
                Some(Kind::Boolean) => "boolean",
                Some(Kind::Number) => self.number(at, &field.type_word),
                Some(Kind::String) => "string",
                Some(Kind::Array) => self.item_of_list(at, &field.type_word),
                Some(Kind::Object) if field.type_word.to_lowercase().starts_with("map") => {
                    "map<any>"
                }
                _ => "any",
            }
        };
        word.to_owned()
    }

    /// The type of an item that examples show; without any, the one that the type word names.
    fn item_of_list(&self, at: &str, type_word: &str) -> &'static str {
        let place = plain(at);
        let items = self
            .record
            .shown
            .iter()
            .filter(|(path, _)| path.ends_with("[]") && plain(path) == place);
        let shown: BTreeSet<Kind> = items
            .flat_map(|(_, (seen, _))| seen.kinds.iter().copied())
            .collect();
        let word = word_of_items(type_word).unwrap_or_default();
        let kind = match shown.len() {
            0 => promised(&word),
            1 => shown.first().copied(),
            _ => None,
        };
        match kind {
            Some(Kind::String) => "string",
            Some(Kind::Number) => self.number(at, &word),
            Some(Kind::Boolean) => "boolean",
            _ => "any",
        }
    }
}

/// The places at which examples of a page show a number that is not whole.
fn fractions(facts: &Facts) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for example in &facts.examples {
        let paths = example.value().as_ref().map(shown::fractions);
        let paths = paths.into_iter().flatten();
        found.extend(paths.map(|path| plain(&placed(&example.half, &path))));
    }
    found
}

/// True if the page lists neither parts nor values of a field.
fn is_bare(field: &Field) -> bool {
    field.fields.is_empty() && field.variants.is_empty() && field.said.values.is_empty()
}
