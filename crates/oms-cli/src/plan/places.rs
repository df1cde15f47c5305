//! Texts at a place inside of a JSON object, found and replaced without a change of the rest.
//!
//! The rest is kept as it was written: a number does not lose a digit, and a name that is given
//! twice is still there for whoever refuses it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use crate::terminal::Fields;

/// Returns the texts at a place. Each element of a list is at the place of the list.
pub(crate) fn texts(json: &str, place: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    rewritten(json, place, &mut |text| {
        found.insert(text);
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
    rewritten(json, place, &mut |text| others.get(&text).cloned())
}

/// The text that comes into the place of another one, if one does.
type Change<'c> = dyn FnMut(String) -> Option<String> + 'c;

fn rewritten(json: &str, place: &[&str], change: &mut Change<'_>) -> Option<String> {
    match (json.trim_start().as_bytes().first()?, place) {
        (b'"', []) => {
            let other = change(serde_json::from_str(json).ok()?)?;
            serde_json::to_string(&other).ok()
        }
        (b'[', _) => list(json, place, change),
        (b'{', [name, below @ ..]) => object(json, name, below, change),
        _ => None,
    }
}

fn list(json: &str, place: &[&str], change: &mut Change<'_>) -> Option<String> {
    let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
    let mut is_changed = false;
    let mut parts = Vec::with_capacity(items.len());
    for item in items {
        let other = rewritten(item.get(), place, change);
        is_changed |= other.is_some();
        parts.push(other.unwrap_or_else(|| item.get().to_owned()));
    }
    is_changed.then(|| format!("[{}]", parts.join(",")))
}

fn object(json: &str, name: &str, below: &[&str], change: &mut Change<'_>) -> Option<String> {
    let Fields::<Box<RawValue>>(fields) = serde_json::from_str(json).ok()?;
    let mut is_changed = false;
    let mut parts = Vec::with_capacity(fields.len());
    for (key, value) in fields {
        let other = (key == name).then(|| rewritten(value.get(), below, change));
        let other = other.flatten();
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
