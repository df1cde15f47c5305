//! The checks where files have owners and modes.
//!
//! A path is walked from its root, a name at a time. Each directory was found to be one in which
//! nobody else can replace an entry before an entry of it is looked at, so that what was checked is
//! still there when it is opened.

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Component, Path, PathBuf};

use rustix::fs::OFlags;

use super::{Cause, MOST_LINKS, Purpose, Refusal};

/// The group whose members are administrators, and which owns what package managers install, on
/// macOS.
const ADMINISTRATORS: Option<u32> = if cfg!(target_os = "macos") {
    Some(80)
} else {
    None
};

/// Flags without which a pipe would be waited for, a terminal taken, or a link followed.
const CAREFULLY: OFlags = OFlags::NOFOLLOW
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// Opens a file for reading: a regular file that others could not have put there.
pub(crate) fn open(path: &Path, purpose: Purpose) -> Result<File, Refusal> {
    let place = Walk::along(path, purpose == Purpose::Decides, false)?;
    // A device is not even opened: with some, that has an effect.
    place.file(path)?;
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flags(CAREFULLY))
        .open(&place.path)?;
    check_file(&file.metadata()?, purpose)?;
    Ok(file)
}

/// Brings the names in a directory down to the disk: a new file is there after a power failure only
/// then.
pub(crate) fn sync_directory(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}

/// Refuses a program that others could have put in the place of the one that is meant, and returns
/// the name to run it by.
pub(crate) fn program(path: &Path) -> Result<PathBuf, Refusal> {
    let place = Walk::along(path, true, false)?;
    check_file(place.file(path)?, Purpose::Decides)?;
    // Some programs look at the name by which they are called, so that a link stays one.
    Ok(path.to_owned())
}

pub(super) fn open_kept(path: &Path) -> Result<File, Refusal> {
    let place = Walk::along(path, false, false)?;
    if place.found.as_ref().is_some_and(|found| !found.is_file()) {
        return Err(not_regular());
    }
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(flags(CAREFULLY))
        .open(&place.path)
        .map_err(|error| Refusal::cannot_be("written", &error))?;
    check_file(&file.metadata()?, Purpose::Kept)?;
    Ok(file)
}

pub(super) fn directory(path: &Path, create: bool) -> Result<Option<PathBuf>, Refusal> {
    let place = match Walk::along(path, false, create) {
        Ok(place) => place,
        Err(refusal) if refusal.is_missing() && !create => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    place.directory()
}

/// Returns a directory to which a link of the user's own may lead.
pub(super) fn followed(path: &Path) -> Result<PathBuf, Refusal> {
    let place = Walk::along(path, true, false)?;
    place.directory()?.ok_or_else(missing)
}

/// Refuses to take the place of what is no file.
pub(super) fn replaceable(path: &Path) -> Result<(), Refusal> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(link()),
        Ok(found) if !found.is_file() => Err(not_regular()),
        _ => Ok(()),
    }
}

/// Checks a file of a directory that was walked to just before.
pub(super) fn check_in(directory: &Path, name: &OsStr) -> Result<(), Refusal> {
    let found = fs::symlink_metadata(directory.join(name))?;
    if found.is_symlink() {
        return Err(link());
    }
    check_file(&found, Purpose::Kept)
}

/// A path without links, and what is there.
struct Place {
    path: PathBuf,
    found: Option<Metadata>,
    root: u32,
}

impl Place {
    /// Returns the regular file that the path was to lead to.
    fn file(&self, path: &Path) -> Result<&Metadata, Refusal> {
        match &self.found {
            Some(found) if found.is_file() => Ok(found),
            Some(_) => Err(not_regular()),
            // The text of a link below `/proc` is no path where it is about a pipe, and the system
            // follows it all the same.
            None if fs::metadata(path).is_ok() => Err(Refusal::new(
                Cause::Type,
                "is not a regular file with a name, but a link to a pipe or its like",
            )),
            None => Err(missing()),
        }
    }

    /// Returns the path if it is that of a directory in which nobody else can replace an entry;
    /// `None` if there is nothing.
    fn directory(self) -> Result<Option<PathBuf>, Refusal> {
        match self.found {
            None => Ok(None),
            Some(found) if found.is_dir() => {
                check_directory(&found, self.root)
                    .map_err(|problem| Refusal::new(Cause::Directory, problem))?;
                Ok(Some(self.path))
            }
            Some(_) => Err(Refusal::new(Cause::Type, "is not a directory")),
        }
    }
}

/// A path as far as it was walked, and the names that are left of it, the next one last.
struct Walk {
    path: PathBuf,
    left: Vec<OsString>,
    links: usize,
    /// The owner of `/`.
    root: u32,
}

impl Walk {
    /// Walks a path. The last name may be missing, and may be a link where `follow` says so.
    fn along(path: &Path, follow: bool, create: bool) -> Result<Place, Refusal> {
        let root = fs::symlink_metadata("/")?;
        let mut walk = Self {
            path: PathBuf::from("/"),
            left: Vec::new(),
            links: 0,
            root: root.uid(),
        };
        walk.push(&std::path::absolute(path)?);
        walk.check(&root)?;
        while let Some(name) = walk.left.pop() {
            if name == ".." {
                walk.path.pop();
                continue;
            }
            let next = walk.path.join(&name);
            let is_last = walk.left.is_empty();
            let found = look(&next, create)?;
            match found {
                Some(found) if found.is_symlink() => {
                    if is_last && !follow {
                        return Err(link());
                    }
                    walk.follow(&next, &found)?;
                }
                found if is_last => return Ok(walk.at(next, found)),
                Some(found) => {
                    walk.path = next;
                    walk.check(&found)?;
                }
                None => return Err(missing()),
            }
        }
        let found = Some(fs::symlink_metadata(&walk.path)?);
        let path = walk.path.clone();
        Ok(walk.at(path, found))
    }

    /// Ends the walk.
    fn at(self, path: PathBuf, found: Option<Metadata>) -> Place {
        let root = self.root;
        Place { path, found, root }
    }

    fn push(&mut self, path: &Path) {
        if path.is_absolute() {
            self.path = PathBuf::from("/");
        }
        for component in path.components().rev() {
            match component {
                Component::Normal(name) => self.left.push(name.to_owned()),
                Component::ParentDir => self.left.push("..".into()),
                Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
            }
        }
    }

    fn follow(&mut self, link: &Path, found: &Metadata) -> Result<(), Refusal> {
        if let Some(problem) = owner_problem(found.uid(), own(), None) {
            let text = format!("is reached by the link {}, which {problem}", link.display());
            return Err(Refusal::new(Cause::Link, text));
        }
        self.links += 1;
        if self.links > MOST_LINKS {
            let text = "is reached by links that form a loop";
            return Err(Refusal::new(Cause::Link, text));
        }
        self.push(&fs::read_link(link)?);
        Ok(())
    }

    /// Checks the directory that the walk has reached.
    fn check(&self, found: &Metadata) -> Result<(), Refusal> {
        let below = |problem: &str| format!("is below {}, which {problem}", self.path.display());
        if !found.is_dir() {
            return Err(Refusal::new(Cause::Type, below("is not a directory")));
        }
        check_directory(found, self.root)
            .map_err(|problem| Refusal::new(Cause::Directory, below(&problem)))
    }
}

/// Looks at a name without following it, and makes a directory of it where that is asked for and
/// nothing is there.
fn look(path: &Path, create: bool) -> Result<Option<Metadata>, Refusal> {
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        found => Some(found?),
    };
    if found.is_some() || !create {
        return Ok(found);
    }
    // A file in it is there after a power failure only if the name of the folder is.
    let made = DirBuilder::new()
        .mode(0o700)
        .create(path)
        .and_then(|()| path.parent().map_or(Ok(()), sync_directory));
    match made {
        // Whoever was faster made a directory, or it is refused when it is looked at.
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            let text = format!("cannot be created: {error}");
            Err(Refusal::of(error.kind(), text))
        }
        _ => Ok(Some(fs::symlink_metadata(path)?)),
    }
}

/// Refuses a directory in which others can replace what is there. `root` is the owner of `/`.
fn check_directory(found: &Metadata, root: u32) -> Result<(), String> {
    if let Some(problem) = owner_problem(found.uid(), own(), Some(root)) {
        return Err(problem);
    }
    let mode = found.mode() & 0o7777;
    let is_sticky = mode & 0o1000 != 0;
    let by_group = mode & 0o020 != 0 && Some(found.gid()) != ADMINISTRATORS;
    let whoever = match (mode & 0o002 != 0, by_group) {
        (true, _) if !is_sticky => "anyone",
        (false, true) if !is_sticky => "its group",
        _ => return Ok(()),
    };
    Err(format!(
        "has mode {mode:04o}: {whoever} may replace what is in it"
    ))
}

fn check_file(found: &Metadata, purpose: Purpose) -> Result<(), Refusal> {
    if !found.is_file() {
        return Err(not_regular());
    }
    if let Some(problem) = owner_problem(found.uid(), own(), None) {
        return Err(Refusal::new(Cause::Owner, problem));
    }
    let mode = found.mode() & 0o777;
    let (forbidden, what) = match purpose {
        Purpose::Secret => (0o077, "use"),
        Purpose::Decides | Purpose::Kept => (0o022, "write"),
    };
    if mode & forbidden != 0 {
        let text = format!("has mode {mode:04o}, so others than its owner may {what} it");
        return Err(Refusal::new(Cause::Mode, text));
    }
    Ok(())
}

fn own() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Says whom a file belongs to, where that is neither the user nor the administrator.
///
/// A file of the administrator could be changed by the administrator anyway. `root` is the
/// owner of `/`, who is the administrator of a namespace in which user 0 is somebody else.
fn owner_problem(owner: u32, own: u32, root: Option<u32>) -> Option<String> {
    (owner != own && owner != 0 && Some(owner) != root)
        .then(|| format!("belongs to user {owner}, and you are {own}"))
}

fn link() -> Refusal {
    let text = "is a symbolic link, which someone else may be able to redirect";
    Refusal::new(Cause::Link, text)
}

fn not_regular() -> Refusal {
    Refusal::new(Cause::Type, "is not a regular file")
}

fn missing() -> Refusal {
    std::io::Error::from(ErrorKind::NotFound).into()
}

fn flags(flags: OFlags) -> i32 {
    flags.bits().cast_signed()
}

#[cfg(test)]
mod tests {
    use super::owner_problem;

    #[test]
    fn p112_a_file_of_somebody_else_is_refused_but_for_the_administrators() {
        for (owner, own, root, refused) in [
            (1000, 1000, None, false),
            (0, 1000, None, false),
            (0, 0, None, false),
            (1001, 1000, None, true),
            (1000, 0, None, true),
            (65534, 0, None, true),
            (65534, 0, Some(65534), false),
            (1001, 1000, Some(0), true),
        ] {
            assert_eq!(
                owner_problem(owner, own, root).is_some(),
                refused,
                "{owner} {own} {root:?}"
            );
        }
    }
}
