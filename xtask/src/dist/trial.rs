//! The files of a release in an empty root: `cargo xtask dist --try`.

use std::path::Path;

use crate::calls;
use crate::console::Console;
use crate::failure::Failure;
use crate::process::Call;

use super::names;

/// The steps. They are those of somebody at a shell, and only a shell says them shortly.
const STEPS: &str = include_str!("trial.sh");

/// Runs them over what is in the folder, if this machine can.
pub(super) fn run(
    root: &Path,
    out: &Path,
    version: &str,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let target = calls::host(root)?;
    let name = names::programs(version, &target);
    let archive = out.join(names::archive(&name));
    if !archive.is_file() {
        return Err(Failure::new(
            format!("there is no {}", archive.display()),
            "`cargo xtask dist` without `--try` builds it",
        ));
    }
    if !cfg!(target_os = "linux") || !is_root(root) {
        console.result("SKIPPED: the trial of the release; only root of Linux has an empty root");
        return Ok(());
    }
    let code = Call::program("bash", &["-c", STEPS, "trial"])
        .and(out.display().to_string())
        .and(name)
        .and(version)
        .run(root)
        .map_err(|error| {
            Failure::new(format!("bash does not start: {error}"), "is it installed?")
        })?;
    if code != 0 {
        return Err(Failure::Program {
            code,
            problem: "the release does not hold in an empty root".to_owned(),
        });
    }
    Ok(())
}

fn is_root(root: &Path) -> bool {
    let mut root_user = false;
    let asked = Call::program("id", &["-u"]).run_reading(root, |line| root_user = line == b"0\n");
    asked.is_ok() && root_user
}
