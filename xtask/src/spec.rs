//! `cargo xtask spec`: what can be said about `spec/` without generating anything.

use std::path::Path;

use oms_spec::SourceFile;
use oms_spec::ir::Api;
use oms_text::counted;

use crate::console::Console;
use crate::failure::Failure;
use crate::spec_files;

/// Reports every mistake in the spec, or counts what it declares.
pub(crate) fn check(root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    let api = sound(&spec_files::read(root)?)?;
    for warning in oms_spec::warnings(&api) {
        console.note(format!("warning: {}: {}", warning.place, warning.what));
    }
    let examples: usize = api.actions.iter().map(|action| action.examples.len()).sum();
    let of_actions: usize = api
        .actions
        .iter()
        .map(|action| action.discrepancies.len())
        .sum();
    console.result(format!(
        "spec/ is sound: {}, {}, {}",
        counted(api.actions.len(), "action"),
        counted(examples, "example"),
        counted(of_actions + api.discrepancies.len(), "discrepancy"),
    ));
    Ok(())
}

/// The model of a spec whose evidence is judged as well: of the one that is worked on.
pub(crate) fn sound(files: &[SourceFile]) -> Result<Api, Failure> {
    oms_import::load(files).map_err(Failure::Spec)
}

/// The model of a spec, such as an earlier one, or one whose evidence is about to be written.
pub(crate) fn load(files: &[SourceFile]) -> Result<Api, Failure> {
    oms_spec::load(files).map_err(Failure::Spec)
}
