//! The files that go into the archives of a release.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::console::Console;
use crate::exports;
use crate::failure::Failure;

use super::archive::Entry;
use super::build::Built;
use super::names::PROGRAMS;

/// The pages of the root that go with the programs.
pub(super) const PAGES: [&str; 5] = [
    "README.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
];

/// The programs with their manual pages and completions, and the pages that whoever unpacks them
/// wants to read.
pub(super) fn programs(
    root: &Path,
    built: &Built,
    console: &mut Console<'_>,
) -> Result<Vec<Entry>, Failure> {
    let mut entries = Vec::new();
    for program in PROGRAMS {
        let name = format!("{}{}", program.name, std::env::consts::EXE_SUFFIX);
        let bytes = read(&built.folder.join(&name))?;
        console.note(format!("{name}: {} KiB", bytes.len() / 1024));
        entries.push(Entry {
            path: name.into(),
            bytes,
            executable: true,
        });
    }
    for (what, folder) in [("man", "man/man1"), ("completions", "completions")] {
        entries.extend(written_by(&built.folder.join("oms"), what, folder)?);
    }
    for page in PAGES {
        entries.push(file(page, read(&root.join(page))?));
    }
    Ok(entries)
}

/// The OpenAPI documents, as `cargo xtask openapi` writes them.
pub(super) fn documents(root: &Path) -> Result<Vec<Entry>, Failure> {
    Ok(exports::documents(root)?
        .into_iter()
        .map(|document| file(document.path, document.text.into_bytes()))
        .collect())
}

/// The files that the command itself writes into a folder, so that they say what this very binary
/// can do.
fn written_by(oms: &Path, what: &str, folder: &str) -> Result<Vec<Entry>, Failure> {
    let problem = |error: &dyn std::fmt::Display| {
        Failure::new(
            format!("{} {what}: {error}", oms.display()),
            "the archive needs what the command writes of itself",
        )
    };
    let scratch = tempfile::TempDir::new().map_err(|error| problem(&error))?;
    let ended = Command::new(oms)
        .arg(what)
        .arg("--dir")
        .arg(scratch.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .env_clear()
        .status()
        .map_err(|error| problem(&error))?;
    if !ended.success() {
        return Err(problem(&ended));
    }
    let mut entries = Vec::new();
    for listed in fs::read_dir(scratch.path()).map_err(|error| problem(&error))? {
        let path = listed.map_err(|error| problem(&error))?.path();
        let name = path.file_name().unwrap_or_default();
        entries.push(file(PathBuf::from(folder).join(name), read(&path)?));
    }
    Ok(entries)
}

fn file(path: impl Into<PathBuf>, bytes: Vec<u8>) -> Entry {
    Entry {
        path: path.into(),
        bytes,
        executable: false,
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failure = Failure::at(path.display(), "an archive without it is no release");
    fs::read(path).map_err(failure)
}
