//! Files in the generated folders that nothing generates any more.
//!
//! A file is an orphan only if its first line says that it was generated; everything else in those
//! folders belongs to somebody, and is only reported. Links are not followed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::Owner;
use crate::disk::{self, if_there};

/// A file, by both of its names.
#[derive(Debug)]
pub(super) struct Orphan {
    /// Relative to the root.
    pub(super) path: String,
    pub(super) target: PathBuf,
}

/// The files in generated folders that are not generated.
#[derive(Debug, Default)]
pub(super) struct Orphans {
    pub(super) orphans: Vec<Orphan>,
    pub(super) foreign: Vec<String>,
}

impl Orphans {
    pub(super) fn find(
        root: &Path,
        generated: &BTreeMap<String, String>,
        owner: Owner,
        problems: &mut Vec<String>,
    ) -> Self {
        let mut found = Self::default();
        for folder in owner.folders {
            if let Err(error) = found.folder(&root.join(folder), folder, generated, owner.header) {
                problems.push(format!("{folder}: {error}"));
            }
        }
        found
    }

    fn folder(
        &mut self,
        place: &Path,
        path: &str,
        generated: &BTreeMap<String, String>,
        header: &str,
    ) -> io::Result<()> {
        for name in if_there(disk::names(place))?.unwrap_or_default() {
            let place = place.join(&name);
            let path = match path {
                "" => name.display().to_string(),
                _ => format!("{path}/{}", name.display()),
            };
            let found = fs::symlink_metadata(&place)?;
            if found.is_dir() {
                self.folder(&place, &path, generated, header)?;
            } else if generated.contains_key(&path) {
            } else if found.is_file() && carries(&place, header)? {
                self.orphans.push(Orphan {
                    path,
                    target: place,
                });
            } else {
                self.foreign.push(path);
            }
        }
        Ok(())
    }
}

/// Returns whether a file begins as a generated one does. Only that much of it is read.
pub(super) fn carries(place: &Path, header: &str) -> io::Result<bool> {
    let mut start = Vec::new();
    let length = header.len().try_into().unwrap_or(u64::MAX);
    File::open(place)?.take(length).read_to_end(&mut start)?;
    Ok(start == header.as_bytes())
}
