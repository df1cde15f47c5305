//! Snapshots are accepted, and belong to a test.

use super::{Files, Findings, extension};

/// Endings of the files that a test writes if a snapshot is not as expected.
const PENDING: &[&str] = &[".snap.new", ".pending-snap"];

/// A pending snapshot is a difference that nobody has read, and a snapshot whose test or input is
/// gone is compared with nothing. Only a run of the tests shows that each one is really compared:
/// the lane `snapshots` of `ci` looks. Snapshots lie among the inputs of tests, which other rules
/// leave out: they are the output of a test, and this rule looks at all of them.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for path in files.paths() {
        if PENDING.iter().any(|ending| path.ends_with(ending)) {
            findings.file(
                path,
                "nobody has accepted this snapshot: `cargo insta review`",
            );
        }
    }
    for (path, text) in files.texts().filter(|(path, _)| extension(path) == "snap") {
        for key in ["source", "input_file"] {
            let gone = value(text, key).filter(|named| !files.exists(named));
            if let Some(named) = gone {
                findings.file(
                    path,
                    format!("its {key} `{named}` does not exist: remove the snapshot"),
                );
            }
        }
        if value(text, "source").is_none() {
            findings.file(path, "it does not say which test it belongs to");
        }
    }
}

/// The value of a key in the head of a snapshot.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let mut head = text.lines().skip(1).take_while(|line| *line != "---");
    let value = head.find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    Some(value.trim().trim_matches('"'))
}
