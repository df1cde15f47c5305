//! The rules, a module each or a few that read the same files.
//!
//! A rule says what it is for in the documentation of its function. Words that a rule looks for are
//! put together here from parts, because the rules hold for this crate too.

mod border;
mod comments;
mod length;
mod line_ends;
mod links;
mod manifests;
mod module_docs;
mod openings;
mod paths;
mod snapshots;
mod unfinished;

use super::findings::Findings;
use crate::files::{Files, extension};

/// A rule of the house.
pub(super) struct Rule {
    /// The word that marks a finding.
    pub(super) name: &'static str,
    pub(super) check: fn(&Files, &mut Findings),
}

const fn rule(name: &'static str, check: fn(&Files, &mut Findings)) -> Rule {
    Rule { name, check }
}

/// Every rule.
pub(super) const RULES: &[Rule] = &[
    rule("module-docs", module_docs::check),
    rule("length", length::check),
    rule("comment-width", comments::check),
    rule("opening", openings::check),
    rule("unfinished", unfinished::check),
    rule("border", border::check),
    rule("machine-path", paths::check),
    rule("line-ends", line_ends::check),
    rule("links", links::check),
    rule("snapshots", snapshots::check),
    rule("lints", manifests::lints),
    rule("versions", manifests::versions),
];

/// Input of tests: it may break every rule, because that is what some of it is for.
const FIXTURES: &str = "tests/fixtures/";

/// The files of the workspace that are Rust and no test's input.
fn sources(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    texts(files).filter(|(path, _)| extension(path) == "rs")
}

/// The text files of the workspace that are no test's input.
fn texts(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    files
        .texts()
        .filter(|(path, _)| !path.starts_with(FIXTURES))
}

/// Returns whether a file is where everything is generated.
fn is_generated(path: &str) -> bool {
    oms_codegen::FOLDERS
        .iter()
        .any(|folder| is_inside(path, folder))
}

fn is_inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// The lines of a text with their numbers, from 1.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines())
}

/// The inner documentation that a source file opens with, a line each.
fn module_docs(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .skip_while(|line| line.is_empty() || line.starts_with(oms_codegen::HEADER))
        .map_while(|line| line.strip_prefix("//!"))
}
