//! Rules that values keep before they are sent: a looser one lets more through, a stricter one
//! refuses what was sent before.

use super::Evolution;
use super::Impact::{self, Breaking, Compatible};
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
    constants(place, old, new, changes);
}

/// A rule of a field is a constant beside its builder, which is there as long as the rule is.
fn constants(place: &str, old: &Rules, new: &Rules, changes: &mut Evolution) {
    let of_texts = |rules: &Rules| rules.text != TextRule::default();
    let of_numbers = |rules: &Rules| rules.integer != IntegerRule::default();
    for (word, was, is) in [
        ("texts", of_texts(old), of_texts(new)),
        ("numbers", of_numbers(old), of_numbers(new)),
        (
            "number of items",
            old.max_items.is_some(),
            new.max_items.is_some(),
        ),
    ] {
        constant(place, word, (was, is), changes);
    }
}

fn constant(place: &str, word: &str, (was, is): (bool, bool), changes: &mut Evolution) {
    if was && !is {
        let what = format!("the constant with the rule of its {word} is gone");
        changes.push(place, what, Breaking, Impact::None);
    }
}

/// The rules of a type that is a whole number: its constant and its check are there as long as one
/// is.
pub(super) fn whole_number(
    place: &str,
    old: IntegerRule,
    new: IntegerRule,
    changes: &mut Evolution,
) {
    integer(place, old, new, changes);
    let ruled = |rule: IntegerRule| rule != IntegerRule::default();
    constant(place, "numbers", (ruled(old), ruled(new)), changes);
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
}

fn integer(place: &str, old: IntegerRule, new: IntegerRule, changes: &mut Evolution) {
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
    let of = format!("least {of}");
    limit(place, &of, (old, new), |old, new| new < old, changes);
}

fn greatest(place: &str, of: &str, old: Option<i64>, new: Option<i64>, changes: &mut Evolution) {
    let of = format!("greatest {of}");
    limit(place, &of, (old, new), |old, new| new > old, changes);
}

/// The least or the greatest of something: none at all is the loosest.
fn limit(
    place: &str,
    word: &str,
    (old, new): (Option<i64>, Option<i64>),
    is_looser: fn(i64, i64) -> bool,
    changes: &mut Evolution,
) {
    if old != new {
        let looser = new.is_none_or(|new| old.is_some_and(|old| is_looser(old, new)));
        let what = format!(
            "its {word} is {}, it was {}",
            bound_word(new),
            bound_word(old)
        );
        bound(place, &what, looser, changes);
    }
}

fn bound(place: &str, what: &str, looser: bool, changes: &mut Evolution) {
    changes.push(place, what, Impact::breaking_if(!looser), Compatible);
}

fn bound_word(bound: Option<i64>) -> String {
    bound.map_or_else(|| "not bounded".to_owned(), |bound| bound.to_string())
}
