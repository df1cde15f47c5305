//! The time of each file of a release, which is that of its commit.
//!
//! Files of 1970 are taken for damaged: lintian calls them ancient, and Debian's archive refuses
//! them.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// The variable by which whoever builds something again says its time.
const GIVEN: &str = "SOURCE_DATE_EPOCH";

/// The time of the commit in seconds since 1970, or the one that was given.
pub(super) fn of(root: &Path) -> Result<u64, Failure> {
    match std::env::var(GIVEN) {
        Ok(given) => read(given.as_bytes()),
        Err(_) => read(&of_commit(root)),
    }
}

/// Prints of git; nothing where the workspace is no checkout.
fn of_commit(root: &Path) -> Vec<u8> {
    let git = Command::new("git")
        .args(["show", "--no-patch", "--format=%ct", "HEAD"])
        .current_dir(root)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    git.map(|git| git.stdout).unwrap_or_default()
}

fn read(text: &[u8]) -> Result<u64, Failure> {
    let text = String::from_utf8_lossy(text);
    text.trim().parse().map_err(|_| {
        Failure::new(
            format!("the time of the release is unknown: `{}`", text.trim()),
            format!("build a checkout with git, or set {GIVEN} to seconds since 1970"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p144_the_files_of_a_release_have_the_time_of_its_commit() {
        let root = tempfile::tempdir().unwrap();
        assert!(read(&of_commit(root.path())).is_err(), "it is no checkout");
        let git = |arguments: &[&str]| {
            let git = Command::new("git")
                .args(["-c", "user.name=test", "-c", "user.email=test@localhost"])
                .args(arguments)
                .env("GIT_COMMITTER_DATE", "2026-11-01T00:00:00Z")
                .current_dir(root.path())
                .output()
                .unwrap();
            assert!(git.status.success(), "{arguments:?}: {git:?}");
        };
        git(&["init", "--quiet"]);
        git(&[
            "commit",
            "--quiet",
            "--allow-empty",
            "--no-gpg-sign",
            "--message",
            "a release",
        ]);
        assert_eq!(read(&of_commit(root.path())).unwrap(), 1_793_491_200);
        assert!(read(b"yesterday").is_err());
    }
}
