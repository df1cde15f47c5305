//! The arrows between the modules of the `oms` command.
//!
//! Its folders are layers, as `ARCHITECTURE.md` draws them, and an import may only point down. The
//! imports are read off the source, generated code included. A re-export by `pub use` counts as an
//! import of the file that defines the item, so a module's face ties nothing together.

use std::collections::BTreeSet;

use oms_spec::ir::Effect;

use super::sources::{Layer, Sources, assert_is_ordered, drawn, layer};
use crate::exports;

/// Each layer with those that it imports, from the top down.
const ARROWS: &[Layer] = &[
    (
        "grammar",
        &[
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
        &["failure", "parse", "plan", "session", "time"],
    ),
    (
        "journal",
        &["exit", "failure", "plan", "session", "surroundings", "time"],
    ),
    (
        "plan",
        &[
            "failure",
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
    ("exit", &[]),
];

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
    assert_is_ordered(ARROWS);
    assert_eq!(
        sources.between_layers(),
        drawn(ARROWS),
        "the table has every layer and every arrow, and no other: see ARCHITECTURE.md"
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

/// The words that begin a statement of SQL.
const STATEMENTS: &[&str] = &[
    "ALTER",
    "BEGIN",
    "CALL",
    "CLOSE",
    "COMMIT",
    "CREATE",
    "DECLARE",
    "DELETE",
    "DROP",
    "FETCH",
    "GRANT",
    "INSERT",
    "LISTEN",
    "LOCK",
    "NOTIFY",
    "PRAGMA",
    "RELEASE",
    "REVOKE",
    "ROLLBACK",
    "SAVEPOINT",
    "SELECT",
    "SET",
    "TRUNCATE",
    "UPDATE",
    "VACUUM",
    "WITH",
];

#[test]
fn all_sql_of_a_store_is_in_its_file_of_sql() {
    let sources = Sources::of("crates/oms-cli/src");
    let is_sql = |text: &str| {
        let mut words = text.trim_start().split(|c: char| !c.is_ascii_alphabetic());
        words
            .next()
            .is_some_and(|first| STATEMENTS.contains(&first))
    };
    let texts = sources.texts.iter().filter(|(_, text)| is_sql(text));
    let files: BTreeSet<&str> = texts.map(|(file, _)| file.as_str()).collect();
    let expected = [
        "journal/postgres/sql.rs",
        "journal/sql.rs",
        "journal/sqlite/sql.rs",
    ];
    assert_eq!(files, BTreeSet::from(expected));
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
