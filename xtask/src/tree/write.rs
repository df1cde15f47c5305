//! Writing, in three steps: everything beside its place, then everything into its place, then the
//! orphans out.
//!
//! Whatever runs out or is forbidden (space, rights, a name that is too long) shows in the first
//! step, which leaves no trace when it fails. A file is replaced by a rename, so nobody ever sees
//! half of it, whatever ends this process. A rename that fails keeps no other file from its place,
//! and each that failed is told: the same command then writes the rest.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tempfile::TempPath;

use super::orphans::{self, Orphan};
use super::plan::{Change, Plan};
use crate::disk::if_there;
use crate::failure::Failure;
use crate::parallel;

/// Carries a plan out.
pub(super) fn apply(plan: &Plan) -> Result<(), Failure> {
    replace(&plan.changes)?;
    for orphan in &plan.orphans {
        let what = format!("{}: it cannot be removed", orphan.path);
        let help = "every other file is current; remove it, and run the command again";
        remove(orphan, plan).map_err(Failure::at(what, help))?;
    }
    Ok(())
}

/// Writes every file that differs; none of them, unless each could be written beside its place.
pub(super) fn replace(changes: &[Change]) -> Result<(), Failure> {
    let mut stage = Stage::default();
    stage.add(changes)?;
    stage.unchanged_meanwhile()?;
    stage.commit()
}

/// Files that were written beside their places, and the folders that were made for them. Dropping
/// it removes both.
#[derive(Default)]
struct Stage<'a> {
    files: Vec<(TempPath, &'a Change)>,
    folders: Vec<PathBuf>,
}

impl<'a> Stage<'a> {
    /// Writes every file beside its place. The first that cannot be written is the one that is
    /// reported.
    fn add(&mut self, changes: &'a [Change]) -> Result<(), Failure> {
        let mut previous = None;
        for change in changes {
            let folder = change.target.parent().unwrap_or(Path::new(""));
            if previous.replace(folder) != Some(folder) {
                self.create(folder).map_err(refused(change))?;
            }
        }
        let mut outcome = Ok(());
        for (change, written) in changes.iter().zip(parallel::each(changes, beside)) {
            match written {
                Ok(file) => self.files.push((file, change)),
                Err(error) => outcome = outcome.and(Err(refused(change)(error))),
            }
        }
        outcome
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
        let read = parallel::each(&self.files, |(_, change)| {
            if_there(fs::read(&change.target)).ok()
        });
        let changed: Vec<String> = self
            .files
            .iter()
            .zip(read)
            .filter(|((_, change), read)| read.as_ref() != Some(&change.before))
            .map(|((_, change), _)| format!("{}: it was changed while this ran", change.path))
            .collect();
        Failure::unless_empty(changed, "nothing was written; run the command again")
    }

    fn commit(mut self) -> Result<(), Failure> {
        let files = std::mem::take(&mut self.files);
        let all = files.len();
        let replaced = parallel::each(files, |(file, change)| {
            let replaced = file.persist(&change.target);
            replaced.map_err(|failed| (change, failed.error))
        });
        let failed = replaced.into_iter().filter_map(Result::err);
        let failed: Vec<String> = failed
            .map(|(change, error)| format!("{}: it cannot be replaced: {error}", change.path))
            .collect();
        if failed.is_empty() {
            self.folders.clear();
        }
        let done = all - failed.len();
        let help = format!(
            "{done} of {all} files were written, each as a whole; mend this and run the command again"
        );
        Failure::unless_empty(failed, help)
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

/// Writes one file beside its place.
fn beside(change: &Change) -> io::Result<TempPath> {
    let folder = change.target.parent().unwrap_or(Path::new(""));
    let mut file = builder().tempfile_in(folder)?;
    file.write_all(change.after.as_bytes())?;
    if change.before.is_some() {
        let permissions = fs::metadata(&change.target)?.permissions();
        file.as_file().set_permissions(permissions)?;
        // Only now does a file system say that it has run full which puts that off. A new file
        // replaces nothing that could be lost.
        file.as_file().sync_all()?;
    }
    // Closed, because a process may not have many open files.
    Ok(file.into_temp_path())
}

fn refused(change: &Change) -> impl FnOnce(io::Error) -> Failure {
    let what = format!("{}: it cannot be written", change.path);
    let help = "every file is as it was; mend this and run the command again";
    Failure::at(what, help)
}

/// A new file beside its place: for everybody whom the process's mask lets, as any new file, and
/// not for its owner alone.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".codegen-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Removes an orphan, and the folders that it leaves empty.
fn remove(orphan: &Orphan, plan: &Plan) -> io::Result<()> {
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

#[cfg(test)]
mod tests {
    use oms_codegen::GeneratedFile;

    use super::super::Owner;
    use super::super::plan::differing;
    use super::*;

    const OWNER: Owner = Owner {
        command: "make",
        folders: &["generated"],
        header: "// made",
    };

    /// A plan that creates `generated/new/a.rs`, replaces `b.rs` and removes `generated/c.rs`.
    fn planned(root: &Path) -> Plan {
        fs::create_dir(root.join("generated")).unwrap();
        fs::write(root.join("b.rs"), "old\n").unwrap();
        fs::write(root.join("generated/c.rs"), "// made\n").unwrap();
        let files = [("generated/new/a.rs", "// made\n"), ("b.rs", "new\n")];
        let files = files.map(|(path, text)| GeneratedFile {
            path: path.to_owned(),
            text: text.to_owned(),
        });
        Plan::new(root, files.into(), OWNER).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn files_of_no_command_are_replaced_and_none_beside_them_is_an_orphan() {
        let root = tempfile::tempdir().unwrap();
        drop(planned(root.path()));
        let file = |path: &str| GeneratedFile {
            path: path.to_owned(),
            text: "new\n".to_owned(),
        };
        let files = vec![file("b.rs"), file("generated/d.rs")];
        replace(&differing(root.path(), files.clone()).unwrap()).unwrap();
        assert!(differing(root.path(), files).unwrap().is_empty());
        assert_eq!(names(&root.path().join("generated")), ["c.rs", "d.rs"]);
        let twice = vec![file("e.rs"), file("e.rs")];
        let text = differing(root.path(), twice).unwrap_err().render(false);
        assert!(text.contains("e.rs: it is generated twice"), "{text}");
    }

    #[test]
    fn what_an_editor_saved_meanwhile_is_not_lost_and_nothing_is_written() {
        let root = tempfile::tempdir().unwrap();
        let plan = planned(root.path());
        fs::write(root.path().join("b.rs"), "edited\n").unwrap();
        let text = apply(&plan).unwrap_err().render(false);
        assert!(
            text.contains("b.rs: it was changed while this ran"),
            "{text}"
        );
        assert_eq!(fs::read(root.path().join("b.rs")).unwrap(), b"edited\n");
        assert_eq!(names(root.path()), ["b.rs", "generated"]);
        assert_eq!(names(&root.path().join("generated")), ["c.rs"]);
    }

    #[test]
    fn an_orphan_that_became_somebodys_file_meanwhile_is_kept() {
        let root = tempfile::tempdir().unwrap();
        let plan = planned(root.path());
        fs::write(root.path().join("generated/c.rs"), "// mine\n").unwrap();
        let text = apply(&plan).unwrap_err().render(false);
        assert!(
            text.contains("generated/c.rs: it cannot be removed: it was changed"),
            "{text}"
        );
        assert_eq!(names(&root.path().join("generated")), ["c.rs", "new"]);
    }

    #[test]
    fn each_file_that_cannot_be_put_into_its_place_is_named_with_what_was_done() {
        let root = tempfile::tempdir().unwrap();
        let place = |name| root.path().join(name);
        let files = ["a.rs", "b.rs", "c.rs"].map(|name| GeneratedFile {
            path: name.to_owned(),
            text: "new\n".to_owned(),
        });
        let changes = differing(root.path(), files.into()).unwrap();
        let mut stage = Stage::default();
        stage.add(&changes).unwrap();
        for name in ["a.rs", "b.rs"] {
            fs::create_dir(place(name)).unwrap();
        }
        let text = stage.commit().unwrap_err().render(false);
        assert!(text.contains("a.rs: it cannot be replaced"), "{text}");
        assert!(text.contains("b.rs: it cannot be replaced"), "{text}");
        assert!(text.contains("1 of 3 files were written"), "{text}");
        assert_eq!(fs::read(place("c.rs")).unwrap(), b"new\n");
        let left = names(root.path());
        assert_eq!(left, ["a.rs", "b.rs", "c.rs"], "nothing is left beside it");
    }
}
