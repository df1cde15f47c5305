//! Text of the spec to a validated model of the API.
//!
//! It generates nothing and touches no file: its input is bytes with their paths, its output is [`ir::Api`] or [`Diagnostics`].
//! The phases, one module each: `sources` (bytes to text), `syntax` and `json` (text to trees with spans), `walk` (trees against the
//! key table), `raw` (trees to the spec's own words), `checks` (one rule a function), `lower` (to the model).
//! Every phase goes on after a problem, so that one run shows them all.

mod checks;
mod codes;
mod diagnostics;
mod digest;
pub mod evolution;
mod flaw;
mod hidden;
pub mod ir;
mod json;
mod keys;
pub mod language;
mod layout;
mod lower;
pub mod manual;
pub mod names;
mod pattern;
mod places;
mod raw;
mod render;
pub mod schema;
mod shapes;
mod sources;
mod subjects;
mod syntax;
mod tables;
mod text_forms;
mod tree;
mod type_expression;
mod walk;
mod words;

pub use codes::Code;
pub use diagnostics::{Diagnostic, Diagnostics, Place};
pub use sources::SourceFile;

use diagnostics::Problems;

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
    let mut problems = Problems::default();
    let sources = sources::Sources::read(files, &mut problems);
    let layout = layout::Layout::of(&sources, &mut problems);
    if let Some((file, root)) = layout
        .root
        .and_then(|file| Some((file, sources.get(file)?)))
    {
        manual::check(file, root, &mut problems);
    }
    let spec = raw::read(&sources, &layout, &mut problems);
    checks::run(&spec, &mut problems);
    if problems.is_empty() {
        Ok(lower::api(&sources, &spec))
    } else {
        Err(Diagnostics::new(sources, problems))
    }
}
