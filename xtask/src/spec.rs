//! `cargo xtask spec`: what can be said about `spec/` without generating anything.

use std::path::Path;

use oms_spec::SourceFile;
use oms_spec::ir::Api;
use oms_text::counted;

use crate::console::Console;
use crate::failure::Failure;
use crate::{evidence, spec_files};

/// Reports every mistake in the spec, or counts what it declares.
pub(crate) fn check(root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    let api = load(&spec_files::read(root)?)?;
    let evidence = evidence::evidence(root)?;
    // A tree that keeps no evidence has nothing that a discrepancy could rest on.
    if !evidence.is_empty() {
        let unfounded = oms_import::unfounded(&api, &evidence).into_iter();
        let problems = unfounded
            .map(|one| format!("{}: discrepancy `{}`: {}", one.file, one.id, one.what))
            .collect();
        let help = "docs/adding-an-action.md says what a discrepancy rests on";
        Failure::unless_empty(problems, help)?;
    }
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

pub(crate) fn load(files: &[SourceFile]) -> Result<Api, Failure> {
    oms_spec::load(files).map_err(Failure::Spec)
}
