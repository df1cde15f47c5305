//! Texts at a place inside of a JSON object, found and replaced without a change of the rest.
//!
//! The rest keeps its order: a number does not lose a digit, and a name that is given twice is
//! still there for whoever refuses it.

use std::collections::{BTreeMap, BTreeSet};

use crate::terminal::Ordered;

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
    if places.is_empty() {
        return None;
    }
    let mut value = Ordered::read(json);
    put(&mut value, places, change).then(|| value.to_string())
}

fn text(json: &str) -> Option<String> {
    serde_json::from_str(json).ok()
}

/// Puts texts in the place of scalar values, and returns whether there is one for any of them.
fn put(value: &mut Ordered, places: &[&[&str]], change: &mut Change<'_>) -> bool {
    let mut is_changed = false;
    match value {
        Ordered::List(items) => {
            for item in items {
                is_changed |= put(item, places, change);
            }
        }
        Ordered::Object(fields) => {
            for (key, value) in fields {
                let below: Vec<&[&str]> = places
                    .iter()
                    .filter_map(|place| place.split_first())
                    .filter(|(step, _)| **step == *key || **step == "*")
                    .map(|(_, below)| below)
                    .collect();
                is_changed |= !below.is_empty() && put(value, &below, change);
            }
        }
        Ordered::Text(_) | Ordered::Other(_) => {
            let is_at_a_place = places.iter().any(|place| place.is_empty());
            let other = is_at_a_place.then(|| change(&value.to_string())).flatten();
            if let Some(other) = other {
                *value = Ordered::Text(other);
                is_changed = true;
            }
        }
    }
    is_changed
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
            r#"{"id":"np_1","rate":0.10,"n":123456789012345678901,"id":"np_1","in":[{"ids":["a","b"]},{"ids":"a"},{"x":"a"}],"a":null}"#
        );
        let inner = replaced(json, &["in", "ids"], &ids).unwrap();
        assert!(
            inner.contains(r#"[{"ids":["np_\"2","b"]},{"ids":"np_\"2"},{"x":"a"}]"#),
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

    #[test]
    fn nesting_of_any_depth_neither_overflows_nor_hides_what_is_beside_it() {
        let places: [&[&[&str]]; 4] = [&[], &[&["at"]], &[&["*"]], &[&[]]];
        for (open, close) in [("[", "]"), (r#"{"at":"#, "}")] {
            let deep = open.repeat(100_000) + "1" + &close.repeat(100_000);
            for places in places {
                assert_eq!(changed(&deep, places, &mut text), None);
            }
            let mixed = format!(r#"{{"at":"a","deep":{deep}}}"#);
            let found = changed(&mixed, &[&["at"]], &mut |_| Some("b".to_owned()));
            assert_eq!(found.unwrap(), mixed.replace(r#":"a""#, r#":"b""#));
        }
    }
}
