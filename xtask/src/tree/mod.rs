//! The generated files of a workspace: compared with what they should be, and then listed, checked
//! or written.
//!
//! Every command that generates files goes through [`bring`] or [`bring_all`]. They know nothing of
//! how a file came about, and they touch nothing that is current: an equal file keeps its time
//! stamp, so that nothing is built again without a reason.

mod orphans;
mod paths;
mod plan;
mod report;
mod write;

use std::path::Path;

use oms_codegen::GeneratedFile;
use oms_text::counted;

use crate::cli::Mode;
use crate::console::Console;
use crate::failure::Failure;
use plan::Plan;

/// A command that generates files, and what belongs to it alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owner {
    /// The command that mends every difference, such as `cargo xtask sync`.
    pub(crate) command: &'static str,
    /// Folders in which everything is generated, relative to the root, or an empty text for the
    /// root itself. Only in them is a file removed.
    pub(crate) folders: &'static [&'static str],
    /// The beginning of the first line of a file that may be removed.
    pub(crate) header: &'static str,
}

impl Owner {
    /// `sync`, of single files among those of people, of which it removes none.
    pub(crate) const PAGE: Self = Self {
        command: "cargo xtask sync",
        folders: &[],
        header: "",
    };
}

/// Changes the workspace at `root` until it has exactly these generated files, or reports the
/// differences.
pub(crate) fn bring(
    root: &Path,
    files: Vec<GeneratedFile>,
    owner: Owner,
    mode: Mode,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    carry_out(&Plan::new(root, files, owner)?, owner, mode, console)
}

/// Brings several parts, of which none is written where one is refused. Returns what went wrong.
pub(crate) fn bring_all(
    root: &Path,
    parts: Vec<(Owner, Vec<GeneratedFile>)>,
    mode: Mode,
    console: &mut Console<'_>,
) -> Vec<Failure> {
    let (mut plans, mut failures) = (Vec::new(), Vec::new());
    for (owner, files) in parts {
        match Plan::new(root, files, owner) {
            Ok(plan) => plans.push((plan, owner)),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() || matches!(mode, Mode::Check) {
        let done = plans
            .iter()
            .map(|(plan, owner)| carry_out(plan, *owner, mode, console));
        failures.extend(done.filter_map(Result::err));
    }
    failures
}

/// Writes files that people keep, each as a whole, or none of them.
///
/// A file that is current is left alone, and nothing is removed.
pub(crate) fn replace(root: &Path, files: Vec<GeneratedFile>) -> Result<(), Failure> {
    write::replace(&plan::differing(root, files)?)
}

fn carry_out(
    plan: &Plan,
    owner: Owner,
    mode: Mode,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    for path in &plan.foreign {
        console.note(format!(
            "warning: {path} is in a generated folder and is not generated; it is left alone"
        ));
    }
    match mode {
        Mode::Check => check(plan, owner, console),
        Mode::DryRun => {
            console.result(report::listed(plan, "would be "));
            Ok(())
        }
        Mode::Write => {
            write::apply(plan)?;
            console.result(report::listed(plan, ""));
            Ok(())
        }
    }
}

fn check(plan: &Plan, owner: Owner, console: &mut Console<'_>) -> Result<(), Failure> {
    if plan.is_empty() {
        console.result(report::listed(plan, ""));
        return Ok(());
    }
    console.result(report::differences(plan).trim_end());
    let differing = plan.changes.len() + plan.orphans.len();
    Err(Failure::new(
        format!(
            "{} {} from what spec/ says",
            counted(differing, "generated file"),
            if differing == 1 { "differs" } else { "differ" },
        ),
        format!("run `{}`, and commit what it writes", owner.command),
    ))
}

/// A file's text as it is compared: with `\n` line ends, so that a checkout with other ones is no
/// difference.
pub(crate) fn normalised(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}
