//! Contradictions of a page: its table says one thing of a field, its example shows another.

use std::collections::BTreeSet;

use crate::facts::Facts;
use crate::record::{Record, plain};
use crate::shown::Kind;
use crate::text::behind_any;

/// A place where table and example of a page disagree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contradiction {
    /// The place, as the spec writes it: `request.startTimestamp`.
    pub at: String,
    /// The type word of the table, or `absent`.
    pub documented: String,
    /// The kind in the example.
    pub observed: &'static str,
    /// The line of the table, or of the example where the table lacks the field.
    pub line: usize,
}

/// The contradictions of a page, in the order of its rows, then those of names that no table has.
#[must_use]
pub fn of(facts: &Facts) -> Vec<Contradiction> {
    let record = Record::of_page(facts);
    let mut found = Vec::new();
    for row in record
        .rows
        .iter()
        .filter(|row| !row.at.starts_with("appendix."))
    {
        let word = row.type_word.clone().unwrap_or_default();
        let kinds = kinds_at(&record, &row.at);
        let odd = kinds.into_iter().find(|kind| !agrees(&word, *kind));
        if let Some(kind) = odd {
            found.push(Contradiction {
                at: plain(&row.at),
                documented: word,
                observed: kind.word(),
                line: row.place.line,
            });
        }
    }
    found.extend(unlisted(&record));
    let mut seen = BTreeSet::new();
    found.retain(|contradiction| seen.insert(contradiction.at.clone()));
    found
}

/// The kinds that examples show at a place, without null. Variants and lists do not matter: the
/// place is the same.
pub(crate) fn kinds_at(record: &Record, at: &str) -> BTreeSet<Kind> {
    let place = plain(at);
    let here = record
        .shown
        .iter()
        .filter(|(path, _)| !path.ends_with("[]") && plain(path) == place);
    let kinds = here.flat_map(|(_, (seen, _))| seen.kinds.iter().copied());
    kinds.filter(|kind| *kind != Kind::Null).collect()
}

/// Names that an example shows and no table lists, beside names that it lists.
fn unlisted(record: &Record) -> Vec<Contradiction> {
    let listed: BTreeSet<String> = record.rows.iter().map(|row| plain(&row.at)).collect();
    let parents: BTreeSet<&str> = listed
        .iter()
        .filter_map(|place| place.rsplit_once('.').map(|(parent, _)| parent))
        .collect();
    let mut found = Vec::new();
    for (path, (seen, written)) in &record.shown {
        let place = plain(path);
        let parent = place.rsplit_once('.').map_or("", |(parent, _)| parent);
        let kind = seen.kinds.iter().find(|kind| **kind != Kind::Null);
        if path.ends_with("[]")
            || path.starts_with("appendix.")
            || listed.contains(&place)
            || !parents.contains(parent)
        {
            continue;
        }
        found.push(Contradiction {
            at: place,
            documented: "absent".to_owned(),
            observed: kind.copied().unwrap_or(Kind::Null).word(),
            line: written.line,
        });
    }
    found
}

/// True if a type word promises a value of this kind.
pub(crate) fn agrees(type_word: &str, kind: Kind) -> bool {
    match promised(type_word) {
        Some(promise) => promise == kind,
        None => true,
    }
}

/// The type word of the items that a type word promises: `Array of String`, `list<integer>`,
/// `string[]`.
pub(crate) fn word_of_items(type_word: &str) -> Option<String> {
    let word = type_word.to_lowercase();
    let of_list = || {
        let rest = behind_any(&word, &["array", "list"])?.trim_start();
        let inner = rest
            .strip_prefix('<')
            .and_then(|rest| rest.strip_suffix('>'));
        inner.or_else(|| rest.strip_prefix("of "))
    };
    let item = word.strip_suffix("[]").or_else(of_list)?;
    let item = item.trim();
    let several = item.strip_suffix('s').filter(|_| promised(item).is_none());
    Some(several.unwrap_or(item).to_owned())
}

/// The kind that a type word promises; `None` where it promises none.
pub(crate) fn promised(type_word: &str) -> Option<Kind> {
    let word = type_word.to_lowercase();
    let stem = word.split(['[', '<', ' ']).next().unwrap_or_default();
    let list = word.replace(' ', "").ends_with("[]") || matches!(stem, "array" | "list");
    match stem {
        _ if list => Some(Kind::Array),
        "string" | "date" => Some(Kind::String),
        "boolean" | "bool" => Some(Kind::Boolean),
        "integer" | "int" | "long" | "number" | "double" | "float" => Some(Kind::Number),
        "object" | "map" => Some(Kind::Object),
        _ => None,
    }
}
