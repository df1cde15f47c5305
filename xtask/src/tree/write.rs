//! Writing, in three steps: everything beside its place, then everything into its place, then the orphans out.
//!
//! Whatever runs out or is forbidden (space, rights, a name that is too long) shows in the first step, which leaves no trace when it fails.
//! A file is replaced by a rename, so nobody ever sees half of it, whatever ends this process.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tempfile::NamedTempFile;

use super::orphans::{self, Place};
use super::plan::{Change, Plan, read};
use crate::failure::Failure;

/// Carries a plan out.
pub(super) fn apply(plan: &Plan) -> Result<(), Failure> {
    let mut stage = Stage::default();
    for change in &plan.changes {
        stage.add(change).map_err(|error| {
            Failure::new(
                format!("{}: it cannot be written: {error}", change.path),
                "every file is as it was; mend this and run the command again",
            )
        })?;
    }
    stage.unchanged_meanwhile()?;
    stage.commit()?;
    for orphan in &plan.orphans {
        remove(orphan, plan).map_err(|error| {
            Failure::new(
                format!("{}: it cannot be removed: {error}", orphan.path),
                "every other file is current; remove it, and run the command again",
            )
        })?;
    }
    Ok(())
}

/// Files that were written beside their places, and the folders that were made for them. Dropping it removes both.
#[derive(Default)]
struct Stage<'a> {
    files: Vec<(NamedTempFile, &'a Change)>,
    folders: Vec<PathBuf>,
}

impl<'a> Stage<'a> {
    fn add(&mut self, change: &'a Change) -> io::Result<()> {
        let folder = change.target.parent().unwrap_or(Path::new(""));
        self.create(folder)?;
        let mut file = builder().tempfile_in(folder)?;
        file.write_all(change.after.as_bytes())?;
        if change.before.is_some() {
            let permissions = fs::metadata(&change.target)?.permissions();
            file.as_file().set_permissions(permissions)?;
        }
        // Only now does a file system say that it has run full which puts that off.
        file.as_file().sync_all()?;
        self.files.push((file, change));
        Ok(())
    }

    fn create(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder)?;
            self.folders.push(folder.to_path_buf());
        }
        Ok(())
    }

    /// An editor may have saved a file since it was compared; what was saved must not be lost.
    fn unchanged_meanwhile(&self) -> Result<(), Failure> {
        let changed: Vec<String> = self
            .files
            .iter()
            .filter(|(_, change)| read(&change.target).ok().as_ref() != Some(&change.before))
            .map(|(_, change)| format!("{}: it was changed while this ran", change.path))
            .collect();
        if changed.is_empty() {
            Ok(())
        } else {
            Err(Failure::all(
                changed,
                "nothing was written; run the command again",
            ))
        }
    }

    fn commit(mut self) -> Result<(), Failure> {
        let all = self.files.len();
        for (done, (file, change)) in std::mem::take(&mut self.files).into_iter().enumerate() {
            file.persist(&change.target).map_err(|failed| {
                Failure::new(
                    format!("{}: it cannot be replaced: {}", change.path, failed.error),
                    format!("{done} of {all} files were written, each as a whole; mend this and run the command again"),
                )
            })?;
        }
        self.folders.clear();
        Ok(())
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        self.files.clear();
        for folder in self.folders.iter().rev() {
            // One that something else was put into meanwhile stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// How a file is made beside its place: for everybody whom the process's mask lets, as any new file, and not for its owner alone.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".codegen-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Removes an orphan, and the folders that it leaves empty.
fn remove(orphan: &Place, plan: &Plan) -> io::Result<()> {
    if !orphans::carries(&orphan.target, plan.header)? {
        return Err(io::Error::other("it was changed while this ran"));
    }
    fs::remove_file(&orphan.target)?;
    let folders = orphan.target.ancestors().skip(1);
    for folder in folders.take_while(|folder| !plan.folders.iter().any(|own| own == folder)) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
