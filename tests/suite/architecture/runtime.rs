//! The arrows between the modules of the runtime, `oms-core`.
//!
//! Its folders are layers, as `ARCHITECTURE.md` draws them, and an import may only point down.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::{Sources, layer};

/// The layers, from the top down. Each may import those that come after it.
const LAYERS: &[&str] = &[
    "internals",
    "doubles",
    "call",
    "transport",
    "error",
    "outcome",
    "envelope",
    "action",
    "values",
    "rules",
    "text",
];

#[test]
fn imports_of_the_runtime_point_down() {
    let sources = Sources::of("crates/oms-core/src");
    assert_eq!(
        sources.layers(),
        LAYERS.iter().copied().collect(),
        "the table names every layer"
    );
    let place: BTreeMap<&str, usize> = LAYERS.iter().copied().zip(0..).collect();
    let up: BTreeSet<(&str, &str)> = sources
        .arrows
        .iter()
        .map(|(from, to)| (from.as_str(), to.as_str()))
        .filter(|(from, to)| place[layer(from)] > place[layer(to)])
        .collect();
    assert_eq!(
        up,
        BTreeSet::new(),
        "imports point down: see ARCHITECTURE.md"
    );
}

#[test]
fn no_circle_of_more_than_two_files_is_in_the_runtime() {
    let sources = Sources::of("crates/oms-core/src");
    let round: Vec<BTreeSet<&str>> = sources
        .circles()
        .into_iter()
        .filter(|circle| circle.len() > 2)
        .collect();
    assert_eq!(round, Vec::<BTreeSet<&str>>::new());
}
