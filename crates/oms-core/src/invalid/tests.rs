//! How the place of a value is told, and that nothing in it reaches a terminal.

use std::collections::BTreeMap;

use super::Invalid;
use crate::{TextRule, check_entries, check_items};

const RULE: TextRule = TextRule::new();

#[test]
fn a_place_is_told_from_the_outside_in() {
    let invalid = || Invalid::new("is wrong");
    let table = [
        (invalid(), ""),
        (invalid().at("id"), "id"),
        (invalid().at("id").at("task"), "task.id"),
        (invalid().at_index(3).at("labels"), "labels[3]"),
        (invalid().at("id").at_index(3).at("labels"), "labels[3].id"),
        (invalid().at_index(1).at_index(0).at("rows"), "rows[0][1]"),
        (invalid().at_key("daily").at("limits"), "limits.daily"),
        (invalid().at_index(2).at_key("a").at("map"), "map.a[2]"),
    ];
    for (invalid, place) in table {
        assert_eq!((invalid.place(), invalid.message()), (place, "is wrong"));
    }
    let shown = invalid().at_key("\u{1b}[2J").at("limits");
    let shown = format!("{shown} {shown:?}");
    assert!(!shown.contains('\u{1b}'), "{shown}");
}

#[test]
fn the_first_item_that_is_refused_is_told_with_its_place() {
    assert!(
        check_items(&["a", "b"], |text| RULE.check(text)).is_ok()
            && check_items::<&str>(&[], |text| RULE.check(text)).is_ok()
    );
    let refusal = check_items(&["a", "", ""], |text| RULE.check(text))
        .unwrap_err()
        .at("ids");
    assert_eq!(refusal.to_string(), "`ids[1]`: must not be empty");

    let nested = [vec!["a"], vec!["a", ""]];
    let refusal =
        check_items(&nested, |row| check_items(row, |text| RULE.check(text))).unwrap_err();
    assert_eq!(refusal.place(), "[1][1]");

    let mut map = BTreeMap::from([("a".to_owned(), "a")]);
    assert!(check_entries(&map, |text| RULE.check(text)).is_ok());
    map.insert("b".to_owned(), "");
    let refusal = check_entries(&map, |text| RULE.check(text))
        .unwrap_err()
        .at("limits");
    assert_eq!(refusal.place(), "limits.b");
}
