//! The files under `spec/`, as bytes.
//!
//! It judges no content, and it follows no link: what is in `spec/` is all that a spec consists of,
//! on every machine.

use std::fs;
use std::path::{Path, PathBuf};

use oms_spec::SourceFile;

use crate::disk;
use crate::failure::Failure;
use crate::parallel;

/// The root file of a spec.
pub(crate) const ROOT_FILE: &str = "spec/oms.toml";

/// Largest file that is read at all, in bytes. `oms-spec` refuses far smaller ones in its own
/// words; this is what keeps a stray database dump from being read into memory first.
pub(crate) const MAX_BYTES: u64 = 16 << 20;

/// Most files that are read. The vendor has some hundred actions with a few examples each.
pub(crate) const MAX_FILES: usize = 100_000;

/// Reads the files under `spec/`, by path. Names that begin with a dot belong to an editor or a
/// desktop, and are passed over.
pub(crate) fn read(root: &Path) -> Result<Vec<SourceFile>, Failure> {
    let mut folder = SpecFolder::default();
    folder.entry(&root.join("spec"), "spec");
    let SpecFolder {
        files,
        mut problems,
    } = folder;
    let mut sources = Vec::with_capacity(files.len());
    let read = parallel::each(&files, |(place, _)| fs::read(place));
    for ((_, path), read) in files.into_iter().zip(read) {
        match read {
            Ok(bytes) => sources.push(SourceFile { path, bytes }),
            Err(error) => problems.push(format!("{path}: {error}")),
        }
    }
    let help = "mend this first; nothing was checked and nothing was written";
    Failure::unless_empty(problems, help)?;
    Ok(sources)
}

/// Returns whether a path is that of a file. A folder there may be empty, and would not be seen in
/// its files.
fn is_of_a_file(path: &str) -> bool {
    [".toml", ".json"].iter().any(|end| path.ends_with(end))
}

#[derive(Default)]
struct SpecFolder {
    /// The places and the paths of the files.
    files: Vec<(PathBuf, String)>,
    problems: Vec<String>,
}

impl SpecFolder {
    fn entry(&mut self, place: &Path, path: &str) {
        match fs::symlink_metadata(place) {
            Err(error) => self.problem(path, &error.to_string()),
            Ok(found) if found.is_symlink() => self.problem(
                path,
                "it is a symbolic link; put the file itself into spec/",
            ),
            Ok(found) if found.is_dir() && is_of_a_file(path) => {
                self.problem(
                    path,
                    "it is a folder, and has the name of a file of the spec",
                );
            }
            Ok(found) if found.is_dir() => self.folder(place, path),
            Ok(found) if !found.is_file() => {
                self.problem(path, "it is neither a file nor a folder");
            }
            Ok(found) if found.len() > MAX_BYTES => self.problem(
                path,
                &format!(
                    "it has {} bytes, and at most {MAX_BYTES} are read",
                    found.len()
                ),
            ),
            Ok(_) if self.files.len() >= MAX_FILES => self.too_many(),
            Ok(_) => self.files.push((place.to_owned(), path.to_owned())),
        }
    }

    fn folder(&mut self, place: &Path, path: &str) {
        let names = match disk::names(place) {
            Ok(names) => names,
            Err(error) => return self.problem(path, &error.to_string()),
        };
        for name in names {
            match name.to_str() {
                Some(hidden) if hidden.starts_with('.') => {}
                Some(plain) => self.entry(&place.join(plain), &format!("{path}/{plain}")),
                None => self.problem(
                    &format!("{path}/{}", name.display()),
                    "its name is not UTF-8",
                ),
            }
        }
    }

    /// Says so once: a line for each further file would hide it.
    fn too_many(&mut self) {
        let problem = format!("spec: it holds more than {MAX_FILES} files");
        if self.problems.last() != Some(&problem) {
            self.problems.push(problem);
        }
    }

    fn problem(&mut self, path: &str, what: &str) {
        self.problems.push(format!("{path}: {what}"));
    }
}
