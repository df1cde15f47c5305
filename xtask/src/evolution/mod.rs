//! `cargo xtask spec diff`: what changed since another spec, and what that does to callers and to
//! the wire.
//!
//! It judges nothing itself: `oms_spec::evolution` does. It finds the other spec, in a folder or in
//! a commit.

mod commit;

use std::fs;
use std::path::Path;

use oms_spec::SourceFile;
use oms_spec::evolution::{Evolution, Impact};
use oms_text::counted;

use crate::cli::ReportForm;
use crate::console::Console;
use crate::failure::Failure;
use crate::{spec, spec_files};

/// Exit code where a change breaks callers or the wire.
pub(crate) const BREAKING: u8 = 3;

pub(crate) fn run(
    root: &Path,
    other: &str,
    form: ReportForm,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let before = before(root, other)?;
    let old = spec::load(&before).inspect_err(|_| {
        console.note(format!("the spec of `{other}`:"));
    })?;
    let new = spec::sound(&spec_files::read(root)?)?;
    let evolution = Evolution::between(&old, &new);
    console.result(match form {
        ReportForm::Text => evolution.to_string().trim_end().to_owned(),
        ReportForm::Json => format!("{:#}", evolution.to_json()),
    });
    let breaking = evolution
        .changes()
        .iter()
        .filter(|change| change.callers.max(change.wire) == Impact::Breaking)
        .count();
    if breaking == 0 {
        return Ok(());
    }
    Err(Failure::Program {
        code: BREAKING,
        problem: format!(
            "{} {} callers or the wire",
            counted(breaking, "change"),
            if breaking == 1 { "breaks" } else { "break" }
        ),
    })
}

/// The other spec: of a folder that holds `spec/`, or of a commit.
fn before(root: &Path, other: &str) -> Result<Vec<SourceFile>, Failure> {
    let folder = Path::new(other);
    // The spec compared with itself would let every change pass.
    if is_same(root, folder) {
        return Err(Failure::new(
            format!("`{other}` is the folder of the spec itself, so nothing would be compared"),
            "name a commit, or a folder that holds another spec/",
        ));
    }
    if folder.join(spec_files::ROOT_FILE).is_file() {
        return spec_files::read(folder);
    }
    if folder.is_dir() {
        return Err(Failure::new(
            format!("`{other}` is a folder without {}", spec_files::ROOT_FILE),
            "name a folder that holds spec/, or a commit",
        ));
    }
    commit::read(root, other)
}

/// Returns whether two names lead to one folder.
fn is_same(root: &Path, folder: &Path) -> bool {
    let places = fs::canonicalize(root)
        .ok()
        .zip(fs::canonicalize(folder).ok());
    places.is_some_and(|(root, folder)| root == folder)
}
