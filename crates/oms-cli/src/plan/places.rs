//! Texts at a place inside of a JSON object, found and replaced without a change of the rest.
//!
//! The rest is kept as it was written: a number does not lose a digit, and a name that is given
//! twice is still there for whoever refuses it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use crate::terminal::Fields;

/// The wire names on the way to a value. Each element of a list on the way, or of a list at its
/// end, is meant, and `*` stands for every key of a map.
pub(crate) type Place = &'static [&'static str];

/// Returns the texts at a place. Each element of a list is at the place of the list.
pub(crate) fn texts(json: &str, place: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    changed(json, &[place], &mut |value| {
        found.extend(text(value));
        None
    });
    found
}

/// Returns the object with other texts at a place; `None` if none of them is replaced.
pub(crate) fn replaced(
    json: &str,
    place: &[&str],
    others: &BTreeMap<String, String>,
) -> Option<String> {
    changed(json, &[place], &mut |value| {
        others.get(&text(value)?).cloned()
    })
}

/// The text that comes into the place of a value, if one does. A value is written as JSON.
type Change<'c> = dyn FnMut(&str) -> Option<String> + 'c;

/// Returns the object with texts in the place of scalar values at some places; `None` if there is
/// none for any of them.
pub(crate) fn changed(json: &str, places: &[&[&str]], change: &mut Change<'_>) -> Option<String> {
    match json.trim_start().as_bytes().first()? {
        b'[' => list(json, places, change),
        b'{' => object(json, places, change),
        _ if places.iter().any(|place| place.is_empty()) => {
            serde_json::to_string(&change(json.trim())?).ok()
        }
        _ => None,
    }
}

fn text(json: &str) -> Option<String> {
    serde_json::from_str(json).ok()
}

fn list(json: &str, places: &[&[&str]], change: &mut Change<'_>) -> Option<String> {
    let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
    let mut is_changed = false;
    let mut parts = Vec::with_capacity(items.len());
    for item in items {
        let other = changed(item.get(), places, change);
        is_changed |= other.is_some();
        parts.push(other.unwrap_or_else(|| item.get().to_owned()));
    }
    is_changed.then(|| format!("[{}]", parts.join(",")))
}

fn object(json: &str, places: &[&[&str]], change: &mut Change<'_>) -> Option<String> {
    let Fields::<Box<RawValue>>(fields) = serde_json::from_str(json).ok()?;
    let mut is_changed = false;
    let mut parts = Vec::with_capacity(fields.len());
    for (key, value) in fields {
        let below: Vec<&[&str]> = places
            .iter()
            .filter_map(|place| place.split_first())
            .filter(|(step, _)| **step == key || **step == "*")
            .map(|(_, below)| below)
            .collect();
        let other = if below.is_empty() {
            None
        } else {
            changed(value.get(), &below, change)
        };
        is_changed |= other.is_some();
        let value = other.unwrap_or_else(|| value.get().to_owned());
        parts.push(format!("{}:{value}", serde_json::to_string(&key).ok()?));
    }
    is_changed.then(|| format!("{{{}}}", parts.join(",")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_at_a_place_are_replaced_and_the_rest_is_kept_to_the_last_digit() {
        let json = r#"{"id": "orders", "rate": 0.10, "n":123456789012345678901, "id":"orders",
            "in": [{"ids": ["a", "b"]}, {"ids": "a"}, {"x": "a"}], "a": null}"#;
        let ids = BTreeMap::from([
            ("orders".to_owned(), "np_1".to_owned()),
            ("a".to_owned(), "np_\"2".to_owned()),
        ]);
        let found = texts(json, &["in", "ids"]);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(
            replaced(json, &["id"], &ids).unwrap(),
            r#"{"id":"np_1","rate":0.10,"n":123456789012345678901,"id":"np_1","in":[{"ids": ["a", "b"]}, {"ids": "a"}, {"x": "a"}],"a":null}"#
        );
        let inner = replaced(json, &["in", "ids"], &ids).unwrap();
        assert!(
            inner.contains(r#"[{"ids":["np_\"2","b"]},{"ids":"np_\"2"},{"x": "a"}]"#),
            "{inner}"
        );
    }

    #[test]
    fn values_at_several_places_are_changed_in_lists_and_in_maps_of_any_key() {
        let json = r#"[{"at":7,"by":{"x":{"at":"8","n":7},"y":{"at":null}}},{"at":[7,{}]},7]"#;
        let mut seen = Vec::new();
        let found = changed(json, &[&["at"], &["by", "*", "at"]], &mut |value| {
            seen.push(value.to_owned());
            (value != "null").then(|| "then".to_owned())
        });
        assert_eq!(seen, ["7", "\"8\"", "null", "7"]);
        assert_eq!(
            found.unwrap(),
            r#"[{"at":"then","by":{"x":{"at":"then","n":7},"y":{"at":null}}},{"at":["then",{}]},7]"#
        );
        let alone = changed("7", &[&[]], &mut |_| Some("then".to_owned()));
        assert_eq!(alone.unwrap(), "\"then\"");
    }

    #[test]
    fn nothing_is_changed_where_no_text_is() {
        let ids = BTreeMap::from([("a".to_owned(), "b".to_owned())]);
        for json in [
            r#"{"id":1}"#,
            r#"{"id":{"x":"a"}}"#,
            r#""a""#,
            "{",
            "",
            "[]",
            r#"{"x":"a"}"#,
        ] {
            assert_eq!(replaced(json, &["id"], &ids), None, "{json}");
        }
    }
}
