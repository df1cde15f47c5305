//! `cargo xtask dist`: the files of a release, as they are uploaded.
//!
//! Files that are made from the spec or from the command itself are not committed for it: the
//! manual pages, the completions and the OpenAPI documents are written here, by the binary that
//! they describe.

mod archive;
mod build;
mod checksums;
mod contents;
mod date;
mod deb;
mod formula;
mod names;
mod notes;
mod sbom;
mod trial;

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::cli::DistArgs;
use crate::console::Console;
use crate::disk::if_there;
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
    if let Some(tag) = &options.notes {
        return notes::print(root, &version, tag, console);
    }
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| root.join("target/dist"));
    // Programs that run in another folder are told of it.
    let out = std::path::absolute(&out).map_err(unwritable(&out))?;
    if let Some(address) = &options.formula {
        return formula::write(root, &out, &version, address, console);
    }
    if options.r#try {
        return trial::run(root, &out, &version, console);
    }
    // A refusal comes before the build, which takes minutes.
    earlier(root, &out)?;
    let date = date::of(root)?;
    let built = build::release(root, &options.profile, console)?;
    empty(root, &out)?;
    let mut release = Release {
        out,
        date,
        written: Vec::new(),
    };

    let programs = contents::programs(root, &built, console)?;
    let package = deb::write(root, &built, &programs, date, &release.out, console)?;
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
    /// The time of each file in an archive.
    date: u64,
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
        let bytes = archive::tar_gz(&under(folder, entries), self.date)
            .map_err(unwritable(&self.out.join(&name)))?;
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
        fs::write(&path, &bytes).map_err(unwritable(&path))?;
        say(&path, &bytes, console);
        self.written.push((name, bytes));
        Ok(())
    }

    /// Counts a file that another program has written into the folder.
    fn take(&mut self, path: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
        let bytes = fs::read(path).map_err(unwritable(path))?;
        say(path, &bytes, console);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.written.push((name.into_owned(), bytes));
        Ok(())
    }

    /// Writes the checksums of all files.
    fn sums(&self, console: &mut Console<'_>) -> Result<(), Failure> {
        let path = self.out.join("SHA256SUMS");
        fs::write(&path, checksums::of(&self.written)).map_err(unwritable(&path))?;
        console.result(format!("{}: `sha256sum --check` reads it", path.display()));
        Ok(())
    }
}

fn say(path: &Path, bytes: &[u8], console: &mut Console<'_>) {
    console.result(format!("{}: {} KiB", path.display(), bytes.len() / 1024));
}

/// Makes an empty folder. A file left by an earlier run would be taken for a part of this release.
fn empty(root: &Path, out: &Path) -> Result<(), Failure> {
    for path in earlier(root, out)? {
        fs::remove_file(&path).map_err(unwritable(&path))?;
    }
    fs::create_dir_all(out).map_err(unwritable(out))
}

/// Returns the files that an earlier run left in the folder. A folder that holds anything else is
/// somebody's, and is refused: nobody who names a folder wants it emptied.
fn earlier(root: &Path, out: &Path) -> Result<Vec<PathBuf>, Failure> {
    let Some(listed) = if_there(fs::read_dir(out)).map_err(unwritable(out))? else {
        return Ok(Vec::new());
    };
    // A link may lead to the checkout as well.
    let real = |path: &Path| fs::canonicalize(path).map_err(unwritable(path));
    if real(root)?.starts_with(real(out)?) {
        return Err(not_ours(out, "it holds this checkout"));
    }
    let mut found = Vec::new();
    for entry in listed {
        let entry = entry.map_err(unwritable(out))?;
        let name = entry.file_name();
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_file || !name.to_str().is_some_and(names::is_of_a_release) {
            let problem = format!("it holds {}, which no release has", name.display());
            return Err(not_ours(out, &problem));
        }
        found.push(entry.path());
    }
    Ok(found)
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
    let version = manifest::text(&manifest, &["workspace", "package", "version"]);
    let version = version.map(str::to_owned);
    version.ok_or_else(|| Failure::new("Cargo.toml: it has no version", help))
}

fn not_ours(out: &Path, why: &str) -> Failure {
    Failure::new(
        format!("{}: {why}", out.display()),
        "name a folder with `--out` that is new, empty, or of an earlier `cargo xtask dist`",
    )
}

fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let help = "name a folder that can be written to with `--out`";
    Failure::at(path.display(), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of an earlier run go, and nothing else ever does: `--out .` deleted the checkout.
    #[test]
    fn a_folder_is_emptied_only_where_it_holds_nothing_but_a_release() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("checkout");
        let out = root.join("target/dist");
        fs::create_dir_all(&root).unwrap();
        empty(&root, &out).unwrap();
        let of_a_release = [
            "SHA256SUMS",
            "oms.rb",
            "oms-0.1.0-x86_64-unknown-linux-gnu.tar.gz",
            "oms-openapi-0.1.0.tar.gz",
            "oms_0.1.0-1_amd64.deb",
            "oms-sim-0.1.0-x86_64-unknown-linux-gnu.cdx.json",
        ];
        for name in of_a_release {
            fs::write(out.join(name), name).unwrap();
        }
        assert_eq!(earlier(&root, &out).unwrap().len(), of_a_release.len());
        empty(&root, &out).unwrap();
        assert_eq!(fs::read_dir(&out).unwrap().count(), 0);

        for (name, is_folder) in [("notes.txt", false), (".git", true), ("oms-1.tar.gz", true)] {
            let release = out.join("SHA256SUMS");
            fs::write(&release, "").unwrap();
            let other = out.join(name);
            if is_folder {
                fs::create_dir(&other).unwrap();
            } else {
                fs::write(&other, "").unwrap();
            }
            assert!(earlier(&root, &out).is_err(), "{name}");
            assert!(empty(&root, &out).is_err(), "{name}");
            assert!(other.exists() && release.exists(), "{name}");
            if is_folder {
                fs::remove_dir(&other).unwrap();
            } else {
                fs::remove_file(&other).unwrap();
            }
        }

        // An empty folder is refused as well where it is the checkout.
        fs::remove_dir_all(root.join("target")).unwrap();
        for above in [root.clone(), root.join("."), place.path().to_owned()] {
            assert!(empty(&root, &above).is_err(), "{}", above.display());
        }
        assert!(root.is_dir());
    }
}
