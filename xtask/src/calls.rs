//! Calls of other programs, one after the other, and what the toolchain is asked for.

use std::path::{Path, PathBuf};

use crate::console::Console;
use crate::failure::Failure;
use crate::process::Call;

/// Runs calls one after the other, up to the first that fails.
pub(crate) fn each(calls: &[Call], root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    for call in calls {
        console.note(format!("$ {call}"));
        let what = format!("`{call}` cannot be run");
        let code = call.run(root);
        let code = code.map_err(Failure::at(what, "install what it is part of"))?;
        Failure::unless_zero(code, || format!("`{call}` ended with {code}"))?;
    }
    Ok(())
}

/// Runs cargo, and returns its exit code.
pub(crate) fn cargo(call: &Call, root: &Path) -> Result<u8, Failure> {
    let failure = Failure::at("cargo does not start", "is it on the search path?");
    call.run(root).map_err(failure)
}

/// Runs cargo, and fails with this problem unless it succeeds.
pub(crate) fn cargo_succeeds(
    call: &Call,
    root: &Path,
    problem: impl FnOnce(u8) -> String,
) -> Result<(), Failure> {
    let code = cargo(call, root)?;
    Failure::unless_zero(code, || problem(code))
}

/// Returns the folder of everything that cargo builds.
pub(crate) fn target(root: &Path) -> PathBuf {
    let given = std::env::var_os("CARGO_TARGET_DIR");
    root.join(given.map_or_else(|| PathBuf::from("target"), PathBuf::from))
}

/// Returns the system that this toolchain builds for, in the words of `cargo -vV`.
pub(crate) fn host(root: &Path) -> Result<String, Failure> {
    let mut host = None;
    let call = Call::cargo("--version --verbose");
    let _ = call.run_reading(root, |line| {
        let line = String::from_utf8_lossy(line);
        if let Some(name) = line.strip_prefix("host:") {
            host = Some(name.trim().to_owned());
        }
    });
    host.ok_or_else(|| Failure::new(format!("`{call}` names no host"), "is cargo installed?"))
}
