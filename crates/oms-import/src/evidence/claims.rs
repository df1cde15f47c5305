//! Claims: the support that evidence gives to a discrepancy of the spec.

use super::Evidence;
use crate::contradictions::kinds_at;
use crate::record::{Record, plain};
use crate::shown::{self, Kind};

/// The support that evidence gives to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Support {
    /// A page shows it.
    Yes {
        /// Name of the evidence file with the type word or without the field.
        documented_by: String,
        /// Name of the evidence file with the example.
        observed_by: String,
    },
    /// Pages are known of the action, and none shows it any more, or none ever did.
    No {
        /// The missing fact, in words.
        missing: String,
    },
    /// No page of the action is known.
    Unknown,
}

/// The support of an action's pages for a discrepancy: its place, what the spec says that they
/// document, and what it says that an example shows. The recorded value of the place proves a
/// pattern: where its digest is the page's, the page shows what the value shows.
///
/// Table and example may be on different pages: the vendor then contradicts itself across them.
///
/// # Examples
///
/// ```
/// use oms_import::{Support, supports};
///
/// let claim = supports(&[], "Ping", "request.id", "string", "number", None);
/// assert_eq!(claim, Support::Unknown);
/// ```
#[must_use]
pub fn supports(
    evidence: &[Evidence],
    action: &str,
    at: &str,
    documented: &str,
    observed: &str,
    recorded: Option<&serde_json::Value>,
) -> Support {
    let pages: Vec<&Record> = evidence
        .iter()
        .map(|page| &page.record)
        .filter(|record| record.action == action)
        .collect();
    if pages.is_empty() {
        return Support::Unknown;
    }
    let by = |holds: &dyn Fn(&Record) -> bool| {
        let found = pages.iter().find(|page| holds(page));
        found.map(|page| page.file.clone())
    };
    let documented_by = by(&|page| documents(page, at, documented));
    let observed_by = by(&|page| shows(page, at, observed, recorded));
    match (documented_by, observed_by) {
        (Some(documented_by), Some(observed_by)) => Support::Yes {
            documented_by,
            observed_by,
        },
        (None, _) => missing(format!("no page documents `{at}` as `{documented}`")),
        (_, None) => missing(format!("no example of a page shows `{at}` as `{observed}`")),
    }
}

fn missing(missing: String) -> Support {
    Support::No { missing }
}

/// True if a page documents a place so. Words that are no type word, such as a unit, need the row
/// alone: no sentence is kept that they could be compared with.
fn documents(page: &Record, at: &str, documented: &str) -> bool {
    let row = page.rows.iter().find(|row| plain(&row.at) == at);
    match row {
        None => documented == "absent" && page.complete,
        Some(row) => {
            let word = row.type_word.as_deref().unwrap_or_default();
            // Several pages are quoted with a word each.
            documented != "absent" && documented.split(" / ").any(|stated| states(word, stated))
        }
    }
}

fn states(word: &str, stated: &str) -> bool {
    // `string, on the page of one edition` states the word before the comma.
    let stated = stated.split(',').next().unwrap_or_default().trim();
    word.eq_ignore_ascii_case(stated) || !crate::words::is_type_phrase(stated)
}

fn shows(page: &Record, at: &str, observed: &str, recorded: Option<&serde_json::Value>) -> bool {
    if observed.starts_with('/') {
        return recorded.is_some_and(|value| has_digest(page, at, value));
    }
    match Kind::parse(observed) {
        Some(Kind::Null) => page
            .shown
            .iter()
            .any(|(path, (seen, _))| plain(path) == at && seen.kinds.contains(&Kind::Null)),
        Some(kind) => kinds_at(page, at).contains(&kind),
        None => observed == "absent" && !page.shown.keys().any(|path| plain(path) == at),
    }
}

/// True if a page has exactly this value at a place.
fn has_digest(page: &Record, at: &str, value: &serde_json::Value) -> bool {
    let own = shown::of(value)
        .get("")
        .and_then(|seen| seen.digest.clone());
    own.is_some()
        && page
            .shown
            .iter()
            .any(|(path, (seen, _))| plain(path) == at && seen.digest == own)
}
