//! Lines end with a line feed.

use std::path::Path;

use super::{Files, Findings, texts};

/// Another line end makes every line of a diff differ, and the spec's digest is over bytes. One
/// finding a file is enough. An answer that is kept as the bytes that came has those that came.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    let is_raw = |path: &str| Path::new(path).extension().is_some_and(|it| it == "raw");
    for (path, text) in texts(files).filter(|(path, _)| !is_raw(path)) {
        if let Some((before, _)) = text.split_once('\r') {
            let line = before.matches('\n').count() + 1;
            findings.line(
                path,
                line,
                "a carriage return ends this line; save the file with line feeds",
            );
        }
    }
}
