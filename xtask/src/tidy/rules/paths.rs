//! No file knows the machine that it was written on.

use super::{Files, Findings, numbered};

/// The beginnings of the paths of people's own folders.
const HOMES: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("C:\\Us", "ers\\"),
];

/// A path of one machine is wrong on every other one, and tells who has worked where. The folder of
/// this checkout is one, too.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for (path, text) in files.texts() {
        for (number, line) in numbered(text) {
            let mut needles = HOMES.iter().copied().chain([files.root()]);
            if let Some(needle) = needles.find(|needle| begins_there(line, needle)) {
                findings.line(path, number, format!("`{needle}` is a path of one machine"));
            }
        }
    }
}

/// Returns whether a path begins with `needle`, and does not merely go on with it, as a web address
/// may.
fn begins_there(line: &str, needle: &str) -> bool {
    let goes_on = |character: char| character.is_alphanumeric() || "._-~".contains(character);
    line.match_indices(needle).any(|(start, _)| {
        let before = line
            .get(..start)
            .and_then(|before| before.chars().next_back());
        !before.is_some_and(goes_on)
    })
}
