//! The differences between two records of an action, by class.

mod examples;
mod pages;
mod rows;
mod settled;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use rows::amount;
pub use settled::{address_from_spec, from_spec};

pub use pages::between_all;

use crate::facts::Stated;
use crate::record::{Known, Place, Record};

/// The class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A field is new.
    Added,
    /// A field is gone.
    Removed,
    /// The type word of a field.
    TypeWord,
    /// The values that a field may have.
    Enumeration,
    /// The default.
    Default,
    /// A limit of a value, a length or a number of items.
    Limit,
    /// The rule about giving a parameter.
    Presence,
    /// The form in which a value is written: Base64, or what it measures.
    Form,
    /// The name that is sent.
    Name,
    /// The method and the path.
    Address,
    /// The first version that has the action.
    Version,
    /// The kind of a value in an example.
    ExampleKind,
    /// The date of the page.
    Date,
}

impl Class {
    /// The words for it in reports.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::TypeWord => "type word",
            Self::Enumeration => "enumeration",
            Self::Default => "default",
            Self::Limit => "limit",
            Self::Presence => "presence",
            Self::Form => "form",
            Self::Name => "name",
            Self::Address => "address",
            Self::Version => "version",
            Self::ExampleKind => "example kind",
            Self::Date => "date",
        }
    }
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The class.
    pub class: Class,
    /// Which field, or `action`.
    pub at: String,
    /// The old state, in words.
    pub old: String,
    /// The new state, in words.
    pub new: String,
    /// The place of the old state.
    pub old_place: Option<Place>,
    /// The place of the new state.
    pub new_place: Option<Place>,
}

/// A state in words, with its place where it has one.
type State = (String, Option<Place>);

impl Change {
    fn new(class: Class, at: &str, (old, old_place): State, (new, new_place): State) -> Self {
        Self {
            class,
            at: at.to_owned(),
            old,
            new,
            old_place,
            new_place,
        }
    }
}

/// The other side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against<'a> {
    /// Another state of the page: what one of them leaves out is a difference.
    Page,
    /// The spec, which is made of several pages: what the spec leaves out is unknown, and what
    /// another page states is no difference.
    Spec(&'a [Record]),
}

/// The differences, in the order of the page, with what is gone at the end.
#[must_use]
pub fn between(old: &Record, new: &Record, against: Against<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    of_action(old, new, against, &mut changes);
    // A cut page may have two rows of one name: the first one counts, on both sides.
    let mut known: BTreeMap<&str, &Known> = BTreeMap::new();
    for row in &old.rows {
        known.entry(&row.at).or_insert(row);
    }
    let mut compared = BTreeSet::new();
    let mut added: Vec<&str> = Vec::new();
    for row in new.rows.iter().filter(|row| compared.insert(&row.at)) {
        match known.get(row.at.as_str()) {
            Some(before) => rows::compare(before, row, against, &mut changes),
            // A payload that the page calls empty is one that the spec does not declare.
            None if against != Against::Page && row.type_word.as_deref() == Some("-") => {}
            // The parts of a new field are new with it.
            None if added.iter().any(|outer| is_inside(&row.at, outer)) => {}
            None => {
                added.push(&row.at);
                changes.push(change(Class::Added, row, None, Some(row)));
            }
        }
    }
    gone(old, new, against, &mut changes);
    match against {
        Against::Page => {
            examples::of_pages(old, new, &mut changes);
            changes
        }
        Against::Spec(_) => {
            examples::of_spec(old, new, &mut changes);
            once(changes)
        }
    }
}

/// One change for what a line of the page and a line of the spec say of several fields: it is
/// mended once. Between two states of a page each field has its own, because evidence does not
/// keep which of them share a line.
fn once(changes: Vec<Change>) -> Vec<Change> {
    let mut seen = BTreeSet::new();
    let mut kept = changes;
    kept.retain(|change| {
        let states = (change.old.clone(), change.new.clone());
        let places = (change.old_place.clone(), change.new_place.clone());
        let key = (change.class, states, places);
        change.class == Class::ExampleKind || seen.insert(key)
    });
    kept
}

fn is_inside(at: &str, outer: &str) -> bool {
    at.strip_prefix(outer)
        .is_some_and(|rest| rest.starts_with(['.', '<', '[']))
}

fn of_action(old: &Record, new: &Record, against: Against<'_>, changes: &mut Vec<Change>) {
    let is_spec = matches!(against, Against::Spec(_));
    let stated = |record: &Record, stated: &Option<Stated>| {
        let stated = stated.as_ref()?;
        Some((stated.text.clone(), record.place(stated.line)))
    };
    let none = |record: &Record| ("none".to_owned(), record.place(1));
    for (class, before, after) in [
        (Class::Address, old.address.clone(), new.address.clone()),
        (
            Class::Version,
            stated(old, &old.since),
            stated(new, &new.since),
        ),
        (
            Class::Date,
            stated(old, &old.updated),
            stated(new, &new.updated),
        ),
    ] {
        if is_spec && after.is_none() {
            continue;
        }
        let before = before.unwrap_or_else(|| none(old));
        let after = after.unwrap_or_else(|| none(new));
        if before.0 != after.0 {
            let state = |(words, place)| (words, Some(place));
            changes.push(Change::new(class, "action", state(before), state(after)));
        }
    }
}

fn change(class: Class, row: &Known, old: Option<&Known>, new: Option<&Known>) -> Change {
    let state = |row: Option<&Known>| match row {
        Some(row) => {
            let words = row.type_word.as_deref().unwrap_or("a field");
            (words.to_owned(), Some(row.place.clone()))
        }
        None => ("absent".to_owned(), None),
    };
    Change::new(class, &row.at, state(old), state(new))
}

/// The fields that the page no longer has.
fn gone(old: &Record, new: &Record, against: Against<'_>, changes: &mut Vec<Change>) {
    let has: BTreeSet<&str> = new.rows.iter().map(|row| row.at.as_str()).collect();
    let mut gone: Vec<&str> = Vec::new();
    for row in old.rows.iter().filter(|row| !has.contains(row.at.as_str())) {
        let elsewhere = match against {
            Against::Page => false,
            // A part of a page that was not read has lost nothing; nor has a page what only others
            // state.
            Against::Spec(others) => {
                row.type_word.is_none()
                    || !new.complete
                    || others.iter().any(|other| other.row(&row.at).is_some())
            }
        };
        if elsewhere || gone.iter().any(|outer| is_inside(&row.at, outer)) {
            continue;
        }
        gone.push(&row.at);
        changes.push(change(Class::Removed, row, Some(row), None));
    }
}
