//! The changes to make: the files that differ, and those that nothing generates any more.
//!
//! It changes nothing. Everything that can be refused is refused here, so that a refusal leaves the
//! workspace as it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oms_codegen::GeneratedFile;

use super::orphans::{Orphan, Orphans};
use super::paths::{self, TargetPaths};
use super::{Owner, normalised};
use crate::disk::if_there;
use crate::failure::Failure;
use crate::parallel;

/// The changes to make in a workspace.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    pub(super) orphans: Vec<Orphan>,
    /// Files that are in a generated folder and do not say that they are generated.
    pub(super) foreign: Vec<String>,
    /// The number of files that are as they should be.
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
    /// The place to write it to.
    pub(super) target: PathBuf,
    /// The bytes that are there, if any.
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
        let mut of_folders = Vec::new();
        let found = Orphans::find(root, &files, owner, &mut of_folders);
        let all = files.len();
        let changes = changes(root, files, &mut problems);
        problems.extend(of_folders);
        Failure::unless_empty(problems, "nothing was written")?;
        let folders = owner.folders.iter();
        Ok(Self {
            current: all - changes.len(),
            changes,
            orphans: found.orphans,
            foreign: found.foreign,
            folders: folders.map(|folder| root.join(folder)).collect(),
            header: owner.header,
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.orphans.is_empty()
    }
}

/// Returns the files that differ, of files that belong to no command, so that none is an orphan.
pub(super) fn differing(root: &Path, files: Vec<GeneratedFile>) -> Result<Vec<Change>, Failure> {
    let mut problems = Vec::new();
    let files = by_path(files, &mut problems);
    let changes = changes(root, files, &mut problems);
    Failure::unless_empty(problems, "nothing was written")?;
    Ok(changes)
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

/// The files that differ, by path.
fn changes(
    root: &Path,
    files: BTreeMap<String, String>,
    problems: &mut Vec<String>,
) -> Vec<Change> {
    let mut places = TargetPaths::under(root);
    let targets: Vec<_> = files
        .iter()
        .map(|(path, after)| (after, places.target(path)))
        .collect();
    let compared = parallel::each(&targets, |(after, target)| {
        compare(after, target.as_ref().map_err(String::clone)?)
    });
    let targets: Vec<_> = targets.into_iter().map(|(_, target)| target).collect();
    let mut changes = Vec::new();
    for (((path, after), target), compared) in files.into_iter().zip(targets).zip(compared) {
        match (compared, target) {
            (Ok(FileState::Current), _) => {}
            (Ok(FileState::Differs(before)), Ok(target)) => changes.push(Change {
                path,
                target,
                before,
                after,
            }),
            (Err(problem), _) | (_, Err(problem)) => problems.push(format!("{path}: {problem}")),
        }
    }
    changes
}

/// The state of a file, compared with what it should be.
enum FileState {
    Current,
    /// With what is there, if anything does.
    Differs(Option<Vec<u8>>),
}

fn compare(after: &str, target: &Path) -> Result<FileState, String> {
    let Some(found) = paths::plain_file(target)? else {
        return Ok(FileState::Differs(None));
    };
    let before = if_there(fs::read(target)).map_err(|error| error.to_string())?;
    let is_current = |bytes: &[u8]| bytes == after.as_bytes() || normalised(bytes) == after;
    if before.as_deref().is_some_and(is_current) {
        return Ok(FileState::Current);
    }
    paths::writable(&found)?;
    Ok(FileState::Differs(before))
}
