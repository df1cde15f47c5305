//! Who may read or replace a file: the checks on files that hold secrets or decide where secrets go.
//!
//! Where a file has no mode, as on Windows, its access list is its owner's affair and nothing is checked.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Refuses a file that others could read or write, or that belongs to somebody else.
#[cfg(unix)]
pub(crate) fn check_private(metadata: &fs::Metadata) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt as _;

    check_owner(metadata)?;
    let mode = metadata.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(format!(
            "has mode {mode:04o}, so others than its owner may use it"
        ));
    }
    Ok(())
}

/// Refuses a file that others could write, or that belongs to somebody else.
#[cfg(unix)]
pub(crate) fn check_not_writable_by_others(metadata: &fs::Metadata) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt as _;

    check_owner(metadata)?;
    let mode = metadata.mode() & 0o777;
    if mode & 0o022 != 0 {
        return Err(format!(
            "has mode {mode:04o}, so others than its owner may write it"
        ));
    }
    Ok(())
}

/// Refuses a file in a directory where others may replace it. A sticky directory, as `/tmp`, lets only the owner do that.
#[cfg(unix)]
pub(crate) fn check_directory(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt as _;

    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."));
    let metadata = fs::metadata(directory).map_err(|error| format!("cannot be read: {error}"))?;
    let mode = metadata.mode() & 0o7777;
    if mode & 0o002 != 0 && mode & 0o1000 == 0 {
        return Err(format!(
            "stands in a directory of mode {mode:04o}, where anyone may replace it"
        ));
    }
    Ok(())
}

#[cfg(unix)]
fn check_owner(metadata: &fs::Metadata) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt as _;

    owner_problem(metadata.uid(), rustix::process::geteuid().as_raw()).map_or(Ok(()), Err)
}

#[cfg(unix)]
fn owner_problem(owner: u32, own: u32) -> Option<String> {
    // What belongs to the administrator could be changed by the administrator anyway.
    (owner != own && owner != 0).then(|| format!("belongs to user {owner}, and you are {own}"))
}

/// Refuses a file that was swapped between the look at its name and its opening.
#[cfg(unix)]
pub(crate) fn check_same(named: &fs::Metadata, opened: &fs::Metadata) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt as _;

    if (named.dev(), named.ino()) != (opened.dev(), opened.ino()) {
        return Err("was replaced while it was opened".to_owned());
    }
    Ok(())
}

/// Creates a file that only its owner can read, and that was not there before.
#[cfg(unix)]
pub(crate) fn create_private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

/// Creates a directory with its parents, for its owner alone.
#[cfg(unix)]
pub(crate) fn create_private_directory(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;

    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}

/// Writes a new file that only its owner can read, by a rename, so that no one ever sees a half of it.
pub(crate) fn write_private(path: &Path, text: &[u8]) -> io::Result<()> {
    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    if let Some(directory) = directory {
        create_private_directory(directory)?;
    }
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.new", std::process::id()));
    let temporary = PathBuf::from(temporary);
    let written = create_private_file(&temporary).and_then(|mut file| {
        file.write_all(text)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    });
    if written.is_err() {
        // What is left over holds a secret; that it cannot be removed is told by the error that is returned anyway.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// What stands in for the checks where a file has no mode.
#[cfg(not(unix))]
mod without_modes {
    #![expect(
        clippy::unnecessary_wraps,
        reason = "the signatures are those of the unix version, which can fail"
    )]

    use super::{File, OpenOptions, Path, fs, io};

    pub(crate) fn check_private(_: &fs::Metadata) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn check_not_writable_by_others(_: &fs::Metadata) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn check_directory(_: &Path) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn check_same(_: &fs::Metadata, _: &fs::Metadata) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn create_private_file(path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(path)
    }

    pub(crate) fn create_private_directory(path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }
}

#[cfg(not(unix))]
pub(crate) use without_modes::*;

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn p112_a_file_of_somebody_else_is_refused_but_for_the_administrators() {
        for (owner, own, refused) in [
            (1000, 1000, false),
            (0, 1000, false),
            (0, 0, false),
            (1001, 1000, true),
            (1000, 0, true),
        ] {
            assert_eq!(
                owner_problem(owner, own).is_some(),
                refused,
                "{owner} {own}"
            );
        }
    }
}
