//! The command as it is installed, with what it needs to call a simulator.

use std::ffi::OsStr;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::process::run;
use super::{Outcome, PASSWORD, TASK};

/// The command, which keeps its files in a folder of its own.
pub(crate) struct Oms<'a> {
    pub(crate) program: PathBuf,
    pub(crate) scratch: &'a Path,
    password: PathBuf,
}

impl<'a> Oms<'a> {
    /// Builds the command as it is released, with these features beside the default ones.
    pub(crate) fn build(features: &str, scratch: &'a Path) -> Outcome<Self> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let target = workspace.join("target/scale");
        run(Command::new(env!("CARGO"))
            .current_dir(&workspace)
            .args(["build", "--release", "--package", "oms-cli", "--target-dir"])
            .arg(&target)
            .args(["--features", features]))?;
        let program = format!("release/oms{}", std::env::consts::EXE_SUFFIX);
        Ok(Self {
            program: target.join(program).canonicalize()?,
            scratch,
            password: password(scratch)?,
        })
    }

    /// These words, away from the settings of the user, which would be measured as well.
    pub(crate) fn words(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(words)
            .env("HOME", self.scratch)
            .env("XDG_CONFIG_HOME", self.scratch)
            .env("XDG_STATE_HOME", self.scratch);
        command
    }

    /// A call of the service, as these words ask for it.
    pub(crate) fn call(&self, url: &str, words: &[&str]) -> Command {
        let mut command = self.words(words);
        command
            .args(["--user", "admin", "--endpoint", url, "--password-file"])
            .arg(&self.password);
        command
    }

    /// Reads the progress of the task.
    pub(crate) fn read(&self, url: &str) -> Command {
        let words = ["describe-project-progress", "--id", TASK, "-o", "json"];
        self.call(url, &words)
    }

    /// Moves the position of the task as curl does: without the look at the task that comes before
    /// it otherwise.
    pub(crate) fn write(&self, url: &str, journal: &OsStr) -> Command {
        let words = ["reset-incr-start-timestamp", "--id", TASK, "-o", "json"];
        let mut command = self.call(url, &words);
        command
            .args(["--reverse", "false", "--start-timestamp", "1742365118s"])
            .args(["--execute", "--no-preflight", "--again"])
            .arg("--i-know-logs-exist")
            .arg(format!("--yes={TASK}"))
            .arg("--journal")
            .arg(journal);
        command
    }

    /// The same write, with no folder to anchor the end of the journal in.
    pub(crate) fn write_without_an_anchor(&self, url: &str, journal: &OsStr) -> Command {
        let mut command = self.write(url, journal);
        command.env_remove("XDG_STATE_HOME").env_remove("HOME");
        command
    }
}

/// Writes the password into a folder, for its owner alone. Returns the file.
fn password(folder: &Path) -> Outcome<PathBuf> {
    let file = folder.join("password");
    fs::write(&file, PASSWORD)?;
    #[cfg(unix)]
    fs::set_permissions(&file, PermissionsExt::from_mode(0o600))?;
    Ok(file)
}
