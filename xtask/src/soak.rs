//! `cargo xtask soak`: plays the command against the model, for as long as it takes to trust it.
//!
//! It depends on no crate of the command's, so it has cargo build the program that plays, and
//! passes on what was asked for.

use std::path::Path;

use crate::calls;
use crate::cli::SoakArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::process::Call;

pub(crate) fn run(
    root: &Path,
    options: &SoakArgs,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let which = match options.seed {
        Some(seed) => format!("--seed {seed}"),
        None => format!("--seeds {} --from {}", options.seeds, options.from),
    };
    let (features, store) = if options.postgres {
        ("--features postgres ", " --postgres")
    } else {
        ("", "")
    };
    let call = Call::cargo(&format!(
        "run --locked --profile soak --package oms-seeds {features}-- {which} --jobs {}{store}",
        options.jobs
    ));
    console.note(format!("$ {call}"));
    calls::cargo_succeeds(&call, root, |code| format!("the soak ended with {code}"))
}
