//! Which place of a JSON text an error is traced to.

use serde::Deserialize;

use super::at;

#[derive(Debug, Deserialize)]
#[expect(
    dead_code,
    reason = "only the places of what cannot be read matter here"
)]
struct Page {
    items: Vec<Item>,
    owner: Option<Item>,
}

#[derive(Debug, Deserialize)]
#[expect(
    dead_code,
    reason = "only the places of what cannot be read matter here"
)]
struct Item {
    id: i64,
    name: Option<String>,
}

#[test]
fn a_place_is_named_by_keys_and_indices() {
    let table = [
        (r#""text""#, ""),
        (r#"{"items":7}"#, "items"),
        (r#"{"items":[{"id":1},{"id":"x"}]}"#, "items[1].id"),
        (
            "{\n  \"items\": [\n    {\"id\": 1},\n    {\"id\": null}\n  ]\n}",
            "items[1].id",
        ),
        (
            r#"{"items":[{"id":1,"name":"a,b:{[\"}"},{"id":2,"name":3}]}"#,
            "items[1].name",
        ),
        (r#"{"items":[],"owner":{"id":true}}"#, "owner.id"),
        (r#"{"items":[{"name":"x"}]}"#, "items[0].name"),
        (r#"{"owner":null}"#, "owner"),
    ];
    for (json, expected) in table {
        let error = serde_json::from_str::<Page>(json).unwrap_err();
        assert_eq!(
            at(json, error.line(), error.column()),
            expected,
            "{json}: {error}"
        );
    }
}

#[test]
fn no_place_of_any_text_panics() {
    let json = r#"{"a":[1,{"b\"\\":"c"}],"d":[[]]}"#;
    for line in 0..3 {
        for column in 0..json.len() + 3 {
            let _ = at(json, line, column);
        }
    }
}
