//! The spec as a commit has it, out of git.
//!
//! Nothing is checked out: the work tree stays as it is.

use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use oms_spec::SourceFile;

use crate::failure::Failure;
use crate::spec_files::{self, ROOT_FILE};

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
    let arguments = [
        "ls-tree",
        "-r",
        "-l",
        "-z",
        "--full-tree",
        commit,
        "--",
        "spec",
    ];
    let listing = git(root, &arguments, &[], MOST_LISTED).map_err(refused)?;
    let blobs = blobs(&listing);
    // Before anything of them is read: what a commit holds has no bound of its own.
    bounded(&blobs).map_err(refused)?;
    if !blobs.iter().any(|blob| blob.path == ROOT_FILE) {
        return Err(refused(format!("it has no {ROOT_FILE}")));
    }
    let names: Vec<&str> = blobs.iter().map(|blob| blob.id.as_str()).collect();
    let asked = format!("{}\n", names.join("\n"));
    let lengths: u64 = blobs.iter().map(|blob| blob.length + MOST_HEAD).sum();
    let contents =
        git(root, &["cat-file", "--batch"], asked.as_bytes(), lengths).map_err(refused)?;
    files(&blobs, &contents).ok_or_else(|| refused("git gave fewer bytes than it said".to_owned()))
}

/// A file of the commit.
struct Blob {
    id: String,
    path: String,
    length: u64,
    is_link: bool,
}

/// Longest listing of a commit, in bytes.
const MOST_LISTED: u64 = 64 << 20;

/// Most bytes of what git says about a failure.
const MOST_SAID: u64 = 64 << 10;

/// Longest line that `cat-file --batch` puts before the bytes of a file, with the line break behind
/// them.
const MOST_HEAD: u64 = 128;

/// Longest total of a commit's files, in bytes: hundreds of times what a spec takes.
const MOST_TOTAL: u64 = 256 << 20;

/// Refuses what a folder with a spec is refused for: links, files that are too long, and too many
/// of them.
fn bounded(blobs: &[Blob]) -> Result<(), String> {
    if let Some(link) = blobs.iter().find(|blob| blob.is_link) {
        return Err(format!("{} is a symbolic link", link.path));
    }
    if let Some(long) = blobs
        .iter()
        .find(|blob| blob.length > spec_files::MAX_BYTES)
    {
        return Err(format!(
            "{} has {} bytes, and at most {} are read",
            long.path,
            long.length,
            spec_files::MAX_BYTES
        ));
    }
    let total: u64 = blobs.iter().map(|blob| blob.length).sum();
    if blobs.len() > spec_files::MAX_FILES || total > MOST_TOTAL {
        return Err(format!(
            "it has {} files of {total} bytes, and at most {} files of {MOST_TOTAL} bytes are read",
            blobs.len(),
            spec_files::MAX_FILES
        ));
    }
    Ok(())
}

/// The entries of `ls-tree -l -z`: mode, kind, ID and length, a tab, the path, a NUL.
fn blobs(listing: &[u8]) -> Vec<Blob> {
    let entries = listing.split(|byte| *byte == 0);
    entries
        .filter_map(|entry| {
            let entry = std::str::from_utf8(entry).ok()?;
            let (head, path) = entry.split_once('\t')?;
            let mut words = head.split_ascii_whitespace();
            let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
            let length = words.next()?;
            (kind == "blob").then(|| Blob {
                id: id.to_owned(),
                path: path.to_owned(),
                // A length that is no number is past every bound.
                length: length.parse().unwrap_or(u64::MAX),
                is_link: mode == "120000",
            })
        })
        .collect()
}

/// The answers of `cat-file --batch`: a line that ends with the length, that many bytes, a line
/// break.
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

/// Runs git in the workspace and returns what it prints, up to so many bytes, or why it failed.
fn git(root: &Path, arguments: &[&str], input: &[u8], most: u64) -> Result<Vec<u8>, String> {
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
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (mut printed, mut reason) = (Vec::new(), Vec::new());
    let output = thread::scope(|scope| {
        // Git answers while it is asked: without a thread of its own, both would wait for each
        // other's pipe.
        scope.spawn(move || -> io::Result<()> {
            stdin.map_or(Ok(()), |mut stdin| stdin.write_all(input))
        });
        let reason = &mut reason;
        scope.spawn(move || -> io::Result<()> {
            let Some(mut stderr) = stderr else {
                return Ok(());
            };
            stderr.by_ref().take(MOST_SAID).read_to_end(reason)?;
            io::copy(&mut stderr, &mut io::sink()).map(drop)
        });
        if let Some(stdout) = stdout {
            stdout.take(most + 1).read_to_end(&mut printed)?;
        }
        if printed.len() as u64 > most {
            child.kill()?;
        }
        child.wait()
    });
    let status = output.map_err(|error: io::Error| error.to_string())?;
    if printed.len() as u64 > most {
        return Err(format!("git printed more than {most} bytes"));
    }
    if status.success() {
        return Ok(printed);
    }
    let reason = String::from_utf8_lossy(&reason);
    Err(reason.lines().next().unwrap_or("git failed").to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn run_git(root: &Path, arguments: &[&str]) {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let mut command = Command::new("git");
        command.arg("-C").arg(root).args(identity).args(arguments);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    /// A repository whose only commit holds a spec, and what was done to it before.
    fn repository(change: impl FnOnce(&Path)) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("spec")).unwrap();
        fs::write(root.path().join(ROOT_FILE), "name = \"x\"\n").unwrap();
        change(&root.path().join("spec"));
        run_git(root.path(), &["init", "--quiet"]);
        run_git(root.path(), &["add", "."]);
        run_git(
            root.path(),
            &["commit", "--quiet", "--no-gpg-sign", "-m", "a"],
        );
        root
    }

    #[test]
    fn p313_the_spec_of_a_commit_is_read_and_a_blob_beyond_every_bound_is_not() {
        let whole = repository(|_| {});
        let files = read(whole.path(), "HEAD").unwrap();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].bytes, b"name = \"x\"\n");

        let refused = |root: tempfile::TempDir| {
            let failure = read(root.path(), "HEAD").unwrap_err();
            failure.render(false)
        };
        let long = repository(|spec| {
            let file = fs::File::create(spec.join("long.toml")).unwrap();
            file.set_len(spec_files::MAX_BYTES + 1).unwrap();
        });
        let text = refused(long);
        assert!(text.contains("spec/long.toml has 16777217 bytes"), "{text}");
        #[cfg(unix)]
        {
            let linked = repository(|spec| {
                std::os::unix::fs::symlink("/etc", spec.join("actions")).unwrap();
            });
            let text = refused(linked);
            assert!(text.contains("spec/actions is a symbolic link"), "{text}");
        }
    }

    #[test]
    fn p313_what_git_prints_is_read_up_to_a_bound() {
        let root = repository(|_| {});
        let arguments = ["cat-file", "-p", "HEAD:spec/oms.toml"];
        assert_eq!(git(root.path(), &arguments, &[], 11).unwrap().len(), 11);
        let problem = git(root.path(), &arguments, &[], 10).unwrap_err();
        assert_eq!(problem, "git printed more than 10 bytes");
    }

    #[test]
    fn p313_many_files_together_are_bounded_too() {
        let blob = |length| Blob {
            id: String::new(),
            path: "spec/a".to_owned(),
            length,
            is_link: false,
        };
        let many = |count| {
            (0..count)
                .map(|_| blob(spec_files::MAX_BYTES))
                .collect::<Vec<_>>()
        };
        assert!(bounded(&many(16)).is_ok());
        assert!(bounded(&many(17)).is_err());
    }
}
