//! Comments are as wide as the code.

use super::{Files, Findings, is_generated, numbered, sources};

/// Widest line of a comment, in characters.
const WIDEST: usize = 100;

/// The formatter breaks code at this width and leaves comments alone. A line without a blank to
/// break it at, such as an address, may be wider.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for (path, text) in sources(files).filter(|(path, _)| !is_generated(path)) {
        for (number, _) in numbered(text).filter(|(_, line)| is_too_wide(line)) {
            findings.line(
                path,
                number,
                format!("a comment of more than {WIDEST} characters: break the line"),
            );
        }
    }
}

fn is_too_wide(line: &str) -> bool {
    let comment = line.trim_start();
    let words = comment.trim_start_matches(['/', '!']);
    comment.starts_with("//") && line.chars().count() > WIDEST && words.trim().contains(' ')
}
