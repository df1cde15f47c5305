//! Generated and hand-written code do not mix.

use super::{Files, Findings, extension, is_generated, sources};

/// The marks of generated code of any origin.
const MARK: &str = concat!("// @gen", "erated");

/// A hand-written file in a generated folder looks as if the generator knew of it, and a generated
/// one elsewhere is neither checked nor removed.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for path in files
        .paths()
        .filter(|path| is_generated(path) && extension(path) != "rs")
    {
        findings.file(
            path,
            "a generated folder holds nothing but generated sources",
        );
    }
    for (path, text) in sources(files) {
        let first = text.lines().next().unwrap_or_default();
        if is_generated(path) && !first.starts_with(oms_codegen::HEADER) {
            findings.file(
                path,
                "it is in a generated folder, and does not say that it is generated",
            );
        } else if !is_generated(path) && first.starts_with(MARK) {
            findings.file(
                path,
                "it says that it is generated, and is in no generated folder",
            );
        }
    }
}
