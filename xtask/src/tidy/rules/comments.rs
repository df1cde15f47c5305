//! Comments are as wide as the code.

use std::collections::BTreeSet;

use super::{Files, Findings, is_generated, numbered, sources};

/// Widest line of a comment, in characters.
const WIDEST: usize = 100;

/// Folders whose comments are still wider. The list only becomes shorter.
const STILL_WIDER: &[&str] = &["crates/oms-cli", "crates/oms-core"];

/// The formatter breaks code at this width and leaves comments alone. A line without a blank to
/// break it at, such as an address, may be wider.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    let (mut read, mut wide) = (BTreeSet::<&str>::new(), BTreeSet::<&str>::new());
    for (path, text) in sources(files).filter(|(path, _)| !is_generated(path)) {
        let still = STILL_WIDER.iter().find(|folder| is_inside(path, folder));
        read.extend(still);
        for (number, _) in numbered(text).filter(|(_, line)| is_too_wide(line)) {
            match still {
                Some(folder) => drop(wide.insert(*folder)),
                None => findings.line(
                    path,
                    number,
                    format!("a comment of more than {WIDEST} characters: break the line"),
                ),
            }
        }
    }
    for folder in STILL_WIDER {
        if read.contains(folder) && !wide.contains(folder) {
            findings.file(
                folder,
                "no comment is too wide here any more: take it off the list in \
                 xtask/src/tidy/rules/comments.rs",
            );
        }
    }
}

fn is_inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

fn is_too_wide(line: &str) -> bool {
    let comment = line.trim_start();
    let words = comment.trim_start_matches(['/', '!']);
    comment.starts_with("//") && line.chars().count() > WIDEST && words.trim().contains(' ')
}
