//! Comments are as wide as the code.

use super::{Files, Findings, extension, is_generated, is_inside, numbered, texts};

/// Widest line of a comment, in characters.
const WIDEST: usize = 100;

/// The beginning of a comment in Rust, and what stands behind it in one of documentation.
const SLASHES: (&str, &[char]) = ("//", &['/', '!']);

/// The beginning of a comment in the other languages.
const HASH: (&str, &[char]) = ("#", &['#']);

/// The endings of files whose comments begin with a hash. A script without an ending names its
/// interpreter in the first line.
const HASHED: &[&str] = &["py", "sh", "toml", "yaml", "yml"];

/// The folder of files whose form `cargo xtask spec fmt` holds.
const SPEC: &str = "spec";

/// The formatter breaks code at this width and leaves comments alone. A line without a blank to
/// break it at, such as an address, may be wider.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for (path, text) in texts(files).filter(|(path, _)| !is_generated(path)) {
        let Some(mark) = mark_of(path, text) else {
            continue;
        };
        for (number, _) in numbered(text).filter(|(_, line)| is_too_wide(line, mark)) {
            findings.line(
                path,
                number,
                format!("a comment of more than {WIDEST} characters: break the line"),
            );
        }
    }
}

/// Returns the mark of a comment in a file; `None` where the rule does not hold.
fn mark_of(path: &str, text: &str) -> Option<(&'static str, &'static [char])> {
    if extension(path) == "rs" {
        return Some(SLASHES);
    }
    let is_hashed = HASHED.contains(&extension(path)) || text.starts_with("#!");
    (is_hashed && !is_inside(path, SPEC)).then_some(HASH)
}

fn is_too_wide(line: &str, (start, marks): (&str, &[char])) -> bool {
    let comment = line.trim_start();
    let words = comment.trim_start_matches(marks);
    comment.starts_with(start) && line.chars().count() > WIDEST && words.trim().contains(' ')
}
