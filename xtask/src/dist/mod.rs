//! `cargo xtask dist`: the files of a release, as they are uploaded.
//!
//! Files that are made from the spec or from the command itself are not committed for it: the
//! manual pages, the completions and the OpenAPI documents are written here, by the binary that
//! they describe.

mod archive;
mod build;
mod checksums;
mod contents;
mod deb;
mod formula;
mod names;
mod sbom;
mod trial;

use std::fs;
use std::path::{Path, PathBuf};

use toml::Value;

use crate::cli::DistArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::manifest;

use archive::Entry;

/// Builds the binaries and writes what is uploaded of them into a folder, or tries what is there.
pub(crate) fn run(
    root: &Path,
    options: &DistArgs,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let version = version(root)?;
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| root.join("target/dist"));
    // Programs that run in another folder are told of it.
    let out = std::path::absolute(&out).map_err(|error| unwritable(&out, &error))?;
    if let Some(address) = &options.formula {
        return formula::write(root, &out, &version, address, console);
    }
    if options.r#try {
        return trial::run(root, &out, &version, console);
    }
    let built = build::release(root, &options.profile, console)?;
    prepare(&out)?;
    let mut release = Release {
        out,
        written: Vec::new(),
    };

    let programs = contents::programs(root, &built, console)?;
    let package = deb::write(root, &built, &programs, &release.out, console)?;
    let documents = contents::documents(root)?;
    release.archive(&names::programs(&version, &built.target), programs, console)?;
    release.archive(&names::documents(&version), documents, console)?;
    if let Some(package) = package {
        release.take(&package, console)?;
    }
    let materials = sbom::Materials::read(root, &built.target)?;
    for program in names::PROGRAMS {
        let name = names::bill(program, &version, &built.target);
        release.add(name, materials.bill(program, &version)?, console)?;
    }
    release.sums(console)
}

/// The files that have been written.
struct Release {
    out: PathBuf,
    written: Vec<(String, Vec<u8>)>,
}

impl Release {
    /// Writes an archive of the entries in one folder.
    fn archive(
        &mut self,
        folder: &str,
        entries: Vec<Entry>,
        console: &mut Console<'_>,
    ) -> Result<(), Failure> {
        let name = names::archive(folder);
        let bytes = archive::tar_gz(&under(folder, entries))
            .map_err(|error| unwritable(&self.out.join(&name), &error))?;
        self.add(name, bytes, console)
    }

    /// Writes a file.
    fn add(
        &mut self,
        name: String,
        bytes: Vec<u8>,
        console: &mut Console<'_>,
    ) -> Result<(), Failure> {
        let path = self.out.join(&name);
        fs::write(&path, &bytes).map_err(|error| unwritable(&path, &error))?;
        say(&path, &bytes, console);
        self.written.push((name, bytes));
        Ok(())
    }

    /// Counts a file that another program has written into the folder.
    fn take(&mut self, path: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
        let bytes = fs::read(path).map_err(|error| unwritable(path, &error))?;
        say(path, &bytes, console);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.written.push((name.into_owned(), bytes));
        Ok(())
    }

    /// Writes the checksums of all files.
    fn sums(&self, console: &mut Console<'_>) -> Result<(), Failure> {
        let path = self.out.join("SHA256SUMS");
        fs::write(&path, checksums::of(&self.written))
            .map_err(|error| unwritable(&path, &error))?;
        console.result(format!("{}: `sha256sum --check` reads it", path.display()));
        Ok(())
    }
}

fn say(path: &Path, bytes: &[u8], console: &mut Console<'_>) {
    console.result(format!("{}: {} KiB", path.display(), bytes.len() / 1024));
}

/// An empty folder. A file left by an earlier run would be taken for a part of this release.
fn prepare(out: &Path) -> Result<(), Failure> {
    let made = match fs::remove_dir_all(out) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(out),
    };
    made.map_err(|error| unwritable(out, &error))
}

/// The entries in one folder, so that an archive which is unpacked anywhere makes one folder there.
fn under(folder: &str, entries: Vec<Entry>) -> Vec<Entry> {
    entries
        .into_iter()
        .map(|entry| Entry {
            path: PathBuf::from(folder).join(entry.path),
            ..entry
        })
        .collect()
}

/// The version that all published crates share.
fn version(root: &Path) -> Result<String, Failure> {
    let help = "a release is named after `workspace.package.version`";
    let manifest = manifest::read(root, "Cargo.toml", help)?;
    manifest::value(&manifest, &["workspace", "package", "version"])
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("Cargo.toml: it has no version", help))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("{}: {error}", path.display()),
        "name a folder that can be written to with `--out`",
    )
}
