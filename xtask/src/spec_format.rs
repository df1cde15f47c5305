//! `cargo xtask spec fmt`: the spec's TOML in its one form.
//!
//! The form is `oms-spec`'s; what a file says never changes with it. Files that are no TOML stop
//! everything, so that a tree is never half formatted, and so does one that cannot be written.

use std::path::Path;

use oms_codegen::GeneratedFile;
use oms_text::counted;

use crate::console::Console;
use crate::failure::Failure;
use crate::{spec_files, tree};

pub(crate) fn run(root: &Path, check: bool, console: &mut Console<'_>) -> Result<(), Failure> {
    let (mut others, mut all, mut problems) = (Vec::new(), 0, Vec::new());
    let files = spec_files::read(root)?;
    for source in &files {
        let text = String::from_utf8_lossy(&source.bytes);
        match oms_spec::format(&source.path, &text) {
            None => {}
            Some(Err(problem)) => problems.push(format!("{}: {}", source.path, problem.trim_end())),
            Some(Ok(formatted)) => {
                all += 1;
                // Other line ends are a matter of the checkout.
                if formatted != text.replace("\r\n", "\n") {
                    others.push(GeneratedFile {
                        path: source.path.clone(),
                        text: formatted,
                    });
                }
            }
        }
    }
    if !problems.is_empty() {
        // The checks say where a file is no TOML, and what to do, in their own words.
        if let Err(found) = oms_spec::load(&files)
            && found
                .iter()
                .any(|one| one.code().as_str().starts_with("S0"))
        {
            return Err(Failure::Spec(found));
        }
        return Err(Failure::all(problems, "nothing was written"));
    }
    let paths: Vec<String> = others.iter().map(|file| file.path.clone()).collect();
    if !check {
        tree::replace(root, others)?;
    }
    for path in &paths {
        let word = if check { "would be " } else { "" };
        console.result(format!("{word}written: {path}"));
    }
    if check && !paths.is_empty() {
        return Err(Failure::new(
            format!("{} of spec/ not formatted", counted(paths.len(), "file")),
            "run `cargo xtask spec fmt`",
        ));
    }
    console.result(format!("{} formatted", counted(all, "file")));
    Ok(())
}
