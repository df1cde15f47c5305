//! The folder of a recording: its owner's alone.

use std::fs;
use std::io;
use std::path::Path;

#[cfg(unix)]
pub(super) use unix::PrivateFolder;

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, Write as _};
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::DirBuilderExt as _;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, Stat, fchmod, fstat, openat, unlinkat};
    use rustix::process::geteuid;

    /// An open folder that nobody else may enter. Files are made in the folder that was looked at,
    /// whatever its path leads to by then.
    #[derive(Debug)]
    pub(in crate::recording) struct PrivateFolder(OwnedFd);

    impl PrivateFolder {
        /// Opens a folder, and makes it if there is none. One of ours that is still empty is
        /// closed to others.
        pub(in crate::recording) fn open(path: &Path) -> io::Result<Self> {
            let mut builder = std::fs::DirBuilder::new();
            if let Some(parent) = path
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty())
            {
                std::fs::create_dir_all(parent)?;
            }
            match builder.mode(0o700).create(path) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
            let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::RDONLY;
            let folder = openat(CWD, path, flags, Mode::empty()).map_err(|error| {
                super::refused(path, &format!("is no folder, or a link to one ({error})"))
            })?;
            let found = fstat(&folder)?;
            if found.st_uid != geteuid().as_raw() {
                return Err(super::refused(path, "belongs to somebody else"));
            }
            if is_open(&found) {
                if !super::is_empty(path)? {
                    let problem = "holds files, and others may enter it; close it with `chmod 700`, or name a new folder";
                    return Err(super::refused(path, problem));
                }
                fchmod(&folder, Mode::RWXU)?;
            }
            Ok(Self(folder))
        }

        /// Makes a file that nobody else may read. One that is there already is an error, and a
        /// link is not followed. A file that could not be written to its end is taken away: a part
        /// of an exchange would make the whole recording unreadable.
        pub(in crate::recording) fn create(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
            let flags =
                OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let file = openat(&self.0, name, flags, Mode::RUSR | Mode::WUSR)?;
            File::from(file).write_all(bytes).inspect_err(|_| {
                // If it stays, reading the recording names it.
                let _ = unlinkat(&self.0, name, AtFlags::empty());
            })
        }
    }

    fn is_open(found: &Stat) -> bool {
        found.st_mode & 0o077 != 0
    }
}

/// The folder of a recording on a system without file modes: as private as the folder around it.
#[cfg(not(unix))]
#[derive(Debug)]
pub(super) struct PrivateFolder(std::path::PathBuf);

#[cfg(not(unix))]
impl PrivateFolder {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        if fs::symlink_metadata(path)?.file_type().is_symlink() {
            return Err(refused(path, "is a link"));
        }
        Ok(Self(path.to_owned()))
    }

    pub(super) fn create(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        use std::io::Write as _;

        let path = self.0.join(name);
        let mut file = fs::File::create_new(&path)?;
        file.write_all(bytes).inspect_err(|_| {
            let _ = fs::remove_file(&path);
        })
    }
}

#[cfg(unix)]
fn is_empty(path: &Path) -> io::Result<bool> {
    Ok(fs::read_dir(path)?.next().is_none())
}

fn refused(path: &Path, problem: &str) -> io::Error {
    let message = format!("{} {problem}", path.display());
    io::Error::new(io::ErrorKind::PermissionDenied, message)
}
