//! `cargo xtask dist`: the files of a release, as they are uploaded.
//!
//! Files that are made from the spec or from the command itself are not committed for it: the
//! manual pages, the completions and the OpenAPI documents are written here, by the binary that
//! they describe.

mod archive;
mod build;
mod checksums;
mod contents;

use std::fs;
use std::path::{Path, PathBuf};

use toml::Value;

use crate::cli::DistArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::manifest;

use archive::Entry;

/// Builds the binaries and writes the archives with their checksums into a folder.
pub(crate) fn run(
    root: &Path,
    options: &DistArgs,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let version = version(root)?;
    let built = build::release(root, &options.profile, console)?;
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| root.join("target/dist"));
    prepare(&out)?;

    let name = format!("oms-{version}-{}", built.target);
    let programs = contents::programs(root, &built, console)?;
    let documents = contents::documents(root)?;
    let archives = [
        (format!("{name}.tar.gz"), under(&name, programs)),
        (
            format!("oms-openapi-{version}.tar.gz"),
            under(&format!("oms-openapi-{version}"), documents),
        ),
    ];
    let mut written = Vec::new();
    for (file, entries) in archives {
        let path = out.join(&file);
        let bytes = archive::tar_gz(&entries).map_err(|error| unwritable(&path, &error))?;
        fs::write(&path, &bytes).map_err(|error| unwritable(&path, &error))?;
        console.result(format!(
            "{}: {} files, {} KiB",
            path.display(),
            entries.len(),
            bytes.len() / 1024
        ));
        written.push((file, bytes));
    }
    let sums = out.join("SHA256SUMS");
    fs::write(&sums, checksums::of(&written)).map_err(|error| unwritable(&sums, &error))?;
    console.result(format!("{}: `sha256sum --check` reads it", sums.display()));
    Ok(())
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
