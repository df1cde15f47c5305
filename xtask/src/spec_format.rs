//! `cargo xtask spec fmt`: the spec's TOML in its one form.
//!
//! The form is `oms-spec`'s; what a file says never changes with it. Files that are no TOML stop
//! everything, so that a tree is never half formatted.

use std::fs;
use std::path::Path;

use crate::console::Console;
use crate::failure::{Failure, plural};
use crate::spec_files;

pub(crate) fn run(root: &Path, check: bool, console: &mut Console<'_>) -> Result<(), Failure> {
    let (mut others, mut all, mut problems) = (Vec::new(), 0, Vec::new());
    for source in spec_files::read(root)? {
        let text = String::from_utf8_lossy(&source.bytes);
        match oms_spec::format(&source.path, &text) {
            None => {}
            Some(Err(problem)) => problems.push(format!("{}: {}", source.path, problem.trim_end())),
            Some(Ok(formatted)) => {
                all += 1;
                // Other line ends are a matter of the checkout.
                if formatted != text.replace("\r\n", "\n") {
                    others.push((source.path, formatted));
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(Failure::all(problems, "nothing was written"));
    }
    for (path, formatted) in &others {
        if !check {
            fs::write(root.join(path), formatted).map_err(|error| {
                Failure::new(
                    format!("{path}: {error}"),
                    "run it again once it can be written",
                )
            })?;
        }
        console.result(format!(
            "{}written: {path}",
            if check { "would be " } else { "" }
        ));
    }
    if check && !others.is_empty() {
        return Err(Failure::new(
            format!("{} of spec/ not formatted", plural(others.len(), "file")),
            "run `cargo xtask spec fmt`",
        ));
    }
    console.result(format!("{} formatted", plural(all, "file")));
    Ok(())
}
