//! Lines that a test says aloud, most of all that it was skipped.

use std::io::Write as _;

/// Writes past the capture of the test harness, which would hide what a passing test says.
pub(crate) fn say(line: &str) {
    std::io::stderr()
        .write_all(line.as_bytes())
        .expect("standard error takes a line");
}
