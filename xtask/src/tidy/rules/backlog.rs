//! Folders that do not keep a rule yet, in a list that only becomes shorter.

use std::collections::BTreeSet;

use super::{Files, Findings, is_generated, is_inside, sources};

/// Folders that do not keep a rule yet.
pub(super) struct Backlog {
    pub(super) folders: &'static [&'static str],
    /// The file that has the list.
    pub(super) listed_in: &'static str,
}

impl Backlog {
    /// Reports the problems of every hand-written source outside of these folders, each with its
    /// line, and the folders that have no problem any more: one that stayed on the list would let
    /// new problems in.
    pub(super) fn check(
        &self,
        files: &Files,
        findings: &mut Findings,
        problems: impl Fn(&str) -> Vec<(usize, String)>,
    ) {
        let (mut read, mut open) = (BTreeSet::<&str>::new(), BTreeSet::<&str>::new());
        for (path, text) in sources(files).filter(|(path, _)| !is_generated(path)) {
            let folder = self.folders.iter().find(|folder| is_inside(path, folder));
            read.extend(folder);
            for (line, problem) in problems(text) {
                match folder {
                    Some(folder) => drop(open.insert(*folder)),
                    None => findings.line(path, line, problem),
                }
            }
        }
        for folder in read.difference(&open) {
            findings.file(
                folder,
                format!(
                    "nothing here breaks the rule any more: take it off the list in {}",
                    self.listed_in
                ),
            );
        }
    }
}
