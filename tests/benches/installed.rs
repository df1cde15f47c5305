//! The command as it is installed, for the benchmarks that run it as a whole process.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::process::run;

/// The command as it is installed.
pub(crate) fn build() -> Outcome<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = workspace.join("target/scale");
    run(Command::new(env!("CARGO"))
        .current_dir(&workspace)
        .args(["build", "--release", "--package", "oms-cli", "--target-dir"])
        .arg(&target))?;
    let program = format!("release/oms{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join(program).canonicalize()?)
}
