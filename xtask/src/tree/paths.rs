//! From a path inside the workspace to the place that it means.
//!
//! A path that leads out of the workspace, by its own words or by a link on the way, is refused: a
//! generator that can be talked into writing elsewhere can overwrite anything that its user can.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::disk::if_there;

/// The places of files under one root. The way to a folder is looked at once, however many files
/// are in it.
pub(super) struct TargetPaths<'a> {
    root: &'a Path,
    folders: BTreeMap<&'a str, Result<PathBuf, String>>,
}

impl<'a> TargetPaths<'a> {
    pub(super) fn under(root: &'a Path) -> Self {
        let folders = BTreeMap::new();
        Self { root, folders }
    }

    /// The place of a file, whatever is there.
    pub(super) fn target(&mut self, path: &'a str) -> Result<PathBuf, String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = self.folders.entry(folder);
        let mut place = folder
            .or_insert_with_key(|folder| folder_path(self.root, folder))
            .clone()?;
        descend(&mut place, name)?;
        Ok(place)
    }
}

/// The place of a folder, with nothing but folders on the way to it, as far as they exist.
fn folder_path(root: &Path, folder: &str) -> Result<PathBuf, String> {
    let mut place = root.to_path_buf();
    for part in folder.split('/').filter(|_| !folder.is_empty()) {
        descend(&mut place, part)?;
        match metadata(&place)? {
            Some(found) if !found.is_dir() => {
                return Err(format!("`{part}` on the way to it is no folder"));
            }
            _ => {}
        }
    }
    Ok(place)
}

/// The metadata of a plain file, or `None` where there is nothing yet.
pub(super) fn plain_file(target: &Path) -> Result<Option<fs::Metadata>, String> {
    match metadata(target)? {
        Some(found) if !found.is_file() => Err("what is there is no file".to_owned()),
        found => Ok(found),
    }
}

/// Refuses a file that is marked as not to be written. Its folder decides whether it can be
/// replaced; the mark says that somebody does not want it to be.
pub(super) fn writable(found: &fs::Metadata) -> Result<(), String> {
    if found.permissions().readonly() {
        return Err("it is read-only; allow writing, or find out who forbade it".to_owned());
    }
    Ok(())
}

/// Goes one part further down, and neither up nor elsewhere.
fn descend(place: &mut PathBuf, part: &str) -> Result<(), String> {
    let elsewhere = |character: char| matches!(character, '\\' | ':' | '\0');
    if matches!(part, "" | "." | "..") || part.contains(elsewhere) {
        return Err(format!("`{part}` in a path may lead out of the workspace"));
    }
    place.push(part);
    Ok(())
}

/// The metadata of a place, which must not be a link.
fn metadata(place: &Path) -> Result<Option<fs::Metadata>, String> {
    match if_there(fs::symlink_metadata(place)) {
        Ok(Some(found)) if found.is_symlink() => Err(format!(
            "`{}` is a symbolic link; nothing is written to where it points",
            place.file_name().unwrap_or_default().display()
        )),
        found => found.map_err(|error| error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p159_a_path_that_may_leave_the_workspace_is_refused() {
        let root = tempfile::tempdir().unwrap();
        for path in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "../x",
            "a/../../x",
            "a/..",
            "./a",
            "a//b",
            "a/",
            "a\\b",
            "C:/x",
            "a\0b",
        ] {
            let refusal = TargetPaths::under(root.path()).target(path).unwrap_err();
            assert!(
                refusal.contains("may lead out of the workspace"),
                "{path:?}: {refusal}"
            );
        }
        for path in ["a", "a/b.rs", "a-b/c_d/..e"] {
            assert_eq!(
                TargetPaths::under(root.path()).target(path),
                Ok(root.path().join(path)),
                "{path}"
            );
        }
    }
}
