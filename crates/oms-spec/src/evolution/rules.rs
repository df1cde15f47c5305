//! Rules that values keep before they are sent: a looser one lets more through, a stricter one
//! refuses what was sent before.

use super::Evolution;
use super::Impact::{self, Breaking, Compatible};
use crate::ir::{IntegerRule, Rules, TextRule};

pub(super) fn compare(place: &str, old: &Rules, new: &Rules, changes: &mut Evolution) {
    text(place, &old.text, &new.text, changes);
    integer(place, old.integer, new.integer, changes);
    let items = [old, new].map(|rules| rules.max_items.map(i64::from));
    greatest(place, "number of items", items, changes);
    constants(place, old, new, changes);
}

/// A rule of a field is a constant beside its builder, which is there as long as the rule is.
fn constants(place: &str, old: &Rules, new: &Rules, changes: &mut Evolution) {
    let of_texts = |rules: &Rules| rules.text != TextRule::default();
    let of_numbers = |rules: &Rules| rules.integer != IntegerRule::default();
    let of_items = |rules: &Rules| rules.max_items.is_some();
    let change = |has: fn(&Rules) -> bool| [old, new].map(has);
    constant(place, "texts", change(of_texts), changes);
    constant(place, "numbers", change(of_numbers), changes);
    constant(place, "number of items", change(of_items), changes);
}

fn constant(place: &str, word: &str, [was, is]: [bool; 2], changes: &mut Evolution) {
    if was && !is {
        let what = format!("the constant with the rule of its {word} is gone");
        changes.of_callers(place, what, Breaking);
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
    constant(place, "numbers", [old, new].map(ruled), changes);
}

pub(super) fn text(place: &str, old: &TextRule, new: &TextRule, changes: &mut Evolution) {
    let shortest = [old, new].map(|rule| rule.min_length.map(i64::from));
    least(place, "length", shortest, changes);
    let longest = [old, new].map(|rule| rule.max_length.map(i64::from));
    greatest(place, "length", longest, changes);
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
    least(place, "value", [old.minimum, new.minimum], changes);
    greatest(place, "value", [old.maximum, new.maximum], changes);
}

fn covers(ranges: &[(char, char)], (low, high): (char, char)) -> bool {
    (low..=high).all(|character| {
        ranges
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&character))
    })
}

fn least(place: &str, of: &str, change: [Option<i64>; 2], changes: &mut Evolution) {
    let of = format!("least {of}");
    limit(place, &of, change, |old, new| new < old, changes);
}

fn greatest(place: &str, of: &str, change: [Option<i64>; 2], changes: &mut Evolution) {
    let of = format!("greatest {of}");
    limit(place, &of, change, |old, new| new > old, changes);
}

/// The least or the greatest of something: none at all is the loosest.
fn limit(
    place: &str,
    word: &str,
    [old, new]: [Option<i64>; 2],
    is_looser: fn(i64, i64) -> bool,
    changes: &mut Evolution,
) {
    if old != new {
        let looser = new.is_none_or(|new| old.is_some_and(|old| is_looser(old, new)));
        let [from, to] = [old, new]
            .map(|bound| bound.map_or_else(|| "not bounded".to_owned(), |bound| bound.to_string()));
        let what = format!("its {word} is {to}, it was {from}");
        bound(place, &what, looser, changes);
    }
}

fn bound(place: &str, what: &str, looser: bool, changes: &mut Evolution) {
    changes.push(place, what, Impact::breaking_if(!looser), Compatible);
}
