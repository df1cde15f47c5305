//! The command as it is installed, and what it needs to call a server, for the benchmarks that run
//! it as a whole process.

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::process::run;

/// The command as it is installed, with these features beside the default ones.
pub(crate) fn build(features: &str) -> Outcome<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = workspace.join("target/scale");
    run(Command::new(env!("CARGO"))
        .current_dir(&workspace)
        .args(["build", "--release", "--package", "oms-cli", "--target-dir"])
        .arg(&target)
        .args(["--features", features]))?;
    let program = format!("release/oms{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join(program).canonicalize()?)
}

/// Writes the password of the simulator into a folder, for its owner alone. Returns the file.
pub(crate) fn password(folder: &Path) -> Outcome<PathBuf> {
    let file = folder.join("password");
    fs::write(&file, "secret")?;
    #[cfg(unix)]
    fs::set_permissions(&file, PermissionsExt::from_mode(0o600))?;
    Ok(file)
}
