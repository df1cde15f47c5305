//! Long files say why.

use super::{Files, Findings, is_generated, module_docs, sources};

/// Longest file that needs no reason, in lines.
const LONGEST: usize = 400;

/// The beginning of the reason, in the documentation that the file opens with.
const REASON: &str = "is long because";

/// A file of one concept is rarely longer than this. If it is, the reader learns why; once it no
/// longer is, the reason is out of date.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for (path, text) in sources(files).filter(|(path, _)| !is_generated(path)) {
        let lines = text.lines().count();
        let reasoned = module_docs(text).any(|line| line.contains(REASON));
        if lines > LONGEST && !reasoned {
            findings.file(
                path,
                format!("{lines} lines: split the file, or say in its first paragraph that it `{REASON} …`"),
            );
        } else if lines <= LONGEST && reasoned {
            findings.file(
                path,
                format!("{lines} lines are not long: remove the reason"),
            );
        }
    }
}
