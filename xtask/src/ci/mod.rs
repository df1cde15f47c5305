//! `cargo xtask ci`: every check of the workspace, each as a command that one can run alone.
//!
//! The lanes are in the order in which they fail fastest. All of them run even after one has
//! failed, because a push is cheaper to mend with the whole list than with its first line;
//! `--fail-fast` stops. The exit code is that of the first lane that failed. Of all lanes, one
//! whose tool is not installed is skipped, and so is one that takes too long for each change; the
//! summary says what was not checked. A lane that is asked for by name runs, or fails, and so does
//! one whose tool `.ci/run` installs, where it ran.

mod lanes;
mod leftovers;
mod published;
mod run;
mod snapshots;
mod summary;
mod tree;

use std::path::Path;

use crate::cli::CiArgs;
use crate::console::Console;
use crate::failure::Failure;
use lanes::Lane;
use run::Runner;
use summary::Outcome;

pub(crate) fn run(root: &Path, options: &CiArgs, console: &mut Console<'_>) -> Result<(), Failure> {
    let lanes = chosen(lanes::all(root)?, &options.lane)?;
    let mut runner = Runner::new(root, !options.lane.is_empty())?;
    for (number, lane) in (1..).zip(&lanes) {
        console.result(format!("\n[{number}/{}] {}", lanes.len(), lane.name));
        let outcome = runner.run(lane, console);
        if options.fail_fast && matches!(outcome, Outcome::Failed { .. }) {
            break;
        }
    }
    runner.summary(console)
}

/// The lanes that were asked for by name, or all of them.
fn chosen(lanes: Vec<Lane>, names: &[String]) -> Result<Vec<Lane>, Failure> {
    let known: Vec<&str> = lanes.iter().map(|lane| lane.name).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(Failure::new(
            format!("there is no lane `{unknown}`"),
            format!("the lanes are {}", known.join(", ")),
        ));
    }
    let asked = |lane: &Lane| names.is_empty() || names.iter().any(|name| name == lane.name);
    Ok(lanes.into_iter().filter(asked).collect())
}
