//! The arrows between the modules of the `oms` command.
//!
//! Its folders are layers, as `ARCHITECTURE.md` draws them, and an import may only point down. The
//! imports are read off the source, generated code included. A re-export by `pub use` counts as an
//! import of the file that defines the item, so a module's face ties nothing together.

use std::collections::{BTreeMap, BTreeSet};

use oms_spec::ir::Effect;

use super::sources::{Sources, layer};
use crate::exports;

/// Each layer with those that it may import, from the top down.
const ARROWS: &[(&str, &[&str])] = &[
    (
        "grammar",
        &[
            "act",
            "command",
            "exit",
            "failure",
            "generated",
            "plan",
            "report",
            "session",
            "surroundings",
            "terminal",
        ],
    ),
    (
        "command",
        &[
            "act",
            "exit",
            "failure",
            "generated",
            "hex",
            "journal",
            "parse",
            "plan",
            "report",
            "session",
            "surroundings",
            "terminal",
            "time",
        ],
    ),
    (
        "report",
        &[
            "act",
            "exit",
            "failure",
            "journal",
            "plan",
            "session",
            "surroundings",
            "terminal",
            "time",
        ],
    ),
    (
        "act",
        &[
            "exit",
            "failure",
            "generated",
            "hex",
            "journal",
            "plan",
            "session",
            "surroundings",
            "terminal",
            "time",
        ],
    ),
    (
        "generated",
        &["exit", "failure", "parse", "plan", "session", "time"],
    ),
    (
        "journal",
        &["exit", "failure", "hex", "plan", "session", "time"],
    ),
    (
        "plan",
        &[
            "exit",
            "failure",
            "hex",
            "parse",
            "session",
            "surroundings",
            "terminal",
            "time",
        ],
    ),
    (
        "session",
        &[
            "exit",
            "failure",
            "parse",
            "surroundings",
            "terminal",
            "time",
        ],
    ),
    ("terminal", &["exit", "surroundings"]),
    ("surroundings", &["exit"]),
    ("time", &["failure"]),
    ("failure", &["exit"]),
    ("parse", &[]),
    ("hex", &[]),
    ("exit", &[]),
];

/// Imports that still point up: the file and the layer. The list only becomes shorter.
const STILL_UP: &[(&str, &str)] = &[];

/// Files that are still in a circle of more than two. The list only becomes shorter.
const STILL_ROUND: &[&str] = &[];

/// The calls that write down a change, or send a request of any action. Beside the protocol a
/// command calls `act::send`, and that alone.
const SENDING: &[&str] = &[".announce", ".call"];

/// Files beside `act/` that call the service all the same, because they only read.
const READING: &[(&str, &str)] = &[
    ("command/action.rs", ".call"),
    ("command/doctor/mod.rs", ".call"),
    ("command/status/task.rs", ".call"),
];

#[test]
fn imports_of_the_command_point_down() {
    let sources = Sources::of("crates/oms-cli/src");
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let layers: BTreeSet<&str> = sources.layers();
    assert_eq!(
        layers,
        allowed.keys().copied().collect(),
        "the table of arrows names every layer"
    );
    assert_is_ordered(&allowed);
    let up: BTreeSet<(&str, &str)> = sources
        .arrows
        .iter()
        .map(|(from, to)| (from.as_str(), layer(to)))
        .filter(|(from, to)| layer(from) != *to && !allowed[layer(from)].contains(to))
        .collect();
    assert_eq!(
        up,
        STILL_UP.iter().copied().collect(),
        "imports point down: see ARCHITECTURE.md"
    );
}

#[test]
fn no_circle_of_more_than_two_files_is_in_the_command() {
    let sources = Sources::of("crates/oms-cli/src");
    let round: BTreeSet<&str> = sources
        .circles()
        .into_iter()
        .filter(|circle| circle.len() > 2)
        .flatten()
        // Generated files are in the circle of the hand-written ones that they need.
        .filter(|file| layer(file) != "generated")
        .collect();
    assert_eq!(round, STILL_ROUND.iter().copied().collect());
}

#[test]
fn no_file_beside_the_protocol_announces_or_sends() {
    let sources = Sources::of("crates/oms-cli/src");
    let writes = writes();
    let sending: BTreeSet<(&str, &str)> = sources
        .calls
        .iter()
        .map(|(from, name)| (from.as_str(), name.as_str()))
        .filter(|(from, name)| {
            layer(from) != "act" && (SENDING.contains(name) || writes.contains(*name))
        })
        .collect();
    assert_eq!(sending, READING.iter().copied().collect());
    let of_the_protocol = sources
        .calls
        .iter()
        .any(|(from, name)| layer(from) == "act" && SENDING.contains(&name.as_str()));
    assert!(
        of_the_protocol,
        "the names are those that the protocol uses"
    );
}

/// The methods of the client that change something, as they are called on one and by their path:
/// a builder that is awaited sends without `.call`.
fn writes() -> BTreeSet<String> {
    let api = exports::api();
    let writes = api.actions.iter().filter(|it| it.effect == Effect::Write);
    let names: BTreeSet<String> = writes
        .flat_map(|action| [format!(".{}", action.ident), action.ident.clone()])
        .collect();
    assert!(names.contains(".stop_project"), "{names:?}");
    names
}

/// Each layer may import only what comes after it in the table, so that the table itself holds no
/// circle.
fn assert_is_ordered(allowed: &BTreeMap<&str, &[&str]>) {
    let place = |layer: &str| ARROWS.iter().position(|(name, _)| *name == layer);
    for (layer, below) in allowed {
        for other in *below {
            assert!(place(layer) < place(other), "{layer} and {other}");
        }
    }
}
