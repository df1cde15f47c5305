//! The manual pages and completions of the `oms` command, which the command itself writes.
//!
//! They are made from its command line, which is generated in part and written by hand in part, so
//! that cargo has to build it. A build that could bring nothing new is left out: what the documents
//! were made from is kept as a hash beside what cargo builds. A check never goes by that hash.

use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use oms_codegen::GeneratedFile;
use tempfile::TempDir;

use crate::cli::Mode;
use crate::console::Console;
use crate::failure::Failure;
use crate::process::Call;
use crate::tree::{self, Owner};

const MAN: Owner = Owner {
    command: "cargo xtask sync",
    folders: &["crates/oms-cli/man"],
    // The first line of a page is the renderer's.
    header: ".ie \\n(.g ",
};

const COMPLETIONS: Owner = Owner {
    command: "cargo xtask sync",
    // Scripts do not say that they are generated, so none is removed.
    folders: &[],
    header: "",
};

/// Where the documents are made from, and where they are.
const INPUTS: &[&str] = &[
    "Cargo.lock",
    "crates/oms-cli/Cargo.toml",
    "crates/oms-cli/completions",
    "crates/oms-cli/man",
    "crates/oms-cli/src",
    "crates/oms-client/src",
];

pub(crate) fn run(root: &Path, mode: Mode, console: &mut Console<'_>) -> Result<(), Failure> {
    if !root.join("crates/oms-cli/Cargo.toml").is_file() {
        console.result("there is no command in this workspace, so no documents of it either");
        return Ok(());
    }
    let mark = mark(root);
    if mode == Mode::Write && is_current(root, &mark) {
        console.result("the documents of the command are current: nothing that makes them changed");
        return Ok(());
    }
    let folder = made(root, console)?;
    for (owner, name) in [(MAN, "man"), (COMPLETIONS, "completions")] {
        let files = files(&folder.path().join(name), name).map_err(|error| unreadable(&error))?;
        tree::bring(root, files, owner, mode, console)?;
    }
    if mode == Mode::Write {
        keep(root, &mark);
    }
    Ok(())
}

/// A folder with what the command wrote.
fn made(root: &Path, console: &mut Console<'_>) -> Result<TempDir, Failure> {
    let folder = TempDir::new().map_err(|error| unreadable(&error))?;
    for name in ["man", "completions"] {
        let place = folder.path().join(name);
        fs::create_dir(&place).map_err(|error| unreadable(&error))?;
        let words =
            format!("run --locked --quiet --package oms-cli --features postgres -- {name} --dir");
        let call = Call::cargo(&words).and(place.display().to_string());
        console.note(format!("$ cargo {words} …"));
        match call.run(root) {
            Ok(0) => {}
            Ok(code) => {
                return Err(Failure::Program {
                    code,
                    problem: format!("the command did not write its {name}"),
                });
            }
            Err(error) => {
                return Err(Failure::new(
                    format!("cargo does not start: {error}"),
                    "is it on the search path?",
                ));
            }
        }
    }
    Ok(folder)
}

fn files(folder: &Path, name: &str) -> io::Result<Vec<GeneratedFile>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files.push(GeneratedFile {
            path: format!("crates/oms-cli/{name}/{}", entry.file_name().display()),
            text: fs::read_to_string(entry.path())?,
        });
    }
    Ok(files)
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::new(
        format!("what the command wrote cannot be read: {error}"),
        "it needs a temporary folder that can be written to",
    )
}

/// The file that keeps the hash.
fn mark(root: &Path) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("xtask").join("command-documents")
}

fn is_current(root: &Path, mark: &Path) -> bool {
    let kept = fs::read_to_string(mark).ok();
    kept.is_some() && kept == hash(root).ok()
}

/// Without the hash, the next run builds once more than it needs to, which is all.
fn keep(root: &Path, mark: &Path) {
    if let (Ok(hash), Some(folder)) = (hash(root), mark.parent()) {
        let _ = fs::create_dir_all(folder).and_then(|()| fs::write(mark, hash));
    }
}

fn hash(root: &Path) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    for input in INPUTS {
        add(&root.join(input), &mut hasher)?;
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}

fn add(place: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    hasher.write(place.as_os_str().as_encoded_bytes());
    if place.is_dir() {
        let entries: io::Result<Vec<_>> = fs::read_dir(place)?.collect();
        let mut places: Vec<_> = entries?.into_iter().map(|entry| entry.path()).collect();
        places.sort();
        return places.iter().try_for_each(|place| add(place, hasher));
    }
    let bytes = fs::read(place)?;
    hasher.write_usize(bytes.len());
    hasher.write(&bytes);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_left_out_only_where_nothing_changed_since() {
        let root = TempDir::new().unwrap();
        let mark = root.path().join("target/xtask/mark");
        for input in INPUTS {
            fs::create_dir_all(root.path().join(input).parent().unwrap()).unwrap();
            fs::write(root.path().join(input), input).unwrap();
        }
        assert!(!is_current(root.path(), &mark), "nothing was kept");
        keep(root.path(), &mark);
        assert!(is_current(root.path(), &mark));
        for input in INPUTS {
            fs::write(root.path().join(input), "changed").unwrap();
            assert!(!is_current(root.path(), &mark), "{input}");
            keep(root.path(), &mark);
        }
        fs::remove_file(root.path().join("Cargo.lock")).unwrap();
        assert!(!is_current(root.path(), &mark), "an input is missing");
    }
}
