//! What has to change: the files that differ, and those that nothing generates any more.
//!
//! It changes nothing. Everything that can be refused is refused here, so that a refusal leaves the workspace as it was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use oms_codegen::GeneratedFile;

use super::orphans::{Orphans, Place};
use super::paths::{self, Places};
use super::{Owner, normalised};
use crate::failure::Failure;
use crate::parallel;

/// What has to change in a workspace.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    pub(super) orphans: Vec<Place>,
    /// Files that stand in a generated folder and do not say that they are generated.
    pub(super) foreign: Vec<String>,
    /// How many files are as they should be.
    pub(super) current: usize,
    /// The generated folders, which stay even where they become empty.
    pub(super) folders: Vec<PathBuf>,
    pub(super) header: &'static str,
}

/// A file that differs from what it should be.
#[derive(Debug)]
pub(super) struct Change {
    /// Relative to the root.
    pub(super) path: String,
    /// Where it is written.
    pub(super) target: PathBuf,
    /// What stands there, if anything does.
    pub(super) before: Option<Vec<u8>>,
    pub(super) after: String,
}

impl Plan {
    pub(super) fn new(
        root: &Path,
        files: Vec<GeneratedFile>,
        owner: Owner,
    ) -> Result<Self, Failure> {
        let mut problems = Vec::new();
        let files = by_path(files, &mut problems);
        let mut changes = Vec::new();
        let mut places = Places::under(root);
        let targets: Vec<_> = files
            .iter()
            .map(|(path, after)| (path, after, places.target(path)))
            .collect();
        let found = parallel::each(&targets, |(path, after, target)| {
            change(path, after, target.as_ref()?)
        });
        for (path, change) in files.keys().zip(found) {
            match change {
                Ok(change) => changes.extend(change),
                Err(problem) => problems.push(format!("{path}: {problem}")),
            }
        }
        let found = Orphans::find(root, &files, owner, &mut problems);
        if problems.is_empty() {
            Ok(Self {
                current: files.len() - changes.len(),
                changes,
                orphans: found.orphans,
                foreign: found.foreign,
                folders: owner
                    .folders
                    .iter()
                    .map(|folder| root.join(folder))
                    .collect(),
                header: owner.header,
            })
        } else {
            Err(Failure::all(problems, "nothing was written"))
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.orphans.is_empty()
    }
}

/// The texts by path. A path that is given twice has two texts, and no order decides between them.
fn by_path(files: Vec<GeneratedFile>, problems: &mut Vec<String>) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for GeneratedFile { path, text } in files {
        let twice = texts.insert(path.clone(), text).is_some();
        if twice {
            problems.push(format!("{path}: it is generated twice"));
        }
    }
    texts
}

/// The change that a file needs, if it needs one.
fn change(path: &str, after: &str, target: &Path) -> Result<Option<Change>, String> {
    let before = read(target).map_err(|error| error.to_string())?;
    if before
        .as_deref()
        .is_some_and(|bytes| normalised(bytes) == after)
    {
        return Ok(None);
    }
    paths::writable(target)?;
    Ok(Some(Change {
        path: path.to_owned(),
        target: target.to_path_buf(),
        before,
        after: after.to_owned(),
    }))
}

/// What stands in a file, or `None` where there is no file.
pub(super) fn read(target: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(target) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
