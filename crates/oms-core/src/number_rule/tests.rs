//! Which numbers, and how many items, may be sent.

use super::{IntegerRule, Invalid, ListRule};

#[test]
fn a_number_out_of_range_is_refused_with_the_bound_that_it_breaks() {
    let (both, least, most) = (
        IntegerRule::new().minimum(-1).maximum(8),
        IntegerRule::new().minimum(1),
        IntegerRule::new().maximum(0),
    );
    let table = [
        (both, -2, Err("must be at least -1, and is -2")),
        (both, -1, Ok(())),
        (both, 8, Ok(())),
        (both, 9, Err("must be at most 8, and is 9")),
        (least, 0, Err("must be at least 1, and is 0")),
        (least, i64::MAX, Ok(())),
        (most, 1, Err("must be at most 0, and is 1")),
        (most, i64::MIN, Ok(())),
        (IntegerRule::default(), i64::MIN, Ok(())),
        (IntegerRule::default(), i64::MAX, Ok(())),
    ];
    for (rule, number, expected) in table {
        let result = rule.check(number);
        let result = result.as_ref().map_err(Invalid::message);
        assert_eq!(result.copied(), expected, "{rule:?} {number}");
    }
}

#[test]
fn a_list_that_is_too_short_or_too_long_is_refused_with_both_counts() {
    let (some, few) = (
        ListRule::new().min_items(1),
        ListRule::new().min_items(2).max_items(5),
    );
    let table = [
        (some, 0, Err("must have at least 1 item, and has 0")),
        (some, usize::MAX, Ok(())),
        (few, 1, Err("must have at least 2 items, and has 1")),
        (few, 2, Ok(())),
        (few, 5, Ok(())),
        (few, 6, Err("must have at most 5 items, and has 6")),
        (ListRule::default(), 0, Ok(())),
    ];
    for (rule, items, expected) in table {
        let result = rule.check(items);
        let result = result.as_ref().map_err(Invalid::message);
        assert_eq!(result.copied(), expected, "{rule:?} {items}");
    }
}
