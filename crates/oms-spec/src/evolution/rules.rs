//! Rules that values keep before they are sent: a looser one lets more through, a stricter one
//! refuses what was sent before.

use super::Evolution;
use super::Impact::{Breaking, Compatible};
use crate::ir::{IntegerRule, Rules, TextRule};

pub(super) fn compare(place: &str, old: &Rules, new: &Rules, changes: &mut Evolution) {
    text(place, &old.text, &new.text, changes);
    integer(place, old.integer, new.integer, changes);
    greatest(
        place,
        "number of items",
        old.max_items.map(i64::from),
        new.max_items.map(i64::from),
        changes,
    );
}

pub(super) fn text(place: &str, old: &TextRule, new: &TextRule, changes: &mut Evolution) {
    least(
        place,
        "length",
        old.min_length.map(i64::from),
        new.min_length.map(i64::from),
        changes,
    );
    greatest(
        place,
        "length",
        old.max_length.map(i64::from),
        new.max_length.map(i64::from),
        changes,
    );
    if old.characters != new.characters {
        let wider = new.characters.is_empty()
            || !old.characters.is_empty()
                && old
                    .characters
                    .iter()
                    .all(|range| covers(&new.characters, *range));
        bound(
            place,
            "the characters that it may hold changed",
            wider,
            changes,
        );
    }
    if old.pattern != new.pattern {
        // Says whether one pattern takes all that another takes is not worked out: a new one is
        // taken for stricter.
        bound(place, "its pattern changed", new.pattern.is_none(), changes);
    }
    changes.documentation(
        place,
        "its usual prefix",
        &old.usual_prefix,
        &new.usual_prefix,
    );
}

pub(super) fn integer(place: &str, old: IntegerRule, new: IntegerRule, changes: &mut Evolution) {
    least(place, "value", old.minimum, new.minimum, changes);
    greatest(place, "value", old.maximum, new.maximum, changes);
}

fn covers(ranges: &[(char, char)], (low, high): (char, char)) -> bool {
    (low..=high).all(|character| {
        ranges
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&character))
    })
}

fn least(place: &str, of: &str, old: Option<i64>, new: Option<i64>, changes: &mut Evolution) {
    if old != new {
        let looser = new.is_none_or(|new| old.is_some_and(|old| new < old));
        bound(
            place,
            &format!(
                "its least {of} is {}, it was {}",
                bound_word(new),
                bound_word(old)
            ),
            looser,
            changes,
        );
    }
}

fn greatest(place: &str, of: &str, old: Option<i64>, new: Option<i64>, changes: &mut Evolution) {
    if old != new {
        let looser = new.is_none_or(|new| old.is_some_and(|old| new > old));
        bound(
            place,
            &format!(
                "its greatest {of} is {}, it was {}",
                bound_word(new),
                bound_word(old)
            ),
            looser,
            changes,
        );
    }
}

fn bound(place: &str, what: &str, looser: bool, changes: &mut Evolution) {
    let callers = if looser { Compatible } else { Breaking };
    changes.push(place, what, callers, Compatible);
}

fn bound_word(bound: Option<i64>) -> String {
    bound.map_or_else(|| "not bounded".to_owned(), |bound| bound.to_string())
}
