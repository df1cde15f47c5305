//! Comments are as wide as the code.

use super::backlog::Backlog;
use super::{Files, Findings, numbered};

/// Widest line of a comment, in characters.
const WIDEST: usize = 100;

/// Folders whose comments are still wider. The list only becomes shorter.
const STILL_WIDER: Backlog = Backlog {
    folders: &["crates/oms-cli", "crates/oms-core"],
    listed_in: "xtask/src/tidy/rules/comments.rs",
};

/// The formatter breaks code at this width and leaves comments alone. A line without a blank to
/// break it at, such as an address, may be wider.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    STILL_WIDER.check(files, findings, |text| {
        numbered(text)
            .filter(|(_, line)| is_too_wide(line))
            .map(|(number, _)| {
                let problem = format!("a comment of more than {WIDEST} characters: break the line");
                (number, problem)
            })
            .collect()
    });
}

fn is_too_wide(line: &str) -> bool {
    let comment = line.trim_start();
    let words = comment.trim_start_matches(['/', '!']);
    comment.starts_with("//") && line.chars().count() > WIDEST && words.trim().contains(' ')
}
