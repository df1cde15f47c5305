//! Lines end with a line feed.

use super::{Files, Findings, texts};

/// Another line end makes every line of a diff differ, and the spec's digest is over bytes. One
/// finding a file is enough.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for (path, text) in texts(files) {
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
