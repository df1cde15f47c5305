//! Every module says what it is for.

use super::{Files, Findings, module_docs, sources};

/// Whoever opens a file learns from its first line whether it is the one that they look for.
/// `missing_docs` asks that of public items alone.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for (path, text) in sources(files) {
        // The front page of a crate may be a file of its own.
        let front_page = text.starts_with("#![doc = include_str!(");
        let first = module_docs(text).next().unwrap_or_default();
        if first.trim().is_empty() && !front_page {
            findings.file(path, "the file does not open with `//!` and what it is for");
        }
    }
}
