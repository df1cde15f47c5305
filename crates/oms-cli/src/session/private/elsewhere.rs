//! The checks where files have no mode: kind and links alone.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use super::{Cause, Purpose, Refusal};

pub(crate) fn open(path: &Path, purpose: Purpose) -> Result<File, Refusal> {
    if purpose != Purpose::Decides {
        replaceable(path)?;
    }
    regular(path)?;
    Ok(File::open(path)?)
}

fn regular(path: &Path) -> Result<(), Refusal> {
    if !fs::metadata(path)?.is_file() {
        return Err(Refusal::new(Cause::Type, "is not a regular file"));
    }
    Ok(())
}

pub(super) fn check_in(directory: &Path, name: &OsStr) -> Result<(), Refusal> {
    let path = directory.join(name);
    replaceable(&path)?;
    regular(&path)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is that of the unix version, which can fail"
)]
pub(crate) fn sync_directory(_: &Path) -> std::io::Result<()> {
    Ok(())
}

pub(crate) fn program(path: &Path) -> Result<PathBuf, Refusal> {
    regular(path)?;
    Ok(path.to_owned())
}

pub(super) fn open_kept(path: &Path) -> Result<File, Refusal> {
    replaceable(path)?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options
        .open(path)
        .map_err(|error| Refusal::cannot_be("written", &error))
}

pub(super) fn directory(path: &Path, create: bool) -> Result<Option<PathBuf>, Refusal> {
    if create {
        fs::create_dir_all(path)?;
    }
    Ok(path.is_dir().then(|| path.to_owned()))
}

pub(super) fn followed(path: &Path) -> Result<PathBuf, Refusal> {
    if !fs::metadata(path)?.is_dir() {
        return Err(Refusal::new(Cause::Type, "is not a directory"));
    }
    Ok(path.to_owned())
}

pub(super) fn replaceable(path: &Path) -> Result<(), Refusal> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(Refusal::new(Cause::Link, "is a symbolic link")),
        Ok(found) if !found.is_file() => Err(Refusal::new(Cause::Type, "is not a regular file")),
        _ => Ok(()),
    }
}
