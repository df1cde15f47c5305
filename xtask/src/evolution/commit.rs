//! The spec as a commit has it, out of git.
//!
//! Nothing is checked out: the work tree stays as it is.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use oms_spec::SourceFile;

use crate::failure::Failure;
use crate::spec_files::ROOT_FILE;

/// Reads every file under `spec/` of a commit.
pub(super) fn read(root: &Path, commit: &str) -> Result<Vec<SourceFile>, Failure> {
    let refused = |reason: String| {
        Failure::new(
            format!("the spec of `{commit}` cannot be read: {reason}"),
            "name a commit that git knows, or a folder that holds spec/",
        )
    };
    if commit.starts_with('-') {
        return Err(refused("that is no name of a commit".to_owned()));
    }
    let listing = git(
        root,
        &["ls-tree", "-r", "-z", "--full-tree", commit, "--", "spec"],
        &[],
    )
    .map_err(refused)?;
    let blobs = blobs(&listing);
    if !blobs.iter().any(|blob| blob.path == ROOT_FILE) {
        return Err(refused(format!("it has no {ROOT_FILE}")));
    }
    let names: Vec<&str> = blobs.iter().map(|blob| blob.id.as_str()).collect();
    let contents = git(
        root,
        &["cat-file", "--batch"],
        format!("{}\n", names.join("\n")).as_bytes(),
    )
    .map_err(refused)?;
    files(&blobs, &contents).ok_or_else(|| refused("git gave fewer bytes than it said".to_owned()))
}

/// A file of the commit.
struct Blob {
    id: String,
    path: String,
}

/// The entries of `ls-tree -z`: mode, kind and ID, a tab, the path, a NUL.
fn blobs(listing: &[u8]) -> Vec<Blob> {
    let entries = listing.split(|byte| *byte == 0);
    entries
        .filter_map(|entry| {
            let entry = std::str::from_utf8(entry).ok()?;
            let (head, path) = entry.split_once('\t')?;
            let mut words = head.split(' ');
            let (_mode, kind, id) = (words.next()?, words.next()?, words.next()?);
            (kind == "blob").then(|| Blob {
                id: id.to_owned(),
                path: path.to_owned(),
            })
        })
        .collect()
}

/// The answers of `cat-file --batch`: a line that ends with the length, that many bytes, a line break.
fn files(blobs: &[Blob], mut contents: &[u8]) -> Option<Vec<SourceFile>> {
    let mut files = Vec::with_capacity(blobs.len());
    for blob in blobs {
        let end = contents.iter().position(|byte| *byte == b'\n')?;
        let head = std::str::from_utf8(contents.get(..end)?).ok()?;
        let length: usize = head.rsplit(' ').next()?.parse().ok()?;
        let start = end + 1;
        files.push(SourceFile {
            path: blob.path.clone(),
            bytes: contents.get(start..start + length)?.to_vec(),
        });
        contents = contents.get(start + length + 1..)?;
    }
    Some(files)
}

/// Runs git in the workspace and returns what it prints, or why it failed.
fn git(root: &Path, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, String> {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("git cannot be run: {error}"))?;
    let stdin = child.stdin.take();
    let output = thread::scope(|scope| {
        // Git answers while it is asked: without a thread of its own, both would wait for each other's pipe.
        scope.spawn(move || -> io::Result<()> {
            stdin.map_or(Ok(()), |mut stdin| stdin.write_all(input))
        });
        child.wait_with_output()
    })
    .map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let reason = String::from_utf8_lossy(&output.stderr);
    Err(reason.lines().next().unwrap_or("git failed").to_owned())
}
