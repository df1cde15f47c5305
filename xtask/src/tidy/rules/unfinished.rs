//! Nothing is left for later where only its author would look for it.

use super::{Files, Findings, is_generated, numbered, texts};

/// The marks of work that was put off, or of a test that was muted.
const MARKS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("dbg", "!("),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("#[", "ignore"),
    concat!("#[", "should_panic"),
];

/// The reason of a test that is left out of a usual run, but not muted: a lane runs those of this
/// folder.
const OF_A_LANE: (&str, &str) = ("tests/suite/", "`cargo xtask ci --lane whole`");

/// Work that is not done belongs into an issue, and a test that is muted belongs mended or removed.
/// Generated code repeats the vendor's words, which may be any.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for (path, text) in texts(files).filter(|(path, _)| is_code(path) && !is_generated(path)) {
        let (folder, reason) = OF_A_LANE;
        let of_a_lane = |line: &str| path.starts_with(folder) && line.contains(reason);
        let lines = numbered(text).filter(|(_, line)| !of_a_lane(line));
        for (number, line) in lines {
            if let Some(mark) = MARKS.iter().find(|mark| holds(line, mark)) {
                findings.line(
                    path,
                    number,
                    format!("`{mark}` puts work off: do it, or open an issue"),
                );
            }
        }
    }
}

fn is_code(path: &str) -> bool {
    [".rs", ".toml", ".sh", ".yml", ".yaml"]
        .iter()
        .any(|ending| path.ends_with(ending))
        || path.starts_with(".ci/")
}

/// Returns whether a line holds the mark, and not merely a longer word with the mark in it.
fn holds(line: &str, mark: &str) -> bool {
    let in_word = |character: char| character.is_alphanumeric() || character == '_';
    let apart = |neighbour: Option<char>| !neighbour.is_some_and(in_word);
    line.match_indices(mark).any(|(start, _)| {
        let before = line
            .get(..start)
            .and_then(|before| before.chars().next_back());
        let after = line
            .get(start + mark.len()..)
            .and_then(|after| after.chars().next());
        apart(before) && (apart(after) || !mark.ends_with(in_word))
    })
}
