//! The one way to a file that this command reads or writes for itself: a file that decides where
//! credentials go, what is sent, or whether it may be sent again.
//!
//! It is decided as OpenSSH does with `StrictModes`: the file, and every directory on the way to
//! it, belong to the user or to the administrator, and neither a group nor others may write them. A
//! directory with the sticky bit, as `/tmp`, may be written by all, because only its owner can
//! replace an entry of it; the entry itself must then be the user's own. A symbolic link on the way
//! counts where its owner does. The file itself may be one only where it is read and holds no
//! secret. No device and no pipe is opened, nothing is read without a bound, and what is created
//! was not there before.
//!
//! If a file has no mode, as on Windows, its access list is its owner's affair, and only kind and
//! length are checked.

#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod unix;

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

#[cfg(not(unix))]
use elsewhere as system;
use oms_text::in_a_shell;
pub(crate) use system::{open, program, sync_directory};
#[cfg(unix)]
use unix as system;

/// Bytes of a mebibyte.
const MIB: u64 = 1 << 20;

/// The number of links that are followed. Linux follows as many.
const MOST_LINKS: usize = 40;

/// The purpose of a file, which decides what others may do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It holds a secret: others neither read nor write it, and its name is no link.
    Secret,
    /// It decides what is done: others do not write it. A link of the user's own may lead to it.
    Decides,
    /// This command writes it: others do not write it, and its name is no link.
    Kept,
}

/// The reason why a file was not opened: the rest of a sentence that begins with its name.
#[derive(Debug)]
pub(crate) struct Refusal {
    text: String,
    cause: Cause,
}

/// The thing about a file for which it was not opened.
#[cfg_attr(
    not(unix),
    expect(dead_code, reason = "a file without a mode is refused for less")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// Its mode.
    Mode,
    /// Its owner.
    Owner,
    /// A link in its place, or on the way to it.
    Link,
    /// It is no regular file, or what is above it is no directory.
    Type,
    /// A directory on the way to it that somebody else can write.
    Directory,
    /// Its contents, or what the system said.
    Error(io::ErrorKind),
}

impl Refusal {
    fn new(cause: Cause, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text, cause }
    }

    fn of(kind: io::ErrorKind, text: impl Into<String>) -> Self {
        Self::new(Cause::Error(kind), text)
    }

    /// Refuses a file that cannot be read, or whatever else the system would not do.
    fn cannot_be(done: &str, error: &io::Error) -> Self {
        let text = match error.kind() {
            io::ErrorKind::NotFound => "does not exist".to_owned(),
            _ => format!("cannot be {done}: {error}"),
        };
        Self::of(error.kind(), text)
    }

    /// Refuses a file that has more bytes than these.
    pub(crate) fn too_long(longest: u64) -> Self {
        let text = if longest.is_multiple_of(MIB) {
            format!("is larger than {} MiB", longest / MIB)
        } else {
            format!("holds more than {longest} bytes")
        };
        Self::of(io::ErrorKind::FileTooLarge, text)
    }

    /// Refuses a file that has nothing.
    pub(crate) fn empty() -> Self {
        Self::of(io::ErrorKind::UnexpectedEof, "is empty")
    }

    /// Returns whether there is nothing of this name.
    pub(crate) fn is_missing(&self) -> bool {
        self.kind() == io::ErrorKind::NotFound
    }

    fn kind(&self) -> io::ErrorKind {
        match self.cause {
            Cause::Error(kind) => kind,
            _ => io::ErrorKind::Other,
        }
    }

    /// Says what to do, so that the file is read for this purpose.
    pub(crate) fn next(&self, path: &Path, purpose: Purpose) -> String {
        use io::ErrorKind::{FileTooLarge, InvalidData, NotFound, PermissionDenied, UnexpectedEof};

        let next = match self.cause {
            Cause::Mode | Cause::Error(PermissionDenied) => return restricted(path, purpose),
            Cause::Error(NotFound) if purpose == Purpose::Secret => {
                return format!(
                    "Correct the name, or write the secret to {}, readable by you alone.",
                    path.display()
                );
            }
            // Nobody else's command has written what this one would read.
            Cause::Owner if purpose == Purpose::Kept => "Name a file of your own.",
            Cause::Owner => "Name a file of your own, such as a copy of this one.",
            Cause::Link => "Name the file itself, by a way without the link.",
            Cause::Type => "Name a regular file.",
            Cause::Directory => "Keep it in directories of your own that nobody else can write.",
            Cause::Error(NotFound) => "Correct the name of the file.",
            Cause::Error(FileTooLarge) => "Name another file: this one is too long.",
            Cause::Error(InvalidData) => "Name another file: this one is no text.",
            Cause::Error(UnexpectedEof) => "Name another file, or fill this one.",
            Cause::Error(_) => "Name another file.",
        };
        next.to_owned()
    }

    /// Returns the whole sentence, for callers that report an error without naming the file.
    pub(crate) fn about(self, path: &Path) -> io::Error {
        io::Error::new(self.kind(), format!("{} {}", path.display(), self.text))
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::cannot_be("read", &error)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Says how a file gets the mode of one that is read for this purpose.
fn restricted(path: &Path, purpose: Purpose) -> String {
    let typed = in_a_shell(path);
    if purpose == Purpose::Secret {
        format!("Make it a file that only you can read: `chmod 600 {typed}`.")
    } else {
        format!("Make it a file that only you can write: `chmod go-w {typed}`.")
    }
}

/// Says how a directory becomes one that this command can write to, after this error.
pub(crate) fn writable(directory: &Path, error: &io::Error) -> String {
    let shown = directory.display();
    if is_full(error) {
        format!("Make room in {shown}.")
    } else {
        format!("Make {shown} a directory that you can write, and nobody else.")
    }
}

/// Returns whether a file was not written because of the place that it was to have, and not because
/// of what is there.
pub(crate) fn is_unwritable(error: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};

    is_full(error) || matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem)
}

fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, StorageFull};

    matches!(error.kind(), QuotaExceeded | StorageFull)
}

/// Reads a file of at most so many bytes.
pub(crate) fn read(path: &Path, purpose: Purpose, longest: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    open(path, purpose)?
        .take(longest + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > longest {
        return Err(Refusal::too_long(longest));
    }
    Ok(bytes)
}

/// Opens a file that this command keeps, for reading and writing, and creates it where it is
/// missing. Nothing of it is cut.
pub(crate) fn open_kept(path: &Path) -> io::Result<File> {
    system::open_kept(path).map_err(|refusal| refusal.about(path))
}

/// Refuses a directory that is a link or that others can write, and returns its name without links;
/// `None` where it is missing.
pub(crate) fn directory(path: &Path) -> io::Result<Option<PathBuf>> {
    system::directory(path, false).map_err(|refusal| refusal.about(path))
}

/// Does the same, and refuses each of these files in it, which this command keeps, if others could
/// have put it there or written it. No file is opened, and none need exist.
///
/// The way to the directory is walked once for all of them: nobody else can replace a part of it
/// after it was found to be the user's.
pub(crate) fn directory_of(
    path: &Path,
    names: impl IntoIterator<Item = OsString>,
) -> io::Result<Option<PathBuf>> {
    let Some(directory) = directory(path)? else {
        return Ok(None);
    };
    for name in names {
        match system::check_in(&directory, &name) {
            Err(refusal) if !refusal.is_missing() => {
                return Err(refusal.about(&directory.join(name)));
            }
            _ => {}
        }
    }
    Ok(Some(directory))
}

/// Refuses a directory of files that decide, and each file in it, if others could have put it there
/// or written it. A link of the user's own may lead to either.
pub(crate) fn check_each_in(path: &Path) -> io::Result<()> {
    let directory = match system::followed(path) {
        Err(refusal) if refusal.is_missing() => return Ok(()),
        found => found.map_err(|refusal| refusal.about(path))?,
    };
    let entries = match std::fs::read_dir(&directory) {
        // Whoever cannot list it trusts nothing in it.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(()),
        entries => entries.map_err(|error| Refusal::from(error).about(path))?,
    };
    for entry in entries {
        let path = entry?.path();
        // Nobody reads a folder, or a link that leads nowhere.
        if !std::fs::metadata(&path).is_ok_and(|found| found.is_file()) {
            continue;
        }
        match open(&path, Purpose::Decides) {
            Err(refusal) if refusal.kind() != io::ErrorKind::PermissionDenied => {
                return Err(refusal.about(&path));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Returns a directory as [`directory`] does, and creates what is missing, for its owner alone.
pub(crate) fn create_directory(path: &Path) -> io::Result<PathBuf> {
    system::directory(path, true)
        .and_then(|found| {
            found.ok_or_else(|| Refusal::of(io::ErrorKind::Other, "cannot be created"))
        })
        .map_err(|refusal| refusal.about(path))
}

/// Returns a name without links, as far as it exists, to recognise it by. A link to what is missing
/// gives the name that it leads to.
pub(crate) fn whole_name(path: &Path) -> PathBuf {
    let mut whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for _ in 0..MOST_LINKS {
        let (found, leads_on) = found_of(&whole);
        whole = found;
        if !leads_on {
            break;
        }
    }
    whole
}

/// Returns a name without the links that lead somewhere, and with the next one that leads nowhere
/// replaced. With it comes whether there was one.
fn found_of(absolute: &Path) -> (PathBuf, bool) {
    let mut rest = Vec::new();
    for ancestor in absolute.ancestors() {
        let whole = |found: PathBuf| rest.iter().rev().fold(found, |path, name| path.join(name));
        if let Ok(found) = std::fs::canonicalize(ancestor) {
            return (whole(found), false);
        }
        if let (Ok(target), Some(parent)) = (std::fs::read_link(ancestor), ancestor.parent()) {
            return (whole(parent.join(target)), true);
        }
        rest.extend(ancestor.file_name());
    }
    (absolute.to_owned(), false)
}

/// A file that was written, and does not have its name yet. If it is dropped, it is removed, and
/// nothing else is.
#[derive(Debug)]
pub(crate) struct Written {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl Written {
    /// Gives it its name, in the place of whatever has it.
    pub(crate) fn put_in_place(self) -> io::Result<()> {
        self.file.persist(&self.path)?;
        Ok(())
    }

    /// Gives it its name, unless something has it by then. Returns whether it did.
    pub(crate) fn put_where_nothing_is(self) -> io::Result<bool> {
        match self.file.persist_noclobber(&self.path) {
            Ok(_) => Ok(true),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error.error),
        }
    }
}

/// Writes a file that only its owner can read under a name of its own that nobody can guess, down
/// to the disk.
pub(crate) fn prepare(path: &Path, bytes: &[u8]) -> io::Result<Written> {
    let mut written = unwritten(path)?;
    written.file.write_all(bytes)?;
    written.file.as_file().sync_all()?;
    Ok(written)
}

/// Does the same with a writer that opens the file by its name. `failed` converts an error of the
/// file itself.
pub(crate) fn prepare_with<E>(
    path: &Path,
    failed: impl Fn(io::Error) -> E,
    write: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<Written, E> {
    let written = unwritten(path).map_err(&failed)?;
    write(written.file.path())?;
    written.file.as_file().sync_all().map_err(failed)?;
    Ok(written)
}

/// Makes an empty file that only its owner can read, under a name of its own that nobody can guess.
fn unwritten(path: &Path) -> io::Result<Written> {
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::other(format!("{} names no file", path.display())))?;
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."));
    let path = create_directory(parent)?.join(name);
    system::replaceable(&path).map_err(|refusal| refusal.about(&path))?;
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(name);
    let file = tempfile::Builder::new()
        .prefix(&prefix)
        .suffix(".new")
        .rand_bytes(16)
        .tempfile_in(path.parent().unwrap_or(&path))?;
    Ok(Written { file, path })
}

/// Writes a file that only its owner can read, by a rename, so that no one ever sees a half of it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    prepare(path, bytes)?.put_in_place()
}
