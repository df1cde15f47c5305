//! Changes that actions, fields and members share, and the words for what they compare.

use super::Evolution;
use super::Impact::{self, Breaking, Compatible};
use crate::ir::{Presence, Since, Type};

/// Who makes the object that the fields are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Callers do.
    Request,
    /// The service does.
    Answer,
    /// Both do.
    Both,
}

impl Side {
    pub(super) fn is_written(self) -> bool {
        self != Self::Answer
    }

    pub(super) fn is_read(self) -> bool {
        self != Self::Request
    }
}

/// Returns whether one item is what the other one was.
type IsSame<T> = fn(&T, &T) -> bool;

/// Two states of a list: each new item with the one that it was, and the items that are gone.
pub(super) struct Matched<'a, T> {
    pub(super) new: Vec<(Option<&'a T>, &'a T)>,
    pub(super) gone: Vec<&'a T>,
}

impl<'a, T> Matched<'a, T> {
    /// Pairs each new item with the one that is the same, or else with one that is gone, by the
    /// first of the rules for another name that finds one.
    pub(super) fn of(
        old: &'a [T],
        new: &'a [T],
        is_same: IsSame<T>,
        is_renamed: &[IsSame<T>],
    ) -> Self {
        let is_gone = |was: &&T| !new.iter().any(|is| is_same(was, is));
        let mut gone: Vec<&T> = old.iter().filter(is_gone).collect();
        let pair = |is: &'a T| {
            let was = old.iter().find(|was| is_same(was, is));
            let was = was.or_else(|| {
                let mut rules = is_renamed.iter();
                let position = rules.find_map(|rule| gone.iter().position(|was| rule(was, is)));
                position.map(|position| gone.remove(position))
            });
            (was, is)
        };
        Self {
            new: new.iter().map(pair).collect(),
            gone,
        }
    }

    /// The items that were there before, and what became of them.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'a T, &'a T)> {
        self.new.iter().filter_map(|&(was, is)| Some((was?, is)))
    }
}

/// Words that call something deprecated came or went.
pub(super) fn deprecation(place: &str, change: [&Option<String>; 2], changes: &mut Evolution) {
    let what = match change {
        [None, Some(instead)] => format!("it is deprecated: {instead}"),
        [Some(_), None] => "it is no longer deprecated".to_owned(),
        _ => return changes.documentation(place, "its replacement", change),
    };
    changes.of_callers(place, what, Compatible);
}

/// First versions that are others. The client refuses what a server is too old to know, by the
/// version that it is said to have: later ones refuse more.
pub(super) fn since(
    place: &str,
    (was, is): (Since, Since),
    is_written: bool,
    changes: &mut Evolution,
) {
    if was == is {
        return;
    }
    let later = first_versions(is)
        .into_iter()
        .zip(first_versions(was))
        .any(|(is, was)| is > was);
    let callers = Impact::breaking_if(later && is_written);
    let what = format!("it exists {}, it was {}", versions(is), versions(was));
    changes.of_callers(place, what, callers);
}

/// The version that an enterprise and a community server are measured by: where one edition has
/// none, by that of the other.
fn first_versions(since: Since) -> [Option<crate::ir::Version>; 2] {
    [
        since.enterprise.or(since.community),
        since.community.or(since.enterprise),
    ]
}

/// The forms in which a value is read: alone, in a list of one, or both. Its type is the declared
/// one, and so is the form that is sent; parameters that are given as JSON are read like an answer.
pub(super) fn forms(place: &str, change: (bool, bool), side: Side, changes: &mut Evolution) {
    let (either, alone) = (
        "it is read alone and in a list",
        "it is read in its declared form alone",
    );
    let (is_read, is_written) = (side.is_read(), side.is_written());
    changes.switched(
        place,
        change,
        (either, Compatible, Compatible.only_if(is_read)),
        (
            alone,
            Breaking.only_if(is_written),
            Breaking.only_if(is_read),
        ),
    );
}

/// A presence that is another one. The field has another type in Rust, or is awaited by its builder
/// and was not: callers do not compile either way.
pub(super) fn presence(
    place: &str,
    (was, is): (Presence, Presence),
    side: Side,
    changes: &mut Evolution,
) {
    if was == is {
        return;
    }
    let misses = Presence::may_be_missing;
    let (may_miss, may_be_null) = (misses(is) && !misses(was), nulls(is) && !nulls(was));
    let (must_be_there, must_not_be_null) = (misses(was) && !misses(is), nulls(was) && !nulls(is));
    let looser = may_miss || may_be_null;
    let stricter = must_be_there || must_not_be_null;
    // A field that the service may leave out breaks readers, and so does one that the client cannot
    // read an answer without; one that callers must give breaks writers.
    let breaks_readers = looser || refuses_absence(is);
    let breaks = side.is_read() && breaks_readers || side.is_written() && stricter;
    let wire = Impact::breaking_if(breaks);
    let what = format!("it is {}, it was {}", is.word(), was.word());
    changes.push(place, what, Breaking, wire);
}

/// Returns whether an answer without the field, or with null in its place, is not read. Every other
/// presence is an `Option` in Rust, which takes both.
pub(super) fn refuses_absence(presence: Presence) -> bool {
    presence == Presence::Required
}

fn nulls(presence: Presence) -> bool {
    matches!(presence, Presence::Nullable | Presence::OptionalNullable)
}

fn versions(since: Since) -> String {
    let editions = [
        ("enterprise", since.enterprise),
        ("community", since.community),
    ];
    let known: Vec<_> = editions
        .into_iter()
        .filter_map(|(edition, version)| Some(format!("{} ({edition})", version?)))
        .collect();
    if known.is_empty() {
        "since no known version".to_owned()
    } else {
        format!("since {}", known.join(" and "))
    }
}

/// A type as the spec writes it.
pub(super) fn written(ty: &Type) -> String {
    match ty {
        Type::Boolean => "`boolean`".to_owned(),
        Type::Integer => "`integer`".to_owned(),
        Type::Number => "`number`".to_owned(),
        Type::String => "`string`".to_owned(),
        Type::Any => "`any`".to_owned(),
        Type::Named(name) => format!("`{name}`"),
        Type::List(inner) => format!("a list of {}", written(inner)),
        Type::Map(inner) => format!("a map of {}", written(inner)),
    }
}
