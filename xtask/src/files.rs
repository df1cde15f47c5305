//! The files of a workspace, read once.
//!
//! It asks no version control: a tree that was unpacked from an archive is checked like a clone.
//! Built files, and those of an editor, are passed over; links are not followed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::string::FromUtf8Error;
use std::{fs, io};

use crate::failure::Failure;

/// Folders with a dot that belong to the project.
const OURS: &[&str] = &[".cargo", ".ci", ".config", ".github"];

/// The mark of a folder that a program can make again, such as `target`.
const CACHE: &str = "CACHEDIR.TAG";

/// The folder of built files in the root. Cargo marks it only where it makes it itself, and not
/// where somebody else was there first.
const TARGET: &str = "target";

/// The files of a workspace by path, relative to its root, with `/` between the parts.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// A file that is no text keeps its bytes.
    contents: BTreeMap<String, Result<String, Vec<u8>>>,
    /// The root as it is written in a path of this machine.
    root: String,
}

impl Files {
    pub(crate) fn read(root: &Path) -> Result<Self, Failure> {
        let root = root.canonicalize().map_err(unreadable(root))?;
        let mut files = Self {
            contents: BTreeMap::new(),
            root: root.display().to_string(),
        };
        files.folder(&root, "")?;
        Ok(files)
    }

    /// Files that are nowhere, for a test.
    #[cfg(test)]
    pub(crate) fn of(texts: &[(&str, &str)]) -> Self {
        let texts = texts
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Ok((*text).to_owned())));
        Self {
            contents: texts.collect(),
            root: "/srv/checkout".to_owned(),
        }
    }

    /// The same files without one, for a test.
    #[cfg(test)]
    pub(crate) fn without(mut self, path: &str) -> Self {
        self.contents.remove(path);
        self
    }

    pub(crate) fn len(&self) -> usize {
        self.contents.len()
    }

    /// Returns whether there is such a file or folder.
    pub(crate) fn exists(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let mut after = self.contents.range(inside.clone()..);
        path.is_empty()
            || self.contents.contains_key(path)
            || after
                .next()
                .is_some_and(|(next, _)| next.starts_with(&inside))
    }

    /// The paths of all files.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.contents.keys().map(String::as_str)
    }

    /// The paths of the files that only one of two states has, or that differ between them.
    pub(crate) fn differing(&self, other: &Self) -> BTreeSet<String> {
        let paths = self.contents.keys().chain(other.contents.keys());
        paths
            .filter(|path| self.contents.get(*path) != other.contents.get(*path))
            .cloned()
            .collect()
    }

    /// The files that are text, with their paths.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.contents
            .iter()
            .filter_map(|(path, text)| Some((path.as_str(), text.as_deref().ok()?)))
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.contents.get(path)?.as_deref().ok()
    }

    pub(crate) fn root(&self) -> &str {
        &self.root
    }

    fn folder(&mut self, place: &Path, path: &str) -> Result<(), Failure> {
        let entries = fs::read_dir(place).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        for entry in entries.map_err(unreadable(place))? {
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let place = entry.path();
            let path = if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}/{name}")
            };
            let kind = entry.file_type().map_err(unreadable(&place))?;
            let foreign = name.starts_with('.') && !OURS.contains(&name);
            let built = path == TARGET || place.join(CACHE).exists();
            if kind.is_dir() && !foreign && !built {
                self.folder(&place, &path)?;
            } else if kind.is_file() {
                let bytes = fs::read(&place).map_err(unreadable(&place))?;
                let text = String::from_utf8(bytes).map_err(FromUtf8Error::into_bytes);
                self.contents.insert(path, text);
            }
        }
        Ok(())
    }
}

/// The part behind the last dot of a file's name, or nothing.
pub(crate) fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// The path that a link from a page means, or `None` if it leads out of the workspace.
pub(crate) fn resolve(page: &str, target: &str) -> Option<String> {
    if target.is_empty() {
        return Some(page.to_owned());
    }
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn unreadable(place: &Path) -> impl FnOnce(io::Error) -> Failure {
    let help = "without it, nothing can be said about the workspace";
    Failure::at(place.display(), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_files_are_passed_over_even_where_cargo_did_not_mark_their_folder() {
        let root = tempfile::tempdir().unwrap();
        for path in ["target/debug/built", "made/again", "crates/target/ours"] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        fs::write(root.path().join("made").join(CACHE), "").unwrap();
        let files = Files::read(root.path()).unwrap();
        assert_eq!(files.paths().collect::<Vec<_>>(), ["crates/target/ours"]);
    }
}
