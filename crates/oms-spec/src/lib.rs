//! Text of the spec to a validated model of the API.
//!
//! It generates nothing and touches no file: its input is bytes with their paths, its output is
//! [`ir::Api`] or [`Diagnostics`]. The phases, a folder each: `source` (bytes to text), `syntax`
//! (text to trees with spans), `raw` (trees against the key table, and to the spec's own words),
//! `check` (one rule a function), `lower` (to the model, `ir`). `language` is the key table and
//! everything that is read off it; `report` shows problems. Every phase goes on after a problem, so
//! that one run shows them all.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod check;
pub mod command;
pub mod evolution;
mod findings;
mod format;
pub mod ir;
pub mod language;
mod lower;
mod raw;
mod report;
mod source;
mod syntax;
mod warnings;

pub use findings::{Finding, FindingPart, report_found};
pub use format::format;
pub use language::values::base64_text;
pub use language::{manual, names, schema};
pub use report::{Code, Diagnostic, Diagnostics, SpecPlace};
pub use source::SourceFile;
pub use warnings::{Warning, warnings};

/// Reads the files of a spec.
///
/// The order of `files` does not matter, and neither do their line ends.
///
/// # Errors
///
/// Every problem that one pass can find, by file and position.
///
/// # Examples
///
/// ```
/// let lonely = oms_spec::SourceFile {
///     path: "spec/actions/Ping.toml".to_owned(),
///     bytes: b"nmae = \"Ping\"".to_vec(),
/// };
/// let problems = oms_spec::load(&[lonely]).expect_err("the root file is missing");
/// assert!(problems.to_string().contains("did you mean `name`?"));
/// ```
pub fn load(files: &[SourceFile]) -> Result<ir::Api, Diagnostics> {
    let mut problems = report::Problems::default();
    let sources = source::read(files, &mut problems);
    let layout = source::layout::Layout::of(&sources, &mut problems);
    let root = layout
        .root
        .and_then(|file| Some((file, sources.get(file)?)));
    if let Some((file, root)) = root {
        manual::check(file, root, &mut problems);
    }
    let spec = raw::read(&sources, &layout, &mut problems);
    let shapes = raw::Shapes::of(&spec);
    let discrepancies = check::run(&spec, &shapes, &mut problems);
    if problems.is_empty() {
        Ok(lower::api(&sources, &spec, &shapes, &discrepancies))
    } else {
        Err(Diagnostics::new(sources, problems))
    }
}
