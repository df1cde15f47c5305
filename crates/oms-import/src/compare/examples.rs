//! The differences of what examples show.

use std::collections::BTreeSet;

use super::{Change, Class, is_inside};
use crate::record::{Record, plain};
use crate::shown::{Kind, Seen};

/// Between two states of a page: any other kind is a difference.
pub(super) fn of_pages(old: &Record, new: &Record, changes: &mut Vec<Change>) {
    let mut reported: Vec<&String> = Vec::new();
    let paths: BTreeSet<&String> = old.shown.keys().chain(new.shown.keys()).collect();
    for path in paths {
        if words(old, path) == words(new, path)
            || reported.iter().any(|outer| is_inside(path, outer))
        {
            continue;
        }
        reported.push(path);
        changes.push(change(old, new, path));
    }
}

/// Between the spec and a page: a kind that the spec's type has not, or a name that it lacks. Null
/// shows no kind.
pub(super) fn of_spec(spec: &Record, page: &Record, changes: &mut Vec<Change>) {
    let added: BTreeSet<String> = changes
        .iter()
        .filter(|change| change.class == Class::Added)
        .map(|change| plain(&change.at))
        .collect();
    let mut reported: Vec<String> = Vec::new();
    for (path, (seen, _)) in &page.shown {
        let is_known = |outer: &String| is_inside(path, outer);
        let place = plain(path);
        if reported.iter().any(is_known)
            || added
                .iter()
                .any(|outer| place == *outer || is_inside(&place, outer))
        {
            continue;
        }
        let accepted = match of_type(spec, path) {
            Some(type_of) => {
                let shown = seen.kinds.iter().filter(|kind| **kind != Kind::Null);
                type_of.kinds.is_empty()
                    || shown.into_iter().all(|kind| type_of.kinds.contains(kind))
            }
            None => !declares(spec, path),
        };
        if !accepted {
            reported.push(path.clone());
            changes.push(change(spec, page, path));
        }
    }
}

/// The kinds that the spec's type has at a path. The names of the envelope are read in any letters.
fn of_type<'r>(spec: &'r Record, path: &str) -> Option<&'r Seen> {
    let known = spec.shown.get(path).or_else(|| {
        let name = path.strip_prefix("envelope.")?;
        let mut letters = name.chars();
        let first = letters.next()?.to_ascii_lowercase();
        spec.shown
            .get(&format!("envelope.{first}{}", letters.as_str()))
    });
    known.map(|(seen, _)| seen)
}

/// True if the spec declares the parts of the object or list around a path, so that the path would
/// be known.
fn declares(spec: &Record, path: &str) -> bool {
    let outer = path
        .strip_suffix("[]")
        .or_else(|| path.rsplit_once('.').map(|(outer, _)| outer));
    let Some(outer) = outer else { return false };
    spec.shown.keys().any(|known| is_inside(known, outer))
}

fn words(record: &Record, path: &str) -> String {
    let seen = record.shown.get(path);
    seen.map_or_else(|| "absent".to_owned(), |(seen, _)| seen.words())
}

fn change(old: &Record, new: &Record, path: &str) -> Change {
    let state = |record: &Record| {
        let place = record.shown.get(path).map(|(_, place)| place.clone());
        (words(record, path), place)
    };
    Change::new(Class::ExampleKind, path, state(old), state(new))
}
