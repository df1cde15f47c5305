//! Differences as text for people and as JSON for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::compare::Change;
use crate::record::Place;

/// A line a difference: the place on the page, the class, the field, what was known and where, what
/// the page states.
#[must_use]
pub fn as_text(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        let page = change.new_place.as_ref().or(change.old_place.as_ref());
        let place = page.map_or_else(String::new, Place::to_string);
        let known = match &change.old_place {
            Some(known) if change.new_place.is_some() => format!(" ({known})"),
            _ => String::new(),
        };
        let line = format!(
            "{place}: {}: {}: {}{known} -> {}",
            change.class.words(),
            change.at,
            change.old,
            change.new
        );
        // Names come from examples, where an escape can hide any character.
        let _ = writeln!(text, "{}", crate::text::escaped(&line));
    }
    text
}

/// An object a difference.
#[must_use]
pub fn as_json(changes: &[Change]) -> Value {
    let place = |place: &Option<Place>| {
        let place = place.as_ref();
        place.map(|place| json!({"file": place.file, "line": place.line}))
    };
    let objects = changes.iter().map(|change| {
        json!({
            "class": change.class.words(),
            "at": change.at,
            "old": change.old,
            "new": change.new,
            "known": place(&change.old_place),
            "page": place(&change.new_place),
        })
    });
    objects.collect()
}
