//! The temporary folder of the tests, which is empty when they have ended.
//!
//! A test that leaves its server's folder behind fills the disk of a machine that runs the tests
//! every day, and no test of its own tells.

use std::ffi::OsStr;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use oms_text::counted;

use crate::disk;
use crate::failure::Failure;
use crate::process::Call;

/// The variables that name the temporary folder: one of Unix, one of Windows.
const VARIABLES: [&str; 2] = ["TMPDIR", "TMP"];

/// Longest time for what ends behind its test, such as a server that is told to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Makes the folder at this path, and has the call use it.
pub(super) fn with_folder(call: Call, folder: &Path) -> io::Result<Call> {
    fs::create_dir_all(folder)?;
    // Programs that refuse root run as somebody else, who has to reach what is in it.
    #[cfg(unix)]
    for open in [folder.parent().unwrap_or(folder), folder] {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(open, fs::Permissions::from_mode(0o755))?;
    }
    let path = folder.display().to_string();
    let set = |call: Call, name: &str| call.with(name, path.clone());
    Ok(VARIABLES.into_iter().fold(call, set))
}

/// Fails where something is left in the folder.
pub(super) fn check(folder: &Path) -> Result<(), Failure> {
    check_within(folder, PATIENCE)
}

fn check_within(folder: &Path, patience: Duration) -> Result<(), Failure> {
    let started = Instant::now();
    loop {
        let left = disk::names(folder).map_err(Failure::at(folder.display(), "run it again"))?;
        if left.is_empty() {
            return Ok(());
        }
        if started.elapsed() >= patience {
            return Err(Failure::new(
                format!(
                    "the tests left {} in their temporary folder: {}",
                    counted(left.len(), "entry"),
                    left.join(OsStr::new(", ")).display(),
                ),
                "a test removes what it made, and so does what it started",
            ));
        }
        thread::sleep(Duration::from_millis(100));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_tests_left_is_named() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("tests");
        let call = with_folder(Call::cargo("test"), &folder).unwrap();
        assert!(call.to_string().contains(&folder.display().to_string()));
        check(&folder).unwrap();

        fs::create_dir(folder.join("oms-pg-1")).unwrap();
        let text = check_within(&folder, Duration::ZERO).unwrap_err();
        assert!(text.render(false).contains("oms-pg-1"));
    }
}
