//! A disk as a power failure leaves it: what was synced is there, and of the rest whatever the disk
//! had come to.
//!
//! A name is there once its directory was synced, and the contents of a file once the file was.
//! Everything else is kept or lost, one change at a time, in any combination, and a write may have
//! come to its middle.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::trace::Act;
use crate::support::next;

/// A file or a directory, whatever its name is.
type Node = usize;

/// A change of a file that may not be on the disk yet.
#[derive(Debug, Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Cut { length: usize },
}

/// A change of a directory that may not be on the disk yet.
#[derive(Debug, Clone)]
enum Naming {
    Give { path: PathBuf, node: Node },
    Take { path: PathBuf },
}

/// The disk, and what has not come to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Disk {
    /// The node that every name leads to now, for those who are still running.
    names: BTreeMap<PathBuf, Node>,
    /// The names that a power failure leaves at least.
    kept_names: BTreeMap<PathBuf, Node>,
    namings: Vec<Naming>,
    /// Contents as far as they were synced; `None` for a directory.
    nodes: Vec<Option<Vec<u8>>>,
    changes: Vec<(Node, Change)>,
}

impl Disk {
    /// Returns the contents of a folder, all of it on the disk.
    pub(super) fn of(folder: &Path) -> Self {
        let mut disk = Self::default();
        disk.add(folder);
        disk
    }

    fn add(&mut self, path: &Path) {
        let contents = path.is_file().then(|| fs::read(path).unwrap());
        let is_directory = contents.is_none();
        let node = self.node(contents);
        self.names.insert(path.to_owned(), node);
        self.kept_names.insert(path.to_owned(), node);
        if is_directory {
            for entry in fs::read_dir(path).unwrap() {
                self.add(&entry.unwrap().path());
            }
        }
    }

    fn node(&mut self, contents: Option<Vec<u8>>) -> Node {
        self.nodes.push(contents);
        self.nodes.len() - 1
    }

    /// Does what a process has done. Files outside of the folder are none of this disk.
    pub(super) fn act(&mut self, act: &Act) {
        let of = |disk: &Self, path: &Path| disk.names.get(path).copied();
        match act {
            Act::Open { path, create, cut } => match of(self, path) {
                Some(node) if *cut => self.changes.push((node, Change::Cut { length: 0 })),
                None if *create && self.is_within(path) => {
                    let node = self.node(Some(Vec::new()));
                    self.give(path, node);
                }
                _ => {}
            },
            Act::Directory { path } if self.is_within(path) => {
                let node = self.node(None);
                self.give(path, node);
            }
            Act::Write { path, at, bytes } => {
                let change = Change::Write {
                    at: *at,
                    bytes: bytes.clone(),
                };
                self.changes
                    .extend(of(self, path).map(|node| (node, change)));
            }
            Act::Cut { path, length } => {
                let change = Change::Cut { length: *length };
                self.changes
                    .extend(of(self, path).map(|node| (node, change)));
            }
            Act::Sync { path } => self.sync(path),
            Act::Rename { from, to } => {
                if let Some(node) = self.names.remove(from) {
                    self.namings.push(Naming::Take { path: from.clone() });
                    self.give(to, node);
                }
            }
            Act::Remove { path } if self.names.remove(path).is_some() => {
                self.namings.push(Naming::Take { path: path.clone() });
            }
            Act::Directory { .. } | Act::Remove { .. } | Act::Send { .. } => {}
        }
    }

    fn is_within(&self, path: &Path) -> bool {
        path.parent()
            .is_some_and(|parent| self.names.contains_key(parent))
    }

    fn give(&mut self, path: &Path, node: Node) {
        self.names.insert(path.to_owned(), node);
        self.namings.push(Naming::Give {
            path: path.to_owned(),
            node,
        });
    }

    fn sync(&mut self, path: &Path) {
        let Some(node) = self.names.get(path).copied() else {
            return;
        };
        if self.nodes[node].is_none() {
            let (synced, rest) = std::mem::take(&mut self.namings)
                .into_iter()
                .partition(|naming| naming.parent() == path);
            self.namings = rest;
            let synced: Vec<Naming> = synced;
            for naming in &synced {
                naming.apply(&mut self.kept_names);
            }
            return;
        }
        let (synced, rest) = std::mem::take(&mut self.changes)
            .into_iter()
            .partition(|(of, _)| *of == node);
        self.changes = rest;
        let synced: Vec<(Node, Change)> = synced;
        for (_, change) in &synced {
            change.apply(self.nodes[node].as_mut().unwrap());
        }
    }

    /// The files after a power failure. Without a seed, nothing is there that was not synced.
    pub(super) fn after_a_failure(&self, seed: Option<u64>) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let (mut names, mut nodes) = (self.kept_names.clone(), self.nodes.clone());
        if let Some(mut seed) = seed {
            let mut is_kept = || next(&mut seed).is_multiple_of(2);
            for naming in self.namings.iter().filter(|_| is_kept()) {
                naming.apply(&mut names);
            }
            for (node, change) in &self.changes {
                if !is_kept() {
                    continue;
                }
                let change = if is_kept() {
                    change.clone()
                } else {
                    change.torn()
                };
                change.apply(nodes[*node].as_mut().unwrap());
            }
        }
        let is_reachable = |path: &Path| {
            path.ancestors()
                .skip(1)
                .all(|above| names.contains_key(above) || !self.names.contains_key(above))
        };
        names
            .iter()
            .filter(|(path, _)| is_reachable(path))
            .map(|(path, node)| (path.clone(), nodes[*node].clone()))
            .collect()
    }
}

impl Naming {
    fn parent(&self) -> &Path {
        let (Self::Give { path, .. } | Self::Take { path }) = self;
        path.parent().unwrap()
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, Node>) {
        match self {
            Self::Give { path, node } => {
                names.insert(path.clone(), *node);
            }
            Self::Take { path } => {
                names.remove(path);
            }
        }
    }
}

impl Change {
    fn apply(&self, contents: &mut Vec<u8>) {
        match self {
            Self::Write { at, bytes } => {
                let end = at + bytes.len();
                if contents.len() < end {
                    contents.resize(end, 0);
                }
                contents[*at..end].copy_from_slice(bytes);
            }
            Self::Cut { length } => contents.resize(*length, 0),
        }
    }

    /// The first sectors of a write.
    fn torn(&self) -> Self {
        match self {
            Self::Write { at, bytes } => {
                let half = bytes.len() / 2 / 512 * 512;
                Self::Write {
                    at: *at,
                    bytes: bytes[..half].to_vec(),
                }
            }
            Self::Cut { .. } => self.clone(),
        }
    }
}
